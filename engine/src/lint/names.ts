import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { walk } from "./walk.ts";

type Text = Scheme["title"];
type Kind = "list" | "grading" | "node" | "block" | "indicator" | "red-line";

/** Which values of a remark are identifiers, and of what; people read the title instead. */
const mentions: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  "node-not-everywhere": { lists: "list", found: "node" },
  "list-too-long": { list: "list" },
  "mostly-reported": { list: "list" },
  "indicator-scored-twice": { list: "list", found: "indicator" },
  "observes-nobody": { list: "list" },
  "link-from-anybody": { found: "list" },
  "link-circular": { list: "list" },
  "weights-do-not-sum": { block: "block" },
  "weights-scaled": { block: "block" },
  "block-empty": { found: "block" },
  "proportional-without-full": { found: "block" },
  "indicator-unused": { found: "indicator" },
  "indicator-too-coarse": { indicator: "indicator" },
  "rewards-more-of-the-worse": { indicator: "indicator" },
  "rewards-less-of-the-better": { indicator: "indicator" },
  "rule-not-along-direction": { indicator: "indicator" },
  "no-case-no-points": { found: "indicator" },
  "reported-without-reason": { found: "indicator" },
  "nearest-without-midpoint": { found: "indicator" },
  "indicator-asked-twice": { found: "indicator", other: "indicator" },
  "reported-though-fetched": { found: "indicator", other: "indicator" },
  "veto-without-approval": { found: "red-line" },
  "red-line-without-basis": { found: "red-line" },
  "red-line-not-named": { found: "red-line" },
  "deduction-without-exposure": { list: "list", item: "node" },
  "owner-is-appraised": { list: "list", indicator: "indicator" },
};

/** What a check says, as far as titles are looked for. */
type Mentioning = Pick<Remark, "code" | "at" | "found" | "values" | "names">;

/** Lists and gradings speak for subjects in the same words; where the remark stands says of which it is. */
function mentionsOf({ code, at }: Mentioning): Readonly<Record<string, Kind>> | undefined {
  if (code !== "selector-covered" && code !== "selectors-overlap") return mentions[code];
  const kind = at[0] === "grades" ? "grading" : "list";
  return { found: kind, other: kind };
}

type Titles = ReadonlyMap<string, Text>;

function titlesOf(scheme: Scheme, kind: Kind): Titles {
  const named = (each: { readonly id: string; readonly name?: Text | undefined }) =>
    [each.id, each.name ?? same(each.id)] as const;
  switch (kind) {
    case "list":
      return new Map(scheme.lists.map(named));
    case "grading":
      return new Map(scheme.grades.map(named));
    case "indicator":
      return new Map(scheme.indicators.map(named));
    case "red-line":
      return new Map(scheme.redLines.map(named));
    case "block":
      return new Map(
        walk(scheme).flatMap(({ blocks }) => blocks.map(({ block }) => [block.block, titleOfBlock(block)])),
      );
    case "node":
      return nodeTitles(scheme);
  }
}

const same = (id: string): Text => ({ "zh-CN": id, en: id });
const titleOfBlock = (block: { readonly block: string; readonly name?: Text | undefined }): Text =>
  block.name ?? same(block.block);

function nodeTitles(scheme: Scheme): Titles {
  const indicators = new Map(scheme.indicators.map(({ id, name }) => [id, name]));
  return new Map(
    walk(scheme).flatMap(({ blocks, items }) => [
      ...blocks.map(({ block, path }) => [path, titleOfBlock(block)] as const),
      ...items.map(
        ({ item, path }) =>
          [path, item.name ?? indicators.get(item.indicator ?? item.item) ?? same(item.item)] as const,
      ),
    ]),
  );
}

/** The title in each language; with the identifier behind it where another thing of the kind has the same title. */
function saidOf(titles: Titles, id: string): Text {
  const title = titles.get(id) ?? same(id);
  const isAlike = (language: keyof Text): boolean =>
    title[language] !== id && [...titles].some(([other, each]) => other !== id && each[language] === title[language]);
  return {
    "zh-CN": isAlike("zh-CN") ? `${title["zh-CN"]}（${id}）` : title["zh-CN"],
    en: isAlike("en") ? `${title.en} (${id})` : title.en,
  };
}

/** A value as the checks write it, one identifier or several ("a, b … (9)"), in words. */
function inWords(titles: Titles, value: string): Text {
  const [, ids = "", rest = ""] = /^(.*?)( … \(\d+\))?$/s.exec(value) ?? [];
  const all = (ids === "" ? [] : ids.split(", ")).map((id) => saidOf(titles, id));
  return {
    "zh-CN": all.map((each) => each["zh-CN"]).join("、") + rest,
    en: all.map((each) => each.en).join(", ") + rest,
  };
}

/** Remarks with the titles of what they mention, in each language. Asked once for all: titles are collected when first needed. */
export function withNames<T extends Mentioning>(scheme: Scheme, remarks: readonly T[]): readonly T[] {
  const known = new Map<Kind, Titles>();
  const titles = (kind: Kind): Titles => {
    const found = known.get(kind) ?? titlesOf(scheme, kind);
    known.set(kind, found);
    return found;
  };
  return remarks.map((remark) => {
    const values: Readonly<Record<string, string>> = {
      ...remark.values,
      ...(remark.found === undefined ? {} : { found: remark.found }),
    };
    const names = Object.entries(mentionsOf(remark) ?? {}).flatMap(([key, kind]) => {
      const value = values[key];
      return value === undefined ? [] : [[key, inWords(titles(kind), value)] as const];
    });
    return names.length === 0 ? remark : { ...remark, names: Object.fromEntries(names) };
  });
}
