import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readRulebook, readScheme, type SchemeFinding, withLocal } from "../engine/src/index.ts";
import { national, someAdditions, someLocals } from "../engine/src/rulebook/test-national.ts";
import { codes, languages, parametersOf, sayComposed } from "../words/src/index.ts";

/** Every code that the reader and the linter of schemes can give is provoked by a vector, and can be said. */
const root = new URL("../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");

const item = "{ item: nowhere, weight: 1, rule: { kind: completion-rate, target: 1 } }";
const tooLong = `biaochi: scheme/1
id: s
version: 1
title: t
effective: { from: 2025-01-01 }
cycle: "2025"
indicators: []
blocks:
${Array.from(
  { length: 9 },
  (_, i) =>
    `  x${i}: [${Array(9)
      .fill(`{ use: x${i + 1} }`)
      .join(", ")}]\n`,
).join("")}  x9: [${Array(300).fill(item).join(", ")}]
lists:
  - { id: l, for: { type: unit }, score: { block: b, items: [{ use: x0 }] } }
`;
const vectorsIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => textOf(folder + name));
const rulebook = withLocal(national(), someLocals);
/** Rulebooks, and schemes beside the national one. */
const beside = vectorsIn("vectors/rulebook/").map((text) =>
  /^biaochi: rulebook\//m.test(text)
    ? readRulebook([{ name: "it", text }]).findings
    : readScheme(text, { rulebook, additions: someAdditions }).findings,
);
const texts = [...vectorsIn("vectors/lint/"), tooLong];
const produced = new Map<string, SchemeFinding[]>();
for (const findings of [...texts.map((text) => readScheme(text).findings), ...beside]) {
  for (const finding of findings) produced.set(finding.code, [...(produced.get(finding.code) ?? []), finding]);
}

describe("every code of the linter", () => {
  const sources = [
    ...["lint", "rules", "formula", "rulebook"].flatMap((folder) =>
      readdirSync(new URL(`engine/src/${folder}/`, root)).map((name) => `${folder}/${name}`),
    ),
    ...["read", "source", "syntax", "mismatch", "vocabulary"].map((name) => `scheme/${name}.ts`),
  ].filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const sentences = codes
    // What a scheme is found to be beside the library, and a draft beside the programme's versions, is tested there
    // (server/src/library.test.ts, server/src/drafts.test.ts).
    .filter((code) => code.startsWith("lint.") && !code.endsWith(".mend") && code !== "lint.sound")
    .filter((code) => !/^lint\.(library|draft)-/.test(code))
    .map((code) => code.slice("lint.".length));
  /** Reasons in results, which the same files write. */
  const ofResults = new Set(["deducted-share-too-small", "bonus-share-too-large"]);
  const written = new Set(
    sources
      .flatMap((name) => [...textOf(`engine/src/${name}`).matchAll(/\bcode: (?:[^"{}\n]* )?"([a-z]+(?:-[a-z]+)+)"/g)])
      .map((match) => match[1] ?? "")
      .filter((code) => !ofResults.has(code)),
  );

  it("is found in the sources", () => expect(written.size).toBeGreaterThan(90));

  it("is produced by a vector", () => {
    expect([...new Set([...written, ...sentences])].filter((code) => !produced.has(code))).toEqual([]);
  });

  it("has its sentence and its mend in both languages, with every parameter supplied", () => {
    const wrong = new Set<string>();
    for (const [code, findings] of produced) {
      for (const { expected, found, values, path } of findings) {
        const given = { path, ...(expected && { expected }), ...(found && { found }), ...values };
        for (const language of languages) {
          for (const key of [`lint.${code}`, `lint.${code}.mend`]) {
            const said = sayComposed(language, key, given);
            const isOpen = said === key || parametersOf(sayComposed(language, key)).some((name) => !(name in given));
            if (isOpen) wrong.add(`${language} ${key}: ${said}`);
          }
        }
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
