import { compare, type Exact, exact, minus, one, over, plus, roundWhole, times, zero } from "../number/exact.ts";

/**
 * How figures that are handed down make up the one above. sum: they add up to it. mean: weighed by their coefficients they
 * come to it. each: everybody reaches it. last: the last one in order reaches it, as where work is passed on.
 */
export const aggregations = ["sum", "mean", "each", "last"] as const;
export type Aggregation = (typeof aggregations)[number];

/** One of those that a figure is handed down to. Without a value: it has not been said yet. */
export type Part = { readonly value: Exact | undefined; readonly coefficient: Exact };

export type Closing = {
  readonly isClosed: boolean;
  readonly expected: Exact;
  /** What the parts make up; undefined where no part has a value, or their coefficients weigh nothing. */
  readonly found: Exact | undefined;
  /** How much is there too much. */
  readonly difference: Exact | undefined;
  /** Parts without a value. */
  readonly missing: number;
};

function madeUp(aggregation: Aggregation, expected: Exact, parts: readonly (Part & { value: Exact })[]) {
  const [first] = parts;
  if (first === undefined) return undefined;
  switch (aggregation) {
    case "sum":
      return parts.reduce((sum, { value }) => plus(sum, value), zero);
    case "mean": {
      const weight = parts.reduce((sum, { coefficient }) => plus(sum, coefficient), zero);
      if (weight.num === 0n) return undefined;
      return over(
        parts.reduce((sum, { value, coefficient }) => plus(sum, times(value, coefficient)), zero),
        weight,
      );
    }
    case "each":
      return parts.find(({ value }) => compare(value, expected) !== 0)?.value ?? expected;
    case "last":
      return parts.at(-1)?.value;
  }
}

/** Whether what was handed down makes up the figure above, exactly. */
export function closingOf(aggregation: Aggregation, expected: Exact, parts: readonly Part[]): Closing {
  const said = parts.flatMap(({ value, coefficient }) => (value === undefined ? [] : [{ value, coefficient }]));
  const found = madeUp(aggregation, expected, said);
  const difference = found && minus(found, expected);
  const missing = parts.length - said.length;
  return { isClosed: missing === 0 && difference?.num === 0n, expected, found, difference, missing };
}

/**
 * A figure spread evenly, in steps of so many decimals; what is left over goes a step each to the first.
 *
 * Guarantees: the parts close under the aggregation, with coefficients of one.
 */
export function spread(aggregation: Aggregation, target: Exact, count: number, places: number): readonly Exact[] {
  if (aggregation !== "sum") return Array.from({ length: count }, () => target);
  const scale = 10n ** BigInt(places);
  const steps = roundWhole(target.num * scale, target.den, "floor");
  const rest = minus(target, exact(steps, scale));
  const size = BigInt(count);
  return Array.from({ length: count }, (_, n) => {
    const more = BigInt(n) < ((steps % size) + size) % size ? 1n : 0n;
    const own = exact(roundWhole(steps, size, "floor") + more, scale);
    return n === 0 ? plus(own, rest) : own;
  });
}

export type TaskHanded = {
  readonly aggregation: Aggregation;
  readonly share: Exact | undefined;
  readonly duties: readonly {
    readonly share: Exact | undefined;
    readonly carriers: readonly { readonly official: string; readonly share: Exact | undefined }[];
  }[];
};

const isAllSaid = ({ share, duties }: TaskHanded): boolean =>
  share !== undefined &&
  share.num !== 0n &&
  duties.every(({ carriers }) => carriers.every((each) => each.share !== undefined));

/**
 * How much of the unit's tasks each person carries out, a whole task being one: by the figures where they add up, evenly by duty
 * and carrier elsewhere. Leading and owning are not counted here: they answer for work that others carry out.
 *
 * Guarantees: of a task that is closed and carried in every duty exactly one is shared out.
 */
export function carried(tasks: readonly TaskHanded[]): ReadonlyMap<string, Exact> {
  const loads = new Map<string, Exact>();
  const add = (official: string, part: Exact) => loads.set(official, plus(loads.get(official) ?? zero, part));
  for (const task of tasks) {
    const byFigures = task.aggregation === "sum" && isAllSaid(task);
    for (const { carriers } of task.duties)
      for (const { official, share } of carriers)
        if (byFigures && task.share !== undefined && share !== undefined) add(official, over(share, task.share));
        else add(official, over(one, exact(task.duties.length * carriers.length)));
  }
  return loads;
}
