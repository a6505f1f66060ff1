import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** How many failures lock a key, for how long, and after what pause they are forgotten. */
export type Limit = {
  readonly failures: number;
  /** Minutes, when it is reached for the first, the second … time. */
  readonly minutes: (times: number) => number;
  readonly hoursCounted: number;
};

const minutesUntil = (until: Date, now: Date): number => Math.ceil((until.getTime() - now.getTime()) / 60_000);

/** For how many minutes nobody may try; 0: one may. */
export async function minutesLocked(tx: Transaction, key: string, now: Date): Promise<number> {
  const { rows } = await sql<{ locked_until: Date }>`select locked_until from sign_in_failure
    where key = ${key} and locked_until > ${now}`.execute(tx);
  return rows[0] === undefined ? 0 : minutesUntil(rows[0].locked_until, now);
}

/** `minutes`: locked for so long; 0: this attempt may be looked at. `isLast`: the next one may not. */
export type Counted = { readonly minutes: number; readonly isLast: boolean };

/**
 * Counts an attempt as a failure before anybody knows whether it is one: of a hundred that come at once, only so many are
 * looked at as are allowed. Who succeeds takes their own back.
 */
export async function countAttempt(tx: Transaction, key: string, now: Date, limit: Limit): Promise<Counted> {
  const { rows } = await sql<{ failures: number; locked_until: Date | null }>`
    insert into sign_in_failure as f (key, failures, last_at) values (${key}, 1, ${now})
    on conflict (key) do update set
      failures = case when f.locked_until > ${now} then f.failures
        when f.last_at < ${now}::timestamptz - make_interval(hours => ${limit.hoursCounted}) then 1 else f.failures + 1 end,
      last_at = case when f.locked_until > ${now} then f.last_at else ${now} end
    returning failures, locked_until`.execute(tx);
  const { failures = 1, locked_until = null } = rows[0] ?? {};
  if (locked_until !== null && locked_until > now) return { minutes: minutesUntil(locked_until, now), isLast: false };
  const isLast = failures % limit.failures === 0;
  if (isLast) {
    const until = new Date(now.getTime() + limit.minutes(failures / limit.failures) * 60_000);
    await sql`update sign_in_failure set locked_until = ${until} where key = ${key}`.execute(tx);
  }
  return { minutes: 0, isLast };
}

/** After a success: how many failures there were. What is long past leaves at the same time. */
export async function clearAttempts(tx: Transaction, key: string, now: Date): Promise<number> {
  const { rows } = await sql<{ failures: number }>`delete from sign_in_failure where key = ${key}
    returning failures`.execute(tx);
  await sql`delete from sign_in_failure where last_at < ${now}::timestamptz - interval '2 days'`.execute(tx);
  return rows[0]?.failures ?? 0;
}

/** Takes back what one client has failed, and the lock that stood only with it; what others have failed stays. */
export async function takeBackAttempts(tx: Transaction, key: string, failures: number, limit: Limit): Promise<void> {
  await sql`update sign_in_failure set failures = greatest(failures - ${failures}, 0),
    locked_until = case when greatest(failures - ${failures}, 0) / ${limit.failures}::int < failures / ${limit.failures}::int then null
      else locked_until end where key = ${key}`.execute(tx);
}
