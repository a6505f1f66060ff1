import { may, ok, refuse, routes } from "@biaochi/contract";
import type { Actor } from "../../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../../platform/mount-routes.ts";
import { reachesInto } from "./calling-store.ts";
import { listCodes } from "./code-store.ts";
import { endCode, saveCode, saveStream } from "./commands.ts";
import { runsSeen } from "./connection-view.ts";
import { preview } from "./preview.ts";
import { recordRoutes } from "./record-routes.ts";
import { type ArrivalOptions, beforeOf } from "./routes.ts";
import { listRuns } from "./run-store.ts";
import { findStream } from "./stream-store.ts";
import { codesSeen, streamSeen, streamsSeen, unitsByCode } from "./stream-view.ts";
import { previewSeen } from "./view.ts";

const trialsPerMinute = 30;

/** What rows mean, and how the other system calls units. */
function meaningRoutes(options: ArrivalOptions): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readStream, async (tx, { actor, input }) => {
      const value = await streamSeen(tx, actor.scope, input.params);
      return value === undefined ? refuse({ code: "outside-scope" }) : ok({ value });
    }),
    handle<Actor>()(routes.listStreamRuns, async (tx, { actor, input }) => {
      const { cursor, limit } = input.query;
      const stream = await findStream(tx, actor.scope, input.params);
      if (stream === undefined) return refuse({ code: "outside-scope" });
      const found = await listRuns(tx, actor.scope, { ...input.params, ...beforeOf(cursor), limit: limit + 1 });
      const runs = await runsSeen(tx, found.slice(0, limit), [stream]);
      return ok({ value: { runs, next: found.length > limit ? String(runs.at(-1)?.run ?? "") : null } });
    }),
    handle<Actor>()(routes.saveStream, async (tx, { actor, input, reply }) => {
      const { stream } = input.params;
      const isThere = (await findStream(tx, actor.scope, input.params)) !== undefined;
      if (input.body.basedOn === 0 && isThere) return refuse({ code: "arrival-taken", params: { id: stream } });
      const saved = await saveStream(tx, actor, { ...input.params, ...input.body });
      if (!saved.ok) return saved;
      reply.raw.once("close", options.onMeaning);
      return ok({ value: saved.value });
    }),
    handleLong<Actor>(trialsPerMinute)(routes.tryStream, async (database, { actor, input }) => {
      const { mapping } = input.body;
      const { programme } = input.params;
      const tried = await preview(database, actor, { ...input.params, ...input.body }, options);
      if (!tried.ok) return tried;
      const codes = { programme, codes: mapping.codes };
      const names = await database.read((tx) => unitsByCode(tx, actor.scope, codes, options.clock.today()));
      const isHidden = !may("see-records", actor.held);
      const unitOf = (code: string) => names.get(code) ?? null;
      return ok({ value: previewSeen(tried.value, { checks: mapping.checks, unitOf, isHidden }) });
    }),
    handle<Actor>()(routes.listCodes, async (tx, { actor, input }) => {
      const stream = await findStream(tx, actor.scope, input.params);
      return stream === undefined
        ? refuse({ code: "outside-scope" })
        : ok({ value: await codesSeen(tx, actor.scope, stream) });
    }),
    handle<Actor>()(routes.saveCodes, async (tx, { actor, input, reply }) => {
      const { programme } = input.params;
      const stream = await findStream(tx, actor.scope, input.params);
      if (stream === undefined) return refuse({ code: "outside-scope" });
      const { codes } = stream.mapping;
      if (codes === undefined) return refuse({ code: "arrival-codes-none" });
      const lines = input.body.lines.map(({ code, unit, firstDay }) => ({ code, subject: unit, firstDay }));
      const saved = await saveCode(tx, actor, { programme, codes, lines });
      if (!saved.ok) return saved;
      reply.raw.once("close", options.onMeaning);
      return ok({ value: saved.value });
    }),
    handle<Actor>()(routes.endCode, async (tx, { actor, input, reply }) => {
      const { programme, line } = input.params;
      const { lastDay } = input.body;
      const stream = await findStream(tx, actor.scope, input.params);
      if (stream === undefined) return refuse({ code: "outside-scope" });
      const { codes } = stream.mapping;
      if (codes === undefined) return refuse({ code: "arrival-codes-none" });
      const found = (await listCodes(tx, actor.scope, { programme, codes })).find(({ id }) => id === line);
      if (found === undefined) return refuse({ code: "outside-scope" });
      if (found.lastDay !== null) return refuse({ code: "arrival-code-ended", params: { day: found.lastDay } });
      if (lastDay < found.firstDay) return refuse({ code: "days-out-of-order" });
      const ended = await endCode(tx, actor, { programme, id: line, lastDay });
      if (!ended.ok) return ended;
      reply.raw.once("close", options.onMeaning);
      return ok({ value: { line } });
    }),
  ];
}

export const streamRoutes = (options: ArrivalOptions): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.listStreams, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await reachesInto(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const waits = may("see-streams", actor.held);
    return ok({ value: { streams: [...(await streamsSeen(tx, actor.scope, programme, waits))] } });
  }),
  ...meaningRoutes(options),
  ...recordRoutes(options),
];
