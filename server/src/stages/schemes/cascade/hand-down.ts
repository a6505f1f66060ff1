import { minutesOf } from "../../../platform/asks.ts";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import type { Where } from "./goal-store.ts";
import { stateOf } from "./list.ts";
import { listUnitLists } from "./list-store.ts";

/** The page on which a unit's tasks are handed down and confirmed. */
export const pageOf = ({ programme, cycle, unit }: Where & { readonly unit: string }): string =>
  `/programmes/${encodeURIComponent(programme)}/goals/units/${encodeURIComponent(unit)}?cycle=${cycle}`;

const keyOf = ({ programme, cycle }: Where, unit: string): string => `hand-down:${programme}:${cycle}:${unit}:`;

/** What it takes, as stated to the head: to read each task and give it to people, an hour at most. */
const minutesFor = (tasks: number): number => Math.min(minutesOf["hand-down-tasks"], Math.max(10, 3 * tasks));

/**
 * Units whose tasks are not confirmed as they stand wait for their heads, whichever grant reaches them; of the others nothing waits
 * any more. Asked after every act that changes what stands.
 */
export async function tellHeads(
  tx: Transaction,
  where: Where,
  units: readonly string[],
  { by, day, handDownDays }: { readonly by: string; readonly day: string; readonly handDownDays: number },
): Promise<void> {
  const { programme, cycle } = where;
  const [only, second] = units;
  if (only === undefined) return;
  const asked = second === undefined ? { programme, cycle, unit: only } : { programme, cycle };
  const lists = (await listUnitLists(tx, wholeCity, asked)).filter(({ id }) => units.includes(id));
  const due = workingDaysAfter(day, handDownDays).day;
  for (const list of lists) {
    const key = keyOf(where, list.id);
    const waits = list.tasks.length > 0 && stateOf(where, list) !== "confirmed";
    if (!waits) await finishTodos(tx, key, by);
    else
      await addTodos(tx, [
        {
          ...{
            key,
            kind: "hand-down-tasks",
            params: { period: cycle },
            for: { role: "head", programme, unit: list.id },
          },
          ...{ path: pageOf({ programme, cycle, unit: list.id }), due, minutes: minutesFor(list.tasks.length) },
        },
      ]);
  }
}
