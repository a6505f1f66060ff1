import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { accountsOf, findOwnList } from "./commitment-store.ts";
import { type Dated, decompose, hold, type OfUnit, type Ready, todoOfPerson } from "./decompose.ts";
import { pageOf } from "./hand-down.ts";
import { tasksOf } from "./list.ts";
import type { DutyRow } from "./list-store.ts";
import { changeOf } from "./objection-change.ts";
import { listObjections, type ObjectionRow, saveAnswer, saveObjection } from "./task-objection-store.ts";
import { readUnit } from "./unit-page.ts";

const todoOf = (objection: number): string => `task-objection:${objection}:`;

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

type Unchanged = Refusal<"change-required">;
type Changed = Ready | Unchanged | Refusal<"cascade-open" | "cascade-unknown" | "person-twice" | "share-not-carried">;

export type TaskAnswer = {
  readonly objection: number;
  readonly isAccepted: boolean;
  readonly reason: string;
  /** Of the goal, from now on. */
  readonly duties?: readonly DutyRow[] | undefined;
  /** It was accepted, and the list stays as it is. */
  readonly stays?: boolean | undefined;
};
type Became = Pick<ObjectionRow, "change"> & { readonly decomposition: number | null };

/** The task as it is from now on: another one for the person than was objected to, and the goal's figures close again. */
async function giveOtherwise(
  tx: Transaction,
  actor: Actor,
  { goal, duty, content, official, ...of }: Pick<ObjectionRow, "goal" | "duty" | "content" | "official"> & OfUnit,
  duties: readonly DutyRow[],
  based: Dated,
): Promise<Outcome<Became, Changed>> {
  const held = await hold(tx, actor, of, based);
  if (!held.ok) return held;
  const { tasks } = held.value.list;
  const objected = tasksOf(content).find((task) => task.goal === goal)?.duties ?? [];
  const now = tasks.find((task) => task.goal === goal)?.duties ?? [];
  const change = changeOf({ official: official.id, duty, objected, now, next: duties });
  if (change === undefined) return refuse({ code: "change-required" });
  const others = tasks.filter((task) => task.goal !== goal).map((task) => ({ goal: task.goal, duties: task.duties }));
  const made = await decompose(tx, actor, of, [...others, { goal, duties }], based);
  if (!made.ok) return made;
  const read = await readUnit(tx, actor.scope, of, of.unit, based.day);
  if (!read.ok) return read;
  const open = read.value.findings.filter((finding) => finding.goal === goal);
  if (open.length > 0) return refuse({ code: "cascade-open", params: { n: open.length } });
  return ok({ change, decomposition: made.value });
}

/**
 * The head's answer, which the official is told. What is accepted is changed in the same act, or it is said that the list stays
 * as it is; the list that was changed waits for its confirmation.
 */
export async function answerTaskObjection(
  tx: Transaction,
  actor: Actor,
  { objection, isAccepted, reason, duties, stays = false }: TaskAnswer,
  based: Dated,
  due: string,
): Promise<Outcome<ObjectionRow, Changed | Refusal<"objection-answered">>> {
  const which = { id: objection };
  const [found] = await listObjections(tx, actor.scope, which);
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (found.is_accepted !== null) return refuse({ code: "objection-answered" });
  if (isAccepted && (duties === undefined) !== stays) return refuse({ code: "change-required" });
  const became: Outcome<Became, Changed> =
    isAccepted && duties !== undefined
      ? await giveOtherwise(tx, actor, found, duties, based)
      : ok({ change: isAccepted ? "stays" : null, decomposition: null });
  if (!became.ok) return became;
  if (!(await saveAnswer(tx, { objection, isAccepted, reason, ...became.value, by: actor.id })))
    return refuse({ code: "objection-answered" });
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
