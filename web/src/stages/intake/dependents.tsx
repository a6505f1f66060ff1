import { moment, periodName, score } from "@biaochi/words";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { dependents } from "../../exchange/questions.ts";
import { useSay } from "../../frame/preferences.tsx";
import { Failed, Loading } from "../../frame/states.tsx";

/** What reads this fact: items and red lines of the scheme, and the runs it entered. */
export function Dependents({
  programme,
  fact,
  subject,
}: {
  readonly programme: string;
  readonly fact: string;
  readonly subject: string | undefined;
}) {
  const say = useSay();
  const { data, error, refetch } = useQuery(dependents(programme, fact));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  return (
    <section aria-labelledby="dependents">
      <h2 id="dependents">{say("dependents.title")}</h2>
      {data ? (
        <dl className="sheet">
          <div>
            <dt>{say("dependents.items")}</dt>
            <dd>
              {data.items.length === 0 && <p className="quiet">{say("dependents.none")}</p>}
              <ul className="bare">
                {data.items.map((item) => (
                  <li key={`${item.list.id}:${item.path}`}>
                    {say.named(item.name)} <span className="quiet small">{say.named(item.list.name)}</span>{" "}
                    {item.isRelative && <span className="tag">{say("dependents.relative")}</span>}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
          {data.redLines.length > 0 && (
            <div>
              <dt>{say("dependents.red-lines")}</dt>
              <dd>{data.redLines.map((line) => say.named(line.name)).join(say("list.separator"))}</dd>
            </div>
          )}
          <div>
            <dt>{say("dependents.runs", { n: data.runs.length })}</dt>
            <dd>
              {data.runs.length === 0 && <p className="quiet">{say("dependents.runs.none")}</p>}
              <ul className="bare">
                {data.runs.map((run) => (
                  <li key={run.run}>
                    {periodName(say.language, run.period)}{" "}
                    {run.score !== null && subject !== undefined ? (
                      <Link to="/runs/$run/subjects/$subject" params={{ run: String(run.run), subject }}>
                        {score(run.score)}
                      </Link>
                    ) : null}{" "}
                    <span className="quiet small">
                      {say("run.number", { n: run.run })} · {moment(say.language, run.finishedAt)}
                    </span>{" "}
                    {run.isNewest && <span className="tag">{say("dependents.newest")}</span>}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        </dl>
      ) : (
        <Loading />
      )}
    </section>
  );
}
