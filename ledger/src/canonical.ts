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

/** Integers that every language holds exactly, text that every language writes alike. */
export function isAllowed(value: unknown, depth: number): value is Json {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) <= largestIndex;
  if (typeof value === "string") return isAllowedText(value);
  if (typeof value !== "object" || depth === 0) return false;
  if (Array.isArray(value)) return value.every((each) => isAllowed(each, depth - 1));
  return Object.entries(value).every(([name, each]) => isAllowedText(name) && isAllowed(each, depth - 1));
}

/** Whether members stand in order everywhere, as they do in whatever was read from canonical bytes. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let before: string | undefined;
  for (const [name, each] of Object.entries(value)) {
    if ((before !== undefined && before >= name) || !isInOrder(each)) return false;
    before = name;
  }
  return true;
}

/** Of what is allowed: JSON.stringify writes texts and numbers as RFC 8785 wants them, and the library what is not in order. */
const written = (value: Json): string | undefined => (isInOrder(value) ? JSON.stringify(value) : canonicalize(value));

/** RFC 8785 of any JSON value, without our rules. */
export function jcs(value: unknown): string | undefined {
  return isAllowed(value, deepestRecord) ? written(value) : canonicalize(value);
}

export function toCanonical(value: Json, deepest: number): Outcome<Bytes> {
  if (!isAllowed(value, deepest)) return refuse("value-not-allowed");
  const text = written(value);
  return text === undefined ? refuse("value-not-allowed") : ok(utf8(text));
}

/** The value, if these are exactly the bytes in which it has to be written. */
export function fromCanonical(bytes: Bytes, deepest: number): Outcome<Json> {
  const text = textOf(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return refuse("not-canonical", "JSON"); // the parser has no other way to say it
  }
  if (!isAllowed(value, deepest)) return refuse("value-not-allowed");
  return written(value) === text ? ok(value) : refuse("not-canonical");
}
