import { ruleName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { redLines } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { AddRedLine } from "./add-red-line.tsx";
import { AdditionTable } from "./addition-table.tsx";
import { sourceOf } from "./rule-cited.tsx";

type Page = Answer<"listRedLines">;

/** What a scheme may draw as a red line: of the nation, and what the city has added by a second person. */
export function RedLinesPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(redLines);
  const mayAdd = useMay("add-red-line");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("allow-list.title")}</PageTitle>
      <p className="lead">{say("allow-list.lead")}</p>
      <section aria-labelledby="additions">
        <h2 id="additions">{say("allow-list.additions")}</h2>
        {data.additions.length === 0 ? (
          <p className="quiet">{say("allow-list.none")}</p>
        ) : (
          <AdditionTable additions={data.additions} />
        )}
        {mayAdd && <AddRedLine />}
      </section>
      <section aria-labelledby="national">
        <h2 id="national">{say("allow-list.national")}</h2>
        <National entries={data.national} />
      </section>
    </>
  );
}

/** What a red line does, to whom, and whether an exemption may lift it. */
export function Effect({ of }: { readonly of: Pick<Page["national"][number], "caps" | "strikes" | "isLiftable"> }) {
  const say = useSay();
  const joined = (words: readonly string[]) => words.join(say.language === "en" ? ", " : "、");
  const whom = joined(of.strikes.map((each) => say(`allow-list.strike.${each}`)));
  return (
    <>
      {joined(of.caps.map((each) => say(`allow-list.cap.${each}`)))}
      <span className="quiet small block">{say("allow-list.for", { whom })}</span>
      <span className="quiet small block">{say(`allow-list.lift.${of.isLiftable ? "yes" : "no"}`)}</span>
    </>
  );
}

function National({ entries }: { readonly entries: Page["national"] }) {
  const say = useSay();
  return (
    <Scroll label={say("allow-list.national")}>
      <table className="plain rules stacked">
        <thead>
          <tr>
            <th scope="col">{say("allow-list.entry")}</th>
            <th scope="col">{say("allow-list.caps")}</th>
            <th scope="col">{say("allow-list.rests")}</th>
            <th scope="col">{say("allow-list.state")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key}>
              <th scope="row" className="below">
                <Link to="/rulebooks" hash={entry.key}>
                  {ruleName(say.language, entry.key)}
                </Link>
                <span className="plain-text block">{say.named(entry.text)}</span>
                <span className="quiet small block code">{entry.key}</span>
              </th>
              <td className="below">
                <Effect of={entry} />
              </td>
              <td className="below">
                {sourceOf(say, { source: entry.basis, article: entry.article, chapter: null })}
                <span className="quiet small block">
                  {say("allow-list.found-by", { authority: say.named(entry.authority) })}
                </span>
              </td>
              <td className="below">
                {say(entry.state === "open" ? "allow-list.state.open" : `rulebooks.state.${entry.state}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
