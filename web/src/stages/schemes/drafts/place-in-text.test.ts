import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { placeInText } from "./place-in-text.ts";
import { ownOffers, schemaOffers } from "./schema-words.ts";

const schema: unknown = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../../../engine/scheme.schema.json"), "utf8"),
);
/** The place of the sign "|". */
const at = (text: string) => placeInText(text.replace("|", ""), text.indexOf("|"));

describe("where a place of a document lies", () => {
  it("is told by indents and dashes", () => {
    expect(at("|")).toMatchObject({ path: [], expects: "either" });
    expect(at("title: a\nlists:\n  - id: units\n    |")).toMatchObject({ path: ["lists", "[]"], expects: "either" });
    expect(at("lists:\n- id: units\n  score:\n    block: t\n    weig|")).toMatchObject({
      ...{ path: ["lists", "[]", "score"], expects: "either" },
    });
    expect(at("ranking:\n  ties: |\n")).toMatchObject({ path: ["ranking", "ties"], expects: "value" });
    expect(at("a: 1\n# note: {\n\nb|")).toMatchObject({ path: [], expects: "either", from: 16 });
  });

  it("is told by brackets, over lines", () => {
    const lists = "lists:\n  - score:\n      items:\n        ";
    expect(at(`${lists}- { item: a, rule: { kind: |`)).toMatchObject({
      ...{ path: ["lists", "[]", "score", "items", "[]", "rule", "kind"], expects: "value" },
    });
    expect(at(`${lists}- { item: a, rule: { kind: b }, |`)).toMatchObject({
      ...{ path: ["lists", "[]", "score", "items", "[]"], expects: "key" },
    });
    expect(at('for: { type: unit, where: { unitType: ["a: b", |')).toMatchObject({
      ...{ path: ["for", "where", "unitType", "[]"], expects: "either" },
    });
    expect(at("for: { type: unit,\n  where: |")).toMatchObject({ path: ["for", "where"], expects: "value" });
  });
});

describe("what is offered there", () => {
  const words = {
    indicators: [{ id: "answered", name: { "zh-CN": "按期答复率", en: "Answered" } }],
    units: [{ id: "u1", name: { "zh-CN": "第1局", en: "Bureau 1" } }],
    attributes: [{ name: "roleClass", values: ["head", "staff"] }],
  };
  const labels = (text: string) => schemaOffers(schema, at(text)).map(({ label }) => label);
  const own = (text: string) => ownOffers(at(text), words, "en").map(({ label }) => label);

  it("is what the schema knows: keys, values, kinds of rules", () => {
    expect(labels("|")).toEqual(expect.arrayContaining(["lists", "effective", "redLines"]));
    expect(labels("effective: { |")).toEqual(["from", "until"]);
    expect(labels("lists:\n  - for: { type: |")).toEqual(["unit", "team", "official"]);
    expect(labels("lists:\n  - score:\n      items:\n        - { rule: { kind: |")).toEqual(
      expect.arrayContaining(["completion-rate", "bands"]),
    );
    expect(labels("synthetic: |")).toEqual(["true", "false"]);
  });

  it("is what the programme has: indicators, units, attributes and their values", () => {
    expect(own("lists:\n  - score:\n      items:\n        - { item: |")).toEqual(["answered"]);
    expect(own("indicators:\n  - owner: |")).toEqual(["u1"]);
    expect(own("lists:\n  - for: { subjects: [|")).toEqual(["u1"]);
    expect(own("lists:\n  - for: { where: { |")).toEqual(["roleClass"]);
    expect(own("lists:\n  - for: { where: { roleClass: |")).toEqual(["head", "staff"]);
    expect(own("lists:\n  - for: { where: { roleClass: [head, |")).toEqual(["head", "staff"]);
    expect(own("title: |")).toEqual([]);
  });
});
