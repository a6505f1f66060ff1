import type { ColumnOf } from "./table-shape.ts";

/** Columns that tables of subjects and tables of facts have alike. */
export const note: ColumnOf = { name: "note", zh: ["备注"], kind: "text", isAside: true };
export const id: ColumnOf = {
  name: "id",
  zh: ["编号", "单位编号", "人员编号", "班子编号", "指标编号"],
  kind: "id",
  required: true,
  key: true,
};
export const name: ColumnOf = {
  name: "name",
  zh: ["名称", "姓名", "单位名称", "班子名称", "指标名称"],
  kind: "text",
  required: true,
};
export const nameEn: ColumnOf = { name: "nameEn", zh: ["英文名称", "英文名"], kind: "text" };
