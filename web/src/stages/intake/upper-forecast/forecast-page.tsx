import type { UpperForecast } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { upperForecast } from "../../../exchange/draft-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { BasisForm } from "./basis-form.tsx";
import { marks } from "./forecast-said.ts";
import { ItemTable } from "./item-table.tsx";
import { Lowering, UnitLosses } from "./loss-tables.tsx";
import { ResultPart } from "./result-part.tsx";

/** Where the appraisal by the level above will end for the city, and who loses which points. */
export function ForecastPage() {
  const say = useSay();
  const { upper } = useParams({ from: "/inside/upper-schemes/$upper/forecast" });
  const { data, error, refetch } = useQuery(upperForecast(Number(upper)));
  const [changed, setChanged] = useState<string>();
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="trail quiet no-print">
        <Link to="/upper-schemes">{say("upper.title")}</Link>
        <Link to="/upper-schemes/$upper" params={{ upper }}>
          {say.named(data.title)}
        </Link>
      </p>
      <PageTitle>{say("forecast.title")}</PageTitle>
      <p className="lead">{say("forecast.lead")}</p>
      <p className="quiet">{data.name}</p>
      <Total page={data} />
      {data.rows.length === 0 ? (
        <Empty title={say("forecast.none")} why={say("forecast.none.why")} />
      ) : (
        <>
          <ItemTable page={data} onBasis={setChanged} />
          <p className="quiet small">
            {say("warnings.range.what")} {say("forecast.method.source")}
          </p>
        </>
      )}
      {data.rows
        .filter(({ item }) => item === changed)
        .map((item) => (
          <BasisForm key={item.item} page={data} item={item} onDone={() => setChanged(undefined)} />
        ))}
      {data.rows.length > 0 && <UnitLosses page={data} />}
      <Lowering page={data} />
      <Steps page={data} />
      <ResultPart page={data} />
    </>
  );
}

/** The sum as far as it can be said, and what cannot. */
function Total({ page: { total, day: on } }: { readonly page: UpperForecast }) {
  const say = useSay();
  if (total === null) return <p className="finding">{say("forecast.part")}</p>;
  const { known, range, full, unknown, rangeless, unweighed } = total;
  return (
    <div className="finding">
      <p>
        {say("forecast.range", {
          ...{ day: day(say.language, on), full: marks(full) },
          ...{ low: marks(range.low), high: marks(range.high) },
        })}
      </p>
      <p>
        {say("forecast.known", {
          ...{ full: marks(known.full), now: marks(known.now), forecast: marks(known.forecast) },
        })}
      </p>
      {unknown > 0 && <p className="quiet small">{say("forecast.unknown", { n: unknown })}</p>}
      {rangeless > 0 && <p className="quiet small">{say("forecast.rangeless", { n: rangeless })}</p>}
      {unweighed > 0 && <p className="quiet small">{say("forecast.unweighed", { n: unweighed })}</p>}
    </div>
  );
}

/** What was foretold on which day: the newest first. */
function Steps({ page: { steps } }: { readonly page: UpperForecast }) {
  const say = useSay();
  if (steps.length === 0) return null;
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{say("forecast.steps")}</h2>
      <Scroll label={say("forecast.steps")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("forecast.steps.day")}</th>
              <th scope="col" className="number">
                {say("forecast.steps.known")}
              </th>
              <th scope="col" className="number">
                {say("forecast.between")}
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.toReversed().map(({ day: on, known, range, isReplayed }) => (
              <tr key={on}>
                <th scope="row">
                  {day(say.language, on)}
                  {isReplayed && <span className="quiet small block">{say("forecast.replayed")}</span>}
                </th>
                <td className="number" data-label={say("forecast.steps.known")}>
                  {marks(known)}
                </td>
                <td className="number" data-label={say("forecast.between")}>
                  {say("forecast.low-high", { low: marks(range.low), high: marks(range.high) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
