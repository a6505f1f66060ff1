import type { ReportWhole } from "@biaochi/contract";
import { day, moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { reportOf } from "../../../exchange/report-questions.ts";
import { called } from "../../../frame/called.ts";
import { useMay } from "../../../frame/current.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { EvidenceList } from "./evidence-list.tsx";
import { HandOn } from "./hand-on.tsx";
import { OneEntry } from "./one-entry.tsx";
import { figureInWords, Held, previousInWords } from "./report-said.tsx";

/** One report: what is asked and why, who holds it, what shows it, and everything that was done with it. */
export function ReportPage() {
  const say = useSay();
  const { report } = useParams({ from: "/inside/reports/$report" });
  const { data, error, refetch } = useQuery(reportOf(Number(report)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { mayEnter, mayConfirm, mayAccept } = data;
  return (
    <>
      <WayBack programme={data.programme} />
      <PageTitle>{say.named(data.indicator.name)}</PageTitle>
      <p className="lead">
        {say.named(data.unit.name)} · {periodName(say.language, data.period)}
      </p>
      <About of={data} />
      {mayEnter && <OneEntry key={data.act ?? 0} of={data} />}
      {(mayConfirm || mayAccept) && <HandOn reports={[data]} as={mayConfirm ? "confirm" : "accept"} />}
      {data.evidence.length > 0 && (
        <section aria-labelledby="report-evidence">
          <h2 id="report-evidence">{say("reports.evidence")}</h2>
          <EvidenceList report={data.report} files={data.evidence} />
        </section>
      )}
      <History of={data} />
    </>
  );
}

/** To the list that the reader works on: of the own unit, of those to accept, or of who holds what. */
function WayBack({ programme }: { readonly programme: string }) {
  const say = useSay();
  const isOfUnit = [useMay("enter-report"), useMay("confirm-report")].includes(true);
  const mayAccept = useMay("accept-report");
  const mayFollow = useMay("see-report-holders");
  return (
    <p className="small no-print">
      {isOfUnit && <Link to="/reports">{say("reports.title")}</Link>}
      {!isOfUnit && mayAccept && <Link to="/reports-to-accept">{say("reports.accept.title")}</Link>}
      {!isOfUnit && !mayAccept && mayFollow && (
        <Link to="/programmes/$programme/report-holders" params={{ programme }}>
          {say("frame.report-holders")}
        </Link>
      )}
    </p>
  );
}

function About({ of }: { readonly of: ReportWhole }) {
  const say = useSay();
  const { programme, why, value, fact, trust, digest, reason, state, due } = of;
  return (
    <dl className="sheet">
      <div>
        <dt>{say("reports.stands")}</dt>
        <dd>
          <Held report={of} />
        </dd>
      </div>
      {why !== null && (
        <div>
          <dt>{say("reports.why.short")}</dt>
          <dd>{say.named(why)}</dd>
        </div>
      )}
      <div>
        <dt>{say("reports.deadline")}</dt>
        <dd>{day(say.language, due)}</dd>
      </div>
      <div>
        <dt>{say("reports.previous")}</dt>
        <dd>{previousInWords(say, of)}</dd>
      </div>
      {value !== null && (
        <div>
          <dt>{say("reports.value")}</dt>
          <dd>{figureInWords(of, value)}</dd>
        </div>
      )}
      {reason !== null && state === "returned" && (
        <div>
          <dt>{say("reports.returned.why")}</dt>
          <dd>{reason}</dd>
        </div>
      )}
      {fact !== null && (
        <div>
          <dt>{say("reports.fact")}</dt>
          <dd>
            <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
              {fact}
            </Link>{" "}
            <span className="quiet small">{say("reports.trust", { trust: trust ?? "" })}</span>
            <span className="quiet small block digest">{say("reports.digest", { digest: digest ?? "" })}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What was done with it, by whom and when. */
function History({ of }: { readonly of: ReportWhole }) {
  const say = useSay();
  return (
    <section aria-labelledby="report-history">
      <h2 id="report-history">{say("reports.history")}</h2>
      <ol>
        <li>{say("reports.act.asked", { at: moment(say.language, of.asked) })}</li>
        {of.acts.map(({ act, kind, value, note, reason, by, at, evidence }) => (
          <li key={act}>
            {say(`reports.act.${kind}`, { by: called(say, by), at: moment(say.language, at) })}
            {value !== null && `${say("lost.colon")}${figureInWords(of, value)}`}
            {reason !== null && `${say("lost.colon")}${reason}`}
            {note !== null && <span className="quiet small block">{note}</span>}
            {evidence.length > 0 && (
              <span className="quiet small block">{say("reports.files", { n: evidence.length })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
