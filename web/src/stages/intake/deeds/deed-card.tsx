import type { Deed } from "@biaochi/contract";
import { day, moment, periodName } from "@biaochi/words";
import type { ReactNode } from "react";
import { addressOf } from "../../../exchange/doors.ts";
import { eventInWords } from "../../../frame/in-words.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";

const colours = { own: "", confirmed: "blue", returned: "amber", withdrawn: "" } as const;

type Props = {
  readonly deed: Deed;
  /** Whether its official is named: on a page of the own ones they are not. */
  readonly isNamed: boolean;
  readonly children?: ReactNode;
};

/** One deed: when, what, which part; what it is linked to; and where it stands. */
export function DeedCard({ deed, isNamed, children }: Props) {
  const say = useSay();
  const { official, unit, what, part, state, countedAs, claims, evidence } = deed;
  const links = linksOf(say, deed);
  return (
    <article className="card wide">
      <h3>
        {isNamed && `${say.named(official.name)} · `}
        {day(say.language, deed.day)} · {say(`deed.part.${part}`)}{" "}
        <span className={`tag ${colours[state]}`}>{say(`deeds.state.${state}`)}</span>
      </h3>
      {isNamed && unit !== null && <p className="quiet small">{say.named(unit)}</p>}
      <p>{what}</p>
      {links.length > 0 && <p className="quiet small">{links.join(" · ")}</p>}
      {countedAs !== null && (
        <p className="small">
          {say("deeds.counted", {
            what: countedAs.what ?? eventInWords(say, countedAs.type, countedAs.event),
            day: day(say.language, countedAs.day),
          })}
        </p>
      )}
      {claims.length > 0 && (
        <p className="small">{say("deeds.claimed", { claims: claims.join(say("list.separator")) })}</p>
      )}
      {evidence.length > 0 && (
        <ul className="small" aria-label={say("deeds.evidence")}>
          {evidence.map(({ sha256, name, size }) => (
            <li key={sha256}>
              <a href={addressOf("takeDeedEvidence", { params: { deed: deed.deed, sha256 } })} download>
                {name}
              </a>{" "}
              <span className="quiet">{Math.ceil(size / 1024)} kB</span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">{courseOf(say, deed).join(" · ")}</p>
      {children}
    </article>
  );
}

function linksOf(say: Say, { task, indicator, mission, matter, figure, project }: Deed): readonly string[] {
  return [
    ...(project === null ? [] : [project.name]),
    ...(task === null ? [] : [say.named(task.name)]),
    ...(indicator === null ? [] : [say.named(indicator.name)]),
    ...(mission === null ? [] : [mission.title]),
    ...(matter === null ? [] : [matter]),
    ...(figure === null ? [] : [say("deeds.figure", { period: periodName(say.language, figure.period) })]),
  ];
}

/** Who entered it and what became of it since. */
function courseOf(say: Say, { origin, entered, acted, state }: Deed): readonly string[] {
  const who = ({ by, at }: { readonly by: Deed["entered"]["by"]; readonly at: string }) => ({
    ...{ name: by.name === null ? by.id : say.named(by.name), at: moment(say.language, at) },
  });
  const first = [say(`deeds.origin.${origin}`), say("deeds.entered", who(entered))];
  if (acted === null || state === "own") return first;
  const how = state === "withdrawn" && acted.reason !== null ? "fallen" : state;
  return [...first, say(`deeds.acted.${how}`, { ...who(acted), reason: acted.reason ?? "" })];
}
