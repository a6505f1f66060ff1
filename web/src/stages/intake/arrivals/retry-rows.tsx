import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect } from "react";
import { ask } from "../../../exchange/ask.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { isUnderWay, type OfStream, stale, streamRuns } from "./questions.ts";
import { RunSaid } from "./run-said.tsx";

type Props = { readonly of: OfStream; readonly rows: readonly number[]; readonly open: number };

/** Reads them again as things stand now: those that are marked, or all that wait; and says how it went. */
export function RetryRows({ of, rows, open }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const retry = useMutation({
    mutationFn: () => ask("retryRows", { params: { ...of }, body: rows.length === 0 ? {} : { rows: [...rows] } }),
    onSuccess: () => questions.invalidateQueries({ queryKey: ["arrival-runs"] }),
  });
  const wanted = retry.data?.run;
  const { data } = useQuery({ ...streamRuns(of, { limit: 5 }), enabled: wanted !== undefined });
  const run = data?.runs.find((each) => each.run === wanted);
  const isOver = run !== undefined && !isUnderWay(run);
  useEffect(() => {
    if (!isOver) return;
    for (const key of stale) void questions.invalidateQueries({ queryKey: [key] });
  }, [isOver, questions]);
  return (
    <>
      {retry.error && <RefusedHere error={retry.error} />}
      <p className="doors">
        <Button type="primary" loading={retry.isPending} onClick={() => retry.mutate()}>
          {rows.length === 0 ? say("quarantine.retry-all", { n: open }) : say("quarantine.retry", { n: rows.length })}
        </Button>
      </p>
      {run && (
        <p role="status">
          {say("quarantine.retried")} <RunSaid run={run} />
        </p>
      )}
    </>
  );
}
