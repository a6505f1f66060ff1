import { id, name, nameEn, note } from "./shared-columns.ts";
import type { ColumnOf, TableOf } from "./table-shape.ts";

const levels = {
  国家级: "national",
  省级: "provincial",
  市级: "municipal",
  县级: "county",
  国家: "national",
  省: "provincial",
  市: "municipal",
  县: "county",
};
const grains = { 月: "month", 季度: "quarter", 季: "quarter", 半年: "half", 年: "year", 年度: "year", 任期: "term" };

const subject: ColumnOf = { name: "subject", zh: ["考核对象"], kind: "subject", required: true, key: true };
const indicator: ColumnOf = { name: "indicator", zh: ["指标"], kind: "indicator", required: true, key: true };
const period: ColumnOf = { name: "period", zh: ["周期"], kind: "period", required: true, key: true };
const document: ColumnOf = { name: "document", zh: ["文号"], kind: "text", required: true };
const source: ColumnOf = { name: "source", zh: ["依据", "数据来源"], kind: "text" };
const recorded: readonly ColumnOf[] = [
  { name: "recordedOn", zh: ["登记日期"], kind: "day", isAside: true },
  { name: "correction", zh: ["更正原因"], kind: "text", isAside: true },
  note,
];

/** What is known about subjects, and the indicators it is about. The order of columns is part of the digest. */
export const factTables: readonly TableOf[] = [
  {
    name: "indicators",
    zh: ["指标"],
    columns: [
      id,
      name,
      nameEn,
      { name: "measure", zh: ["计量单位"], kind: "text" },
      {
        name: "direction",
        zh: ["方向"],
        kind: "word",
        words: { 越高越好: "higher", 越低越好: "lower", 适中: "nearest", 无: "none" },
      },
      { name: "midpoint", zh: ["适中值"], kind: "number" },
      { name: "decimals", zh: ["小数位"], kind: "whole" },
      { name: "period", zh: ["周期"], kind: "word", words: grains, required: true },
      {
        name: "dimension",
        zh: ["维度"],
        kind: "word",
        words: { 德: "virtue", 能: "ability", 勤: "diligence", 绩: "achievement", 廉: "integrity" },
      },
      { name: "owner", zh: ["牵头单位"], kind: "text" },
      {
        name: "source",
        zh: ["来源方式"],
        kind: "word",
        words: { 自动采集: "automatic", 牵头单位评分: "assessment", 测评: "ballot", 填报: "reported", 事项: "event" },
      },
      { name: "system", zh: ["来源系统"], kind: "text" },
      { name: "whyReported", zh: ["填报理由"], kind: "text" },
      { name: "definition", zh: ["口径"], kind: "text" },
      { name: "sunset", zh: ["停用日期"], kind: "day" },
      note,
    ],
  },
  {
    name: "targets",
    zh: ["目标"],
    columns: [
      { ...subject, kind: "subject-or-all" },
      indicator,
      period,
      { name: "value", zh: ["目标值"], kind: "number", required: true },
      ...recorded,
    ],
  },
  {
    name: "coefficients",
    zh: ["系数"],
    columns: [
      subject,
      { name: "name", zh: ["系数名称"], kind: "id", required: true, key: true },
      { name: "value", zh: ["系数值"], kind: "number", required: true },
      ...recorded,
    ],
  },
  {
    name: "observations",
    zh: ["考核数据"],
    columns: [
      subject,
      indicator,
      period,
      { name: "value", zh: ["数值"], kind: "value" },
      { name: "absence", zh: ["状态"], kind: "absence" },
      { name: "source", zh: ["数据来源", "依据"], kind: "text" },
      ...recorded,
    ],
  },
  {
    name: "assessments",
    zh: ["牵头单位评分"],
    columns: [
      subject,
      indicator,
      period,
      { name: "assessor", zh: ["评分单位"], kind: "text", required: true, key: true },
      { name: "criterion", zh: ["评分项"], kind: "text", key: true },
      { name: "points", zh: ["得分"], kind: "number", required: true },
      { name: "reason", zh: ["扣分原因"], kind: "text" },
      source,
      ...recorded,
    ],
  },
  {
    name: "events",
    zh: ["加减分事项"],
    columns: [
      { ...subject },
      { name: "type", zh: ["事项类型"], kind: "id", required: true },
      { name: "on", zh: ["发生日期"], kind: "day", required: true },
      { name: "count", zh: ["次数"], kind: "number", default: "1" },
      { name: "level", zh: ["级别"], kind: "word", words: levels, isOpen: true },
      { name: "matter", zh: ["同一事项"], kind: "text" },
      {
        name: "standing",
        zh: ["认定状态"],
        kind: "word",
        words: { 已认定: "confirmed", 待认定: "proposed", 已撤销: "revoked", 免责: "exempt" },
        default: "confirmed",
      },
      { name: "reason", zh: ["事由"], kind: "text" },
      source,
      ...recorded,
    ],
  },
  {
    name: "ballots",
    zh: ["测评票"],
    columns: [
      { name: "campaign", zh: ["测评"], kind: "id", required: true, key: true },
      subject,
      { name: "group", zh: ["评价主体"], kind: "id", required: true, key: true },
      { name: "item", zh: ["测评项"], kind: "id", key: true, default: "overall" },
      { name: "option", zh: ["选项"], kind: "text", key: true },
      { name: "score", zh: ["打分"], kind: "number", key: true },
      { name: "votes", zh: ["票数"], kind: "whole", default: "1" },
      ...recorded,
    ],
  },
  {
    name: "openings",
    zh: ["系统外核定"],
    columns: [
      subject,
      { name: "node", zh: ["部分"], kind: "text", required: true, key: true },
      period,
      { name: "score", zh: ["得分"], kind: "number", required: true },
      document,
      ...recorded,
    ],
  },
  {
    name: "grades",
    zh: ["已定等次"],
    columns: [subject, period, { name: "grade", zh: ["等次"], kind: "text", required: true }, document, ...recorded],
  },
];
