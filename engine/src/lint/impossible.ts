import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";

/** What parses and can never be computed: red lines by grades that do not exist yet, claims that are read from facts. */
export function checkImpossible(scheme: Scheme): readonly Remark[] {
  return [
    ...scheme.redLines.flatMap(({ when }, r): readonly Remark[] =>
      "gradeOf" in when
        ? [
            {
              code: "red-line-by-grade",
              severity: "error",
              at: ["redLines", r, "when", "gradeOf"],
              found: when.gradeOf,
            },
          ]
        : [],
    ),
    ...scheme.allocations.flatMap((rule, a) =>
      rule.claim.flatMap((factor, f): readonly Remark[] =>
        ["num", "coefficient", "band", "score", "months"].some((form) => form in factor)
          ? []
          : [{ code: "claim-not-possible", severity: "error", at: ["allocations", a, "claim", f] }],
      ),
    ),
  ];
}
