import type { CohortStanding } from "@biaochi/contract";
import { score } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { endsOf, RangeLine } from "../../charts/range.tsx";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

/** Every cohort with its median and its range: where a closer look is worth it. */
export function CohortTable({
  run,
  cohorts,
}: {
  readonly run: number;
  readonly cohorts: readonly z.output<typeof CohortStanding>[];
}) {
  const say = useSay();
  const scale = endsOf(cohorts.flatMap(({ spread }) => (spread ? [spread] : [])));
  return (
    <Scroll label={say("cohorts.title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("cohorts.cohort")}</th>
            <th scope="col" className="number">
              {say("cohorts.size")}
            </th>
            <th scope="col" className="number">
              {say("cohorts.median")}
            </th>
            <th scope="col" className="number">
              {say("cohorts.range")}
            </th>
            <th scope="col" className="wide-only">
              {say("cohorts.drawn")}
            </th>
          </tr>
        </thead>
        <tbody>
          {cohorts.map((each) => (
            <tr key={`${each.type}:${each.cohort}`}>
              <th scope="row">
                <Link
                  to="/runs/$run/standings"
                  params={{ run: String(run) }}
                  search={{ type: each.type, cohort: each.cohort, sort: "rank" }}
                >
                  {say.named(each.name)}
                </Link>
              </th>
              <td className="number">{each.size}</td>
              <td className="number">{each.spread ? score(each.spread[2]) : say("score.none")}</td>
              <td className="number">
                {each.spread ? `${score(each.spread[0])}–${score(each.spread[4])}` : say("score.none")}
              </td>
              <td className="wide-only">
                {each.spread && <RangeLine own={null} spread={each.spread} scale={scale} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
