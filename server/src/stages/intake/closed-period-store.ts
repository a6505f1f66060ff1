import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { readPeriod } from "@biaochi/engine";
import { CompiledQuery, sql } from "kysely";
import type { ClientBase } from "pg";
import type { Transaction } from "../../platform/database.ts";
import { inTransaction, lockRecordings, openRecording } from "../../platform/recordings.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import { type Closing, closingOf } from "./closed-period.ts";

const newest = `select distinct on (c.period) c.period, c.is_closed as "isClosed", c.recording, r.recorded_at as "recordedAt",
    r.author, r.reason from period_closing c join recording r on r.id = c.recording
  where c.programme = $1 order by c.period, c.recording desc`;

/** The newest act on every period that was ever closed. */
export async function listClosings(tx: Transaction, scope: Scope, programme: string): Promise<readonly Closing[]> {
  const { rows } = await sql<Closing>`
    select distinct on (c.period) c.period, c.is_closed as "isClosed", c.recording, r.recorded_at as "recordedAt", r.author,
      r.reason
    from period_closing c join recording r on r.id = c.recording
    where c.programme = ${programme} and ${programmeInScope(scope, "c.programme")}
    order by c.period, c.recording desc`.execute(tx);
  return rows;
}

export type PeriodAct = {
  readonly programme: string;
  readonly period: string;
  readonly author: string;
  readonly reason: string;
};

/** Nothing more is recorded for the period, nor for those inside it. A recorded act; refused when it is closed already. */
export const closePeriod = (tx: Transaction, act: PeriodAct) => record(tx, act, true);
/** Open again. A recorded act; refused when the period itself is not closed. */
export const reopenPeriod = (tx: Transaction, act: PeriodAct) => record(tx, act, false);

async function record(
  tx: Transaction,
  act: PeriodAct,
  isClosed: boolean,
): Promise<Outcome<{ readonly recording: number }, Refusal<"period-closed" | "period-open">>> {
  const { programme, period, author, reason } = act;
  if (readPeriod(period) === undefined) throw new TypeError(`not a period: ${period}`);
  const ask = inTransaction(tx);
  await lockRecordings(ask);
  const { rows } = await tx.executeQuery<Closing>(CompiledQuery.raw(newest, [programme]));
  const last = rows.find((row) => row.period === period && row.isClosed);
  if (isClosed && last !== undefined) return refuse(closedBy(last, period));
  if (!isClosed && last === undefined) return refuse({ code: "period-open", params: { period } });
  const kind = isClosed ? "period-closed" : "period-reopened";
  const { id: recording } = await openRecording(ask, { programme, kind, name: period, author, reason });
  await sql`insert into period_closing (programme, period, recording, is_closed)
    values (${programme}, ${period}, ${recording}, ${isClosed})`.execute(tx);
  return ok({ recording });
}

export type PeriodClosed = Refusal<"period-closed">;

function refusalOf(closings: readonly Closing[], periods: Iterable<string>): Outcome<"open", PeriodClosed> {
  for (const period of periods) {
    const found = closingOf(closings, period);
    if (found === undefined) continue;
    return refuse(closedBy(found, period));
  }
  return ok("open");
}

function closedBy({ period: closed, author, reason }: Closing, period: string): PeriodClosed {
  return { code: "period-closed", params: { period, closed, author, reason } };
}

/**
 * Whether facts of these periods may be recorded. Ask after `openRecording`: closing a period is a recording too, and
 * recordings are made one after the other, so the answer holds until the commit.
 */
export async function checkOpen(
  tx: Transaction,
  programme: string,
  periods: Iterable<string>,
): Promise<Outcome<"open", PeriodClosed>> {
  const { rows } = await tx.executeQuery<Closing>(CompiledQuery.raw(newest, [programme]));
  return refusalOf(rows, periods);
}

/** As {@link checkOpen}, for bulk loading. */
export async function checkOpenOn(
  client: ClientBase,
  programme: string,
  periods: Iterable<string>,
): Promise<Outcome<"open", PeriodClosed>> {
  return refusalOf((await client.query<Closing>(newest, [programme])).rows, periods);
}
