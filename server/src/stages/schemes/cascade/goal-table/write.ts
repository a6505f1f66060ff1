import type { Name } from "@biaochi/contract";
import { plainText } from "../../../../dataset/plain-text.ts";
import type { CellLook, SheetOut } from "../../../../dataset/spreadsheet.ts";
import type { GoalRow, TaskOfUnit } from "../goal-store.ts";
import { type Field, type GoalColumn, goalColumns, headingOf } from "./columns.ts";

type Names = {
  readonly units: ReadonlyMap<string, Name>;
  readonly matters: ReadonlyMap<string, Name>;
  readonly indicators: ReadonlyMap<string, Name>;
};
type Cell = string | number | null;

/** A figure is a number where a spreadsheet keeps it exactly, and its text otherwise. */
const numberCell = (text: string | null): Cell => {
  if (text === null) return null;
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, "").length <= 15 ? Number(text) : text;
};

const wordOf = ({ words = {} }: GoalColumn, value: string, language: "zh-CN" | "en"): string =>
  language === "en" ? value : (Object.entries(words).find(([, english]) => english === value)?.[0] ?? value);

/** By its name, where one alone is called so; otherwise by its identifier. */
function called(names: ReadonlyMap<string, Name>, id: string | null): Cell {
  if (id === null) return null;
  const own = names.get(id)?.["zh-CN"];
  const same = [...names.values()].filter((name) => name["zh-CN"] === own);
  return plainText(own !== undefined && same.length === 1 ? own : id);
}

const look: CellLook = { isRuled: true, isWrapped: true, align: "left" };
const headLook: CellLook = { ...look, isShaded: true, isBold: true, align: "center" };
const widths: Readonly<Partial<Record<Field, number>>> = {
  name: 34,
  nameEn: 24,
  source: 30,
  unitName: 22,
  indicator: 24,
};

/** Goals and tasks as the table that comes back in: what is written and read again changes nothing. Without goals it is the template. */
export function goalSheet(
  goals: readonly GoalRow[],
  names: Names,
  { language, title, footer }: { readonly language: "zh-CN" | "en"; readonly title: string; readonly footer: string },
): SheetOut {
  const cellsOf = (goal: GoalRow, task: TaskOfUnit | undefined): Readonly<Record<Field, Cell>> => ({
    ...{ goal: goal.id, name: plainText(goal.name["zh-CN"]), sort: goal.sort, ended: null },
    nameEn: goal.name.en === goal.name["zh-CN"] ? null : plainText(goal.name.en),
    ...{ target: numberCell(goal.target), measure: plainText(goal.measure), aggregation: goal.aggregation },
    ...{ source: plainText(goal.source), matter: called(names.matters, goal.matter) },
    ...{ unit: task?.unit ?? null, unitName: task === undefined ? null : called(names.units, task.unit) },
    ...{ part: task?.part ?? null, share: numberCell(task?.share ?? null) },
    coefficient: task === undefined ? null : numberCell(task.coefficient),
    ...{ indicator: called(names.indicators, task?.indicator ?? null) },
    unitMatter: called(names.matters, task?.matter ?? null),
  });
  const rows = goals.flatMap((goal) => {
    const tasks = goal.tasks.length === 0 ? [undefined] : goal.tasks;
    return tasks.map((task) => {
      const cells = cellsOf(goal, task);
      return goalColumns.map((column) => {
        const value = cells[column.name];
        return column.kind === "word" && typeof value === "string" ? wordOf(column, value, language) : value;
      });
    });
  });
  const headings = goalColumns.map((column) => headingOf(column, language));
  return {
    ...{ name: title, rows: [headings, ...rows], frozenColumns: 2 },
    widths: goalColumns.map(({ name }, n) => widths[name] ?? Math.max(11, (headings[n]?.length ?? 0) * 2)),
    looks: headings.map(() => look),
    rowLooks: new Map([[0, headings.map(() => headLook)]]),
    print: { paper: "a3", repeated: 1, header: title, footer },
  };
}
