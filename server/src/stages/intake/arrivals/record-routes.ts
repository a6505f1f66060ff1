import { ok, refuse, routes } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { leaveQuarantined, retryQuarantined } from "./ask.ts";
import { listUnits } from "./calling-store.ts";
import { countOpen, countReasons, listQuarantined } from "./quarantine-store.ts";
import { type ArrivedRecord, listRecords, listRevisions, type RecordMark } from "./record-store.ts";
import type { ArrivalOptions } from "./routes.ts";
import { findStream, type Stream } from "./stream-store.ts";
import { callBy, reasonSeen, recordSeen, rowSeen, whoBy } from "./view.ts";

/** Rows that wait: read, tried again, left out. */
function quarantineRoutes(options: ArrivalOptions): readonly MountedRoute<Actor>[] {
  const { onArrival } = options;
  return [
    handle<Actor>()(routes.listQuarantine, async (tx, { actor, input }) => {
      const { state, reason: code, cursor, limit } = input.query;
      const stream = await findStream(tx, actor.scope, input.params);
      if (stream === undefined) return refuse({ code: "outside-scope" });
      const after = cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : undefined;
      const found = await listQuarantined(tx, actor.scope, { ...input.params, state, code, after, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const { checks } = stream.mapping;
      const who = await whoBy(
        tx,
        shown.map(({ settledBy }) => settledBy),
      );
      const counts = await countReasons(tx, actor.scope, input.params);
      return ok({
        value: {
          rows: shown.map((row) => rowSeen(row, checks, who)),
          next: found.length > limit ? String(shown.at(-1)?.id ?? "") : null,
          counts: counts.map(({ rows, field, check, ...reason }) => ({
            reason: reasonSeen(checks, {
              ...{ ...reason, ...(field === null ? {} : { field }), ...(check === null ? {} : { check }) },
            }),
            rows,
          })),
          open: await countOpen(tx, actor.scope, input.params),
        },
      });
    }),
    handle<Actor>()(routes.retryRows, async (tx, { actor, input, reply }) => {
      const retried = await retryQuarantined(tx, actor, { ...input.params, ids: input.body.rows });
      if (!retried.ok) return retried;
      reply.raw.once("close", onArrival);
      return ok({ value: retried.value });
    }),
    handle<Actor>()(routes.leaveRows, async (tx, { actor, input }) => {
      if ((await findStream(tx, actor.scope, input.params)) === undefined) return refuse({ code: "outside-scope" });
      const { rows: ids, reason } = input.body;
      const left = await leaveQuarantined(tx, actor, { ...input.params, ids, reason }, options);
      return left.ok ? ok({ value: left.value }) : left;
    }),
  ];
}

/** Moments of records are whole milliseconds. */
const markOf = ({ happenedAt, key }: ArrivedRecord): string =>
  Buffer.from(JSON.stringify([happenedAt?.toISOString() ?? null, key])).toString("base64url");

/** A mark that is none begins with the first page. */
function readMark(cursor: string | undefined): RecordMark | undefined {
  if (cursor === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const [happenedAt, key] = Array.isArray(read) ? read : [];
    const isMoment = happenedAt === null || (typeof happenedAt === "string" && !Number.isNaN(Date.parse(happenedAt)));
    return isMoment && typeof key === "string" ? { happenedAt, key } : undefined;
  } catch {
    return undefined;
  }
}

/** Key, moment and unit have columns of their own. */
function headOf({ stream, name, isSimulated, mapping }: Stream) {
  const { key, happenedAt, unit } = mapping;
  const others = Object.entries(mapping.fields).filter(
    ([field, { from }]) => from !== key && field !== happenedAt && field !== unit,
  );
  const titles = others.flatMap(([field, { title }]) => (title === undefined ? [] : [[field, title] as const]));
  return {
    stream: { id: stream, name, isSimulated },
    fields: others.map(([field]) => field),
    titles: Object.fromEntries(titles),
  };
}

async function recordsSeen(tx: Transaction, { scope }: Actor, stream: Stream, records: readonly ArrivedRecord[]) {
  const units = await listUnits(tx, scope, stream.programme);
  const call = callBy(units);
  return { units: [...units], records: records.map((record) => recordSeen(record, stream.mapping.checks, call)) };
}

/** What has become of rows: for a unit its own. */
const keptRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.listRecords, async (tx, { actor, input }) => {
    const { cursor, limit, ...which } = input.query;
    const stream = await findStream(tx, actor.scope, input.params);
    if (stream === undefined) return refuse({ code: "outside-scope" });
    const question = { ...input.params, ...which, after: readMark(cursor), limit: limit + 1 };
    const found = await listRecords(tx, actor.scope, question);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const { units, records } = await recordsSeen(tx, actor, stream, shown);
    const next = found.length > limit && last !== undefined ? markOf(last) : null;
    return ok({ value: { ...headOf(stream), records, units, next } });
  }),
  handle<Actor>()(routes.readRecord, async (tx, { actor, input }) => {
    const stream = await findStream(tx, actor.scope, input.params);
    if (stream === undefined) return refuse({ code: "outside-scope" });
    const found = await listRevisions(tx, actor.scope, { ...input.params, ...input.query });
    if (found.length === 0) return refuse({ code: "outside-scope" });
    const { records: revisions } = await recordsSeen(tx, actor, stream, found);
    return ok({ value: { ...headOf(stream), revisions } });
  }),
];

export const recordRoutes = (options: ArrivalOptions): readonly MountedRoute<Actor>[] => [
  ...quarantineRoutes(options),
  ...keptRoutes,
];
