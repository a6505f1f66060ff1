import type { Period } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { roundColumn } from "../number/arithmetic.ts";
import { at, type Column, gather } from "../number/column.ts";
import type { Exact } from "../number/exact.ts";
import type { ListScores } from "./list-scores.ts";
import type { Computing } from "./lists.ts";
import { gatherPlane } from "./planes.ts";
import { stacked } from "./stack.ts";
import type { World } from "./world.ts";

/**
 * The scores of a city before anybody is compared. Position i of every array is the subject at `rows[i]`: everybody who
 * has a list, in the order of the facts. A run that continues another keeps its layers and adds its own on top.
 */
export interface CityScores {
  readonly world: World;
  readonly period: Period;
  readonly rows: Int32Array;
  /** Position of a row of the city; -1 for subjects without a list. */
  readonly positionOf: Int32Array;
  /** Position of the subject's list in the scheme. */
  readonly list: Int32Array;
  /** Each list as often as it was scored for somebody who still has that score. */
  readonly layers: readonly Layer[];
  /** Where a subject's score is: its layer, and its position there. */
  readonly layerOf: Int32Array;
  readonly placeOf: Int32Array;
  /** 0 complete, 1 provisional, 2 not formed. */
  readonly standing: Uint8Array;
  /** After red lines, unrounded; means nothing where not formed. */
  readonly totals: Column;
  readonly published: Published;
}

export interface Layer {
  readonly list: number;
  readonly scores: ListScores;
}

export const notFormed = 2;

/** Scores as published: rounded once. */
export interface Published {
  readonly column: Column;
  /** Whole numbers of 10^-places; of a wide column only the nearest doubles. */
  readonly units: Float64Array;
  readonly isWide: boolean;
  at(i: number): Exact;
}

/** Who must be scored anew, and what is known about everybody else. */
export interface Since {
  readonly city: CityScores;
  readonly affected: ReadonlySet<number>;
}

/** Scores everybody, or those who are affected since another run. `onList` hears of every list that was scored. */
export function scoreCity(
  computing: Computing,
  period: Period,
  since: Since | undefined,
  onList: (scores: ListScores) => void,
): CityScores {
  const { world } = computing;
  const { rows, positionOf, list } = since?.city ?? everybody(world);
  const layers: Layer[] = [...(since?.city.layers ?? [])];
  const layerOf = since?.city.layerOf.slice() ?? new Int32Array(rows.length);
  const placeOf = since?.city.placeOf.slice() ?? new Int32Array(rows.length);
  world.scheme.lists.forEach((_, l) => {
    const own = world.rowsOf[l] ?? new Int32Array(0);
    if (own.length === 0 || (since && !own.some((row) => since.affected.has(row)))) return;
    const scores = computing.list(l, period);
    scores.rows.forEach((row, place) => {
      const i = positionOf[row] as number;
      layerOf[i] = layers.length;
      placeOf[i] = place;
    });
    layers.push({ list: l, scores });
    onList(scores);
  });
  const { all, index } = indexed(layers, layerOf, placeOf);
  const plane = (of: (scores: ListScores) => Uint8Array): Uint8Array =>
    index ? gatherPlane(joined(all.map(of)), index) : of(all[0] as ListScores);
  const standing = standings(
    plane((s) => s.states),
    plane((s) => s.blocked),
    plane((s) => s.isMissing),
    new Uint8Array(rows.length),
  );
  const column = stacked(all.map((s) => s.totals));
  const totals = index ? gather(column, index) : column;
  const city = { world, period, rows, positionOf, list, layers, layerOf, placeOf, standing, totals };
  return { ...city, published: publish(world, totals) };
}

function everybody(world: World): Pick<CityScores, "rows" | "positionOf" | "list"> {
  const { listOf } = world;
  const positionOf = new Int32Array(listOf.length).fill(-1);
  const rows: number[] = [];
  listOf.forEach((l, row) => {
    if (l < 0) return;
    positionOf[row] = rows.length;
    rows.push(row);
  });
  return { rows: Int32Array.from(rows), positionOf, list: Int32Array.from(rows, (row) => listOf[row] as number) };
}

/** Layers one below the other, and where in that each position is; no index where it is the same. */
function indexed(
  layers: readonly Layer[],
  layerOf: Int32Array,
  placeOf: Int32Array,
): { readonly all: readonly ListScores[]; readonly index: Int32Array | undefined } {
  const all = layers.map((layer) => layer.scores);
  if (all.length === 1) return { all, index: undefined };
  const starts = new Int32Array(all.length + 1);
  all.forEach((scores, k) => {
    starts[k + 1] = (starts[k] as number) + scores.rows.length;
  });
  return { all, index: placeOf.map((place, i) => (starts[layerOf[i] as number] as number) + place) };
}

function joined(planes: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(planes.reduce((sum, plane) => sum + plane.length, 0));
  let from = 0;
  for (const plane of planes) {
    whole.set(plane, from);
    from += plane.length;
  }
  return whole;
}

const standings = apart(
  (states: Uint8Array, blocked: Uint8Array, isMissing: Uint8Array, into: Uint8Array): Uint8Array => {
    for (let i = 0; i < into.length; i++)
      into[i] = blocked[i] === 1 || states[i] !== State.present ? notFormed : (isMissing[i] as number);
    return into;
  },
);

/** Scores up to this many units leave room for four times their size. */
const widest = 2 ** 50;

function publish(world: World, totals: Column): Published {
  const { places, mode } = world.scheme.rounding;
  const column = roundColumn(totals, places, mode);
  const scaleUp = 10 ** places;
  const up = column.kind === "whole" && scaleUp % column.den === 0 ? scaleUp / column.den : undefined;
  const isWide = up === undefined || column.bound * up > widest;
  const own = (i: number): Exact => at(column, i);
  if (isWide) {
    const size = column.kind === "whole" ? column.rows : column.num.length;
    const units = Float64Array.from({ length: size }, (_, i) => {
      const { num, den } = own(i);
      return Number((num * BigInt(scaleUp)) / den);
    });
    return { column, units, isWide, at: own };
  }
  return { column, units: unitsOf(column.num, up, new Float64Array(column.num.length)), isWide, at: own };
}

/** No score is minus zero. */
const unitsOf = apart((num: Float64Array, up: number, into: Float64Array): Float64Array => {
  for (let i = 0; i < into.length; i++) into[i] = (num[i] as number) * up + 0;
  return into;
});

/** The score of the subject at position i: its list's scores and the position there. */
export function scoresAt(city: CityScores, i: number): { readonly scores: ListScores; readonly place: number } {
  const layer = city.layers[city.layerOf[i] as number];
  if (!layer) throw new RangeError(`no result ${i}`);
  return { scores: layer.scores, place: city.placeOf[i] as number };
}

/** A published score as a text with all its places. */
export function scoreText(units: number, places: number): string {
  const digits = String(Math.abs(units)).padStart(places + 1, "0");
  const sign = units < 0 ? "-" : "";
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
