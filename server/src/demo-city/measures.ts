import { type Chance, chance, within } from "./chance.ts";
import type { Unit, UnitType } from "./units.ts";

/** What the city's systems would report: one line for each indicator that units carry. */
export type Grain = "month" | "quarter" | "year" | "term";

/** What a figure depends on: the unit's lasting quality (about −2 to 2), chance, and the season. */
export interface Making {
  readonly unit: Unit;
  readonly quality: number;
  readonly draw: Chance;
  /** 0 for January … 11; for coarser grains the last month of the period. */
  readonly month: number;
  /** Years before the cycle: 0 in the cycle itself. */
  readonly ago: number;
}

export interface Measure {
  readonly indicator: string;
  readonly grain: Grain;
  readonly types: readonly UnitType[];
  readonly only?: readonly string[];
  readonly places: number;
  readonly system: string;
  /** Kept for earlier years too, so that changes over time can be read. */
  readonly history?: boolean;
  value(making: Making): number;
  target?(making: Making, value: number): number;
}

const all: readonly UnitType[] = ["party", "economy", "livelihood", "regulation", "township", "park"];
const withPublic: readonly UnitType[] = ["economy", "livelihood", "regulation", "township", "park"];
/** Hot summers and holidays bring calls; investment is booked before each quarter ends. */
const callsBySeason = [0.9, 0.75, 0.95, 0.95, 1, 1.1, 1.3, 1.25, 1.05, 0.95, 0.9, 0.9];
const investmentBySeason = [0.5, 0.55, 1.15, 0.9, 1, 1.4, 0.9, 0.95, 1.25, 0.95, 1.05, 1.4];

/** Calls of one year. Two units stand at the ends: they should never be ranked in one list without saying so. */
const callsOf: Readonly<Record<string, number>> = { L09: 22, L06: 6530 };
const callsByType: Readonly<Record<UnitType, number>> = { party: 0, economy: 380, livelihood: 1200, regulation: 1500, township: 800, park: 300 };

/** Calls of each month; they sum exactly to the year's figure of the unit. */
export function callsByMonth(seed: number, unit: Unit, year: number): readonly number[] {
  const draw = chance(seed, "calls", unit.id, String(year));
  const total = callsOf[unit.id] ?? Math.round(callsByType[unit.type] * (0.6 + 0.8 * draw.share()));
  const shares = callsBySeason.map((season) => season * (0.9 + 0.2 * draw.share()));
  const sum = shares.reduce((a, b) => a + b, 0);
  const counts: number[] = [];
  let given = 0;
  let run = 0;
  for (const share of shares) {
    run += share;
    const upTo = Math.round((run / sum) * total);
    counts.push(upTo - given);
    given = upTo;
  }
  return counts;
}

const rate = (base: number, pull: number, noise: number, low: number, high = 100) => ({ quality, draw }: Making): number =>
  within(low, base + pull * quality + noise * draw.bell(), high);

const sizeOf = (unit: Unit, name: string, low: number, high: number): number => chance(2025, "scale", name, unit.id).between(low, high);

