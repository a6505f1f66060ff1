import type { KnockOutResult } from "@biaochi/contract";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Behind } from "./behind.tsx";

const mostNamed = 3;
/** Indicators come with the strongest first. */
const strongest = 5;

/** What the ranks owe to each indicator: who moves when it is left out. */
export function KnockOutPart({ result: { indicators } }: { readonly result: KnockOutResult }) {
  const say = useSay();
  const isLong = indicators.length > strongest;
  return (
    <>
      <p className="quiet">{say("knock.note")}</p>
      <Indicators of={indicators.slice(0, strongest)} title={say(isLong ? "knock.strongest" : "knock.title")} />
      {isLong && (
        <Behind title={say("knock.all", { n: indicators.length })}>
          <Indicators of={indicators} title={say("knock.title")} />
        </Behind>
      )}
    </>
  );
}

function Indicators({ of, title }: { readonly of: KnockOutResult["indicators"]; readonly title: string }) {
  const say = useSay();
  return (
    <Scroll label={title}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("knock.indicator")}</th>
            <th scope="col" className="number">
              {say("knock.carriers")}
            </th>
            <th scope="col" className="number">
              {say("knock.moved")}
            </th>
            <th scope="col" className="number">
              {say("knock.largest")}
            </th>
            <th scope="col">{say("knock.who")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ indicator, carriers, moved, largest, shifts }) => (
            <tr key={indicator.id}>
              <th scope="row">{say.named(indicator.name)}</th>
              <td className="number" data-label={say("knock.carriers")}>
                {carriers}
              </td>
              <td className="number" data-label={say("knock.moved")}>
                {moved}
              </td>
              <td className="number" data-label={say("knock.largest")}>
                {largest}
              </td>
              <td className="wide-cell below">
                {[
                  ...shifts
                    .slice(0, mostNamed)
                    .map(({ subject, from, to }) => say("knock.shift", { name: say.named(subject.name), from, to })),
                  ...(shifts.length > mostNamed ? [say("knock.more", { n: shifts.length })] : []),
                ].join(say("list.separator"))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
