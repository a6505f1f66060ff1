import { isKept } from "../../platform/kept-text.ts";

/** Where a page of a list ended: the value of its sort key, and the subject there. */
export type Place = { readonly key: string; readonly subject: string };

/** Opaque to the client; one that was tampered with reads as the beginning of the list. */
export const writeCursor = (place: Place): string =>
  Buffer.from(JSON.stringify([place.key, place.subject])).toString("base64url");

const isText = (value: unknown): value is string => typeof value === "string" && isKept(value);

export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(read)) return undefined;
    const [key, subject]: unknown[] = read;
    return isText(key) && isText(subject) ? { key, subject } : undefined;
  } catch {
    return undefined; // not JSON: not one of ours
  }
}
