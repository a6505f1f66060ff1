import type { ExplanationPage } from "@biaochi/contract";
import { percent, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { explanation } from "../../exchange/questions.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { SubjectLink } from "../registry/subject-link.tsx";

type Months = z.output<typeof ExplanationPage>["service"][number];

/** "2025-03" → months since year 0. */
const monthOf = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7));
const spanOf = (say: Say, { from, to }: Months): string =>
  from === to
    ? periodName(say.language, from)
    : say("months.span", { from: periodName(say.language, from), to: periodName(say.language, to) });

/** Where a mover or a merged unit was month by month, and what became of a unit that ended. Nothing for all others. */
export function Whereabouts({ run, subject }: { readonly run: number; readonly subject: string }) {
  const say = useSay();
  const { data } = useQuery(explanation(run, subject));
  if (!data || (data.service.length === 0 && data.ended === null)) return null;
  const isUnit = data.subject.type === "unit";
  return (
    <section aria-labelledby="whereabouts">
      <h2 id="whereabouts">{say(isUnit ? "months.title.unit" : "months.title.person")}</h2>
      {data.ended && (
        <p>
          {say("months.ended", { month: periodName(say.language, data.ended.month) })}
          {data.ended.successor && (
            <>
              {" "}
              {say("months.successor")} <SubjectLink run={run} subject={data.ended.successor} />
            </>
          )}
        </p>
      )}
      {data.service.length > 0 && (
        <>
          <p className="quiet small">{say(isUnit ? "months.what.unit" : "months.what.person")}</p>
          <ul>
            {data.service.map((each) => (
              <li key={`${each.unit.id}:${each.from}:${each.kind}`}>
                <SubjectLink run={run} subject={each.unit} /> {spanOf(say, each)}
                {say("months.count", { n: monthOf(each.to) - monthOf(each.from) + 1 })}
                {each.share !== "1" && say("months.share", { share: percent(each.share) })}{" "}
                {each.kind !== "main" && <span className="tag">{say(`months.kind.${each.kind}`)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
