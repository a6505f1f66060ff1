import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readScheme, type SchemeFinding } from "../scheme/read.ts";

const root = new URL("../../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");
const yamlIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((name) => /(?:^|\/)[^/]+\.yaml$/.test(name))
    .sort();

/** "<code> <severity> line <n> path <path>", as the vectors' header comments say it. */
const shown = (f: SchemeFinding): string => `${f.code} ${f.severity} line ${f.line} path ${f.path || "-"}`;
const minimal = (items: string, blocks = ""): string => `biaochi: scheme/1
id: s
version: 1
title: t
effective: { from: 2025-01-01 }
cycle: "2025"
indicators: [{ id: a, name: a, period: year }]
${blocks}lists:
  - { id: l, for: { type: unit }, score: { block: b, items: [${items}] } }
`;
const item = "{ item: a, weight: 100, rule: { kind: completion-rate, target: 95 } }";

describe("the linter", () => {
  const vectors = yamlIn("vectors/lint/").filter((name) => !name.startsWith("sound/"));

  it("has vectors", () => expect(vectors.length).toBeGreaterThan(180));

  it.each(vectors)("%s: finds the one mistake, at its place, and nothing else", (name) => {
    const text = textOf(`vectors/lint/${name}`);
    const expected = [...text.matchAll(/^# expect: (.+)$/gm)].map((match) => match[1]);
    const { scheme, findings } = readScheme(text);
    expect(findings.map(shown)).toEqual(expected);
    expect(name.startsWith(findings[0]?.code ?? "?")).toBe(true);
    expect(scheme === undefined).toBe(findings.some((f) => f.severity === "error"));
  });

  it.each(yamlIn("vectors/lint/sound/"))("sound/%s: finds nothing", (name) => {
    const { scheme, findings } = readScheme(textOf(`vectors/lint/sound/${name}`));
    expect(findings.map(shown)).toEqual([]);
    expect(scheme).toBeDefined();
  });

  const examples = yamlIn("examples/").filter((name) => /(?:^|\/)scheme(?:\.v\d+)?\.yaml$/.test(name));
  it.each(examples)("examples/%s: has no error", (name) => {
    const text = textOf(`examples/${name}`);
    // Two examples keep their indicators in a table beside the scheme.
    const { findings } = readScheme(text);
    const errors = findings.filter((f) => f.severity === "error");
    if (/^indicators\s*:/m.test(text)) expect(errors.map(shown)).toEqual([]);
    else expect(errors.map((f) => `${f.code} ${f.path}`)).toEqual(["schema-key-missing indicators"]);
  });

  it("stops unfolding shared blocks that multiply", () => {
    const fan = Array.from(
      { length: 40 },
      (_, i) =>
        `  x${i}: [${Array(30)
          .fill(`{ use: x${i + 1} }`)
          .join(", ")}]\n`,
    );
    const { findings } = readScheme(minimal("{ use: x0 }", `blocks:\n${fan.join("")}  x40: [${item}]\n`));
    expect(findings.map((f) => f.code)).toContain("list-unfolds-too-far");
  });

  it("keeps errors before advice when there are more findings than anybody reads", () => {
    const wrong = Array.from(
      { length: 300 },
      (_, i) => `{ item: i${i}, weight: 1, rule: { kind: completion-rate, target: 1 } }`,
    );
    const { findings } = readScheme(minimal(wrong.join(", ")));
    expect(findings.filter((f) => f.code === "indicator-unknown")).toHaveLength(200);
    expect(findings.at(-1)).toMatchObject({ code: "more-findings", severity: "advice" });
    expect(findings).toHaveLength(201);
  });

  it("counts an alias and its anchor as one place", () => {
    const scales = "[{ id: g1, name: x, atLeast: 60 }, { id: g2, name: y, atLeast: 70 }, { id: g3, name: z }]";
    const grades = `grades:\n  - { id: u, for: { type: unit }, scale: &s ${scales} }\n  - { id: o, for: { type: official }, scale: *s }\n`;
    const { findings } = readScheme(minimal(item) + grades);
    expect(findings.map(shown)).toEqual(["grade-unreachable error line 11 path grades.0.scale.1"]);
  });
});
