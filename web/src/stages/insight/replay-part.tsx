import type { ReplayResult } from "@biaochi/contract";
import { signed } from "@biaochi/words";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Behind } from "./behind.tsx";
import { Overall } from "./overall.tsx";
import { PeoplePart } from "./people-part.tsx";
import { Moved, Movers, UnitTable } from "./unit-moves.tsx";

/** What the document would have made of the facts: how much changes, who moves and why; behind it every unit, and people as counts. */
export function ReplayPart({ result }: { readonly result: ReplayResult }) {
  const say = useSay();
  const { units, graded, cohorts, causes, people } = result;
  const inCohort = (id: string) =>
    units
      .filter(({ cohort }) => cohort?.id === id)
      .toSorted((a, b) => Number(a.after.rank ?? 1e9) - Number(b.after.rank ?? 1e9));
  return (
    <>
      {!graded && <p className="notice">{say("replay.ungraded")}</p>}
      <WithoutFacts items={result.withoutFacts} />
      <Overall result={result} />
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
      <Movers units={units} isGraded={graded} />
      <Behind title={say("replay.ranks")}>
        <div className="figures">
          {cohorts.map(({ cohort, size, rankMoved }) => (
            <Moved
              key={cohort.id}
              finding={say("replay.moves", { cohort: say.named(cohort.name), moved: rankMoved, size })}
              units={inCohort(cohort.id)}
            />
          ))}
        </div>
      </Behind>
      <Behind title={say("replay.units")}>
        <Scroll label={say("replay.units")}>
          <UnitTable units={units} isWhole isGraded={graded} />
        </Scroll>
      </Behind>
      {causes.length > 0 && (
        <Behind title={say("replay.causes")}>
          <Causes causes={causes} />
        </Behind>
      )}
      {people.length > 0 && (
        <Behind title={say("replay.people")}>
          <PeoplePart people={people} />
        </Behind>
      )}
    </>
  );
}

function Causes({ causes }: { readonly causes: ReplayResult["causes"] }) {
  const say = useSay();
  return (
    <>
      <p className="quiet">{say("replay.causes.note")}</p>
      <Scroll label={say("replay.causes")}>
        <table className="plain stacked">
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
                <td className="number" data-label={say("replay.units-count")}>
                  {units}
                </td>
                <td className="number" data-label={say("replay.up-points")}>
                  {signed(up)}
                </td>
                <td className="number" data-label={say("replay.down-points")}>
                  {signed(down)}
                </td>
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
