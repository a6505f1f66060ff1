import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { projectsOf } from "../../../exchange/project-questions.ts";
import { WhichChoice } from "../../../frame/choices.tsx";
import { useSay } from "../../../frame/preferences.tsx";
import { Empty, Failed, Loading } from "../../../frame/states.tsx";
import { PageTitle } from "../../../frame/title.tsx";
import { Board } from "./board.tsx";
import { DispatchForm } from "./dispatch-form.tsx";
import { NewProject } from "./plan-form.tsx";
import type { ProjectChoice } from "./project-choice.ts";
import { ProjectTable } from "./project-table.tsx";

/** Projects in reach, as a board or as a table. */
export function ProjectsPage() {
  const say = useSay();
  const { programme } = useParams({ from: "/inside/programmes/$programme/projects" });
  const { view, ...which } = useSearch({ from: "/inside/programmes/$programme/projects" });
  const navigate = useNavigate({ from: "/programmes/$programme/projects" });
  const { data, error, refetch } = useQuery(projectsOf(programme, which));
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { projects, units, goals, own, open, solvers, mayDecide } = data;
  const go = (more: ProjectChoice, without: keyof ProjectChoice) => {
    const { [without]: _, ...kept }: ProjectChoice = { ...which, ...(view === undefined ? {} : { view }) };
    void navigate({ search: { ...kept, ...more } });
  };
  const all = { value: "", label: say("projects.all") };
  return (
    <>
      <PageTitle>{say("projects.title")}</PageTitle>
      <p className="lead">{say("projects.lead")}</p>
      <div className="choices no-print">
        <WhichChoice
          id="projects-unit"
          label={say("projects.unit")}
          value={which.unit ?? ""}
          options={[all, ...units.map(({ id, name }) => ({ value: id, label: say.named(name) }))]}
          onValue={(unit) => go(unit === "" ? {} : { unit }, "unit")}
        />
        <WhichChoice
          id="projects-goal"
          label={say("projects.goal")}
          value={which.goal ?? ""}
          options={[all, ...goals.map(({ goal, name }) => ({ value: goal, label: say.named(name) }))]}
          onValue={(goal) => go(goal === "" ? {} : { goal }, "goal")}
        />
        <WhichChoice
          id="projects-view"
          label={say("projects.view")}
          value={view ?? "board"}
          options={(["board", "table"] as const).map((value) => ({ value, label: say(`projects.${value}`) }))}
          onValue={(chosen) => go(chosen === "table" ? { view: chosen } : {}, "view")}
        />
      </div>
      {projects.length === 0 && <Empty title={say("projects.none")} todo={say("projects.none.todo")} />}
      {projects.length > 0 && (view === "table" ? <ProjectTable projects={projects} /> : <Board projects={projects} />)}
      {mayDecide && open.length > 0 && <DispatchForm programme={programme} open={open} units={solvers} />}
      {own.length > 0 && <NewProject programme={programme} own={own} />}
    </>
  );
}
