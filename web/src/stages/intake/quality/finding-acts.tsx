import type { QualityFinding } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { Fragment } from "react";
import { ask } from "../../../exchange/ask.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";

/** Answers that are not true any more when somebody has worked on a finding. */
export const staleByActs = ["quality", "findings", "finding", "todos", "fact", "figures"];

/** What somebody may do with a finding, each with its reason. */
export function FindingActs({ programme, of }: { readonly programme: string; readonly of: QualityFinding }) {
  const say = useSay();
  const { finding, mayAct, indicator, subject, period } = of;
  const about = [indicator.name, ...(subject === null ? [] : [subject.name])].map(say.named);
  return mayAct.map((act) => (
    <Fragment key={act}>
      <WithReason
        id={`${act}-${finding}`}
        label={say(`finding.act.${act}`)}
        about={[...about, periodName(say.language, period)].join(" · ")}
        what={say(`finding.act.${act}.what`)}
        submit={say(`finding.act.${act}`)}
        longest={1000}
        changes={staleByActs}
        run={(reason) => ask("actOnFinding", { params: { programme, finding }, body: { act, reason } })}
      />{" "}
    </Fragment>
  ));
}
