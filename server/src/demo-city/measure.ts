import { type Chance, chance, within } from "./chance.ts";
import type { Unit, UnitType } from "./units.ts";

/** What the city's systems would report: one line for each indicator that units carry. */
export type Grain = "month" | "quarter" | "year" | "term";

/** What a figure depends on: the unit's lasting quality (about −2 to 2), chance, and the season. */
export interface Making {
  readonly unit: Unit;
  readonly quality: number;
  readonly draw: Chance;
  /** 0 for January … 11; for coarser grains the last month of the period. */
  readonly month: number;
  /** Years before the cycle: 0 in the cycle itself. */
  readonly ago: number;
}

export interface Measure {
  readonly indicator: string;
  readonly grain: Grain;
  readonly types: readonly UnitType[];
  readonly only?: readonly string[];
  readonly places: number;
  readonly system: string;
  /** Kept for earlier years too, so that changes over time can be read. */
  readonly history?: boolean;
  value(making: Making): number;
  target?(making: Making, value: number): number;
}

/** A rate in %: its usual level, how much lasting quality moves it, how much chance does, and its limits. */
export const rate =
  (base: number, pull: number, noise: number, low: number, high = 100) =>
  ({ quality, draw }: Making): number =>
    within(low, base + pull * quality + noise * draw.bell(), high);

/** A size that belongs to the unit and not to the seed: what it has to carry. */
export const sizeOf = (unit: Unit, name: string, low: number, high: number): number =>
  chance(2025, "scale", name, unit.id).between(low, high);

/** How good a unit lastingly is: what ties its figures together. */
export function qualityOf(seed: number, unit: string): number {
  return within(-2, chance(seed, "quality", unit).bell(), 2);
}
