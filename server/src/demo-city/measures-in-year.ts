import { type Measure, rate, sizeOf } from "./measure.ts";
import { type UnitType, unitTypes } from "./units.ts";

const withPublic: readonly UnitType[] = ["economy", "livelihood", "regulation", "township", "park"];
/** Investment is booked before each quarter ends. */
const investmentBySeason = [0.5, 0.55, 1.15, 0.9, 1, 1.4, 0.9, 0.95, 1.25, 0.95, 1.05, 1.4];

/** Monthly and quarterly figures: what the usual part reads. */
export const measuresInYear: readonly Measure[] = [
  {
    indicator: "dem-centralism",
    grain: "quarter",
    types: unitTypes,
    places: 1,
    system: "组织工作系统",
    value: rate(97.8, 0.7, 0.8, 95.2),
  },
  {
    indicator: "study-first",
    grain: "quarter",
    types: unitTypes,
    places: 1,
    system: "党建信息系统",
    value: rate(96, 1.6, 1.8, 84),
  },
  {
    indicator: "key-tasks",
    grain: "quarter",
    types: unitTypes,
    places: 1,
    system: "督查督办系统",
    value: rate(93.5, 3, 3, 74, 104),
    target: () => 100,
  },
  {
    indicator: "hotline-satisfaction",
    grain: "month",
    types: withPublic,
    places: 1,
    system: "12345平台",
    value: rate(90, 2.6, 2.4, 70),
  },
  {
    indicator: "hotline-repeat",
    grain: "month",
    types: withPublic,
    places: 1,
    system: "12345平台",
    value: rate(6.5, -1.4, 1.2, 0.5, 18),
  },
  {
    indicator: "approval-ontime",
    grain: "month",
    types: ["economy", "livelihood", "regulation", "township", "park"],
    places: 2,
    system: "政务审批系统",
    value: rate(97.6, 1, 1.3, 86),
  },
  {
    indicator: "inner-service",
    grain: "quarter",
    types: ["party"],
    places: 1,
    system: "机关服务评价系统",
    value: rate(91, 2.6, 1.6, 78),
  },
  {
    indicator: "supervision-closed",
    grain: "quarter",
    types: ["party"],
    places: 1,
    system: "督查督办系统",
    value: rate(99.2, 0.9, 1, 92),
  },
  {
    indicator: "fixed-investment",
    grain: "month",
    types: ["economy", "park"],
    places: 0,
    system: "投资项目在线平台",
    value: ({ unit, quality, draw, month }) =>
      Math.max(
        0,
        sizeOf(unit, "fixed-investment", 1800, 9200) *
          (investmentBySeason[month] ?? 1) *
          (0.95 + 0.05 * quality + 0.05 * draw.bell()),
      ),
    target: ({ unit }) => sizeOf(unit, "fixed-investment", 1800, 9200) * 3,
  },
  {
    indicator: "project-progress",
    grain: "quarter",
    types: ["economy", "park"],
    places: 1,
    system: "投资项目在线平台",
    value: rate(86, 4.2, 3.5, 60),
  },
  {
    indicator: "enterprise-satisfaction",
    grain: "quarter",
    types: ["economy", "park"],
    places: 1,
    system: "营商环境监测",
    value: rate(88, 3.2, 2.2, 68),
  },
  {
    indicator: "industry-output",
    grain: "quarter",
    types: ["park", "economy"],
    places: 0,
    system: "统计联网直报",
    history: true,
    value: ({ unit, quality, draw, month, ago }) =>
      sizeOf(unit, "industry-output", 21000, 98000) *
      (0.92 + 0.05 * (month / 11)) *
      (1 - 0.045 * ago) *
      (1 + 0.015 * quality + 0.015 * draw.bell()),
  },
  {
    indicator: "window-satisfaction",
    grain: "month",
    types: ["livelihood"],
    places: 1,
    system: "政务服务好差评",
    value: rate(92, 2, 1.6, 78),
  },
  {
    indicator: "wait-minutes",
    grain: "month",
    types: ["livelihood"],
    places: 1,
    system: "窗口排队系统",
    value: rate(14, -2, 1.6, 6, 26),
  },
  {
    indicator: "inspection-rate",
    grain: "quarter",
    types: ["regulation"],
    places: 1,
    system: "互联网+监管",
    value: rate(97, 2.4, 2.6, 82, 108),
    target: () => 100,
  },
  {
    indicator: "case-file-quality",
    grain: "quarter",
    types: ["regulation"],
    places: 1,
    system: "行政执法平台",
    value: rate(94.4, 1.7, 1.7, 84),
  },
  {
    indicator: "pm25",
    grain: "quarter",
    types: ["regulation"],
    only: ["R02"],
    places: 1,
    system: "生态环境监测",
    value: rate(33, -1.5, 2.4, 24, 48),
  },
  {
    indicator: "food-pass",
    grain: "quarter",
    types: ["regulation"],
    only: ["R03"],
    places: 2,
    system: "食品抽检系统",
    value: rate(98.4, 0.5, 0.5, 96),
  },
  {
    indicator: "disputes-resolved",
    grain: "quarter",
    types: ["township"],
    places: 1,
    system: "矛盾调处平台",
    value: rate(95, 1.9, 1.9, 82),
  },
  {
    indicator: "waste-sorting",
    grain: "month",
    types: ["township"],
    places: 1,
    system: "城管数字平台",
    value: rate(84, 4, 2.5, 62),
  },
  {
    indicator: "tax-per-mu",
    grain: "quarter",
    types: ["park"],
    places: 2,
    system: "税务数据共享",
    value: rate(6.4, 0.8, 0.4, 3, 10),
  },
];
