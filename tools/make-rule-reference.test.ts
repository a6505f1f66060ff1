import { ruleKinds } from "@biaochi/engine";
import { expect, test } from "vitest";
import { committedReference, ruleReference } from "./make-rule-reference.ts";

test("docs/rule-kinds.md says what the engine does (node_modules/.bin/node tools/make-rule-reference.ts rewrites it)", () => {
  expect(committedReference()).toBe(ruleReference());
});

test("every kind of the catalogue, 1 to 22, has its chapter, and every kind of the registry its keys", () => {
  const text = ruleReference();
  const numbers = [...text.matchAll(/^### (\d+)\. /gm)].map((match) => Number(match[1]));
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 22 }, (_, i) => i + 1));
  for (const kind of ruleKinds)
    for (const key of Object.keys(kind.parameters)) {
      const chapter = text.slice(text.indexOf(`\`${kind.id}\`:`)).split("\n### ")[0];
      expect(chapter, kind.id).toContain(`| \`${key}\` |`);
    }
});
