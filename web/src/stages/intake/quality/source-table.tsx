import type { SourceScore } from "@biaochi/contract";
import { quantity } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";

type Props = { readonly sources: readonly SourceScore[] };
const isWhole = ({ lost }: SourceScore): boolean => lost.every(({ faulted }) => faulted === 0);

/** How well each source feeds, the worst first, with every point that it lost; those that lost none stand behind a heading. */
export function Sources({ sources }: Props) {
  const say = useSay();
  const faulty = sources.filter((each) => !isWhole(each));
  const whole = sources.filter(isWhole);
  return (
    <>
      {faulty.length > 0 && <SourceTable label={say("quality.sources")} sources={faulty} />}
      {whole.length > 0 && (
        <details className="behind">
          <summary>{say("quality.sources.whole", { n: whole.length })}</summary>
          <SourceTable label={say("quality.sources.whole", { n: whole.length })} sources={whole} />
        </details>
      )}
    </>
  );
}

function SourceTable({ label, sources }: Props & { readonly label: string }) {
  const say = useSay();
  return (
    <Scroll label={label}>
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
              <td className="number" data-label={say("quality.points")}>
                {quantity(each.points, 2)}
              </td>
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
