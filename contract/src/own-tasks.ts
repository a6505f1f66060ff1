import { z } from "zod";
import { AggregationName, Cycle } from "./cascade-goals.ts";
import { DutyRole, TaskObjection } from "./cascade-units.ts";
import { route } from "./route.ts";
import { ExactText, Id, Instant, Name, SubjectName } from "./values.ts";

/** What the reader has been given to do, as their unit's head confirmed it. */

/** open: something may be held against it. stands: the days for that are over, and nothing is unanswered. objected: see there. */
export const ownTaskStates = ["open", "stands", "objected"] as const;

export const OwnTask = z
  .object({
    goal: z.object({ id: Id, name: Name, target: ExactText, measure: z.string() }),
    aggregation: AggregationName,
    /** What the unit takes on of the goal. */
    unitShare: ExactText.nullable(),
    part: z.enum(["lead", "cooperating"]),
    duty: z.int(),
    section: Name.nullable(),
    what: z.string(),
    sectionShare: ExactText.nullable(),
    role: DutyRole,
    share: ExactText.nullable(),
    objection: TaskObjection.nullable(),
  })
  .meta({ id: "OwnTask" });
export type OwnTask = z.output<typeof OwnTask>;

export const readOwnTasks = route({
  method: "GET",
  path: "/own-file/tasks",
  summary: "The own tasks of a cycle, as the head of the unit confirmed them; of nobody else",
  action: "see-own-tasks",
  audit: "none",
  input: { query: z.strictObject({ cycle: Cycle.optional() }) },
  output: z.object({
    cycles: z.array(Cycle),
    cycle: Cycle.nullable(),
    unit: SubjectName.nullable(),
    confirmedAt: Instant.nullable(),
    due: z.iso.date().nullable(),
    isDueProvisional: z.boolean(),
    state: z.enum(ownTaskStates),
    tasks: z.array(OwnTask),
    /** The head signed the list on paper on this day; null: here. */
    signedOn: z.iso.date().nullable(),
    /** What was objected to and is no own task any more. */
    past: z.array(TaskObjection),
  }),
  refusals: [],
});

/** Nobody has to: silence is an answer. It takes the notice off the list of what waits. */
export const noteOwnTasks = route({
  method: "POST",
  path: "/own-file/tasks/read",
  summary: "The own tasks have been read; nothing is agreed to by it",
  action: "see-own-tasks",
  audit: "none",
  input: { body: z.strictObject({ cycle: Cycle }) },
  output: z.object({ cycle: Cycle }),
  refusals: ["idempotency-key-reused"],
});

export const objectToTask = route({
  method: "POST",
  path: "/own-file/tasks/objections",
  summary: "Hold something against an own task, with the reason",
  action: "object-to-task",
  audit: "change",
  input: {
    body: z.strictObject({
      cycle: Cycle,
      goal: Id,
      duty: z.int().min(0).max(1000),
      statement: z.string().trim().min(1).max(300),
    }),
  },
  output: z.object({ objection: z.int() }),
  success: 201,
  refusals: ["own-task-unknown", "objection-over", "objection-open", "idempotency-key-reused"],
});
