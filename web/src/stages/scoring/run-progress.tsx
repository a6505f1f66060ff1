import type { Run } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import type { z } from "zod";
import { ask, Refused } from "../../exchange/ask.ts";
import { session } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useSay } from "../../frame/preferences.tsx";

type One = z.output<typeof Run>;

export const isUnderWay = (run: Pick<One, "state">): boolean => run.state === "queued" || run.state === "running";
/** While runs are under way their list asks again. */
export const askAgainAfter = 1000;

/** State with a sign and a word. */
export function RunState({ run }: { readonly run: One }) {
  const say = useSay();
  const signs = { queued: "○", running: "◔", done: "●", failed: "■", cancelled: "×" } as const;
  const colour = run.state === "failed" ? "red" : isUnderWay(run) ? "blue" : "";
  return (
    <span className={`tag state-tag ${colour}`}>
      <span aria-hidden="true">{signs[run.state]} </span>
      {say(`run.state.${run.state}`)}
    </span>
  );
}

/** What is being done just now, how far it is, and the way to end it; why it failed; who ended it. */
export function RunProgress({ run }: { readonly run: One }) {
  const say = useSay();
  const questions = useQueryClient();
  const mayCancel = useQuery(session).data?.may.includes("cancel-run") ?? false;
  const cancel = useMutation({
    mutationFn: () => ask("cancelRun", { params: { run: run.run } }),
    onSettled: () =>
      Promise.all([
        questions.invalidateQueries({ queryKey: ["runs"] }),
        questions.invalidateQueries({ queryKey: ["run", run.run] }),
      ]),
  });
  if (run.state === "failed" && run.failure)
    return (
      <div className="notice failure">
        <p>
          <strong>{say("run.failed")}</strong> {say.composed(run.failure.code, run.failure.values)}
        </p>
        <p className="quiet">{say("run.failed.todo")}</p>
      </div>
    );
  if (run.state === "cancelled" && run.cancelled)
    return (
      <p className="quiet">
        {say("run.cancelled-by", {
          by: called(say, { id: run.cancelled.by, name: run.cancelled.byName }),
          at: moment(say.language, run.cancelled.at),
        })}
      </p>
    );
  if (!isUnderWay(run)) return null;
  const { done, total } = run.progress;
  const what =
    run.state === "queued" ? say("run.waits") : say(run.phase ? `run.phase.${run.phase}` : "run.state.running");
  return (
    <div className="under-way">
      <p role="status">
        <span>{what}</span>
        {run.state === "running" && total > 0 && (
          <span className="quiet figure"> {say("run.progress", { done, total })}</span>
        )}
      </p>
      <progress aria-label={what} {...(run.state === "running" && total > 0 ? { value: done, max: total } : {})} />
      {run.cancelled ? (
        <p className="quiet">{say("run.stopping")}</p>
      ) : (
        mayCancel && (
          <Popconfirm
            title={say("run.cancel.sure")}
            description={say("run.cancel.what")}
            okText={say("run.cancel")}
            cancelText={say("run.cancel.no")}
            onConfirm={() => cancel.mutate()}
          >
            <Button danger loading={cancel.isPending}>
              {say("run.cancel")}
            </Button>
          </Popconfirm>
        )
      )}
      {cancel.error instanceof Refused && (
        <p role="alert">{say.composed(cancel.error.problem.code, cancel.error.problem.params)}</p>
      )}
    </div>
  );
}
