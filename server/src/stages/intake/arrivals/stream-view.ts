import type { Name, OutputOf, routes } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeCity } from "../../../platform/scope.ts";
import { listUnits } from "./calling-store.ts";
import { listCodes, listUnmapped } from "./code-store.ts";
import { findConnection } from "./connection-store.ts";
import { lastRunOf, tablesOf } from "./connection-view.ts";
import { findStream, listStreams, listStreamVersions, type Stream, type WhichStream } from "./stream-store.ts";
import { callBy, versionsSeen, whoBy } from "./view.ts";
import { countWaiting } from "./waiting-store.ts";

type Page = OutputOf<typeof routes.readStream>;
type Codes = OutputOf<typeof routes.listCodes>;
type Listed = OutputOf<typeof routes.listStreams>["streams"][number];

/** What the connection of a stream is called: whoever may read the stream need not see where it comes from. */
async function connectionOf(tx: Transaction, { programme, connection }: Stream) {
  const found = await findConnection(tx, wholeCity, { programme, connection });
  if (found === undefined) throw new Error(`the stream of ${programme} has no connection ${connection}`);
  const { name, place, isSimulated, isActive } = found;
  return { connection: { id: connection, name, kind: place.kind, isSimulated }, isActive };
}

/** `waits`: whether the reader may see the rows that wait. */
export async function streamsSeen(
  tx: Transaction,
  scope: Scope,
  programme: string,
  waits: boolean,
): Promise<readonly Listed[]> {
  const waiting = await countWaiting(tx, scope, programme);
  const seen: Listed[] = [];
  for (const each of await listStreams(tx, scope, { programme })) {
    const { stream, name } = each;
    const { connection } = await connectionOf(tx, each);
    // How a run went names no row: a unit is told, too, when its records came last.
    const lastRun = await lastRunOf(tx, wholeCity, each);
    seen.push({ stream, name, connection, lastRun, open: waits ? (waiting.get(stream) ?? 0) : null });
  }
  return seen;
}

export async function streamSeen(tx: Transaction, scope: Scope, which: WhichStream): Promise<Page | undefined> {
  const found = await findStream(tx, scope, which);
  if (found === undefined) return undefined;
  const { programme, stream, version, name, mapping } = found;
  const versions = await listStreamVersions(tx, scope, which);
  const who = await whoBy(
    tx,
    versions.map(({ madeBy }) => madeBy),
  );
  return {
    ...{ programme, stream, version, name, mapping },
    ...(await connectionOf(tx, found)),
    versions: versionsSeen(versions, (each) => ({ name: each.name, ...each.mapping }), who),
    open: (await countWaiting(tx, scope, programme)).get(stream) ?? 0,
    tables: tablesOf(await listStreams(tx, scope, { programme })),
  };
}

/** Codes that records name and nobody explained first, then the table. */
export async function codesSeen(tx: Transaction, scope: Scope, stream: Stream): Promise<Codes> {
  const { programme, mapping } = stream;
  const { codes = null } = mapping;
  const units = [...(await listUnits(tx, scope, programme))];
  if (codes === null) return { codes, unmapped: [], lines: [], units };
  const lines = await listCodes(tx, scope, { programme, codes });
  const unmapped = await listUnmapped(tx, scope, { programme, stream: stream.stream, codes });
  const who = await whoBy(
    tx,
    lines.map(({ madeBy }) => madeBy),
  );
  return {
    ...{ codes, units },
    unmapped: unmapped.map(({ code, records, newest }) => ({ code, records, newest: newest?.toISOString() ?? null })),
    lines: lines.map(({ id, code, subject, firstDay, lastDay, madeBy, madeAt }) => ({
      ...{ line: id, code, unit: callBy(units)(subject), firstDay, lastDay },
      ...{ by: who(madeBy), at: madeAt.toISOString() },
    })),
  };
}

/** Whom codes mean on a day. */
export async function unitsByCode(
  tx: Transaction,
  scope: Scope,
  { programme, codes }: { readonly programme: string; readonly codes: string | undefined },
  day: string,
): Promise<ReadonlyMap<string, Name>> {
  if (codes === undefined) return new Map();
  const call = callBy(await listUnits(tx, scope, programme));
  const lines = await listCodes(tx, scope, { programme, codes });
  const held = lines.filter(({ firstDay, lastDay }) => firstDay <= day && (lastDay ?? day) >= day);
  return new Map(held.map(({ code, subject }) => [code, call(subject).name]));
}
