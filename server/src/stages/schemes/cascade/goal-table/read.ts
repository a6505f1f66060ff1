import type { Findings } from "../../../../dataset/finding.ts";
import { unmarked } from "../../../../dataset/plain-text.ts";
import type { SheetRows } from "../../../../dataset/spreadsheet.ts";
import { headingRowOf, headingsAt } from "../../../../dataset/upload/anatomy.ts";
import { openUpload, type Upload } from "../../../../dataset/upload/open-upload.ts";
import { readTable } from "../../../../dataset/upload/read-table.ts";
import {
  columnOf,
  type Field,
  type GoalColumn,
  type GoalField,
  goalFields,
  type TaskField,
  taskFields,
} from "./columns.ts";

/** Goals of a city with their units are some thousand rows; they are read on the spot, while others wait. */
const mostRows = 20_000;
const largest = 4 * 1024 * 1024;
const limits = { unpacked: 64 * 1024 * 1024, parts: 500 };

type Cells<F extends Field> = Readonly<Record<F, string>>;
export type TableTask = { readonly row: number; readonly cells: Cells<TaskField> };
export type TableGoal = {
  readonly row: number;
  readonly cells: Cells<GoalField>;
  readonly tasks: readonly TableTask[];
};
type OpenGoal = { readonly row: number; readonly cells: Record<GoalField, string>; readonly tasks: TableTask[] };
export type GoalTable = {
  /** File and sheet, as findings name them. */
  readonly file: string;
  readonly goals: readonly TableGoal[];
  /** Under which heading each column stands; a column that is not there leaves what is known as it is. */
  readonly headings: ReadonlyMap<Field, string>;
};

type Place = { readonly file: string; readonly headingRow: number; readonly columns: readonly Headed[] };
type Headed = { readonly at: number; readonly heading: string; readonly column: GoalColumn };

/** The sheet that has goals in it, and what its headings mean. */
function findTable(sheets: readonly SheetRows[], { name }: Upload, findings: Findings) {
  for (const sheet of sheets) {
    const at = headingRowOf(sheet, (texts) => texts.filter((text) => columnOf(text) !== undefined).length);
    if (at === undefined) continue;
    const { last, texts } = headingsAt(sheet, at);
    const columns = texts.flatMap(({ at: place, heading }): readonly Headed[] => {
      const column = columnOf(heading);
      return column === undefined ? [] : [{ at: place, heading, column }];
    });
    const known = new Set(columns.map(({ column }) => column.name));
    if (!known.has("goal") && !known.has("name")) continue;
    const file = `${name}#${sheet.name}`;
    const twice = columns.find(({ column }, n) => columns.findIndex((each) => each.column.name === column.name) !== n);
    if (twice !== undefined) {
      const { heading } = twice;
      findings.add({ code: "heading-twice", severity: "error", file, row: last + 1, column: heading, value: heading });
      return undefined;
    }
    return { sheet, place: { file, headingRow: last + 1, columns } satisfies Place };
  }
  if (findings.errors === 0) findings.add({ code: "goals-none", severity: "error", file: name });
  return undefined;
}

const pick = <F extends Field>(fields: readonly F[], cells: ReadonlyMap<Field, string>) =>
  Object.fromEntries(fields.map((field) => [field, cells.get(field) ?? ""])) as Record<F, string>;

/** What a file says about goals and tasks, row by row; what cannot be read is a finding with its row. */
export async function readGoalTable(upload: Upload, findings: Findings): Promise<GoalTable> {
  if (upload.bytes.length > largest) {
    const value = String(upload.bytes.length);
    findings.add({ code: "goals-too-large", severity: "error", file: upload.name, value });
    return { file: upload.name, goals: [], headings: new Map() };
  }
  const found = findTable(await openUpload(upload, findings, limits), upload, findings);
  if (found === undefined) return { file: upload.name, goals: [], headings: new Map() };
  const { file, columns } = found.place;
  const headings = new Map(columns.map(({ column, heading }) => [column.name, heading]));
  const goals: OpenGoal[] = [];
  // A table of many goals is not gone through again for each of its rows.
  const byId = new Map<string, OpenGoal>();
  const byName = new Map<string, OpenGoal>();
  let taken = 0;
  const room = { most: mostRows, hasRoom: () => taken < mostRows };
  for (const { row, values } of readTable(found.sheet, { ...found.place, headings: columns }, findings, room)) {
    taken += 1;
    const cells = new Map(columns.map(({ column }, n) => [column.name, unmarked(values[n] ?? "")]));
    const own = pick(goalFields, cells);
    const error = (code: string, field: Field, more: { readonly value?: string; readonly expected?: string } = {}) =>
      findings.add({ code, severity: "error", file, row, column: headings.get(field) ?? field, value: "", ...more });
    const isGoOn = own.goal === "" && own.name === "";
    const before = isGoOn ? goals.at(-1) : own.goal === "" ? byName.get(own.name) : byId.get(own.goal);
    if (before === undefined && isGoOn) {
      error("cell-required", "name", { expected: "expected.text" });
      continue;
    }
    const goal = before ?? { row, cells: own, tasks: [] };
    if (before === undefined) goals.push(goal);
    for (const field of goalFields) {
      if (own[field] === "" || own[field] === goal.cells[field]) continue;
      if (goal.cells[field] !== "") error("goal-differs", field, { value: own[field], expected: goal.cells[field] });
      else goal.cells[field] = own[field];
    }
    for (const [known, key] of [[byId, goal.cells.goal] as const, [byName, goal.cells.name] as const])
      if (!known.has(key)) known.set(key, goal);
    const task = pick(taskFields, cells);
    if (task.unit !== "" || task.unitName !== "") goal.tasks.push({ row, cells: task });
    else if (taskFields.some((field) => task[field] !== ""))
      error("cell-required", "unitName", { expected: "expected.unit" });
  }
  if (goals.length === 0 && findings.errors === 0) findings.add({ code: "goals-none", severity: "error", file });
  return { file, goals, headings };
}
