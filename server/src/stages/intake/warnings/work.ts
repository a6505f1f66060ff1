import { lastDayOf } from "@biaochi/engine";
import { sql } from "kysely";
import type { Database, Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { keepForecasts } from "../upper-forecast/keep.ts";
import type { Look } from "./look.ts";
import { see } from "./see.ts";
import { settle } from "./settle.ts";
import { thresholdsOf } from "./threshold-store.ts";
import {
  addSteps,
  type KeptWarning,
  keepWarnings,
  keptWarnings,
  lockWarnings,
  type WarningRow,
} from "./warning-store.ts";

const author = "biaochi";
const minutesToAnswer = 15;
export const todosOf = (warning: number): string => `warning:${warning}:`;

type Waiting = { readonly programme: string; readonly day: string; readonly cause: string };

/** Programmes that were not looked at yet on this day with what is recorded now. */
const waiting = sql<Waiting>`
  with now as (
    select p.id as programme, city_day(now()) as day, concat_ws(':',
      coalesce((select max(r.id) from recording r where r.programme = p.id), 0),
      (select count(*) from scheme_version v where v.programme = p.id),
      coalesce((select max(t.version) from warning_threshold t where t.programme = p.id), 0)) as cause
    from programme p where exists (select from scheme_version v where v.programme = p.id))
  select programme, day::text as day, cause from now n
  where not exists (select from warning_look l where l.programme = n.programme and l.day = n.day and l.cause = n.cause)
  order by programme`;

export async function hasWaitingLooks(tx: Transaction): Promise<boolean> {
  return (await waiting.execute(tx)).rows.length > 0;
}

/** Looks ahead wherever something was recorded since, or a day has begun. What stops in between is begun again. */
export async function lookAhead(database: Database, isStopped: () => boolean = () => false): Promise<void> {
  const { rows } = await database.transaction((tx) => waiting.execute(tx));
  for (const each of rows) {
    if (isStopped()) return;
    await database.transaction(async (tx) => {
      await lookOn(tx, each);
      await keepForecasts(tx, each.programme, { day: each.day, isReplayed: false });
      await sql`insert into warning_look (programme, day, cause) values (${each.programme}, ${each.day}::date, ${each.cause})
        on conflict do nothing`.execute(tx);
    });
  }
}

/**
 * One look at a programme on a day: what will come of each red line and target, what is asked of whom, and what came of the periods
 * that are over. `isReplayed`: as it would have been; nobody is asked anything.
 */
export async function lookOn(
  tx: Transaction,
  {
    programme,
    day,
    isReplayed = false,
  }: { readonly programme: string; readonly day: string; readonly isReplayed?: boolean },
): Promise<void> {
  await lockWarnings(tx, programme);
  const looks = await see(tx, { programme, day, of: day });
  const periods = [...new Set(looks.map(({ watched }) => watched.period.id))];
  const before = new Map((await keptWarnings(tx, wholeCity, { programme, periods })).map((row) => [keyOf(row), row]));
  const { answerDays } = await thresholdsOf(tx, wholeCity, programme);
  const due = workingDaysAfter(day, answerDays).day;
  const next = looks.map((look) =>
    keptOf(look, before.get(keyOf(placeOf(programme, look))), { programme, day, due, isReplayed }),
  );
  const changed = next.filter((each) => isChanged(before.get(keyOf(each)), each));
  const ids = await keepWarnings(tx, changed);
  const kept = changed.map((each, n) => ({ ...each, id: ids[n] ?? 0, was: before.get(keyOf(each)) }));
  await addSteps(
    tx,
    kept
      .filter(({ was, state, basis }) => was?.state !== state || was.basis.value !== basis.value)
      .map(({ id, state, basis }) => ({ warning: id, day, state, value: basis.value })),
  );
  if (!isReplayed) await askFor(tx, kept);
  await settle(tx, { programme, day });
}

const placeOf = (programme: string, { watched, subject }: Look) => ({
  ...{ programme, rule: watched.rule, subject, period: watched.period.id },
});
const keyOf = ({ rule, subject, period }: { rule: string; subject: string; period: string }): string =>
  [rule, subject, period].join("\n");

type On = { readonly programme: string; readonly day: string; readonly due: string; readonly isReplayed: boolean };

/** A warning that can come too late for an answer asks for none. */
function keptOf(look: Look, was: WarningRow | undefined, { programme, day, due, isReplayed }: On): KeptWarning {
  const { watched, state, basis } = look;
  const isWarned = state === "red" || state === "yellow";
  const isRed = state === "red";
  const isInTime = due <= lastDayOf(watched.period.to);
  const redOn = was?.redOn ?? (isRed ? day : null);
  return {
    ...placeOf(programme, look),
    ...{ kind: watched.kind, indicator: watched.indicator.id, state, basis, lookedOn: day },
    ...{ warnedOn: was?.warnedOn ?? (isWarned ? day : null), redOn },
    due: isRed ? (was?.due ?? (isInTime && !isReplayed && basis.method !== "final" ? due : null)) : null,
    isReplayed: was === undefined ? isReplayed : was.isReplayed && isReplayed,
  };
}

/** Text of JSON whose keys stand in one order, whoever wrote it. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
const isChanged = (was: WarningRow | undefined, now: KeptWarning): boolean =>
  was === undefined ||
  was.isReplayed !== now.isReplayed ||
  was.state !== now.state ||
  was.due !== now.due ||
  written(was.basis) !== written(now.basis);

type Changed = KeptWarning & { readonly id: number; readonly was: WarningRow | undefined };

/** A red warning asks the unit, its head or its liaison, for a remedy; one that is red no longer asks for nothing. */
async function askFor(tx: Transaction, changed: readonly Changed[]): Promise<void> {
  for (const { id, programme, subject, period, due, was } of changed) {
    const isAsked = (was?.due ?? null) !== null;
    if (due === null && isAsked) await finishTodos(tx, todosOf(id), author);
    if (due === null || isAsked) continue;
    const path = `/programmes/${encodeURIComponent(programme)}/warnings/${id}`;
    await addTodos(
      tx,
      (["head", "liaison"] as const).map((role) => ({
        ...{ key: `${todosOf(id)}${role}`, kind: "answer-warning", params: { period } },
        ...{ for: { role, programme, unit: subject }, path, due, minutes: minutesToAnswer },
      })),
    );
  }
}
