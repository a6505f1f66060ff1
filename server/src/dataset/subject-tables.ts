import { id, name, nameEn, note } from "./shared-columns.ts";
import type { ColumnOf, TableOf } from "./table-shape.ts";

const roleClasses = {
  党政正职: "head",
  班子副职: "deputy",
  科室负责人: "sectionHead",
  一般干部: "staff",
  职级公务员: "staff",
};

const sort: ColumnOf = { name: "sort", zh: ["排序", "序号"], kind: "whole" };
const section: ColumnOf = { name: "section", zh: ["科室"], kind: "id", isLater: true };
const aliases: ColumnOf = { name: "aliases", zh: ["别名"], kind: "text", isAside: true };

/** Who is appraised, and who served where. The order of columns is part of the digest. */
export const subjectTables: readonly TableOf[] = [
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
    columns: [
      id,
      name,
      nameEn,
      sort,
      { name: "unit", zh: ["所在单位", "单位"], kind: "unit", required: true },
      aliases,
      note,
    ],
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
      section,
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
      section,
    ],
  },
  {
    name: "sections",
    zh: ["科室"],
    columns: [
      id,
      name,
      nameEn,
      { name: "unit", zh: ["所在单位", "单位"], kind: "unit", required: true },
      sort,
      { name: "since", zh: ["成立月份"], kind: "month" },
      { name: "until", zh: ["撤销月份"], kind: "month" },
      note,
    ],
  },
];
