import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { listProgrammes } from "../registry/store.ts";
import { cancelRun, releaseRun, startRun } from "./commands.ts";
import { runChoicesOf } from "./run-choices.ts";
import { comparisonOf } from "./run-comparison.ts";
import { releaseOf, runPageOf } from "./run-page.ts";
import { countProgrammeFacts, findRun, findRunState, latestRuns, listRuns } from "./store.ts";

/** Pages of runs that are kept; more are asked for anew. */
const mostKnown = 1000;

/**
 * `onQueued` is told of every new run after its commit-to-be: the job that computes it. `onCancelled` is told which run
 * somebody wants to end.
 */
export function runRoutes(
  clock: Clock,
  onQueued: () => void,
  onCancelled: (run: number) => void,
): readonly MountedRoute<Actor>[] {
  // A finished run stays as it was written, its release apart: the database refuses anything else. Scope is asked each time.
  const finished = new Map<number, ReturnType<typeof runPageOf>>();
  return [
    handle<Actor>()(routes.listRuns, async (tx, { actor, input }) => {
      const { programme, cursor, limit } = input.query;
      const before = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
      const runs = await listRuns(tx, actor.scope, {
        programme,
        limit: limit + 1,
        before,
      });
      const shown = runs.slice(0, limit);
      const [latest, facts] = [await latestRuns(tx, actor.scope), await countProgrammeFacts(tx, actor.scope)];
      const programmes = await listProgrammes(tx, actor.scope);
      return ok({
        value: {
          programmes: programmes.map(({ id, title, synthetic, unit, team, official }) => ({
            ...{ id, title, synthetic, subjects: { unit, team, official } },
            facts: facts.get(id) ?? 0,
            latestRun: latest.get(id) ?? null,
          })),
          runs: shown.map(runPageOf),
          next: runs.length > limit ? String(shown.at(-1)?.id ?? "") : null,
        },
      });
    }),
    handle<Actor>()(routes.readRun, async (tx, { actor, input }) => {
      const now = await findRunState(tx, actor.scope, input.params.run);
      if (now === undefined) return refuse({ code: "outside-scope" });
      const known = finished.get(input.params.run);
      if (known?.state === now.state) return ok({ value: { ...known, ...releaseOf(now) } });
      const run = await findRun(tx, actor.scope, input.params.run);
      if (run === undefined) return refuse({ code: "outside-scope" });
      const value = runPageOf(run);
      if (finished.size >= mostKnown) finished.clear();
      // What has been found is for whoever reaches those whom it is about: such a page is nobody else's.
      if (run.state === "done" && run.is_without_findings) finished.set(run.id, value);
      return ok({ value });
    }),
    handle<Actor>()(routes.startRun, async (tx, { actor, input, reply }) => {
      const started = await startRun(tx, actor.scope, { ...input.body, by: actor.id });
      if (!started.ok) return started;
      reply.raw.once("close", onQueued);
      return ok({ value: runPageOf(started.value) });
    }),
    handle<Actor>()(routes.cancelRun, async (tx, { actor, input, reply }) => {
      const { run } = input.params;
      const cancelled = await cancelRun(tx, actor.scope, { run, by: actor.id });
      if (!cancelled.ok) return cancelled;
      reply.raw.once("close", () => onCancelled(run));
      return ok({ value: runPageOf(cancelled.value) });
    }),
    handle<Actor>()(routes.releaseRun, async (tx, { actor, input }) => {
      const released = await releaseRun(tx, actor.scope, {
        ...input.params,
        ...input.body,
        by: actor.id,
        day: clock.today(),
      });
      return released.ok ? ok({ value: runPageOf(released.value) }) : released;
    }),
    handle<Actor>()(routes.compareRuns, async (tx, { actor, input }) => {
      const compared = await comparisonOf(tx, actor, { run: input.params.run, ...input.query });
      return compared.ok ? ok({ value: compared.value }) : compared;
    }),
    handle<Actor>()(routes.readRunChoices, async (tx, { actor, input }) => {
      const choices = await runChoicesOf(tx, actor.scope, input.params.programme);
      return choices === undefined ? refuse({ code: "outside-scope" }) : ok({ value: choices });
    }),
  ];
}
