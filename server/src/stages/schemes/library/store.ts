import type { Name } from "@biaochi/contract";
import type { LibraryIndicator } from "@biaochi/engine/library";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

export type LibraryVersion = {
  readonly programme: string;
  readonly indicator: string;
  readonly version: number;
  readonly content: LibraryIndicator;
  readonly is_ended: boolean;
  readonly is_taken_over: boolean;
  readonly exceptions: readonly number[];
  readonly document: string | null;
  readonly reason: string;
  readonly author: string;
  readonly author_name: Name | null;
  readonly day: string;
};

const inScope = (scope: Scope) => programmeInScope(scope, "v.programme");

/** The programme that is asked for, where it is in scope; none named: the first in scope. */
export async function programmeInReach(tx: Transaction, scope: Scope, wanted?: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id from programme p where (${wanted ?? null}::text is null or p.id = ${wanted ?? null})
      and ${programmeInScope(scope, "p.id")} order by p.id limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Whoever writes into a programme's library waits for whoever is writing. */
export async function lockLibrary(tx: Transaction, programme: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`library ${programme}`}, 0))`.execute(tx);
}

/** All indicators as their newest version has them; `day`: as they stood at the end of that day. */
export async function listIndicators(
  tx: Transaction,
  scope: Scope,
  programme: string,
  day?: string,
): Promise<readonly LibraryVersion[]> {
  const { rows } = await sql<LibraryVersion>`
    select distinct on (v.indicator) v.*, a.name as author_name from library_version v left join account a on a.id = v.author
    where v.programme = ${programme} and ${inScope(scope)} and (${day ?? null}::date is null or v.day <= ${day ?? null}::date)
    order by v.indicator, v.version desc`.execute(tx);
  return rows;
}

/** Every version of one indicator, the newest first. */
export async function listVersions(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly indicator: string },
): Promise<readonly LibraryVersion[]> {
  const { rows } = await sql<LibraryVersion>`
    select v.*, a.name as author_name from library_version v left join account a on a.id = v.author
    where v.programme = ${which.programme} and v.indicator = ${which.indicator} and ${inScope(scope)}
    order by v.version desc`.execute(tx);
  return rows;
}

export type NewVersion = Pick<LibraryVersion, "programme" | "content" | "is_ended" | "reason" | "author" | "day"> & {
  readonly version: number;
  readonly isTakenOver?: boolean;
  readonly exceptions?: readonly number[];
  readonly document?: string | undefined;
};

export async function saveVersion(tx: Transaction, saved: NewVersion): Promise<void> {
  const { programme, version, content, is_ended, isTakenOver = false, exceptions = [], document, reason } = saved;
  await sql`insert into library_version
      (programme, indicator, version, content, is_ended, is_taken_over, exceptions, document, reason, author, day)
    values (${programme}, ${content.id}, ${version}, ${JSON.stringify(content)}::jsonb, ${is_ended}, ${isTakenOver},
      ${[...exceptions]}::integer[], ${document ?? null}, ${reason}, ${saved.author}, ${saved.day}::date)`.execute(tx);
}

export const isLive = ({ is_ended, content }: Pick<LibraryVersion, "is_ended" | "content">, day: string): boolean =>
  !is_ended && (content.sunset ?? day) >= day;
export const stateOf = (version: LibraryVersion, day: string): "live" | "past" | "ended" =>
  version.is_ended ? "ended" : isLive(version, day) ? "live" : "past";
