import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScheme } from "../scheme/read.ts";
import { alreadyMonitored, likenessOf, nearDuplicates } from "./duplicates.ts";
import { fromScheme, type LibraryIndicator } from "./indicator.ts";

const at = (path: string) => new URL(`../../../${path}`, import.meta.url);
const table = JSON.parse(readFileSync(at("vectors/library/duplicates.json"), "utf8"));

function published(path: string): readonly LibraryIndicator[] {
  const { scheme } = readScheme(readFileSync(at(`examples/${path}`), "utf8"));
  return (scheme?.indicators ?? []).map((each) => fromScheme(each));
}
const blank = { direction: "higher", decimals: 1, period: "year", isMonitored: false } as const;
const both = (text: string) => ({ "zh-CN": text, en: text });
type Listed = { readonly name: string; readonly definition?: string; readonly measure?: string };
const listed = ({ name, definition, measure }: Listed): LibraryIndicator => ({
  ...{ ...blank, id: name, name: both(name), measure },
  ...(definition === undefined ? {} : { definition: both(definition) }),
});

const city = published("demo-city/scheme.v2.yaml");
const sets: Readonly<Record<string, readonly LibraryIndicator[]>> = {
  W: published("published-schemes/04-wanjiang-city/scheme.yaml"),
  C: published("published-schemes/04-chuzhou-quarterly/scheme.yaml"),
  T: published("published-schemes/02-d-wenzhou-towns/scheme.yaml"),
  D: city,
  L16: table.listed.L16.map((name: string) => listed({ name })),
  L9: table.listed.L9.map((name: string) => listed({ name })),
  N: table.asked.map((each: Listed & { of: string }) => ({ ...listed(each), id: `N-${each.of}` })),
  X: table.lookalikes.map(listed),
};
const all = Object.entries(sets).flatMap(([set, ones]) =>
  ones.map((indicator) => ({ key: `${set}/${indicator.id}`, indicator })),
);
const pairOf = (a: string, b: string) => [a, b].sort().join(" ~ ");
const same = new Set<string>([
  ...table.same.map(([a, b]: string[]) => pairOf(a ?? "", b ?? "")),
  ...table.asked.map(({ of }: { of: string }) => pairOf(`D/${of}`, `N/N-${of}`)),
  // What asks for new jobs asks for those of the published scheme, too.
  pairOf("N/N-new-jobs", "W/jobs"),
]);
const arguable = new Set<string>(table.arguable.map(([a, b]: string[]) => pairOf(a ?? "", b ?? "")));

const judged = all.flatMap((one, i) =>
  all
    .slice(i + 1)
    .map((other) => ({ pair: pairOf(one.key, other.key), ...likenessOf(one.indicator, other.indicator) })),
);

const share = (part: number, whole: number) => Math.round((1000 * part) / whole) / 1000;

describe("the finder of duplicates, on real schemes and a table labelled by hand", () => {
  const counted = judged.filter(({ pair }) => !arguable.has(pair));
  const refused = counted.filter(({ verdict }) => verdict === "same");
  const found = counted.filter(({ verdict }) => verdict !== "apart");
  const isSame = ({ pair }: { readonly pair: string }) => same.has(pair);

  it("judges every pair of the table, and the table names pairs that exist", () => {
    const pairs = new Set(judged.map(({ pair }) => pair));
    expect([...same, ...arguable].filter((pair) => !pairs.has(pair))).toEqual([]);
    expect({ same: same.size, arguable: arguable.size, pairs: judged.length }).toEqual({
      ...{ same: 61, arguable: 3, pairs: 36_585 },
    });
  });

  it("refuses nothing that is something else", () => {
    expect(refused.filter((each) => !isSame(each)).map(({ pair }) => pair)).toEqual([]);
    expect(judged.filter(({ pair, verdict }) => arguable.has(pair) && verdict === "same")).toEqual([]);
  });

  it("has these figures; whoever changes the vocabulary changes them here", () => {
    const of = (kept: typeof found) => ({
      precision: share(kept.filter(isSame).length, kept.length),
      recall: share(kept.filter(isSame).length, same.size),
    });
    expect({ refused: of(refused), found: of(found) }).toEqual({
      refused: { precision: 1, recall: 0.738 },
      found: { precision: 0.953, recall: 1 },
    });
    // For these a reason is asked, and they are something else.
    expect(found.filter((each) => !isSame(each)).map(({ pair }) => pair)).toEqual([
      "D/hotline-answered ~ X/12345按期答复率",
      "D/approval-ontime ~ D/own-cases",
      "D/own-cases ~ N/N-approval-ontime",
    ]);
  });

  it("has these on names that it was not tuned on", () => {
    const { again, other } = table.heldOut as { again: (Listed & { of: string })[]; other: Listed[] };
    const nearOf = (each: Listed) => nearDuplicates({ ...listed(each), id: "new" }, city);
    const missed = again.filter((each) => !nearOf(each).some(({ indicator }) => indicator.id === each.of));
    expect([again.length, missed.map(({ name }) => name)]).toEqual([16, ["政府信息公开", "地表水断面优良比例"]]);
    expect([other.length, other.filter((each) => nearOf(each).length > 0)]).toEqual([10, []]);
  });
});

