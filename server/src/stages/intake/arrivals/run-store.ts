import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope, setUpInScope } from "../../../platform/scope.ts";
import { storableJson } from "./storable.ts";

export const runReasons = ["schedule", "asked", "sent", "file", "replay", "mended"] as const;
export type RunWhy = (typeof runReasons)[number];
export const arrivalRunStates = ["waiting", "running", "done", "failed", "given-up"] as const;
export type ArrivalRunState = (typeof arrivalRunStates)[number];

/** A code of `arrival.failure.*` or `arrival.remark.*` in words/ with its parameters. */
export type Told = { readonly code: string; readonly params?: Readonly<Record<string, string | number>> };

export type Counts = {
  readonly read: number;
  readonly fresh: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
  readonly noted: number;
};

export type ArrivalRun = Counts & {
  readonly id: number;
  readonly programme: string;
  readonly connection: string;
  readonly connectionVersion: number;
  readonly stream: string;
  readonly streamVersion: number;
  readonly why: RunWhy;
  readonly state: ArrivalRunState;
  readonly day: string | null;
  readonly name: string | null;
  readonly digest: Buffer | null;
  readonly position: unknown;
  readonly since: Date | null;
  readonly until: Date | null;
  readonly notBefore: Date | null;
  readonly askedBy: string;
  readonly madeAt: Date;
  readonly begunAt: Date | null;
  readonly endedAt: Date | null;
  readonly attempts: number;
  readonly failure: Told | null;
  readonly remarks: readonly Told[];
};

const columns = sql`r.id::int as id, r.programme, r.connection, r.connection_version as "connectionVersion", r.stream,
  r.stream_version as "streamVersion", r.why, r.state, r.day, r.name, r.digest, r.position, r.since, r.until, r.not_before as "notBefore",
  r.asked_by as "askedBy", r.made_at as "madeAt", r.begun_at as "begunAt", r.ended_at as "endedAt", r.attempts, r.read, r.fresh,
  r.changed, r.same, r.refused, r.noted, r.failure, r.remarks`;

const mayRead = (scope: Scope) =>
  sql<boolean>`(${setUpInScope(scope, "r.programme")} or ${arrivedInScope(scope, {
    programme: "r.programme",
    indicators: sql`array(select v.indicator from measure_version v where v.programme = r.programme and v.stream = r.stream and not v.is_ended)`,
  })})`;

