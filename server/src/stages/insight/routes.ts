import { ok, refuse, routes } from "@biaochi/contract";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { listSchemeVersions } from "../schemes/store.ts";
import { cancelTrial, startTrials } from "./commands.ts";
import { countTrials, findTrial, listSitting, listTrials, readTrialResult } from "./trial-store.ts";

export type TrialBells = {
  /** Trials wait. */
  readonly onTrial: () => void;
  /** Somebody wants this one to end, and has said so in the database. */
  readonly onTrialCancelled: (trial: number) => void;
};

export function trialRoutes({ onTrial, onTrialCancelled }: TrialBells): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.startTrials, async (tx, { actor, input, reply }) => {
      const started = await startTrials(tx, actor.scope, { ...input.body, by: actor.id });
      if (!started.ok) return started;
      reply.raw.once("close", onTrial);
      return ok({ value: { trials: [...started.value] } });
    }),
    handle<Actor>()(routes.listTrials, async (tx, { actor, input }) => {
      const { cursor, limit, ...which } = input.query;
      const versions = await listSchemeVersions(tx, actor.scope, which.programme);
      if (versions.length === 0) return refuse({ code: "outside-scope" });
      const before = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
      const counts = await countTrials(tx, actor.scope, which);
      const trials = await listTrials(tx, actor.scope, { ...which, before, limit: limit + 1 });
      const shown = trials.slice(0, limit);
      const next = trials.length > limit ? String(shown.at(-1)?.trial ?? "") : null;
      return ok({ value: { ...counts, trials: shown, next } });
    }),
    handle<Actor>()(routes.readTrial, async (tx, { actor, input }) => {
      const trial = await findTrial(tx, actor.scope, input.params.trial);
      if (trial === undefined) return refuse({ code: "outside-scope" });
      const { programme, document } = trial;
      const beside = await listSitting(tx, actor.scope, trial.sitting);
      const { total, documents } = await countTrials(tx, actor.scope, { programme, scheme: document.scheme });
      return ok({
        value: {
          trial,
          beside: beside.filter((each) => each.trial !== trial.trial),
          result: await readTrialResult(tx, actor.scope, trial.trial),
          tried: { total, documents },
        },
      });
    }),
    handle<Actor>()(routes.cancelTrial, async (tx, { actor, input, reply }) => {
      const { trial } = input.params;
      const cancelled = await cancelTrial(tx, actor.scope, { trial, by: actor.id });
      if (!cancelled.ok) return cancelled;
      reply.raw.once("close", () => onTrialCancelled(trial));
      return ok({ value: cancelled.value });
    }),
  ];
}
