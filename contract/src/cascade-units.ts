import { z } from "zod";
import { AggregationName, CascadeState, ClosingOf, Coefficient, Cycle, Figure, taskParts } from "./cascade-goals.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, SubjectName, Who } from "./values.ts";

/** A unit's tasks, handed down to its sections and officials, and the head's word on the whole list. */

/** leads: answers for the whole. owns: answers for a field. carries: does it; these alone divide the figure. */
export const dutyRoles = ["leads", "owns", "carries"] as const;
export const DutyRole = z.enum(dutyRoles).meta({ id: "DutyRole" });

const Assigned = z.object({ official: Id, role: DutyRole, share: ExactText.nullable() });
const Duty = z.object({
  /** null: of the unit as a whole. */
  section: Id.nullable(),
  what: z.string(),
  share: ExactText.nullable(),
  coefficient: ExactText,
  people: z.array(Assigned),
});
export const HandedTask = z.object({
  goal: z.object({ id: Id, name: Name, target: ExactText, source: z.string() }),
  measure: z.string(),
  aggregation: AggregationName,
  part: z.enum(taskParts),
  share: ExactText.nullable(),
  coefficient: ExactText,
  indicator: Id.nullable(),
  duties: z.array(Duty),
});
export type HandedTask = z.output<typeof HandedTask>;

/** Something that stands against a confirmation. `duty`: its place in the task, from 0. */
export const findingCodes = [
  ...(["no-duty", "duties-open", "no-carrier", "people-open", "person-gone", "section-gone", "barred"] as const),
] as const;
export const CascadeFinding = z
  .object({
    code: z.enum(findingCodes),
    goal: Id,
    duty: z.int().nullable(),
    official: Id.nullable(),
    closing: ClosingOf.nullable(),
  })
  .meta({ id: "CascadeFinding" });
export type CascadeFinding = z.output<typeof CascadeFinding>;

export const Load = z
  .object({
    official: SubjectName,
    roleClass: z.string().nullable(),
    section: Id.nullable(),
    leads: z.int(),
    owns: z.int(),
    carries: z.int(),
    /** How much of the unit's tasks the person carries out, a whole task being one. */
    weight: ExactText,
  })
  .meta({ id: "Load" });
export type Load = z.output<typeof Load>;

/** Of a task that was objected to with success: taken from the person, made another one, given to somebody else, left as it is. */
export const objectionChanges = ["withdrawn", "changed", "handed-on", "stays"] as const;

export const TaskObjection = z
  .object({
    objection: z.int(),
    official: SubjectName,
    /** The goal, and its duty's place in the list that was objected to. */
    task: z.object({ goal: Id, duty: z.int() }),
    goal: Name,
    what: z.string(),
    statement: z.string(),
    at: Instant,
    answer: z
      .object({
        isAccepted: z.boolean(),
        /** null: not accepted, or accepted before what became of it was kept. */
        change: z.enum(objectionChanges).nullable(),
        reason: z.string(),
        at: Instant,
      })
      .nullable(),
  })
  .meta({ id: "TaskObjection" });
export type TaskObjection = z.output<typeof TaskObjection>;

export const Commitment = z
  .object({
    commitment: z.int(),
    /** The version of the unit's list that was confirmed. */
    version: z.int(),
    digest: Digest,
    by: Who,
    at: Instant,
    /** Until when officials may object: the latest of those who were told. */
    due: z.iso.date().nullable(),
    isDueProvisional: z.boolean(),
    /** The head signed on paper, and `by` recorded it. */
    attested: z
      .object({
        signedOn: z.iso.date(),
        signatory: SubjectName,
        document: z.string(),
        /** The digest on the paper was compared with the list. */
        isCompared: z.boolean(),
        scan: Digest.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Commitment" });

export const UnitTasks = z
  .object({
    unit: SubjectName,
    cycle: Cycle,
    /** Cycles in which the unit has tasks. */
    cycles: z.array(Cycle),
    version: z.int(),
    state: CascadeState,
    tasks: z.array(HandedTask),
    people: z.array(Load),
    /** People who carry nothing, lead nothing and own nothing. */
    idle: z.int(),
    sections: z.array(z.object({ section: Id, name: Name })),
    findings: z.array(CascadeFinding),
    commitment: Commitment.nullable(),
    objections: z.array(TaskObjection),
    /** The reader sees only those whom they answer for. */
    isPart: z.boolean(),
    mayDecompose: z.boolean(),
    mayConfirm: z.boolean(),
    mayAttest: z.boolean(),
  })
  .meta({ id: "UnitTasks" });
export type UnitTasks = z.output<typeof UnitTasks>;

const params = z.strictObject({ programme: Id, cycle: Cycle, subject: Id });

export const readUnitTasks = route({
  method: "GET",
  path: "/programmes/{programme}/cascade/{cycle}/units/{subject}",
  summary: "A unit's tasks with sections, people and shares, as far as the reader answers for them",
  action: "see-unit-tasks",
  audit: "read",
  input: { params },
  output: UnitTasks,
  refusals: ["outside-scope"],
});

const NewDuty = z.strictObject({
  section: Id.nullable(),
  what: z.string().trim().min(1).max(300),
  share: Figure.nullable(),
  coefficient: Coefficient.default("1"),
  people: z.array(z.strictObject({ official: Id, role: DutyRole, share: Figure.nullable().default(null) })).max(500),
});

/** Whole at each version: what two people write at once does not mix. The version that it is based on travels as If-Match. */
export const decomposeTasks = route({
  method: "PUT",
  path: "/programmes/{programme}/cascade/{cycle}/units/{subject}",
  summary: "Hand the unit's tasks down to sections and people; a draft, in which sums need not close yet",
  action: "decompose",
  audit: "change",
  input: {
    params,
    body: z.strictObject({
      tasks: z.array(z.strictObject({ goal: Id, duties: z.array(NewDuty).max(100) })).max(200),
    }),
  },
  output: UnitTasks,
  refusals: [
    ...([
      "outside-scope",
      "version-required",
      "version-stale",
      "cascade-unknown",
      "person-twice",
      "share-not-carried",
    ] as const),
  ],
});

/** The version that is confirmed travels as If-Match: nobody confirms what they have not seen. */
export const confirmTasks = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/units/{subject}/confirmation",
  summary: "The head confirms the unit's list: it is kept with its digest, and those concerned are told",
  action: "confirm-tasks",
  audit: "change",
  input: { params },
  output: UnitTasks,
  success: 201,
  refusals: [
    ...(["outside-scope", "version-required", "version-stale", "cascade-open", "cascade-confirmed"] as const),
    "idempotency-key-reused",
  ],
});

/** The paper itself stays with the office; its scan is known again by its digest. The version travels as If-Match. */
export const attestTasks = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/units/{subject}/attestation",
  summary:
    "Record that the head signed the unit's list on paper: it counts as the head's confirmation, and says who recorded it",
  action: "attest-tasks",
  audit: "change",
  input: {
    params,
    body: z.strictObject({
      signedOn: z.iso.date(),
      signatory: Id,
      document: z.string().trim().min(1).max(200),
      /** The digest that is printed on the paper, or its first twelve signs. */
      printed: z
        .string()
        .regex(/^[0-9a-f]{12,64}$/)
        .nullable()
        .default(null),
      scan: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable()
        .default(null),
    }),
  },
  output: UnitTasks,
  success: 201,
  refusals: [
    ...(["outside-scope", "version-required", "version-stale", "cascade-open", "cascade-confirmed"] as const),
    ...(["cascade-unknown", "signed-ahead", "paper-of-another", "idempotency-key-reused"] as const),
  ],
});

