import { aggregations } from "@biaochi/engine/cascade";
import { z } from "zod";
import { ImportFinding } from "./bring-in-values.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, SubjectName, Who } from "./values.ts";

/**
 * The goals of the city for a cycle and what each unit takes on of them (目标逐级分解); and the matters that may not be handed
 * down to some kinds of unit (属地管理事项负面清单).
 */

export const Cycle = z
  .string()
  .regex(/^\d{4}$/)
  .meta({ id: "Cycle", description: "The year of the goals." });
export const Figure = ExactText.max(60);
/** Weighs the figure of a unit or section where a mean is formed. */
export const Coefficient = Figure.refine((text) => !text.startsWith("-"));
export const AggregationName = z.enum(aggregations).meta({
  id: "Aggregation",
  description:
    "How figures handed down make up the one above: they add up to it, average to it, each or the last reaches it.",
});

/** Whether what was handed down makes up the figure above, exactly. `difference`: how much is there too much. */
export const ClosingOf = z
  .object({
    isClosed: z.boolean(),
    expected: ExactText,
    found: ExactText.nullable(),
    difference: ExactText.nullable(),
    missing: z.int(),
  })
  .meta({ id: "Closing" });

/** open: not handed down further. draft: being handed down. confirmed: by the head, as it stands. changed: since then. */
export const cascadeStates = ["open", "draft", "confirmed", "changed"] as const;
export const CascadeState = z.enum(cascadeStates).meta({ id: "CascadeState" });

export const taskParts = ["lead", "cooperating"] as const;

const MatterId = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .meta({ id: "MatterId" });
const GoalId = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .meta({ id: "GoalId" });
const ShortName = z.object({ "zh-CN": z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(300) });
const version = z.int();

const UnitTask = z.object({
  unit: SubjectName,
  part: z.enum(taskParts),
  share: ExactText.nullable(),
  coefficient: ExactText,
  indicator: Id.nullable(),
  matter: Id.nullable(),
  state: CascadeState,
});

export const CityGoal = z
  .object({
    goal: Id,
    version,
    name: Name,
    target: ExactText,
    measure: z.string(),
    aggregation: AggregationName,
    source: z.string(),
    matter: Id.nullable(),
    sort: z.int(),
    endReason: z.string().nullable(),
    /** Of units in reach. */
    tasks: z.array(UnitTask),
    /** null: the reader does not see all units. */
    closing: ClosingOf.nullable(),
    /** Matters of the negative list that are worded alike and not declared: a hint, no refusal. */
    alike: z.array(Id),
  })
  .meta({ id: "CityGoal" });
export type CityGoal = z.output<typeof CityGoal>;

const Matter = z.object({ matter: Id, name: Name });
const goalPath = z.strictObject({ programme: Id, cycle: Cycle, goal: GoalId });

export const readGoals = route({
  method: "GET",
  path: "/programmes/{programme}/cascade/{cycle}/goals",
  summary: "The goals of the city for a cycle with what each unit in reach takes on",
  action: "see-goals",
  audit: "none",
  input: { params: z.strictObject({ programme: Id, cycle: Cycle }) },
  output: z.object({
    /** Cycles of which there are goals or a scheme, and the year at hand. */
    cycles: z.array(Cycle),
    goals: z.array(CityGoal),
    matters: z.array(Matter),
    /** Indicators that a task may name. */
    indicators: z.array(z.object({ indicator: Id, name: Name })),
    /** Units in reach that may take on a task. */
    units: z.array(SubjectName.extend({ unitType: z.string().nullable() })),
  }),
  refusals: ["outside-scope"],
});

const NewTask = z.strictObject({
  unit: Id,
  part: z.enum(taskParts),
  share: Figure.nullable(),
  coefficient: Coefficient.default("1"),
  indicator: Id.nullable().default(null),
  matter: MatterId.nullable().default(null),
});

/** Goal and tasks together, whole at each version. The version that it is based on travels as If-Match; "0": a new goal. */
export const setGoal = route({
  method: "PUT",
  path: "/programmes/{programme}/cascade/{cycle}/goals/{goal}",
  summary: "Set a goal and which units take it on; refused where it hands down what may not be handed down",
  action: "set-goals",
  audit: "change",
  input: {
    params: goalPath,
    body: z.strictObject({
      name: ShortName,
      target: Figure,
      measure: z.string().trim().min(1).max(30),
      aggregation: AggregationName,
      source: z.string().trim().min(1).max(200),
      matter: MatterId.nullable().default(null),
      sort: z.int().min(0).max(100_000),
      tasks: z.array(NewTask).max(500),
    }),
  },
  output: z.object({ goal: Id, version }),
  refusals: [
    ...(["outside-scope", "version-required", "version-stale", "cascade-unknown", "task-twice"] as const),
    ...(["matter-barred", "share-required"] as const),
  ],
});

export const endGoal = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/goals/{goal}/end",
  summary: "End a goal, with the reason; what was handed down of it stays on record",
  action: "set-goals",
  audit: "change",
  input: { params: goalPath, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) },
  output: z.object({ goal: Id, version }),
  refusals: ["outside-scope", "goal-unknown", "idempotency-key-reused"],
});

const TaskSaid = z
  .object({
    ...{ part: z.enum(taskParts), share: ExactText.nullable(), coefficient: ExactText },
    ...{ indicator: Id.nullable(), matter: Id.nullable() },
  })
  .nullable();

