import type { SourceScore } from "@biaochi/contract";
import { quantity } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

/** How well each source feeds, the worst first, with every point that it lost. */
export function SourceTable({ sources }: { readonly sources: readonly SourceScore[] }) {
  const say = useSay();
  return (
    <Scroll label={say("quality.sources")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("quality.source")}</th>
            <th scope="col">{say("quality.owner")}</th>
            <th scope="col" className="number">
              {say("quality.points")}
            </th>
            <th scope="col">{say("quality.lost")}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((each) => (
            <tr key={`${each.source} ${each.owner?.id}`}>
              <th scope="row" className="below">
                {each.source ?? say("quality.source.unknown")}
                <span className="quiet small block">
                  {each.indicators.map(({ name }) => say.named(name)).join(say("list.separator"))}
                </span>
              </th>
              <td>{each.owner === null ? say("score.none") : say.named(each.owner.name)}</td>
              <td className="number">{quantity(each.points, 2)}</td>
              <td className="below">
                <Lost of={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Lost({ of: { lost } }: { readonly of: SourceScore }) {
  const say = useSay();
  const some = lost.filter(({ faulted }) => faulted > 0);
  if (some.length === 0) return say("quality.lost.none");
  return some.map(({ part, points, of, faulted }) => (
    <span key={part} className="block">
      {say(`quality.lost.${part}`, { points, of, n: faulted })}
    </span>
  ));
}
