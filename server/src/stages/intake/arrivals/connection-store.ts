import type { Name, Place, SharingAgreement } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, setUpInScope } from "../../../platform/scope.ts";

/** A version of a connection as it may be shown: of the secret only whether there is one. */
export type Connection = {
  readonly programme: string;
  readonly connection: string;
  readonly version: number;
  readonly name: Name;
  readonly place: Place;
  readonly hasSecret: boolean;
  readonly agreement: SharingAgreement;
  readonly keeper: string | null;
  readonly isSimulated: boolean;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly reason: string;
};

export type ConnectionState = {
  readonly isActive: boolean;
  readonly everyMinutes: number | null;
  readonly nextAt: Date | null;
  readonly failures: number;
};

export type ListedConnection = Connection &
  ConnectionState & {
    readonly streams: readonly string[];
    readonly lastRun: number | null;
    readonly openQuarantine: number;
  };

const columns = sql`c.programme, c.connection, c.version, c.name, c.place, c.secret is not null as "hasSecret", c.agreement, c.keeper,
  c.is_simulated as "isSimulated", c.made_by as "madeBy", c.made_at as "madeAt", c.reason`;
const stateColumns = sql`coalesce(s.is_active, false) as "isActive", s.every_minutes as "everyMinutes", s.next_at as "nextAt",
  coalesce(s.failures, 0) as failures`;
const newest = sql`not exists (select from connection_version n
  where n.programme = c.programme and n.connection = c.connection and n.version > c.version)`;

export async function listConnections(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<readonly ListedConnection[]> {
  const { rows } = await sql<ListedConnection>`
    select ${columns}, ${stateColumns},
      coalesce((select array_agg(distinct m.stream order by m.stream) from stream_version m
        where m.programme = c.programme and m.connection = c.connection), '{}') as streams,
      (select max(r.id)::int from arrival_run r where r.programme = c.programme and r.connection = c.connection) as "lastRun",
      (select count(*)::int from quarantined_row q where q.programme = c.programme and q.state = 'open' and q.stream in
        (select m.stream from stream_version m where m.programme = c.programme and m.connection = c.connection)) as "openQuarantine"
    from connection_version c left join connection_state s using (programme, connection)
    where c.programme = ${programme} and ${setUpInScope(scope, "c.programme")} and ${newest} order by c.connection`.execute(
    tx,
  );
  return rows;
}

export type Which = { readonly programme: string; readonly connection: string };

/** The newest version, or the one that is named. */
export async function findConnection(
  tx: Transaction,
  scope: Scope,
  { programme, connection, version }: Which & { readonly version?: number },
): Promise<(Connection & ConnectionState) | undefined> {
  const { rows } = await sql<Connection & ConnectionState>`
    select ${columns}, ${stateColumns} from connection_version c left join connection_state s using (programme, connection)
    where c.programme = ${programme} and c.connection = ${connection} and ${setUpInScope(scope, "c.programme")}
      and (${version ?? null}::int is null or c.version = ${version ?? null}) order by c.version desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

/** The newest first. */
export async function listConnectionVersions(
  tx: Transaction,
  scope: Scope,
  { programme, connection }: Which,
): Promise<readonly Connection[]> {
  const { rows } = await sql<Connection>`select ${columns} from connection_version c
    where c.programme = ${programme} and c.connection = ${connection} and ${setUpInScope(scope, "c.programme")}
    order by c.version desc`.execute(tx);
  return rows;
}

/** The connection of a stream as it is now, whichever version the stream has. */
export const connectionOf = (tx: Transaction, scope: Scope, { programme, connection }: Which) =>
  findConnection(tx, scope, { programme, connection });

/** For whoever fetches, and nobody else: no answer is made of it. */
export async function readSealed(
  tx: Transaction,
  { programme, connection, version }: Which & { readonly version: number },
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ secret: Buffer | null }>`select secret from connection_version
    where programme = ${programme} and connection = ${connection} and version = ${version}`.execute(tx);
  return rows[0]?.secret ?? undefined;
}

/** One after the other changes a connection; until the end of the transaction. */
export async function lockConnection(tx: Transaction, { programme, connection }: Which): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`connection ${programme} ${connection}`}, 0))`.execute(tx);
}

export type NewConnection = Omit<Connection, "hasSecret" | "madeAt"> & { readonly sealed: Buffer | undefined };

export async function insertConnection(tx: Transaction, made: NewConnection): Promise<void> {
  const { programme, connection, version, place, keeper, sealed = null, isSimulated, madeBy, reason } = made;
  await sql`insert into connection_version
      (programme, connection, version, kind, name, place, secret, agreement, keeper, is_simulated, made_by, reason)
    values (${programme}, ${connection}, ${version}, ${place.kind}, ${JSON.stringify(made.name)}::jsonb, ${JSON.stringify(place)}::jsonb,
      ${sealed}, ${JSON.stringify(made.agreement)}::jsonb, ${keeper}, ${isSimulated}, ${madeBy}, ${reason})`.execute(
    tx,
  );
  await sql`insert into connection_state (programme, connection) values (${programme}, ${connection})
    on conflict do nothing`.execute(tx);
}

/** Running from now on, or not: what failed before is forgotten. */
export async function setActiveState(
  tx: Transaction,
  { programme, connection, isActive, now }: Which & { readonly isActive: boolean; readonly now: Date },
): Promise<void> {
  await sql`update connection_state set is_active = ${isActive}, failures = 0, changed_at = clock_timestamp(),
      next_at = case when ${isActive} and every_minutes is not null then ${now}::timestamptz end
    where programme = ${programme} and connection = ${connection}`.execute(tx);
}

export async function setScheduleState(
  tx: Transaction,
  { programme, connection, everyMinutes, now }: Which & { readonly everyMinutes: number | null; readonly now: Date },
): Promise<void> {
  await sql`update connection_state set every_minutes = ${everyMinutes}, changed_at = clock_timestamp(),
      next_at = case when is_active and ${everyMinutes}::int is not null then ${now}::timestamptz end
    where programme = ${programme} and connection = ${connection}`.execute(tx);
}

/** Connections whose time has come, each held and moved on to its next time. */
export async function takeDue(tx: Transaction, now: Date): Promise<readonly Which[]> {
  const { rows } = await sql<Which>`
    update connection_state s set next_at = ${now}::timestamptz + make_interval(mins => s.every_minutes)
    from (select programme, connection from connection_state
      where is_active and every_minutes is not null and next_at <= ${now} order by next_at for update skip locked) due
    where s.programme = due.programme and s.connection = due.connection
    returning s.programme, s.connection`.execute(tx);
  return rows;
}

/** How many runs one after the other came to nothing. */
export async function countFailure(tx: Transaction, { programme, connection }: Which, isGood: boolean): Promise<void> {
  await sql`update connection_state set failures = ${isGood ? sql`0` : sql`failures + 1`}
    where programme = ${programme} and connection = ${connection}`.execute(tx);
}
