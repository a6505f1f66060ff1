import type { ErasureBasis, ErasurePreview } from "@biaochi/contract";
import { type Rulebook, rulesOn } from "@biaochi/engine";

/** Duties to keep what somebody wants erased, as the national rules have them: `rulebooks/retention.yaml`. Sentences: words `duty.<code>`. */
type Duty = Omit<ErasurePreview["duties"][number], "blocks">;
const codes = [
  ...(["issued-result", "personnel-file", "account-in-use", "results-stay", "trail-stays"] as const),
  "grounds-of-erasure",
] as const;
type DutyCode = (typeof codes)[number];
const evidence = { read: "source", secondary: "secondary", memory: "memory" } as const;

/** The duties that hold on a day, by their code. */
export const dutiesOn = (rulebook: Rulebook, day: string) =>
  new Map(rulesOn(rulebook, "retention", day).map((rule) => [rule.value.duty, rule]));
type DutiesOn = ReturnType<typeof dutiesOn>;

function dutyOf(rules: DutiesOn, code: DutyCode): Duty {
  const rule = rules.get(code);
  if (rule === undefined) throw new Error(`rulebooks/retention.yaml has no duty ${code} that holds today`);
  return { code, source: rule.value.cited ?? rule.source["zh-CN"], evidence: evidence[rule.evidence] };
}

export type Situation = {
  readonly basis: ErasureBasis;
  /** Something that goes stands behind, or names the person of, a result that was issued. */
  readonly touchesIssued: boolean;
  readonly takesIdentity: boolean;
  /** The person still signs in. */
  readonly hasAccount: boolean;
};

/**
 * Which duties there are and which of them stand against it. What is no longer needed gives way to every duty to keep; what should
 * never have been held, or what a competent authority has ordered, does not, and names its document.
 */
export function dutiesIn(
  { basis, touchesIssued, takesIdentity, hasAccount }: Situation,
  rules: DutiesOn,
): ErasurePreview["duties"] {
  const isWeak = basis === "purpose-ended";
  const duty = (code: DutyCode, blocks: boolean) => ({ ...dutyOf(rules, code), blocks });
  return [
    ...(touchesIssued ? [duty("issued-result", isWeak), duty("personnel-file", isWeak)] : []),
    ...(takesIdentity && hasAccount ? [duty("account-in-use", isWeak)] : []),
    duty("results-stay", false),
    duty("trail-stays", false),
    ...(isWeak ? [] : [duty("grounds-of-erasure", false)]),
  ];
}
