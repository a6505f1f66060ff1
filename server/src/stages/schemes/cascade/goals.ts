import { type Name, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { isOffice } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import {
  barredOf,
  holdBarred,
  listBarred,
  listExceptions,
  type NewBarred,
  type Pushed,
  saveBarred,
  saveDecision,
  saveException,
} from "./barred-store.ts";
import { holdGoal, isProgramme, listUnits, type NewGoal, saveGoal, type Where } from "./goal-store.ts";
import { tellHeads } from "./hand-down.ts";

/** What a change is based on: nobody overwrites what they have not seen. */
export type Based = { readonly ifMatch: string | undefined };
type Today = { readonly day: string; readonly handDownDays: number };
type Stale = Refusal<"version-required" | "version-stale">;
type Outside = Refusal<"outside-scope">;

export function heldAgainst({ ifMatch }: Based, version: number): Outcome<null, Stale> {
  if (ifMatch === undefined) return refuse({ code: "version-required" });
  return ifMatch === String(version) ? ok(null) : refuse({ code: "version-stale" });
}

export type Placed = Where & { readonly goal: string };

/** Of each task what it is about: its own matter, or that of the goal. */
export const pushedOf = ({ matter, tasks }: Pick<NewGoal, "matter" | "tasks">): readonly Pushed[] =>
  tasks.flatMap((task) =>
    [...new Set([task.matter, matter])].flatMap((each) => (each === null ? [] : [{ unit: task.unit, matter: each }])),
  );

/** A refusal does not know who reads it. */
const inBoth = ({ "zh-CN": zh, en }: Name): string => (zh === en ? zh : `${zh} / ${en}`);

/** A goal with its tasks becomes its next version, unless it hands down what may not be handed down. */
export async function setGoal(
  tx: Transaction,
  actor: Actor,
  { goal: id, ...where }: Placed,
  goal: Omit<NewGoal, "id" | "version">,
  based: Based & Today,
): Promise<
  Outcome<number, Outside | Stale | Refusal<"cascade-unknown" | "task-twice" | "matter-barred" | "share-required">>
> {
  const { programme } = where;
  if (!isOffice(actor.scope) || !(await isProgramme(tx, actor.scope, programme)))
    return refuse({ code: "outside-scope" });
  const known = await holdGoal(tx, where, id);
  const held = heldAgainst(based, known?.version ?? 0);
  if (!held.ok) return held;
  const units = goal.tasks.map(({ unit }) => unit);
  const found = new Set((await listUnits(tx, actor.scope, programme, units)).map((unit) => unit.id));
  const matters = new Set((await listBarred(tx, actor.scope, programme)).map((matter) => matter.id));
  const named = [goal.matter, ...goal.tasks.map(({ matter }) => matter)].flatMap((each) => each ?? []);
  const things = [...units.filter((unit) => !found.has(unit)), ...named.filter((matter) => !matters.has(matter))];
  if (things.length > 0) return refuse({ code: "cascade-unknown", params: { things: things.join(" ") } });
  if (found.size !== units.length) return refuse({ code: "task-twice" });
  if (goal.tasks.some(({ part, share }) => part === "lead" && share === null))
    return refuse({ code: "share-required" });
  const [barred] = await barredOf(tx, { ...where, goal: id, day: based.day }, pushedOf(goal));
  if (barred !== undefined)
    return refuse({
      code: "matter-barred",
      params: {
        matter: inBoth(barred.name),
        unit: inBoth(barred.unitName),
        reason: barred.reason,
        basis: barred.basis,
      },
    });
  const version = (known?.version ?? 0) + 1;
  await saveGoal(tx, where, { ...goal, id, version }, actor.id);
  const before = known?.tasks.map(({ unit }) => unit) ?? [];
  await tellHeads(tx, where, [...new Set([...before, ...units])], { ...based, by: actor.id });
  return ok(version);
}

export async function endGoal(
  tx: Transaction,
  actor: Actor,
  { goal: id, ...where }: Placed,
  reason: string,
  today: Today,
): Promise<Outcome<number, Outside | Refusal<"goal-unknown">>> {
  if (!isOffice(actor.scope) || !(await isProgramme(tx, actor.scope, where.programme)))
    return refuse({ code: "outside-scope" });
  const known = await holdGoal(tx, where, id);
  if (known === undefined || known.end_reason !== null) return refuse({ code: "goal-unknown" });
  const version = known.version + 1;
  await saveGoal(tx, where, { ...known, version, end_reason: reason, tasks: [] }, actor.id);
  const had = known.tasks.map(({ unit }) => unit);
  await tellHeads(tx, where, had, { ...today, by: actor.id });
  return ok(version);
}

export async function setBarred(
  tx: Transaction,
  actor: Actor,
  barred: NewBarred,
  based: Based,
): Promise<Outcome<number, Outside | Stale | Refusal<"days-out-of-order">>> {
  const { programme, matter, from, until } = barred;
  if (!isOffice(actor.scope) || !(await isProgramme(tx, actor.scope, programme)))
    return refuse({ code: "outside-scope" });
  const known = await holdBarred(tx, programme, matter);
  const held = heldAgainst(based, known);
  if (!held.ok) return held;
  if (until !== null && until < from) return refuse({ code: "days-out-of-order" });
  await saveBarred(tx, barred, known + 1, actor.id);
  return ok(known + 1);
}

const todoOf = (exception: number): string => `barred-exception:${exception}:`;

/** The second signature is that of the civil-service authority, or of another person of the office. */
export async function askException(
  tx: Transaction,
  actor: Actor,
  asked: Placed & Pushed & { readonly document: string; readonly reason: string },
): Promise<Outcome<number, Outside | Refusal<"cascade-unknown">>> {
  const { programme, unit, matter } = asked;
  if (!isOffice(actor.scope) || !(await isProgramme(tx, actor.scope, programme)))
    return refuse({ code: "outside-scope" });
  const isUnit = (await listUnits(tx, actor.scope, programme, [unit])).length > 0;
  const isMatter = (await listBarred(tx, actor.scope, programme)).some(({ id }) => id === matter);
  if (!isUnit || !isMatter) return refuse({ code: "cascade-unknown", params: { things: isUnit ? matter : unit } });
  const id = await saveException(tx, asked, actor.id);
  await addTodos(tx, [
    {
      ...{ key: todoOf(id), kind: "decide-barred", for: { role: "authority" }, minutes: 5 },
      path: `/programmes/${encodeURIComponent(programme)}/barred`,
    },
  ]);
  return ok(id);
}

export async function decideException(
  tx: Transaction,
  actor: Actor,
  decision: { readonly exception: number; readonly approve: boolean; readonly reason?: string | undefined },
): Promise<Outcome<null, Outside | Refusal<"same-person" | "exception-decided" | "reason-required">>> {
  const { exception: id, approve, reason = null } = decision;
  const [found] = await listExceptions(tx, actor.scope, { id });
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (found.asked_by.id === actor.id) return refuse({ code: "same-person" });
  if (!approve && reason === null) return refuse({ code: "reason-required" });
  const isSaved =
    found.approved === null && (await saveDecision(tx, { exception: id, approved: approve, reason, by: actor.id }));
  if (!isSaved) return refuse({ code: "exception-decided" });
  await finishTodos(tx, todoOf(id), actor.id);
  return ok(null);
}
