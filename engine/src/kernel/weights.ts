import type { Mask } from "../number/arithmetic.ts";
import { type Column, constant, fromExacts } from "../number/column.ts";
import { zero } from "../number/exact.ts";
import type { Weight } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { attributeOf } from "./select.ts";

export function weightOf(batch: Pick<Batch, "world" | "rows">, weight: Weight | undefined): Column {
  const rows = batch.rows.length;
  if (weight === undefined) return constant(zero, rows);
  if ("num" in weight) return constant(weight, rows);
  if ("coefficient" in weight)
    return fromExacts(Array.from(batch.rows, (row) => batch.world.coefficient(weight.coefficient, row)?.value ?? zero));
  return fromExacts(
    Array.from(batch.rows, (row) => {
      const subject = batch.world.subjects[row];
      const value = subject && attributeOf(subject, weight.by);
      return (value === undefined ? undefined : weight.values[value]) ?? weight.default ?? zero;
    }),
  );
}

/** Rows for which nobody supplied what their weight depends on: they get no weight, and a finding says so. */
export function unknownWeights(batch: Batch, weight: Weight | undefined): readonly number[] {
  if (weight === undefined || "num" in weight) return [];
  return [...batch.rows.keys()].filter((i) => {
    const row = batch.rows[i] as number;
    if ("coefficient" in weight) return batch.world.coefficient(weight.coefficient, row) === undefined;
    const subject = batch.world.subjects[row];
    return weight.default === undefined && (!subject || weight.values[attributeOf(subject, weight.by)] === undefined);
  });
}

export const hasWeight = (weight: Column): Mask =>
  Uint8Array.from({ length: weight.num.length }, (_, row) => (weight.num[row] ? 1 : 0));
