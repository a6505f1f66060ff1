import type { ColumnOf } from "../../../../dataset/table-shape.ts";

/**
 * Goals and their units' tasks as one table: a row for each unit that takes a goal on, the goal's own columns in each of them. A row
 * without a goal belongs to the one above it.
 */
const ofGoal = [
  { name: "goal", zh: ["目标编号", "编号"], kind: "text" },
  { name: "name", zh: ["目标任务", "目标名称", "目标"], kind: "text" },
  { name: "nameEn", zh: ["英文名称"], kind: "text" },
  { name: "target", zh: ["全市目标", "目标值"], kind: "number" },
  { name: "measure", zh: ["计量单位"], kind: "text" },
  {
    name: "aggregation",
    zh: ["汇总方式"],
    kind: "word",
    words: { 相加: "sum", 加权平均: "mean", 各自达到: "each", 最后达到: "last" },
  },
  { name: "source", zh: ["来源文件", "来源"], kind: "text" },
  { name: "matter", zh: ["负面清单事项"], kind: "text" },
  { name: "sort", zh: ["排序", "序号"], kind: "whole" },
  { name: "ended", zh: ["终止原因"], kind: "text" },
] as const satisfies readonly ColumnOf[];
const ofTask = [
  { name: "unit", zh: ["单位编号"], kind: "text" },
  { name: "unitName", zh: ["责任单位", "承担单位", "单位"], kind: "text" },
  { name: "part", zh: ["分工"], kind: "word", words: { 牵头: "lead", 配合: "cooperating" } },
  { name: "share", zh: ["单位承担", "承担数值"], kind: "number" },
  { name: "coefficient", zh: ["系数"], kind: "number" },
  { name: "indicator", zh: ["对应指标"], kind: "text" },
  { name: "unitMatter", zh: ["单位任务的负面清单事项"], kind: "text" },
] as const satisfies readonly ColumnOf[];

export type GoalField = (typeof ofGoal)[number]["name"];
export type TaskField = (typeof ofTask)[number]["name"];
export type Field = GoalField | TaskField;
export type GoalColumn = ColumnOf & { readonly name: Field };

export const goalFields: readonly GoalField[] = ofGoal.map(({ name }) => name);
export const taskFields: readonly TaskField[] = ofTask.map(({ name }) => name);
export const goalColumns: readonly GoalColumn[] = [...ofGoal, ...ofTask];

/** The column that a heading means: one of its Chinese headings, or its own name, as English workbooks have it. */
export function columnOf(heading: string): GoalColumn | undefined {
  const plain = heading.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();
  return goalColumns.find(({ name, zh }) => name.toLowerCase() === plain || zh.some((each) => each === plain));
}

/** How a column is headed: in the first of its Chinese headings, or by its name. */
export const headingOf = ({ name, zh }: GoalColumn, language: "zh-CN" | "en"): string =>
  language === "en" ? name : (zh[0] ?? name);
