import { ask } from "../../../exchange/ask.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { type OfStream, stale } from "./questions.ts";

/** What can never be read is left out for good: with a reason, and still to be seen. */
export function LeaveRows({ of, rows }: { readonly of: OfStream; readonly rows: readonly number[] }) {
  const say = useSay();
  return (
    <WithReason
      id="leave-rows"
      label={say("quarantine.leave", { n: rows.length })}
      what={say("quarantine.leave.what", { n: rows.length })}
      submit={say("quarantine.leave.do")}
      isDanger
      changes={stale}
      run={(reason) => ask("leaveRows", { params: { ...of }, body: { rows: [...rows], reason } })}
    />
  );
}
