import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readSource } from "../source.ts";
import { editScheme, editSchemeAll } from "./edit.ts";
import type { SchemeEdit, SchemePath } from "./on-values.ts";

const examples = resolve(import.meta.dirname, "../../../../examples");
const documents = globSync("**/{scheme*,templates/*}.{yaml,json}", { cwd: examples })
  .filter((file) => !basename(file).startsWith("index"))
  .map((file) => [file, readFileSync(resolve(examples, file), "utf8")] as const);

const rawOf = (text: string): unknown => readSource(text).raw;
const done = (text: string, edit: SchemeEdit): string => {
  const edited = editScheme(text, edit);
  if (!edited.ok) throw new Error(`${JSON.stringify(edit)} ${JSON.stringify(edited.refusal)}\n${text.slice(0, 2000)}`);
  return edited.text;
};

/** Every place of a document, from the top. */
function placesIn(value: unknown, at: SchemePath = []): readonly SchemePath[] {
  if (typeof value !== "object" || value === null) return [at];
  const inner = Array.isArray(value)
    ? value.flatMap((each, i) => placesIn(each, [...at, i]))
    : Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}
const at = (raw: unknown, path: SchemePath): unknown =>
  path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), raw);

/** The oracle: the change made in place on a copy of the plain values. */
function onCopy(raw: unknown, edit: SchemeEdit): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(raw));
  const holder = (path: SchemePath) => Object(at(copy, path.slice(0, -1)));
  if (edit.do === "set") Reflect.set(holder(edit.at), edit.at.at(-1) ?? "", edit.value);
  if (edit.do === "remove") {
    if (Array.isArray(holder(edit.at))) holder(edit.at).splice(Number(edit.at.at(-1)), 1);
    else Reflect.deleteProperty(holder(edit.at), edit.at.at(-1) ?? "");
  }
  if (edit.do === "insert") Object(at(copy, edit.at)).splice(edit.index, 0, edit.value);
  if (edit.do === "move") {
    const [moved] = holder(edit.from).splice(Number(edit.from.at(-1)), 1);
    Object(at(copy, edit.to)).splice(edit.index, 0, moved);
  }
  return copy;
}

/** Lines that stand in one text and not, at their place, in the other: what is left between equal beginnings and ends. */
function changedLines(before: string, after: string): readonly string[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let end = 0;
  while (end < a.length - from && end < b.length - from && a.at(-1 - end) === b.at(-1 - end)) end++;
  return a.slice(from, a.length - end);
}

const values: readonly unknown[] = [
  ...[7, "0.8", "15%", "2/3", "2025", "007", "1e3", "true", "~", "", "一句话", "a: b # c", '"', "第一行\n第二行", true],
  ...[{ "zh-CN": "名称：新", en: "Name: new, with 'marks'" }, ["x", 3], [], {}, { kind: "deviation", target: "99.5" }],
];
const item = { item: "new-item", weight: 5, rule: { kind: "completion-rate", target: { target: true }, cap: "1.2" } };

describe.each(documents)("%s", (_file, text) => {
  const raw = rawOf(text);
  const places = placesIn(raw);
  const lists = places.filter((path) => Array.isArray(at(raw, path)));
  const members = places.filter((path) => typeof path.at(-1) === "number");
  const runs = text.length > 8_000 ? 2 : 5;
  const anyOf = <T>(of: readonly T[]) => fc.constantFrom(...of);

  it("reads as the model says after any edit, and leaves the other lines alone", () => {
    const edits: fc.Arbitrary<SchemeEdit> = fc.oneof(
      fc.record({ do: fc.constant("set" as const), at: anyOf(places), value: anyOf(values) }),
      fc.record({ do: fc.constant("remove" as const), at: anyOf(places) }),
      fc.tuple(anyOf(lists), fc.nat(), anyOf([item, ...values])).map(([list, n, value]) => {
        const { length } = Object(at(raw, list));
        return { do: "insert" as const, at: list, index: n % (length + 1), value };
      }),
    );
    fc.assert(
      fc.property(edits, (edit) => {
        const next = done(text, edit);
        expect(rawOf(next)).toEqual(onCopy(raw, edit));
        const inside = JSON.stringify(at(raw, edit.do === "move" ? edit.from : edit.at) ?? null).length;
        const touched = changedLines(text, next).filter((line) => !/[*&]\w/.test(line));
        if (!/[*&][a-z]/.test(text)) expect(touched.length).toBeLessThanOrEqual(inside / 3 + 3);
      }),
      { numRuns: runs, seed: 5 },
    );
  });

  it("takes back what was put in, byte for byte", () => {
    fc.assert(
      fc.property(anyOf(lists), fc.nat(), (list, n) => {
        const { length } = Object(at(raw, list));
        const put = done(text, { do: "insert", at: list, index: n % (length + 1), value: item });
        const back = done(put, { do: "remove", at: [...list, n % (length + 1)] });
        if (!/[*&][a-z]/.test(text)) expect(back).toBe(text);
        expect(rawOf(back)).toEqual(raw);
      }),
      { numRuns: runs, seed: 5 },
    );
  });

  it("moves a member, and every other line keeps its bytes", () => {
    fc.assert(
      fc.property(anyOf(members), fc.nat(), (from, n) => {
        const to = from.slice(0, -1);
        const { length } = Object(at(raw, to));
        const edit = { do: "move", from, to, index: n % length } as const;
        const next = done(text, edit);
        expect(rawOf(next)).toEqual(onCopy(raw, edit));
        if (!/[*&][a-z]/.test(text) && !text.trimStart().startsWith("{"))
          expect(rawOf(done(next, { do: "move", from: [...to, n % length], to, index: Number(from.at(-1)) }))).toEqual(
            raw,
          );
      }),
      { numRuns: runs, seed: 5 },
    );
  });
});

