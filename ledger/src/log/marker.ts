// Small files of the log's own: a checkpoint's text, and a line that tells whether a byte of it was changed.
import { sha256 } from "#primitives";
import { type Bytes, base64, textOf, utf8 } from "../bytes.ts";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "../checkpoint.ts";

export function formatMarker(checkpoint: Checkpoint): Bytes {
  const text = formatCheckpoint(checkpoint);
  return utf8(`${text}${base64(sha256(utf8(text)))}\n`);
}

export function parseMarker(bytes: Bytes): Checkpoint | undefined {
  const text = textOf(bytes) ?? "";
  const end = text.lastIndexOf("\n", text.length - 2) + 1;
  const body = text.slice(0, end);
  if (text.slice(end) !== `${base64(sha256(utf8(body)))}\n`) return undefined;
  const read = parseCheckpoint(body);
  return read.ok ? read.value : undefined;
}
