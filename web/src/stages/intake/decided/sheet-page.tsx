import { periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ask } from "../../../exchange/ask.ts";
import { oneSheet } from "../../../exchange/decided-questions.ts";
import { type Answer, addressOf } from "../../../exchange/doors.ts";
import { sendFile } from "../../../exchange/send-file.ts";
import { called } from "../../../frame/called.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { AttachFile } from "../attach-file.tsx";
import { ActButton } from "../deeds/act-button.tsx";
import { SheetState } from "./assessments-page.tsx";

type Sheet = Answer<"readAssessmentSheet">;
const stale = ["assessments", "todos"] as const;

/** One sheet with its points and reasons; printed it is what the head signs on paper. */
export function AssessmentSheetPage() {
  const say = useSay();
  const { sheet } = useParams({ from: "/inside/assessment-sheets/$sheet" });
  const { data, error, refetch } = useQuery(oneSheet(Number(sheet)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { indicator, period, owner, allFull, entered, acted } = data;
  return (
    <>
      <p className="small no-print">
        <Link to="/programmes/$programme/assessments" params={{ programme: data.programme }}>
          {say("assessments.title")}
        </Link>
      </p>
      <PageTitle>{`${say.named(indicator.name)} · ${periodName(say.language, period)}`}</PageTitle>
      <p className="lead">
        <SheetState state={data.state} /> {say.named(owner.name)} · {called(say, entered.by)}
        {acted !== null && ` · ${called(say, acted.by)}`}
      </p>
      {acted?.reason && <p>{acted.reason}</p>}
      {allFull !== null && <p>{allFull}</p>}
      <SheetActs of={data} />
      <Deductions of={data} />
      <h2>{say("assessments.lines")}</h2>
      <MarkTable of={data} />
    </>
  );
}

function SheetActs({ of }: { readonly of: Sheet }) {
  const say = useSay();
  const { sheet, scan, maySign, mayAttach } = of;
  const name = { indicator: say.named(of.indicator.name), period: periodName(say.language, of.period) };
  return (
    <div className="doors no-print">
      {maySign && (
        <>
          <ActButton
            isMain
            label={say("assessments.sign")}
            about={say("assessments.sign.about", name)}
            changes={stale}
            run={() => ask("signAssessment", { params: { sheet } })}
          />{" "}
          <WithReason
            id={`return-sheet-${sheet}`}
            label={say("assessments.return")}
            what={say("assessments.return.what")}
            submit={say("assessments.return")}
            changes={stale}
            run={(reason) => ask("returnAssessment", { params: { sheet }, body: { reason } })}
          />{" "}
        </>
      )}
      {scan !== null && (
        <a href={addressOf("takeAssessmentScan", { params: { sheet } })} download>
          {say("assessments.scan")}
        </a>
      )}
      {mayAttach && (
        <AttachFile
          id={`scan-${sheet}`}
          label={say("assessments.scan.attach")}
          about={name.indicator}
          changes={stale}
          send={(file) =>
            sendFile("attachAssessmentScan", { params: { sheet }, query: { name: file.name, declared: "yes" } }, file)
          }
        />
      )}
    </div>
  );
}

/** What the head has to judge before signing: who loses something, and why. */
function Deductions({ of: { lines } }: { readonly of: Sheet }) {
  const say = useSay();
  const deducted = lines.filter(({ reason }) => reason !== null && reason !== "");
  if (deducted.length === 0) return null;
  return (
    <section aria-labelledby="deductions">
      <h2 id="deductions">{say("assessments.deductions")}</h2>
      <ul>
        {deducted.map(({ unit, criterion, full, points, reason }) => (
          <li key={`${unit.id} ${criterion}`}>
            {[say.named(unit.name), ...(criterion ? [criterion] : [])].join(" · ")}
            {say("lost.colon")}
            {reason} <span className="quiet">{say("assessments.deduction", { full, points })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MarkTable({ of }: { readonly of: Sheet }) {
  const say = useSay();
  return (
    <Scroll label={say("assessments.sheets")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("assessments.unit")}</th>
            <th scope="col">{say("assessments.criterion")}</th>
            <th scope="col" className="number">
              {say("assessments.full")}
            </th>
            <th scope="col" className="number">
              {say("assessments.points")}
            </th>
            <th scope="col">{say("assessments.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map(({ unit, criterion, full, points, reason }) => (
            <tr key={`${unit.id} ${criterion}`}>
              <th scope="row">{say.named(unit.name)}</th>
              <td>{criterion}</td>
              <td className="number" data-label={say("assessments.full")}>
                {full}
              </td>
              <td className="number" data-label={say("assessments.points")}>
                {points}
              </td>
              <td className="below">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
