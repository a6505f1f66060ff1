import type { Regain } from "@biaochi/contract";
import {
  compare,
  type Explanation,
  exactOf,
  minus,
  type Regain as Regained,
  regainOf,
  type Scheme,
  scaleRegain,
  times,
} from "@biaochi/engine";
import type { z } from "zod";
import { indicatorOf, type naming } from "../schemes/store.ts";

type Loss = Explanation["lost"][number];
type Step = Explanation["steps"][number];
type Found = ReturnType<ReturnType<typeof naming>["find"]>;
type Page = z.input<typeof Regain>;

/** At most so many periods are named: the others cost less. */
const mostPeriods = 2;

/**
 * What would have given one loss back. An item that is scored once speaks in points of the score; one that is scored
 * period by period names the periods that lost most, in points of their own. Absent data and limits say nothing here.
 */
export function regainsOf(scheme: Scheme, found: Found, loss: Loss, steps: readonly Step[]): Page[] {
  if (found === undefined || !("item" in found.node) || loss.path.includes("#") || loss.absence !== undefined)
    return [];
  const { node } = found;
  // A factor or a rounding of the item's own stands between the rule's points and those of the step.
  if (node.times !== undefined || node.rounding !== undefined) return [];
  const better = indicatorOf(scheme, node);
  const own = steps.filter((step) => {
    const isOwn = step.path === loss.path || step.path.startsWith(`${loss.path}[`) || inner(step.path) === loss.path;
    return isOwn && ["item", "deduction", "bonus"].includes(step.stage) && step.code.includes("@");
  });
  const of = (step: Step): readonly Regained[] =>
    step.points === undefined || step.full === undefined || step.absence !== undefined
      ? []
      : regainOf(node.rule, { inputs: step.inputs, full: step.full, points: step.points }, better);
  const [only] = own;
  if (own.length === 1 && only?.full !== undefined) {
    const whole = exactOf(only.full);
    if (whole.num === 0n) return of(only).map((each) => page(each, null));
    const factor = times(exactOf(loss.full), exactOf(`${whole.den}/${whole.num}`));
    return of(only).map((each) => page(scaleRegain(each, factor), null));
  }
  return own
    .flatMap((step) => {
      const period = /\[([^\]]*)\]/.exec(step.path)?.[1];
      if (period === undefined || step.points === undefined || step.full === undefined) return [];
      const lost = minus(exactOf(step.full), exactOf(step.points));
      return lost.num <= 0n ? [] : [{ period, lost, step }];
    })
    .sort((a, b) => compare(b.lost, a.lost))
    .slice(0, mostPeriods)
    .flatMap(({ period, step }) =>
      of(step).map((each) => {
        const told = page(each, period);
        return { ...told, values: { ...told.values, had: step.points ?? "0", outOf: step.full ?? "0" } };
      }),
    );
}

const inner = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, "");
const page = ({ code, values }: Regained, period: string | null): Page => ({ code, period, values: { ...values } });
