import { z } from "zod";
import { GroupConstraint } from "../rules/group-constraint.ts";
import { AbsencePolicies } from "../rules/not-applicable.ts";
import { RollUp } from "../rules/period-rollup.ts";
import { AnyRule } from "../rules/registry.ts";
import type { Rule } from "../rules/rule-kind.ts";
import { RedLine } from "../rules/veto.ts";
import { Allocation, Band, Cohort, Grading, Ranking } from "./outcome.ts";
import { Collect, Day, Decimal, GrainName, Id, Quantity, Rounding, Selector, Text } from "./values.ts";

/** The scheme document: everything that says how a cycle is scored, graded and paid, and nothing that needs code. */

export const Indicator = z
  .strictObject({
    id: Id,
    name: Text,
    /** Unit of measurement as printed: "%", "件", "万元". */
    measure: z.string().optional(),
    direction: z.enum(["higher", "lower", "nearest", "none"]).default("higher"),
    /** For `nearest`: the value that is best. */
    midpoint: Decimal.optional(),
    decimals: z.int().min(0).max(9).default(2),
    period: GrainName,
    dimension: z.enum(["virtue", "ability", "diligence", "achievement", "integrity"]).optional(),
    owner: z.string().optional(),
    source: z
      .strictObject({
        kind: z.enum(["automatic", "assessment", "ballot", "reported", "event"]),
        system: z.string().optional(),
        whyReported: Text.optional(),
      })
      .optional(),
    /** What it shows: what was achieved, how work was done, or that papers exist. Nobody guesses it where it is not said. */
    shows: z.enum(["outcome", "process", "record"]).optional(),
    /** Whose opinion decides: that of the public, of people inside the organs, or nobody's. */
    voice: z.enum(["public", "inside", "none"]).optional(),
    definition: Text.optional(),
    sunset: Day.optional(),
  })
  .meta({ id: "Indicator" });
export type Indicator = z.output<typeof Indicator>;

/** How people call a type of events; its identifier is what facts and rules carry. */
export const EventType = z.strictObject({ id: z.string().min(1), name: Text }).meta({ id: "EventType" });

/** Full marks: one number, or one per value of an attribute of the subject, or a published coefficient of the subject. */
export const Weight = z
  .union([
    Decimal,
    z.strictObject({ by: z.string(), values: z.record(z.string(), Decimal), default: Decimal.optional() }),
    z.strictObject({ coefficient: Id }),
  ])
  .meta({ id: "Weight" });
export type Weight = z.output<typeof Weight>;

const itemShape = {
  item: Id,
  name: Text.optional(),
  indicator: Id.optional(),
  for: Selector.optional(),
  rule: AnyRule,
  /** What stands in place of the indicator's value as A: a formula, a mean ballot, another number. */
  actual: Quantity.optional(),
  values: Collect.optional(),
  each: GrainName.optional(),
  combine: RollUp.optional(),
  group: z.string().optional(),
  absent: AbsencePolicies.optional(),
  /** Too few cases say nothing: below `atLeast` of `count` the item does not apply. */
  minimumCases: z.strictObject({ count: Quantity, atLeast: Decimal }).optional(),
  /** Whose figures are read: the subject's own, or those of the unit or team it serves in. */
  observes: z.enum(["self", "unit", "team"]).default("self"),
  /**
   * Of a unit's figures read for an official. months: each month from the unit served in that month.
   * take-over: the same, and `values: change` counts from the value at take-over.
   */
  attribution: z.enum(["months", "take-over"]).optional(),
  rounding: z.strictObject({ places: z.int().min(0).max(9), mode: Rounding.default("half-up") }).optional(),
  /** The points are multiplied by this afterwards: a difficulty coefficient. */
  times: Quantity.optional(),
  basis: Text.optional(),
};

export const Item = z.strictObject({ ...itemShape, weight: Weight }).meta({ id: "Item" });
export const Adjustment = z
  .strictObject({ ...itemShape, weight: Weight.optional(), owner: z.string().optional() })
  .meta({ id: "Adjustment" });
export type Item = z.output<typeof Item>;
export type Adjustment = z.output<typeof Adjustment>;

