import type { FactKind } from "@biaochi/contract";
import { day, periodName, quantity } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../frame/preferences.tsx";

/** A figure's period: one of the appraisal, or the day of an incident. */
export const whenOf = (say: Say, period: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(period) ? day(say.language, period) : periodName(say.language, period);

type Figure = { readonly kind: z.output<typeof FactKind>; readonly value: string | null };

/** Its value, with its kind where that is not plain: a target beside what was measured. */
export function figureInWords(say: Say, { kind, value }: Figure): string {
  const number = value === null ? say("verify.value.none") : quantity(value, 9);
  return kind === "observation" ? number : `${say(`fact.kind.${kind}`)} ${number}`;
}
