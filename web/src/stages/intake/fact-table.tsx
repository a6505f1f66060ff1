import type { Fact } from "@biaochi/contract";
import { day, moment, periodName, quantity } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { eventInWords, inWords } from "../../frame/in-words.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { ProvisionalMark } from "./provisional-mark.tsx";

type One = z.output<typeof Fact>;

/** When a datum holds: a period, or the day of an event. */
export const whenOf = (say: Say, period: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(period) ? day(say.language, period) : periodName(say.language, period);

/** Value with its unit of measurement, or in words why there is none. A late datum shows both. */
export function valueInWords(say: Say, fact: One): string {
  if (fact.kind === "ballot" && fact.value === null && fact.details.votes !== undefined)
    return say("fact.votes", { n: Number(fact.details.votes) });
  const measure = fact.indicator?.measure ?? "";
  const value =
    fact.value === null ? "" : `${quantity(fact.value, 9)}${measure && measure !== "%" ? ` ${measure}` : measure}`;
  const absence = fact.absence ? say(`absence.${fact.absence}`) : "";
  return [value, absence].filter(Boolean).join(" · ") || say("score.none");
}

/** What of each kind says what the datum is about, where it has no indicator; together they tell it from its neighbours. */
const telling: Partial<Record<One["kind"], readonly string[]>> = {
  assessment: ["criterion"],
  event: ["type", "reason"],
  ballot: ["rater_group", "item", "option"],
  coefficient: ["name"],
  opening: ["node"],
};

/** What the datum is about: its indicator, and what its kind says (an event's type and reason, who voted for what). */
export function titleOf(say: Say, fact: One): string {
  const told = (telling[fact.kind] ?? []).flatMap((detail) => {
    const value = fact.details[detail];
    if (!value) return [];
    return [detail === "type" ? eventInWords(say, value, fact.event) : inWords(say, detail, value)];
  });
  const titles = [...(fact.indicator ? [say.named(fact.indicator.name)] : []), ...told];
  return titles.length > 0 ? titles.join(" · ") : say(`fact.kind.${fact.kind}`);
}

/** Whether the datum counts, where that is not plain: an incident that is proposed, revoked or exempt. */
function Doubt({ fact }: { readonly fact: One }) {
  const say = useSay();
  const { standing } = fact.details;
  if (fact.kind !== "event" || standing === undefined || standing === "confirmed") return null;
  return <span className="tag">{inWords(say, "standing", standing)}</span>;
}

/** A source as it is read; of an erased fact, that it was erased. */
export function sourceInWords(say: Say, source: string | null): string | null {
  const erasure = /^erasure:(\d+)$/.exec(source ?? "")?.[1];
  const report = /^report:(\d+)$/.exec(source ?? "")?.[1];
  if (report !== undefined) return say("fact.reported", { n: report });
  return erasure === undefined ? source : say("fact.erased", { n: erasure });
}

/** System, document or body it came from. */
export const sourceOf = (say: Say, fact: One): string =>
  [
    fact.assessor ? say.named(fact.assessor.name) : fact.details.assessor,
    sourceInWords(say, fact.source) ?? fact.details.document,
  ]
    .filter(Boolean)
    .join(" · ") || say("score.none");

/** The day its source gives for it, else the moment it came into the system. */
export const recordedOn = (say: Say, fact: One): string =>
  fact.details.recorded_on ? day(say.language, fact.details.recorded_on) : moment(say.language, fact.recordedAt);

/** Facts as they were recorded, each leading to its own page. */
export function FactTable({ facts, programme }: { readonly facts: readonly One[]; readonly programme: string }) {
  const say = useSay();
  return (
    <Scroll label={say("lost.facts")}>
      <table className="plain stacked facts-of">
        <thead>
          <tr>
            <th scope="col">{say("fact.datum")}</th>
            <th scope="col" className="number">
              {say("fact.value")}
            </th>
            <th scope="col">{say("fact.period")}</th>
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
                <span className="quiet small">{say(`fact.kind.${fact.kind}`)}</span> <Doubt fact={fact} />{" "}
                {fact.kind === "opening" && <span className="tag">{say("fact.outside")}</span>}
              </th>
              <td className="number">
                {valueInWords(say, fact)} <ProvisionalMark of={fact.provisional} />
              </td>
              <td className="below">{fact.period === null ? say("score.none") : whenOf(say, fact.period)}</td>
              <td className="below">
                {sourceOf(say, fact)}
                {fact.kind === "assessment" && fact.details.reason && (
                  <span className="quiet small"> {fact.details.reason}</span>
                )}
              </td>
              <td className="below">{recordedOn(say, fact)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
