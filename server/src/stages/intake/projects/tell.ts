import type { Transaction } from "../../../platform/database.ts";
import { addTodos, finishTodos, type NewTodo } from "../../../platform/todos.ts";
import { listMilestones, type ProjectRow } from "./project-store.ts";

/** What waits for whom about projects. What a unit has to do is metered as an ask of the product, like every to-do. */

const minutes = { decide: 10, report: 5, solve: 15 } as const;
const pathOf = (project: number): string => `/projects/${project}`;
type About = Pick<ProjectRow, "project" | "programme" | "name">;

export async function tellDecider(
  tx: Transaction,
  { project, programme, name }: About,
  what: "decide-project" | "decide-delay",
  milestone = 0,
): Promise<void> {
  const key = `${what}:${project}:${milestone}:`;
  await addTodos(tx, [
    {
      ...{ key, kind: what, params: { project: name }, for: { role: "organiser", programme } },
      ...{ path: pathOf(project), minutes: minutes.decide },
    },
  ]);
}

export const decided = (
  tx: Transaction,
  project: number,
  what: "decide-project" | "decide-delay",
  by: string,
  milestone = 0,
): Promise<void> => finishTodos(tx, `${what}:${project}:${milestone}:`, by);

type Whose = { readonly programme: string; readonly unit: string };

/** Whether its head or its liaison does it: the unit is asked once. */
const ofUnit = (todo: Omit<NewTodo, "for">, whose: Whose): readonly NewTodo[] =>
  (["head", "liaison"] as const).map((role) => ({ ...todo, key: `${todo.key}${role}:`, for: { role, ...whose } }));

/** One line per project: the next milestone that is open, with its agreed day. */
export async function tellOwner(tx: Transaction, row: ProjectRow, today: string): Promise<void> {
  const { project, programme, unit, name } = row;
  if (row.stage !== "under-way") return;
  const open = (await listMilestones(tx, row, today)).filter((each) => each.done === null);
  const [next] = open.toSorted((a, b) => a.agreed.localeCompare(b.agreed) || a.number - b.number);
  if (next === undefined) return;
  const key = `report-milestone:${project}:${next.number}:`;
  const params = { project: name, milestone: next.name };
  const todo = { key, kind: "report-milestone", params, path: pathOf(project), due: next.agreed };
  await addTodos(tx, ofUnit({ ...todo, minutes: minutes.report }, { programme, unit: unit.id }));
}

/** Of one milestone, or of the project, nothing is to be reported any more. */
export const reported = (tx: Transaction, project: number, by: string, milestone?: number): Promise<void> =>
  finishTodos(tx, `report-milestone:${project}:${milestone === undefined ? "" : `${milestone}:`}`, by);

export async function tellSolver(
  tx: Transaction,
  { project, programme, name }: About,
  assigned: { readonly difficulty: number; readonly unit: string; readonly due: string },
  by: string,
): Promise<void> {
  const { difficulty, unit, due } = assigned;
  await solved(tx, difficulty, by);
  const todo = { key: `solve-difficulty:${difficulty}:`, kind: "solve-difficulty", params: { project: name } };
  await addTodos(tx, ofUnit({ ...todo, path: pathOf(project), due, minutes: minutes.solve }, { programme, unit }));
}

export const solved = (tx: Transaction, difficulty: number, by: string): Promise<void> =>
  finishTodos(tx, `solve-difficulty:${difficulty}:`, by);
