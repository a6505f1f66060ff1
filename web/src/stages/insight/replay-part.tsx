import type { ReplayResult } from "@biaochi/contract";
import { score, signed } from "@biaochi/words";
import { Figure } from "../../charts/figure.tsx";
import { MoveLine } from "../../charts/place-line.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Overall } from "./overall.tsx";
import { PeoplePart } from "./people-part.tsx";

type Unit = ReplayResult["units"][number];

/** What the document would have made of the facts: how the ranks move, every unit with its reasons, people as counts. */
export function ReplayPart({ result }: { readonly result: ReplayResult }) {
  const say = useSay();
  const inCohort = (id: string) =>
    result.units
      .filter(({ cohort }) => cohort?.id === id)
      .toSorted((a, b) => Number(a.after.rank ?? 1e9) - Number(b.after.rank ?? 1e9));
  return (
    <>
      {!result.graded && <p className="notice">{say("replay.ungraded")}</p>}
      <WithoutFacts items={result.withoutFacts} />
      {(["before", "after"] as const).map((side) => {
        const own = result.apart.filter((each) => each.in === side).map(({ subject }) => say.named(subject.name));
        return (
          own.length > 0 && (
            <p key={side} className="quiet">
              {say(`replay.apart.${side}`, { units: own.join(say("list.separator")) })}
            </p>
          )
        );
      })}
      <Overall result={result} />
      <div className="figures">
        {result.cohorts.map(({ cohort, size, rankMoved }) => (
          <Moved
            key={cohort.id}
            finding={say("replay.moves", { cohort: say.named(cohort.name), moved: rankMoved, size })}
            units={inCohort(cohort.id)}
          />
        ))}
      </div>
      <h3>{say("replay.units")}</h3>
      <Units units={result.units} isGraded={result.graded} />
      <Causes causes={result.causes} />
      <PeoplePart people={result.people} />
    </>
  );
}

function shiftInWords(say: Say, { before, after }: Unit): string {
  const shift = Number(before.rank) - Number(after.rank);
  if (before.rank === null) return say("replay.newly-ranked");
  if (after.rank === null) return say("replay.no-longer-ranked");
  if (shift === 0) return say("replay.same");
  return shift > 0 ? say("replay.up", { n: shift }) : say("replay.down", { n: -shift });
}

const rankOf = (rank: string | null): number | null => (rank === null ? null : Number(rank));

function Moved({ finding, units }: { readonly finding: string; readonly units: readonly Unit[] }) {
  const say = useSay();
  return (
    <Figure finding={finding} table={<Ranks units={units} />}>
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

function Ranks({ units }: { readonly units: readonly Unit[] }) {
  const say = useSay();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{say("replay.unit")}</th>
          <th scope="col">{say("replay.rank")}</th>
          <th scope="col" className="number">
            {say("replay.before")}
          </th>
          <th scope="col" className="number">
            {say("replay.after")}
          </th>
        </tr>
      </thead>
      <tbody>
        {units.map(({ subject, before, after }) => (
          <tr key={subject.id}>
            <th scope="row">{say.named(subject.name)}</th>
            <td>{fromTo(say, before.rank, after.rank)}</td>
            <td className="number">{before.score === null ? "" : score(before.score)}</td>
            <td className="number">{after.score === null ? "" : score(after.score)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fromTo(say: Say, from: string | null, to: string | null): string {
  const [was, is] = [from ?? say("replay.none"), to ?? say("replay.none")];
  return was === is ? is : say("replay.from-to", { from: was, to: is });
}

function Units({ units, isGraded }: { readonly units: readonly Unit[]; readonly isGraded: boolean }) {
  const say = useSay();
  const named = (side: Unit["before"]["grade"]) => (side ? say.named(side.name) : null);
  return (
    <Scroll label={say("replay.units")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("replay.unit")}</th>
            <th scope="col">{say("replay.cohort")}</th>
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
            <th scope="col">{say("replay.why")}</th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ subject, cohort, before, after, difference, causes }) => (
            <tr key={subject.id}>
              <th scope="row">{say.named(subject.name)}</th>
              <td>{cohort && say.named(cohort.name)}</td>
              <td className="number">{before.score === null ? "" : score(before.score)}</td>
              <td className="number">{after.score === null ? "" : score(after.score)}</td>
              <td className="number">{difference === null ? "" : signed(difference)}</td>
              <td>{fromTo(say, before.rank, after.rank)}</td>
              {isGraded && <td>{fromTo(say, named(before.grade), named(after.grade))}</td>}
              {isGraded && <td>{fromTo(say, named(before.band), named(after.band))}</td>}
              <td className="wide-cell">
                {causes
                  .map(({ name, kind, points }) => `${say.named(name)} ${signed(points)} (${say(`cause.${kind}`)})`)
                  .join(say("list.separator"))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Causes({ causes }: { readonly causes: ReplayResult["causes"] }) {
  const say = useSay();
  if (causes.length === 0) return null;
  return (
    <>
      <h3>{say("replay.causes")}</h3>
      <p className="quiet">{say("replay.causes.note")}</p>
      <Scroll label={say("replay.causes")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("replay.node")}</th>
              <th scope="col">{say("replay.cause")}</th>
              <th scope="col" className="number">
                {say("replay.units-count")}
              </th>
              <th scope="col" className="number">
                {say("replay.up-points")}
              </th>
              <th scope="col" className="number">
                {say("replay.down-points")}
              </th>
            </tr>
          </thead>
          <tbody>
            {causes.map(({ path, name, kind, units, up, down }) => (
              <tr key={`${kind} ${path}`}>
                <th scope="row">{say.named(name)}</th>
                <td>{say(`cause.${kind}`)}</td>
                <td className="number">{units}</td>
                <td className="number">{signed(up)}</td>
                <td className="number">{signed(down)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function WithoutFacts({ items }: { readonly items: ReplayResult["withoutFacts"] }) {
  const say = useSay();
  if (items.length === 0) return null;
  return (
    <div className="notice">
      <h3>{say("without-facts.title")}</h3>
      <p>{say("without-facts.lead", { n: items.length })}</p>
      <ul>
        {items.map(({ path, name, lists, policy }) => (
          <li key={path}>
            {say("without-facts.line", {
              name: say.named(name),
              lists: lists.map(say.named).join(say("list.separator")),
              policy: say.composed(`absent-policy.${policy}`),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
