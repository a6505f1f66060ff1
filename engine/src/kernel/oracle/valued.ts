import type { Known } from "./city.ts";
import { type Combining, rollUp, sharesOf } from "./points.ts";
import { nought, product, type Rational, ratio, sum } from "./rational.ts";
import type { Crossing } from "./red-line.ts";

/** What a node could bring and brought to the score. `isSum`: the sums of these over all nodes are those of the score. */
export interface Node {
  readonly path: string;
  readonly kind: "item" | "block" | "deduction" | "bonus" | "opening";
  readonly full: Rational;
  readonly points: Rational;
  readonly isPresent: boolean;
}

export interface Valued {
  readonly value: Known;
  readonly outOf: Rational;
  readonly isBlocked: boolean;
  readonly nodes: readonly Node[];
  /** Paths of items on the subject's list whose datum is not there. */
  readonly missing: readonly string[];
}
export interface Score {
  readonly exact: Rational | undefined;
  readonly outOf: Rational;
  readonly nodes: readonly Node[];
  readonly missing: readonly string[];
  readonly crossings: readonly Crossing[];
}

/** Several periods of one block as one. */
export const combined = (values: readonly Valued[], how: Combining): Valued => {
  const shares = sharesOf(
    values.map((v) => v.value),
    how,
  );
  const value = rollUp(
    values.map((v) => v.value),
    how,
  );
  const nodes = new Map<string, Node>();
  values.forEach((v, i) => {
    for (const node of v.nodes) {
      const by = shares?.[i] ?? nought;
      const key = `${node.kind} ${node.path}`;
      const before = nodes.get(key);
      nodes.set(key, {
        ...node,
        full: sum(product(node.full, by), before?.full ?? nought),
        points: sum(product(node.points, by), before?.points ?? nought),
        isPresent: node.isPresent || before?.isPresent === true,
      });
    }
  });
  const outOf = values.at(-1)?.outOf ?? nought;
  return {
    value,
    outOf: how.by === "sum" ? product(outOf, ratio(values.length)) : outOf,
    isBlocked: value.n === undefined && values.some((v) => v.isBlocked),
    nodes: [...nodes.values()],
    missing: values.flatMap((v) => v.missing),
  };
};
