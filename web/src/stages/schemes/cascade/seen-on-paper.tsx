import type { UnitTasks } from "@biaochi/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../../exchange/ask.ts";
import { todos } from "../../../exchange/questions.ts";
import { useSay } from "../../../frame/preferences.tsx";

type Props = { readonly of: UnitTasks; readonly programme: string };

/** Somebody recorded the head's signature on paper: when the head has looked, it waits no longer. */
export function SeenOnPaper({ of: { unit, cycle }, programme }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const waits = useQuery(todos).data?.todos.some(
    ({ kind, params, path }) =>
      kind === "read-attested" && params.period === cycle && path.includes(`/units/${encodeURIComponent(unit.id)}`),
  );
  const note = useMutation({
    mutationFn: () => ask("noteAttestation", { params: { programme, cycle, subject: unit.id } }),
    onSuccess: () => questions.invalidateQueries({ queryKey: todos.queryKey }),
  });
  if (!waits) return null;
  return (
    <p className="no-print">
      <Button size="small" autoInsertSpace={false} loading={note.isPending} onClick={() => note.mutate()}>
        {say("attest.seen")}
      </Button>{" "}
      <span className="quiet small">{say("attest.seen.what")}</span>
    </p>
  );
}
