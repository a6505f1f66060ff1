import { createHash } from "node:crypto";
import type { officeFiles, shownFiles } from "@biaochi/contract/choices";
import { type ArchiveLimits, partOf, refusalOfArchive } from "../../dataset/archive.ts";

/** Files that show something: what one is its own first bytes say, whatever it is called, and it is known by its digest. */
export type FileType = (typeof shownFiles)[number] | (typeof officeFiles)[number];

const beginnings: Readonly<Record<(typeof shownFiles)[number], readonly number[]>> = {
  "application/pdf": [...Buffer.from("%PDF-")],
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/jpeg": [0xff, 0xd8, 0xff],
};
/** Where the main part of each stands, and how the list of types in it calls that part (ECMA-376 1, 11.3 and 12.3). */
const mainParts: Readonly<Record<(typeof officeFiles)[number], readonly [part: string, type: string]>> = {
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [
    "word/document.xml",
    "wordprocessingml.document.main+xml",
  ],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [
    "xl/workbook.xml",
    "spreadsheetml.sheet.main+xml",
  ],
};
/** A letter with pictures; nothing of it is unpacked here but to see that it is what it says. */
const limits: ArchiveLimits = { unpacked: 64 * 1024 * 1024, parts: 2_000 };

const isShown = (type: FileType): type is keyof typeof beginnings => Object.hasOwn(beginnings, type);

function officeTypeOf(content: Buffer): FileType | undefined {
  if (refusalOfArchive(content, limits) !== undefined) return undefined;
  const types = partOf(content, "[Content_Types].xml")?.toString("utf8") ?? "";
  return (Object.keys(mainParts) as (keyof typeof mainParts)[]).find((type) => {
    const [part, name] = mainParts[type];
    return types.includes(name) && partOf(content, part) !== undefined;
  });
}

/** Of the types that are taken the one that a file is. One with macros, or that reaches elsewhere, is none. */
export function typeOfFile<T extends FileType>(content: Buffer, taken: readonly T[]): T | undefined {
  const is = (type: T): boolean => isShown(type) && beginnings[type].every((byte, n) => content[n] === byte);
  const plain = taken.find(is);
  if (plain !== undefined || taken.every(isShown)) return plain;
  const office = officeTypeOf(content);
  return taken.find((type) => type === office);
}

export const digestOfFile = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");
