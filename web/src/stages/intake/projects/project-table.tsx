import type { ProjectListed } from "@biaochi/contract";
import { Link } from "@tanstack/react-router";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { LightTag, nextSaid } from "./project-said.tsx";

const heads = ["unit", "stage", "light", "done", "next", "difficulties", "goal"] as const;

/** All projects with where they stand; can be taken along. */
export function ProjectTable({ projects }: { readonly projects: readonly ProjectListed[] }) {
  const say = useSay();
  return (
    <Scroll label={say("projects.title")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("projects.name")}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {say(`projects.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {projects.map((each) => (
            <Row key={each.project} of={each} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ of }: { readonly of: ProjectListed }) {
  const say = useSay();
  const { all, done } = of.milestones;
  return (
    <tr>
      <th scope="row" className="below">
        <Link to="/projects/$project" params={{ project: String(of.project) }}>
          {of.name}
        </Link>
      </th>
      <td data-label={say("projects.unit")}>{say.named(of.unit.name)}</td>
      <td data-label={say("projects.stage")}>
        {say(`project.stage.${of.column}`)}
        {of.isProposed && <span className="quiet small block">{say("projects.proposed")}</span>}
      </td>
      <td data-label={say("projects.light")}>
        <LightTag light={of.light} />
      </td>
      <td data-label={say("projects.done")}>{say("projects.done-of", { done, all })}</td>
      <td data-label={say("projects.next")}>{nextSaid(say, of)}</td>
      <td data-label={say("projects.difficulties")}>{of.difficulties}</td>
      <td data-label={say("projects.goal")}>{of.goal === null ? say("score.none") : say.named(of.goal.name)}</td>
    </tr>
  );
}
