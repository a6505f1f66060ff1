import type { Claim, ClaimAct } from "@biaochi/contract";

type Step = Claim["steps"][number];
export type ClaimState = Claim["state"];

/** What may be done with a claim, by where it stands. What is not here cannot happen. Silence opens the decision and makes none. */
const acts: Readonly<Record<ClaimState, readonly ClaimAct[]>> = {
  proposed: ["answer", "attach", "drop"],
  silent: ["answer", "attach", "confirm", "lower", "drop"],
  accepted: ["attach", "confirm", "lower", "drop"],
  objected: ["attach", "confirm", "lower", "drop"],
  applied: ["attach", "name-reviewers", "drop"],
  "in-review": ["attach", "review", "drop"],
  declined: [],
  listed: ["remark", "answer-remark", "drop"],
  "list-over": ["answer-remark", "confirm", "drop"],
  confirmed: [],
  lowered: [],
  dropped: [],
};
export const actsIn = (state: ClaimState): readonly ClaimAct[] => acts[state];

type Standing = Pick<Claim, "kind" | "due" | "steps">;

const decided = ["confirmed", "lowered", "dropped"] as const;

/** Where a claim stands on a day, read from what was done about it. */
export function stateOn(claim: Standing, today: string): ClaimState {
  const last = (...what: readonly Step["what"][]) => claim.steps.findLast((step) => what.includes(step.what));
  const end = decided.find((each) => last(each) !== undefined);
  if (end !== undefined) return end;
  if (claim.kind === "bonus") {
    if (last("disagreed")) return "declined";
    const list = last("listed");
    if (list) return (list.until ?? "") < today ? "list-over" : "listed";
    return last("reviewer") ? "in-review" : "applied";
  }
  if (last("accepted")) return "accepted";
  if (last("objected")) return "objected";
  return claim.due !== null && claim.due.day < today ? "silent" : "proposed";
}

/** Remarks that nobody has answered yet. */
export function openRemarks({ steps }: Pick<Claim, "steps">): readonly Step[] {
  const answered = new Set(steps.map(({ of }) => of));
  return steps.filter(({ what, step }) => what === "remarked" && !answered.has(step));
}

/** The units that are asked for a review and have not said anything. */
export function waitingReviewers({ steps }: Pick<Claim, "steps">): readonly string[] {
  const unitsOf = (...what: readonly Step["what"][]) =>
    steps.filter((step) => what.includes(step.what)).flatMap(({ unit }) => (unit === null ? [] : [unit.id]));
  const said = unitsOf("agreed", "disagreed");
  return unitsOf("reviewer").filter((unit) => !said.includes(unit));
}
