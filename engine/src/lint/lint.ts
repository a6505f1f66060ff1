import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { checkDirections } from "./directions.ts";
import { checkFormalism } from "./formalism.ts";
import { checkImpossible } from "./impossible.ts";
import { checkLinks } from "./links.ts";
import { checkOutcome } from "./outcome.ts";
import { checkOverlaps } from "./overlaps.ts";
import { checkPeriods } from "./periods.ts";
import { checkRedLines } from "./red-lines.ts";
import { checkReferences } from "./references.ts";
import { walk } from "./walk.ts";
import { checkWeights } from "./weights.ts";

/** Everything a scheme author surely did not mean, from the document alone. Each remark once, however often a block is used. */
export function lint(scheme: Scheme): readonly Remark[] {
  const lists = walk(scheme);
  const remarks = [
    ...checkPeriods(scheme, lists),
    ...checkReferences(scheme, lists),
    ...checkLinks(scheme, lists),
    ...checkWeights(scheme, lists),
    ...checkDirections(scheme, lists),
    ...checkOverlaps(scheme, lists),
    ...checkOutcome(scheme),
    ...checkRedLines(scheme, lists),
    ...checkImpossible(scheme),
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
