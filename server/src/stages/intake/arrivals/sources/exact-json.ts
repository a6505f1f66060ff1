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

/** What walks through a row by calling itself comes to its end far below what a sender can nest. */
const deepest = 50;

const isNest = (value: unknown): value is object => typeof value === "object" && value !== null;

function isDeeper(value: unknown, most: number): boolean {
  let level = [value].filter(isNest);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((each): unknown[] => Object.values(each)).filter(isNest);
  }
  return false;
}

/** An answer as JSON; numbers with more digits than a double holds arrive as text. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new SourceFailure("encoding-wrong", { expected: "utf-8", found: "file-not-text" });
  }
  const read = parse(text, bytes.length);
  if (isDeeper(read, deepest)) throw new SourceFailure("answer-too-deep", { most: deepest });
  return read;
}

function parse(text: string, size: number): unknown {
  try {
    return longNumber.test(text) ? JSON.parse(text, keepLong) : JSON.parse(text);
  } catch {
    throw new SourceFailure("answer-not-json", { size });
  }
}
