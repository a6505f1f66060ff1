import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { minutesOf, recordAsks } from "../../../platform/asks.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { accountsOf, findCommitment, saveCommitment, saveNotices } from "./commitment-store.ts";
import type { Where } from "./goal-store.ts";
import { type Based, heldAgainst } from "./goals.ts";
import { contentOf, digestOf, tasksOf } from "./list.ts";
import { type DutyRow, lockUnit, saveDecomposition, type TaskRow } from "./list-store.ts";
import { readUnit, type UnitAtWork } from "./unit-page.ts";

type OfUnit = Where & { readonly unit: string };
type Handed = { readonly goal: string; readonly duties: readonly DutyRow[] };
type Ready = Refusal<"outside-scope" | "version-required" | "version-stale">;

/** The unit as it stands, and nobody else at it until this transaction ends. */
async function hold(
  tx: Transaction,
  { scope }: Actor,
  { unit, ...where }: OfUnit,
  based: Based & { readonly day: string },
): Promise<Outcome<UnitAtWork, Ready>> {
  await lockUnit(tx, where, unit);
  const read = await readUnit(tx, scope, where, unit, based.day);
  if (!read.ok) return read;
  if (!read.value.list.is_whole) return refuse({ code: "outside-scope" });
  const held = heldAgainst(based, read.value.list.version);
  return held.ok ? read : held;
}

const peopleOf = (tasks: readonly Handed[]): readonly string[] =>
  tasks.flatMap(({ duties }) => duties.flatMap(({ people }) => people.map(({ official }) => official)));

/** Hands the unit's tasks down. Sums need not close: a draft may be left and gone on with. */
export async function decompose(
  tx: Transaction,
  actor: Actor,
  of: OfUnit,
  tasks: readonly Handed[],
  based: Based & { readonly day: string },
): Promise<Outcome<null, Ready | Refusal<"cascade-unknown" | "person-twice" | "share-not-carried">>> {
  const held = await hold(tx, actor, of, based);
  if (!held.ok) return held;
  const { list, people, sections } = held.value;
  const known = {
    goals: new Set(list.tasks.map(({ goal }) => goal)),
    people: new Set(people.map(({ id }) => id)),
    sections: new Set(sections.map(({ id }) => id)),
  };
  const unknown = [
    ...tasks
      .filter(({ goal }, n) => !known.goals.has(goal) || tasks.findIndex((each) => each.goal === goal) !== n)
      .map(({ goal }) => goal),
    ...peopleOf(tasks).filter((official) => !known.people.has(official)),
    ...tasks.flatMap(({ duties }) =>
      duties.flatMap(({ section }) => (section === null || known.sections.has(section) ? [] : [section])),
    ),
  ];
  if (unknown.length > 0)
    return refuse({ code: "cascade-unknown", params: { things: [...new Set(unknown)].join(" ") } });
  const duties = tasks.flatMap((task) => task.duties);
  if (duties.some(({ people: all }) => new Set(all.map(({ official }) => official)).size !== all.length))
    return refuse({ code: "person-twice" });
  if (duties.some(({ people: all }) => all.some(({ role, share }) => role !== "carries" && share !== null)))
    return refuse({ code: "share-not-carried" });
  await saveDecomposition(tx, { ...of, version: list.version + 1, tasks }, actor.id);
  return ok(null);
}

/** What each person has in a list, as one text: whoever has the same as before need not be told. */
function ownParts(tasks: readonly TaskRow[]): ReadonlyMap<string, string> {
  const parts = Map.groupBy(
    tasks.flatMap(({ duties, source: _, ...task }) =>
      duties.flatMap(({ people, ...duty }) =>
        people.map(({ official, ...own }) => ({ official, own: { task, duty, own } })),
      ),
    ),
    ({ official }) => official,
  );
  return new Map([...parts].map(([official, own]) => [official, JSON.stringify(own.map((each) => each.own))]));
}

const ownTasksPage = "/own-file/tasks";
/** It stays with the person while the unit's list becomes another one that leaves their part as it is. */
export const todoOfPerson = ({ programme, cycle, unit }: OfUnit, official: string): string =>
  `tasks:${programme}:${cycle}:${unit}:${official}:`;

/**
 * The head's word on the unit's list. It is kept as it is, digested and published; those whose part is new or another one are
 * told, and may object for so many working days. All in one transaction.
 */
export async function confirmTasks(
  tx: Transaction,
  actor: Actor,
  of: OfUnit,
  based: Based & { readonly day: string; readonly objectionDays: number },
): Promise<Outcome<null, Ready | Refusal<"cascade-open" | "cascade-confirmed">>> {
  const held = await hold(tx, actor, of, based);
  if (!held.ok) return held;
  const { programme, cycle, unit } = of;
  const { list, findings } = held.value;
  if (list.decomposition === null || list.tasks.length === 0 || findings.length > 0)
    return refuse({ code: "cascade-open", params: { n: Math.max(findings.length, 1) } });
  const content = contentOf(of, list);
  const digest = digestOf(content);
  if (digest === list.committed_digest) return refuse({ code: "cascade-confirmed" });
  const before = await findCommitment(tx, actor.scope, of, unit);
  const had = ownParts(before === undefined ? [] : tasksOf(before.content));
  const has = ownParts(tasksOf(content));
  const told = [...has].filter(([official, own]) => had.get(official) !== own).map(([official]) => official);
  const freed = [...had.keys()].filter((official) => !has.has(official));
  const made = { programme, cycle, unit, decomposition: list.decomposition, content, digest };
  const commitment = await saveCommitment(tx, made, actor.id);
  const due = workingDaysAfter(based.day, based.objectionDays);
  await saveNotices(tx, commitment, told, due);
  await recordAsks(tx, {
    kind: "task-list",
    programme,
    subjects: told,
    by: actor.id,
    reason: `unit-tasks ${commitment}`,
  });
  const accounts = await accountsOf(tx, programme, told);
  for (const official of [...told, ...freed]) await finishTodos(tx, todoOfPerson(of, official), actor.id);
  await addTodos(
    tx,
    accounts.map(({ id, official }) => ({
      ...{ key: `${todoOfPerson(of, official)}${id}`, kind: "read-tasks", params: { period: cycle } },
      ...{ for: { account: id }, path: `${ownTasksPage}?cycle=${cycle}`, due: due.day, lapses: true as const },
      minutes: minutesOf["task-list"],
    })),
  );
  return ok(null);
}
