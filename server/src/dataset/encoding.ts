import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** A file by its path, or its bytes where somebody has sent them. */
export type Source = string | Uint8Array;
const pieceSize = 1 << 18;

async function* piecesOf(source: Source): AsyncGenerator<Buffer> {
  if (typeof source === "string") {
    for await (const piece of createReadStream(source, { highWaterMark: pieceSize })) yield piece;
    return;
  }
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/** What a text file is, found by reading it once from end to end. */
export type Sniffed =
  | { readonly encoding: Encoding; readonly bytes: number; readonly sha256: string }
  | { readonly code: "encoding-unknown" | "file-not-text"; readonly row: number; readonly sha256: string };

const newline = 0x0a;
function lines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

/** A check that is fed the file in chunks and remembers the first row that is not in its encoding. */
function decoderCheck(encoding: Encoding) {
  const strict = new TextDecoder(encoding, { fatal: true });
  let rowsBefore = 0;
  let brokenAt: number | undefined;
  const feed = (chunk: Uint8Array | undefined) => {
    if (brokenAt !== undefined) return;
    try {
      strict.decode(chunk ?? new Uint8Array(), { stream: chunk !== undefined });
      if (chunk) rowsBefore += lines(chunk);
    } catch {
      const lenient = chunk ? new TextDecoder(encoding).decode(chunk) : "";
      const before = lenient.slice(0, Math.max(0, lenient.indexOf("\uFFFD")));
      brokenAt = rowsBefore + before.split("\n").length;
    }
  };
  return { feed, brokenAt: () => brokenAt };
}

/** Byte-order mark, else valid UTF-8, else valid GB18030, else unknown with the first row that is not text. */
export async function sniff(source: Source, heard?: (bytes: number) => void): Promise<Sniffed> {
  const hash = createHash("sha256");
  const utf8 = decoderCheck("utf-8");
  const chinese = decoderCheck("gb18030");
  let bytes = 0;
  let rows = 1;
  let marked: Encoding | undefined;
  let nulAt: number | undefined;
  for await (const chunk of piecesOf(source)) {
    if (bytes === 0 && chunk[0] === 0xff && chunk[1] === 0xfe) marked = "utf-16le";
    if (bytes === 0 && chunk[0] === 0xfe && chunk[1] === 0xff) marked = "utf-16be";
    bytes += chunk.length;
    hash.update(chunk);
    heard?.(chunk.length);
    if (marked) continue;
    const nul = nulAt === undefined ? chunk.indexOf(0) : -1;
    if (nul >= 0) nulAt = rows + lines(chunk.subarray(0, nul));
    rows += lines(chunk);
    utf8.feed(chunk);
    chinese.feed(chunk);
  }
  const sha256 = hash.digest("hex");
  if (marked) return { encoding: marked, bytes, sha256 };
  if (nulAt !== undefined) return { code: "file-not-text", row: nulAt, sha256 };
  utf8.feed(undefined);
  if (utf8.brokenAt() === undefined) return { encoding: "utf-8", bytes, sha256 };
  chinese.feed(undefined);
  const broken = chinese.brokenAt();
  return broken === undefined
    ? { encoding: "gb18030", bytes, sha256 }
    : { code: "encoding-unknown", row: broken, sha256 };
}

/** The text of a file in pieces, without its byte-order mark. */
export async function* decoded(
  source: Source,
  encoding: Encoding,
  heard?: (bytes: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of piecesOf(source)) {
    heard?.(chunk.length);
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
