import type { ForecastItem, UpperForecast } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { Button } from "antd";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { basisSaid, lossSaid, marks, marksSaid, rangeSaid } from "./forecast-said.ts";

type Props = { readonly page: UpperForecast; readonly onBasis: (item: string) => void };

/** Every item with what it brings now and at the end, on what that rests, and who loses what. */
export function ItemTable({ page, onBasis }: Props) {
  const say = useSay();
  return (
    <Scroll label={say("forecast.items")}>
      <table className="plain stacked forecast">
        <thead>
          <tr>
            <th scope="col">{say("forecast.item")}</th>
            <th scope="col" className="number">
              {say("forecast.full")}
            </th>
            <th scope="col">{say("forecast.now")}</th>
            <th scope="col">{say("forecast.end")}</th>
            <th scope="col">{say("forecast.between")}</th>
            <th scope="col">{say("forecast.lost")}</th>
            <th scope="col">{say("forecast.basis")}</th>
            {page.mayWrite && (
              <th scope="col" className="no-print">
                {say("forecast.do")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((item) => (
            <Row key={item.item} page={page} item={item} onBasis={() => onBasis(item.item)} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

type RowProps = { readonly page: UpperForecast; readonly item: ForecastItem; readonly onBasis: () => void };

function Row({ page, item, onBasis }: RowProps) {
  const say = useSay();
  const { name, full, why, now, forecast } = item;
  return (
    <tr>
      <th scope="row" className="below">
        {say.named(name)}
      </th>
      <td className="number" data-label={say("forecast.full")}>
        {full === null ? say("score.none") : marks(full)}
      </td>
      <td data-label={say("forecast.now")}>{marksSaid(say, item, now)}</td>
      <td data-label={say("forecast.end")}>
        {why === null ? (
          marksSaid(say, item, forecast)
        ) : (
          <span className="tag amber">{say(`forecast.why.${why}`)}</span>
        )}
      </td>
      <td data-label={say("forecast.between")}>{rangeSaid(say, item)}</td>
      <td className="below" data-label={say("forecast.lost")}>
        {lossSaid(say, item, page.total !== null)}
      </td>
      <td className="below" data-label={say("forecast.basis")}>
        <Basis item={item} />
      </td>
      {page.mayWrite && (
        <td className="no-print below">
          <Button size="small" aria-label={`${say("forecast.basis.change")} ${say.named(name)}`} onClick={onBasis}>
            {say("forecast.basis.change")}
          </Button>
        </td>
      )}
    </tr>
  );
}

/** On which figures, by which method, and who said so. */
function Basis({ item }: { readonly item: ForecastItem }) {
  const say = useSay();
  const { method, set, basis } = item;
  if (basis === null || set === null) return say("score.none");
  const who = set.by.name === null ? set.by.id : say.named(set.by.name);
  return (
    <>
      {basisSaid(say, item).join(say("list.separator"))}
      {method !== null && <span className="small block">{say(`forecast.method.${method}`)}</span>}
      <span className="quiet small block">
        {say("forecast.set", { since: day(say.language, set.since), who, reason: set.reason })}
      </span>
    </>
  );
}