export interface Block {
  readonly block: string;
  readonly name?: { readonly "zh-CN": string; readonly en: string } | undefined;
  readonly for?: z.output<typeof Selector> | undefined;
  readonly weight?: Weight | undefined;
  readonly outOf?: z.output<typeof Decimal> | undefined;
  readonly weights: "exact" | "proportional";
  readonly shortest?: z.output<typeof GrainName> | undefined;
  readonly each?: z.output<typeof GrainName> | undefined;
  readonly combine?: z.output<typeof RollUp> | undefined;
  readonly absent?: z.output<typeof AbsencePolicies> | undefined;
  readonly floor?: z.output<typeof Decimal> | undefined;
  readonly ceiling?: z.output<typeof Decimal> | undefined;
  readonly items: readonly SchemeNode[];
  readonly deductions?:
    | { readonly most?: z.output<typeof Decimal> | undefined; readonly items: readonly Adjustment[] }
    | undefined;
  readonly bonus?:
    | {
        readonly cap?: z.output<typeof Decimal> | undefined;
        readonly gate?: { readonly baseAbove: z.output<typeof Decimal> } | undefined;
        readonly constraint?: string | undefined;
        readonly items: readonly Adjustment[];
      }
    | undefined;
}
export type SchemeNode = Block | Item | { readonly use: string };

export const Node: z.ZodType<SchemeNode> = z
  .lazy(() => z.union([Block, Item, z.strictObject({ use: Id })]))
  .meta({ id: "Node" });

export const Block: z.ZodType<Block> = z
  .lazy(() =>
    z.strictObject({
      block: Id,
      name: Text.optional(),
      for: Selector.optional(),
      /** Points that this block brings to the one above it. The root has none. */
      weight: Weight.optional(),
      /** Full marks inside; default: the sum of its items' weights. */
      outOf: Decimal.optional(),
      /** exact: weights must sum to outOf for every subject; proportional: they are scaled to it. */
      weights: z.enum(["exact", "proportional"]).default("exact"),
      /** The shortest period that this block says anything about: the annual part does not apply to a quarter's standing. */
      shortest: GrainName.optional(),
      /** Score every period of this grain on its own, then combine. */
      each: GrainName.optional(),
      combine: RollUp.optional(),
      absent: AbsencePolicies.optional(),
      floor: Decimal.optional(),
      ceiling: Decimal.optional(),
      items: z.array(Node),
      deductions: z.strictObject({ most: Decimal.optional(), items: z.array(Adjustment) }).optional(),
      bonus: z
        .strictObject({
          cap: Decimal.optional(),
          gate: z.strictObject({ baseAbove: Decimal }).optional(),
          constraint: Id.optional(),
          items: z.array(Adjustment),
        })
        .optional(),
    }),
  )
  .meta({ id: "Block" });

export const List = z.strictObject({ id: Id, name: Text.optional(), for: Selector, score: Block }).meta({
  id: "List",
  description: "The indicators, weights and targets of the subjects it is for. Each subject has exactly one.",
});
export type List = z.output<typeof List>;

export const Scheme = z
  .strictObject({
    biaochi: z.literal("scheme/1"),
    id: Id,
    version: z.int().min(1),
    title: Text,
    effective: z.strictObject({ from: Day, until: Day.optional() }),
    supersedes: z.strictObject({ version: z.int().min(1), document: z.string(), reason: Text }).optional(),
    /** The period that a run appraises unless it is told another: "2025". */
    cycle: z.union([z.string(), z.int()]).transform(String),
    basis: z.array(Text).optional(),
    synthetic: z.boolean().optional(),
    rounding: z
      .strictObject({ places: z.int().min(0).max(9).default(2), mode: Rounding.default("half-up") })
      .prefault({}),
    ranking: Ranking.prefault({}),
    absent: AbsencePolicies.prefault({}),
    /** So many days after each period of this grain has ended its figures are closed; what comes later is listed and does not count. */
    freeze: z.strictObject({ each: GrainName, days: z.int().min(0).max(366) }).optional(),
    indicators: z.array(Indicator),
    eventTypes: z.array(EventType).default([]),
    blocks: z.record(z.string(), z.array(Node)).optional(),
    lists: z.array(List).min(1),
    constraints: z.array(GroupConstraint).default([]),
    redLines: z.array(RedLine).default([]),
    cohorts: z.array(Cohort).default([]),
    grades: z.array(Grading).default([]),
    bands: z.array(Band).default([]),
    allocations: z.array(Allocation).default([]),
  })
  .meta({ id: "Scheme" });
export type Scheme = z.output<typeof Scheme>;
export type { Rule };

export const isBlock = (node: SchemeNode): node is Block => "block" in node;
export const isItem = (node: SchemeNode): node is Item => "item" in node;
