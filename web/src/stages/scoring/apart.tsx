import type { SubjectPage } from "@biaochi/contract";
import { periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { explanation } from "../../exchange/questions.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { whenOf } from "../intake/fact-table.tsx";

type Page = z.output<typeof SubjectPage>;

/** What is not simply points: red lines, data that are absent (each kind in its own words), results decided outside. */
export function Apart({ page }: { readonly page: Page }) {
  const say = useSay();
  return (
    <>
      <RedLines page={page} />
      {(page.missing.length > 0 || page.nodes.some((node) => node.absence !== null)) && (
        <section aria-labelledby="absences">
          <h2 id="absences">{say("absences.title")}</h2>
          <dl className="sheet">
            {(["missing", "late", "exempt", "not-applicable"] as const).map((absence) => {
              const names = namesOfAbsent(say, page, absence);
              if (names.length === 0) return null;
              return (
                <div key={absence}>
                  <dt>
                    {say(`absence.${absence}`)} <span className="quiet">{names.length}</span>
                  </dt>
                  <dd>
                    {names.join(say("list.separator"))}
                    <p className="quiet small">{say(`absence.${absence}.means`)}</p>
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      )}
      <Openings page={page} />
    </>
  );
}

/**
 * Blocks first, then items. A missing datum may leave its item with the points of its other periods: the server lists
 * what is missing, period by period.
 */
function namesOfAbsent(
  say: Say,
  page: Page,
  absence: NonNullable<Page["nodes"][number]["absence"]>,
): readonly string[] {
  const absent = page.nodes.filter((node) => node.absence === absence);
  const inOrder = [
    ...absent.filter((node) => node.kind === "block"),
    ...absent.filter((node) => node.kind !== "block"),
  ];
  const more =
    absence === "missing" ? page.missing.filter(({ path }) => absent.every((node) => node.path !== path)) : [];
  return [...inOrder, ...more].map(({ path, name }) => {
    const period = /\[([^\]]*)\]/.exec(path)?.[1];
    return period === undefined ? say.named(name) : `${say.named(name)} ${periodName(say.language, period)}`;
  });
}

function RedLines({ page }: { readonly page: Page }) {
  const say = useSay();
  const programme = page.run.programme.id;
  if (page.redLines.length === 0 && page.gradeReasons.length === 0) return null;
  return (
    <section aria-labelledby="red-lines">
      <h2 id="red-lines">{say("red-lines.title")}</h2>
      <ul>
        {page.redLines.map((line) => (
          <li key={`${line.id}:${line.through?.id ?? ""}`}>
            <span className="tag red">
              <span aria-hidden="true">■ </span>
              {say("red-lines.crossed")}
            </span>{" "}
            {say.named(line.name)}
            {line.through && ` · ${say("red-lines.through", { name: say.named(line.through.name) })}`}
            {line.from !== null &&
              line.to !== null &&
              ` · ${say("red-lines.effect", { from: scoreOrWord(line.from), to: scoreOrWord(line.to) })}`}
            {line.facts.map((fact) => (
              <span key={fact}>
                {" "}
                <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact }}>
                  {say("red-lines.fact")}
                </Link>
              </span>
            ))}
          </li>
        ))}
        {page.gradeReasons.map((reason) => (
          <li key={`${reason.code}:${JSON.stringify(reason.values)}`}>
            {say.composed(`grade-reason.${reason.code}`, { ...reason.values, ...namesIn(say, reason.names) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Names = Page["gradeReasons"][number]["names"];
const namesIn = (say: Say, names: Names): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([key, name]) => [key, say.named(name)]));

/** A red line changes a score or a grade; a score is exact and printed with two decimals. */
const scoreOrWord = (text: string): string => (/^-?\d+([./]\d+)?$/.test(text) ? score(text) : text);

/** Past results that were decided outside the system: taken as they are, with the number of their document. */
function Openings({ page }: { readonly page: Page }) {
  const say = useSay();
  const { data } = useQuery(explanation(page.run.run, page.subject.id));
  const openings = data?.facts.filter((fact) => fact.kind === "opening") ?? [];
  if (openings.length === 0 || !data) return null;
  return (
    <section aria-labelledby="openings">
      <h2 id="openings">{say("openings.title")}</h2>
      <p className="quiet small">{say("openings.what")}</p>
      <ul>
        {openings.map((fact) => (
          <li key={fact.id}>
            <span className="tag">{say("fact.outside")}</span> {fact.period && whenOf(say, fact.period)}{" "}
            <strong className="number">{fact.value === null ? say("score.none") : score(fact.value)}</strong>{" "}
            {fact.details.document ?? ""}{" "}
            <Link to="/programmes/$programme/facts/$fact" params={{ programme: data.programme, fact: fact.id }}>
              {say("fact.open")}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
