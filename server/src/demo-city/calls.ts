import { chance } from "./chance.ts";
import type { Unit, UnitType } from "./units.ts";

/** Hot summers and holidays bring calls. */
const callsBySeason = [0.9, 0.75, 0.95, 0.95, 1, 1.1, 1.3, 1.25, 1.05, 0.95, 0.9, 0.9];
/** Calls of one year. Two units stand at the ends: they should never be ranked in one list without saying so. */
const callsOf: Readonly<Record<string, number>> = { L09: 22, L06: 6530 };
const callsByType: Readonly<Record<UnitType, number>> = {
  party: 0,
  economy: 380,
  livelihood: 1200,
  regulation: 1500,
  township: 800,
  park: 300,
};

/** Calls of each month; they sum exactly to the year's figure of the unit. */
export function callsByMonth(seed: number, unit: Unit, year: number): readonly number[] {
  const draw = chance(seed, "calls", unit.id, String(year));
  const total = callsOf[unit.id] ?? Math.round(callsByType[unit.type] * (0.6 + 0.8 * draw.share()));
  const shares = callsBySeason.map((season) => season * (0.9 + 0.2 * draw.share()));
  const sum = shares.reduce((a, b) => a + b, 0);
  const counts: number[] = [];
  let given = 0;
  let run = 0;
  for (const share of shares) {
    run += share;
    const upTo = Math.round((run / sum) * total);
    counts.push(upTo - given);
    given = upTo;
  }
  return counts;
}
