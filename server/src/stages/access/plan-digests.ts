import { timeOf } from "../../platform/clock.ts";
import type { Database, Transaction } from "../../platform/database.ts";
import { actorOf } from "../../platform/identity.ts";
import { listTodos } from "../../platform/todos.ts";
import { isWorkingDay } from "../../platform/working-days.ts";
import { isWorthTelling, type Waiting } from "./digest.ts";
import { isPlanned, lastTold, listRecipients, notePlanned, queueMail } from "./mail-store.ts";
import { holderOf } from "./store.ts";

/** What waits for somebody, as their own home page has it: by their grants of the day, and by nobody else's. */
export async function waitingFor(tx: Transaction, account: string, day: string): Promise<readonly Waiting[]> {
  const holder = await holderOf(tx, account, day);
  if (holder === undefined) return [];
  const todos = await listTodos(tx, actorOf(holder, "see-todos").scope, account, day);
  return todos.map(({ id, kind, due, minutes }) => ({ id, kind, due, minutes }));
}

const atOnce = 100;

export type DayPlan = { readonly now: Date; readonly day: string; readonly at: string };

/**
 * Puts the digests of a working day into the outbox, once its time has come; answers how many.
 *
 *  1. one person after the other, each in a transaction   crash here: those who have one are passed over the next time
 *  2. the day is noted as planned                         from here on the day is not planned again
 *
 * Two processes at once plan the same: the second finds a digest for everybody.
 */
export async function planDigests(database: Database, { now, day, at }: DayPlan): Promise<number> {
  if (!isWorkingDay(day) || timeOf(now) < at) return 0;
  if (await database.read((tx) => isPlanned(tx, day))) return 0;
  let planned = 0;
  for (let after = ""; ; ) {
    const some = await database.read((tx) => listRecipients(tx, day, after, atOnce));
    for (const { account, address } of some)
      planned += await database.transaction(async (tx) => {
        const waiting = await waitingFor(tx, account, day);
        if (!isWorthTelling(waiting, await lastTold(tx, account), day)) return 0;
        return (await queueMail(tx, { kind: "digest", account, address, day, now })) ? 1 : 0;
      });
    after = some.at(-1)?.account ?? "";
    if (some.length < atOnce) break;
  }
  await database.transaction((tx) => notePlanned(tx, day, now));
  return planned;
}
