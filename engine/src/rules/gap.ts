import { State } from "../facts/state.ts";
import { zero } from "../number/exact.ts";
import { Text } from "../scheme/values.ts";
import { ruleKind } from "./rule-kind.ts";

/**
 * No rule yet: the full marks are published and how they are earned is not. Nothing can be scored, the result stays
 * provisional, and `note` says who still has to supply the rule. An honest hole instead of an invented rule.
 */
export const gap = ruleKind({
  id: "gap",
  version: 1,
  number: 0,
  parameters: { note: Text },
  isRelative: () => false,
  score: (_rule, scope) => ({ points: scope.constant(zero), states: new Uint8Array(scope.rows).fill(State.missing) }),
});
