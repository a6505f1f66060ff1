import { ok, refuse, routes } from "@biaochi/contract";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { listProgrammes } from "../registry/store.ts";
import { findSchemeVersion, schemeOf } from "../schemes/store.ts";
import { changesBetween } from "./changes.ts";
import { startRun } from "./commands.ts";
import { listOutcomes } from "./result-store.ts";
import { runPageOf } from "./run-page.ts";
import { countProgrammeFacts, findRun, latestRuns, listRuns } from "./store.ts";
import { sightOf } from "./visibility.ts";

/** `onQueued` is told of every new run after its commit-to-be: the job that computes it. */
export function runRoutes(onQueued: () => void): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.listRuns, async (tx, { actor, input }) => {
      const { programme, cursor, limit } = input.query;
      const before = cursor === undefined ? undefined : Number(cursor);
      const runs = await listRuns(tx, actor.scope, {
        programme,
        limit: limit + 1,
        before: Number.isInteger(before) ? before : undefined,
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
      const run = await findRun(tx, actor.scope, input.params.run);
      return run === undefined ? refuse({ code: "outside-scope" }) : ok({ value: runPageOf(run) });
    }),
    handle<Actor>()(routes.startRun, async (tx, { actor, input, reply }) => {
      const started = await startRun(tx, actor.scope, input.body);
      if (!started.ok) return started;
      reply.raw.once("close", onQueued);
      return ok({ value: runPageOf(started.value) });
    }),
    handle<Actor>()(routes.compareRuns, async (tx, { actor, input }) => {
      const after = await findRun(tx, actor.scope, input.params.run);
      const before = await findRun(tx, actor.scope, input.query.since);
      if (before === undefined || after === undefined || before.programme !== after.programme)
        return refuse({ code: "outside-scope" });
      const unfinished = [before, after].find((run) => run.state !== "done");
      if (unfinished !== undefined) return refuse({ code: "run-unfinished", params: { state: unfinished.state } });
      const version = await findSchemeVersion(tx, actor.scope, after);
      if (version === undefined) return refuse({ code: "outside-scope" });
      const [was, is] = [await listOutcomes(tx, actor.scope, before.id), await listOutcomes(tx, actor.scope, after.id)];
      const sight = sightOf(actor.role);
      const all = changesBetween({ run: before, lines: was }, { run: after, lines: is }, schemeOf(version), sight);
      const changes = all.filter(({ subject }) => (input.query.type ?? subject.type) === subject.type);
      return ok({ value: { before: runPageOf(before), after: runPageOf(after), changes } });
    }),
  ];
}
