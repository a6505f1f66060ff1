import type { Database, Transaction } from "../../../platform/database.ts";
import { addTodos, finishTodos, type NewTodo } from "../../../platform/todos.ts";
import { type Connection, countFailure, setActiveState } from "./connection-store.ts";
import { type ArrivalRun, changeRun, type Told } from "./run-store.ts";

/** Minutes until a run that failed is tried again. */
const pauses = [1, 5, 15, 60, 240];
const minutesToLook = 10;

type Ended = { readonly run: ArrivalRun; readonly connection: Connection };

const todoKey = ({ programme, connection }: Connection): string => `arrival:${programme}:${connection}:`;

/** For the unit that holds the data, else for the appraisal office. */
function todoOf({ run, connection }: Ended, kind: string, key: string): NewTodo {
  const { programme, keeper } = connection;
  return {
    ...{ key: `${todoKey(connection)}${key}`, kind, minutes: minutesToLook },
    params: { programme, connection: connection.connection, run: run.id },
    for: keeper === null ? { role: "organiser", programme } : { role: "liaison", programme, unit: keeper },
    path: `/programmes/${encodeURIComponent(programme)}/connections/${encodeURIComponent(connection.connection)}`,
  };
}

/** Somebody has ended the work: the run goes on with the next start as if nothing had been. */
export async function putBack(database: Database, { id, attempts }: ArrivalRun): Promise<void> {
  await database.transaction((tx) => changeRun(tx, id, { state: "waiting", attempts: Math.max(0, attempts - 1) }));
}

export async function tryLater(
  database: Database,
  { id, attempts }: ArrivalRun,
  failure: Told,
  now: Date,
): Promise<void> {
  const minutes = pauses[Math.min(attempts, pauses.length) - 1] ?? 1;
  const notBefore = new Date(now.getTime() + minutes * 60_000);
  await database.transaction((tx) => changeRun(tx, id, { state: "failed", failure, notBefore }));
}

/** It came to nothing: who keeps the connection hears of it, and the schedule goes on, unless nothing may be fetched any more. */
export async function endGivenUp(database: Database, ended: Ended, failure: Told, now: Date): Promise<void> {
  const { run, connection } = ended;
  await database.transaction(async (tx) => {
    await changeRun(tx, run.id, { state: "given-up", failure, endedAt: now });
    await countFailure(tx, connection, false);
    if (failure.code === "agreement-over") return stopForAgreement(tx, ended, now);
    await addTodos(tx, [todoOf(ended, "arrival-given-up", "given-up")]);
  });
}

async function stopForAgreement(tx: Transaction, ended: Ended, now: Date): Promise<void> {
  await setActiveState(tx, { ...ended.connection, isActive: false, now });
  await addTodos(tx, [todoOf(ended, "arrival-agreement-over", "agreement")]);
}

export async function endSound(database: Database, { run, connection }: Ended, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    await changeRun(tx, run.id, { state: "done", endedAt: now, failure: null });
    await countFailure(tx, connection, true);
    await finishTodos(tx, `${todoKey(connection)}given-up`, "biaochi");
  });
}
