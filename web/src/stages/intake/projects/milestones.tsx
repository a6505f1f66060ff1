import type { ProjectMilestone, ProjectSeen } from "@biaochi/contract";
import { day } from "@biaochi/words";
import { useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { EventKey } from "./event-key.tsx";
import { Files } from "./files.tsx";
import { MilestoneActs } from "./milestone-acts.tsx";

const heads = ["planned", "agreed", "done", "evidence"] as const;

/** The plan as it was first, as it was agreed, and what was done when. */
export function Milestones({ of, isOwn = false }: { readonly of: ProjectSeen; readonly isOwn?: boolean }) {
  const say = useSay();
  return (
    <section aria-labelledby="project-plan">
      <h2 id="project-plan">{say("project.plan")}</h2>
      <Scroll label={`${of.name} ${say("project.plan")}`}>
        <table className="plain stacked">
          <thead>
            <tr>
              <th scope="col">{say("projects.milestones")}</th>
              {[...heads, ...(isOwn ? [] : (["acts"] as const))].map((head) => (
                <th key={head} scope="col">
                  {say(`project.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.plan.map((each) => (
              <Row key={each.number} of={of} milestone={each} isOwn={isOwn} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

type RowProps = { readonly of: ProjectSeen; readonly milestone: ProjectMilestone; readonly isOwn: boolean };

function Row({ of, milestone, isOwn }: RowProps) {
  const say = useSay();
  const { number, name, planned, agreed, done, isOverdue, delay, evidence } = milestone;
  const isOpen = of.stage === "under-way" && !of.isProposed;
  return (
    <tr>
      <th scope="row" className="below">
        {name}
        {isOverdue && (
          <>
            {" "}
            <span className="tag red">{say("project.overdue")}</span>
          </>
        )}
      </th>
      <td data-label={say("project.planned")}>{day(say.language, planned)}</td>
      <td data-label={say("project.agreed")}>
        {day(say.language, agreed)}
        {delay !== null && (
          <span className="quiet small block">
            {say("project.delay.said", {
              ...{ day: day(say.language, delay.day), cause: say(`project.cause.${delay.cause}`) },
              reason: delay.reason,
            })}
          </span>
        )}
      </td>
      <td data-label={say("project.done")}>
        {done === null ? say("score.none") : day(say.language, done)}
        <EventKey of={of} milestone={number} />
      </td>
      <td data-label={say("project.evidence")}>
        <Files
          project={of.project}
          milestone={number}
          evidence={evidence}
          about={name}
          mayAttach={of.mayKeep && isOpen && done === null}
          isOwn={isOwn}
        />
      </td>
      {!isOwn && (
        <td data-label={say("project.acts")} className="no-print">
          {isOpen && <MilestoneActs of={of} milestone={milestone} />}
        </td>
      )}
    </tr>
  );
}
