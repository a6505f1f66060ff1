import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { minutesOf, recordAsks } from "../../../platform/asks.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { accountsOf, findCommitment, type NewAttested, saveCommitment, saveNotices } from "./commitment-store.ts";
import type { Where } from "./goal-store.ts";
import { type Based, heldAgainst } from "./goals.ts";
import { pageOf, tellHeads } from "./hand-down.ts";
import { contentOf, digestOf, tasksOf } from "./list.ts";
import { type DutyRow, lockUnit, saveDecomposition, type TaskRow } from "./list-store.ts";
import { readUnit, type UnitAtWork } from "./unit-page.ts";

export type OfUnit = Where & { readonly unit: string };
type Handed = { readonly goal: string; readonly duties: readonly DutyRow[] };
/** Working days in which heads hand their tasks down, and in which an official may object. */
export type CascadeDays = { readonly handDownDays: number; readonly objectionDays: number };
export type Dated = Based & CascadeDays & { readonly day: string };
export type Ready = Refusal<"outside-scope" | "version-required" | "version-stale">;

/** The unit as it stands, and nobody else at it until this transaction ends. */
export async function hold(
  tx: Transaction,
  { scope }: Actor,
  { unit, ...where }: OfUnit,
  based: Dated,
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

/** Hands the unit's tasks down, and answers the number of the list. Sums need not close: a draft may be left and gone on with. */
export async function decompose(
  tx: Transaction,
  actor: Actor,
  of: OfUnit,
  tasks: readonly Handed[],
  based: Dated,
): Promise<Outcome<number, Ready | Refusal<"cascade-unknown" | "person-twice" | "share-not-carried">>> {
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
  const made = await saveDecomposition(tx, { ...of, version: list.version + 1, tasks }, actor.id);
  await tellHeads(tx, of, [of.unit], { ...based, by: actor.id });
  return ok(made);
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

/** What waits for the head until they have seen that somebody recorded their signature. */
export const todoOfAttested = ({ programme, cycle, unit }: OfUnit): string => `attested:${programme}:${cycle}:${unit}:`;

type Confirmed = Outcome<null, Ready | Refusal<"cascade-open" | "cascade-confirmed">>;

/** The head's word on the unit's list. */
export async function confirmTasks(tx: Transaction, actor: Actor, of: OfUnit, based: Dated): Promise<Confirmed> {
  const held = await hold(tx, actor, of, based);
  return held.ok ? commit(tx, actor, of, held.value, based) : held;
}

/**
 * The same word given on paper, as somebody else records it: who signed serves in the unit and leads it, on no day to come, and the
 * digest on the paper, where one stands there, is that of the list. The head is told.
 */
export async function attestTasks(
  tx: Transaction,
  actor: Actor,
  of: OfUnit,
  attested: NewAttested,
  based: Dated,
): Promise<Confirmed | Outcome<null, Refusal<"cascade-unknown" | "signed-ahead" | "paper-of-another">>> {
  const held = await hold(tx, actor, of, based);
  if (!held.ok) return held;
  const { list, people } = held.value;
  const signatory = people.find(({ id, unit }) => id === attested.signatory && unit === of.unit);
  if (signatory?.roleClass !== "head" && signatory?.roleClass !== "deputy")
    return refuse({ code: "cascade-unknown", params: { things: attested.signatory } });
  if (attested.signedOn > based.day) return refuse({ code: "signed-ahead", params: { day: attested.signedOn } });
  const digest = digestOf(contentOf(of, list));
  if (attested.printed !== null && !digest.startsWith(attested.printed))
    return refuse({ code: "paper-of-another", params: { digest: digest.slice(0, 12) } });
  const done = await commit(tx, actor, of, held.value, based, attested);
  if (!done.ok) return done;
  const { programme, cycle, unit } = of;
  const due = workingDaysAfter(based.day, based.objectionDays).day;
  await addTodos(tx, [
    {
      ...{ key: `${todoOfAttested(of)}${digest}`, kind: "read-attested", params: { period: cycle } },
      ...{ for: { role: "head", programme, unit }, path: pageOf(of), due, lapses: true, minutes: 1 },
    },
  ]);
  return ok(null);
}

/**
 * The list is kept as it is, digested and published; those whose part is new or another one are told, and may object for so many
 * working days. All in one transaction.
 */
async function commit(
  tx: Transaction,
  actor: Actor,
  of: OfUnit,
  { list, findings }: UnitAtWork,
  based: Dated,
  attested?: NewAttested,
): Promise<Confirmed> {
  const { programme, cycle, unit } = of;
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
  const made = { programme, cycle, unit, decomposition: list.decomposition, content, digest, attested };
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
  await tellHeads(tx, of, [unit], { ...based, by: actor.id });
  const accounts = await accountsOf(tx, programme, told);
  for (const official of [...told, ...freed]) await finishTodos(tx, todoOfPerson(of, official), actor.id);
  await addTodos(
    tx,
    accounts.map(({ id, official }) => ({
      ...{ key: `${todoOfPerson(of, official)}${id}`, kind: "read-tasks", params: { period: cycle } },
      ...{ for: { account: id }, path: `${ownTasksPage}?cycle=${cycle}`, due: due.day, lapses: true as const },
      minutes: minutesOf["task-list"],
      isOnRecord: true as const,
    })),
  );
  return ok(null);
}
