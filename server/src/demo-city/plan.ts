import type { Official } from "./people.ts";
import type { Unit } from "./units.ts";

/** What is fixed before any figure is drawn: who there is, and which figures a hard case decides. */
export interface Plan {
  readonly seed: number;
  /** The cycle. */
  readonly year: number;
  /** Years with every month; the cycle is the last of them. */
  readonly years: number;
  readonly units: readonly Unit[];
  readonly officials: readonly Official[];
  /** Whether a unit had its own figures in a period that ends with month `last` (0–11) of the cycle. */
  existsIn(unit: Unit, period: string, last: number): boolean;
  figure(subject: string, indicator: string, period: string): Figure | undefined;
}

/** A figure that a hard case decides. left-out: no row at all, because a past result stands in its place. */
export type Figure =
  | "left-out"
  | {
      readonly value?: string;
      readonly absence?: "missing" | "not-applicable" | "exempt" | "late";
      readonly source?: string;
      readonly recordedOn?: string;
    };

export const cycle = 2025;
