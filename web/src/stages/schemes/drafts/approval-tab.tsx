import type { DraftPage } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { DecideDraft } from "./decide-draft.tsx";
import type { DraftTrials } from "./draft-trials.ts";
import { SubmitDraft } from "./submit-draft.tsx";
import { WithdrawDraft } from "./withdraw-draft.tsx";

type Props = { readonly page: DraftPage; readonly isChanged: boolean; readonly Tried: DraftTrials["Tried"] };

/** How often it was tried; what is next, and who does it. */
export function ApprovalTab({ page, isChanged, Tried }: Props) {
  const say = useSay();
  const [mayWrite, maySeeTrials] = [useMay("write-draft"), useMay("see-trials")];
  const { state, effective } = page;
  const decision = page.acts.findLast(({ act }) => act === "approved")?.decision;
  const returned = state === "returned" ? page.acts.findLast(({ act }) => act === "returned") : undefined;
  return (
    <>
      {effective && (
        <p className="finding">
          {effective.until
            ? say("scheme.from-until", {
                from: day(say.language, effective.from),
                until: day(say.language, effective.until),
              })
            : say("scheme.from", { from: day(say.language, effective.from) })}{" "}
          {page.isRetroactive && <span className="tag amber">{say("draft.is-retroactive")}</span>}
        </p>
      )}
      {returned && <p className="fault">{say("draft.returned-because", { reason: returned.reason ?? "" })}</p>}
      {maySeeTrials && <Tried programme={page.programme} draft={page.draft} />}
      {(state === "draft" || state === "returned") &&
        (mayWrite ? (
          <SubmitDraft page={page} isChanged={isChanged} />
        ) : (
          <p className="quiet">{say("draft.waits-for-author")}</p>
        ))}
      {state === "submitted" && (page.mayDecide ? <DecideDraft page={page} /> : <p>{say("draft.waits-for-body")}</p>)}
      {decision && (
        <>
          <p>
            {say("draft.decided", {
              ...{ body: say.named(decision.body), meeting: decision.meeting, minutes: decision.minutes },
              day: day(say.language, decision.day),
            })}
          </p>
          <p>
            <Link to="/schemes/$scheme/$version" params={{ scheme: page.scheme, version: String(decision.version) }}>
              {say("draft.to-version", { version: decision.version })}
            </Link>
          </p>
        </>
      )}
      {state === "withdrawn" && <p>{say("draft.withdrawn")}</p>}
      {mayWrite && state !== "approved" && state !== "withdrawn" && <WithdrawDraft page={page} />}
    </>
  );
}
