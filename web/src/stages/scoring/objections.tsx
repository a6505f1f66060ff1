import type { Objection } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../frame/preferences.tsx";
import { AnswerObjection } from "./answer-objection.tsx";
import { figureInWords, whenOf } from "./objected-figure.ts";
import type { SlipProps } from "./verify-answer.tsx";

/** Everything that was objected to, each with its figures and its answer. */
export function Objections({ slip, isOffice, onAnswered }: SlipProps) {
  const say = useSay();
  return (
    <section aria-labelledby="objections">
      <h2 id="objections">{say("verify.objections")}</h2>
      {slip.objections.length === 0 && <p className="nothing">{say("verify.objections.none")}</p>}
      {slip.objections.map((each) => (
        <article key={each.objection} className="card wide">
          <h3>
            {say.named(each.indicator.name)} <State objection={each} />
          </h3>
          <p>{each.statement}</p>
          <Raised objection={each} />
          <Figures objection={each} programme={slip.run.programme.id} />
          {each.answer && (
            <p>
              <strong>{say("verify.answer")}</strong> {each.answer.reason}{" "}
              <span className="quiet small">{moment(say.language, each.answer.at)}</span>
              {each.answer.fact !== null && (
                <>
                  {" "}
                  <Link
                    to="/programmes/$programme/facts/$fact"
                    params={{ programme: slip.run.programme.id, fact: each.answer.fact }}
                  >
                    {say("verify.correction")}
                  </Link>
                </>
              )}
            </p>
          )}
          {isOffice && each.answer === null && <AnswerObjection objection={each} onAnswered={onAnswered} />}
        </article>
      ))}
    </section>
  );
}

function State({ objection: { answer } }: { readonly objection: Objection }) {
  const say = useSay();
  if (answer === null) return <span className="tag amber">{say("verify.open")}</span>;
  return <span className="tag">{say(answer.isAccepted ? "verify.accepted" : "verify.not-accepted")}</span>;
}

function Raised({ objection: { by, at, paper } }: { readonly objection: Objection }) {
  const say = useSay();
  const name = by === null ? say("score.none") : say.named(by);
  return (
    <p className="quiet small">
      {say("verify.raised", { name, when: moment(say.language, at) })}
      {paper !== null && ` · ${say("verify.raised.paper", { by: paper.by, day: day(say.language, paper.on) })}`}
    </p>
  );
}

function Figures({ objection, programme }: { readonly objection: Objection; readonly programme: string }) {
  const say = useSay();
  if (objection.facts.length === 0) return <p className="quiet small">{say("verify.figures.none")}</p>;
  return (
    <p className="small no-print">
      {say("verify.figures")}
      {say.language === "en" ? ": " : "："}
      {objection.facts.map(({ fact, kind, period, value }, at) => (
        <span key={fact}>
          {at > 0 && " · "}
          <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
            {whenOf(say, period)} {figureInWords(say, { kind, value })}
          </Link>
        </span>
      ))}
    </p>
  );
}
