import type { ClaimState } from "../../../exchange/decided-questions.ts";

export const claimStates = [
  ...([
    "proposed",
    "silent",
    "accepted",
    "objected",
    "applied",
    "in-review",
    "declined",
    "listed",
    "list-over",
  ] as const),
  ...(["confirmed", "lowered", "dropped"] as const),
] as const satisfies readonly ClaimState[];

/** Which claims an address asks for. */
export function readClaimChoice(search: Record<string, unknown>): { readonly state?: ClaimState } {
  const state = claimStates.find((each) => each === search.state);
  return state === undefined ? {} : { state };
}
