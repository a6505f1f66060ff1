import type { Coverage } from "@biaochi/contract";
import { compare, exactOf } from "@biaochi/engine/exact";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { listCycles, listGoals, type Where } from "./goal-store.ts";
import { isIdle, loadsOf, stateOf } from "./list.ts";
import { listPeople, listUnitLists, type TaskRow } from "./list-store.ts";
import { listObjections } from "./task-objection-store.ts";

const isCarried = ({ duties }: TaskRow): boolean =>
  duties.some(({ people }) => people.some(({ role }) => role === "carries"));

export type Covered = {
  readonly page: z.input<typeof Coverage>;
  readonly loads: readonly (ReturnType<typeof loadsOf>[number] & { readonly unit: string | null })[];
};

/** Goals that nobody carries and people who carry nothing, of the units in reach, as they stand: confirmed or not. */
export async function readCovered(tx: Transaction, scope: Scope, where: Where): Promise<Covered> {
  const lists = (await listUnitLists(tx, scope, where)).filter(({ is_whole }) => is_whole);
  const goals = await listGoals(tx, scope, where);
  const people = await listPeople(tx, scope, where.programme, { units: lists.map(({ id }) => id), named: [] });
  const open = (await listObjections(tx, scope, where)).filter(({ answered_at }) => answered_at === null);
  const byUnit = Map.groupBy(people, ({ unit }) => unit);
  const cells = lists.flatMap(({ id: unit, tasks }) =>
    tasks.map((task) => ({ goal: task.goal, unit, part: task.part, isCarried: isCarried(task) })),
  );
  const loads = lists.flatMap(({ id, tasks }) => loadsOf(tasks, byUnit.get(id) ?? []));
  const units = lists.map((list) => {
    const own = loads.filter(({ unit }) => unit === list.id);
    return {
      unit: { id: list.id, type: "unit" as const, name: list.name },
      state: stateOf(where, list),
      tasks: list.tasks.length,
      carried: list.tasks.filter(isCarried).length,
      people: own.length,
      idle: own.filter(isIdle).length,
      heaviest: own.reduce((most, { weight }) => (compare(exactOf(weight), exactOf(most)) > 0 ? weight : most), "0"),
      objections: open.filter(({ unit }) => unit === list.id).length,
    };
  });
  // Whoever does not reach the city knows nothing of goals that other units alone have.
  const seesAll = scope.some(({ reach }) => reach.kind === "city");
  const shown = goals.flatMap(({ id: goal, name }) => {
    const own = cells.filter((cell) => cell.goal === goal);
    if (own.length === 0 && !seesAll) return [];
    return [{ goal, name, units: own.length, isCarried: own.some((cell) => cell.isCarried) }];
  });
  const uncarried = shown.filter((goal) => !goal.isCarried).length;
  const untasked = units.filter(({ tasks }) => tasks === 0).length;
  const idle = units.reduce((sum, unit) => sum + unit.idle, 0);
  return {
    page: {
      ...{ cycle: where.cycle, cycles: [...(await listCycles(tx, where.programme))], goals: shown, units, cells },
      ...{ uncarried, untasked, idle },
      isComplete: shown.length > 0 && uncarried + idle + cells.filter((cell) => !cell.isCarried).length === 0,
    },
    loads,
  };
}
