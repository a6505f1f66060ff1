// What a person has: a file, a picture of the QR code, or text out of a mail. All of it becomes one receipt.
import { parseReceipt, type Receipt, receiptFromText, textOf, utf8 } from "@biaochi/ledger";
import { textInPicture } from "./picture.ts";

export interface Unread {
  /** `receipt-none`, `picture-none` … of the words, or a code of the ledger. */
  readonly code: string;
  readonly detail?: string;
}

export type Read = { readonly ok: true; readonly receipt: Receipt } | { readonly ok: false; readonly unread: Unread };

const mark = "c2sp.org/tlog-proof";
const qrMark = "BC1:";
const largestFile = 40 * 2 ** 20;

const unread = (code: string, detail?: string): Read => ({
  ok: false,
  unread: detail === undefined ? { code } : { code, detail },
});

/** Text is what mails and text fields make of it: other line ends, no line end at the end, a QR's text over several lines. */
export function readText(text: string): Read {
  const plain = text.replaceAll("\r\n", "\n");
  const begin = plain.search(/\S/);
  const trimmed = begin < 0 ? "" : plain.slice(begin);
  if (trimmed.startsWith(qrMark)) return readQr(trimmed.replaceAll("\n", ""));
  if (!trimmed.startsWith(mark)) return unread("receipt-none");
  return readBytes(utf8(`${trimmed.replace(/\n+$/, "")}\n`));
}

function readQr(text: string): Read {
  const found = receiptFromText(text);
  return found.ok ? { ok: true, receipt: found.value } : unread(found.refusal.code, found.refusal.detail);
}

function readBytes(bytes: Uint8Array): Read {
  const found = parseReceipt(bytes);
  return found.ok ? { ok: true, receipt: found.value } : unread(found.refusal.code, found.refusal.detail);
}

export async function readFile(file: Blob): Promise<Read> {
  if (file.size > largestFile) return unread("file-large", `${largestFile / 2 ** 20} MB`);
  if (file.type.startsWith("image/")) return readPicture(file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = textOf(bytes);
  if (text === undefined) return readPicture(file); // a picture whose name does not say so, or nothing
  return text.startsWith(mark) ? readBytes(bytes) : readText(text);
}

async function readPicture(file: Blob): Promise<Read> {
  const text = await textInPicture(file);
  if (text === undefined) return unread("picture-none");
  return text.startsWith(qrMark) ? readQr(text) : unread("picture-other", text.slice(0, 40));
}
