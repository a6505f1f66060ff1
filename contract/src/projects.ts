import { z } from "zod";
import { Cycle } from "./cascade-goals.ts";
import { delayCauses, projectColumns, projectLights, projectStages } from "./choices.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, SubjectName, Who } from "./values.ts";

/** Projects (领办项目) with their milestones, difficulties and acts: what is read, and what they are to be. */

export const mostMilestones = 30;
const Day = z.iso.date();
const Line = z.string().trim().min(1).max(200);
export const ProjectNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export const projectActs = [
  ...(["proposed", "passed", "returned", "begun", "stopped", "done", "given-back"] as const),
  ...(["delay-asked", "delay-agreed", "delay-refused", "assigned", "solved"] as const),
] as const;

const Goal = z.object({ cycle: Cycle, goal: Id, name: Name });
const ProjectEvidence = z.object({ sha256: Digest, name: z.string(), mediaType: z.string(), size: z.int() });

export const ProjectListed = z
  .object({
    project: z.int(),
    name: z.string(),
    unit: SubjectName,
    cooperating: z.array(SubjectName),
    official: SubjectName,
    goal: Goal.nullable(),
    starts: Day,
    ends: Day,
    stage: z.enum(projectStages),
    column: z.enum(projectColumns),
    light: z.enum(projectLights),
    /** Waits for whoever decides. */
    isProposed: z.boolean(),
    milestones: z.object({ all: z.int(), done: z.int(), overdue: z.int() }),
    /** The next milestone that is open, with its agreed day. */
    next: z.object({ name: z.string(), day: Day }).nullable(),
    difficulties: z.int(),
  })
  .meta({ id: "ProjectListed" });
export type ProjectListed = z.output<typeof ProjectListed>;

export const ProjectMilestone = z
  .object({
    number: z.int(),
    name: z.string(),
    /** The first plan, which stays. */
    planned: Day,
    agreed: Day,
    done: Day.nullable(),
    isOverdue: z.boolean(),
    /** A later day that waits for an answer. */
    delay: z.object({ day: Day, cause: z.enum(delayCauses), reason: z.string() }).nullable(),
    evidence: z.array(ProjectEvidence),
  })
  .meta({ id: "ProjectMilestone" });
export type ProjectMilestone = z.output<typeof ProjectMilestone>;

export const ProjectDifficulty = z
  .object({
    difficulty: z.int(),
    milestone: z.int().nullable(),
    what: z.string(),
    raised: z.object({ by: Who, at: Instant }),
    /** Who has to solve it by when, as the newest round of dispatch says. */
    assigned: z.object({ unit: SubjectName, due: Day, document: z.string() }).nullable(),
    isSolved: z.boolean(),
    maySolve: z.boolean(),
  })
  .meta({ id: "ProjectDifficulty" });

export const ProjectAct = z
  .object({
    id: z.int(),
    act: z.enum(projectActs),
    by: Who,
    at: Instant,
    stage: z.enum(projectStages).nullable(),
    milestone: z.int().nullable(),
    difficulty: z.int().nullable(),
    day: Day.nullable(),
    unit: SubjectName.nullable(),
    cause: z.enum(delayCauses).nullable(),
    reason: z.string().nullable(),
    document: z.string().nullable(),
  })
  .meta({ id: "ProjectAct" });
export type ProjectAct = z.output<typeof ProjectAct>;

/** A figure with its unit; without one it says nothing. */
const Figure = z.strictObject({ name: Line, value: ExactText, measure: z.string().trim().min(1).max(20) });

export const ProjectSeen = ProjectListed.extend({
  programme: Id,
  version: z.int(),
  figures: z.array(Figure),
  entered: z.object({ by: Who, at: Instant }),
  plan: z.array(ProjectMilestone),
  troubles: z.array(ProjectDifficulty),
  /** What it shows at the stage at which it stands. */
  evidence: z.array(ProjectEvidence),
  acts: z.array(ProjectAct),
  /** What it has come to: milestones that are done and, without one, its acceptance; by the keys under which each counts once. */
  events: z.array(
    z.object({
      milestone: z.int().nullable(),
      day: Day,
      matter: z.string(),
      /** Bonuses of the unit for it; for whoever keeps or decides on the project, or answers for it. */
      claims: z.array(z.int()),
    }),
  ),
  /** Which stage is next, and what is missing before it may be proposed. */
  gate: z
    .object({
      to: z.enum(projectStages),
      isDecided: z.boolean(),
      needsDocument: z.boolean(),
      missing: z.array(z.enum(["evidence", "milestones", "difficulties"])),
    })
    .nullable(),
  mayKeep: z.boolean(),
  mayDecide: z.boolean(),
}).meta({ id: "ProjectSeen" });
export type ProjectSeen = z.output<typeof ProjectSeen>;

