import type { importTables } from "@biaochi/contract/bring-in-columns";
import { postKinds } from "@biaochi/engine";
import { roleClasses } from "../../../dataset/subject-tables.ts";
import type { ColumnOf, TableOf } from "../../../dataset/table-shape.ts";
import { regimeWords, sanctionWords } from "./office-words.ts";

export type ImportTable = (typeof importTables)[number];

/** Where a column may be filled in by an office that knows nobody's number: the unit says whose name it is. */
const personUnit: ColumnOf = { name: "personUnit", zh: ["人员所在单位"], kind: "unit" };
const official: ColumnOf = { name: "official", zh: ["人员编号", "干部", "姓名"], kind: "official", required: true };
const entry: ColumnOf = { name: "entry", zh: ["记录号"], kind: "id" };
const id = (zh: readonly string[]): ColumnOf => ({ name: "id", zh, kind: "id", key: true });
const name = (zh: readonly string[]): ColumnOf => ({ name: "name", zh, kind: "text", required: true });
const nameEn: ColumnOf = { name: "nameEn", zh: ["英文名称", "英文名"], kind: "text" };
const sort: ColumnOf = { name: "sort", zh: ["排序", "排序号"], kind: "whole" };
const aliases: ColumnOf = { name: "aliases", zh: ["别名", "简称", "曾用名"], kind: "text" };
const note: ColumnOf = { name: "note", zh: ["备注"], kind: "text" };
const since = (...zh: readonly string[]): ColumnOf => ({ name: "since", zh, kind: "day" });
const until = (...zh: readonly string[]): ColumnOf => ({ name: "until", zh, kind: "day" });
const document: ColumnOf = { name: "document", zh: ["文号"], kind: "text" };
const roleClass: ColumnOf = { name: "roleClass", zh: ["职责类别"], kind: "word", words: roleClasses, isOpen: true };

