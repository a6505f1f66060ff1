import type { UpperForecast } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { Button } from "antd";
import { useState } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { marks } from "./forecast-said.ts";
import { ResultForm } from "./result-form.tsx";

type Props = { readonly page: UpperForecast };
type Assessed = NonNullable<NonNullable<UpperForecast["record"]>["total"]>;

/** What the level above has published, beside what had been foretold; and the way to enter it. */
export function ResultPart({ page }: Props) {
  const say = useSay();
  const [isEntering, setEntering] = useState(false);
  const { published, mayWrite } = page;
  if (published === null && !mayWrite) return null;
  return (
    <section aria-labelledby="result">
      <h2 id="result">{say("forecast.result")}</h2>
      {published !== null && (
        <p>
          {say("forecast.result.by", { document: published.document, day: day(say.language, published.publishedOn) })}
        </p>
      )}
      {published !== null && <Record page={page} />}
      {isEntering && <ResultForm page={page} onDone={() => setEntering(false)} />}
      {mayWrite && !isEntering && (
        <Button className="no-print" onClick={() => setEntering(true)}>
          {say("forecast.result.enter")}
        </Button>
      )}
    </section>
  );
}

function Record({ page: { record } }: Props) {
  const say = useSay();
  if (record === null) return <p className="quiet">{say("forecast.result.none")}</p>;
  const { total, items, unforetold } = record;
  const rows = [
    ...(total === null ? [] : [{ key: "", name: say("forecast.result.total"), each: total }]),
    ...items.map((each) => ({ key: each.item, name: say.named(each.name), each })),
  ];
  const [first] = rows;
  return (
    <>
      {first !== undefined && (
        <>
          <p className="quiet small">
            {say("forecast.result.last", { day: day(say.language, first.each.day) })}{" "}
            {first.each.isReplayed && say("forecast.replayed")}
          </p>
          <Scroll label={say("forecast.result")}>
            <table className="plain stacked">
              <thead>
                <tr>
                  <th scope="col">{say("forecast.item")}</th>
                  {(["foretold", "published", "error"] as const).map((column) => (
                    <th key={column} scope="col" className="number">
                      {say(`forecast.result.${column}`)}
                    </th>
                  ))}
                  <th scope="col">{say("forecast.between")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, name, each }) => (
                  <Line key={key} name={name} each={each} />
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
      {unforetold > 0 && <p className="quiet small">{say("forecast.result.unforetold", { n: unforetold })}</p>}
    </>
  );
}

function Line({ name, each }: { readonly name: string; readonly each: Assessed }) {
  const say = useSay();
  const shown = (points: string | null) => (points === null ? say("score.none") : marks(points));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number" data-label={say("forecast.result.foretold")}>
        {shown(each.foretold)}
      </td>
      <td className="number" data-label={say("forecast.result.published")}>
        {shown(each.published)}
      </td>
      <td className="number" data-label={say("forecast.result.error")}>
        {shown(each.error)}
      </td>
      <td data-label={say("forecast.between")}>{say(each.inRange ? "forecast.result.in" : "forecast.result.out")}</td>
    </tr>
  );
}
