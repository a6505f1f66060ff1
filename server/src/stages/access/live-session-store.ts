import type { Role } from "@biaochi/contract";
import { type Name, roles } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { holdsOn } from "./store.ts";
import { isCalled } from "./who.ts";

export type LiveRow = {
  readonly session: number;
  readonly account: { readonly id: string; readonly name: Name };
  readonly roles: readonly Role[];
  readonly way: string;
  readonly device: string;
  readonly place: string | null;
  readonly beganAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
};

/** When it is, and after how long without use a session opens nothing any more. */
export type LiveAt = { readonly now: Date; readonly day: string; readonly idleMinutes: number };

const isOpen = ({ now, idleMinutes }: LiveAt) => sql<boolean>`(x.expires_at > ${now} and a.state = 'active'
  and x.seen_at > ${now}::timestamptz - make_interval(mins => ${idleMinutes}))`;

export type WhichSessions = {
  readonly q?: string | undefined;
  readonly account?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/**
 * Sessions that still open something, the newest first. Not scoped: whoever keeps the installation keeps all of them, and
 * nothing of what anybody looks at stands in one.
 */
export async function listLive(tx: Transaction, which: WhichSessions, at: LiveAt): Promise<readonly LiveRow[]> {
  const { q = "", account = null, before = null, limit } = which;
  const { rows } = await sql<LiveRow>`
    select x.id as session, jsonb_build_object('id', a.id, 'name', a.name) as account,
      coalesce((select jsonb_agg(distinct g.role) from role_grant g where g.account = a.id and ${holdsOn(at.day)}), '[]') as roles,
      x.way, x.device, x.place, x.created_at as "beganAt", x.seen_at as "seenAt", x.expires_at as "endsAt"
    from session x join account a on a.id = x.account
    where ${isOpen(at)} and ${isCalled(q)} and (${account}::text is null or a.id = ${account})
      and (${before}::int is null or x.id < ${before}) order by x.id desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({ ...row, roles: roles.filter((role) => row.roles.includes(role)) }));
}

/** Of all that are open. */
export async function countLive(
  tx: Transaction,
  at: LiveAt,
): Promise<{ readonly total: number; readonly accounts: number }> {
  const { rows } = await sql<{ total: number; accounts: number }>`
    select count(*)::int as total, count(distinct a.id)::int as accounts from session x join account a on a.id = x.account
    where ${isOpen(at)}`.execute(tx);
  return rows[0] ?? { total: 0, accounts: 0 };
}

/** Whose session it is, kept for this transaction alone. */
export async function lockSession(
  tx: Transaction,
  session: number,
): Promise<{ readonly account: string; readonly token: Buffer } | undefined> {
  const { rows } = await sql<{ account: string; token: Buffer }>`select account, token_sha256 as token from session
    where id = ${session} for update`.execute(tx);
  return rows[0];
}
