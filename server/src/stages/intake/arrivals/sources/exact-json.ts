import { SourceFailure } from "./source.ts";

const longNumber = /\d{16}/;
const stays = (text: string): boolean => {
  const value = Number(text);
  return Number.isFinite(value) && text.replace(/^-|[.eE+-]|^0+/g, "").length <= 15;
};

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;
/** A number that a double does not hold stays the text that it was. */
const keepLong: Reviver = (_key, value, context) =>
  typeof value === "number" && context?.source !== undefined && !stays(context.source) ? context.source : value;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** An answer as JSON; numbers with more digits than a double holds arrive as text. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new SourceFailure("encoding-wrong", { expected: "utf-8", found: "file-not-text" });
  }
  try {
    return longNumber.test(text) ? JSON.parse(text, keepLong) : JSON.parse(text);
  } catch {
    throw new SourceFailure("answer-not-json", { size: bytes.length });
  }
}
