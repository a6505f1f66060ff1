import type { LibraryProposal } from "@biaochi/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { ask } from "../../../exchange/ask.ts";
import { RefusedHere } from "../../../frame/form.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";

type Props = { readonly proposal: LibraryProposal };
const stale = ["library", "todos"];

/** Yes or no of the office, either way with the reason, which whoever proposed it reads. */
export function ProposalDecision({ proposal: { proposal, programme } }: Props) {
  const say = useSay();
  const decide = (accept: boolean) => (reason: string) =>
    ask("decideProposal", { params: { proposal }, body: { programme, accept, reason } });
  return (
    <section aria-labelledby="decide" className="no-print">
      <h2 id="decide">{say("proposals.decide")}</h2>
      <div className="doors">
        <WithReason
          id="accept-proposal"
          label={say("proposals.accept")}
          what={say("proposals.accept.what")}
          submit={say("proposals.accept")}
          changes={stale}
          run={decide(true)}
        />
        <WithReason
          id="refuse-proposal"
          label={say("proposals.refuse")}
          what={say("proposals.refuse.what")}
          submit={say("proposals.refuse")}
          changes={stale}
          run={decide(false)}
        />
      </div>
    </section>
  );
}

/** Nobody has decided yet: whoever proposed it may take it back. */
export function WithdrawProposal({ proposal: { proposal, programme } }: Props) {
  const say = useSay();
  const questions = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => ask("withdrawProposal", { params: { proposal }, body: { programme } }),
    onSettled: () => Promise.all(stale.map((key) => questions.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <div className="no-print">
      {withdraw.error && <RefusedHere error={withdraw.error} />}
      <Button loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {say("proposals.withdraw")}
      </Button>
    </div>
  );
}
