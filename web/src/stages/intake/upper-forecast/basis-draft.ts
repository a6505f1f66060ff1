import type { ForecastItem, UpperBasis, UpperForecast } from "@biaochi/contract";
import type { upperRules } from "@biaochi/contract/choices";

/** What is being filled in. */
export type BasisDraft = {
  readonly indicator: string;
  readonly figure: UpperBasis["figure"];
  readonly by: string;
  readonly units: readonly string[];
  readonly period: string;
  readonly how: UpperBasis["how"] | "";
  readonly rule: (typeof upperRules)[number];
  readonly target: string;
  readonly isLess: "yes" | "no";
  readonly per: string;
  readonly deduct: string;
  readonly shares: Readonly<Record<string, string>>;
  readonly since: string;
  readonly reason: string;
};

/** As it stands; of an item that has none what is most likely. */
export function draftOf({ cycle, day }: UpperForecast, { basis }: ForecastItem): BasisDraft {
  const rule = basis?.rule ?? undefined;
  return {
    ...{ indicator: basis?.indicator ?? "", figure: basis?.figure ?? "lead", by: basis?.by ?? "" },
    ...{ units: basis?.units ?? [], period: basis?.period ?? cycle ?? day.slice(0, 4), how: basis?.how ?? "" },
    ...{ rule: rule?.kind ?? "completion-rate", target: rule?.target ?? basis?.target ?? "" },
    ...{ isLess: rule?.lessIsBetter === true ? "yes" : "no", per: rule?.per ?? "", deduct: rule?.deduct ?? "" },
    shares: Object.fromEntries(Object.entries(basis?.shares ?? {}).map(([unit, share]) => [unit, String(share)])),
    ...{ since: day, reason: "" },
  };
}

export const isWeighed = ({ figure }: BasisDraft): boolean => figure === "weighted" || figure === "share";

/** What is sent; null: no basis any more. */
export function basisOf(draft: BasisDraft, form: UpperForecast["form"]): UpperBasis | null {
  const { indicator, figure, by, units, period, how, rule, target, isLess, per, deduct, shares } = draft;
  if (indicator === "") return null;
  const isTable = form === "table";
  return {
    ...{ indicator, figure, period, how: how === "" ? null : how, by: isWeighed(draft) && by !== "" ? by : null },
    units: figure === "lead" ? [] : [...units],
    rule: isTable
      ? {
          ...{ kind: rule, target, lessIsBetter: isLess === "yes" },
          ...(rule === "deviation" ? { per, deduct } : {}),
        }
      : null,
    target: isTable || target.trim() === "" ? null : target,
    shares: Object.fromEntries(
      Object.entries(shares).flatMap(([unit, share]) => (Number(share) > 0 ? [[unit, Number(share)]] : [])),
    ),
  };
}
