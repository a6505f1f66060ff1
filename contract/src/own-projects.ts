import { z } from "zod";
import { deedStates } from "./deeds.ts";
import { ProjectListed, ProjectNumber, ProjectSeen } from "./projects.ts";
import { route } from "./route.ts";

/** Projects for which the reader answers as an official: read, never kept, and with what can be put on record of them. */

/** What became of each event of the project: proposed as a deed, standing in one, or neither (null). */
const EventDeed = z.object({
  milestone: z.int().nullable(),
  isProposed: z.boolean(),
  deed: z.object({ deed: z.int(), state: z.enum(deedStates) }).nullable(),
});

export const OwnProject = ProjectSeen.extend({ deeds: z.array(EventDeed) }).meta({ id: "OwnProject" });
export type OwnProject = z.output<typeof OwnProject>;

const ofProject = z.strictObject({ project: ProjectNumber });

export const listOwnProjects = route({
  method: "GET",
  path: "/own-file/projects",
  summary: "Projects for which the reader answers, those that are overdue first",
  action: "see-own-projects",
  audit: "none",
  input: {},
  /** `proposed`: how much of it can be put on record as a deed. */
  output: z.object({ projects: z.array(ProjectListed.extend({ proposed: z.int() })) }),
  refusals: ["outside-scope"],
});

export const readOwnProject = route({
  method: "GET",
  path: "/own-file/projects/{project}",
  summary: "One project for which the reader answers, with what is next and which deeds are proposed from it",
  action: "see-own-projects",
  audit: "none",
  input: { params: ofProject },
  output: OwnProject,
  refusals: ["outside-scope"],
});

export const takeOwnProjectEvidence = route({
  method: "GET",
  path: "/own-file/projects/{project}/evidence/{sha256}",
  summary: "One file that shows a project for which the reader answers, as it was attached",
  action: "see-own-projects",
  audit: "read",
  input: { params: ofProject.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone"],
});
