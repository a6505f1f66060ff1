import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ask } from "../../../exchange/ask.ts";
import { oneProject } from "../../../exchange/project-questions.ts";
import { useSay } from "../../../frame/preferences.tsx";
import { Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { Gate } from "./gate.tsx";
import { Head } from "./head.tsx";
import { History } from "./history.tsx";
import { Milestones } from "./milestones.tsx";
import { draftOf } from "./plan-draft.ts";
import { PlanForm } from "./plan-form.tsx";
import { LightTag } from "./project-said.tsx";
import { Troubles } from "./troubles.tsx";

/** One project: where it stands, what is next, its milestones, its difficulties, and everything that happened. */
export function ProjectPage() {
  const say = useSay();
  const { project } = useParams({ from: "/inside/projects/$project" });
  const { data, error, refetch } = useQuery(oneProject(Number(project)));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { programme, stage, mayKeep, isProposed, unit } = data;
  return (
    <>
      <PageTitle>{data.name}</PageTitle>
      <p>
        <span className="tag">{say(`project.stage.${data.column}`)}</span> <LightTag light={data.light} />{" "}
        <Link to="/programmes/$programme/projects" params={{ programme }} className="no-print">
          {say("projects.title")}
        </Link>
      </p>
      <Head of={data} />
      <Gate of={data} />
      <Milestones of={data} />
      <Troubles of={data} />
      <History of={data} />
      {mayKeep && stage === "arguing" && !isProposed && (
        <details className="no-print">
          <summary>{say("projects.replan")}</summary>
          <PlanForm
            key={data.version}
            {...{ programme, unit: unit.id, start: draftOf(data) }}
            save={(body) => ask("planProject", { params: { project: data.project }, body })}
          />
        </details>
      )}
    </>
  );
}
