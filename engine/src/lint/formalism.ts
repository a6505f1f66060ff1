import { indicatorOf } from "../kernel/world.ts";
import { compare, type Exact, exact, over, plus, show, zero } from "../number/exact.ts";
import type { Indicator, Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { findForbidden } from "./forbidden.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

type Text = Indicator["name"];

const mostItems = 40;
const mostReported = exact(1, 5);

/** The burdens people complain of: forbidden kinds are errors, long lists and reported data are remarked on. */
export function checkFormalism(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return [
    ...scheme.indicators.flatMap((indicator, i) => ofIndicator(indicator, ["indicators", i])),
    ...askedAgain(scheme),
    ...lists.flatMap(({ items }) => items.flatMap(ofItem)),
    ...lists.flatMap((walked) => ofList(scheme, walked)),
  ];
}

function forbiddenIn(texts: readonly string[], at: At, called: string | Text, isCurb = false): readonly Remark[] {
  const forbidden = findForbidden(texts, { isCurb });
  if (forbidden === undefined) return [];
  const remark = { code: "forbidden-indicator", severity: "error", at, values: { ...forbidden } } as const;
  return typeof called === "string"
    ? [{ ...remark, found: called }]
    : [{ ...remark, found: called["zh-CN"], names: { found: called } }];
}

function ofIndicator(indicator: Indicator, at: At): readonly Remark[] {
  const { id, name, definition, source, direction } = indicator;
  const said = [name["zh-CN"], name.en, definition?.["zh-CN"] ?? "", definition?.en ?? "", id];
  const remarks: Remark[] = [...forbiddenIn(said, [...at, "name"], name, direction === "lower")];
  if (source?.kind === "reported" && !source.whyReported) {
    remarks.push({ code: "reported-without-reason", severity: "error", at: [...at, "source"], found: id });
  }
  if (indicator.direction === "nearest" && !indicator.midpoint) {
    remarks.push({ code: "nearest-without-midpoint", severity: "error", at: [...at, "direction"], found: id });
  }
  return remarks;
}

/** An item, a line of a checklist or a type of event may not bring back what no indicator may be. */
function ofItem({ item, at }: PlacedItem): readonly Remark[] {
  if (item.name) {
    const own = forbiddenIn([item.name["zh-CN"], item.name.en, item.item], [...at, "name"], item.name);
    if (own.length > 0) return own;
  }
  const words: string[] = [];
  const collect = (value: unknown, key: string): void => {
    if (typeof value === "string" && ["type", "id", "zh-CN", "en", "item", "composite"].includes(key))
      words.push(value);
    else if (Array.isArray(value)) for (const inner of value) collect(inner, key);
    else if (typeof value === "object" && value !== null)
      for (const [k, inner] of Object.entries(value)) collect(inner, k);
  };
  collect(item.rule, "rule");
  const word = words.find((text) => findForbidden([text]) !== undefined);
  return word === undefined ? [] : forbiddenIn([word], [...at, "rule"], word);
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s()（）·、，,.。:：-]/g, "");

/** One datum is asked once: not by two owners, and not by hand where a system already holds it. */
function askedAgain(scheme: Scheme): readonly Remark[] {
  const byName = new Map<string, Indicator>();
  return scheme.indicators.flatMap((indicator, i): readonly Remark[] => {
    const name = plain(indicator.name["zh-CN"]);
    const other = byName.get(name);
    if (!other || other.id === indicator.id) {
      byName.set(name, indicator);
      return [];
    }
    const at = ["indicators", i, "name"];
    const kinds = [indicator.source?.kind, other.source?.kind];
    const [found, values] = [indicator.id, { other: other.id }];
    if (kinds.includes("reported") && kinds.includes("automatic"))
      return [{ code: "reported-though-fetched", severity: "error", at, found, values }];
    if (other.owner === undefined || other.owner === indicator.owner) return [];
    return [{ code: "indicator-asked-twice", severity: "warning", at, found, values }];
  });
}

/** Items of the longest list that one subject has: what is for single subjects stands in nobody else's. */
function mostOfOne(items: readonly PlacedItem[]): number {
  const conditions = items
    .filter(({ kind }) => kind === "item")
    .map(({ item, within }) => [item.for, ...within.map((block) => block.for)]);
  const named = new Set(conditions.flat().flatMap((selector) => selector?.subjects ?? []));
  const lengthFor = (who: string | undefined): number =>
    conditions.filter((all) =>
      all.every((selector) => {
        if (who === undefined) return selector?.subjects === undefined;
        return (selector?.subjects?.includes(who) ?? true) && !selector?.except?.includes(who);
      }),
    ).length;
  return [undefined, ...named].reduce((most, who) => Math.max(most, lengthFor(who)), 0);
}

function ofList(scheme: Scheme, { list, items, at }: Walked): readonly Remark[] {
  const remarks: Remark[] = [];
  const concerned = mostOfOne(items);
  if (concerned > mostItems) {
    remarks.push({
      code: "list-too-long",
      severity: "advice",
      at,
      found: String(concerned),
      expected: `≤ ${mostItems}`,
      values: { list: list.id },
    });
  }
  const share = reportedShare(scheme, items);
  if (share && compare(share, mostReported) > 0) {
    remarks.push({
      code: "mostly-reported",
      severity: "advice",
      at,
      found: show(share),
      expected: "≤ 1/5",
      values: { list: list.id },
    });
  }
  return remarks;
}

function reportedShare(scheme: Scheme, items: Walked["items"]): Exact | undefined {
  const kinds = new Map(scheme.indicators.map((i) => [i.id, i.source?.kind]));
  let whole = zero;
  let reported = zero;
  for (const { item, kind } of items) {
    if (kind !== "item" || !item.weight || !("num" in item.weight)) continue;
    whole = plus(whole, item.weight);
    if (kinds.get(indicatorOf(item)) === "reported") reported = plus(reported, item.weight);
  }
  return whole.num === 0n ? undefined : over(reported, whole);
}
