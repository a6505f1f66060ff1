import { type Point, type Series, shown } from "./histories.ts";
import type { Found } from "./material.ts";
import { medianOf } from "./robust.ts";
import { thresholds } from "./thresholds.ts";

/** 10, 100 (a share for a percentage), 1,000 and 10,000 (yuan for 万元), both ways. */
const powers = [1, 2, 3, 4] as const;

/** By which power of ten a value lies off; 0: by none. */
function powerOf(value: number, middle: number): number {
  const size = Math.log10(Math.abs(value) / Math.abs(middle));
  const power = powers.find((each) => Math.abs(Math.abs(size) - each) <= thresholds.jumpNearness);
  return power === undefined ? 0 : Math.sign(size) * power;
}

/** A figure whose size is about 10, 100, 1,000 or 10,000 times that of the unit's own earlier ones, or one such part of it. */
export function jumpAt(point: Point, earlier: Series): Found | undefined {
  const history = earlier.map(({ number }) => number).filter((each) => each !== 0);
  if (history.length < thresholds.fewestEarlier.jump || point.number === 0) return undefined;
  const middle = medianOf(history);
  const isSteady = history.every((each) => {
    const off = each / middle;
    return off >= 1 / thresholds.jumpSteadiness && off <= thresholds.jumpSteadiness;
  });
  const power = isSteady ? powerOf(point.number, middle) : 0;
  if (power === 0) return undefined;
  const { indicator, period, subject, fact, number } = point;
  const told = { value: shown(number), middle: shown(middle), n: history.length };
  const times = { direction: power > 0 ? "up" : "down", factor: String(10 ** Math.abs(power)) };
  return { kind: "jump", indicator, period, subject, facts: [fact], told: { ...told, ...times }, mark: "" };
}
