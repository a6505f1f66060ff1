import { periodOf } from "@biaochi/engine";
import type { ExaminedFigure, Material } from "./material.ts";

/** A figure that is a number, with its place in time. */
export type Point = ExaminedFigure & { readonly number: number; readonly from: number };

/** The figures of one subject and indicator that are numbers, in the order of time. */
export type Series = readonly Point[];

/** Grains apart: a year and a quarter of it are no neighbours. */
export function seriesOf({ figures }: Pick<Material, "figures">): readonly Series[] {
  const points = figures.flatMap((each): Point[] => {
    if (each.value === null || each.absence !== null) return [];
    const number = Number(each.value.num) / Number(each.value.den);
    return Number.isFinite(number) ? [{ ...each, number, from: periodOf(each.period).from }] : [];
  });
  const keyOf = (each: Point) => `${each.indicator} ${each.subject} ${periodOf(each.period).grain}`;
  const groups = [...Map.groupBy(points, keyOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([, all]) => all.toSorted((a, b) => a.from - b.from || (a.fact < b.fact ? -1 : 1)));
}

/** Shown in findings and never computed with: six figures are enough for any eye. */
export const shown = (value: number): string => String(Number(value.toPrecision(6)));
