import { z } from "zod";
import { Condition } from "../scheme/outcome.ts";
import { Day, Decimal, Id, Selector, Text } from "../scheme/values.ts";

/** Rule kind 20 (否决): a red line, what crosses it, whom it strikes and what it does. An allow-list with its legal basis. */
export const RedLine = z
  .strictObject({
    id: Id,
    name: Text,
    basis: Text,
    /** The entry of the allow-list of red lines that it rests on: one of the national rules, or `local.…` of the city. */
    allowedBy: z
      .string()
      .regex(/^(red-lines|local)\.[a-z0-9][a-z0-9-]*$/)
      .optional(),
    approver: z.string().optional(),
    expires: Day.optional(),
    /** 一票否优 bars the top grade; 一票否决 fails. */
    kind: z.enum(["bars-top-grade", "fails", "adjusts"]),
    when: Condition,
    /** Whom it strikes when a unit crosses it. An official's own crossing strikes the official. */
    strikes: z.enum(["self", "unit-and-leaders", "unit-team-and-leaders", "leaders"]).default("self"),
    /** Role classes that count as leaders of the unit that crossed it. */
    leaders: z.array(z.string()).default(["head"]),
    /** Whom it is for at all: a type of subject, a kind of unit. */
    for: Selector.optional(),
    /** Months after the event in which it still counts (影响期); otherwise only the cycle of the event. */
    influence: z.int().min(1).max(60).optional(),
    effect: z.discriminatedUnion("does", [
      z.strictObject({ does: z.literal("set-score"), to: Decimal }),
      z.strictObject({ does: z.literal("cap-score"), at: Decimal }),
      z.strictObject({ does: z.literal("deduct"), points: Decimal }),
      z.strictObject({ does: z.literal("zero-item"), item: Id }),
      z.strictObject({ does: z.literal("cap-grade"), grade: Id }),
      z.strictObject({ does: z.literal("set-grade"), grade: Id }),
      z.strictObject({ does: z.literal("grade-down"), steps: z.int().min(1).default(1) }),
      /** Ranked last whatever the score. */
      z.strictObject({ does: z.literal("rank-last") }),
    ]),
  })
  .meta({ id: "RedLine" });
export type RedLine = z.output<typeof RedLine>;
