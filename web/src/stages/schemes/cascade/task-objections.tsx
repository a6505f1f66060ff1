import type { TaskObjection, UnitTasks } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { ask } from "../../../exchange/ask.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";

/** What officials hold against their tasks, and what the head says to it. */
export function TaskObjections({ of, mayAnswer }: { readonly of: UnitTasks; readonly mayAnswer: boolean }) {
  const say = useSay();
  if (of.objections.length === 0) return null;
  return (
    <section aria-labelledby="task-objections">
      <h2 id="task-objections">
        {say("task-objections.title", { n: of.objections.filter(({ answer }) => answer === null).length })}
      </h2>
      {of.objections.map((each) => (
        <article key={each.objection} className="card wide">
          <h3>
            {say.named(each.official.name)} · {say.named(each.goal)} <ObjectionState of={each} />
          </h3>
          <p className="quiet small">
            {each.what} · {moment(say.language, each.at)}
          </p>
          <p>{each.statement}</p>
          {each.answer !== null && (
            <p>
              <strong>{say("task-objections.answer")}</strong> {each.answer.reason}
            </p>
          )}
          {mayAnswer && each.answer === null && <Answer objection={each} />}
        </article>
      ))}
    </section>
  );
}

export function ObjectionState({ of: { answer } }: { readonly of: TaskObjection }) {
  const say = useSay();
  if (answer === null) return <span className="tag amber">■ {say("task-objections.open")}</span>;
  return <span className="tag">{say(answer.isAccepted ? "task-objections.accepted" : "task-objections.refused")}</span>;
}

function Answer({ objection: { objection, official } }: { readonly objection: TaskObjection }) {
  const say = useSay();
  const about = say.named(official.name);
  const run = (isAccepted: boolean) => (reason: string) =>
    ask("answerTaskObjection", { params: { taskObjection: objection }, body: { isAccepted, reason } });
  const changes = ["cascade", "todos"];
  return (
    <p className="doors">
      <WithReason
        id={`accept-${objection}`}
        label={say("task-objections.accept")}
        about={about}
        what={say("task-objections.accept.what")}
        submit={say("task-objections.accept")}
        changes={changes}
        run={run(true)}
      />
      <WithReason
        id={`refuse-${objection}`}
        label={say("task-objections.refuse")}
        about={about}
        what={say("task-objections.refuse.what")}
        submit={say("task-objections.refuse")}
        changes={changes}
        run={run(false)}
      />
    </p>
  );
}
