import { z } from "zod";
import { Cycle } from "./cascade-goals.ts";
import { DocumentJob } from "./documents.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, PeriodName, SubjectName, Who } from "./values.ts";

/**
 * Deeds (纪实事项): what somebody has done, in one sentence. Unconfirmed ones stay the own record, nobody is chased, and no rule
 * can read how many there are.
 */

/** Of one official in a quarter, by whomever they are entered. */
export const mostDeeds = 3;
export const longestDeed = 300;
/** Files that show one deed, and how large each may be. */
export const mostEvidence = 3;
export const largestEvidence = 5 * 1024 * 1024;
export const evidenceTypes = ["application/pdf", "image/png", "image/jpeg"] as const;

export const deedParts = ["led", "carried", "assisted"] as const;
/** own: the official's own record, which nobody has confirmed. */
export const deedStates = ["own", "confirmed", "returned", "withdrawn"] as const;
/** facts, project: the system had proposed it, from a figure or from what a project has come to. */
export const deedOrigins = ["official", "leader", "facts", "project"] as const;

const Line = z.string().trim().min(1).max(200);
const Sentence = z.string().trim().min(1).max(longestDeed);
const Day = z.iso.date();
const DeedNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Task = z.object({ cycle: Cycle, goal: Id, name: Name });
const Mission = z.object({ mission: z.int(), title: z.string() });
/** What a project has come to: a milestone that is done; null: the project was accepted. */
const ProjectEvent = z.object({
  project: z.int(),
  name: z.string(),
  milestone: z.object({ number: z.int(), name: z.string() }).nullable(),
});
const Figure = z.object({ fact: Id, indicator: Id, name: Name, period: PeriodName, value: ExactText });

export const Deed = z
  .object({
    deed: z.int(),
    official: SubjectName,
    unit: Name.nullable(),
    origin: z.enum(deedOrigins),
    what: z.string(),
    day: Day,
    part: z.enum(deedParts),
    task: Task.nullable(),
    indicator: z.object({ id: Id, name: Name }).nullable(),
    mission: Mission.nullable(),
    /** The event by its key. */
    matter: z.string().nullable(),
    /** The figure from which it was taken. */
    figure: z.object({ fact: Id, period: PeriodName }).nullable(),
    project: ProjectEvent.nullable(),
    state: z.enum(deedStates),
    acted: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    entered: z.object({ by: Who, at: Instant }),
    evidence: z.array(z.object({ sha256: Digest, name: z.string(), mediaType: z.string(), size: z.int() })),
    /** Where the same event counts since: a bonus or deduction of the official. There it counts, and here it does not. */
    countedAs: z
      .object({
        fact: Id,
        /** Its reason; null: only its type is known, which the scheme may have a name for. */
        what: z.string().nullable(),
        type: z.string(),
        event: Name.nullable(),
        day: Day,
      })
      .nullable(),
    /** Bonuses of the unit for the same event that nobody has dropped. */
    claims: z.array(z.int()),
    mayDecide: z.boolean(),
    mayWithdraw: z.boolean(),
    mayAttach: z.boolean(),
  })
  .meta({ id: "Deed" });
export type Deed = z.output<typeof Deed>;

/** What facts say could be put on record: a task of the official's whose figure has reached what it was to reach. */
export const DeedProposal = z
  .object({
    figure: Figure,
    task: Task,
    target: ExactText,
    measure: z.string(),
    part: z.enum(deedParts),
    day: Day,
    /** From how many records of another system the figure was counted; null: it was not. */
    records: z.int().nullable(),
  })
  .meta({ id: "DeedProposal" });
export type DeedProposal = z.output<typeof DeedProposal>;

/** What a project of the official's has come to. */
export const ProjectProposal = ProjectEvent.extend({
  day: Day,
  /** The event by its key, the same as in a bonus for it. */
  matter: z.string(),
  task: Task.nullable(),
  part: z.enum(deedParts),
}).meta({ id: "ProjectProposal" });
export type ProjectProposal = z.output<typeof ProjectProposal>;

export const NewDeed = z
  .strictObject({
    what: Sentence,
    day: Day,
    part: z.enum(deedParts),
    task: z.strictObject({ cycle: Cycle, goal: Id }).optional(),
    indicator: Id.optional(),
    mission: z.int().min(1).max(2_147_483_647).optional(),
    matter: Line.optional(),
    /** Taken from this figure, which was proposed. */
    fact: Id.optional(),
    /** Taken from a project; without a milestone, from its acceptance. */
    project: z
      .strictObject({ project: z.int().min(1).max(2_147_483_647), milestone: z.int().min(1).max(1000).optional() })
      .optional(),
  })
  .meta({ id: "NewDeed" });
export type NewDeed = z.output<typeof NewDeed>;

/** What a deed of one official can be linked to, and what is left of the quarter's. */
export const DeedChoices = z
  .object({
    tasks: z.array(Task),
    indicators: z.array(z.object({ id: Id, name: Name })),
    missions: z.array(Mission),
    proposals: z.array(DeedProposal),
    projects: z.array(ProjectProposal),
    /** Of the quarters of the year. */
    quarters: z.array(z.object({ quarter: PeriodName, entered: z.int() })),
  })
  .meta({ id: "DeedChoices" });
export type DeedChoices = z.output<typeof DeedChoices>;

