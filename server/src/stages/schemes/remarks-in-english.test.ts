import { readdirSync, readFileSync } from "node:fs";
import { readScheme, readSource, type SchemeFinding } from "@biaochi/engine";
import { fromScheme } from "@biaochi/engine/library";
import { findingParams, sayComposed } from "@biaochi/words";
import { expect, it } from "vitest";
import { nationalEdition } from "../../platform/rulebooks.ts";
import { checkAgainst } from "./library/check-scheme.ts";

const root = new URL("../../../../", import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), "utf8");
const badDrafts = ["vectors/lint/", "vectors/rulebook/"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => textOf(folder + name))
    .filter((text) => !/^biaochi: rulebook\//m.test(text)),
);

const chinese = /\p{Script=Han}/u;
/** What people read in both languages; everything else in a scheme is written once, and quoted as it stands. */
const said = new Set(["name", "title", "definition", "basis", "whyReported", "note"]);

/** The same draft with an English side to every text that is Chinese alone; what is written once is left without Chinese. */
function inBoth(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => inBoth(each, key));
  if (typeof value === "string") {
    if (said.has(key)) return { "zh-CN": `汉${value}`, en: `Said ${value.replaceAll(/\P{ASCII}/gu, "x")}` };
    return once(value);
  }
  if (typeof value !== "object" || value === null) return value;
  if ("zh-CN" in value) return { ...value, en: `Said ${JSON.stringify(value).replaceAll(/\P{ASCII}/gu, "x")}` };
  return Object.fromEntries(Object.entries(value).map(([inner, each]) => [once(inner), inBoth(each, inner)]));
}

const once = (text: string): string => text.replaceAll(/\p{Script=Han}/gu, (sign) => `x${sign.codePointAt(0)}`);

function inBothTongues(text: string): string {
  const { raw, faults } = readSource(text);
  return faults.length > 0 ? text : JSON.stringify(inBoth(raw));
}

/** The English of a remark; the forbidden word itself is a quotation. */
function english({ code, values: { word, ...values }, ...finding }: SchemeFinding): string {
  const params = findingParams("en", { ...finding, values });
  return [`lint.${code}`, `lint.${code}.mend`].map((each) => sayComposed("en", each, params)).join(" ");
}

it("a remark on a draft that is written in both languages says nothing in Chinese on the English page", () => {
  const { rulebook } = nationalEdition();
  const findings = badDrafts.flatMap((text) => readScheme(inBothTongues(text), { rulebook }).findings);
  expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(130);
  expect(findings.map(english).filter((sentence) => chinese.test(sentence))).toEqual([]);
});

it("nor does what the library has against a draft", () => {
  const text = textOf("examples/demo-city/scheme.v2.yaml");
  const { scheme } = readScheme(text);
  if (scheme === undefined) throw new Error("the demo's scheme cannot be read");
  // The first is not in the library, the second has ended, the third is past its day, the others are all of one fraction.
  const all = scheme.indicators.slice(1).map((indicator, position) => {
    const content = fromScheme(indicator);
    const other =
      position === 1
        ? { ...content, sunset: "2020-01-01" }
        : { ...content, decimals: content.decimals + 1, numerator: "同一项", denominator: "同一数" };
    return { indicator: indicator.id, version: 1, content: other, is_ended: position === 0 };
  });
  const unit = (id: string) => ({ "zh-CN": `单位${id}`, en: `Unit ${id}` });
  const findings = checkAgainst({ scheme, text }, { all, exceptions: [], day: "2026-01-01", unit });
  expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual([
    ...["library-deduction-without-exposure", "library-differs", "library-duplicate", "library-ended"],
    ...["library-monitored", "library-owner-is-appraised", "library-past", "library-unknown"],
  ]);
  expect(findings.map(english).filter((sentence) => chinese.test(sentence))).toEqual([]);
});
