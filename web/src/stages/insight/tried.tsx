import { moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { trials } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useMay } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Failed, Loading } from "../../frame/states.tsx";
import type { TrialChoice } from "./trial-choice.ts";
import { askTrialAgainAfter, isTrialUnderWay, TrialState } from "./trial-progress.tsx";

type Props = { readonly programme: string; readonly chosen: TrialChoice };

/** How often was tried, and each trial with its finding, by whom and when; its result for those who may read it. */
export function Tried({ programme, chosen }: Props) {
  const say = useSay();
  const mayRead = useMay("see-trial");
  const { scheme, draft } = chosen;
  const about = draft !== undefined ? { draft } : scheme !== undefined ? { scheme } : {};
  const { data, error, refetch } = useQuery({
    ...trials({ programme, ...about, limit: 200 }),
    refetchInterval: ({ state }) => (state.data?.trials.some(isTrialUnderWay) ? askTrialAgainAfter : false),
  });
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { total, sittings, documents } = data;
  const isPart = draft !== undefined || scheme !== undefined;
  return (
    <section aria-labelledby="tried">
      <h2 id="tried">{total === 0 ? say("trials.none") : say("trials.count", { total, sittings, documents })}</h2>
      {isPart && (
        <p className="no-print">
          <Link to="/trials">{say("trials.all")}</Link>
        </p>
      )}
      {data.trials.length === 0 ? (
        <p className="quiet">{say("trials.none.why")}</p>
      ) : (
        <Scroll label={say("trials.title")}>
          <table className="plain stacked">
            <thead>
              <tr>
                <th scope="col">{say("trials.kind")}</th>
                <th scope="col">{say("trials.found")}</th>
                <th scope="col">{say("trials.document")}</th>
                <th scope="col">{say("trials.period")}</th>
                <th scope="col">{say("trials.by")}</th>
                <th scope="col">{say("trials.at")}</th>
              </tr>
            </thead>
            <tbody>
              {data.trials.map((each) => {
                const number = say("trials.number", { n: each.trial });
                return (
                  <tr key={each.trial}>
                    <th scope="row" className="below">
                      {mayRead ? (
                        <Link to="/trials/$trial" params={{ trial: String(each.trial) }}>
                          {number}
                        </Link>
                      ) : (
                        number
                      )}{" "}
                      {say(`trial.kind.${each.kind}`)}
                    </th>
                    <td className="wide-cell below">
                      {each.summary ? say(`trial.finding.${each.kind}`, each.summary) : <TrialState trial={each} />}
                    </td>
                    <td className="below">
                      {say("trials.version", {
                        title: say.named(each.document.title),
                        version: each.document.version,
                      })}{" "}
                      <code className="digest">{each.document.digest.slice(0, 8)}</code>
                    </td>
                    <td>{periodName(say.language, each.period)}</td>
                    <td>{called(say, each.by)}</td>
                    <td>{moment(say.language, each.at)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
