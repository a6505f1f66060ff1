import type { LiveStanding } from "@biaochi/contract";
import { exactOf, minus, show } from "@biaochi/engine/exact";
import { periodName, score, signed } from "@biaochi/words";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { differenceSaid } from "./difference-said.ts";

/** Items whose points moved, the largest first. What is provisional is not offered to be taken along. */
export function LiveMoves({ page }: { readonly page: LiveStanding }) {
  const say = useSay();
  if (page.before === null) return null;
  const points = (text: string | null) => (text === null ? say("score.none") : score(text));
  return (
    <section aria-labelledby="moves">
      <h2 id="moves">{say("live.moves")}</h2>
      {page.moves.length === 0 ? (
        <p className="quiet">{say("live.no-moves")}</p>
      ) : (
        <Scroll label={say("live.moves")} text>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("live.item")}</th>
                <th scope="col" className="number">
                  {say("live.from")}
                </th>
                <th scope="col" className="number">
                  {say("live.to")}
                </th>
                <th scope="col" className="number">
                  {say("live.by-points")}
                </th>
              </tr>
            </thead>
            <tbody>
              {page.moves.map(({ path, name, from, to }) => (
                <tr key={path}>
                  <th scope="row">{say.named(name)}</th>
                  <td className="number">{points(from)}</td>
                  <td className="number">{points(to)}</td>
                  <td className="number strong">{signed(show(minus(exactOf(to ?? "0"), exactOf(from ?? "0"))))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

/** The figures behind the change, each with what stood there before; whoever may follows one to its records. */
export function LiveFacts({ page, programme }: { readonly page: LiveStanding; readonly programme: string }) {
  const say = useSay();
  const { facts, factsTotal } = page;
  if (page.before === null) return null;
  if (facts.length === 0) return <p className="quiet">{say("live.no-facts")}</p>;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{say("live.facts", { n: factsTotal })}</h2>
      <Scroll label={say("live.facts", { n: factsTotal })} text>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{say("fact.datum")}</th>
              <th scope="col" className="number">
                {say("live.from")}
              </th>
              <th scope="col" className="number">
                {say("live.to")}
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
                      each.subject && say.named(each.subject.name),
                      each.period && periodName(say.language, each.period),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                  {page.mayFollow && (
                    <>
                      {" "}
                      <Link
                        className="small"
                        to="/programmes/$programme/facts/$fact/records"
                        params={{ programme, fact: each.fact }}
                      >
                        {say("live.records")}
                      </Link>
                    </>
                  )}
                </th>
                <td className="number">{differenceSaid(say, each.indicator, each.before, 2)}</td>
                <td className="number">{differenceSaid(say, each.indicator, each.after, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {factsTotal > facts.length && (
        <p className="quiet small">{say("live.facts-first", { n: facts.length, total: factsTotal })}</p>
      )}
    </section>
  );
}
