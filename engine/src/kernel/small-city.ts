import {
  type Event,
  type Facts,
  noFacts,
  type Observation,
  type OpeningBalance,
  type Service,
  type Subject,
} from "../facts/model.ts";
import { exactOf, one } from "../number/exact.ts";
import type { Scheme } from "../scheme/document.ts";
import { readScheme } from "../scheme/read.ts";

/** Short ways to write the facts and schemes of the kernel's tests. Invented; no real unit or person. */

export const unit = (id: string, more: Partial<Subject> = {}): Subject => ({
  id,
  type: "unit",
  name: { "zh-CN": id, en: id },
  sort: 0,
  attributes: {},
  service: [],
  ...more,
});
export const official = (id: string, more: Partial<Subject> = {}): Subject => unit(id, { type: "official", ...more });
export const service = (place: string, from: string, to: string, more: Partial<Service> = {}): Service => ({
  unit: place,
  from,
  to,
  share: one,
  kind: "main",
  ...more,
});
export const observed = (subject: string, indicator: string, period: string, value: string): Observation => ({
  id: `${subject}/${indicator}/${period}`,
  subject,
  indicator,
  period,
  value: exactOf(value),
});
export const happened = (subject: string, type: string, on: string, more: Partial<Event> = {}): Event => ({
  id: `${subject}/${type}/${on}`,
  subject,
  type,
  on,
  count: one,
  standing: "confirmed",
  ...more,
});
export const decided = (subject: string, node: string, period: string, score: string): OpeningBalance => ({
  id: `${subject}/${node}/${period}`,
  subject,
  node,
  period,
  score: exactOf(score),
  document: "考核办〔2025〕1号（虚构）",
});
export const factsOf = (some: Partial<Facts>): Facts => ({ ...noFacts, ...some });

/** The scheme whose lists, indicators and so on are `body`; throws with the findings where the linter refuses it. */
export function schemeOf(body: object): Scheme {
  const { scheme, findings } = readScheme(
    JSON.stringify({
      biaochi: "scheme/1",
      id: "small",
      version: 1,
      title: "小方案",
      effective: { from: "2024-01-01" },
      cycle: "2025",
      indicators: [],
      ...body,
    }),
  );
  if (!scheme) throw new Error(findings.map((f) => `${f.code} ${f.path}`).join("; "));
  return scheme;
}

export const indicator = (id: string, period = "year") => ({ id, name: id, period });
/** An item with A/100 of its weight. */
export const percent = (id: string, weight: number, more: object = {}) => ({
  item: id,
  weight,
  rule: { kind: "completion-rate", target: 100 },
  ...more,
});
export const listOf = (type: string, items: readonly object[], more: object = {}) => ({
  id: type,
  for: { type },
  score: { block: "all", outOf: 100, items, ...more },
});
