import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { checkFormalism } from "./formalism.ts";
import { checkLinks } from "./links.ts";
import { checkOutcome } from "./outcome.ts";
import { checkCycle, checkReferences } from "./references.ts";
import { walk } from "./walk.ts";
import { checkWeights } from "./weights.ts";

/** Everything a scheme author surely did not mean, from the document alone. Each remark once, however often a block is used. */
export function lint(scheme: Scheme): readonly Remark[] {
  const lists = walk(scheme);
  const remarks = [
    ...checkCycle(scheme),
    ...checkReferences(scheme, lists),
    ...checkLinks(scheme, lists),
    ...checkWeights(scheme, lists),
    ...checkOutcome(scheme, lists),
    ...checkFormalism(scheme, lists),
  ];
  const seen = new Set<string>();
  return remarks.filter((remark) => {
    const key = `${remark.code}\n${remark.at.map(String).join(".")}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
