import type { DraftPage } from "@biaochi/contract";
import { ask } from "../../../exchange/ask.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";

/** Giving a draft up; it stays to be read. */
export function WithdrawDraft({ page }: { readonly page: DraftPage }) {
  const say = useSay();
  return (
    <p className="doors">
      <WithReason
        id="withdraw"
        label={say("draft.withdraw")}
        what={say("draft.withdraw.what")}
        submit={say("draft.withdraw.do")}
        isDanger
        changes={["draft", "drafts", "todos"]}
        run={(reason) => ask("withdrawDraft", { params: { draft: page.draft }, body: { reason } })}
      />
    </p>
  );
}
