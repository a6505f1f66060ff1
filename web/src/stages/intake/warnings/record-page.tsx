import { warningOutcomes } from "@biaochi/contract/choices";
import { quantity } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { warningRecord } from "../../../exchange/warning-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { Thresholds } from "./thresholds.tsx";

/** The warnings themselves, assessed: how often they were right, rule by rule, and by what they are judged. */
export function WarningRecordPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/warning-record" });
  const { data, error, refetch } = useQuery(warningRecord(programme));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small no-print">
        <Link to="/programmes/$programme/warnings" params={{ programme }}>
          {say("warnings.title")}
        </Link>
      </p>
      <PageTitle>{say("warnings.record.title")}</PageTitle>
      <p className="lead">{say("warnings.record.lead")}</p>
      {data.rows.length === 0 ? <Empty title={say("warnings.record.none")} /> : <RecordTable rows={data.rows} />}
      <section aria-labelledby="definitions">
        <h2 id="definitions">{say("warnings.definitions")}</h2>
        <ul className="small">
          {warningOutcomes.map((each) => (
            <li key={each}>
              <strong>{say(`warnings.outcome.${each}`)}</strong> {say(`warnings.definition.${each}`)}
            </li>
          ))}
          <li>{say("warnings.definition.target")}</li>
          <li>{say("warnings.definition.lead")}</li>
          <li>{say("warnings.definition.replayed")}</li>
        </ul>
      </section>
      {data.unforeseen.length > 0 && (
        <p className="small">
          {say("warnings.unforeseen", {
            lines: data.unforeseen.map(({ name }) => say.named(name)).join(say("list.separator")),
          })}
        </p>
      )}
      <Thresholds programme={programme} versions={data.thresholds} maySet={data.maySet} />
    </>
  );
}

function RecordTable({ rows }: { readonly rows: Answer<"readWarningRecord">["rows"] }) {
  const say = useSay();
  return (
    <Scroll label={say("warnings.record.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("warnings.what")}</th>
            {warningOutcomes.map((each) => (
              <th key={each} scope="col" className="number">
                {say(`warnings.outcome.${each}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {say("warnings.lead-days")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rule, kind, name, outcomes, leadDays, replayed }) => (
            <tr key={rule}>
              <th scope="row" className="below">
                {say.named(name)}
                <span className="quiet small block">
                  {say(`warnings.kind.${kind}`)}
                  {replayed > 0 && ` · ${say("warnings.replayed.count", { n: replayed })}`}
                </span>
              </th>
              {warningOutcomes.map((each) => (
                <td key={each} className="number" data-label={say(`warnings.outcome.${each}`)}>
                  {quantity(outcomes[each])}
                </td>
              ))}
              <td className="number" data-label={say("warnings.lead-days")}>
                {leadDays === null ? say("score.none") : quantity(leadDays)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
