import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** Sessions end after a working day, whatever happens. */
export const sessionSeconds = 12 * 60 * 60;

export type NewSession = {
  readonly tokenSha256: Buffer;
  readonly account: string;
  readonly way: string;
  readonly device: string;
  /** Keyed digest of the address. */
  readonly place?: string | undefined;
  readonly now: Date;
  /** When its holder proved who they are; undefined: nobody can say. */
  readonly provedAt: Date | undefined;
  /** By two factors. */
  readonly isTwofold: boolean;
  /** How the single sign-on calls the person and its own session. */
  readonly sso?: { readonly subject: string; readonly session?: string | undefined } | undefined;
};

/** Old sessions leave at the same time, so the table never grows beyond those in use. */
export async function saveSession(tx: Transaction, session: NewSession): Promise<void> {
  const { tokenSha256, account, way, device, place = null, now, provedAt, isTwofold, sso } = session;
  const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
  await sql`delete from session where expires_at <= ${now}`.execute(tx);
  await sql`insert into session (token_sha256, account, way, device, created_at, seen_at, expires_at, place, proved_at, is_twofold,
      sso_subject, sso_session)
    values (${tokenSha256}, ${account}, ${way}, ${device}, ${now}, ${now}, ${expiresAt}, ${place}, ${provedAt ?? null}, ${isTwofold},
      ${sso?.subject ?? null}, ${sso?.session ?? null})`.execute(tx);
}

/** A proof is fresh for so long. */
const freshMinutes = 15;
export const isFreshAt = (provedAt: Date, now: Date): boolean =>
  now.getTime() - provedAt.getTime() <= freshMinutes * 60_000;

/** Of a session `x`: whether its holder proved who they are a short while ago. A demo's one click proves nothing, then or now. */
export const isFresh = (now: Date) =>
  sql<boolean>`(x.way = 'demo' or coalesce(x.proved_at >= ${now}::timestamptz - make_interval(mins => ${freshMinutes}), false))`;

export async function isFreshSession(tx: Transaction, tokenSha256: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`select ${isFresh(now)} as fresh from session x
    where x.token_sha256 = ${tokenSha256}`.execute(tx);
  return rows[0]?.fresh ?? false;
}

/** Notes that a session is in use. */
export async function noteUse(tx: Transaction, tokenSha256: Buffer, now: Date): Promise<void> {
  await sql`update session set seen_at = greatest(seen_at, ${now}) where token_sha256 = ${tokenSha256}`.execute(tx);
}

/** Whose session it was, if there was one. */
export async function removeSession(tx: Transaction, tokenSha256: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ account: string }>`delete from session where token_sha256 = ${tokenSha256}
    returning account`.execute(tx);
  return rows[0]?.account;
}

/** Ends the sessions of an account, all of them or all but one; answers how many there were. */
export async function removeSessions(tx: Transaction, account: string, but?: Buffer): Promise<number> {
  const { rows } = await sql`delete from session where account = ${account}
    and (${but ?? null}::bytea is null or token_sha256 <> ${but ?? null}) returning 1`.execute(tx);
  return rows.length;
}

/** Ends one session of an account; its token's digest, if there was one. */
export async function removeOwnSession(tx: Transaction, account: string, id: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ token_sha256: Buffer }>`delete from session where account = ${account} and id = ${id}
    returning token_sha256`.execute(tx);
  return rows[0]?.token_sha256;
}

/** Ends what the single sign-on began, up to the moment at which it said so: an old word ends no new session. */
export async function removeSsoSessions(
  tx: Transaction,
  of: { readonly subject: string | undefined; readonly session: string | undefined; readonly until: Date },
): Promise<readonly { readonly account: string; readonly token: Buffer }[]> {
  const { rows } = await sql<{ account: string; token: Buffer }>`delete from session
    where sso_subject is not null and created_at <= ${of.until}
      and (${of.subject ?? null}::text is null or sso_subject = ${of.subject ?? null})
      and (${of.session ?? null}::text is null or sso_session = ${of.session ?? null})
      and (${of.subject ?? null}::text is not null or ${of.session ?? null}::text is not null)
    returning account, token_sha256 as token`.execute(tx);
  return rows;
}

/** Whose session a token still opens; undefined: none. */
export async function findLive(
  tx: Transaction,
  tokenSha256: Buffer,
  at: { readonly now: Date; readonly idleMinutes: number },
): Promise<string | undefined> {
  const { rows } = await sql<{
    account: string;
  }>`select account from session where token_sha256 = ${tokenSha256} and expires_at > ${at.now}
    and seen_at > ${at.now}::timestamptz - make_interval(mins => ${at.idleMinutes})`.execute(tx);
  return rows[0]?.account;
}

export type ListedSession = {
  readonly id: number;
  readonly device: string;
  readonly way: string;
  readonly beganAt: Date;
  readonly seenAt: Date;
  readonly isHere: boolean;
};

/** Those that still open something, the one in use last first. */
export async function listSessions(
  tx: Transaction,
  account: string,
  at: { readonly now: Date; readonly idleMinutes: number; readonly here: Buffer | undefined },
): Promise<readonly ListedSession[]> {
  const { rows } = await sql<ListedSession>`select id, device, way, created_at as "beganAt", seen_at as "seenAt",
      coalesce(token_sha256 = ${at.here ?? null}, false) as "isHere"
    from session where account = ${account} and expires_at > ${at.now}
      and seen_at > ${at.now}::timestamptz - make_interval(mins => ${at.idleMinutes})
    order by seen_at desc, id desc`.execute(tx);
  return rows;
}
