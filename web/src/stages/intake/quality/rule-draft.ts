import type { QualityCheck } from "@biaochi/contract";

/** A rule as it stands in the form. */
export type RuleDraft = {
  readonly rule: string;
  readonly kind: QualityCheck["kind"];
  readonly indicator: string;
  readonly other: string;
  readonly parts: readonly string[];
  readonly total: string;
  readonly tolerance: string;
  readonly days: string;
  readonly reason: string;
};

export const emptyRule: RuleDraft = {
  ...{ rule: "", kind: "at-most", indicator: "", other: "", parts: ["", ""] },
  ...{ total: "100", tolerance: "0", days: "10", reason: "" },
};

/** What the form says, as the server reads it. */
export function checkOf({ kind, indicator, other, parts, total, tolerance, days }: RuleDraft): QualityCheck {
  if (kind === "due") return { kind, indicator, days: Number(days) };
  if (kind === "at-most") return { kind, indicator, other, tolerance };
  const named = parts.filter((part) => part !== "");
  return kind === "sum" ? { kind, indicator, parts: named, tolerance } : { kind, parts: named, total, tolerance };
}
