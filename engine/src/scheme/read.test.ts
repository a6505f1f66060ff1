import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import { readScheme } from "./read.ts";

const demo = readFileSync(new URL("../../../examples/demo-city/scheme.v2.yaml", import.meta.url), "utf8");
/** What {@link readScheme} guarantees of any text. */
function holds(text: string): void {
  const { scheme, findings } = readScheme(text);
  const lines = text.split("\n").length;
  if (!scheme) expect(findings.some((f) => f.severity === "error")).toBe(true);
  else expect(findings.some((f) => f.severity === "error")).toBe(false);
  for (const finding of findings) {
    expect(finding.line, finding.code).toBeGreaterThanOrEqual(1);
    expect(finding.line, finding.code).toBeLessThanOrEqual(lines);
    expect(finding.column, finding.code).toBeGreaterThanOrEqual(1);
  }
}

describe("reading a scheme", () => {
  it("passes over a byte order mark and reads either kind of line end", () => {
    const plain = readScheme(demo);
    expect(plain.scheme).toBeDefined();
    for (const text of [`\uFEFF${demo}`, demo.replaceAll("\n", "\r\n"), `\uFEFF${demo.replaceAll("\n", "\r\n")}`]) {
      const other = readScheme(text);
      expect(other.scheme).toEqual(plain.scheme);
      expect(other.findings).toEqual(plain.findings);
    }
  });

  it("keeps the digits of keys and numbers", () => {
    const scheme = readScheme(
      demo.replace("unitType: party", "unitType: 007").replace("{ id: units,", "{ id: units,"),
    ).scheme;
    expect(scheme?.lists[0]?.for.where?.unitType).toEqual(["007"]);
  });

  const bomb = (depth: number): string =>
    `x0: &x0 [1,2,3,4,5,6,7,8,9,0]\n${Array.from({ length: depth }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(10).fill(`*x${i}`).join(",")}]\n`).join("")}`;
  const nasty: Readonly<Record<string, string>> = {
    nothing: "",
    blanks: " \n\n ",
    "a word": "hello",
    "a list": "- 1\n- 2\n",
    "zero bytes": "\0\0\0",
    tabs: demo.replaceAll("  ", "\t"),
    "old line ends": demo.replaceAll("\n", "\r"),
    "two schemes": `${demo}\n---\n${demo}`,
    "a small bomb of aliases": bomb(3),
    "a bomb of aliases": bomb(9),
    "an anchor inside itself": "biaochi: &a { id: *a }\n",
    "an alias to nothing": "biaochi: *nothing\n",
    "very many aliases": `${Array.from({ length: 9000 }, (_, i) => `- &a${i} x`).join("\n")}\n${Array.from({ length: 9000 }, (_, i) => `- *a${i}`).join("\n")}`,
    "brackets that open": `a: ${"[".repeat(100_000)}`,
    "brackets in pairs": "[".repeat(5000) + "]".repeat(5000),
    "braces in pairs": `${"{a: ".repeat(3000)}1${"}".repeat(3000)}`,
    dashes: `${"- ".repeat(20_000)}a`,
    "a staircase": Array.from({ length: 1200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    "five megabytes": "甲乙: 丙\n".repeat(700_000),
    "a megabyte of keys": Array.from({ length: 60_000 }, (_, i) => `k${i}: ${i}`).join("\n"),
    "one key again and again": "a: 1\n".repeat(60_000),
    "a megabyte of signs": "%&*{[ :-?\n".repeat(90_000),
    "half a megabyte of quotes": '"'.repeat(500_000),
    "a long word": "x".repeat(999_999),
    "many wrong lists": `lists:\n${"  - { id: l, for: 5 }\n".repeat(12_000)}`,
    "keys of objects": "__proto__: { a: 1 }\nconstructor: 1\ntoString: 2\n",
    "tags and keys that are lists": "!!binary a: !!js/function b\n? [a, b]\n: c\n",
  };
  // Each takes a fraction of a second. Reading that goes over a text again and again would not come to an end in a minute.
  it.each(Object.keys(nasty))("survives %s", { timeout: 60_000 }, (name) => holds(nasty[name] ?? ""));

  it("survives a damaged scheme", { timeout: 240_000 }, () => {
    fc.assert(fc.property(damaged, holds), { numRuns: 60 * Number(process.env.BIAOCHI_FUZZ ?? 1) });
  });

  it("survives any text", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 400 }),
          fc.stringMatching(/^[-:{}[\],&*?|>'"%@`#!a1 \n\t]{0,200}$/),
        ),
        holds,
      ),
      { numRuns: 500 },
    );
  });
});

type Edit = { readonly kind: string; readonly where: number; readonly what: unknown };
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("delete", "retype", "rename", "duplicate", "truncate", "cut", "insert"),
  where: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  what: fc.constantFrom<unknown>(
    null,
    5,
    -1,
    "x",
    "",
    true,
    [],
    {},
    [1],
    { a: 1 },
    "0.1",
    1e300,
    "2025-02-30",
    [[[]]],
    { kind: "gap" },
  ),
});

/** The demo city's scheme with one to three edits of its tree or its text. */
const damaged: fc.Arbitrary<string> = fc
  .array(edit, { minLength: 1, maxLength: 3 })
  .map((edits) => edits.reduce(applied, demo));

function applied(text: string, { kind, where, what }: Edit): string {
  const at = Math.floor(where * text.length);
  if (kind === "truncate") return text.slice(0, at);
  if (kind === "cut") return text.slice(0, at) + text.slice(at + 1 + Math.floor(where * 40));
  if (kind === "insert")
    return `${text.slice(0, at)}${typeof what === "string" ? `\t${what}` : JSON.stringify(what)}${text.slice(at)}`;
  if (kind === "duplicate") {
    const lines = text.split("\n");
    const line = Math.floor(where * lines.length);
    return [...lines.slice(0, line), lines[line] ?? "", ...lines.slice(line)].join("\n");
  }
  const document = parseDocument(text, { uniqueKeys: false });
  const paths: (readonly unknown[])[] = [];
  const collect = (node: unknown, path: readonly unknown[]): void => {
    if (path.length > 0) paths.push(path);
    if (isMap(node))
      for (const { key, value } of node.items) collect(value, [...path, isScalar(key) ? key.value : key]);
    else if (isSeq(node)) for (const [i, inner] of node.items.entries()) collect(inner, [...path, i]);
  };
  if (document.errors.length > 0) return text.slice(0, at);
  collect(document.contents, []);
  const path = paths[Math.floor(where * paths.length)];
  if (!path) return text;
  if (kind === "retype") document.setIn(path, document.createNode(what));
  else if (kind === "delete") document.deleteIn(path);
  else {
    let seen = -1;
    const chosen = Math.floor(where * paths.length);
    visit(document, {
      Pair(_key, pair) {
        if (++seen < chosen || !isScalar(pair.key)) return undefined;
        pair.key.value = `${String(pair.key.value)}s`;
        return visit.BREAK;
      },
    });
  }
  try {
    return document.toString();
  } catch {
    // An anchor was deleted before its alias: the writer refuses what the reader must survive.
    return text.replace(/&[\w-]+ /, "");
  }
}
