import { useQuery } from "@tanstack/react-query";
import { reportsOf } from "../../../exchange/report-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { HandOn } from "./hand-on.tsx";
import { ReportList } from "./report-list.tsx";

/** The desk of whoever answers for indicators: figures that units have confirmed, and where the others are. */
export function ReportsToAcceptPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(reportsOf());
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const toAccept = data.reports.filter(({ mayAccept }) => mayAccept);
  const elsewhere = data.reports.filter(({ mayAccept }) => !mayAccept);
  return (
    <>
      <PageTitle>{say("reports.accept.title")}</PageTitle>
      <p className="lead">{say("reports.accept.lead")}</p>
      {toAccept.length === 0 ? <Empty title={say("reports.accept.none")} /> : <HandOn reports={toAccept} as="accept" />}
      {elsewhere.length > 0 && (
        <section aria-labelledby="reports-elsewhere">
          <h2 id="reports-elsewhere">{say("reports.with-units")}</h2>
          <ReportList label={say("reports.with-units")} reports={elsewhere} />
        </section>
      )}
    </>
  );
}
