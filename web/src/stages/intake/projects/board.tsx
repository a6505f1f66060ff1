import "../../../look/projects.css";
import type { ProjectListed } from "@biaochi/contract";
import { projectColumns } from "@biaochi/contract/choices";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";
import { LightTag, nextSaid } from "./project-said.tsx";

/** Projects by stage, side by side; on a phone one list below the other. What is given up stands in the table alone. */
export function Board({ projects }: { readonly projects: readonly ProjectListed[] }) {
  const say = useSay();
  return (
    <div className="board">
      {projectColumns
        .filter((column) => column !== "stopped")
        .map((column) => {
          const here = projects.filter((each) => each.column === column);
          return (
            <section key={column} aria-labelledby={`column-${column}`}>
              <h2 id={`column-${column}`}>
                {say(`project.stage.${column}`)} <span className="quiet small">{here.length}</span>
              </h2>
              {here.map((each) => (
                <BoardCard key={each.project} of={each} />
              ))}
            </section>
          );
        })}
    </div>
  );
}

function BoardCard({ of }: { readonly of: ProjectListed }) {
  const say = useSay();
  const { all, done } = of.milestones;
  return (
    <article className="card">
      <h3>
        <Link to="/projects/$project" params={{ project: String(of.project) }}>
          {of.name}
        </Link>
      </h3>
      <p>
        <LightTag light={of.light} /> {of.isProposed && <span className="tag blue">{say("projects.proposed")}</span>}
      </p>
      <p className="small">{say.named(of.unit.name)}</p>
      <p className="quiet small">
        {say("projects.done")} {say("projects.done-of", { done, all })}
        {of.next !== null && ` · ${nextSaid(say, of)}`}
      </p>
    </article>
  );
}
