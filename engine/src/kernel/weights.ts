import { apart } from "../number/apart.ts";
import { type Column, constant, fromExacts, gather, rowCount, sameOf, whole } from "../number/column.ts";
import { isSome, type Mask } from "../number/decide.ts";
import { type Exact, zero } from "../number/exact.ts";
import type { Weight } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import type { World } from "./world.ts";

export function weightOf(batch: Pick<Batch, "world" | "rows">, weight: Weight | undefined): Column {
  const { world, rows } = batch;
  if (weight === undefined) return constant(zero, rows.length);
  if ("num" in weight) return constant(weight, rows.length);
  if ("coefficient" in weight)
    return fromExacts(Array.from(rows, (row) => world.coefficient(weight.coefficient, row)?.value ?? zero));
  const { of } = world.coded(weight.by);
  return fromTable(tableOf(world, weight).values, of, rows);
}

interface Table {
  readonly values: Column;
  /** 1 for attribute values that the weight says nothing about; absent: it says something about all. */
  readonly unknown: Mask | undefined;
}

const tables = new WeakMap<World, Map<Weight, Table>>();

/** A weight by attribute: one row per value of the attribute. */
type ByAttribute = Extract<Weight, { readonly by: string }>;

function tableOf(world: World, weight: ByAttribute): Table {
  let known = tables.get(world);
  if (!known) {
    known = new Map();
    tables.set(world, known);
  }
  const seen = known.get(weight);
  if (seen) return seen;
  const given = world
    .coded(weight.by)
    .names.map((name): Exact | undefined => (Object.hasOwn(weight.values, name) ? weight.values[name] : undefined));
  const isSilent = weight.default === undefined && given.includes(undefined);
  const table: Table = {
    values: fromExacts(given.map((value) => value ?? weight.default ?? zero)),
    unknown: isSilent ? Uint8Array.from(given, (value) => (value ? 0 : 1)) : undefined,
  };
  known.set(weight, table);
  return table;
}

/** The row of a small column that each subject's code names. */
function fromTable(table: Column, codes: Int32Array, rows: Int32Array): Column {
  if (table.kind !== "whole") {
    const index = new Int32Array(rows.length);
    for (let i = 0; i < index.length; i++) index[i] = codes[rows[i] as number] as number;
    return gather(table, index);
  }
  const { num } = table;
  return whole(lookedUp(num, codes, rows, new Float64Array(rows.length)), table.den, table.bound);
}

const lookedUp = apart((table: Float64Array, codes: Int32Array, rows: Int32Array, into: Float64Array): Float64Array => {
  for (let i = 0; i < into.length; i++) into[i] = table[codes[rows[i] as number] as number] as number;
  return into;
});

/** Rows for which nobody supplied what their weight depends on: they get no weight, and a finding says so. */
export function unknownWeights(batch: Batch, weight: Weight | undefined): readonly number[] {
  if (weight === undefined || "num" in weight) return [];
  const { world, rows } = batch;
  const found: number[] = [];
  if ("coefficient" in weight) {
    for (let i = 0; i < rows.length; i++)
      if (world.coefficient(weight.coefficient, rows[i] as number) === undefined) found.push(i);
    return found;
  }
  const { unknown } = tableOf(world, weight);
  if (!unknown) return found;
  const { of } = world.coded(weight.by);
  for (let i = 0; i < rows.length; i++) if (unknown[of[rows[i] as number] as number] === 1) found.push(i);
  return found;
}

/** 1 where a weight is not 0; absent: everywhere. */
export function hasWeight(weight: Column): Mask | undefined {
  const same = sameOf(weight);
  if (same !== undefined) return same === 0 ? new Uint8Array(rowCount(weight)) : undefined;
  const mask = isSome(weight);
  return mask.includes(0) ? mask : undefined;
}
