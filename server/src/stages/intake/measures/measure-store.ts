import { type Measure, Measure as MeasureSchema, type Name, StreamMapping } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { indicatorInScope, programmeInScope, type Scope } from "../../../platform/scope.ts";

/** One version of a measure, with the stream as its newest version describes it. */
export type MeasureRow = {
  readonly programme: string;
  readonly id: string;
  readonly version: number;
  readonly content: Measure;
  readonly isEnded: boolean;
  readonly madeBy: string;
  readonly madeByName: Name | null;
  readonly madeAt: Date;
  readonly reason: string;
  readonly streamName: Name;
  readonly mapping: StreamMapping;
  readonly isSimulated: boolean;
};

const columns = sql`
  m.programme, m.measure as id, m.version, m.content, m.is_ended as "isEnded", m.made_by as "madeBy", a.name as "madeByName",
  m.made_at as "madeAt", m.reason, s.name as "streamName", s.mapping, coalesce(k.is_simulated, false) as "isSimulated"`;

const beside = sql`
  join lateral (select name, mapping, connection from stream_version where programme = m.programme and stream = m.stream
    order by version desc limit 1) s on true
  left join lateral (select is_simulated from connection_version where programme = m.programme and connection = s.connection
    order by version desc limit 1) k on true
  left join account a on a.id = m.made_by`;

const readRow = (row: MeasureRow): MeasureRow => ({
  ...row,
  content: MeasureSchema.parse(row.content),
  mapping: StreamMapping.parse(row.mapping),
});

/** The newest version of every measure, ended ones last. A definition is open to whoever reaches into the programme. */
export async function listMeasures(tx: Transaction, scope: Scope, programme: string): Promise<readonly MeasureRow[]> {
  const { rows } = await sql<MeasureRow>`
    select ${columns} from newest_measure m ${beside}
    where m.programme = ${programme} and ${programmeInScope(scope, "m.programme")} order by m.is_ended, m.measure`.execute(
    tx,
  );
  return rows.map(readRow);
}

export type WhichMeasure = {
  readonly programme: string;
  readonly measure: string;
  /** Default: the newest. */
  readonly version?: number | undefined;
};

export async function findMeasure(tx: Transaction, scope: Scope, which: WhichMeasure): Promise<MeasureRow | undefined> {
  const { programme, measure, version = null } = which;
  const { rows } = await sql<MeasureRow>`
    select ${columns} from measure_version m ${beside}
    where m.programme = ${programme} and m.measure = ${measure} and (${version}::integer is null or m.version = ${version})
      and ${programmeInScope(scope, "m.programme")} order by m.version desc limit 1`.execute(tx);
  return rows.map(readRow)[0];
}

/** Every version, newest first. */
export async function listMeasureVersions(
  tx: Transaction,
  scope: Scope,
  which: WhichMeasure,
): Promise<readonly MeasureRow[]> {
  const { rows } = await sql<MeasureRow>`
    select ${columns} from measure_version m ${beside}
    where m.programme = ${which.programme} and m.measure = ${which.measure} and ${programmeInScope(scope, "m.programme")}
    order by m.version desc`.execute(tx);
  return rows.map(readRow);
}

export type StreamRow = { readonly id: string; readonly name: Name; readonly mapping: StreamMapping };

export async function listStreamsToMeasure(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<readonly StreamRow[]> {
  const { rows } = await sql<StreamRow>`
    select distinct on (stream) stream as id, name, mapping from stream_version
    where programme = ${programme} and ${programmeInScope(scope, "programme")} order by stream, version desc`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, mapping: StreamMapping.parse(row.mapping) }));
}

/** Whether somebody answers for an indicator: the office for all, an owner for the own ones. */
export async function answersFor(
  tx: Transaction,
  scope: Scope,
  { programme, indicator }: { readonly programme: string; readonly indicator: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from programme p, (select ${indicator}::text as indicator) i
    where p.id = ${programme} and ${indicatorInScope(scope, "p.id", "i.indicator")}`.execute(tx);
  return rows.length === 1;
}

export type NewVersion = {
  readonly programme: string;
  readonly measure: string;
  readonly version: number;
  readonly content: Measure;
  readonly isEnded: boolean;
  readonly by: string;
  readonly reason: string;
};

/** False when another version of the number came first. */
export async function saveMeasureVersion(tx: Transaction, made: NewVersion): Promise<boolean> {
  const { programme, measure, version, content, isEnded, by, reason } = made;
  const { numAffectedRows } = await sql`
    insert into measure_version (programme, measure, version, stream, indicator, content, is_ended, made_by, reason)
    values (${programme}, ${measure}, ${version}, ${content.stream}, ${content.indicator}, ${JSON.stringify(content)}::jsonb,
      ${isEnded}, ${by}, ${reason}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Another measure, not ended, that already writes the figures of an indicator. */
export async function otherMeasureOf(
  tx: Transaction,
  which: { readonly programme: string; readonly measure: string; readonly indicator: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ measure: string }>`
    select measure from newest_measure where programme = ${which.programme} and indicator = ${which.indicator}
      and measure <> ${which.measure} and not is_ended limit 1`.execute(tx);
  return rows[0]?.measure;
}
