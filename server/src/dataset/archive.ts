import { inflateRawSync } from "node:zlib";

/** Why a workbook that somebody sends is not opened at all. */
export type ArchiveRefusal =
  | "file-empty"
  | "file-old-binary"
  | "file-not-workbook"
  | "workbook-encrypted"
  | "workbook-broken"
  | "workbook-expands"
  | "workbook-macros"
  | "workbook-external"
  | "workbook-embedded";

export type ArchiveLimits = {
  /** All parts together, unpacked. */
  readonly unpacked: number;
  readonly parts: number;
};

/** 100,000 officials with their posts unpack to 50 MB. */
export const uploadLimits: ArchiveLimits = { unpacked: 256 * 1024 * 1024, parts: 2_000 };

type Part = {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly at: number;
};

const zipStart = Buffer.from([0x50, 0x4b, 3, 4]);
const zipEnd = Buffer.from([0x50, 0x4b, 5, 6]);
/** The container of .xls, .et, .doc and of workbooks with a password (MS-CFB 2.2). */
const oldContainer = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const encryptedStream = Buffer.from("EncryptedPackage", "utf16le");

/** Parts that run something, reach elsewhere, or hold another file: by what the format calls them (ECMA-376 1, 12 and 15). */
const dangers: readonly (readonly [RegExp, ArchiveRefusal])[] = [
  [/(^|\/)(vbaproject|vbadata)[^/]*$|(^|\/)(macrosheets|dialogsheets|activex|ctrlprops)\//i, "workbook-macros"],
  [/(^|\/)(externallinks|querytables)\/|(^|\/)connections\.xml$/i, "workbook-external"],
  [/(^|\/)embeddings\//i, "workbook-embedded"],
];
const macroTypes = /macroEnabled|ms-office\.vbaProject|ms-excel\.(?:intl)?macrosheet/i;

/** The directory at the end of the archive (ZIP 6.3.10, 4.3.12); `undefined` where it is broken or of the large form. */
function directoryOf(bytes: Buffer): readonly Part[] | undefined {
  const end = bytes.lastIndexOf(zipEnd);
  if (end < 0 || end + 22 > bytes.length) return undefined;
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const nameLength = bytes.readUInt16LE(at + 28);
    const part = {
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/"),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    };
    if (part.packed === 0xffffffff || part.unpacked === 0xffffffff || part.at === 0xffffffff) return undefined;
    parts.push(part);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

/** A part unpacked, and never to more than it says of itself. */
function unpack(bytes: Buffer, part: Part): Buffer | "workbook-expands" | "workbook-broken" {
  if (part.at + 30 > bytes.length || bytes.readUInt32LE(part.at) !== 0x04034b50) return "workbook-broken";
  const from = part.at + 30 + bytes.readUInt16LE(part.at + 26) + bytes.readUInt16LE(part.at + 28);
  const packed = bytes.subarray(from, from + part.packed);
  if (packed.length !== part.packed) return "workbook-broken";
  if (part.method === 0) return part.packed === part.unpacked ? packed : "workbook-expands";
  if (part.method !== 8) return "workbook-broken";
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, part.unpacked) });
  } catch (error) {
    const isLonger = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return isLonger ? "workbook-expands" : "workbook-broken";
  }
}

/**
 * Looks through a workbook before it is opened: what it is by its first bytes, what its directory says its parts unpack to,
 * whether they really do, and what they are. `undefined`: it may be opened. At no time is more held than one part.
 */
export function refusalOfArchive(bytes: Buffer, limits: ArchiveLimits = uploadLimits): ArchiveRefusal | undefined {
  if (bytes.length === 0) return "file-empty";
  if (bytes.subarray(0, 8).equals(oldContainer))
    return bytes.includes(encryptedStream) ? "workbook-encrypted" : "file-old-binary";
  if (!bytes.subarray(0, 4).equals(zipStart)) return "file-not-workbook";
  const parts = directoryOf(bytes);
  if (parts === undefined) return "workbook-broken";
  for (const [pattern, refusal] of dangers) if (parts.some(({ name }) => pattern.test(name))) return refusal;
  const total = parts.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (parts.length > limits.parts || total > limits.unpacked) return "workbook-expands";
  if (!parts.some(({ name }) => name === "xl/workbook.xml" || name === "[Content_Types].xml"))
    return "file-not-workbook";
  for (const part of parts) {
    const content = unpack(bytes, part);
    if (typeof content === "string") return content;
    if (part.name === "[Content_Types].xml" && macroTypes.test(content.toString("utf8"))) return "workbook-macros";
  }
  return undefined;
}

/** Whether bytes are a workbook or one of its predecessors, whatever their name says. */
export const looksLikeWorkbook = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(zipStart) || bytes.subarray(0, 8).equals(oldContainer);

/** One part of an archive that is not refused, unpacked. */
export function partOf(bytes: Buffer, name: string): Buffer | undefined {
  const part = directoryOf(bytes)?.find((each) => each.name === name);
  const content = part === undefined ? undefined : unpack(bytes, part);
  return Buffer.isBuffer(content) ? content : undefined;
}