/** Nobody has to: whoever holds the record wrong says so to those who made it. It takes the notice off the list of what waits. */
export const noteAttestation = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/units/{subject}/attestation/read",
  summary: "The head has seen that the list is on record as signed on paper; nothing is confirmed by it",
  action: "confirm-tasks",
  audit: "none",
  input: { params },
  output: z.object({ cycle: Cycle }),
  refusals: ["outside-scope", "idempotency-key-reused"],
});

/**
 * Accepted, it changes the list in the same act: `duties` are those of the goal from now on, their sums close, and the version that
 * they are based on travels as If-Match. Or it says in so many words that the list stays as it is.
 */
export const answerTaskObjection = route({
  method: "POST",
  path: "/task-objections/{taskObjection}/answer",
  summary:
    "The head answers what an official holds against a task; accepted: with the change of the list, or that it stays",
  action: "answer-task-objection",
  audit: "change",
  input: {
    params: z.strictObject({ taskObjection: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({
      isAccepted: z.boolean(),
      reason: z.string().trim().min(1).max(500),
      duties: z.array(NewDuty).max(100).optional(),
      stays: z.boolean().optional(),
    }),
  },
  output: TaskObjection,
  success: 201,
  refusals: [
    ...(["outside-scope", "objection-answered", "change-required", "cascade-open", "version-required"] as const),
    ...(["version-stale", "cascade-unknown", "person-twice", "share-not-carried", "idempotency-key-reused"] as const),
  ],
});

const UnitCoverage = z.object({
  unit: SubjectName,
  state: CascadeState,
  tasks: z.int(),
  /** Tasks with a duty that somebody carries out. */
  carried: z.int(),
  people: z.int(),
  /** People who carry nothing, lead nothing and own nothing. */
  idle: z.int(),
  /** The most that one person carries out. */
  heaviest: ExactText,
  objections: z.int(),
});

export const Coverage = z
  .object({
    cycle: Cycle,
    cycles: z.array(Cycle),
    goals: z.array(z.object({ goal: Id, name: Name, units: z.int(), isCarried: z.boolean() })),
    units: z.array(UnitCoverage),
    /** Which unit has which goal, and how far. */
    cells: z.array(z.object({ goal: Id, unit: Id, part: z.enum(taskParts), isCarried: z.boolean() })),
    /** Goals that no official in any unit carries out; units without a task; people who carry nothing. */
    uncarried: z.int(),
    untasked: z.int(),
    idle: z.int(),
    isComplete: z.boolean(),
  })
  .meta({ id: "Coverage" });
export type Coverage = z.output<typeof Coverage>;

const whole = z.strictObject({ programme: Id, cycle: Cycle });

export const readCoverage = route({
  method: "GET",
  path: "/programmes/{programme}/cascade/{cycle}/coverage",
  summary: "Goals that nobody carries, people who carry nothing, and how much each unit has, of units in reach",
  action: "see-coverage",
  audit: "none",
  input: { params: whole },
  output: Coverage,
  refusals: ["outside-scope"],
});

const languages = z.enum(["zh-CN", "en"]);

export const exportCoverage = route({
  method: "GET",
  path: "/programmes/{programme}/cascade/{cycle}/coverage.xlsx",
  summary: "The coverage as a workbook: goals by unit, units, and people with their load",
  action: "take-cascade",
  audit: "export",
  input: { params: whole, query: z.strictObject({ lang: languages.default("zh-CN") }) },
  output: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: ["outside-scope"],
});
