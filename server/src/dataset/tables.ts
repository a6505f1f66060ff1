/**
 * The tables of a dataset folder as docs/dataset-format.md describes them. The order of tables and of columns is part of
 * the digest of the facts: add at the end, never reorder.
 */
export type CellKind =
  | "id"
  | "text"
  | "number"
  | "value"
  | "whole"
  | "period"
  | "month"
  | "day"
  | "absence"
  | "word"
  | "subject"
  | "subject-or-all"
  | "unit"
  | "team"
  | "official"
  | "indicator";

export interface ColumnOf {
  readonly name: string;
  /** Chinese headers; the first is the one that is printed. */
  readonly zh: readonly string[];
  readonly kind: CellKind;
  readonly required?: true;
  readonly key?: true;
  /** For kind `word`: Chinese words and what they stand for. */
  readonly words?: Readonly<Record<string, string>>;
  /** For kind `word`: other words are kept as they are. */
  readonly isOpen?: true;
  readonly default?: string;
  /** Stays out of the digest. */
  readonly isAside?: true;
}

export interface TableOf {
  readonly name: TableName;
  readonly zh: readonly string[];
  readonly columns: readonly ColumnOf[];
  /** Unknown columns become attributes instead of findings. */
  readonly hasAttributes?: true;
}

export const tableNames = [
  "units",
  "teams",
  "officials",
  "posts",
  "indicators",
  "targets",
  "coefficients",
  "observations",
  "assessments",
  "events",
  "ballots",
  "openings",
  "grades",
] as const;
export type TableName = (typeof tableNames)[number];

export const absenceWords: Readonly<Record<string, string>> = {
  缺报: "missing",
  不适用: "not-applicable",
  免责: "exempt",
  迟报: "late",
};
const roleClasses = { 党政正职: "head", 班子副职: "deputy", 科室负责人: "sectionHead", 一般干部: "staff", 职级公务员: "staff" };
const levels = { 国家级: "national", 省级: "provincial", 市级: "municipal", 县级: "county", 国家: "national", 省: "provincial", 市: "municipal", 县: "county" };
const grains = { 月: "month", 季度: "quarter", 季: "quarter", 半年: "half", 年: "year", 年度: "year", 任期: "term" };

const note: ColumnOf = { name: "note", zh: ["备注"], kind: "text", isAside: true };
const id: ColumnOf = { name: "id", zh: ["编号", "单位编号", "人员编号", "班子编号", "指标编号"], kind: "id", required: true, key: true };
const name: ColumnOf = { name: "name", zh: ["名称", "姓名", "单位名称", "班子名称", "指标名称"], kind: "text", required: true };
const nameEn: ColumnOf = { name: "nameEn", zh: ["英文名称", "英文名"], kind: "text" };
const sort: ColumnOf = { name: "sort", zh: ["排序", "序号"], kind: "whole" };
const aliases: ColumnOf = { name: "aliases", zh: ["别名"], kind: "text", isAside: true };
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

export const tables: readonly TableOf[] = [
  {
    name: "units",
    zh: ["单位"],
    hasAttributes: true,
    columns: [
      id,
      name,
      nameEn,
      sort,
      { name: "unitType", zh: ["单位类型"], kind: "text" },
      { name: "parent", zh: ["上级单位"], kind: "unit" },
      { name: "since", zh: ["成立月份"], kind: "month" },
      { name: "until", zh: ["撤销月份"], kind: "month" },
      { name: "successor", zh: ["承接单位"], kind: "unit" },
      aliases,
      note,
    ],
  },
  {
    name: "teams",
    zh: ["领导班子", "班子"],
    hasAttributes: true,
    columns: [id, name, nameEn, sort, { name: "unit", zh: ["所在单位", "单位"], kind: "unit", required: true }, aliases, note],
  },
  {
    name: "officials",
    zh: ["干部"],
    hasAttributes: true,
    columns: [
      id,
      name,
      nameEn,
      sort,
      { name: "regime", zh: ["人员类别"], kind: "text" },
      { name: "unit", zh: ["单位", "所在单位"], kind: "unit" },
      { name: "team", zh: ["班子", "领导班子"], kind: "team" },
      { name: "roleClass", zh: ["职责类别"], kind: "word", words: roleClasses, isOpen: true },
      aliases,
      note,
    ],
  },
  {
    name: "posts",
    zh: ["任职"],
    columns: [
      { name: "official", zh: ["干部", "人员编号"], kind: "official", required: true },
      { name: "unit", zh: ["单位"], kind: "unit", required: true },
      { name: "team", zh: ["班子", "领导班子"], kind: "team" },
      { name: "roleClass", zh: ["职责类别"], kind: "word", words: roleClasses, isOpen: true },
      {
        name: "kind",
        zh: ["任职方式"],
        kind: "word",
        words: { 主职: "main", 借调: "secondment", 代理: "acting" },
        default: "main",
      },
      { name: "title", zh: ["职务"], kind: "text" },
      { name: "from", zh: ["起始月份"], kind: "month", required: true },
      { name: "to", zh: ["截止月份"], kind: "month" },
      { name: "share", zh: ["份额"], kind: "number", default: "1" },
      note,
    ],
  },
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

/** Column names that would describe what nobody may be appraised by. Compared after {@link plainHeader}. */
export const forbiddenColumns: ReadonlySet<string> = new Set(
  [
    ["民族", "宗教", "宗教信仰", "信仰", "婚姻", "婚姻状况", "家庭", "家庭成员", "家庭情况", "配偶", "子女", "身份证", "身份证号"],
    ["打卡", "打卡次数", "签到", "签到次数", "在线时长", "登录次数", "点赞", "点赞数", "定位", "位置", "照片数", "照片数量"],
    ["ethnicity", "ethnic", "nationality", "religion", "faith", "marriage", "marital", "maritalstatus", "family", "spouse", "children"],
    ["idcard", "checkin", "checkins", "onlinetime", "timeonline", "login", "logins", "like", "likes", "location", "photos", "photocount"],
  ].flat(),
);

/** How headers, file names and sheet names are compared: width, case, spaces, underscores and hyphens do not matter. */
export const plainHeader = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s_-]/gu, "");

const byName = new Map(tables.map((table) => [table.name, table]));
export function tableOf(name: TableName): TableOf {
  const table = byName.get(name);
  if (!table) throw new TypeError(`no table ${name}`);
  return table;
}

const bySpelling = new Map(tables.flatMap((table) => [table.name, ...table.zh].map((word) => [plainHeader(word), table.name] as const)));
/** The table that a file, folder or sheet name stands for. */
export const tableNamed = (text: string): TableName | undefined => bySpelling.get(plainHeader(text));