export const ProjectPlan = z
  .strictObject({
    name: Line,
    cooperating: z.array(Id).max(30).default([]),
    official: Id,
    goal: z.strictObject({ cycle: Cycle, goal: Id }).optional(),
    figures: z.array(Figure).max(10).default([]),
    starts: Day,
    ends: Day,
    milestones: z
      .array(z.strictObject({ name: Line, planned: Day }))
      .min(1)
      .max(mostMilestones),
  })
  .meta({ id: "ProjectPlan" });
export type ProjectPlan = z.output<typeof ProjectPlan>;

const ofProgramme = z.strictObject({ programme: Id });
const ofProject = z.strictObject({ project: ProjectNumber });

export const listProjects = route({
  method: "GET",
  path: "/programmes/{programme}/projects",
  summary: "Projects in reach with their stage and light, those that are overdue first",
  action: "see-projects",
  audit: "none",
  input: { params: ofProgramme, query: z.strictObject({ unit: Id.optional(), goal: Id.optional() }) },
  output: z.object({
    projects: z.array(ProjectListed),
    units: z.array(SubjectName),
    goals: z.array(Goal),
    /** For which units the reader may enter one. */
    own: z.array(SubjectName),
    /** Difficulties that nobody has solved, for whoever holds rounds of dispatch. */
    open: z.array(
      z.object({ difficulty: z.int(), project: z.int(), name: z.string(), what: z.string(), due: Day.nullable() }),
    ),
    /** Who can be asked to solve one; for nobody else. */
    solvers: z.array(SubjectName),
    mayDecide: z.boolean(),
  }),
  refusals: ["outside-scope"],
});

export const readProject = route({
  method: "GET",
  path: "/projects/{project}",
  summary: "One project with its milestones, difficulties and everything that happened",
  action: "see-projects",
  audit: "none",
  input: { params: ofProject },
  output: ProjectSeen,
  refusals: ["outside-scope"],
});

export const readProjectChoices = route({
  method: "GET",
  path: "/programmes/{programme}/projects/choices/{subject}",
  summary: "Who of a unit can answer for a project, which goals it can serve and who can cooperate",
  action: "keep-projects",
  audit: "none",
  input: { params: z.strictObject({ programme: Id, subject: Id }) },
  output: z.object({ people: z.array(SubjectName), goals: z.array(Goal), units: z.array(SubjectName) }),
  refusals: ["outside-scope"],
});

const planRefusals = ["outside-scope", "things-unknown", "days-out-of-order"] as const;

export const enterProject = route({
  method: "POST",
  path: "/programmes/{programme}/projects",
  summary: "Enter a project of the own unit with its first plan; it stands under argument",
  action: "keep-projects",
  audit: "change",
  input: { params: ofProgramme, body: ProjectPlan.extend({ subject: Id }) },
  output: z.object({ project: z.int() }),
  success: 201,
  refusals: planRefusals,
});

export const planProject = route({
  method: "POST",
  path: "/projects/{project}/plan",
  summary: "Plan anew before the approval; the earlier plan stays on record",
  action: "keep-projects",
  audit: "change",
  input: { params: ofProject, body: ProjectPlan },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: [...planRefusals, "project-settled"],
});

/** The body is the file as it is. */
export const attachProjectEvidence = route({
  method: "PUT",
  path: "/projects/{project}/evidence",
  summary: "Attach a PDF, PNG or JPEG file of at most 5 MB that shows a milestone, or the stage of a project",
  action: "keep-projects",
  audit: "change",
  input: {
    params: ofProject,
    query: z.strictObject({
      name: z.string().trim().min(1).max(200),
      /** That it holds nothing classified. */
      declared: z.literal("yes"),
      milestone: z.coerce.number().int().min(1).max(mostMilestones).optional(),
    }),
  },
  output: z.object({ project: z.int(), sha256: Digest }),
  refusals: ["outside-scope", "project-settled", "things-unknown", "deed-evidence-unfit", "deed-evidence-many"],
});

export const takeProjectEvidence = route({
  method: "GET",
  path: "/projects/{project}/evidence/{sha256}",
  summary: "One file that shows a project, as it was attached",
  action: "see-projects",
  audit: "read",
  input: { params: z.strictObject({ project: ProjectNumber, sha256: z.string().regex(/^[0-9a-f]{64}$/) }) },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone"],
});
