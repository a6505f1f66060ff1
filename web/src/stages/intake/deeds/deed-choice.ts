import type { DeedState } from "../../../exchange/deed-questions.ts";

export const deedStates = ["own", "confirmed", "returned", "withdrawn"] as const satisfies readonly DeedState[];

/** Which year of the own deeds an address asks for. */
export function readDeedYear(search: Record<string, unknown>): { readonly year?: number } {
  const year = Number(search.year);
  return Number.isInteger(year) && year >= 2000 && year <= 2200 ? { year } : {};
}

/** Which deeds an address asks for. */
export function readDeedChoice(search: Record<string, unknown>): { readonly state?: DeedState } {
  const state = deedStates.find((each) => each === search.state);
  return state === undefined ? {} : { state };
}
