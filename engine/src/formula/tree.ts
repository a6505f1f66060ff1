import type { Exact } from "../number/exact.ts";

/** A formula after checking: numbers and tests are told apart, and nothing but these shapes can occur. */
export type Term =
  | { readonly op: "number"; readonly value: Exact }
  | { readonly op: "variable"; readonly name: string }
  | { readonly op: "negate"; readonly of: Term }
  | { readonly op: Arithmetic; readonly left: Term; readonly right: Term }
  | {
      readonly op: "call";
      readonly name: FunctionName;
      readonly of: readonly Term[];
      readonly places?: number | undefined;
    }
  | { readonly op: "if"; readonly test: Test; readonly yes: Term; readonly no: Term };

export type Test =
  | { readonly op: "is"; readonly value: boolean }
  | { readonly op: Comparison; readonly left: Term; readonly right: Term }
  | { readonly op: "and" | "or" | "same"; readonly left: Test; readonly right: Test }
  | { readonly op: "not"; readonly of: Test }
  | { readonly op: "in"; readonly of: Term; readonly list: readonly Term[] }
  | { readonly op: "if"; readonly test: Test; readonly yes: Test; readonly no: Test };

export const arithmetics = ["+", "-", "*", "/"] as const;
export type Arithmetic = (typeof arithmetics)[number];
export const comparisons = ["<", "<=", ">", ">=", "==", "!="] as const;
export type Comparison = (typeof comparisons)[number];

/**
 * What a formula may call, with the numbers of arguments; `places` marks a last argument that is a literal number of
 * decimals (0 to 9). round goes half-up. sqrt, exp, ln and pow give 34 significant digits, or are rounded half-up to
 * `places` where it is given.
 */
export const functions = {
  min: { least: 2, most: 8, places: false },
  max: { least: 2, most: 8, places: false },
  abs: { least: 1, most: 1, places: false },
  clamp: { least: 3, most: 3, places: false },
  round: { least: 1, most: 1, places: true },
  floor: { least: 1, most: 1, places: false },
  ceil: { least: 1, most: 1, places: false },
  sqrt: { least: 1, most: 1, places: true },
  exp: { least: 1, most: 1, places: true },
  ln: { least: 1, most: 1, places: true },
  pow: { least: 2, most: 2, places: true },
} as const;
export type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions) as readonly FunctionName[];

/** What a name in a formula stands for. `name` is what the resolver of an evaluation is asked for. */
export type Variable =
  | { readonly name: "W" | "A" | "T" }
  | { readonly name: string; readonly indicator: string; readonly period: "same" | "previous" };

export interface Formula {
  readonly text: string;
  readonly variables: readonly Variable[];
  readonly tree: Term;
}

/** Why a text is no formula. `at` counts characters from 0; the sentence is `lint.<code>` in words. */
export interface Refusal {
  readonly ok: false;
  readonly code:
    | "formula-too-long"
    | "formula-syntax"
    | "formula-unknown-variable"
    | "formula-ambiguous-variable"
    | "formula-unknown-function"
    | "formula-arguments"
    | "formula-type"
    | "formula-unsupported"
    | "formula-number"
    | "formula-places"
    | "formula-divides-by-zero"
    | "formula-no-number";
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
}
