import type { Report } from "@biaochi/contract";
import { useQuery } from "@tanstack/react-query";
import { reportsOf } from "../../../exchange/report-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { HandOn } from "./hand-on.tsx";
import { ReportList } from "./report-list.tsx";

/** Figures of one indicator stand together, to be compared. */
const placeOf = ({ indicator, period, unit }: Report): string => `${indicator.id} ${period} ${unit.id}`;

/** The desk of whoever answers for indicators: figures that units have confirmed, and where the others are. */
export function ReportsToAcceptPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(reportsOf());
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const reports = data.reports.toSorted((a, b) => placeOf(a).localeCompare(placeOf(b), "en"));
  const toAccept = reports.filter(({ mayAccept }) => mayAccept);
  const elsewhere = reports.filter(({ mayAccept }) => !mayAccept);
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