export const measures: readonly Measure[] = [
  { indicator: "dem-centralism", grain: "quarter", types: all, places: 1, system: "组织工作系统", value: rate(97.8, 0.7, 0.8, 95.2) },
  { indicator: "study-first", grain: "quarter", types: all, places: 1, system: "党建信息系统", value: rate(96, 1.6, 1.8, 84) },
  {
    indicator: "key-tasks", grain: "quarter", types: all, places: 1, system: "督查督办系统", value: rate(93.5, 3, 3, 74, 104),
    target: () => 100,
  },
  { indicator: "hotline-satisfaction", grain: "month", types: withPublic, places: 1, system: "12345平台", value: rate(90, 2.6, 2.4, 70) },
  { indicator: "hotline-repeat", grain: "month", types: withPublic, places: 1, system: "12345平台", value: rate(6.5, -1.4, 1.2, 0.5, 18) },
  {
    indicator: "approval-ontime", grain: "month", types: ["economy", "livelihood", "regulation", "township", "park"], places: 2, system: "政务审批系统",
    value: rate(97.6, 1, 1.3, 86),
  },
  { indicator: "inner-service", grain: "quarter", types: ["party"], places: 1, system: "机关服务评价系统", value: rate(91, 2.6, 1.6, 78) },
  { indicator: "supervision-closed", grain: "quarter", types: ["party"], places: 1, system: "督查督办系统", value: rate(99.2, 0.9, 1, 92) },
  {
    indicator: "fixed-investment", grain: "month", types: ["economy", "park"], places: 0, system: "投资项目在线平台",
    value: ({ unit, quality, draw, month }) => Math.max(0, sizeOf(unit, "fixed-investment", 1800, 9200) * (investmentBySeason[month] ?? 1) * (0.95 + 0.05 * quality + 0.05 * draw.bell())),
    target: ({ unit }) => sizeOf(unit, "fixed-investment", 1800, 9200) * 3,
  },
  { indicator: "project-progress", grain: "quarter", types: ["economy", "park"], places: 1, system: "投资项目在线平台", value: rate(86, 4.2, 3.5, 60) },
  { indicator: "enterprise-satisfaction", grain: "quarter", types: ["economy", "park"], places: 1, system: "营商环境监测", value: rate(88, 3.2, 2.2, 68) },
  {
    indicator: "industry-output", grain: "quarter", types: ["park", "economy"], places: 0, system: "统计联网直报",
    history: true,
    value: ({ unit, quality, draw, month, ago }) => sizeOf(unit, "industry-output", 21000, 98000) * (0.92 + 0.05 * (month / 11)) * (1 - 0.045 * ago) * (1 + 0.015 * quality + 0.015 * draw.bell()),
  },
  { indicator: "window-satisfaction", grain: "month", types: ["livelihood"], places: 1, system: "政务服务好差评", value: rate(92, 2, 1.6, 78) },
  { indicator: "wait-minutes", grain: "month", types: ["livelihood"], places: 1, system: "窗口排队系统", value: rate(14, -2, 1.6, 6, 26) },
  { indicator: "inspection-rate", grain: "quarter", types: ["regulation"], places: 1, system: "互联网+监管", value: rate(97, 2.4, 2.6, 82, 108), target: () => 100 },
  { indicator: "case-file-quality", grain: "quarter", types: ["regulation"], places: 1, system: "行政执法平台", value: rate(94.4, 1.7, 1.7, 84) },
  { indicator: "pm25", grain: "quarter", types: ["regulation"], only: ["R02"], places: 1, system: "生态环境监测", value: rate(33, -1.5, 2.4, 24, 48) },
  { indicator: "food-pass", grain: "quarter", types: ["regulation"], only: ["R03"], places: 2, system: "食品抽检系统", value: rate(98.4, 0.5, 0.5, 96) },
  { indicator: "disputes-resolved", grain: "quarter", types: ["township"], places: 1, system: "矛盾调处平台", value: rate(95, 1.9, 1.9, 82) },
  { indicator: "waste-sorting", grain: "month", types: ["township"], places: 1, system: "城管数字平台", value: rate(84, 4, 2.5, 62) },
  { indicator: "tax-per-mu", grain: "quarter", types: ["park"], places: 2, system: "税务数据共享", value: rate(6.4, 0.8, 0.4, 3, 10) },
  { indicator: "budget-execution", grain: "year", types: all, places: 1, system: "预算一体化系统", history: true, value: rate(94.5, 1.7, 1.8, 84), target: () => 95 },
  { indicator: "document-cut", grain: "year", types: all, places: 1, system: "公文系统", value: rate(11, 3, 3, -4, 30), target: () => 10 },
  { indicator: "business-environment", grain: "year", types: ["economy", "regulation", "park"], places: 2, system: "营商环境监测", history: true, value: rate(84, 3.2, 2.2, 70) },
  { indicator: "livelihood-projects", grain: "year", types: ["livelihood", "township"], places: 0, system: "项目调度系统", value: ({ quality, draw }) => (quality + draw.bell() > -1.6 ? 10 : 9), target: () => 10 },
  { indicator: "new-jobs", grain: "year", types: ["livelihood", "township"], only: ["L04", "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08"], places: 0, system: "就业信息系统",
    value: ({ unit, quality, draw }) => sizeOf(unit, "new-jobs", 900, 4200) * (1 + 0.06 * quality + 0.04 * draw.bell()), target: ({ unit }) => sizeOf(unit, "new-jobs", 900, 4200) },
  { indicator: "water-quality", grain: "year", types: ["township"], places: 1, system: "生态环境监测", history: true, value: rate(91, 3.4, 2.4, 82) },
  { indicator: "village-income", grain: "year", types: ["township"], places: 1, system: "农村经营管理系统", history: true,
    value: ({ unit, quality, draw, ago }) => sizeOf(unit, "village-income", 42, 118) * (1 - 0.07 * ago) * (1 + 0.03 * quality + 0.02 * draw.bell()) },
  { indicator: "debt-ratio", grain: "year", types: ["park", "township"], places: 1, system: "债务监测系统", value: rate(58, -4, 5, 30, 78) },
  { indicator: "livelihood-index", grain: "year", types: ["livelihood", "township"], places: 1, system: "统计监测", history: true,
    value: ({ unit, quality, draw, ago }) => sizeOf(unit, "livelihood-index", 68, 82) + (1.5 + 0.5 * quality) * (4 - ago) + 0.4 * draw.bell() },
  { indicator: "project-survival", grain: "term", types: ["economy", "park"], places: 1, system: "投资项目在线平台", value: rate(83, 4, 3, 60) },
  { indicator: "education-health", grain: "term", types: ["livelihood", "township"], places: 1, system: "统计监测", value: rate(6, 1.3, 1, 1, 12) },
  { indicator: "term-goals", grain: "term", types: ["party", "regulation"], places: 1, system: "督查督办系统", value: rate(93, 2.6, 2, 78) },
];

/** How good a unit lastingly is: what ties its figures together. */
export function qualityOf(seed: number, unit: string): number {
  return within(-2, chance(seed, "quality", unit).bell(), 2);
}
