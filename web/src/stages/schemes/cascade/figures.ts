import type { CityGoal } from "@biaochi/contract";
import { type Aggregation, type Closing, closingOf, spread } from "@biaochi/engine/cascade";
import { compare, type Exact, fixed, readExact, show, zero } from "@biaochi/engine/exact";
import { measured } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../../frame/preferences.tsx";

type Shown = NonNullable<z.output<typeof CityGoal>["closing"]>;

/** What was typed, as an exact figure; undefined where it is none, or nothing. A percent sign is the measure's. */
export const figureOf = (text: string): Exact | undefined =>
  /^-?\d+(\.\d+)?(\/\d+)?$/.test(text.trim()) ? readExact(text) : undefined;

export const isMistyped = (text: string): boolean => text.trim() !== "" && figureOf(text) === undefined;

/** A figure as it is sent: nothing typed is no figure. */
export const sent = (text: string): string | null => {
  const figure = figureOf(text);
  return figure === undefined ? null : show(figure);
};

const decimals = (text: string): number => /^-?\d+\.(\d+)$/.exec(text.trim())?.[1]?.length ?? 0;

/** Spread evenly, in steps as coarse as the figure is written, or finer where somebody would get nothing. */
export function spreadText(aggregation: Aggregation, text: string, count: number): readonly string[] {
  const target = figureOf(text);
  if (target === undefined || count === 0) return Array.from({ length: count }, () => "");
  for (let places = decimals(text); ; places += 1) {
    const parts = spread(aggregation, target, count, places);
    const isFair =
      target.num === 0n || places >= decimals(text) + 2 || parts.every((part) => compare(part, zero) !== 0);
    if (isFair) return parts.map(show);
  }
}

export type Typed = { readonly share: string; readonly coefficient?: string };

export function closingOfTyped(
  aggregation: Aggregation,
  expected: string | null,
  parts: readonly Typed[],
): Closing | undefined {
  const figure = expected === null ? undefined : figureOf(expected);
  if (figure === undefined) return undefined;
  return closingOf(
    aggregation,
    figure,
    parts.map(({ share, coefficient = "1" }) => ({
      value: figureOf(share),
      coefficient: figureOf(coefficient) ?? zero,
    })),
  );
}

/** A difference is told with its sign; a fraction that no decimal says, to three places. */
const told = (text: string): string => (text.includes("/") ? `≈${fixed(readExact(text) ?? zero, 3)}` : text);
const signed = (text: string): string => (text.startsWith("-") ? told(text).replace("-", "−") : `+${told(text)}`);

export const shownOf = (closing: Closing): Shown => ({
  isClosed: closing.isClosed,
  expected: show(closing.expected),
  found: closing.found === undefined ? null : show(closing.found),
  difference: closing.difference === undefined ? null : show(closing.difference),
  missing: closing.missing,
});

/** Whether figures close, in a sentence. */
export function closingSentence(
  say: Say,
  { isClosed, expected, found, difference, missing }: Shown,
  measure: string,
): string {
  const wanted = measured(told(expected), measure);
  if (isClosed) return say("closing.closed", { expected: wanted });
  const open = missing > 0 ? [say("cascade-finding.missing", { n: missing })] : [];
  const apart =
    found === null || difference === null
      ? [say("closing.nothing", { expected: wanted })]
      : difference === "0"
        ? []
        : [
            say("closing.apart", {
              found: told(found),
              expected: wanted,
              difference: signed(difference),
            }),
          ];
  return [...apart, ...open].join(say("list.separator"));
}
