import { useQuery } from "@tanstack/react-query";
import { reportsOf } from "../../../exchange/report-questions.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { EntryForm } from "./entry-form.tsx";
import { HandOn } from "./hand-on.tsx";
import { ReportList } from "./report-list.tsx";

/** Everything that a unit reports, on one page: what is due, what waits for the head, what is elsewhere, what was accepted. */
export function ReportsPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(reportsOf());
  const accepted = useQuery(reportsOf("accepted")).data?.reports ?? [];
  const isHead = useMay("confirm-report");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const due = data.reports.filter(({ mayEnter, state }) => mayEnter && state !== "submitted");
  const toConfirm = data.reports.filter(({ mayConfirm }) => mayConfirm);
  const elsewhere = data.reports.filter((each) => !due.includes(each) && !toConfirm.includes(each));
  return (
    <>
      <PageTitle>{say("reports.title")}</PageTitle>
      <p className="lead">{say("reports.lead")}</p>
      {due.length + toConfirm.length === 0 && (
        <Empty title={say(isHead ? "reports.none.head" : "reports.none")} todo={say("reports.none.todo")} />
      )}
      {due.length > 0 && (
        <section aria-labelledby="reports-due">
          <h2 id="reports-due">{say("reports.due.title")}</h2>
          <p className="quiet">{say("reports.due.lead")}</p>
          <EntryForm due={due} />
        </section>
      )}
      {toConfirm.length > 0 && (
        <section aria-labelledby="reports-confirm">
          <h2 id="reports-confirm">{say("reports.confirm.title")}</h2>
          <p className="quiet">{say("reports.confirm.lead")}</p>
          <HandOn reports={toConfirm} as="confirm" />
        </section>
      )}
      {elsewhere.length > 0 && (
        <section aria-labelledby="reports-elsewhere">
          <h2 id="reports-elsewhere">{say("reports.elsewhere")}</h2>
          <ReportList label={say("reports.elsewhere")} reports={elsewhere} />
        </section>
      )}
      {accepted.length > 0 && (
        <section aria-labelledby="reports-accepted">
          <h2 id="reports-accepted">{say("reports.accepted")}</h2>
          <p className="quiet">{say("reports.accepted.lead")}</p>
          <ReportList label={say("reports.accepted")} reports={accepted} />
        </section>
      )}
    </>
  );
}
