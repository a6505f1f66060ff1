import type { ReplayResult } from "@biaochi/contract";
import { score, signed } from "@biaochi/words";
import { Figure } from "../../charts/figure.tsx";
import { MoveLine } from "../../charts/place-line.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type Unit = ReplayResult["units"][number];
type Side = Unit["before"];

/** Whoever reads them all reads them in the table of all units. */
const mostShown = 20;

const isOther = (a: { readonly id: string } | null, b: { readonly id: string } | null): boolean => a?.id !== b?.id;
const crosses = ({ before, after }: Unit): boolean =>
  isOther(before.grade, after.grade) || isOther(before.band, after.band);
const places = ({ before, after }: Unit): number =>
  before.rank === null || after.rank === null ? 0 : Math.abs(Number(before.rank) - Number(after.rank));
const points = ({ difference }: Unit): number => Math.abs(Number(difference ?? 0));

/** Who moves and why: units that cross a line first, then those that move furthest. */
export function Movers({ units, isGraded }: { readonly units: readonly Unit[]; readonly isGraded: boolean }) {
  const say = useSay();
  const moved = units
    .filter((unit) => crosses(unit) || unit.before.rank !== unit.after.rank)
    .toSorted((a, b) => Number(crosses(b)) - Number(crosses(a)) || places(b) - places(a) || points(b) - points(a) || 0);
  const title = moved.length === 0 ? say("replay.movers.none") : say("replay.movers", { n: moved.length });
  return (
    <>
      <h3>{title}</h3>
      {moved.length > 0 && (
        <Scroll label={title}>
          <table className="plain movers stacked">
            <thead>
              <tr>
                <th scope="col">{say("replay.unit")}</th>
                <th scope="col">{say("replay.cause")}</th>
                <th scope="col">{say("replay.why")}</th>
              </tr>
            </thead>
            <tbody>
              {moved.slice(0, mostShown).map((unit) => (
                <tr key={unit.subject.id}>
                  <th scope="row">
                    {say.named(unit.subject.name)}{" "}
                    {unit.cohort && <span className="quiet small block">{say.named(unit.cohort.name)}</span>}
                  </th>
                  <td className="below">
                    <ul className="plain-list">
                      {movesOf(say, unit, isGraded).map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ul>
                  </td>
                  <td className="wide-cell below">{causesInWords(say, unit)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {moved.length > mostShown && (
        <p className="quiet">{say("replay.movers.more", { n: moved.length - mostShown })}</p>
      )}
    </>
  );
}

function movesOf(say: Say, { before, after, difference }: Unit, isGraded: boolean): readonly string[] {
  const move = (what: Parameters<Say>[0], from: string | null, to: string | null) =>
    from === to ? [] : [say("people.cell", { range: say(what), count: fromTo(say, from, to) })];
  return [
    ...move("replay.rank", before.rank, after.rank),
    ...(isGraded ? move("replay.grade", named(say, before.grade), named(say, after.grade)) : []),
    ...(isGraded ? move("replay.band", named(say, before.band), named(say, after.band)) : []),
    ...(difference === null
      ? []
      : [say("people.cell", { range: say("replay.difference"), count: signed(difference) })]),
  ];
}

const named = (say: Say, side: Side["grade"]): string | null => (side ? say.named(side.name) : null);

function fromTo(say: Say, from: string | null, to: string | null): string {
  const [was, is] = [from ?? say("replay.none"), to ?? say("replay.none")];
  return was === is ? is : say("replay.from-to", { from: was, to: is });
}

/** Why; of a unit whose own score stays, others have moved past it. */
function causesInWords(say: Say, { causes, before, after }: Unit): string {
  if (causes.length === 0 && before.score === after.score && before.rank !== after.rank)
    return say("replay.others-moved");
  return causes
    .map(({ name, kind, points: moved }) => `${say.named(name)} ${signed(moved)} (${say(`cause.${kind}`)})`)
    .join(say("list.separator"));
}

function shiftInWords(say: Say, { before, after }: Unit): string {
  const shift = Number(before.rank) - Number(after.rank);
  if (before.rank === null) return say("replay.newly-ranked");
  if (after.rank === null) return say("replay.no-longer-ranked");
  if (shift === 0) return say("replay.same");
  return shift > 0 ? say("replay.up", { n: shift }) : say("replay.down", { n: -shift });
}

const rankOf = (rank: string | null): number | null => (rank === null ? null : Number(rank));

/** The ranks of one cohort, before and after. */
export function Moved({ finding, units }: { readonly finding: string; readonly units: readonly Unit[] }) {
  const say = useSay();
  return (
    <Figure finding={finding} table={<UnitTable units={units} />}>
      <ol className="place-lines">
        {units.map((unit) => (
          <li key={unit.subject.id}>
            <span>{say.named(unit.subject.name)}</span>
            <MoveLine from={rankOf(unit.before.rank)} to={rankOf(unit.after.rank)} of={unit.of ?? units.length} />
            <span className="figure small">
              {unit.after.rank} · {shiftInWords(say, unit)}
            </span>
          </li>
        ))}
      </ol>
    </Figure>
  );
}

type TableProps = {
  readonly units: readonly Unit[];
  /** With the cohort, the reasons and what is decided; otherwise ranks and scores alone. */
  readonly isWhole?: boolean;
  readonly isGraded?: boolean;
};

/** Every unit, before and after. */
export function UnitTable({ units, isWhole = false, isGraded = false }: TableProps) {
  const say = useSay();
  return (
    <table className="plain stacked">
      <thead>
        <tr>
          <th scope="col">{say("replay.unit")}</th>
          {isWhole && <th scope="col">{say("replay.cohort")}</th>}
          <th scope="col" className="number">
            {say("replay.before")}
          </th>
          <th scope="col" className="number">
            {say("replay.after")}
          </th>
          <th scope="col" className="number">
            {say("replay.difference")}
          </th>
          <th scope="col">{say("replay.rank")}</th>
          {isGraded && <th scope="col">{say("replay.grade")}</th>}
          {isGraded && <th scope="col">{say("replay.band")}</th>}
          {isWhole && <th scope="col">{say("replay.why")}</th>}
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => {
          const { subject, cohort, before, after, difference } = unit;
          return (
            <tr key={subject.id}>
              <th scope="row">{say.named(subject.name)}</th>
              {isWhole && <td>{cohort && say.named(cohort.name)}</td>}
              <td className="number" data-label={say("replay.before")}>
                {before.score === null ? "" : score(before.score)}
              </td>
              <td className="number" data-label={say("replay.after")}>
                {after.score === null ? "" : score(after.score)}
              </td>
              <td className="number" data-label={say("replay.difference")}>
                {difference === null ? "" : signed(difference)}
              </td>
              <td className="figure" data-label={say("replay.rank")}>
                {fromTo(say, before.rank, after.rank)}
              </td>
              {isGraded && (
                <td data-label={say("replay.grade")}>
                  {fromTo(say, named(say, before.grade), named(say, after.grade))}
                </td>
              )}
              {isGraded && (
                <td data-label={say("replay.band")}>{fromTo(say, named(say, before.band), named(say, after.band))}</td>
              )}
              {isWhole && <td className="wide-cell below">{causesInWords(say, unit)}</td>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
