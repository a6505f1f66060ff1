import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { exportApprovals } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Application } from "./application.tsx";
import { AskExport } from "./ask-export.tsx";

/** Asking for, and deciding on, exports of people's results. */
export function ExportsPage() {
  const say = useSay();
  const { run, what = "standings", subject } = useSearch({ from: "/inside/exports" });
  const mayAsk = useMay("ask-export");
  const { data, error, refetch } = useQuery(exportApprovals);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { approvals } = data;
  const groups = [
    { title: say("exports.waiting"), shown: approvals.filter(({ mayDecide }) => mayDecide) },
    { title: say("exports.own"), shown: approvals.filter(({ isOwn }) => isOwn) },
    { title: say("exports.decided"), shown: approvals.filter(({ isOwn, mayDecide }) => !isOwn && !mayDecide) },
  ].filter(({ shown }) => shown.length > 0);
  return (
    <>
      <PageTitle>{say("exports.title")}</PageTitle>
      <p className="lead">{say("exports.lead")}</p>
      {run !== undefined && mayAsk && <AskExport key={`${run} ${what} ${subject}`} {...{ run, what, subject }} />}
      {groups.length === 0 && <p className="nothing">{say("exports.none")}</p>}
      {groups.map(({ title, shown }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          {shown.map((approval) => (
            <Application key={approval.approval} approval={approval} />
          ))}
        </section>
      ))}
    </>
  );
}
