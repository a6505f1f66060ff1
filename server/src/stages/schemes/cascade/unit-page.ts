import type { CascadeFinding, Load, TaskObjection, UnitTasks } from "@biaochi/contract";
import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor, type Scope, wholeCity } from "../../../platform/scope.ts";
import { currentSections } from "../../registry/section-store.ts";
import { barredOf } from "./barred-store.ts";
import { findCommitment } from "./commitment-store.ts";
import { listGoals, type Where } from "./goal-store.ts";
import { type Finding, findingsOf, isIdle, loadsOf, stateOf, tasksOf } from "./list.ts";
import { listCyclesOf, listPeople, listUnitLists, type PersonRow, type UnitList } from "./list-store.ts";
import { listObjections, type ObjectionRow } from "./task-objection-store.ts";

/** A unit with everything that is needed to hand its tasks down, and to judge whether they are. */
export type UnitAtWork = {
  readonly list: UnitList;
  readonly people: readonly PersonRow[];
  readonly sections: Awaited<ReturnType<typeof currentSections>>;
  readonly findings: readonly Finding[];
};

export async function readUnit(
  tx: Transaction,
  scope: Scope,
  where: Where,
  unit: string,
  day: string,
): Promise<Outcome<UnitAtWork, Refusal<"outside-scope">>> {
  const [list] = await listUnitLists(tx, scope, { ...where, unit });
  if (list === undefined) return refuse({ code: "outside-scope" });
  const named = list.tasks.flatMap(({ duties }) => duties.flatMap(({ people }) => people.map((each) => each.official)));
  const people = await listPeople(tx, scope, where.programme, { units: [unit], named });
  // Names of sections are no secret to whoever was let in to the unit.
  const sections = await currentSections(tx, wholeCity, where.programme, unit);
  const here = {
    people: new Set(people.filter((each) => each.unit === unit).map(({ id }) => id)),
    sections: new Set(sections.map(({ id }) => id)),
  };
  const findings = list.is_whole
    ? [...findingsOf(list.tasks, here), ...(await barredNow(tx, scope, where, list, day))]
    : [];
  return ok({ list, people, sections, findings });
}

/** What was handed to the unit and may not be any more, or not yet. */
async function barredNow(
  tx: Transaction,
  scope: Scope,
  where: Where,
  { id, tasks }: UnitList,
  day: string,
): Promise<readonly Finding[]> {
  const mine = new Set(tasks.map(({ goal }) => goal));
  const found: Finding[] = [];
  for (const goal of await listGoals(tx, scope, where)) {
    const own = goal.tasks.find(({ unit }) => unit === id);
    const matters = [own?.matter, goal.matter].flatMap((matter) => matter ?? []);
    if (!mine.has(goal.id) || matters.length === 0) continue;
    const pushed = [...new Set(matters)].map((matter) => ({ unit: id, matter }));
    if ((await barredOf(tx, { ...where, goal: goal.id, day }, pushed)).length > 0)
      found.push({ code: "barred", goal: goal.id, duty: null, official: null, closing: null });
  }
  return found;
}

export function objectionShown(row: ObjectionRow): z.input<typeof TaskObjection> {
  const task = tasksOf(row.content).find(({ goal }) => goal === row.goal);
  const { is_accepted: isAccepted, change, reason, answered_at } = row;
  return {
    objection: row.id,
    official: row.official,
    task: { goal: row.goal, duty: row.duty },
    goal: task?.name ?? { "zh-CN": row.goal, en: row.goal },
    what: task?.duties[row.duty]?.what ?? "",
    statement: row.statement,
    at: row.raised_at.toISOString(),
    answer:
      isAccepted === null || reason === null || answered_at === null
        ? null
        : { isAccepted, change, reason, at: answered_at.toISOString() },
  };
}

/** The page of a unit, as far as the reader answers for it. */
export async function unitPage(
  tx: Transaction,
  actor: Actor,
  where: Where,
  unit: string,
  day: string,
): Promise<Outcome<z.input<typeof UnitTasks>, Refusal<"outside-scope">>> {
  const { scope } = actor;
  const read = await readUnit(tx, scope, where, unit, day);
  if (!read.ok) return read;
  const { list, people, sections, findings } = read.value;
  const loads = loadsOf(list.tasks, people);
  const commitment = await findCommitment(tx, scope, where, unit);
  const may = (action: "decompose" | "confirm-tasks" | "attest-tasks") =>
    scope.some(({ role }) => alsoFor(scope, action).some((grant) => grant.role === role)) && list.is_whole;
  return ok({
    unit: { id: list.id, type: "unit", name: list.name },
    cycle: where.cycle,
    cycles: [...(await listCyclesOf(tx, where.programme, unit))],
    version: list.version,
    state: stateOf(where, list),
    tasks: list.tasks.map(({ goal: id, name, target, source, duties, ...task }) => ({
      ...task,
      goal: { id, name, target, source },
      duties: duties.map((duty) => ({ ...duty, people: [...duty.people] })),
    })),
    people: loads.map(({ unit: _, ...load }): z.input<typeof Load> => load),
    idle: loads.filter((each) => each.unit === unit && isIdle(each)).length,
    sections: sections.map(({ id: section, name }) => ({ section, name })),
    findings: findings.map((finding): z.input<typeof CascadeFinding> => ({ ...finding })),
    commitment:
      commitment === undefined
        ? null
        : {
            ...{ commitment: commitment.id, version: commitment.version, digest: commitment.digest, by: commitment.by },
            ...{
              at: commitment.confirmed_at.toISOString(),
              due: commitment.due,
              ...{ isDueProvisional: commitment.due_provisional, attested: commitment.attested },
            },
          },
    objections: (await listObjections(tx, scope, { ...where, unit })).map(objectionShown),
    isPart: !list.is_whole,
    mayDecompose: may("decompose"),
    mayConfirm: may("confirm-tasks"),
    mayAttest: may("attest-tasks"),
  });
}
