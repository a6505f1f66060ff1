import { may, ok, refuse, routes } from "@biaochi/contract";
import type { Actor } from "../../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../../platform/mount-routes.ts";
import { askForRun } from "./ask.ts";
import { type ArrivalTools, saveConnection, setActive, setSchedule } from "./commands.ts";
import { findConnection } from "./connection-store.ts";
import { connectionSeen, connectionsSeen, runsSeen } from "./connection-view.ts";
import type { SourceTools } from "./open-source.ts";
import { preview } from "./preview.ts";
import { listRuns } from "./run-store.ts";
import { streamRoutes } from "./stream-routes.ts";
import { listStreams } from "./stream-store.ts";
import { previewSeen } from "./view.ts";

export type ArrivalOptions = ArrivalTools &
  SourceTools & {
    /** Told when a run waits. */
    readonly onArrival: () => void;
    /** Told when records mean something else than before: figures are to be counted anew. */
    readonly onMeaning: () => void;
  };

/** A page of another system is waited for. */
const trialsPerMinute = 20;

export const beforeOf = (cursor: string | undefined): { readonly before?: number } =>
  cursor !== undefined && /^\d{1,9}$/.test(cursor) ? { before: Number(cursor) } : {};

/** Connections: where data come from, under which agreement, and how it goes. */
function connectionRoutes(options: ArrivalOptions): readonly MountedRoute<Actor>[] {
  const { clock, onArrival } = options;
  return [
    handle<Actor>()(routes.listConnections, async (tx, { actor }) =>
      ok({ value: await connectionsSeen(tx, actor.scope, clock.today()) }),
    ),
    handle<Actor>()(routes.readConnection, async (tx, { actor, input }) => {
      const value = await connectionSeen(tx, actor.scope, input.params, clock.today());
      return value === undefined ? refuse({ code: "outside-scope" }) : ok({ value });
    }),
    handle<Actor>()(routes.saveConnection, async (tx, { actor, input }) => {
      const { connection } = input.params;
      const isThere = (await findConnection(tx, actor.scope, input.params)) !== undefined;
      if (input.body.basedOn === 0 && isThere) return refuse({ code: "arrival-taken", params: { id: connection } });
      const saved = await saveConnection(tx, actor, { ...input.params, ...input.body }, options);
      return saved.ok ? ok({ value: saved.value }) : saved;
    }),
    handle<Actor>()(routes.scheduleConnection, async (tx, { actor, input }) => {
      const { isActive, everyMinutes } = input.body;
      const timed = await setSchedule(tx, actor, { ...input.params, everyMinutes }, options);
      if (!timed.ok) return timed;
      const set = await setActive(tx, actor, { ...input.params, isActive }, options);
      return set.ok ? ok({ value: { isActive } }) : set;
    }),
    handleLong<Actor>(trialsPerMinute)(routes.tryConnection, async (database, { actor, input }) => {
      const { programme } = input.params;
      // One that is not saved yet has no secret to be known by.
      const { connection = "" } = input.body;
      const tried = await preview(database, actor, { programme, ...input.body, connection }, options);
      if (!tried.ok) return tried;
      const isHidden = !may("see-records", actor.held);
      return ok({ value: previewSeen(tried.value, { checks: [], unitOf: () => null, isHidden }) });
    }),
    handle<Actor>()(routes.listArrivalRuns, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const { cursor, limit } = input.query;
      if ((await findConnection(tx, actor.scope, input.params)) === undefined) return refuse({ code: "outside-scope" });
      const found = await listRuns(tx, actor.scope, { ...input.params, ...beforeOf(cursor), limit: limit + 1 });
      const runs = await runsSeen(tx, found.slice(0, limit), await listStreams(tx, actor.scope, { programme }));
      return ok({ value: { runs, next: found.length > limit ? String(runs.at(-1)?.run ?? "") : null } });
    }),
    handle<Actor>()(routes.askForRun, async (tx, { actor, input, reply }) => {
      const { day } = input.body;
      const asked = await askForRun(
        tx,
        actor,
        { ...input.params, why: day === undefined ? "asked" : "replay", day },
        options,
      );
      if (!asked.ok) return asked;
      reply.raw.once("close", onArrival);
      return ok({ value: asked.value });
    }),
  ];
}

/** Data that arrive: connections, what their rows mean, what waits, what came. */
export const arrivalRoutes = (options: ArrivalOptions): readonly MountedRoute<Actor>[] => [
  ...connectionRoutes(options),
  ...streamRoutes(options),
];
