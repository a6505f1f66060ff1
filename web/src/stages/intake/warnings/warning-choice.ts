import { warningStates } from "@biaochi/contract/choices";

/** Which warnings are shown, as it stands in the address. */
export type WarningChoice = {
  readonly state?: (typeof warningStates)[number];
  readonly kind?: "red-line" | "target";
  readonly period?: string;
  readonly answer?: "due";
};

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** Whatever an address says: what is no choice is left out. */
export function readWarningChoice(search: Readonly<Record<string, unknown>>): WarningChoice {
  const state = warningStates.find((each) => each === search.state);
  const kind = (["red-line", "target"] as const).find((each) => each === search.kind);
  const period = /^\d{4}(-\d{2}|Q[1-4]|H[12])?$/.exec(textOf(search.period))?.[0];
  const answer = search.answer === "due" ? search.answer : undefined;
  return { ...(state && { state }), ...(kind && { kind }), ...(period && { period }), ...(answer && { answer }) };
}
