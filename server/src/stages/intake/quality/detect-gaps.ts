import { inside, periodOf } from "@biaochi/engine";
import { daysBetween } from "../../../platform/clock.ts";
import { dueDayOf } from "./days.ts";
import type { ExaminedFigure, ExaminedIndicator, Found, Material } from "./material.ts";
import { thresholds } from "./thresholds.ts";

/** What was due of the figures of one indicator and period, and how it came. */
export type Delivered = {
  readonly indicator: string;
  readonly period: string;
  readonly due: number;
  readonly missing: number;
  /** Of how many the day is known on which they came. */
  readonly judged: number;
  readonly late: number;
  readonly found: readonly Found[];
};

/** Days after the end of a period in which an indicator's figures are due, by the owner's rule if there is one. */
export function dueDays({ rules }: Pick<Material, "rules">, indicator: string): number {
  const rule = rules.find(({ check }) => check.kind === "due" && check.indicator === indicator);
  return rule?.check.kind === "due" ? rule.check.days : thresholds.dueDays;
}

/**
 * Figures that are due and not there, and those that came late, indicator by indicator. A figure is due of every subject that
 * had an earlier one, where others have the period; inside a cycle of the scheme also where nobody has.
 */
export function gapsOf(material: Material): readonly Delivered[] {
  const byIndicator = Map.groupBy(material.figures, ({ indicator }) => indicator);
  return [...material.indicators.values()].flatMap((indicator) => {
    const figures = byIndicator.get(indicator.id) ?? [];
    if (!indicator.isObserved) return [];
    return periodsDue(material, indicator, figures).map((period) => deliveredIn(material, indicator, period, figures));
  });
}

function periodsDue(
  material: Material,
  indicator: ExaminedIndicator,
  figures: readonly ExaminedFigure[],
): readonly string[] {
  const had = new Set(figures.map(({ period }) => period));
  const owed = material.cycles.flatMap((cycle) => inside(periodOf(cycle), indicator.grain).map(({ id }) => id));
  const days = dueDays(material, indicator.id);
  return [...new Set([...had, ...owed])]
    .filter((id) => periodOf(id).from >= material.since && dueDayOf(id, days) < material.today)
    .toSorted();
}

function deliveredIn(
  material: Material,
  { id: indicator }: ExaminedIndicator,
  period: string,
  figures: readonly ExaminedFigure[],
): Delivered {
  const days = dueDays(material, indicator);
  const due = dueDayOf(period, days);
  const { from, grain } = periodOf(period);
  const here = figures.filter((each) => each.period === period);
  const earlier = figures.filter((each) => periodOf(each.period).grain === grain && periodOf(each.period).from < from);
  const there = new Set(here.filter(({ absence }) => absence !== "missing").map(({ subject }) => subject));
  const expected = new Set([...earlier, ...here].map(({ subject }) => subject));
  const owing = [...expected].filter(
    (subject) => (material.ended.get(subject) ?? Number.POSITIVE_INFINITY) >= periodOf(period).to,
  );
  const place = { kind: "absent" as const, indicator, period, facts: [], told: { due }, mark: "" };
  const missing = owing.filter((subject) => !there.has(subject)).toSorted();
  const whole = here.length === 0;
  const absent = whole
    ? [{ ...place, subject: null, told: { due, n: missing.length } }]
    : missing.map((subject) => ({ ...place, subject }));
  const known = here.flatMap(({ firstDay }) => firstDay ?? []);
  const late = known.filter((day) => day > due);
  const found = late.length === 0 ? absent : [...absent, lateOf({ indicator, period, due, late, of: known.length })];
  const counts = {
    due: Math.max(owing.length, there.size),
    missing: missing.length,
    judged: known.length,
    late: late.length,
  };
  return { indicator, period, ...counts, found };
}

type Late = {
  readonly indicator: string;
  readonly period: string;
  readonly due: string;
  readonly late: readonly string[];
  readonly of: number;
};

/** One finding for all that came late of one indicator and period: they come by one delivery. */
function lateOf({ indicator, period, due, late, of }: Late): Found {
  const last = late.reduce((a, b) => (a > b ? a : b));
  const told = { due, late: late.length, of, last, days: daysBetween(due, last) };
  return { kind: "late", indicator, period, subject: null, facts: [], told, mark: `${late.length} ${last}` };
}