const small = `# head
biaochi: scheme/1 # kind
lists:
  - id: a
    score:
      block: total   # the root
      items:
        # first
        - { item: one, weight: 1 }

        - item: two
          weight:   2   # two points
          rule: { kind: gap, note: n }
        - item: three
          weight: 3
`;

test("a value keeps the comment behind it, and its own spaces", () => {
  const weight = ["lists", 0, "score", "items", 1, "weight"] as const;
  expect(done(small, { do: "set", at: weight, value: "2.5" })).toBe(small.replace("weight:   2 ", "weight:   2.5 "));
});

test("a key goes where the format has it; taken out again, nothing is left", () => {
  const name = ["lists", 0, "score", "items", 1, "name"] as const;
  const named = done(small, { do: "set", at: name, value: "二" });
  expect(named).toBe(small.replace("item: two\n", "item: two\n          name: 二\n"));
  expect(done(named, { do: "remove", at: name })).toBe(small);
});

test("an item moves with its lines; comments between items stay", () => {
  const items = ["lists", 0, "score", "items"] as const;
  const moved = done(small, { do: "move", from: [...items, 2], to: items, index: 1 });
  expect(moved).toContain(
    "- { item: one, weight: 1 }\n        - item: three\n          weight: 3\n\n        - item: two",
  );
  expect(done(moved, { do: "move", from: [...items, 1], to: items, index: 2 })).toBe(small);
});

test("a long value is written line by line", () => {
  const items = ["lists", 0, "score", "items"] as const;
  const long = {
    item: "long",
    name: { "zh-CN": "很长的名称".repeat(8), en: "A long name ".repeat(8).trim() },
    weight: 4,
  };
  const put = done(small, { do: "insert", at: items, index: 3, value: long });
  expect(put).toContain("\n        - item: long\n          name:\n            zh-CN: 很长的名称");
  expect(done(put, { do: "remove", at: [...items, 3] })).toBe(small);
});

const shared = `lists:
  - { id: a, name: &n { zh-CN: 甲, en: A }, score: &s { block: t, items: [{ item: x, weight: 1 }] } }
  - { id: b, name: *n, score: *s }
  - { id: c, name: *n, score: *s }
`;

test("what others share by an anchor is changed at one place only", () => {
  const first = done(shared, { do: "set", at: ["lists", 0, "name"], value: "丙" });
  expect(first).toContain("{ id: a, name: 丙,");
  expect(first).toContain("{ id: b, name: &n { zh-CN: 甲, en: A }, score: *s }\n  - { id: c, name: *n, score: *s }");
  const second = done(shared, { do: "set", at: ["lists", 1, "score", "items", 0, "weight"], value: 9 });
  expect(second).toContain("{ id: b, name: *n, score: { block: t, items: [{ item: x, weight: 9 }] } }");
  expect(second).toContain("{ id: c, name: *n, score: *s }");
  const third = done(shared, { do: "remove", at: ["lists", 0] });
  expect(rawOf(third)).toEqual(onCopy(rawOf(shared), { do: "remove", at: ["lists", 0] }));
});

test("line feeds of another system, a byte order mark and a missing last line feed are kept", () => {
  const windows = `\uFEFF${small.replaceAll("\n", "\r\n").trimEnd()}`;
  const next = done(windows, { do: "insert", at: ["lists", 0, "score", "items"], index: 3, value: { item: "four" } });
  expect(next).toBe(`${windows}\r\n        - { item: four }`);
});

test("refuses what cannot be read, and places that are not there", () => {
  const set = (text: string, path: SchemePath) => editScheme(text, { do: "set", at: path, value: 1 });
  expect(set("a: [", ["a"])).toMatchObject({ ok: false, refusal: { code: "edit-unreadable" } });
  expect(set(small, ["lists", 7, "id"])).toMatchObject({ ok: false, refusal: { code: "edit-nowhere" } });
  expect(set(small, ["nothing", "here"])).toMatchObject({ ok: false, refusal: { code: "edit-nowhere" } });
  expect(set(small, [])).toMatchObject({ ok: false, refusal: { code: "edit-nowhere" } });
  const items = ["lists", 0, "score", "items"] as const;
  expect(editScheme(small, { do: "move", from: [...items, 0], to: [...items, 0, "x"], index: 0 })).toMatchObject({
    ok: false,
    refusal: { code: "edit-nowhere" },
  });
});

test("several edits are all made or none", () => {
  const good: SchemeEdit = { do: "set", at: ["lists", 0, "id"], value: "b" };
  expect(editSchemeAll(small, [good, { do: "remove", at: ["lists", 3] }])).toMatchObject({ ok: false });
  expect(editSchemeAll(small, [good])).toEqual({ ok: true, text: small.replace("id: a", "id: b") });
});
