import { moment } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { reportHolders, reportsOf } from "../../../exchange/report-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { ReportList } from "./report-list.tsx";

const counted = ["liaison", "head", "owner", "late", "accepted"] as const;

/** For the office: who holds how many reports and since when, by unit and by indicator; those that are late one by one. */
export function ReportHoldersPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/report-holders" });
  const { data, error, refetch } = useQuery(reportHolders(programme, undefined));
  const held = useQuery(reportsOf()).data?.reports ?? [];
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const late = held.filter((each) => each.late !== null && each.programme === programme);
  return (
    <>
      <PageTitle>{say("reports.holders.title", { year: data.year })}</PageTitle>
      <p className="lead">{say("reports.holders.lead")}</p>
      {data.units.length === 0 && <Empty title={say("reports.holders.none")} why={say("reports.holders.none.why")} />}
      {late.length > 0 && (
        <section aria-labelledby="reports-late">
          <h2 id="reports-late">{say("reports.late.title")}</h2>
          <ReportList label={say("reports.late.title")} reports={late} />
        </section>
      )}
      {data.units.length > 0 && (
        <>
          <HeldTable title={say("reports.by-unit")} of={say("reports.unit")} rows={data.units} id="by-unit" />
          <HeldTable
            title={say("reports.by-indicator")}
            of={say("reports.indicator")}
            rows={data.indicators}
            id="by-indicator"
          />
        </>
      )}
    </>
  );
}

type TableProps = {
  readonly id: string;
  readonly title: string;
  readonly of: string;
  readonly rows: Answer<"readReportHolders">["units"];
};

function HeldTable({ id, title, of, rows }: TableProps) {
  const say = useSay();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Scroll label={title} tall>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{of}</th>
              {counted.map((each) => (
                <th scope="col" className="number" key={each}>
                  {say(`reports.held.${each}`)}
                </th>
              ))}
              <th scope="col">{say("reports.held.since")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.of.id}>
                <th scope="row">{say.named(row.of.name)}</th>
                {counted.map((each) => (
                  <td className="number" key={each} data-label={say(`reports.held.${each}`)}>
                    {row[each]}
                  </td>
                ))}
                <td data-label={say("reports.held.since")}>
                  {row.since === null ? say("reports.held.nobody") : moment(say.language, row.since)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
