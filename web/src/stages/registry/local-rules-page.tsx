import { ruleName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../exchange/doors.ts";
import { localRules } from "../../exchange/questions.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import { AddLocalRule } from "./add-local-rule.tsx";
import { FigureSaid } from "./figure-said.tsx";
import { LocalRuleTable } from "./local-rule-table.tsx";
import { Layers } from "./rule-cited.tsx";

type Page = Answer<"listLocalRules">;

/** What the province and the city have set inside the national rules, and what holds now. */
export function LocalRulesPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(localRules);
  const mayAdd = useMay("add-local-rule");
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p className="small">
        <Link to="/rulebooks">{say("rulebooks.title")}</Link>
      </p>
      <PageTitle>{say("local-rules.title")}</PageTitle>
      <p className="lead">{say("local-rules.lead")}</p>
      <section aria-labelledby="locals">
        <h2 id="locals">{say("local-rules.locals")}</h2>
        {data.locals.length === 0 ? <p className="quiet">{say("local-rules.none")}</p> : <LocalRuleTable page={data} />}
        {mayAdd && <AddLocalRule rules={data.rules} />}
      </section>
      <section aria-labelledby="now">
        <h2 id="now">{say("local-rules.rules")}</h2>
        <InForce rules={data.rules} />
      </section>
    </>
  );
}

/** What may be set locally: the nation's figure beside the one that holds here. */
function InForce({ rules }: Pick<Page, "rules">) {
  const say = useSay();
  return (
    <Scroll label={say("local-rules.rules")}>
      <table className="plain rules stacked">
        <thead>
          <tr>
            <th scope="col">{say("local-rules.rule")}</th>
            <th scope="col">{say("local-rules.national")}</th>
            <th scope="col">{say("local-rules.here")}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((each) => (
            <tr key={each.rule}>
              <th scope="row" className="below">
                <Link to="/rulebooks" hash={each.rule}>
                  {ruleName(say.language, each.rule)}
                </Link>
                <span className="plain-text block">{say.named(each.text)}</span>
              </th>
              <td className="below">
                <FigureSaid figure={each.national} />
              </td>
              <td className="below">
                {each.layers.length === 0 ? (
                  <span className="quiet">{say("local-rules.as-national")}</span>
                ) : (
                  <>
                    <strong>
                      <FigureSaid figure={each.inForce} />
                    </strong>
                    <Layers layers={each.layers} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
