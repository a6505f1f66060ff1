import { z } from "zod";
import type { Assessment, Ballot, Event } from "../facts/model.ts";
import type { States } from "../facts/state.ts";
import type { Column } from "../number/column.ts";
import type { Exact } from "../number/exact.ts";
import type { Collect, Quantity, Statistic } from "../scheme/values.ts";

/** A number per subject, and for each subject whether it is there. Rows that are not there hold any number. */
export interface Measured {
  readonly value: Column;
  readonly states: States;
}

/** What a rule answers: points per subject, or why there are none. */
export interface Points {
  readonly points: Column;
  readonly states: States;
}

export type Ties = "1224" | "1223" | "1334" | "fractional";

/**
 * The world as one rule sees it: the subjects that carry one item in one period. All rows of a call belong together;
 * group statistics run over the rows of the same comparison group whose value is present.
 */
export interface Scope {
  readonly rows: number;
  /** W, the full marks of the item, per subject. */
  readonly weight: Column;
  /** The period that is being scored. */
  readonly period: string;
  constant(value: Exact): Column;
  /** A: the item's indicator, its values inside the period collected as the item says. */
  actual(): Measured;
  quantity(quantity: Quantity): Measured;
  /** One statistic per comparison group, handed to every row of the group. Groups without a present row get 0. */
  statistic(kind: Statistic, of: Measured, over?: "group" | "all"): Column;
  /** Place of every present row in its group (1 is best) and how many are placed. */
  place(
    of: Measured,
    order: "higher-first" | "lower-first",
    ties: Ties,
  ): { readonly place: Column; readonly size: Column };
  /** Events of each row inside the period, by type; every standing, so that a rule can show what it left out. */
  events(types: readonly string[]): readonly (readonly Event[])[];
  assessments(): readonly (readonly Assessment[])[];
  ballots(campaign: string): readonly (readonly Ballot[])[];
  /** The value of an attribute (unitType, roleClass …) for each row; "" where a subject has none. */
  attribute(name: string): readonly string[];
  /** The score of another subject that this one carries, attributed by months of service where asked. */
  linked(link: Link): Measured;
  /** Which way of the item's indicator is better; "higher" for an item without an indicator. */
  readonly better: Better;
  /** The same item, subjects and period with another A, of which more (or less) is better; composites score on it. */
  with(actual: Measured, better: Better): Scope;
  /** The same item and subjects in each period of this grain inside the scope's period, in order. */
  parts(grain: "month" | "quarter" | "half"): readonly Scope[];
  /** Another rule on the same item, with its own full marks and, if given, another indicator. */
  sub(rule: Rule, weight: Column, indicator?: string | undefined, values?: Collect | undefined): Points;
  /**
   * Records a named intermediate value for the explanation. `name` is a word of the rule's own vocabulary
   * ("ratio", "shortfall"); `words` gives the sentence.
   */
  tell(name: string, value: Column | (() => Column)): void;
}

/** `midpoint` is the best value where `nearest` is best. */
export interface Better {
  readonly direction: "higher" | "lower" | "nearest" | "none";
  readonly midpoint?: Exact | undefined;
}

export interface Link {
  readonly of: "unit" | "team" | "parent" | "children";
  /** Path of a block in the other subject's list; its whole score when absent. */
  readonly node?: string | undefined;
  readonly attribution: "cut-off" | "months";
  /** Of children: the coefficient that weighs each; equal when absent. */
  readonly weightedBy?: string | undefined;
}

/** A rule as it stands in a scheme: its kind with version, and the parameters of that kind, already parsed. */
export interface Rule {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

/** Something in a rule's parameters that a scheme author surely did not mean. `at` is the path inside the rule. */
export interface Nonsense {
  readonly code: string;
  readonly at: readonly (string | number)[];
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * How the points move as A grows, where the parameters alone say so. A rule that asks the indicator for its direction
 * says nothing.
 */
export type Movement = "rising" | "falling" | "both-ways" | undefined;

export interface RuleKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** The name in a scheme; with the version it names the meaning for ever: a changed meaning is a new version. */
  readonly id: string;
  readonly version: number;
  /** Number in the catalogue of the 22 rule kinds. */
  readonly number: number;
  readonly parameters: Shape;
  /** True when a subject's points depend on the others of its group. */
  isRelative(rule: z.output<z.ZodObject<Shape>>): boolean;
  score(rule: z.output<z.ZodObject<Shape>>, scope: Scope): Points;
  /** Where parameters call for another sentence than `rule.<id>.says`: the last word of `rule.<id>.says.<variant>`. */
  variant?(rule: z.output<z.ZodObject<Shape>>): string | undefined;
  /** Absent where points do not follow one value, or the rule follows the indicator's own direction. */
  moves?(rule: z.output<z.ZodObject<Shape>>): Movement;
  /** Parameters that parse and yet make no sense: overlapping bands, unreachable marks, perverse rules. */
  check?(rule: z.output<z.ZodObject<Shape>>, weight: Exact | undefined): readonly Nonsense[];
}

/** Declares a rule kind; keeps the parameter types of its own file. */
export function ruleKind<Shape extends z.ZodRawShape>(kind: RuleKind<Shape>): RuleKind<Shape> {
  return kind;
}

/** The schema of any rule and the way to its kind, set by the registry once all kinds are known; rules that contain rules refer to it. */
export const anyRule: { schema?: z.ZodType<Rule>; kindOf?: (rule: Rule) => RuleKind } = {};
export const SubRule: z.ZodType<Rule> = z.lazy(() => {
  if (!anyRule.schema) throw new Error("the rule registry has not been loaded");
  return anyRule.schema;
});
