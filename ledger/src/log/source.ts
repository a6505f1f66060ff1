// A log as somebody else finds it: a folder, or an address (FORMAT.md §6).
import type { Bytes } from "../bytes.ts";
import type { Files } from "./files.ts";

/** `checkpoint`, `tile/…`; undefined where there is no such file. */
export type Source = (path: string) => Promise<Bytes | undefined>;

/** Reads at once: in node's queue a file would wait behind the signatures that are checked aside. */
export const folderSource =
  (files: Files, folder: string): Source =>
  async (path) =>
    files.readNow(`${folder}/${path}`);

const largestFile = 2 ** 21;

/** Throws where the other side is away. */
export const addressSource =
  (address: string, milliseconds = 30_000): Source =>
  async (path) => {
    const url = `${address.replace(/\/$/, "")}/${path}`;
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(milliseconds) });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > largestFile) throw new Error(`${url}: ${bytes.length} bytes`);
    return bytes;
  };
