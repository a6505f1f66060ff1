import { z } from "zod";
import { BurdenKind, BurdenLeft } from "./burden-requests.ts";
import { budgetReaches, burdenKinds } from "./choices.ts";
import { route } from "./route.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** The burden meter: what is asked of units and people, in asks and in minutes of a stated model, with its budgets. */

/** What this product may ask of one official in a year. */
export const actsPerOfficial = 20;

const Day = z.iso.date();
const Note = z.string().trim().min(1).max(500);
const Line = z.string().trim().min(1).max(200);
const Minutes = z.int().min(0).max(100_000);
const params = z.strictObject({ programme: Id });
const Year = z.coerce.number().int().min(2000).max(2200);

const Cost = z.strictObject({ base: Minutes, perPage: Minutes, perField: Minutes, perHour: Minutes });
/** What one person of one unit spends on a request of each kind, in minutes. */
export const BurdenCosts = z
  .strictObject(Object.fromEntries(burdenKinds.map((kind) => [kind, Cost])) as Record<BurdenKind, typeof Cost>)
  .meta({ id: "BurdenCosts" });
export type BurdenCosts = z.output<typeof BurdenCosts>;

export const BurdenModel = z
  .object({
    /** 0: the one that the product comes with. */
    version: z.int().min(0),
    from: Day.nullable(),
    costs: BurdenCosts,
    reason: z.string().nullable(),
    made: z.object({ by: Who, at: Instant }).nullable(),
  })
  .meta({ id: "BurdenModel" });
export type BurdenModel = z.output<typeof BurdenModel>;

const Limit = z.int().min(0).max(1_000_000).nullable();
export const BurdenBudget = z
  .object({
    budget: z.int(),
    reach: z.enum(budgetReaches),
    /** A type of units, or a unit. */
    of: z.string().nullable(),
    name: Name.nullable(),
    from: z.string(),
    /** Of one unit in a month; null: without a limit. */
    minutes: Limit,
    asks: Limit,
    reason: z.string(),
    made: z.object({ by: Who, at: Instant }),
    isInForce: z.boolean(),
  })
  .meta({ id: "BurdenBudget" });
export type BurdenBudget = z.output<typeof BurdenBudget>;

export const readBurdenRules = route({
  method: "GET",
  path: "/programmes/{programme}/burden/rules",
  summary: "The model of minutes in all its versions, the budgets, and the units",
  action: "see-burden",
  audit: "none",
  input: { params },
  output: z.object({
    /** The one that holds today first. */
    models: z.array(BurdenModel),
    budgets: z.array(BurdenBudget),
    /** Of whom something can be asked, each with its type. */
    units: z.array(z.object({ id: Id, name: Name, type: z.string().nullable() })),
  }),
  refusals: ["outside-scope"],
});

export const setBurdenModel = route({
  method: "POST",
  path: "/programmes/{programme}/burden/models",
  summary:
    "A new version of the model of minutes, from a day that has not passed; what was asked before stays as it was counted",
  action: "set-burden",
  audit: "change",
  input: { params, body: z.strictObject({ from: Day, costs: BurdenCosts, reason: Note }) },
  output: z.object({ version: z.int() }),
  success: 201,
  refusals: ["outside-scope", "days-out-of-order"],
});

export const setBurdenBudget = route({
  method: "POST",
  path: "/programmes/{programme}/burden/budgets",
  summary: "What may be asked of a unit in a month, from a month on that has not passed",
  action: "set-burden",
  audit: "change",
  input: {
    params,
    body: z.strictObject({
      reach: z.enum(budgetReaches),
      of: Line.optional(),
      from: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
      minutes: Limit,
      asks: Limit,
      reason: Note,
    }),
  },
  output: z.object({ budget: z.int() }),
  success: 201,
  refusals: ["outside-scope", "things-unknown", "days-out-of-order"],
});

export const burdenAxes = ["month", "asker", "kind", "unit"] as const;
const Sum = z.object({
  /** Registered requests. */
  requests: z.int(),
  /** Requests times the units of which they are asked. */
  asks: z.int(),
  minutes: z.int(),
});
export const BurdenSum = Sum.meta({ id: "BurdenSum" });
export type BurdenSum = z.output<typeof BurdenSum>;

