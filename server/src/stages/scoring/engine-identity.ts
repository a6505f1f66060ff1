import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineVersion } from "@biaochi/engine";

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

let known: string | undefined;

/** SHA-256 over the engine's own source, file by file in the order of their names: which program computed a result. */
export function engineDigest(): string {
  if (known !== undefined) return known;
  const folder = dirname(fileURLToPath(import.meta.resolve("@biaochi/engine")));
  const whole = createHash("sha256");
  const files = sourceFiles(folder).map((path) => ({
    name: path.slice(folder.length + 1).replaceAll("\\", "/"),
    path,
  }));
  for (const { name, path } of files.sort((a, b) => (a.name < b.name ? -1 : 1)))
    whole.update(`${name}\n`).update(createHash("sha256").update(readFileSync(path)).digest());
  known = whole.digest("hex");
  return known;
}

export const engineName = `biaochi-engine ${engineVersion}`;
