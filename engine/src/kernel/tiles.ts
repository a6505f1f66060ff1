import type { Mask } from "../number/arithmetic.ts";
import type { Column } from "../number/column.ts";
import type { Batch } from "./batch.ts";
import type { NodeValue } from "./leaves.ts";
import { orInto } from "./planes.ts";
import { slice, stacked } from "./stack.ts";

/** About as many subjects as one item is computed for at a time: its columns then stay in the processor's cache. */
const size = 8192;

/**
 * An item of a batch, computed for some thousand rows after the others, which changes nothing for an item that compares
 * nobody. With a trace it is computed in one piece: a step is one over all rows.
 */
export function inTiles(batch: Batch, weight: Column, evaluate: (tile: Batch, weight: Column) => NodeValue): NodeValue {
  const rows = batch.rows.length;
  if (batch.trace || rows < size * 2) {
    const value = evaluate(batch, weight);
    batch.step?.(rows);
    return value;
  }
  const missing = new Map<string, Mask>();
  const values: NodeValue[] = [];
  for (const { from, to, own, known } of tilesOf(batch.rows)) {
    const missed = (path: string, lacking: Mask): void => {
      let mask = missing.get(path);
      if (!mask) {
        mask = new Uint8Array(rows);
        missing.set(path, mask);
      }
      orInto(mask, lacking, from);
    };
    const tile = { ...batch, rows: own, listed: batch.listed?.subarray(from, to), known, missed };
    values.push(evaluate(tile, slice(weight, from, to)));
    batch.step?.(own.length);
  }
  for (const [path, mask] of missing) batch.missed(path, mask);
  const states = new Uint8Array(rows);
  const opened = values.some((value) => value.opened) ? new Uint8Array(rows) : undefined;
  let from = 0;
  for (const value of values) {
    states.set(value.states, from);
    if (value.opened) opened?.set(value.opened, from);
    from += value.states.length;
  }
  return { points: stacked(values.map((value) => value.points)), states, outOf: weight, opened, leaves: [] };
}

interface Tile {
  readonly from: number;
  readonly to: number;
  readonly own: Int32Array;
  readonly known: Batch["known"];
}
const tiled = new WeakMap<Int32Array, readonly Tile[]>();

/** The same tiles for the same rows, with what is known about them. */
function tilesOf(rows: Int32Array): readonly Tile[] {
  const seen = tiled.get(rows);
  if (seen) return seen;
  const tiles: Tile[] = [];
  for (let from = 0; from < rows.length; from += size) {
    const to = Math.min(rows.length, from + size);
    tiles.push({ from, to, own: rows.subarray(from, to), known: { groups: new Map(), compared: new Map() } });
  }
  tiled.set(rows, tiles);
  return tiles;
}
