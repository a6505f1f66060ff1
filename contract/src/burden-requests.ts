import { z } from "zod";
import { burdenKinds } from "./choices.ts";
import { route } from "./route.ts";
import { Id, Instant, Name, PeriodName, Who } from "./values.ts";

/** What is asked of units, registered before it is asked: what, by whom, why, and the minutes that it costs by a stated model. */

export const BurdenKind = z.enum(burdenKinds).meta({ id: "BurdenKind" });
export type BurdenKind = z.output<typeof BurdenKind>;

const Line = z.string().trim().min(1).max(200);
const Note = z.string().trim().min(1).max(500);
const Day = z.iso.date();
const Minutes = z.int().min(0);
const Named = z.object({ id: Id, name: Name });
const Signed = { document: Line, signer: Line, reason: Note };
const Approval = { approver: Line, document: Line, reason: Note };

export const NewBurdenRequest = z
  .strictObject({
    /** The unit that asks. */
    asker: Id,
    kind: BurdenKind,
    title: Line,
    reason: Note,
    document: Line,
    askedOn: Day,
    /** Of which time the data are that are asked for; without it: as they stand. */
    period: PeriodName.optional(),
    units: z.array(Id).min(1).max(2000),
    /** How many people of each unit it takes. */
    people: z.int().min(1).max(500),
    pages: z.int().min(0).max(2000),
    hours: z.number().multipleOf(0.5).min(0).max(2000),
    fields: z.array(z.strictObject({ name: Line, exception: z.strictObject(Signed).optional() })).max(100),
    /** The law that orders it: such an inspection is counted and not refused. */
    statute: Line.optional(),
    /** Of what goes beyond a budget. */
    approval: z.strictObject(Approval).optional(),
  })
  .meta({ id: "NewBurdenRequest" });
export type NewBurdenRequest = z.output<typeof NewBurdenRequest>;

/** Where a datum exists already, and who keeps it. */
export const KnownDatum = z
  .object({
    /** Which of the fields that are asked for, counted from 0. */
    field: z.int(),
    place: z.enum(["library", "stream", "request"]),
    /** Of the indicator, the stream or the request. */
    id: z.string(),
    name: Name,
    keeper: Named.nullable(),
  })
  .meta({ id: "KnownDatum" });
export type KnownDatum = z.output<typeof KnownDatum>;

/** What a unit has left of its budget in a month; null: without a limit. */
export const BurdenLeft = z
  .object({
    unit: Named,
    limit: z.object({ minutes: Minutes.nullable(), asks: z.int().min(0).nullable() }),
    used: z.object({ minutes: Minutes, asks: z.int().min(0) }),
  })
  .meta({ id: "BurdenLeft" });
export type BurdenLeft = z.output<typeof BurdenLeft>;

export const BurdenRequest = z
  .object({
    request: z.int(),
    asker: Named,
    kind: BurdenKind,
    title: z.string(),
    reason: z.string(),
    document: z.string(),
    askedOn: Day,
    period: PeriodName.nullable(),
    units: z.int(),
    /** Of one unit, by the version of the model that held on the day of asking. */
    minutes: Minutes,
    model: z.int().min(0),
    statute: z.string().nullable(),
    approval: z.object(Approval).nullable(),
    isSynthetic: z.boolean(),
    recorded: z.object({ by: Who, at: Instant }),
    withdrawn: z.object({ by: Who, at: Instant, reason: z.string() }).nullable(),
  })
  .meta({ id: "BurdenRequest" });
export type BurdenRequest = z.output<typeof BurdenRequest>;

const refused = [
  ...(["outside-scope", "things-unknown", "day-to-come", "burden-fields-required"] as const),
  ...(["burden-fields-foreign", "burden-field-twice", "burden-statute-foreign"] as const),
];
const inProgramme = { programme: Id };
const RequestNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const previewBurdenRequest = route({
  method: "POST",
  path: "/programmes/{programme}/burden/preview",
  summary:
    "What a request would cost, which budgets it would go beyond and which of its data exist already; saves nothing",
  action: "register-burden",
  audit: "none",
  input: { params: z.strictObject(inProgramme), body: NewBurdenRequest },
  output: z.object({
    /** Of one unit. */
    minutes: Minutes,
    model: z.int(),
    over: z.array(BurdenLeft),
    known: z.array(KnownDatum),
    /** What may be the same under another name: told, and not refused. */
    near: z.array(KnownDatum),
  }),
  refusals: refused,
});

export const registerBurdenRequest = route({
  method: "POST",
  path: "/programmes/{programme}/burden/requests",
  summary:
    "Register what is asked of units; refused beyond a budget without an approval, and for data that exist already",
  action: "register-burden",
  audit: "change",
  input: { params: z.strictObject(inProgramme), body: NewBurdenRequest },
  output: z.object({ request: z.int() }),
  success: 201,
  refusals: [
    ...refused,
    ...(["burden-over-budget", "burden-over-count"] as const),
    ...(["burden-in-library", "burden-in-stream", "burden-asked-before"] as const),
  ],
});

export const listBurdenRequests = route({
  method: "GET",
  path: "/programmes/{programme}/burden/requests",
  summary:
    "Every registered request with its reason, the newest first: what was asked of units in reach, and what they ask",
  action: "see-burden",
  audit: "none",
  input: {
    params: z.strictObject(inProgramme),
    query: z.strictObject({
      year: z.coerce.number().int().min(2000).max(2200).optional(),
      month: z.coerce.number().int().min(1).max(12).optional(),
      asker: Id.optional(),
      kind: BurdenKind.optional(),
      unit: Id.optional(),
      /** Those before this one. */
      before: RequestNumber.optional(),
    }),
  },
  output: z.object({ requests: z.array(BurdenRequest), next: z.int().nullable() }),
  refusals: ["outside-scope"],
});

const params = z.strictObject({ ...inProgramme, request: RequestNumber });

export const readBurdenRequest = route({
  method: "GET",
  path: "/programmes/{programme}/burden/requests/{request}",
  summary: "One request: of whom, which fields, by which exceptions",
  action: "see-burden",
  audit: "none",
  input: { params },
  output: BurdenRequest.extend({
    people: z.int(),
    pages: z.int(),
    hours: z.number(),
    /** Of whom; for the head of an asked unit the own units alone. */
    askedOf: z.array(Named),
    fields: z.array(z.object({ name: z.string(), exception: z.object(Signed).nullable() })),
    mayWithdraw: z.boolean(),
  }),
  refusals: ["outside-scope"],
});

export const withdrawBurdenRequest = route({
  method: "POST",
  path: "/programmes/{programme}/burden/requests/{request}/withdrawal",
  summary: "Take back what is not asked after all, or was registered by mistake; it stays on record and counts no more",
  action: "register-burden",
  audit: "change",
  input: { params, body: z.strictObject({ reason: Note }) },
  output: z.object({ request: z.int() }),
  refusals: ["outside-scope", "burden-withdrawn"],
});
