import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** So many failures one after the other lock, for a quarter of an hour and from the second time on for half of one. */
export const failuresUntilLock = 5;
/** Many people share the address of an office. */
export const failuresOfAddress = 50;
export const firstLock = 15;
export const laterLock = 30;
/** Failures this long ago count no more. */
const hoursCounted = 1;

/** Under what failures are counted. A name that nobody has is counted like any other, and only its digest is kept. */
export const attemptKey = {
  password: (account: string): string => `account:${account}`,
  factor: (account: string): string => `factor:${account}`,
  nobody: (name: string): string => `name:${createHash("sha256").update(name).digest("base64url")}`,
  address: (address: string): string => `address:${address}`,
};

const minutesUntil = (until: Date, now: Date): number => Math.ceil((until.getTime() - now.getTime()) / 60_000);

/** For how many minutes nobody may try; 0: one may. */
export async function minutesLocked(tx: Transaction, key: string, now: Date): Promise<number> {
  const { rows } = await sql<{ locked_until: Date }>`select locked_until from sign_in_failure
    where key = ${key} and locked_until > ${now}`.execute(tx);
  return rows[0] === undefined ? 0 : minutesUntil(rows[0].locked_until, now);
}

/**
 * Counts an attempt as a failure before anybody knows whether it is one: of a hundred that come at once, only five are
 * looked at. Who succeeds clears the count. Answers for how many minutes the key is locked; 0: this attempt may be looked at.
 */
export async function countAttempt(
  tx: Transaction,
  key: string,
  now: Date,
  limit = failuresUntilLock,
): Promise<{ readonly minutes: number; readonly isLast: boolean }> {
  const { rows } = await sql<{ failures: number; locked_until: Date | null }>`
    insert into sign_in_failure as f (key, failures, last_at) values (${key}, 1, ${now})
    on conflict (key) do update set
      failures = case when f.locked_until > ${now} then f.failures
        when f.last_at < ${now}::timestamptz - make_interval(hours => ${hoursCounted}) then 1 else f.failures + 1 end,
      last_at = case when f.locked_until > ${now} then f.last_at else ${now} end
    returning failures, locked_until`.execute(tx);
  const { failures = 1, locked_until = null } = rows[0] ?? {};
  if (locked_until !== null && locked_until > now) return { minutes: minutesUntil(locked_until, now), isLast: false };
  const isLast = failures % limit === 0;
  if (isLast) {
    const until = new Date(now.getTime() + (failures > limit ? laterLock : firstLock) * 60_000);
    await sql`update sign_in_failure set locked_until = ${until} where key = ${key}`.execute(tx);
  }
  return { minutes: 0, isLast };
}

/** After a success; what is long past leaves at the same time. */
export async function clearAttempts(tx: Transaction, key: string, now: Date): Promise<void> {
  await sql`delete from sign_in_failure where key = ${key}
    or last_at < ${now}::timestamptz - interval '1 day'`.execute(tx);
}
