import {
  type Block,
  type Exact,
  type Item,
  isBlock,
  isItem,
  type Rule,
  ruleInWords,
  type Scheme,
  type SchemeNode,
  show,
} from "@biaochi/engine";
import { type Language, rules, sayComposed } from "@biaochi/words";
import type { OutCell } from "./neutral.ts";

/** Any parameter of a rule as short text: exact numbers as numbers, lists with commas, the rest as `name: value`. */
export function shortText(value: unknown, language: Language): string {
  if (value === null || value === undefined) return "";
  if (isExactNumber(value)) return show(value);
  if (Array.isArray(value)) return value.map((each) => shortText(each, language)).join(", ");
  if (typeof value !== "object") return String(value);
  if ("zh-CN" in value && "en" in value) return String(value[language]);
  return Object.entries(value)
    .flatMap(([name, each]) => (each === undefined ? [] : [`${name}: ${shortText(each, language)}`]))
    .join("; ");
}

const isExactNumber = (value: unknown): value is Exact =>
  typeof value === "object" && value !== null && "num" in value && "den" in value && typeof value.num === "bigint";

/** A rule in a sentence of `words`, and behind it every parameter as it stands in the scheme. */
function sayRule(rule: Rule, language: Language): readonly [sentence: string, parameters: string] {
  const { kind, ...parameters } = rule;
  return [
    rules.says(language, ruleInWords(rule)),
    [kind, shortText(parameters, language)].filter((each) => each !== "").join(" · "),
  ];
}

function forWhom(selector: unknown, language: Language): string {
  return shortText(selector, language);
}

/**
 * The scheme as rows of a sheet: the tree of every list, indented, with weight, indicator and the rule in a sentence; then cohorts,
 * red lines, grades and bands.
 */
export function schemeInWords(scheme: Scheme, language: Language): readonly (readonly OutCell[])[] {
  const say = (code: string, params = {}) => sayComposed(language, code, params);
  const indicators = new Map(scheme.indicators.map((each) => [each.id, each]));
  const rows: OutCell[][] = [];
  const line = (
    depth: number,
    what: string,
    name: string,
    weight: string,
    indicator: string,
    rule: string,
    parameters = "",
  ) => rows.push([what, "　".repeat(depth) + name, weight, indicator, rule, parameters]);
  const item = (
    node: Pick<Item, "item" | "name" | "indicator" | "rule" | "for"> & { readonly weight?: unknown },
    depth: number,
    what: string,
  ) => {
    const indicator = node.indicator === undefined ? undefined : indicators.get(node.indicator);
    const name = node.name?.[language] ?? indicator?.name[language] ?? node.item;
    const weight = shortText(node.weight, language);
    const whom = node.for ? ` [${forWhom(node.for, language)}]` : "";
    const measured = indicator
      ? `${indicator.name[language]}${indicator.measure ? ` (${indicator.measure})` : ""}`
      : "";
    line(depth, what, name + whom, weight, measured, ...sayRule(node.rule, language));
  };
  const walk = (node: SchemeNode, depth: number): void => {
    if (isItem(node)) {
      item(node, depth, say("sheet.item"));
      return;
    }
    if (!isBlock(node)) {
      line(depth, say("sheet.block"), node.use, "", "", "");
      for (const inner of scheme.blocks?.[node.use] ?? []) walk(inner, depth + 1);
      return;
    }
    block(node, depth);
  };
  const block = (node: Block, depth: number): void => {
    const name = node.name?.[language] ?? node.block;
    const notes = [
      node.each ? say("sheet.each", { grain: say(`result.grain.${node.each}`) }) : "",
      node.combine ? shortText(node.combine, language) : "",
      node.outOf ? say("sheet.out-of", { points: show(node.outOf) }) : "",
    ];
    line(
      depth,
      say("sheet.block"),
      name + (node.for ? ` [${forWhom(node.for, language)}]` : ""),
      shortText(node.weight, language),
      "",
      notes.filter((each) => each !== "").join("; "),
    );
    for (const inner of node.items) walk(inner, depth + 1);
    for (const each of node.deductions?.items ?? []) item(each, depth + 1, say("sheet.deduction"));
    for (const each of node.bonus?.items ?? []) item(each, depth + 1, say("sheet.bonus"));
  };
  for (const list of scheme.lists) {
    line(0, say("sheet.list"), list.name?.[language] ?? list.id, "", "", forWhom(list.for, language));
    block(list.score, 1);
  }
  for (const red of scheme.redLines) {
    const { id: _, name, basis, ...rest } = red;
    line(0, say("sheet.red-line"), name[language], "", basis[language], shortText(rest, language));
  }
  for (const cohort of scheme.cohorts) {
    line(
      0,
      say("sheet.cohort"),
      cohort.name?.[language] ?? cohort.id,
      "",
      cohort.by ?? "",
      forWhom(cohort.for, language),
    );
  }
  for (const grading of scheme.grades) {
    line(0, say("sheet.grading"), grading.id, "", "", forWhom(grading.for, language));
    for (const grade of grading.scale)
      line(1, say("sheet.grade"), grade.name[language], shortText(grade.atLeast, language), "", "");
    for (const quota of grading.quotas)
      line(1, say("sheet.quota"), quota.grade, "", quota.within, shortText(quota, language));
    for (const gate of grading.eligibility)
      line(
        1,
        say("sheet.eligibility"),
        gate.name[language],
        "",
        gate.source ?? "",
        `${shortText(gate.when, language)} → ${gate.cap}`,
      );
  }
  for (const band of scheme.bands) {
    for (const step of band.scale)
      line(
        0,
        say("sheet.band"),
        step.name[language],
        show(step.pays),
        "",
        shortText({ share: step.share, atLeast: step.atLeast, grades: step.grades }, language),
      );
  }
  line(0, say("sheet.rounding"), String(scheme.rounding.places), "", "", scheme.rounding.mode);
  line(0, say("sheet.ties"), scheme.ranking.ties, "", "", scheme.ranking.on);
  return rows;
}
