import type { VerificationPage as Page, UnitAnswer } from "@biaochi/contract";
import { moment, periodName } from "@biaochi/words";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { verification } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { Deadline } from "./verification-deadline.tsx";

type Answer = z.output<typeof UnitAnswer>;
const answers: readonly Answer[] = ["waiting", "objected", "settled", "confirmed"];

/** Who has answered, who has not, and until when. */
export function VerificationPage() {
  const say = useSay();
  const { run } = useParams({ from: "/inside/runs/$run/verification" });
  const [answer, setAnswer] = useState<Answer>();
  const asked = useInfiniteQuery(verification(Number(run), answer === undefined ? {} : { answer }));
  const { data, error, refetch } = asked;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  const first = data?.pages[0];
  if (!data || !first) return <Loading />;
  const units = data.pages.flatMap((page) => page.units);
  return (
    <>
      <p className="trail quiet no-print">
        <Link to="/runs/$run" params={{ run }}>
          {say("run.number", { n: first.run.run })}
        </Link>
        <span>{periodName(say.language, first.run.period)}</span>
      </p>
      <PageTitle>{say("verification.title")}</PageTitle>
      {first.round === null ? (
        <Empty title={say("verification.none")} todo={say("verification.none.todo")} />
      ) : (
        <>
          <Deadline round={first.round} isAnswered={first.counts.waiting === 0} />
          <p className="score">{say("verification.counts", first.counts)}</p>
        </>
      )}
      {first.openInOtherRuns > 0 && (
        <p className="fault">{say("verification.open-elsewhere", { n: first.openInOtherRuns })}</p>
      )}
      {first.round !== null && (
        <>
          <div className="choices no-print">
            <label htmlFor="answer">{say("verification.show")}</label>{" "}
            <select
              id="answer"
              value={answer ?? ""}
              onChange={(event) => setAnswer(answers.find((each) => each === event.target.value))}
            >
              <option value="">{say("verification.all")}</option>
              {answers.map((each) => (
                <option key={each} value={each}>
                  {say(`unit-answer.${each}`)}
                </option>
              ))}
            </select>
          </div>
          {units.length === 0 ? (
            <p className="nothing">{say("verification.no-units")}</p>
          ) : (
            <Units run={run} units={units} />
          )}
          {asked.hasNextPage && (
            <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
              {say("verification.more")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

const tints: Partial<Record<Answer, string>> = { objected: "amber", confirmed: "blue" };

function Units({ run, units }: { readonly run: string; readonly units: z.output<typeof Page>["units"] }) {
  const say = useSay();
  return (
    <Scroll label={say("verification.title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("verification.unit")}</th>
            <th scope="col">{say("verification.answer")}</th>
            <th scope="col">{say("verification.at")}</th>
            <th scope="col" className="number">
              {say("verification.objections")}
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, answer, at, isOnPaper, objections, open }) => (
            <tr key={unit.id}>
              <th scope="row">
                <Link to="/runs/$run/verification/$subject" params={{ run, subject: unit.id }}>
                  {say.named(unit.name)}
                </Link>
              </th>
              <td>
                <span className={`tag ${tints[answer] ?? ""}`}>{say(`unit-answer.${answer}`)}</span>
                {isOnPaper && <span className="quiet small"> {say("verification.on-paper")}</span>}
              </td>
              <td>{at === null ? say("score.none") : moment(say.language, at)}</td>
              <td className="number">{objections === 0 ? say("score.none") : `${objections} (${open})`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
