import { moment, periodName } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { session, trials } from "../../exchange/questions.ts";
import { called } from "../../frame/called.ts";
import { useProgramme } from "../../frame/current.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../frame/states.tsx";
import { PageTitle } from "../../frame/title.tsx";
import type { TrialChoice } from "./trial-choice.ts";
import { askTrialAgainAfter, isTrialUnderWay, TrialState } from "./trial-progress.tsx";
import { TryDocument } from "./try-document.tsx";

/** What was tried so far, how often and by whom; and, for the appraisal office, the way to try another. */
export function TrialsPage() {
  const say = useSay();
  const chosen = useSearch({ from: "/inside/trials" });
  const may = useQuery(session).data?.may ?? [];
  const own = useQuery(session).data?.account?.programme;
  const { run } = useProgramme();
  const programme = run?.programme.id ?? own ?? undefined;
  return (
    <>
      <PageTitle>{say("trials.title")}</PageTitle>
      <p className="lead">{say("trials.lead")}</p>
      {programme && may.includes("try-scheme") && (
        <section className="card wide no-print" aria-labelledby="try">
          <h2 id="try">{say("try-document.title")}</h2>
          <TryDocument programme={programme} chosen={chosen} />
        </section>
      )}
      {programme ? (
        <Tried programme={programme} chosen={chosen} mayRead={may.includes("see-trial")} />
      ) : (
        <Empty title={say("trials.none")} why={say("trials.none.why")} />
      )}
    </>
  );
}

type TriedProps = { readonly programme: string; readonly chosen: TrialChoice; readonly mayRead: boolean };

function Tried({ programme, chosen, mayRead }: TriedProps) {
  const say = useSay();
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
      <h2 id="tried">{say("trials.count", { total, sittings, documents })}</h2>
      {isPart && (
        <p className="no-print">
          <Link to="/trials">{say("trials.all")}</Link>
        </p>
      )}
      {data.trials.length === 0 ? (
        <Empty title={say("trials.none")} why={say("trials.none.why")} />
      ) : (
        <Scroll label={say("trials.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{say("trials.kind")}</th>
                <th scope="col">{say("trials.document")}</th>
                <th scope="col">{say("trials.period")}</th>
                <th scope="col">{say("trials.found")}</th>
                <th scope="col">{say("trials.by")}</th>
                <th scope="col">{say("trials.at")}</th>
              </tr>
            </thead>
            <tbody>
              {data.trials.map((each) => {
                const number = say("trials.number", { n: each.trial });
                return (
                  <tr key={each.trial}>
                    <th scope="row">
                      {mayRead ? (
                        <Link to="/trials/$trial" params={{ trial: String(each.trial) }}>
                          {number}
                        </Link>
                      ) : (
                        number
                      )}{" "}
                      {say(`trial.kind.${each.kind}`)}
                    </th>
                    <td>
                      {say("trials.version", {
                        title: say.named(each.document.title),
                        version: each.document.version,
                      })}{" "}
                      <code className="digest">{each.document.digest.slice(0, 8)}</code>
                    </td>
                    <td>{periodName(say.language, each.period)}</td>
                    <td className="wide-cell">
                      {each.summary ? say(`trial.finding.${each.kind}`, each.summary) : <TrialState trial={each} />}
                    </td>
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
