import { periodName } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import type { Compared } from "./compare-page.tsx";
import { differenceSaid } from "./difference-said.ts";

/** How many went from one proposed grade to another. */
export function GradeMovements({ page }: { readonly page: Compared }) {
  const say = useSay();
  const { grades } = page.summary;
  if (grades.length === 0) return null;
  const named = (grade: (typeof grades)[number]["from"]) => (grade ? say.named(grade.name) : say("compare.no-grade"));
  return (
    <section aria-labelledby="grades">
      <h2 id="grades">{say("compare.grades")}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{say("compare.from")}</th>
            <th scope="col">{say("compare.to")}</th>
            <th scope="col" className="number">
              {say("distribution.count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {grades.map((each) => (
            <tr key={`${each.from?.id ?? ""}>${each.to?.id ?? ""}`}>
              <td>{named(each.from)}</td>
              <td>{named(each.to)}</td>
              <td className="number">{each.count ?? say("compare.few")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The facts that only one of the two runs has. */
export function FactDifferences({ page }: { readonly page: Compared }) {
  const say = useSay();
  const { facts, factsTotal } = page;
  if (facts.length === 0) return null;
  const programme = page.after.programme.id;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{say("compare.facts", { n: factsTotal })}</h2>
      <Scroll label={say("compare.facts", { n: factsTotal })}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("fact.datum")}</th>
              <th scope="col" className="number">
                {say("compare.from")}
              </th>
              <th scope="col" className="number">
                {say("compare.to")}
              </th>
            </tr>
          </thead>
          <tbody>
            {facts.map((each) => (
              <tr key={each.fact}>
                <th scope="row">
                  <Link to="/programmes/$programme/facts/$fact" params={{ programme, fact: each.fact }}>
                    {each.indicator ? say.named(each.indicator.name) : say.composed(`fact.kind.${each.kind}`)}
                  </Link>{" "}
                  <span className="quiet small">
                    {[
                      each.subject ? say.named(each.subject.name) : say("fact.all-subjects"),
                      each.period && periodName(say.language, each.period),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </th>
                <td className="number">{differenceSaid(say, each.indicator, each.before)}</td>
                <td className="number">{differenceSaid(say, each.indicator, each.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {factsTotal > facts.length && (
        <p className="quiet small">{say("compare.facts-first", { n: facts.length, total: factsTotal })}</p>
      )}
    </section>
  );
}
