import type { ClaimAct } from "@biaochi/contract";
import { compare, exactOf } from "@biaochi/engine";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor, type Scope } from "../../../platform/scope.ts";
import type { ClaimRow } from "./claim-store.ts";
import { actsIn, stateOn, waitingReviewers } from "./lifecycle.ts";

/** Of whole units, for those who answer for them. */
export const unitsOf = (scope: Scope, programme: string): readonly string[] =>
  scope.flatMap(({ role, reach }) =>
    (role === "head" || role === "liaison") && reach.kind === "units" && reach.programme === programme
      ? reach.units
      : [],
  );

/** Whether somebody answers for an item: for its indicator, for the unit that owns it, or for everything. */
export function answersForItem(
  scope: Scope,
  programme: string,
  { indicator, owner }: { readonly indicator: string; readonly owner: string | undefined | null },
): boolean {
  const isOwn = owner !== undefined && owner !== null && unitsOf(scope, programme).includes(owner);
  return (
    isOwn ||
    scope.some(({ reach }) => {
      if (reach.kind === "city") return (reach.programme ?? programme) === programme;
      return reach.kind === "indicators" && reach.programme === programme && reach.indicators.includes(indicator);
    })
  );
}

const actionOf = {
  answer: "answer-deduction",
  attach: "attach-claim-evidence",
  "name-reviewers": "name-reviewers",
  review: "review-bonus",
  remark: "raise-remark",
  "answer-remark": "answer-remark",
  confirm: "decide-claim",
  lower: "decide-claim",
  drop: "decide-claim",
} as const satisfies Readonly<Record<ClaimAct, string>>;

const coversCity = (scope: Scope, programme: string): boolean =>
  scope.some(({ reach }) => reach.kind === "city" && (reach.programme ?? programme) === programme);

/** The levels that cost less than the one that was proposed. */
export function lowerLevels({ kind, levels, level }: Pick<ClaimRow, "kind" | "levels" | "level">): ClaimRow["levels"] {
  const at = levels.find((each) => each.level === level);
  if (kind !== "deduction" || at === undefined) return [];
  return levels.filter(({ points }) => compare(exactOf(points), exactOf(at.points)) < 0);
}

/** Whose part an act is, of those whose action it is at all. */
function isTheirs(row: ClaimRow, act: ClaimAct, { id }: Actor, scope: Scope): boolean {
  const units = unitsOf(scope, row.programme);
  const concerns = units.includes(row.unit.id);
  switch (act) {
    case "answer":
      return concerns;
    case "attach":
      return row.origin !== "joint-supervision" && (concerns || (row.entered.by.id === id && row.kind === "deduction"));
    case "review":
      return waitingReviewers(row).some((unit) => units.includes(unit));
    case "remark":
      return units.some((unit) => unit !== row.unit.id);
    case "lower":
      return lowerLevels(row).length > 0 && row.entered.by.id !== id && coversCity(scope, row.programme);
    case "confirm":
    case "drop":
      return row.entered.by.id !== id && coversCity(scope, row.programme);
    default:
      return coversCity(scope, row.programme);
  }
}

/** What somebody may do about a claim on a day. */
export function actsOf(row: ClaimRow, actor: Actor, today: string): readonly ClaimAct[] {
  return actsIn(stateOn(row, today)).filter((act) => isTheirs(row, act, actor, alsoFor(actor.scope, actionOf[act])));
}
