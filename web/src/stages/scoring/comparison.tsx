import type { SubjectPage } from "@biaochi/contract";
import { exactOf, minus, show } from "@biaochi/engine/exact";
import { score, signed } from "@biaochi/words";
import type { z } from "zod";
import { RangeLine } from "../../charts/range.tsx";
import { useSay } from "../../frame/preferences.tsx";

/** Own score, the median and the range of the cohort. A rank stands here only where the server gives one out: never for a person. */
export function Comparison({ page }: { readonly page: z.output<typeof SubjectPage> }) {
  const say = useSay();
  const { cohort } = page;
  const isPerson = page.subject.type === "official";
  return (
    <dl className="facts">
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
          <dt>{say("comparison.grade")}</dt>
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