export const readBurden = route({
  method: "GET",
  path: "/programmes/{programme}/burden",
  summary: "What was asked in a year beside the same days of the year before, by month, asker, kind or unit",
  action: "see-burden",
  audit: "none",
  input: {
    params,
    query: z.strictObject({
      year: Year.optional(),
      by: z.enum(burdenAxes).optional(),
      /** asked: of the units in reach. asking: by them. */
      side: z.enum(["asked", "asking"]).optional(),
      asker: Id.optional(),
      kind: BurdenKind.optional(),
      unit: Id.optional(),
    }),
  },
  output: z.object({
    year: z.int(),
    /** The last day that is counted; of the year before the same day of it. */
    until: Day,
    by: z.enum(burdenAxes),
    rows: z.array(z.object({ key: z.string(), name: Name.nullable(), now: BurdenSum, before: BurdenSum })),
    total: z.object({ now: BurdenSum, before: BurdenSum }),
    /** Units of which something was asked. */
    units: z.object({ now: z.int(), before: z.int() }),
    /** Versions of the model by which minutes were counted. */
    models: z.object({ now: z.array(z.int()), before: z.array(z.int()) }),
    /** Minutes of both years by the version that holds on the last day. */
    oneModel: z.object({ version: z.int(), now: z.int(), before: z.int() }),
    isSynthetic: z.boolean(),
  }),
  refusals: ["outside-scope"],
});

const OwnRow = z.object({ kind: z.string(), asks: z.int(), minutes: z.int() });

export const readBurdenOfProduct = route({
  method: "GET",
  path: "/programmes/{programme}/burden/product",
  summary: "What this product itself has asked in a year, of units, of officials and of offices; nobody is named",
  action: "see-burden",
  audit: "none",
  input: { params, query: z.strictObject({ year: Year.optional() }) },
  output: z.object({
    year: z.int(),
    rows: z.array(OwnRow.extend({ of: z.enum(["unit", "official", "office"]), before: z.int() })),
    /** Of one official: the most that was asked, and how many were asked more than the budget allows. */
    officials: z.object({ asked: z.int(), most: z.int(), beyond: z.int(), budget: z.int() }),
    /** What the calendar makes it ask in a whole year, of those of whom it asks most; null: there is no scheme to count by. */
    calendar: z
      .object({
        rows: z.array(
          z.object({
            kind: z.string(),
            of: z.enum(["official", "unit", "owner", "office"]),
            rhythm: z.enum(["once", "cycle", "close", "report", "reports", "month"]),
            times: z.int(),
            /** Each time. */
            minutes: z.int(),
          }),
        ),
        /** Of one official without a post; of one who is head or liaison of the unit that is asked most. */
        official: z.int(),
        post: z.int(),
        /** What is asked only when something happens. */
        events: z.array(z.string()),
      })
      .nullable(),
  }),
  refusals: ["outside-scope"],
});

export const readBurdenOfUnit = route({
  method: "GET",
  path: "/programmes/{programme}/burden/units/{subject}",
  summary: "What was asked of one unit, month by month, beside its budget",
  action: "see-burden",
  audit: "none",
  input: { params: z.strictObject({ programme: Id, subject: Id }), query: z.strictObject({ year: Year.optional() }) },
  output: z.object({
    year: z.int(),
    unit: z.object({ id: Id, name: Name }),
    months: z.array(BurdenLeft.omit({ unit: true }).extend({ month: z.string() })),
  }),
  refusals: ["outside-scope"],
});

export const readOwnBurden = route({
  method: "GET",
  path: "/own-file/burden",
  summary: "How often this product has asked something of the reader in a year",
  action: "see-own-burden",
  audit: "none",
  input: { query: z.strictObject({ year: Year.optional() }) },
  output: z.object({ year: z.int(), budget: z.int(), rows: z.array(OwnRow) }),
  refusals: ["outside-scope"],
});