/** What a table would change of one goal: field by field, and unit by unit (null: no task). */
export const GoalChange = z
  .object({
    what: z.enum(["new", "changed", "ended"]),
    goal: Id,
    name: Name,
    fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
    tasks: z.array(z.object({ unit: SubjectName, from: TaskSaid, to: TaskSaid })),
  })
  .meta({ id: "GoalChange" });
export type GoalChange = z.output<typeof GoalChange>;

const tablePath = z.strictObject({ programme: Id, cycle: Cycle });
const fileName = z.string().trim().min(1).max(200);

export const exportGoals = route({
  method: "GET",
  path: "/programmes/{programme}/cascade/{cycle}/goals.xlsx",
  summary: "Goals and units' tasks as the table that comes back in; without goals it is the template",
  action: "set-goals",
  audit: "export",
  input: { params: tablePath, query: z.strictObject({ lang: z.enum(["zh-CN", "en"]).default("zh-CN") }) },
  output: { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  refusals: ["outside-scope"],
});

/** The body is the file as it is, of type application/octet-stream. Nothing is saved. */
export const tryGoalTable = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/goal-table/trial",
  summary:
    "What a table of goals and tasks (.xlsx or CSV, 4 MB at most) would change, and what stands against it, row by row",
  action: "set-goals",
  audit: "none",
  input: { params: tablePath, query: z.strictObject({ name: fileName }) },
  output: z.object({
    /** absent: goals that stand and are not in the table; they stay. */
    counts: z.object({ new: z.int(), changed: z.int(), ended: z.int(), unchanged: z.int(), absent: z.int() }),
    errors: z.int(),
    findings: z.array(ImportFinding),
    /** The first five hundred. */
    changes: z.array(GoalChange),
    /** Of what would be saved; null: nothing can be. */
    digest: Digest.nullable(),
  }),
  refusals: ["outside-scope"],
});

/** The same file again, with the digest of its trial: all of it is saved, or nothing. */
export const applyGoalTable = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/goal-table",
  summary: "Save a table of goals and tasks as it was tried; refused where the goals have changed since",
  action: "set-goals",
  audit: "change",
  input: { params: tablePath, query: z.strictObject({ name: fileName, digest: Digest }) },
  output: z.object({ saved: z.int() }),
  refusals: ["outside-scope", "version-stale"],
});

export const BarredMatter = z
  .object({
    matter: Id,
    version,
    name: Name,
    basis: z.string(),
    reason: z.string(),
    unitTypes: z.array(z.string()),
    from: z.iso.date(),
    until: z.iso.date().nullable(),
    isInForce: z.boolean(),
    set: z.object({ by: Who, at: Instant }),
  })
  .meta({ id: "BarredMatter", description: "A matter that may not be handed down to some kinds of unit." });

export const BarredException = z
  .object({
    exception: z.int(),
    cycle: Cycle,
    goal: z.object({ id: Id, name: Name.nullable() }),
    unit: SubjectName,
    matter: Matter,
    document: z.string(),
    reason: z.string(),
    state: z.enum(["waiting", "approved", "refused"]),
    asked: z.object({ by: Who, at: Instant }),
    decided: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    mayDecide: z.boolean(),
  })
  .meta({ id: "BarredException" });

export const listBarred = route({
  method: "GET",
  path: "/programmes/{programme}/barred",
  summary:
    "What may not be handed down to which kinds of unit, and what is handed down all the same, by which document",
  action: "see-barred",
  audit: "none",
  input: { params: z.strictObject({ programme: Id }) },
  output: z.object({
    matters: z.array(BarredMatter),
    /** Of units in reach. */
    exceptions: z.array(BarredException),
    unitTypes: z.array(z.string()),
  }),
  refusals: ["outside-scope"],
});

export const setBarred = route({
  method: "PUT",
  path: "/programmes/{programme}/barred/{matter}",
  summary: "Set a matter of the negative list; ended by its last day",
  action: "set-barred",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, matter: MatterId }),
    body: z.strictObject({
      name: ShortName,
      basis: z.string().trim().min(1).max(300),
      reason: z.string().trim().min(1).max(500),
      unitTypes: z.array(z.string().min(1).max(60)).min(1).max(30),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
    }),
  },
  output: z.object({ matter: Id, version }),
  refusals: ["outside-scope", "version-required", "version-stale", "days-out-of-order"],
});

export const askBarredException = route({
  method: "POST",
  path: "/programmes/{programme}/cascade/{cycle}/goals/{goal}/exceptions",
  summary: "Ask that a matter of the negative list be handed down to a unit all the same, by a document",
  action: "set-barred",
  audit: "change",
  input: {
    params: goalPath,
    body: z.strictObject({
      unit: Id,
      matter: MatterId,
      document: z.string().trim().min(1).max(200),
      reason: z.string().trim().min(1).max(500),
    }),
  },
  output: z.object({ exception: z.int() }),
  success: 201,
  refusals: ["outside-scope", "cascade-unknown", "idempotency-key-reused"],
});

export const decideBarredException = route({
  method: "POST",
  path: "/barred-exceptions/{exception}/decision",
  summary: "Sign an exception from the negative list as a second person, or refuse it with the reason",
  action: "decide-barred",
  audit: "change",
  input: {
    params: z.strictObject({ exception: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ approve: z.boolean(), reason: z.string().trim().min(1).max(500).optional() }),
  },
  output: z.object({ exception: z.int() }),
  refusals: ["outside-scope", "same-person", "exception-decided", "reason-required", "idempotency-key-reused"],
});
