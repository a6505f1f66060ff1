import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { accountsOf, findOwnList } from "./commitment-store.ts";
import { todoOfPerson } from "./decompose.ts";
import type { Where } from "./goal-store.ts";
import { tasksOf } from "./list.ts";
import { listObjections, type ObjectionRow, saveAnswer, saveObjection } from "./task-objection-store.ts";

const todoOf = (objection: number): string => `task-objection:${objection}:`;
const pageOf = ({ programme, cycle, unit }: Where & { readonly unit: string }): string =>
  `/programmes/${encodeURIComponent(programme)}/goals/units/${encodeURIComponent(unit)}?cycle=${cycle}`;

/** Whose tasks: the official that the account is. */
export type Self = { readonly programme: string; readonly official: string };
export const selfOf = ({ account }: Actor): Self | undefined =>
  account === undefined || account.programme === null || account.self === null
    ? undefined
    : { programme: account.programme, official: account.self.id };

/** Until its day an official may hold something against what they were given; afterwards silence has stood. */
export async function objectToTask(
  tx: Transaction,
  actor: Actor,
  asked: { readonly cycle: string; readonly goal: string; readonly duty: number; readonly statement: string },
  today: string,
): Promise<Outcome<number, Refusal<"own-task-unknown" | "objection-over" | "objection-open">>> {
  const self = selfOf(actor);
  const { cycle, goal, duty, statement } = asked;
  const list = self && (await findOwnList(tx, actor.scope, { programme: self.programme, cycle }, self.official));
  if (self === undefined || list === undefined) return refuse({ code: "own-task-unknown" });
  const own = tasksOf(list.content).find((task) => task.goal === goal)?.duties[duty];
  if (own?.people.some(({ official }) => official === self.official) !== true)
    return refuse({ code: "own-task-unknown" });
  if (list.due === null || today > list.due) return refuse({ code: "objection-over" });
  const made = { commitment: list.commitment, official: self.official, goal, duty, statement };
  const id = await saveObjection(tx, made, actor.id);
  if (id === undefined) return refuse({ code: "objection-open" });
  await finishTodos(tx, todoOfPerson({ programme: self.programme, cycle, unit: list.unit }, self.official), actor.id);
  const { programme } = self;
  await addTodos(tx, [
    {
      ...{ key: todoOf(id), kind: "answer-task-objection", params: { period: cycle }, minutes: 5 },
      ...{ for: { role: "head", programme, unit: list.unit }, path: pageOf({ programme, cycle, unit: list.unit }) },
    },
  ]);
  return ok(id);
}

/** The head's answer, which the official is told. What was accepted is changed by a new version of the list. */
export async function answerTaskObjection(
  tx: Transaction,
  actor: Actor,
  answer: { readonly objection: number; readonly isAccepted: boolean; readonly reason: string },
  due: string,
): Promise<Outcome<ObjectionRow, Refusal<"outside-scope" | "objection-answered">>> {
  const which = { id: answer.objection };
  const [found] = await listObjections(tx, actor.scope, which);
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (!(await saveAnswer(tx, { ...answer, by: actor.id }))) return refuse({ code: "objection-answered" });
  await finishTodos(tx, todoOf(found.id), actor.id);
  const accounts = await accountsOf(tx, found.programme, [found.official.id]);
  await addTodos(
    tx,
    accounts.map(({ id }) => ({
      ...{
        key: `task-answer:${found.id}:${id}`,
        kind: "read-task-answer",
        params: { period: found.cycle },
        minutes: 1,
      },
      ...{ for: { account: id }, path: `/own-file/tasks?cycle=${found.cycle}`, due, lapses: true as const },
    })),
  );
  const [row] = await listObjections(tx, actor.scope, which);
  if (row === undefined) throw new Error("an objection was answered and is gone");
  return ok(row);
}
