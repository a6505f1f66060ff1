import { compare, type Exact, exact, minus, over, plus, show, times } from "../number/exact.ts";
import type { BandOfPoints } from "../rules/bands.ts";
import type { Rule } from "../rules/rule-kind.ts";
import { ends } from "../rules/threshold.ts";
import { isExact } from "../scheme/values.ts";
import type { Regain, Side } from "./regain.ts";

const sides: Readonly<Record<(typeof ends)[number], Side>> = {
  atLeast: "at-least",
  above: "above",
  atMost: "at-most",
  below: "below",
};

/** Closer to a bound than any figure that is measured. */
const beside = over(exact(1), exact(10n ** 12n));

/**
 * The nearest value that brings more than today's, and the nearest that brings full marks. Only where every condition is a
 * constant bound on the item's own value; anything else is left unsaid.
 */
export function regainInBands(rule: Rule, actual: Exact, full: Exact, points: Exact): readonly Regain[] {
  const bands = rule.bands as readonly BandOfPoints[];
  if (!bands.every(isPlain)) return [];
  const share = rule.in === "share" ? full : exact(1);
  const worth = (value: Exact): Exact | undefined => {
    const band = bands.find(({ when }) => when.every((condition) => holds(condition, value)));
    const found = band === undefined ? (rule.otherwise as Exact | undefined) : pointsAt(band, value);
    return found && times(found, share);
  };
  if (compareMaybe(worth(actual), points) !== 0) return []; // something else limits the points
  const candidates = bands
    .flatMap(({ when }) => when.flatMap(boundsOf))
    .map(({ side, at }) => ({ side, at, gives: worth(tested(side, at)) }))
    .filter(({ side, at }) =>
      side === "at-least" || side === "above" ? compare(at, actual) >= 0 : compare(at, actual) <= 0,
    )
    .flatMap(({ gives, ...rest }) => (gives && compare(gives, points) > 0 ? [{ ...rest, gives }] : []))
    .sort((a, b) => compare(distance(a.at, actual), distance(b.at, actual)));
  const whole = candidates.find(({ gives }) => compare(gives, full) >= 0);
  const [next] = candidates;
  const said = (code: "reach" | "next", found: (typeof candidates)[number]): Regain => ({
    code: `${code}.${found.side}`,
    values: {
      actual: show(actual),
      at: show(found.at),
      full: show(full),
      points: show(found.gives),
      back: show(minus(found.gives, points)),
    },
  });
  return [...(next && next !== whole ? [said("next", next)] : []), ...(whole ? [said("reach", whole)] : [])];
}

const distance = (a: Exact, b: Exact): Exact => (compare(a, b) >= 0 ? minus(a, b) : minus(b, a));
const compareMaybe = (a: Exact | undefined, b: Exact): number | undefined => a && compare(a, b);

type Condition = BandOfPoints["when"][number];

function isPlain(band: BandOfPoints): boolean {
  const isOwnLine = !("line" in band.points) || band.points.line.of === undefined;
  return isOwnLine && band.when.every((c) => c.of === undefined && ends.every((end) => constant(c, end) !== null));
}

/** undefined: no such bound. null: a bound that is no constant. */
function constant(condition: Condition, end: (typeof ends)[number]): Exact | undefined | null {
  const bound = condition[end];
  return bound === undefined ? undefined : isExact(bound) ? bound : null;
}

const boundsOf = (condition: Condition): readonly { readonly side: Side; readonly at: Exact }[] =>
  ends.flatMap((end) => {
    const at = constant(condition, end);
    return at ? [{ side: sides[end], at }] : [];
  });

function holds(condition: Condition, value: Exact): boolean {
  return boundsOf(condition).every(({ side, at }) => {
    const sign = compare(value, at);
    return side === "at-least" ? sign >= 0 : side === "above" ? sign > 0 : side === "at-most" ? sign <= 0 : sign < 0;
  });
}

/** A value on the wanted side of an open bound, as near to it as makes no difference to a printed figure. */
const tested = (side: Side, at: Exact): Exact =>
  side === "above" ? plus(at, beside) : side === "below" ? minus(at, beside) : at;

function pointsAt({ points }: BandOfPoints, value: Exact): Exact {
  if (!("line" in points)) return points;
  const { from, to } = points.line;
  const slope = over(minus(to[1], from[1]), minus(to[0], from[0]));
  return plus(from[1], times(slope, minus(value, from[0])));
}
