import { findingKinds, findingStates } from "@biaochi/contract/choices";
import type { WhichFindings } from "../../../exchange/quality-questions.ts";

export type FindingChoice = WhichFindings;

const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value) !== ""
    ? String(value).slice(0, 200)
    : undefined;

/** Which findings are shown, as it stands in the address; what is no choice is left out. */
export function readFindingChoice(search: Readonly<Record<string, unknown>>): FindingChoice {
  const state = findingStates.find((each) => each === search.state);
  const kind = findingKinds.find((each) => each === search.kind);
  const indicator = textOf(search.indicator);
  const period = textOf(search.period);
  const source = textOf(search.source);
  return {
    ...(state === undefined ? {} : { state }),
    ...(kind === undefined ? {} : { kind }),
    ...(indicator === undefined ? {} : { indicator }),
    ...(period === undefined ? {} : { period }),
    ...(source === undefined ? {} : { source }),
  };
}
