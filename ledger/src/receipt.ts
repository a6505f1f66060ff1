// Receipts: the file of tlog-proof, and the same as text for a QR code. FORMAT.md §14.
import { base45, fromBase45 } from "./base45.ts";
import { type Bytes, base64, fromBase64, join, readU16, readU64, textOf, u16, u64, utf8 } from "./bytes.ts";
import { parseHash } from "./checkpoint.ts";
import { mostProofHashes } from "./proof.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { largestSize, parseSize } from "./size.ts";
import { type Hash, hashLength } from "./tree.ts";

/** `checkpoint` is the note as it was published, byte for byte; `extra` is not authenticated. */
export interface Receipt {
  readonly index: bigint;
  readonly proof: readonly Hash[];
  readonly checkpoint: Bytes;
  readonly extra?: Bytes;
}

export const largestReceipt = 65_536;
const mark = "c2sp.org/tlog-proof@v1";

export function formatReceipt({ index, proof, checkpoint, extra }: Receipt): Bytes {
  const lines = [
    mark,
    ...(extra === undefined ? [] : [`extra ${base64(extra)}`]),
    `index ${index}`,
    ...proof.map((hash) => base64(hash)),
    "",
    "",
  ];
  return join(utf8(lines.join("\n")), checkpoint);
}

export function parseReceipt(file: Bytes): Outcome<Receipt> {
  const text = file.length > largestReceipt ? undefined : textOf(file);
  const cut = text?.indexOf("\n\n") ?? -1;
  if (text === undefined || cut < 0) return refuse("receipt-malformed");
  const [first, ...lines] = text.slice(0, cut).split("\n");
  if (first !== mark) return refuse("receipt-malformed", "first line", 1);
  const extraText = lines[0]?.startsWith("extra ") ? lines.shift()?.slice(6) : undefined;
  const extra = extraText === undefined ? undefined : fromBase64(extraText);
  if (extraText !== undefined && (extra === undefined || extra.length === 0))
    return refuse("receipt-malformed", "extra", 2);
  const indexText = lines.shift() ?? "";
  const index = indexText.startsWith("index ") ? parseSize(indexText.slice(6)) : undefined;
  if (index === undefined) return refuse("receipt-malformed", "index");
  const proof = lines.map(parseHash);
  if (proof.length > mostProofHashes || !proof.every((hash) => hash !== undefined))
    return refuse("receipt-malformed", "proof");
  const checkpoint = utf8(text.slice(cut + 2));
  return ok({ index, proof, checkpoint, ...(extra === undefined ? {} : { extra }) });
}

const prefix = "BC1:";
const version = 1;

export function receiptToText({ index, proof, checkpoint, extra = new Uint8Array() }: Receipt): Outcome<string> {
  if (proof.length > mostProofHashes || checkpoint.length > 65_535 || extra.length > 65_535)
    return refuse("receipt-malformed", "too large");
  const packed = join(
    ...[Uint8Array.of(version), u64(index), Uint8Array.of(proof.length), ...proof],
    ...[u16(checkpoint.length), checkpoint, u16(extra.length), extra],
  );
  return ok(prefix + base45(packed));
}

export function receiptFromText(text: string): Outcome<Receipt> {
  const packed =
    text.startsWith(prefix) && text.length <= 2 * largestReceipt ? fromBase45(text.slice(prefix.length)) : undefined;
  if (packed === undefined || packed.length < 14 || packed[0] !== version) return refuse("receipt-malformed", "text");
  const index = readU64(packed, 1);
  const count = packed[9] ?? 0;
  const afterProof = 10 + count * hashLength;
  const checkpointEnd = afterProof + 2 + readU16(packed, afterProof);
  const extraEnd = checkpointEnd + 2 + readU16(packed, checkpointEnd);
  if (index > largestSize || count > mostProofHashes || extraEnd !== packed.length)
    return refuse("receipt-malformed", "lengths");
  const proof = Array.from({ length: count }, (_, at) =>
    packed.slice(10 + at * hashLength, 10 + (at + 1) * hashLength),
  );
  const checkpoint = packed.slice(afterProof + 2, checkpointEnd);
  const extra = packed.slice(checkpointEnd + 2);
  if (textOf(checkpoint) === undefined) return refuse("receipt-malformed", "checkpoint");
  return ok({ index, proof, checkpoint, ...(extra.length === 0 ? {} : { extra }) });
}
