import { codes } from "@biaochi/words";
import { expect, test } from "vitest";
import { publishedSchema } from "./make-schema.ts";
import { committedKeys, schemeKeys } from "./make-scheme-keys.ts";

test("docs/scheme-keys.md says what the format has (node_modules/.bin/node tools/make-scheme-keys.ts rewrites it)", () => {
  expect(committedKeys()).toBe(schemeKeys());
});

/** Every key and every word that the format knows. */
function namesIn(shape: unknown, keys: Set<string>, words: Set<string>): void {
  if (typeof shape !== "object" || shape === null) return;
  for (const [name, inner] of Object.entries(shape)) {
    if (name === "properties") for (const key of Object.keys(inner)) keys.add(key);
    if (name === "const" && typeof inner === "string") words.add(inner);
    if (name === "enum") for (const word of inner) words.add(String(word));
    namesIn(inner, keys, words);
  }
}

test("every key and every word of the format is called something in both languages, and no other is", () => {
  const keys = new Set<string>();
  const words = new Set<string>();
  namesIn(JSON.parse(publishedSchema()), keys, words);
  const kinds = new Set([...words].filter((word) => word.includes("@") || words.has(`${word}@1`)));
  const called = (prefix: string) =>
    codes.filter((code) => code.startsWith(prefix)).map((code) => code.slice(prefix.length));
  expect([...called("scheme-key.")].sort()).toEqual([...keys].sort());
  expect([...called("scheme-value.")].sort()).toEqual([...words].filter((word) => !kinds.has(word)).sort());
});
