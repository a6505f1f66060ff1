import type { UpperForecast } from "@biaochi/contract";
import { quantity } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { figureSaid, marks } from "./forecast-said.ts";

type Props = { readonly page: UpperForecast };

/** What each unit answers for of the points that are lost. */
export function UnitLosses({ page }: Props) {
  const say = useSay();
  return (
    <section aria-labelledby="by-unit">
      <h2 id="by-unit">{say("forecast.by-unit")}</h2>
      {page.byUnit.length === 0 ? (
        <p className="quiet">{say("forecast.by-unit.none")}</p>
      ) : (
        <Scroll label={say("forecast.by-unit")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("forecast.by-unit.unit")}</th>
                {(["points", "items", "unknown"] as const).map((each) => (
                  <th key={each} scope="col" className="number">
                    {say(`forecast.by-unit.${each}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.byUnit.map(({ unit, points, items, unknown }) => (
                <tr key={unit.id}>
                  <th scope="row">{say.named(unit.name)}</th>
                  <td className="number" data-label={say("forecast.by-unit.points")}>
                    {marks(points)}
                  </td>
                  <td className="number" data-label={say("forecast.by-unit.items")}>
                    {items}
                  </td>
                  <td className="number" data-label={say("forecast.by-unit.unknown")}>
                    {unknown}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** Of figures that are made of units' figures the units that lower them, item by item. */
export function Lowering({ page }: Props) {
  const say = useSay();
  const rows = page.rows.flatMap((item) => item.lowering.map((each) => ({ item, ...each })));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="lowering">
      <h2 id="lowering">{say("forecast.lowering")}</h2>
      <p className="small">{say("forecast.lowering.why")}</p>
      <Scroll label={say("forecast.lowering")}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("forecast.by-unit.unit")}</th>
              <th scope="col">{say("forecast.item")}</th>
              <th scope="col" className="number">
                {say("forecast.lowering.own")}
              </th>
              <th scope="col" className="number">
                {say("forecast.lowering.points")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ item, unit, value, points }) => (
              <tr key={`${item.item} ${unit.id}`}>
                <th scope="row">{say.named(unit.name)}</th>
                <td className="below" data-label={say("forecast.item")}>
                  {say.named(item.name)}
                </td>
                <td className="number" data-label={say("forecast.lowering.own")}>
                  {figureSaid(item, value)}
                </td>
                <td className="number" data-label={say("forecast.lowering.points")}>
                  {quantity(points)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
