import type { BurdenLeft } from "@biaochi/contract";
import { decimal, isCode, quantity } from "@biaochi/words";
import type { Say } from "../../../frame/preferences.tsx";

export const unitTypeInWords = (say: Say, type: string): string =>
  isCode(`attribute.unitType.${type}`) ? say.composed(`attribute.unitType.${type}`) : type;

/** How much more or less than before, as a percentage with one decimal; of nothing there is no share. */
export function changeOf(now: number, before: number): string | undefined {
  if (before === 0) return undefined;
  const sign = now > before ? "+" : now < before ? "−" : "";
  return `${sign}${decimal(`${Math.abs(now - before) * 100}/${before}`, 1)}%`;
}

/** Minutes and times, of which either may be without a limit. */
export function limitInWords(say: Say, { minutes, asks }: BurdenLeft["limit"]): string {
  if (minutes !== null && asks !== null)
    return say("burden.limit.both", { minutes: quantity(minutes), asks: quantity(asks) });
  if (minutes !== null) return say("burden.limit.minutes", { minutes: quantity(minutes) });
  return asks === null ? say("burden.limit.none") : say("burden.limit.asks", { asks: quantity(asks) });
}
