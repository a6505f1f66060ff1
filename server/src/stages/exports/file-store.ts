import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

export const digestOf = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

export const placeOf = (files: string, sha256: string): string => join(files, "documents", sha256.slice(0, 2), sha256);

/**
 * Puts a document among the content-addressed files. Written beside its place and moved there when it is whole and on
 * disk: after a crash there is the whole file or none.
 */
export async function keepFile(files: string, content: Uint8Array): Promise<string> {
  const sha256 = digestOf(content);
  const path = placeOf(files, sha256);
  if (
    await stat(path).then(
      (found) => found.size === content.length,
      () => false,
    )
  )
    return sha256;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.partial`;
  const file = await open(partial, "w", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
  return sha256;
}

/** The document with this digest; undefined when it is not there or is not what the digest says. */
export async function readKept(files: string, sha256: string): Promise<Buffer | undefined> {
  const content = await readFile(placeOf(files, sha256)).catch(() => undefined);
  return content !== undefined && digestOf(content) === sha256 ? content : undefined;
}
