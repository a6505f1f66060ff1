import type { Measure } from "@biaochi/contract";
import { type Exact, exactOf, plus, show, times } from "@biaochi/engine";
import type { CountedRow } from "./compile.ts";

/** What was counted, as a figure: exact, with both parts of a share. */
export type Figure = {
  /** null: fewer records than the measure asks for; the figure is not applicable. */
  readonly value: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly records: number;
};

const share = (top: Exact, bottom: Exact): Exact => times(top, { num: bottom.den, den: bottom.num });
const whole = (n: number): Exact => ({ num: BigInt(n), den: 1n });

/**
 * `unit`: by how much a span is to be divided. Records without the value that is asked for are no part of the denominator; with
 * fewer than `least` nothing is divided, so that nothing is ever divided by zero.
 */
export function figureOf(measure: Measure, row: CountedRow, unit: number): Figure {
  const { of, least } = measure;
  const inUnit = (text: string): Exact => share(exactOf(text), whole(unit));
  const figure = (records: number, value: () => Exact, parts?: readonly [Exact, Exact]): Figure => ({
    value: records < least ? null : show(value()),
    numerator: parts === undefined ? null : show(parts[0]),
    denominator: parts === undefined ? null : show(parts[1]),
    records,
  });
  switch (of.kind) {
    case "count":
      return figure(row.records, () => whole(row.records));
    case "distinct":
      return figure(row.valued, () => whole(row.different));
    case "ratio": {
      const parts = [whole(row.inside), whole(row.records)] as const;
      return figure(row.records, () => times(share(...parts), whole(of.times)), parts);
    }
    case "sum":
      return figure(row.valued, () => inUnit(row.sum ?? "0"));
    case "mean": {
      const parts = [inUnit(row.sum ?? "0"), whole(row.valued)] as const;
      return figure(row.valued, () => share(...parts), parts);
    }
    case "median":
    case "percentile":
      return figure(row.valued, () => share(plus(inUnit(row.low ?? "0"), inUnit(row.high ?? "0")), whole(2)));
  }
}
