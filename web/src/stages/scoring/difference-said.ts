import type { FactDifference } from "@biaochi/contract";
import { isCode, measured, quantity } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../frame/preferences.tsx";

type Indicator = z.output<typeof FactDifference>["indicator"];

/** One side of a difference between facts: the figure with its unit, or why there is none. `places`: decimals at most. */
export function differenceSaid(say: Say, indicator: Indicator, text: string | null, places = 4): string {
  if (text === null) return say("score.none");
  const code = `absence.${text}`;
  return isCode(code) ? say.composed(code) : measured(quantity(text, places), indicator?.measure ?? "");
}
