import type { OutputOf, routes } from "@biaochi/contract";
import { daysBetween } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { type Called, listNewSecrets, listProgrammes, listUnits } from "./calling-store.ts";
import { type ListedConnection, listConnections, listConnectionVersions, type Which } from "./connection-store.ts";
import { type ArrivalRun, findRun, listRuns } from "./run-store.ts";
import { listStreams, type Stream } from "./stream-store.ts";
import { callBy, runSeen, versionsSeen, whoBy } from "./view.ts";
import { countWaiting } from "./waiting-store.ts";

type Head = OutputOf<typeof routes.listConnections>["connections"][number];
type Page = OutputOf<typeof routes.readConnection>;

/** A warning begins so many days before the agreement's last one. */
const warningDays = 30;

function expiryOf(lastDay: string, today: string): Head["expiry"] {
  if (lastDay < today) return "over";
  return daysBetween(today, lastDay) <= warningDays ? "near" : "far";
}

type Beside = {
  readonly programme: Head["programme"];
  readonly units: readonly Called[];
  readonly streams: readonly Stream[];
  readonly today: string;
};

const calledStreams = (streams: readonly Stream[]) => callBy(streams.map(({ stream, name }) => ({ id: stream, name })));

/** Tables of codes that streams use. */
export const tablesOf = (streams: readonly Stream[]): string[] =>
  [...new Set(streams.flatMap(({ mapping }) => mapping.codes ?? []))].toSorted();

/** Runs with the names of their streams and of whoever asked for them. */
export async function runsSeen(tx: Transaction, runs: readonly ArrivalRun[], streams: readonly Stream[]) {
  const who = await whoBy(
    tx,
    runs.map(({ askedBy }) => askedBy),
  );
  return runs.map((run) => runSeen(run, calledStreams(streams), who));
}

/** The newest run of a stream. */
export async function lastRunOf(tx: Transaction, scope: Scope, stream: Stream) {
  const runs = await listRuns(tx, scope, { programme: stream.programme, stream: stream.stream, limit: 1 });
  return (await runsSeen(tx, runs, [stream]))[0] ?? null;
}

async function headOf(tx: Transaction, scope: Scope, each: ListedConnection, beside: Beside): Promise<Head> {
  const { programme, units, streams, today } = beside;
  const { connection, version, name, place, isSimulated, keeper, agreement, isActive, everyMinutes, lastRun } = each;
  const last = lastRun === null ? undefined : await findRun(tx, scope, { programme: programme.id, run: lastRun });
  const [seen = null] = await runsSeen(tx, last === undefined ? [] : [last], streams);
  return {
    ...{ programme, connection, version, kind: place.kind, name, isSimulated, isActive, everyMinutes, lastRun: seen },
    keeper: keeper === null ? null : callBy(units)(keeper),
    ...{ lastDay: agreement.lastDay, expiry: expiryOf(agreement.lastDay, today) },
    ...{ nextAt: each.nextAt?.toISOString() ?? null, failures: each.failures, open: each.openQuarantine },
  };
}

/** Every connection in reach, with what may be chosen for a new one. */
export async function connectionsSeen(
  tx: Transaction,
  scope: Scope,
  today: string,
): Promise<OutputOf<typeof routes.listConnections>> {
  const programmes = await listProgrammes(tx, scope);
  const connections: Head[] = [];
  const choice: { programme: string; id: string; name: Called["name"] }[] = [];
  for (const programme of programmes) {
    const units = await listUnits(tx, scope, programme.id);
    const streams = await listStreams(tx, scope, { programme: programme.id });
    choice.push(...units.map((unit) => ({ programme: programme.id, ...unit })));
    for (const each of await listConnections(tx, scope, programme.id))
      connections.push(await headOf(tx, scope, each, { programme, units, streams, today }));
  }
  return { connections, programmes: [...programmes], units: choice };
}

/** One connection with its streams and versions; undefined: out of reach. */
export async function connectionSeen(
  tx: Transaction,
  scope: Scope,
  which: Which,
  today: string,
): Promise<Page | undefined> {
  const programme = (await listProgrammes(tx, scope)).find(({ id }) => id === which.programme);
  const all = programme === undefined ? [] : await listConnections(tx, scope, programme.id);
  const listed = all.find(({ connection }) => connection === which.connection);
  if (programme === undefined || listed === undefined) return undefined;
  const streams = await listStreams(tx, scope, { programme: programme.id });
  const units = await listUnits(tx, scope, programme.id);
  const { place, hasSecret, agreement } = listed;
  return {
    ...(await headOf(tx, scope, listed, { programme, units, streams, today })),
    ...{ place, hasSecret, agreement: { ...agreement, fields: [...agreement.fields] } },
    versions: await versionsOf(tx, scope, which),
    streams: await streamsOf(
      tx,
      scope,
      streams.filter(({ connection }) => connection === which.connection),
    ),
    tables: tablesOf(streams),
  };
}

/** Of a secret it is told that it was replaced, by counting how often. */
async function versionsOf(tx: Transaction, scope: Scope, which: Which): Promise<Page["versions"]> {
  const versions = await listConnectionVersions(tx, scope, which);
  const renewed = [...(await listNewSecrets(tx, scope, which))];
  const who = await whoBy(
    tx,
    versions.map(({ madeBy }) => madeBy),
  );
  const partsOf = ({ version, name, place, agreement, keeper }: (typeof versions)[number]) => ({
    ...{ name, place, agreement, keeper },
    secret: renewed.filter((each) => each <= version).length,
  });
  return versionsSeen(versions, partsOf, who);
}

async function streamsOf(tx: Transaction, scope: Scope, streams: readonly Stream[]): Promise<Page["streams"]> {
  const [first] = streams;
  const waiting = first === undefined ? new Map<string, number>() : await countWaiting(tx, scope, first.programme);
  const seen: Page["streams"] = [];
  for (const each of streams) {
    const { stream, name, version } = each;
    const lastRun = await lastRunOf(tx, scope, each);
    seen.push({ stream, name, version, open: waiting.get(stream) ?? 0, lastRun });
  }
  return seen;
}
