import type { ProjectAct, ProjectSeen } from "@biaochi/contract";
import { day, moment } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";

const whoOf = (say: Say, { by }: Pick<ProjectAct, "by">): string => (by.name === null ? by.id : say.named(by.name));

/** What was done, about what, and with which words. */
function saidOf(say: Say, of: ProjectSeen, act: ProjectAct): string {
  const milestone = of.plan.find(({ number }) => number === act.milestone);
  const trouble = of.troubles.find(({ difficulty }) => difficulty === act.difficulty);
  const parts = [
    say(`project.act.${act.act}`),
    act.stage === null || act.stage === "stopped" ? "" : say(`project.stage.${act.stage}`),
    ...[milestone?.name, trouble?.what],
    act.unit === null ? "" : say.named(act.unit.name),
    act.day === null ? "" : day(say.language, act.day),
    act.cause === null ? "" : say(`project.cause.${act.cause}`),
    ...[act.document, act.reason],
  ];
  return parts.filter((part) => part !== undefined && part !== null && part !== "").join(" · ");
}

/** Everything that happened, the newest first; nothing of it is ever written over. */
export function History({ of }: { readonly of: ProjectSeen }) {
  const say = useSay();
  const entered = { ...of.entered, id: 0, said: say("project.history.entered") };
  const lines = [...of.acts.map((act) => ({ ...act, said: saidOf(say, of, act) })), entered];
  return (
    <section aria-labelledby="project-history">
      <h2 id="project-history">{say("project.history")}</h2>
      <ol className="plain">
        {lines.map((each) => (
          <li key={each.id}>
            {each.said}
            <span className="quiet small block">
              {whoOf(say, each)} · {moment(say.language, each.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
