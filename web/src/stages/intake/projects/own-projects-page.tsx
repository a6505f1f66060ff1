import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../../exchange/doors.ts";
import { ownProjects } from "../../../exchange/project-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { LightTag, nextSaid } from "./project-said.tsx";

type One = Answer<"listOwnProjects">["projects"][number];

/** Projects for which the reader answers: where each stands, what is next, and what can be put on record of it. */
export function OwnProjectsPage() {
  const say = useSay();
  const { data, error, refetch } = useQuery(ownProjects);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle>{say("frame.own-projects")}</PageTitle>
      <p className="lead">{say("projects.own.lead")}</p>
      {data.projects.length === 0 ? (
        <Empty title={say("projects.own.none")} todo={say("projects.own.none.todo")} />
      ) : (
        <OwnTable projects={data.projects} />
      )}
    </>
  );
}

const heads = ["unit", "stage", "light", "done", "next"] as const;

function OwnTable({ projects }: { readonly projects: readonly One[] }) {
  const say = useSay();
  return (
    <Scroll label={say("frame.own-projects")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("projects.name")}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {say(`projects.${head}`)}
              </th>
            ))}
            <th scope="col">{say("project.deeds")}</th>
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

function Row({ of }: { readonly of: One }) {
  const say = useSay();
  const { all, done } = of.milestones;
  return (
    <tr>
      <th scope="row" className="below">
        <Link to="/own-file/projects/$project" params={{ project: String(of.project) }}>
          {of.name}
        </Link>
      </th>
      <td data-label={say("projects.unit")}>{say.named(of.unit.name)}</td>
      <td data-label={say("projects.stage")}>{say(`project.stage.${of.column}`)}</td>
      <td data-label={say("projects.light")}>
        <LightTag light={of.light} />
      </td>
      <td data-label={say("projects.done")}>{say("projects.done-of", { done, all })}</td>
      <td className="below" data-label={say("projects.next")}>
        {nextSaid(say, of)}
      </td>
      <td data-label={say("project.deeds")}>
        {of.proposed === 0 ? say("score.none") : say("projects.own.proposed", { n: of.proposed })}
      </td>
    </tr>
  );
}