/** Every table that comes in and goes out. The first Chinese heading is the one that is written. */
export const tables: readonly TableOf<ImportTable>[] = [
  {
    name: "units",
    zh: ["单位", "单位名册", "机构"],
    hasAttributes: true,
    columns: [
      id(["单位编号", "编号", "机构编码"]),
      entry,
      name(["单位名称", "名称", "单位"]),
      nameEn,
      aliases,
      sort,
      { name: "unitType", zh: ["单位类型"], kind: "text" },
      { name: "cohort", zh: ["考核类别"], kind: "text" },
      { name: "parent", zh: ["上级单位"], kind: "unit" },
      since("成立日期"),
      until("撤销日期"),
      {
        name: "ending",
        zh: ["撤销方式"],
        kind: "word",
        words: { 并入: "merged", 拆分: "split", 撤销: "abolished" },
      },
      { name: "successors", zh: ["承接单位"], kind: "text" },
      { name: "ledFrom", zh: ["上级业务主管"], kind: "text" },
      { name: "ledFromEn", zh: ["上级业务主管（英文）"], kind: "text" },
      { name: "gradedBy", zh: ["等次审定机构"], kind: "text" },
      note,
    ],
  },
  {
    name: "sections",
    zh: ["科室", "内设机构"],
    columns: [
      id(["科室编号", "编号"]),
      { name: "unit", zh: ["单位", "所在单位"], kind: "unit", required: true },
      name(["科室名称", "名称", "科室"]),
      nameEn,
      sort,
      since("成立日期"),
      until("撤销日期"),
      note,
    ],
  },
  {
    name: "teams",
    zh: ["领导班子", "班子"],
    hasAttributes: true,
    columns: [
      id(["班子编号", "编号"]),
      { name: "unit", zh: ["单位", "所在单位"], kind: "unit", required: true },
      name(["班子名称", "名称", "领导班子"]),
      nameEn,
      aliases,
      sort,
      since("成立日期"),
      until("撤销日期"),
      note,
    ],
  },
  {
    name: "officials",
    zh: ["干部", "人员", "花名册", "干部名册"],
    hasAttributes: true,
    columns: [
      id(["人员编号", "编号", "工号"]),
      name(["姓名", "名称"]),
      nameEn,
      sort,
      { name: "staffNumber", zh: ["统一人员号", "干部编号"], kind: "id" },
      { name: "regime", zh: ["人员类别", "人员身份"], kind: "word", words: regimeWords, isOpen: true },
      { name: "rank", zh: ["职级"], kind: "text" },
      { name: "managedBy", zh: ["管理机关"], kind: "text" },
      since("纳入考核日期"),
      until("不再考核日期"),
      aliases,
      // The main post in the same row, as rosters have it; where it stands in a table of its own these stay empty.
      { name: "unit", zh: ["单位", "所在单位"], kind: "unit" },
      { name: "section", zh: ["科室", "所在科室"], kind: "text" },
      { name: "team", zh: ["班子", "领导班子"], kind: "team" },
      roleClass,
      { name: "title", zh: ["职务", "现任职务"], kind: "text" },
      { name: "postSince", zh: ["任现职日期", "任职时间"], kind: "day" },
      note,
    ],
  },
  {
    name: "posts",
    zh: ["任职", "岗位"],
    columns: [
      entry,
      official,
      personUnit,
      { name: "unit", zh: ["任职单位", "单位"], kind: "unit", required: true },
      { name: "team", zh: ["班子", "领导班子"], kind: "team" },
      { name: "section", zh: ["科室"], kind: "text" },
      roleClass,
      {
        name: "kind",
        zh: ["任职方式"],
        kind: "word",
        words: { 主职: postKinds[0], 借调: postKinds[1], 代理: postKinds[2] },
        default: "main",
      },
      { name: "title", zh: ["职务"], kind: "text" },
      since("任职日期", "起始日期"),
      until("免职日期", "截止日期"),
      { name: "share", zh: ["份额"], kind: "number", default: "1" },
      note,
    ],
  },
  {
    name: "grades",
    zh: ["历年等次", "年度考核结果", "已定等次"],
    columns: [
      entry,
      official,
      personUnit,
      { name: "year", zh: ["年度"], kind: "whole" },
      { name: "grade", zh: ["等次"], kind: "text" },
      { name: "scale", zh: ["等次办法"], kind: "text", default: "annual" },
      document,
      note,
    ],
  },
  {
    name: "sanctions",
    zh: ["处分", "处理处分"],
    columns: [
      entry,
      official,
      personUnit,
      { name: "kind", zh: ["处分种类"], kind: "word", words: sanctionWords, isOpen: true, required: true },
      { ...since("生效日期"), required: true },
      until("影响期截止日期"),
      { ...document, required: true },
      note,
    ],
  },
  {
    name: "leave",
    zh: ["请假天数", "病事假"],
    columns: [
      entry,
      official,
      personUnit,
      { ...since("起始日期"), required: true },
      { ...until("截止日期"), required: true },
      { name: "days", zh: ["天数"], kind: "whole", required: true },
    ],
  },
  {
    name: "openings",
    zh: ["系统外核定", "期初成绩"],
    columns: [
      { name: "subject", zh: ["考核对象"], kind: "subject", required: true },
      personUnit,
      { name: "node", zh: ["部分"], kind: "text", required: true },
      { name: "period", zh: ["周期"], kind: "period", required: true },
      { name: "score", zh: ["得分"], kind: "number", required: true },
      { ...document, required: true },
      note,
    ],
  },
];

const byName = new Map(tables.map((table) => [table.name, table]));
export function tableOf(table: ImportTable): TableOf<ImportTable> {
  const found = byName.get(table);
  if (found === undefined) throw new TypeError(`no table ${table}`);
  return found;
}

export const columnOf = (table: ImportTable, column: string): ColumnOf | undefined =>
  tableOf(table).columns.find(({ name: each }) => each === column);
