import type { SubjectPage } from "@biaochi/contract";
import { exactOf, minus, show } from "@biaochi/engine/exact";
import { periodName, score, signed } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { RangeLine } from "../../charts/range.tsx";
import { useSay } from "../../frame/preferences.tsx";

/** Beside the own score: full marks, the last period, the median and the range of the cohort. A rank stands here only where the server gives one out: never for a person. */
export function Comparison({ page }: { readonly page: z.output<typeof SubjectPage> }) {
  const say = useSay();
  const { cohort } = page;
  const isPerson = page.subject.type === "official";
  return (
    <dl className="facts">
      {page.full !== null && (
        <div>
          <dt>{say("comparison.full")}</dt>
          <dd>{score(page.full)}</dd>
        </div>
      )}
      {page.last && page.last.score !== null && (
        <div>
          <dt>{say("comparison.last", { period: periodName(say.language, page.last.period) })}</dt>
          <dd>
            <Link to="/runs/$run/subjects/$subject" params={{ run: String(page.last.run), subject: page.subject.id }}>
              {score(page.last.score)}
            </Link>
            {page.score !== null && (
              <span className="quiet">
                {" "}
                {say("comparison.since", {
                  difference: signed(show(minus(exactOf(page.score), exactOf(page.last.score)))),
                })}
              </span>
            )}
          </dd>
        </div>
      )}
      {cohort && (
        <div>
          <dt>{say("comparison.cohort")}</dt>
          <dd>{say("standings.cohort-size", { name: say.named(cohort.name), n: cohort.size })}</dd>
        </div>
      )}
      {cohort?.spread && (
        <>
          <div>
            <dt>{say("comparison.median")}</dt>
            <dd>
              {score(cohort.spread[2])}
              {page.score !== null && (
                <span className="quiet">
                  {" "}
                  {say("comparison.against", {
                    difference: signed(show(minus(exactOf(page.score), exactOf(cohort.spread[2])))),
                  })}
                </span>
              )}
            </dd>
          </div>
          <div>
            <dt>{say("comparison.range")}</dt>
            <dd>
              {score(cohort.spread[0])}–{score(cohort.spread[4])}
              <RangeLine own={page.score} spread={cohort.spread} />
            </dd>
          </div>
        </>
      )}
      {!isPerson && page.rank !== null && (
        <div>
          <dt>{say("comparison.rank")}</dt>
          <dd>{say("standings.rank", { rank: page.rank, of: page.of })}</dd>
        </div>
      )}
      {page.grade && (
        <div>
          <dt>{say(page.grade.id === "deferred" ? "comparison.grade.deferred" : "comparison.grade")}</dt>
          <dd>{say.named(page.grade.name)}</dd>
        </div>
      )}
      {page.band && (
        <div>
          <dt>{say("comparison.band")}</dt>
          <dd>{say.named(page.band.name)}</dd>
        </div>
      )}
    </dl>
  );
}
