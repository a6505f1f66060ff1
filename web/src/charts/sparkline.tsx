import { periodName, score } from "@biaochi/words";
import { useSay } from "../frame/preferences.tsx";
import { position } from "./position.ts";

export type Quarter = { readonly period: string; readonly score: string | null };

/**
 * The way through the quarters in the height of a table row. Lines under each other share one `scale` (lowest and highest
 * of all of them), so that a level line is a level score; a quarter without a score is a gap.
 */
export function Sparkline({
  points,
  scale,
}: {
  readonly points: readonly Quarter[];
  readonly scale: readonly [number, number];
}) {
  const say = useSay();
  const known = points.filter((each) => each.score !== null);
  const last = known.at(-1);
  if (!last?.score) return <span className="quiet">{say("score.none")}</span>;
  const [low, high] = scale;
  const x = (at: number) => (points.length === 1 ? 48 : 4 + (at / (points.length - 1)) * 88);
  const y = (value: string) => (high === low ? 12 : 20 - ((position(value) - low) / (high - low)) * 16);
  const segments: string[] = [];
  /** A line of no length with round ends is a dot: one element for all of them. */
  const dots: string[] = [];
  let isOpen = false;
  points.forEach(({ score: value }, at) => {
    if (value === null) isOpen = false;
    else {
      const place = `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      segments.push(`${isOpen ? "L" : "M"}${place}`);
      dots.push(`M${place}h0`);
      isOpen = true;
    }
  });
  const told = points.map(
    (each) => `${periodName(say.language, each.period)} ${each.score === null ? say("score.none") : score(each.score)}`,
  );
  const label = told.join(say("list.separator"));
  return (
    <span className="sparkline" title={label}>
      <svg viewBox="0 0 96 24" role="img" aria-label={label}>
        <path d={segments.join("")} />
        <path d={dots.join("")} className="dots" />
        <circle cx={x(points.lastIndexOf(last))} cy={y(last.score)} r="3" />
      </svg>
    </span>
  );
}

/** Lowest and highest score of all lines that stand under each other. */
export function scaleOf(lines: readonly (readonly Quarter[])[]): readonly [number, number] {
  const values = lines.flat().flatMap((each) => (each.score === null ? [] : [position(each.score)]));
  return values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
}
