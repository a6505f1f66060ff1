import type { ErasureBasis, ErasurePreview } from "@biaochi/contract";

/**
 * Duties to keep what somebody wants erased, as far as their text is known: source = it was read, secondary = somebody else states
 * it, memory = to be confirmed. Sentences: words `duty.<code>`. A duty is confirmed or corrected by the city's own department, here.
 */
type Duty = Omit<ErasurePreview["duties"][number], "blocks">;
const duties = {
  /** 登记表 is a document of the personnel file; what is archived is not deleted. */
  "issued-result": { source: "档案法 36–37，档案法实施条例 38–40", evidence: "source" },
  "personnel-file": { source: "公务员年度考核登记表（填表说明）", evidence: "secondary" },
  "account-in-use": { source: "个人信息保护法 19", evidence: "source" },
  "results-stay": { source: "档案法 36–37", evidence: "source" },
  "trail-stays": { source: "网络安全法 23（2025年修正）", evidence: "source" },
  "grounds-of-erasure": { source: "个人信息保护法 44–48", evidence: "memory" },
} as const satisfies Record<string, Omit<Duty, "code">>;

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
export function dutiesIn({ basis, touchesIssued, takesIdentity, hasAccount }: Situation): ErasurePreview["duties"] {
  const isWeak = basis === "purpose-ended";
  const duty = (code: keyof typeof duties, blocks: boolean) => ({ code, ...duties[code], blocks });
  return [
    ...(touchesIssued ? [duty("issued-result", isWeak), duty("personnel-file", isWeak)] : []),
    ...(takesIdentity && hasAccount ? [duty("account-in-use", isWeak)] : []),
    duty("results-stay", false),
    duty("trail-stays", false),
    ...(isWeak ? [] : [duty("grounds-of-erasure", false)]),
  ];
}