/** The newest first. */
export async function listRuns(
  tx: Transaction,
  scope: Scope,
  which: {
    readonly programme: string;
    readonly connection?: string | undefined;
    readonly stream?: string | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly ArrivalRun[]> {
  const { programme, connection = null, stream = null, before = null, limit } = which;
  const { rows } = await sql<ArrivalRun>`select ${columns} from arrival_run r
    where r.programme = ${programme} and (${connection}::text is null or r.connection = ${connection})
      and (${stream}::text is null or r.stream = ${stream}) and (${before}::int is null or r.id < ${before}) and ${mayRead(scope)}
    order by r.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findRun(
  tx: Transaction,
  scope: Scope,
  { programme, run }: { readonly programme: string; readonly run: number },
): Promise<ArrivalRun | undefined> {
  const { rows } = await sql<ArrivalRun>`select ${columns} from arrival_run r
    where r.programme = ${programme} and r.id = ${run} and ${mayRead(scope)}`.execute(tx);
  return rows[0];
}

export type NewRun = Pick<
  ArrivalRun,
  "programme" | "connection" | "connectionVersion" | "stream" | "streamVersion" | "why" | "askedBy"
> &
  Partial<Pick<ArrivalRun, "day" | "name" | "digest" | "position" | "since" | "until" | "notBefore">>;

export async function insertRun(tx: Transaction, made: NewRun): Promise<number> {
  const { programme, connection, connectionVersion, stream, streamVersion, why, askedBy, position = null } = made;
  const { day = null, name = null, digest = null, since = null, until = null, notBefore = null } = made;
  const { rows } = await sql<{ id: number }>`insert into arrival_run
      (programme, connection, connection_version, stream, stream_version, why, state, day, name, digest, position, since, until, not_before, asked_by)
    values (${programme}, ${connection}, ${connectionVersion}, ${stream}, ${streamVersion}, ${why}, 'waiting', ${day}, ${name}, ${digest},
      ${position === null ? null : JSON.stringify(position)}::jsonb, ${since}, ${until}, ${notBefore}, ${askedBy})
    returning id::int as id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a run was saved and has no number");
  return id;
}

const isReady = (now: Date) => sql<boolean>`(r.state = 'running' or (r.state in ('waiting', 'failed')
  and (r.not_before is null or r.not_before <= ${now})))`;

/** The oldest run that may begin or go on; only whoever holds the lock of the queue asks. */
export async function nextRun(tx: Transaction, now: Date): Promise<ArrivalRun | undefined> {
  const { rows } = await sql<ArrivalRun>`
    update arrival_run r set state = 'running', attempts = r.attempts + 1, begun_at = coalesce(r.begun_at, ${now})
    where r.id = (select min(r.id) from arrival_run r where ${isReady(now)}) returning ${columns}`.execute(tx);
  return rows[0];
}

export async function hasReadyRuns(tx: Transaction, now: Date): Promise<boolean> {
  const { rows } = await sql`select from arrival_run r where ${isReady(now)} limit 1`.execute(tx);
  return rows.length > 0;
}

/** A run of the stream that has not come to its end; a schedule waits for it. */
export async function findUnfinished(
  tx: Transaction,
  { programme, stream, why }: { readonly programme: string; readonly stream: string; readonly why?: readonly RunWhy[] },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select r.id::int as id from arrival_run r
    where r.programme = ${programme} and r.stream = ${stream} and r.state in ('waiting', 'running', 'failed')
      and (${why === undefined} or r.why = any(${[...(why ?? [])]})) order by r.id desc limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Whether a file that lies there has a run that has not come to its end. */
export async function findFileRun(
  tx: Transaction,
  { programme, connection, name }: { readonly programme: string; readonly connection: string; readonly name: string },
): Promise<boolean> {
  const { rows } = await sql`select from arrival_run r where r.programme = ${programme} and r.connection = ${connection}
    and r.name = ${name} and r.why = 'file' and r.state in ('waiting', 'running', 'failed') limit 1`.execute(tx);
  return rows.length > 0;
}

/** Up to when the stream is known: the end of the newest window that was read whole. */
export async function knownUntil(
  tx: Transaction,
  { programme, stream }: { readonly programme: string; readonly stream: string },
): Promise<Date | undefined> {
  const { rows } = await sql<{ until: Date | null }>`select max(r.until) as until from arrival_run r
    where r.programme = ${programme} and r.stream = ${stream} and r.state = 'done' and r.why in ('schedule', 'asked')`.execute(
    tx,
  );
  return rows[0]?.until ?? undefined;
}

export type RunChange = Partial<
  Pick<
    ArrivalRun,
    | "state"
    | "position"
    | "since"
    | "until"
    | "notBefore"
    | "begunAt"
    | "endedAt"
    | "attempts"
    | "failure"
    | "remarks"
    | "digest"
  >
>;

const named = {
  ...{ state: "state", position: "position", since: "since", until: "until", notBefore: "not_before" },
  ...{
    begunAt: "begun_at",
    endedAt: "ended_at",
    attempts: "attempts",
    failure: "failure",
    remarks: "remarks",
    digest: "digest",
  },
} as const satisfies Record<keyof RunChange, string>;
const isJson = new Set<string>(["position", "failure", "remarks"]);

export async function changeRun(tx: Transaction, run: number, change: RunChange): Promise<void> {
  const set = Object.entries(change).map(([key, value]) => {
    const column = sql.ref(named[key as keyof RunChange]);
    const isNull = value === null || value === undefined;
    return isJson.has(key) && !isNull
      ? sql`${column} = ${storableJson(value)}::jsonb`
      : sql`${column} = ${value ?? null}`;
  });
  await sql`update arrival_run set ${sql.join(set)} where id = ${run}`.execute(tx);
}

export async function useVersions(
  tx: Transaction,
  run: number,
  { connectionVersion, streamVersion }: Pick<ArrivalRun, "connectionVersion" | "streamVersion">,
): Promise<void> {
  await sql`update arrival_run set connection_version = ${connectionVersion}, stream_version = ${streamVersion} where id = ${run}`.execute(
    tx,
  );
}

/** Adds what a page brought. */
export async function addCounts(tx: Transaction, run: number, more: Counts): Promise<void> {
  const { read, fresh, changed, same, refused, noted } = more;
  await sql`update arrival_run set read = read + ${read}, fresh = fresh + ${fresh}, changed = changed + ${changed},
    same = same + ${same}, refused = refused + ${refused}, noted = noted + ${noted} where id = ${run}`.execute(tx);
}

/** For a run that reads its source from the beginning again. */
export async function clearCounts(tx: Transaction, run: number): Promise<void> {
  await sql`update arrival_run set read = 0, fresh = 0, changed = 0, same = 0, refused = 0, noted = 0 where id = ${run}`.execute(
    tx,
  );
}
