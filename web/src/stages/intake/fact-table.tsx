import type { Fact } from "@biaochi/contract";
import { day, moment, periodName, quantity } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";

type One = z.output<typeof Fact>;

/** When a datum holds: a period, or the day of an event. */
export const whenOf = (say: Say, period: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(period) ? day(say.language, period) : periodName(say.language, period);

/** Value with its unit of measurement, or in words why there is none. A late datum shows both. */
export function valueInWords(say: Say, fact: One): string {
  const measure = fact.indicator?.measure ?? "";
  const value =
    fact.value === null ? "" : `${quantity(fact.value, 9)}${measure && measure !== "%" ? ` ${measure}` : measure}`;
  const absence = fact.absence ? say(`absence.${fact.absence}`) : "";
  return [value, absence].filter(Boolean).join(" · ") || say("score.none");
}

/** What the datum is about: its indicator, otherwise what its kind says (an event's type, a campaign). */
export function titleOf(say: Say, fact: One): string {
  if (fact.indicator) return say.named(fact.indicator.name);
  return (
    [fact.details.type, fact.details.campaign, fact.details.name, fact.details.node].find(Boolean) ??
    say(`fact.kind.${fact.kind}`)
  );
}

/** The day its source gives for it, else the moment it came into the system. */
const recordedOn = (say: Say, fact: One): string =>
  fact.details.recorded_on ? day(say.language, fact.details.recorded_on) : moment(say.language, fact.recordedAt);

/** Facts as they were recorded, each leading to its own page. */
export function FactTable({ facts, programme }: { readonly facts: readonly One[]; readonly programme: string }) {
  const say = useSay();
  return (
    <Scroll label={say("lost.facts")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("fact.datum")}</th>
            <th scope="col">{say("fact.period")}</th>
            <th scope="col" className="number">
              {say("fact.value")}
            </th>
            <th scope="col">{say("fact.source")}</th>
            <th scope="col">{say("fact.recorded")}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.id}>
              <th scope="row">
                <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: fact.id }}>
                  {titleOf(say, fact)}
                </Link>{" "}
                <span className="quiet small">{say(`fact.kind.${fact.kind}`)}</span>
                {fact.kind === "opening" && <span className="tag">{say("fact.outside")}</span>}
              </th>
              <td>{fact.period === null ? say("score.none") : whenOf(say, fact.period)}</td>
              <td className="number">{valueInWords(say, fact)}</td>
              <td>{fact.source ?? fact.details.document ?? fact.details.assessor ?? say("score.none")}</td>
              <td>{recordedOn(say, fact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
