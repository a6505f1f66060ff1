import { factTables } from "./fact-tables.ts";
import { subjectTables } from "./subject-tables.ts";
import type { TableName, TableOf } from "./table-shape.ts";

/**
 * The tables of a dataset folder as docs/dataset-format.md describes them. The order of columns is part of the digest of
 * the facts: add at the end, never reorder.
 */
export const tables: readonly TableOf[] = [...subjectTables, ...factTables];

/** Column names that would describe what nobody may be appraised by. Compared after {@link plainHeader}. */
export const forbiddenColumns: ReadonlySet<string> = new Set(
  [
    [
      "民族",
      "宗教",
      "宗教信仰",
      "信仰",
      "婚姻",
      "婚姻状况",
      "家庭",
      "家庭成员",
      "家庭情况",
      "配偶",
      "子女",
      "身份证",
      "身份证号",
    ],
    [
      "打卡",
      "打卡次数",
      "签到",
      "签到次数",
      "在线时长",
      "登录次数",
      "点赞",
      "点赞数",
      "定位",
      "位置",
      "照片数",
      "照片数量",
    ],
    [
      "ethnicity",
      "ethnic",
      "nationality",
      "religion",
      "faith",
      "marriage",
      "marital",
      "maritalstatus",
      "family",
      "spouse",
      "children",
    ],
    [
      "idcard",
      "checkin",
      "checkins",
      "onlinetime",
      "timeonline",
      "login",
      "logins",
      "like",
      "likes",
      "location",
      "photos",
      "photocount",
    ],
  ].flat(),
);

/** How headers, file names and sheet names are compared: width, case, spaces, underscores and hyphens do not matter. */
export const plainHeader = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/gu, "");

const byName = new Map(tables.map((table) => [table.name, table]));
export function tableOf(name: TableName): TableOf {
  const table = byName.get(name);
  if (!table) throw new TypeError(`no table ${name}`);
  return table;
}

const bySpelling = new Map(
  tables.flatMap((table) => [table.name, ...table.zh].map((word) => [plainHeader(word), table.name] as const)),
);
/** The table that a file, folder or sheet name stands for. */
export const tableNamed = (text: string): TableName | undefined => bySpelling.get(plainHeader(text));
