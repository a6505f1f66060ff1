import type { NewDeed, ProjectProposal } from "@biaochi/contract";
import type { Say } from "../../../frame/preferences.tsx";

/** What a project has come to, as far as a deed says it. */
export type Reached = Pick<ProjectProposal, "project" | "name" | "milestone" | "day" | "part">;

export const eventSaid = (say: Say, { name, milestone }: Pick<Reached, "name" | "milestone">): string =>
  milestone === null
    ? say("deeds.project.accepted", { project: name })
    : say("deeds.project.reached", { project: name, milestone: milestone.name });

export const bodyOfEvent = ({ project, milestone, day, part }: Reached, what: string): NewDeed => ({
  ...{ what: what.slice(0, 300), day, part },
  project: { project, ...(milestone === null ? {} : { milestone: milestone.number }) },
});
