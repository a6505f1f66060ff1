import { moment } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import type { Run } from "./questions.ts";

const colours = { waiting: "", running: "blue", done: "", failed: "amber", "given-up": "red" } as const;

/** How one run went: state, when, and what it counted; a failure with its sentence. */
export function RunSaid({ run }: { readonly run: Run }) {
  const say = useSay();
  return (
    <>
      <span className={`tag ${colours[run.state]}`}>{say(`arrivals.run.state.${run.state}`)}</span>{" "}
      <span className="quiet small">{moment(say.language, run.endedAt ?? run.begunAt ?? run.madeAt)}</span>
      {run.read > 0 && <span className="small block">{say("arrivals.run.counted", { ...countsOf(run) })}</span>}
      <RunNotes run={run} />
    </>
  );
}

const countsOf = ({ read, fresh, changed, same, refused, noted }: Run) => ({
  ...{ read, fresh, changed, same, refused, noted },
});

/** Why it failed, and what somebody should know though it went well. */
export function RunNotes({ run: { failure, remarks } }: { readonly run: Run }) {
  const say = useSay();
  return (
    <>
      {failure && (
        <span className="fault small block">{say.composed(`arrival.failure.${failure.code}`, failure.params)}</span>
      )}
      {remarks.map(({ code, params }) => (
        <span key={code} className="small block">
          {say.composed(`arrival.remark.${code}`, params)}
        </span>
      ))}
    </>
  );
}
