import { day, moment } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import type { Run } from "./questions.ts";
import { RunNotes } from "./run-said.tsx";

const counted = ["read", "fresh", "changed", "same", "refused", "noted"] as const;

/** What came, when and why, newest first. */
export function RunTable({ runs, named }: { readonly runs: readonly Run[]; readonly named: boolean }) {
  const say = useSay();
  if (runs.length === 0) return <p className="quiet">{say("arrivals.run.never")}</p>;
  return (
    <Scroll label={say("arrivals.runs.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("arrivals.runs.run")}</th>
            {named && <th scope="col">{say("arrivals.runs.stream")}</th>}
            <th scope="col">{say("arrivals.runs.why")}</th>
            <th scope="col">{say("arrivals.runs.state")}</th>
            {counted.map((each) => (
              <th key={each} scope="col" className="number">
                {say(`arrivals.run.count.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run}>
              <th scope="row" className="below">
                {moment(say.language, run.begunAt ?? run.madeAt)}
                <span className="quiet small block">{say("arrivals.runs.number", { n: run.run })}</span>
              </th>
              {named && <td className="below">{say.named(run.stream.name)}</td>}
              <td className="below">
                <Why run={run} />
              </td>
              <td className="below">
                {say(`arrivals.run.state.${run.state}`)}
                {run.attempts > 1 && (
                  <span className="quiet small block">{say("arrivals.run.attempts", { n: run.attempts })}</span>
                )}
                <RunNotes run={run} />
              </td>
              {counted.map((each) => (
                <td key={each} className="number" data-label={say(`arrivals.run.count.${each}`)}>
                  {run[each]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Why({ run }: { readonly run: Run }) {
  const say = useSay();
  return (
    <>
      {say(`arrivals.run.why.${run.why}`)}
      {run.day !== null && <span className="block">{day(say.language, run.day)}</span>}
      {run.name !== null && <span className="quiet small block code">{run.name}</span>}
      {run.by.name !== null && <span className="quiet small block">{say.named(run.by.name)}</span>}
    </>
  );
}
