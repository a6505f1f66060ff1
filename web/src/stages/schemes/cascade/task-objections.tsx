import type { TaskObjection, UnitTasks } from "@biaochi/contract";
import { moment } from "@biaochi/words";
import { ask } from "../../../exchange/ask.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";
import { AcceptObjection } from "./accept-objection.tsx";

type Props = { readonly of: UnitTasks; readonly programme: string; readonly mayAnswer: boolean };

/** What officials hold against their tasks, and what the head says to it. */
export function TaskObjections({ of, programme, mayAnswer }: Props) {
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
              <AnswerSaid answer={each.answer} />
            </p>
          )}
          {mayAnswer && each.answer === null && (
            <div className="doors">
              <AcceptObjection {...{ objection: each, of, programme }} />
              <Refuse objection={each} />
            </div>
          )}
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

/** The answer in words, with what became of the task. */
export function AnswerSaid({ answer: { change, reason } }: { readonly answer: NonNullable<TaskObjection["answer"]> }) {
  const say = useSay();
  return (
    <>
      <strong>{say("task-objections.answer")}</strong>{" "}
      {change !== null && `${say(`task-objections.became.${change}`)} `}
      {reason}
    </>
  );
}

function Refuse({ objection: { objection, official } }: { readonly objection: TaskObjection }) {
  const say = useSay();
  return (
    <WithReason
      id={`refuse-${objection}`}
      label={say("task-objections.refuse")}
      about={say.named(official.name)}
      what={say("task-objections.refuse.what")}
      submit={say("task-objections.refuse")}
      changes={["cascade", "todos"]}
      run={(reason) =>
        ask("answerTaskObjection", { params: { taskObjection: objection }, body: { isAccepted: false, reason } })
      }
    />
  );
}
