// RFC 8785 by a library, and what we allow inside. FORMAT.md §7, §10.
import canonicalize from "canonicalize";
import { type Bytes, textOf, utf8 } from "./bytes.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import { largestIndex } from "./size.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export const deepestEntry = 6;
export const deepestRecord = 16;

const plainText = /^[\u0020-\u007e]*$/;

function isAllowedText(text: string): boolean {
  return plainText.test(text) || (text.isWellFormed() && text.normalize("NFC") === text);
}

/**
 * Allowed are integers that every language holds exactly, and text that every language writes alike. "in order": members stand in
 * order everywhere, as they do in whatever was read from canonical bytes.
 */
type Standing = "refused" | "in order" | "allowed";

/** `isPlain`: every text in it is known to be of plain characters, so that none is looked at. */
function standingOf(value: unknown, depth: number, isPlain: boolean): Standing {
  if (value === null || typeof value === "boolean") return "in order";
  if (typeof value === "number")
    return Number.isInteger(value) && Math.abs(value) <= largestIndex ? "in order" : "refused";
  if (typeof value === "string") return isPlain || isAllowedText(value) ? "in order" : "refused";
  if (typeof value !== "object" || depth === 0) return "refused";
  let found: Standing = "in order";
  if (Array.isArray(value)) {
    for (const each of value) {
      const its = standingOf(each, depth - 1, isPlain);
      if (its === "refused") return its;
      if (its === "allowed") found = its;
    }
    return found;
  }
  const members = value as Readonly<Record<string, unknown>>;
  let before: string | undefined;
  for (const name of Object.keys(members)) {
    if (!isPlain && !isAllowedText(name)) return "refused";
    const its = standingOf(members[name], depth - 1, isPlain);
    if (its === "refused") return its;
    if (its === "allowed" || (before !== undefined && before >= name)) found = "allowed";
    before = name;
  }
  return found;
}

/** JSON.stringify writes texts and numbers as RFC 8785 wants them, and the library what is not in order. */
const written = (value: unknown, standing: Standing): string | undefined =>
  standing === "in order" ? JSON.stringify(value) : canonicalize(value);

/** RFC 8785 of any JSON value, without our rules. */
export function jcs(value: unknown): string | undefined {
  return written(value, standingOf(value, deepestRecord, false));
}

export function toCanonical(value: Json, deepest: number): Outcome<Bytes> {
  const standing = standingOf(value, deepest, false);
  const text = standing === "refused" ? undefined : written(value, standing);
  return text === undefined ? refuse("value-not-allowed") : ok(utf8(text));
}

export interface Canonical {
  readonly value: Json;
  readonly text: string;
}

/** The value, if these are exactly the bytes in which it has to be written. */
export function fromCanonical(bytes: Bytes, deepest: number): Outcome<Json> {
  const read = readCanonical(bytes, deepest);
  return read.ok ? ok(read.value.value) : read;
}

export function readCanonical(bytes: Bytes, deepest: number): Outcome<Canonical> {
  const text = textOf(bytes) ?? "";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("not-canonical", "JSON"); // the parser has no other way to say it
  }
  // Without an escape, the texts in it are pieces of it.
  const standing = standingOf(value, deepest, plainText.test(text) && !text.includes("\\"));
  if (standing === "refused") return refuse("value-not-allowed");
  return written(value, standing) === text ? ok({ value: value as Json, text }) : refuse("not-canonical");
}
