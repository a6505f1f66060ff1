import type { Trial } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { z } from "zod";
import { ask } from "../../exchange/ask.ts";
import { RefusedHere } from "../../frame/form.tsx";
import { useSay } from "../../frame/preferences.tsx";

type One = z.output<typeof Trial>;

export const isTrialUnderWay = ({ state }: Pick<One, "state">): boolean => state === "waiting" || state === "running";
export const askTrialAgainAfter = 700;

export function TrialState({ trial }: { readonly trial: One }) {
  const say = useSay();
  const signs = { waiting: "○", running: "▶", done: "●", failed: "■", cancelled: "×" } as const;
  const colour = trial.state === "failed" ? "red" : isTrialUnderWay(trial) ? "blue" : "";
  return (
    <span className={`tag state-tag ${colour}`}>
      <span aria-hidden="true">{signs[trial.state]} </span>
      {say(`trial.state.${trial.state}`)}
    </span>
  );
}

/** How far a trial is, and the way to end it; why it failed. */
export function TrialProgress({ trial }: { readonly trial: One }) {
  const say = useSay();
  const questions = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => ask("cancelTrial", { params: { trial: trial.trial } }),
    onSettled: () => questions.invalidateQueries({ queryKey: ["trial"] }),
  });
  if (trial.state === "done") return null;
  if (trial.state === "cancelled") return <p className="quiet">{say("trial.cancelled")}</p>;
  if (trial.state === "failed")
    return <p className="notice failure">{trial.failure && say.composed(trial.failure.code, trial.failure.values)}</p>;
  const { done, total } = trial.progress;
  const what = say(`trial.state.${trial.state}`);
  return (
    <div className="under-way">
      <p role="status">{what}</p>
      <progress aria-label={what} {...(trial.state === "running" && total > 1 ? { value: done, max: total } : {})} />
      <Button danger loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {say("trial.cancel")}
      </Button>
      <RefusedHere error={cancel.error} />
    </div>
  );
}
