import { z } from "zod";
import { State } from "../facts/state.ts";
import { add, choose, multiply, scale, subtract } from "../number/arithmetic.ts";
import { type Column, fromScaled } from "../number/column.ts";
import { type Exact, exact, minus, over, times, zero } from "../number/exact.ts";
import { type Bound, piecewise, type Segment } from "../number/piecewise.ts";
import { Decimal, isExact, Quantity, Text } from "../scheme/values.ts";
import { checkBands, movementOf } from "./band-check.ts";
import { dependsOnGroup, thresholdDependsOnGroup } from "./group-dependence.ts";
import { allPresent } from "./presence.ts";
import { type Points, ruleKind, type Scope } from "./rule-kind.ts";
import { ends, meets, Threshold } from "./threshold.ts";

/** From [x, y] to [x, y]: inside the band the points lie on the line through both. `of` is A unless it says otherwise. */
const Line = z
  .strictObject({ of: Quantity.optional(), from: z.tuple([Decimal, Decimal]), to: z.tuple([Decimal, Decimal]) })
  .refine((line) => line.from[0].num * line.to[0].den !== line.to[0].num * line.from[0].den, {
    message: "line-without-width",
  });

export const BandOfPoints = z
  .strictObject({
    name: Text.optional(),
    /** All of them must hold; a band without conditions always holds. */
    when: z.union([Threshold.transform((t) => [t]), z.array(Threshold)]).default([]),
    points: z.union([Decimal, z.strictObject({ line: Line })]),
  })
  .meta({ id: "BandOfPoints" });
export type BandOfPoints = z.output<typeof BandOfPoints>;

/**
 * 5 分档: the points of the first band, in the order of the list, whose conditions hold; `otherwise` when none does.
 * `in` says whether the numbers are points or parts of W. A condition on an absent value leaves the row absent, unless
 * an earlier band already holds.
 */
export const bands = ruleKind({
  id: "bands",
  version: 1,
  number: 5,
  parameters: {
    bands: z.array(BandOfPoints).min(1),
    in: z.enum(["points", "share"]).default("points"),
    otherwise: Decimal.optional(),
  },
  isRelative: (rule) =>
    rule.bands.some(
      (band) =>
        band.when.some(thresholdDependsOnGroup) || ("line" in band.points && dependsOnGroup(band.points.line.of)),
    ),
  score(rule, scope) {
    const quick = alongOneValue(rule.bands, rule.otherwise ?? zero, scope);
    if (quick) return rule.in === "share" ? { ...quick, points: multiply(scope.weight, quick.points) } : quick;
    const states = new Uint8Array(scope.rows);
    const isOpen = new Uint8Array(scope.rows).fill(1);
    const chosen = new Float64Array(scope.rows);
    let points: Column = scope.constant(rule.otherwise ?? zero);
    scope.tell("actual", scope.actual().value);
    rule.bands.forEach((band, b) => {
      const takes = isOpen.slice();
      for (const threshold of band.when) {
        const { mask, states: present } = meets(threshold, scope);
        for (let row = 0; row < takes.length; row++) {
          if (takes[row] === 0) continue;
          const state = present[row] ?? State.missing;
          if (state !== State.present) [states[row], isOpen[row], takes[row]] = [state, 0, 0];
          else if (mask[row] === 0) takes[row] = 0;
        }
      }
      points = choose(takes, pointsOf(band, scope, takes, states), points);
      for (let row = 0; row < takes.length; row++) if (takes[row] === 1) [isOpen[row], chosen[row]] = [0, b + 1];
    });
    scope.tell("band", fromScaled(chosen, 1));
    return { points: rule.in === "share" ? multiply(scope.weight, points) : points, states };
  },
  variant: (rule) => (rule.otherwise === undefined ? "complete" : undefined),
  moves: (rule) => movementOf(rule.bands, rule.otherwise ?? zero),
  check: (rule, weight) => checkBands(rule.bands, rule.in === "share" ? exact(1) : weight, rule.otherwise),
});

function pointsOf(band: BandOfPoints, scope: Scope, takes: Uint8Array, states: Uint8Array): Column {
  if (!("line" in band.points)) return scope.constant(band.points);
  const { of, from, to } = band.points.line;
  const x = of === undefined ? scope.actual() : scope.quantity(of);
  for (let row = 0; row < takes.length; row++) if (takes[row] === 1) states[row] = x.states[row] ?? State.missing;
  return add(scale(subtract(x.value, scope.constant(from[0])), slope(from, to)), scope.constant(from[1]));
}

const slope = (from: readonly [Exact, Exact], to: readonly [Exact, Exact]): Exact =>
  over(minus(to[1], from[1]), minus(to[0], from[0]));

/**
 * The usual table, all of whose conditions and lines are constants on A: as segments of the number line, in one pass.
 * `undefined` for any other table. A row whose A is absent is absent where a condition is met before the first band that
 * asks for nothing, as it is when the bands are tried one by one.
 */
function alongOneValue(bands: readonly BandOfPoints[], otherwise: Exact, scope: Scope): Points | undefined {
  const segments: Segment[] = [];
  for (const band of bands) {
    const segment = segmentOf(band);
    if (!segment) return undefined;
    segments.push(segment);
  }
  const actual = scope.actual();
  const found = piecewise(actual.value, segments, otherwise);
  if (!found) return undefined;
  const first = bands[0];
  // A first band without a condition or a line takes everybody, whether A is there or not.
  const asks = first !== undefined && (first.when.length > 0 || "line" in first.points);
  scope.tell("actual", actual.value);
  scope.tell("band", found.segment);
  return { points: found.value, states: asks ? actual.states : allPresent(scope.rows) };
}

function segmentOf({ when, points }: BandOfPoints): Segment | undefined {
  const line = "line" in points ? points.line : undefined;
  if (line?.of !== undefined) return undefined;
  const bounds: Bound[] = [];
  for (const threshold of when) {
    if (threshold.of !== undefined) return undefined;
    for (const end of ends) {
      const value = threshold[end];
      if (value === undefined) continue;
      if (!isExact(value)) return undefined;
      bounds.push({ end, value });
    }
  }
  if (!line) return "num" in points ? { bounds, slope: zero, start: points } : undefined;
  const rise = slope(line.from, line.to);
  return { bounds, slope: rise, start: minus(line.from[1], times(rise, line.from[0])) };
}
