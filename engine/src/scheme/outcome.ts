import { z } from "zod";
import { Decimal, GrainName, Id, Quantity, Rounding, Selector, Text } from "./values.ts";

/** What a scheme says about ranks, grades, bands and money: each a layer of its own, none derived from another silently. */

export const Ranking = z
  .strictObject({
    /** 1224: competition; 1223: dense; 1334: tied places at the bottom; fractional: the mean of the tied places. */
    ties: z.enum(["1224", "1223", "1334", "fractional"]).default("1224"),
    /** Which value decides a tie: the exact one, or the rounded one that is published. */
    on: z.enum(["exact", "published"]).default("exact"),
  })
  .meta({ id: "Ranking" });

export const Cohort = z
  .strictObject({
    id: Id,
    name: Text.optional(),
    for: Selector,
    /** One cohort for each value of this attribute. */
    by: z.string().optional(),
  })
  .meta({ id: "Cohort", description: "Subjects that are ranked against each other." });

export const Condition = z
  .union([
    z.strictObject({ event: z.union([z.string(), z.array(z.string())]), atLeast: Decimal.optional() }),
    z.strictObject({ quantity: Quantity, atLeast: Quantity }),
    z.strictObject({ quantity: Quantity, above: Quantity }),
    z.strictObject({ quantity: Quantity, below: Quantity }),
    z.strictObject({ quantity: Quantity, atMost: Quantity }),
    z.strictObject({ attribute: z.string(), is: z.union([z.string(), z.array(z.string())]) }),
    z.strictObject({ node: z.string(), below: Decimal }),
    z.strictObject({ gradeOf: z.enum(["unit", "team"]), is: z.union([z.string(), z.array(z.string())]) }),
    z.strictObject({ decided: z.union([z.string(), z.array(z.string())]), each: GrainName, fewerThan: z.int().min(1) }),
  ])
  .meta({
    id: "Condition",
    description:
      "event: confirmed events of the cycle. node: the points of a block of the subject's own list. gradeOf: the decided, otherwise proposed grade of the subject's unit or team. decided: how often a body decided one of these grades for the subject in the periods of the cycle.",
  });
export type Condition = z.output<typeof Condition>;

/** A share of a group, the same for all or depending on the grade of the subject's team or unit. */
export const Share = z
  .union([
    Decimal,
    z.strictObject({
      by: z.enum(["team-grade", "unit-grade"]),
      values: z.record(z.string(), Decimal),
      default: Decimal,
    }),
  ])
  .meta({ id: "Share" });

export const Quota = z
  .strictObject({
    grade: Id,
    share: Share,
    /** The nation is silent; 以内 is read as floor. */
    rounding: Rounding.default("floor"),
    minimum: z.int().min(0).default(0),
    /** The share counts from the top: places of this grade are its cut-off less those who have a better one. */
    cumulative: z.boolean().default(false),
    /** Counted within each value of this attribute, or within the cohort. */
    within: z.string().default("cohort"),
    /** Groups with fewer members than this share one pool. */
    poolBelow: z.int().min(0).default(0),
    /** Equal scores at the last place: nobody of them, all of them, or left for the body to decide. */
    tieAtLine: z.enum(["all-below", "all-above", "for-decision"]).default("for-decision"),
    source: z.string().optional(),
    verified: z.boolean().default(false),
  })
  .meta({ id: "Quota" });

export const Grading = z
  .strictObject({
    id: Id,
    for: Selector,
    /** Best first. */
    scale: z.array(z.strictObject({ id: Id, name: Text, atLeast: Decimal.optional() })).min(2),
    quotas: z.array(Quota).default([]),
    eligibility: z
      .array(
        z.strictObject({
          id: Id,
          name: Text,
          /** For some only: the head of a unit whose own grade is low. */
          for: Selector.optional(),
          when: Condition,
          cap: Id,
          source: z.string().optional(),
          verified: z.boolean().default(false),
        }),
      )
      .default([]),
    /** Subjects whose grade is not determined, with a comment or without. */
    undetermined: z.array(z.strictObject({ id: Id, name: Text, when: Condition })).default([]),
  })
  .meta({ id: "Grading", description: "Proposes a grade; a body decides it." });
export type Grading = z.output<typeof Grading>;

export const Band = z
  .strictObject({
    id: Id,
    for: Selector,
    scale: z
      .array(
        z.strictObject({
          id: Id,
          name: Text,
          /** By place: the best `share` of the cohort, cumulative. By score: `atLeast`. By grade: `grades`. */
          share: Decimal.optional(),
          atLeast: Decimal.optional(),
          grades: z.array(Id).optional(),
          /** Part of the standard that is paid: 100 %, 95 %, 90 %, 85 %. */
          pays: Decimal,
        }),
      )
      .min(1),
  })
  .meta({ id: "Band" });
export type Band = z.output<typeof Band>;

export const Allocation = z
  .strictObject({
    id: Id,
    name: Text,
    for: Selector,
    /** In fen: never a fraction. */
    pool: z.int().min(0),
    /** The claim of a subject is the product of these. */
    claim: z
      .array(
        z.union([
          Quantity,
          z.strictObject({ band: Id }),
          z.strictObject({ score: z.literal(true) }),
          z.strictObject({ months: z.literal(true) }),
        ]),
      )
      .min(1),
    /** renormalise: the pool is paid out whole; fixed: claim × standard, the rest is returned. */
    closure: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("renormalise") }),
      z.strictObject({ kind: z.literal("fixed"), standard: z.int().min(0) }),
    ]),
    /** Equal remainders: the earlier in protocol order, or the lower identifier, first. */
    ties: z.enum(["protocol", "identifier"]).default("protocol"),
  })
  .meta({ id: "Allocation", description: "A proposal for the finance authority: exact to the fen." });
export type Allocation = z.output<typeof Allocation>;
