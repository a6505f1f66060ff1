import { callsByMonth } from "./calls.ts";
import { type Chance, chance, decimal } from "./chance.ts";
import { type Measure, qualityOf } from "./measure.ts";
import { measuresInYear } from "./measures-in-year.ts";
import { measuresOfUnits } from "./measures-of-units.ts";
import { measuresOfYears } from "./measures-of-years.ts";
import type { Plan } from "./plan.ts";
import { periodsOf, recordedAfter, type Table } from "./table.ts";
import type { Unit } from "./units.ts";

/** Figures, targets, owners' assessments of units, from one lasting quality for each unit. */

const columns = ["subject", "indicator", "period", "value", "absence", "source", "recordedOn"];

interface Row {
  readonly unit: Unit;
  readonly indicator: string;
  readonly period: string;
  readonly value: string;
  readonly source: string;
  readonly recordedOn: string;
}

export function unitTables(plan: Plan): readonly Table[] {
  const cycle: Row[] = [];
  const earlier: Row[] = [];
  const targets: string[][] = [["*", "dem-centralism", String(plan.year), "95"]];
  for (const unit of plan.units) {
    for (const measure of [...measuresInYear, ...measuresOfYears, ...measuresOfUnits]) {
      if (!measure.types.includes(unit.type) || (measure.only && !measure.only.includes(unit.id))) continue;
      for (let ago = 4; ago >= 0; ago--) figuresOf(plan, unit, measure, ago, ago === 0 ? cycle : earlier, targets);
    }
    if (unit.type !== "party")
      for (let ago = 0; ago < plan.years; ago++) calls(plan, unit, ago, ago === 0 ? cycle : earlier);
  }
  const written = (rows: readonly Row[]) => rows.flatMap((row) => write(plan, row));
  return [
    { file: "observations-units.csv", columns, rows: written(cycle) },
    { file: "observations-earlier-years.csv", columns, rows: written(earlier) },
    { file: "targets.csv", columns: ["subject", "indicator", "period", "value"], rows: targets },
    {
      file: "assessments.csv",
      columns: ["subject", "indicator", "period", "assessor", "criterion", "points", "reason", "source"],
      rows: assessments(plan),
    },
  ];
}

function write(plan: Plan, row: Row): readonly (readonly string[])[] {
  const lastMonth = row.period.slice(0, 4) === String(plan.year) ? lastMonthOf(row.period) : 11;
  if (!plan.existsIn(row.unit, row.period, lastMonth)) {
    const isYearly = /^\d{4}($|\.)/.test(row.period);
    return isYearly ? [] : [[row.unit.id, row.indicator, row.period, "", "not-applicable", row.source, row.recordedOn]];
  }
  const special = plan.figure(row.unit.id, row.indicator, row.period);
  if (special === "left-out") return [];
  const value = special?.value ?? (special?.absence && special.absence !== "late" ? "" : row.value);
  return [
    [
      row.unit.id,
      row.indicator,
      row.period,
      value,
      special?.absence ?? "",
      special?.source ?? row.source,
      special?.recordedOn ?? row.recordedOn,
    ],
  ];
}

const lastMonthOf = (period: string): number =>
  period.includes("-") ? Number(period.slice(5)) - 1 : period.includes("Q") ? Number(period.slice(5)) * 3 - 1 : 11;