describe("what is alike", () => {
  const anyOfCity = fc.constantFrom(...city);
  const defined = fc.constantFrom(...city.filter(({ definition }) => definition !== undefined));
  const signs = fc.constantFrom(" ", "　", "·", "（）", "-", "\u200b", "、");

  it("is found under any other name: by its definition, by the datum that it reads, by numerator and denominator", () => {
    fc.assert(
      fc.property(defined, fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), (indicator, name) => {
        const renamed = { ...indicator, id: "renamed", name: both(name) };
        expect(likenessOf(indicator, renamed).verdict).not.toBe("apart");
      }),
    );
    fc.assert(
      fc.property(anyOfCity, anyOfCity, (one, other) => {
        const datum = { kind: "automatic", system: "系统甲", datum: "表三 办结标志" } as const;
        const reads = (each: LibraryIndicator, source: LibraryIndicator["source"]) => ({ ...each, source });
        expect(likenessOf(reads(one, datum), reads(other, { ...datum, system: "系统 甲" })).verdict).toBe("same");
        const parts = { numerator: "按期办结的件数", denominator: "应办件数" };
        expect(likenessOf({ ...one, ...parts }, { ...other, ...parts, numerator: "按时办结件数" }).verdict).toBe(
          "same",
        );
      }),
    );
  });

  it("is found however signs and widths were put between the characters", () => {
    fc.assert(
      fc.property(anyOfCity, fc.array(signs, { minLength: 1, maxLength: 6 }), (indicator, put) => {
        const spread = [...indicator.name["zh-CN"]].map((sign, i) => sign + (put[i % put.length] ?? "")).join("");
        expect(likenessOf(indicator, { ...indicator, id: "copy", name: both(spread) }).verdict).toBe("same");
      }),
    );
  });

  it("is symmetric, and nothing that shares no word is found", () => {
    fc.assert(
      fc.property(anyOfCity, fc.constantFrom(...(sets.W ?? [])), (a, b) => {
        expect(likenessOf(a, b).score).toBe(likenessOf(b, a).score);
      }),
    );
    const one = fc.stringMatching(/^[甲乙丙丁戊己庚辛壬癸]{2,12}$/);
    const other = fc.stringMatching(/^[子丑寅卯辰巳午未申酉戌亥]{2,12}$/);
    fc.assert(
      fc.property(one, other, one, other, (a, b, c, d) => {
        const [left, right] = [listed({ name: a, definition: c }), listed({ name: b, definition: d })];
        expect(likenessOf(left, right).verdict).toBe("apart");
      }),
    );
  });

  it("says why in codes, and what tells two apart that share a word", () => {
    const [hotline, window] = ["hotline-satisfaction", "window-satisfaction"].map((id) =>
      city.find((each) => each.id === id),
    );
    if (!hotline || !window) throw new Error("the demo city has both");
    const { verdict, reasons } = likenessOf(hotline, window);
    expect([verdict, reasons.find(({ code }) => code === "told-apart")?.values]).toEqual([
      "apart",
      { one: "12345", other: "窗口" },
    ]);
  });
});

describe("what is watched already", () => {
  const asked = { ...listed({ name: "热线群众满意情况" }), id: "asked", source: { kind: "reported" } as const };
  const copy = { ...listed({ name: "12345满意率" }), id: "copy", source: { kind: "reported" } as const };

  it("blocks what is asked for by hand, under its name or by its datum, and nothing that arrives by itself", () => {
    expect(alreadyMonitored(copy, city).map(({ indicator }) => indicator.id)).toEqual(["hotline-satisfaction"]);
    expect(alreadyMonitored({ ...copy, source: { kind: "automatic" } }, city)).toEqual([]);
    const read = { kind: "assessment", system: "平台", datum: "满意标志" } as const;
    const marked = { ...listed({ name: "另一个名称" }), id: "marked", isMonitored: true, source: read };
    expect(alreadyMonitored({ ...asked, source: { ...read, kind: "reported" } }, [marked])).toHaveLength(1);
    expect(
      alreadyMonitored({ ...asked, source: { ...read, kind: "reported" } }, [{ ...marked, isMonitored: false }]),
    ).toEqual([]);
  });
});
