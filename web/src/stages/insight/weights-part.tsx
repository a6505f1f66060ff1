import type { WeightsResult } from "@biaochi/contract";
import { Figure } from "../../charts/figure.tsx";
import { IntervalLine } from "../../charts/place-line.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Behind } from "./behind.tsx";
import { cellInWords } from "./cell-words.ts";

type Cohort = WeightsResult["cohorts"][number];

/** How firm the ranks are when the weights are drawn: an interval for each unit, and who cannot be told apart. */
export function WeightsPart({ result }: { readonly result: WeightsResult }) {
  const say = useSay();
  const { seed, draws, people, tooLarge } = result;
  return (
    <>
      <p className="quiet">{say("weights.note", { seed, draws })}</p>
      {tooLarge > 0 && <p className="notice">{say("weights.too-large", { n: tooLarge })}</p>}
      <Behind title={say("weights.units")}>
        <p className="quiet">{say("weights.key")}</p>
        <div className="figures">
          {result.cohorts.map((each) => (
            <Intervals key={each.cohort.id} {...each} />
          ))}
        </div>
      </Behind>
      {people.length > 0 && (
        <Behind title={say("weights.people")}>
          <Scroll label={say("weights.people")}>
            <table className="plain stacked">
              <thead>
                <tr>
                  <th scope="col">{say("replay.people.group")}</th>
                  <th scope="col" className="number">
                    {say("replay.people.size")}
                  </th>
                  <th scope="col">{say("weights.places")}</th>
                </tr>
              </thead>
              <tbody>
                {people.map(({ cohort, type, size, widths }) => (
                  <tr key={`${cohort.id} ${type}`}>
                    <th scope="row">{say.named(cohort.name)}</th>
                    <td className="number" data-label={say("replay.people.size")}>
                      {size}
                    </td>
                    <td className="below" data-label={say("weights.places")}>
                      {widths === null
                        ? say("people.few")
                        : widths.map((cell) => cellInWords(say, cell)).join(say("list.separator"))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Behind>
      )}
    </>
  );
}

const intervalOf = (say: Say, low: number, high: number): string =>
  low === high ? say("weights.one", { low }) : say("weights.range", { low, high });

function Intervals({ cohort, rows }: Cohort) {
  const say = useSay();
  const widest = rows.reduce((most, { low, high }) => Math.max(most, high - low + 1), 0);
  const sure = rows.filter(({ low, high }) => low === high).length;
  const finding = say("weights.cohort", { cohort: say.named(cohort.name), sure, size: rows.length, widest });
  return (
    <Figure finding={finding} table={<IntervalTable rows={rows} />}>
      <ol className="place-lines">
        {rows.map(({ subject, rank, low, high, band }, n) => (
          <li
            key={subject.id}
            className={band === null ? "" : rows[n - 1]?.band === band ? "in-band" : "in-band band-begins"}
          >
            <span>
              {rank} {say.named(subject.name)}
            </span>
            <IntervalLine rank={Number(rank)} low={low} high={high} of={rows.length} />
            <span className="figure small">{intervalOf(say, low, high)}</span>
          </li>
        ))}
      </ol>
    </Figure>
  );
}

function IntervalTable({ rows }: { readonly rows: Cohort["rows"] }) {
  const say = useSay();
  return (
    <table className="plain stacked">
      <thead>
        <tr>
          <th scope="col">{say("replay.unit")}</th>
          <th scope="col" className="number">
            {say("weights.rank")}
          </th>
          <th scope="col">{say("weights.interval")}</th>
          <th scope="col">{say("weights.band")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ subject, rank, low, high, band }) => (
          <tr key={subject.id}>
            <th scope="row">{say.named(subject.name)}</th>
            <td className="number" data-label={say("weights.rank")}>
              {rank}
            </td>
            <td data-label={say("weights.interval")}>{intervalOf(say, low, high)}</td>
            <td>{band === null ? "" : say("weights.band.n", { n: band })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
