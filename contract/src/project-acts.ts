import { z } from "zod";
import { delayCauses } from "./choices.ts";
import { mostMilestones, ProjectNumber } from "./projects.ts";
import { route } from "./route.ts";
import { Id } from "./values.ts";

/** What is done with a project once it stands. */

const Day = z.iso.date();
const Text = z.string().trim().min(1).max(500);
const Document = z.string().trim().min(1).max(200);
const ofProject = z.strictObject({ project: ProjectNumber });
const ofMilestone = z.strictObject({
  project: ProjectNumber,
  milestone: z.coerce.number().int().min(1).max(mostMilestones),
});
const project = z.object({ project: z.int() });

export const proposeProject = route({
  method: "POST",
  path: "/projects/{project}/proposal",
  summary: "Propose a project for its next stage; that it begins is the owner's own word",
  action: "keep-projects",
  audit: "change",
  input: { params: ofProject, body: z.strictObject({ reason: Text }) },
  output: project,
  refusals: [
    ...(["outside-scope", "project-settled", "project-evidence-missing"] as const),
    ...(["project-milestones-open", "project-difficulties-open"] as const),
  ],
});

export const passProject = route({
  method: "POST",
  path: "/projects/{project}/passage",
  summary: "Let a proposed project pass; approval and acceptance need a document number",
  action: "decide-projects",
  audit: "change",
  input: { params: ofProject, body: z.strictObject({ document: Document.optional() }) },
  output: project,
  refusals: ["outside-scope", "project-settled", "same-person", "project-document-missing"],
});

export const returnProject = route({
  method: "POST",
  path: "/projects/{project}/return",
  summary: "Give a proposed project back with a reason",
  action: "decide-projects",
  audit: "change",
  input: { params: ofProject, body: z.strictObject({ reason: Text }) },
  output: project,
  refusals: ["outside-scope", "project-settled", "same-person"],
});

export const stopProject = route({
  method: "POST",
  path: "/projects/{project}/stop",
  summary: "End a project that is given up, with the document that says so; what was due before stays due",
  action: "decide-projects",
  audit: "change",
  input: { params: ofProject, body: z.strictObject({ reason: Text, document: Document }) },
  output: project,
  refusals: ["outside-scope", "project-settled"],
});

export const reportMilestone = route({
  method: "POST",
  path: "/projects/{project}/milestones/{milestone}/report",
  summary: "Say on which day a milestone was done; a file that shows it is attached before",
  action: "keep-projects",
  audit: "change",
  input: { params: ofMilestone, body: z.strictObject({ day: Day }) },
  output: project,
  refusals: ["outside-scope", "project-settled", "milestone-settled", "day-to-come", "project-evidence-missing"],
});

export const giveMilestoneBack = route({
  method: "POST",
  path: "/projects/{project}/milestones/{milestone}/return",
  summary: "Give a reported milestone back with a reason: it is open again",
  action: "decide-projects",
  audit: "change",
  input: { params: ofMilestone, body: z.strictObject({ reason: Text }) },
  output: project,
  refusals: ["outside-scope", "project-settled", "milestone-settled", "same-person"],
});

export const askDelay = route({
  method: "POST",
  path: "/projects/{project}/milestones/{milestone}/delay",
  summary: "Ask for a later day for a milestone, with its cause",
  action: "keep-projects",
  audit: "change",
  input: { params: ofMilestone, body: z.strictObject({ day: Day, cause: z.enum(delayCauses), reason: Text }) },
  output: project,
  refusals: ["outside-scope", "project-settled", "milestone-settled", "days-out-of-order"],
});

export const decideDelay = route({
  method: "POST",
  path: "/projects/{project}/milestones/{milestone}/delay-decision",
  summary: "Agree to the later day, or refuse it with a reason; the first plan stays beside it",
  action: "decide-projects",
  audit: "change",
  input: {
    params: ofMilestone,
    body: z.union([
      z.strictObject({ isAgreed: z.literal(true) }),
      z.strictObject({ isAgreed: z.literal(false), reason: Text }),
    ]),
  },
  output: project,
  refusals: ["outside-scope", "project-settled", "milestone-settled", "same-person"],
});

export const raiseDifficulty = route({
  method: "POST",
  path: "/projects/{project}/difficulties",
  summary: "Raise a difficulty that the unit cannot solve by itself",
  action: "keep-projects",
  audit: "change",
  input: {
    params: ofProject,
    body: z.strictObject({ what: Text, milestone: z.int().min(1).max(mostMilestones).optional() }),
  },
  output: z.object({ difficulty: z.int() }),
  success: 201,
  refusals: ["outside-scope", "project-settled", "things-unknown"],
});

export const holdDispatch = route({
  method: "POST",
  path: "/programmes/{programme}/project-dispatches",
  summary: "Hold a round of dispatch: who has to solve which difficulty by when",
  action: "decide-projects",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id }),
    body: z.strictObject({
      day: Day,
      document: Document,
      assigned: z
        .array(z.strictObject({ difficulty: z.int().min(1).max(2_147_483_647), unit: Id, due: Day }))
        .min(1)
        .max(50),
    }),
  },
  output: z.object({ dispatch: z.int() }),
  success: 201,
  refusals: ["outside-scope", "things-unknown", "day-to-come", "days-out-of-order"],
});

export const solveDifficulty = route({
  method: "POST",
  path: "/difficulties/{difficulty}/solution",
  summary: "Say how a difficulty was solved; by the unit that had to, or the project's own",
  action: "keep-projects",
  audit: "change",
  input: { params: z.strictObject({ difficulty: ProjectNumber }), body: z.strictObject({ reason: Text }) },
  output: project,
  refusals: ["outside-scope", "difficulty-settled"],
});
