import type { ProjectSeen } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { ask } from "../../../exchange/ask.ts";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { WithReason } from "../../../frame/with-reason.tsx";

const changes = ["projects", "todos"];
type Trouble = ProjectSeen["troubles"][number];

function courseOf(say: Say, { isSolved, assigned }: Trouble): string {
  const handed =
    assigned === null
      ? say("project.trouble.waits")
      : say("project.trouble.assigned", {
          ...{ unit: say.named(assigned.unit.name), due: day(say.language, assigned.due) },
          document: assigned.document,
        });
  if (!isSolved) return handed;
  return assigned === null ? say("project.trouble.solved") : `${say("project.trouble.solved")} · ${handed}`;
}

/** What stands in the way, who has to solve it, and whether it was solved. */
export function Troubles({ of }: { readonly of: ProjectSeen }) {
  const say = useSay();
  const { troubles, mayKeep, isProposed, stage, project } = of;
  const mayRaise = mayKeep && !isProposed && (stage === "approved" || stage === "under-way");
  return (
    <section aria-labelledby="project-troubles">
      <h2 id="project-troubles">{say("project.troubles")}</h2>
      {troubles.length === 0 && <p className="quiet">{say("project.troubles.none")}</p>}
      {troubles.map((each) => (
        <article key={each.difficulty} className="card wide">
          <p>{each.what}</p>
          <p className="quiet small">{courseOf(say, each)}</p>
          {each.maySolve && (
            <WithReason
              id={`solve-${each.difficulty}`}
              label={say("project.solve")}
              about={each.what}
              what={say("project.solve.what")}
              submit={say("project.solve")}
              changes={changes}
              run={(reason) => ask("solveDifficulty", { params: { difficulty: each.difficulty }, body: { reason } })}
            />
          )}
        </article>
      ))}
      {mayRaise && (
        <WithReason
          id="raise"
          label={say("project.raise")}
          what={say("project.raise.what")}
          submit={say("project.raise")}
          changes={changes}
          run={(what) => ask("raiseDifficulty", { params: { project }, body: { what } })}
        />
      )}
    </section>
  );
}
