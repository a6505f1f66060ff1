import type { UnitVerification } from "@biaochi/contract";
import { day, moment, periodName } from "@biaochi/words";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { todos, unitVerification } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { PrintButton, PrintHead } from "../../frame/print-head.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Objections } from "./objections.tsx";
import { Deadline } from "./verification-deadline.tsx";
import { VerifyAnswer } from "./verify-answer.tsx";

/** As stated in the to-do that leads here. */
const minutes = 15;

/** The slip of one unit (核对确认单): what it has answered, what it objects to, and what the office says to that. */
export function UnitVerificationPage() {
  const say = useSay();
  const questions = useQueryClient();
  const { run, subject } = useParams({ from: "/inside/runs/$run/verification/$subject" });
  const asked = unitVerification(Number(run), subject);
  const { data, error, refetch } = useQuery(asked);
  const isOffice = useMay("answer-objection");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const period = periodName(say.language, data.run.period);
  const onAnswered = (now: UnitVerification) => {
    questions.setQueryData(asked.queryKey, now);
    void questions.invalidateQueries({ queryKey: ["verification"] });
    void questions.invalidateQueries({ queryKey: todos.queryKey });
  };
  return (
    <>
      <PrintHead title={say("verify.title")} run={data.run} />
      <p className="trail quiet no-print">
        {isOffice && (
          <Link to="/runs/$run/verification" params={{ run }}>
            {say("verification.title")}
          </Link>
        )}
        <span>{period}</span>
      </p>
      <PageTitle>
        {say.named(data.unit.name)} · {say("verify.title")}
      </PageTitle>
      {data.round === null ? (
        <p className="nothing">{say("verification.none")}</p>
      ) : (
        <>
          {!isOffice && data.round.isOpen && (
            <p className="lead no-print">
              {say("verify.what", { period })} <span className="quiet">{say("verify.minutes", { n: minutes })}</span>
            </p>
          )}
          <Deadline round={data.round} isAnswered={data.answer !== "waiting"} />
          <p>{say("verify.state", { answer: say(`unit-answer.${data.answer}`) })}</p>
          <Confirmed slip={data} />
        </>
      )}
      <p className="doors no-print">
        <Link to="/runs/$run/subjects/$subject" params={{ run, subject }}>
          {say("verify.result")}
        </Link>
        {data.round !== null && <PrintButton />}
      </p>
      {data.round?.isOpen && <VerifyAnswer slip={data} isOffice={isOffice} onAnswered={onAnswered} />}
      {data.round !== null && <Objections slip={data} isOffice={isOffice} onAnswered={onAnswered} />}
      {data.round !== null && <Signatures />}
    </>
  );
}

function Confirmed({ slip: { confirmation } }: { readonly slip: UnitVerification }) {
  const say = useSay();
  if (confirmation === null) return null;
  const { by, at, paper } = confirmation;
  const name = by === null ? say("score.none") : say.named(by);
  return (
    <p>
      {paper === null
        ? say("verify.confirmed", { name, when: moment(say.language, at) })
        : say("verify.confirmed.paper", { name, by: paper.by, day: day(say.language, paper.on) })}
    </p>
  );
}

/** On paper the slip is stamped and signed. */
function Signatures() {
  const say = useSay();
  return (
    <div className="only-print signatures" aria-hidden="true">
      <p>{say("verify.sign.unit")}</p>
      <p>{say("verify.sign.head")}</p>
      <p>{say("verify.sign.day")}</p>
    </div>
  );
}
