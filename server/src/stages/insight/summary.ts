import type { TrialResult } from "@biaochi/contract";
import { shiftOf } from "./replay.ts";

/** The main figures of a trial: what the list of trials and the sentence at the head of its page say. Nobody is in them. */
export function summaryOf(result: TrialResult): Readonly<Record<string, number>> {
  if (result.kind === "replay") {
    const shifts = result.units.map((unit) => Math.abs(shiftOf(unit) ?? 0));
    const differs = (what: "grade" | "band"): number =>
      result.units.filter(({ before, after }) => before[what]?.id !== after[what]?.id).length;
    return {
      units: result.units.length,
      rankMoved: shifts.filter((shift) => shift !== 0).length,
      scoreMoved: result.units.filter(({ difference }) => difference !== null && difference !== "0").length,
      largestShift: Math.max(0, ...shifts),
      gradeMoved: differs("grade"),
      bandMoved: differs("band"),
      withoutFacts: result.withoutFacts.length,
    };
  }
  if (result.kind === "weights") {
    const rows = result.cohorts.flatMap((cohort) => cohort.rows);
    return {
      units: rows.length,
      widest: rows.reduce((most, { low, high }) => Math.max(most, high - low + 1), 0),
      sure: rows.filter(({ low, high }) => low === high).length,
      inBands: rows.filter(({ band }) => band !== null).length,
      draws: result.draws,
    };
  }
  const [first] = result.indicators;
  return {
    units: result.units,
    indicators: result.indicators.length,
    moving: result.indicators.filter(({ moved }) => moved > 0).length,
    mostMoved: first?.moved ?? 0,
    largestShift: result.indicators.reduce((most, { largest }) => Math.max(most, largest), 0),
  };
}
