import type { Transaction } from "../../../platform/database.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { someWait } from "./deed-store.ts";
import { confirmerOf } from "./reach.ts";

type Whose = { readonly programme: string; readonly official: string };

/** To read a sentence and say that it was so. */
const minutesToConfirm = 2;

const todoOf = (programme: string, { unit, isHead }: Awaited<ReturnType<typeof confirmerOf>>): string =>
  isHead ? `confirm-deeds:${programme}:` : `confirm-deeds:${programme}:${unit}:`;

/** One line for the unit's head, however many wait, and without a day: what nobody confirms stays the own record. */
export async function tellConfirmer(tx: Transaction, { programme, official }: Whose, today: string): Promise<void> {
  const to = await confirmerOf(tx, { programme, official }, today);
  if (to.unit === null && !to.isHead) return;
  await addTodos(tx, [
    {
      ...{ key: todoOf(programme, to), kind: "confirm-deeds", minutes: minutesToConfirm },
      for: to.isHead ? { role: "organiser" } : { role: "head", programme, unit: to.unit ?? "" },
      path: `/programmes/${encodeURIComponent(programme)}/deeds`,
    },
  ]);
}

export async function settleTodo(
  tx: Transaction,
  { programme, official }: Whose,
  by: string,
  today: string,
): Promise<void> {
  const to = await confirmerOf(tx, { programme, official }, today);
  if (await someWait(tx, programme, to, { today })) return;
  await finishTodos(tx, todoOf(programme, to), by);
}
