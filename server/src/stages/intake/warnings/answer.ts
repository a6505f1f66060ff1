import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { lastDayOf, periodOf } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { finishTodos } from "../../../platform/todos.ts";
import { findWarning, type ShownRow } from "./page-store.ts";
import { saveRemedy } from "./remedy-store.ts";
import { lockWarnings } from "./warning-store.ts";
import { todosOf } from "./work.ts";

export type Answer = {
  readonly programme: string;
  readonly warning: number;
  readonly what: string;
  readonly who: string;
  readonly until: string;
};

/** Red, and its period not over: later there is nothing left to do about it. */
export const isAnswerable = ({ state, period }: ShownRow, today: string): boolean =>
  state === "red" && lastDayOf(periodOf(period).to) >= today;

/** What a unit does about a red warning of its own. It is on record and seen by the office; nothing else follows. */
export async function answerWarning(
  tx: Transaction,
  { scope, id: by }: Actor,
  answer: Answer,
  today: string,
): Promise<Outcome<number, Refusal<"outside-scope" | "warning-not-red" | "remedy-day">>> {
  const { programme, warning, until } = answer;
  await lockWarnings(tx, programme);
  const row = await findWarning(tx, scope, answer);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!isAnswerable(row, today)) return refuse({ code: "warning-not-red" });
  const last = lastDayOf(periodOf(row.period).to);
  if (until < today || until > last) return refuse({ code: "remedy-day", params: { from: today, to: last } });
  await saveRemedy(tx, { ...answer, by });
  await finishTodos(tx, todosOf(warning), by);
  return ok(warning);
}