function figuresOf(plan: Plan, unit: Unit, measure: Measure, ago: number, into: Row[], targets: string[][]): void {
  const year = plan.year - ago;
  const detailed = ago < plan.years || (measure.history === true && (measure.grain === "year" || ago === 1));
  if (!detailed) return;
  const quality = qualityOf(plan.seed, unit.id);
  const draw = chance(plan.seed, "unit", unit.id, measure.indicator, String(year));
  const common = { unit, indicator: measure.indicator, source: measure.system };
  if (measure.grain === "term") {
    if (ago > 0) return;
    const value = measure.value({ unit, quality, draw, month: 11, ago: 0 });
    into.push({
      ...common,
      period: `${plan.year - 4}..${plan.year}`,
      value: decimal(value, measure.places),
      recordedOn: recordedAfter(year, 11),
    });
    return;
  }
  let target: number | undefined;
  for (const { id, last } of periodsOf(year, measure.grain)) {
    const making = { unit, quality, draw, month: last, ago };
    const value = measure.value(making);
    target ??= ago === 0 ? measure.target?.(making, value) : undefined;
    into.push({ ...common, period: id, value: decimal(value, measure.places), recordedOn: recordedAfter(year, last) });
  }
  if (target === undefined) return;
  const grain = measure.grain === "month" ? "quarter" : measure.grain;
  for (const { id, last } of periodsOf(year, grain)) {
    const part = partOf(unit, grain, last);
    if (part > 0)
      targets.push([
        unit.id,
        measure.indicator,
        id,
        decimal(measure.grain === "month" ? target * part : target, measure.places === 1 ? 1 : 0),
      ]);
  }
}

/** Part of a target that falls to a unit in a period: of the quarter of the merger one month, then two. Rates stay whole. */
function partOf(unit: Unit, grain: "quarter" | "year", last: number): number {
  if (unit.status === "active" || (grain === "year" && unit.status === "created")) return 1;
  if (grain === "year") return 0;
  const isMerging = last === 11;
  return unit.status === "merged" ? (isMerging ? 1 / 3 : 1) : isMerging ? 2 / 3 : 0;
}

/** Cases and answers in time, counted: the rate is computed from both, never typed in. */
function calls(plan: Plan, unit: Unit, ago: number, into: Row[]): void {
  const year = plan.year - ago;
  const draw = chance(plan.seed, "answered", unit.id, String(year));
  const share = 0.975 + 0.008 * qualityOf(plan.seed, unit.id);
  callsByMonth(plan.seed, unit, year).forEach((cases, month) => {
    const late = lateAnswers(draw, cases, 1 - share);
    const common = {
      unit,
      period: periodsOf(year, "month")[month]?.id ?? "",
      source: "12345平台",
      recordedOn: recordedAfter(year, month),
    };
    into.push(
      { ...common, indicator: "hotline-cases", value: String(cases) },
      { ...common, indicator: "hotline-answered", value: String(cases - late) },
    );
  });
}

function lateAnswers(draw: Chance, cases: number, chanceOfOne: number): number {
  if (cases < 40) return Array.from({ length: cases }, () => draw.share()).filter((x) => x < chanceOfOne).length;
  return Math.max(0, Math.min(cases, Math.round(cases * chanceOfOne * (0.6 + 0.8 * draw.share()))));
}

const reasonsFor = ["两件规范性文件备案超期", "行政诉讼败诉一件", "学法计划未按期完成", "重大决策合法性审查缺一件"];

function assessments(plan: Plan): string[][] {
  const rows: string[][] = [];
  for (const unit of plan.units) {
    if (unit.status === "merged") continue;
    const draw = chance(plan.seed, "assessed", unit.id);
    const quality = qualityOf(plan.seed, unit.id);
    for (const assessor of ["R07", "P05", "P02"]) {
      const lost = Math.max(0, Math.round((0.9 - 0.5 * quality + 0.7 * draw.bell()) * 2));
      const points = Math.max(6, 10 - lost / 2);
      rows.push([
        unit.id,
        "rule-of-law",
        String(plan.year),
        assessor,
        "",
        decimal(points, 1),
        points < 10 ? draw.pick(reasonsFor) : "",
        "法治建设考核细则",
      ]);
    }
  }
  for (const unit of plan.units) {
    for (const { id, last } of periodsOf(plan.year, "quarter")) {
      if (!plan.existsIn(unit, id, last) || plan.figure(unit.id, "openness", id) === "left-out") continue;
      for (const [criterion, points] of [
        ["公开及时", "4"],
        ["内容完整", "3"],
        ["回应关切", "3"],
      ] as const) {
        rows.push([unit.id, "openness", id, "P01", criterion, points, "", "政务公开评估"]);
      }
    }
  }
  return rows;
}
