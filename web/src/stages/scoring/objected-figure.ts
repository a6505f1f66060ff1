import { day, periodName, quantity } from "@biaochi/words";
import type { Say } from "../../frame/preferences.tsx";

/** A figure's period: one of the appraisal, or the day of an incident. */
export const whenOf = (say: Say, period: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(period) ? day(say.language, period) : periodName(say.language, period);

export const figureInWords = (say: Say, value: string | null): string =>
  value === null ? say("verify.value.none") : quantity(value, 9);
