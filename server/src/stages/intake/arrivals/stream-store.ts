import type { Name, StreamMapping } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope, setUpInScope } from "../../../platform/scope.ts";

export type Stream = {
  readonly programme: string;
  readonly stream: string;
  readonly version: number;
  readonly connection: string;
  readonly name: Name;
  readonly mapping: StreamMapping;
  readonly isSimulated: boolean;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly reason: string;
};

export type WhichStream = { readonly programme: string; readonly stream: string };

const columns = sql`m.programme, m.stream, m.version, m.connection, m.name, m.mapping,
  coalesce((select c.is_simulated from connection_version c where c.programme = m.programme and c.connection = m.connection
    order by c.version desc limit 1), false) as "isSimulated",
  m.made_by as "madeBy", m.made_at as "madeAt", m.reason`;

/** The indicators that are computed of a stream: who answers for one of them answers for what its rows mean. */
export const indicatorsOf = sql`array(select v.indicator from measure_version v
  where v.programme = m.programme and v.stream = m.stream and not v.is_ended
    and not exists (select from measure_version n where n.programme = v.programme and n.measure = v.measure and n.version > v.version))`;

/** Who keeps connections sees what their rows mean, and none of them; a unit sees the streams, and in them its own rows. */
const mayRead = (scope: Scope) =>
  sql<boolean>`(${setUpInScope(scope, "m.programme")} or ${arrivedInScope(scope, {
    ...{ programme: "m.programme", indicators: indicatorsOf },
    about: (units) => sql`exists (select from source_code k
    where k.programme = m.programme and k.codes = m.mapping->>'codes' and k.subject = any(${[...units]}))`,
  })})`;

export async function listStreams(
  tx: Transaction,
  scope: Scope,
  { programme, connection }: { readonly programme: string; readonly connection?: string },
): Promise<readonly Stream[]> {
  const { rows } = await sql<Stream>`select ${columns} from stream_version m
    where m.programme = ${programme} and (${connection ?? null}::text is null or m.connection = ${connection ?? null}) and ${mayRead(scope)}
      and not exists (select from stream_version n where n.programme = m.programme and n.stream = m.stream and n.version > m.version)
    order by m.stream`.execute(tx);
  return rows;
}

/** The newest version, or the one that is named. */
export async function findStream(
  tx: Transaction,
  scope: Scope,
  { programme, stream, version }: WhichStream & { readonly version?: number },
): Promise<Stream | undefined> {
  const { rows } = await sql<Stream>`select ${columns} from stream_version m
    where m.programme = ${programme} and m.stream = ${stream} and ${mayRead(scope)}
      and (${version ?? null}::int is null or m.version = ${version ?? null}) order by m.version desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

export async function listStreamVersions(
  tx: Transaction,
  scope: Scope,
  { programme, stream }: WhichStream,
): Promise<readonly Stream[]> {
  const { rows } = await sql<Stream>`select ${columns} from stream_version m
    where m.programme = ${programme} and m.stream = ${stream} and ${mayRead(scope)} order by m.version desc`.execute(
    tx,
  );
  return rows;
}

export async function insertStream(tx: Transaction, made: Omit<Stream, "isSimulated" | "madeAt">): Promise<void> {
  const { programme, stream, version, connection, name, mapping, madeBy, reason } = made;
  await sql`insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
    values (${programme}, ${stream}, ${version}, ${connection}, ${JSON.stringify(name)}::jsonb, ${JSON.stringify(mapping)}::jsonb,
      ${madeBy}, ${reason})`.execute(tx);
}

/** One after the other changes what a stream means, or takes rows of it in; until the end of the transaction. */
export async function lockStream(tx: Transaction, { programme, stream }: WhichStream): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`stream ${programme} ${stream}`}, 0))`.execute(tx);
}