const unfit = [
  ...(["day-to-come", "deed-limit", "deed-link-unknown", "deed-proposal-gone"] as const),
  ...(["deed-matter-counted", "deed-matter-taken"] as const),
];
const year = z.coerce.number().int().min(2000).max(2200).optional();
const ofProgramme = z.strictObject({ programme: Id });
const ofDeed = z.strictObject({ deed: DeedNumber });

export const readOwnDeeds = route({
  method: "GET",
  path: "/own-file/deeds",
  summary: "The own deeds of a year, what facts propose, and what a deed can be linked to",
  action: "see-own-deeds",
  audit: "none",
  input: { query: z.strictObject({ year }) },
  output: z.object({ year: z.int(), deeds: z.array(Deed), choices: DeedChoices }),
  refusals: ["outside-scope"],
});

export const enterOwnDeed = route({
  method: "POST",
  path: "/own-file/deeds",
  summary: "Put an own deed on record; it stays the own record until somebody confirms it",
  action: "enter-own-deed",
  audit: "change",
  input: { body: NewDeed },
  output: z.object({ deed: z.int() }),
  success: 201,
  refusals: ["outside-scope", ...unfit],
});

export const withdrawDeed = route({
  method: "POST",
  path: "/own-file/deeds/{deed}/withdrawal",
  summary: "Take an own deed back that nobody has confirmed; it stays on record as withdrawn",
  action: "enter-own-deed",
  audit: "change",
  input: { params: ofDeed },
  output: z.object({ deed: z.int() }),
  refusals: ["outside-scope", "deed-settled"],
});

export const listDeeds = route({
  method: "GET",
  path: "/programmes/{programme}/deeds",
  summary:
    "Deeds of the people in reach, those that nobody has looked at first; for the appraisal office those of heads",
  action: "see-deeds",
  audit: "read",
  input: {
    params: ofProgramme,
    query: z.strictObject({
      state: z.enum(deedStates).optional(),
      subject: Id.optional(),
      before: DeedNumber.optional(),
    }),
  },
  output: z.object({
    deeds: z.array(Deed),
    next: z.int().nullable(),
    /** For whom the reader may enter one. */
    people: z.array(SubjectName),
  }),
  refusals: ["outside-scope"],
});

export const readDeedChoices = route({
  method: "GET",
  path: "/programmes/{programme}/deeds/choices/{subject}",
  summary: "What a deed of one of the own people can be linked to, and what facts propose",
  action: "enter-deed",
  audit: "none",
  input: { params: z.strictObject({ programme: Id, subject: Id }) },
  output: DeedChoices,
  refusals: ["outside-scope"],
});

export const enterDeed = route({
  method: "POST",
  path: "/programmes/{programme}/deeds",
  summary: "Put a deed of one of the own people on record; entered by the head it is confirmed",
  action: "enter-deed",
  audit: "change",
  input: { params: ofProgramme, body: NewDeed.extend({ subject: Id }) },
  output: z.object({ deed: z.int() }),
  success: 201,
  refusals: ["outside-scope", ...unfit],
});

export const confirmDeed = route({
  method: "POST",
  path: "/deeds/{deed}/confirmation",
  summary: "Confirm that it was so",
  action: "decide-deed",
  audit: "change",
  input: { params: ofDeed },
  output: z.object({ deed: z.int() }),
  refusals: ["outside-scope", "same-person", "deed-settled"],
});

export const returnDeed = route({
  method: "POST",
  path: "/deeds/{deed}/return",
  summary: "Give it back with a reason; also one that had been confirmed",
  action: "decide-deed",
  audit: "change",
  input: { params: ofDeed, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) },
  output: z.object({ deed: z.int() }),
  refusals: ["outside-scope", "same-person", "deed-settled"],
});

/** The body is the file as it is. */
export const attachDeedEvidence = route({
  method: "PUT",
  path: "/deeds/{deed}/evidence",
  summary: "Attach a PDF, PNG or JPEG file of at most 5 MB that shows a deed; three at most",
  action: "attach-deed-evidence",
  audit: "change",
  input: {
    params: ofDeed,
    query: z.strictObject({
      name: z.string().trim().min(1).max(200),
      /** That it holds nothing classified. */
      declared: z.literal("yes"),
    }),
  },
  output: z.object({ deed: z.int(), sha256: Digest }),
  refusals: ["outside-scope", "deed-settled", "deed-evidence-unfit", "deed-evidence-many"],
});

export const takeDeedEvidence = route({
  method: "GET",
  path: "/deeds/{deed}/evidence/{sha256}",
  summary: "One file that shows a deed, as it was attached",
  action: "see-deed-evidence",
  audit: "read",
  input: { params: z.strictObject({ deed: DeedNumber, sha256: z.string().regex(/^[0-9a-f]{64}$/) }) },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone"],
});

/** Numbered like every other document; of somebody else it leaves only by an approval. */
export const issueAchievementFile = route({
  method: "POST",
  path: "/programmes/{programme}/deeds/papers",
  summary: "Order the achievement file (实绩档案) of one official for a year",
  action: "take-achievements",
  audit: "export",
  input: {
    params: ofProgramme,
    body: z.strictObject({
      subject: Id,
      cycle: Cycle,
      format: z.enum(["pdf", "docx"]).default("pdf"),
      language: z.enum(["zh-CN", "en"]).default("zh-CN"),
    }),
  },
  output: DocumentJob,
  success: 202,
  refusals: ["outside-scope", "idempotency-key-reused"],
});
