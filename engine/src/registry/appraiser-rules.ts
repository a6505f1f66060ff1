/**
 * Where it is written who appraises, as far as it was read. `read`: the article's text was seen; `second-hand`: quoted by
 * others; `local`: no national rule was found, the city's own holds. Nothing but `read` counts as verified.
 */
export type Evidence = "read" | "second-hand" | "local";
export type AppraiserRule = { readonly act: string; readonly article: string; readonly evidence: Evidence };

const civilServantLaw = "公务员法（2018年修订）";
const appraisalRules = "公务员考核规定（2020年）";
const read = (act: string, article: string): AppraiserRule => ({ act, article, evidence: "read" });

export const appraiserRules = {
  /** Leading members are appraised by the authority that manages them, the others by their own organ. */
  "by-authority": read(civilServantLaw, "37, 111"),
  "own-unit": read(civilServantLaw, "37"),
  /** The unit of the cut-off date appraises, the former one supplies material. */
  transferred: read(appraisalRules, "26"),
  /** Sent elsewhere: the unit where somebody worked for half of the year or more appraises and hears the other. */
  "seconded-longer": read(appraisalRules, "26"),
  "seconded-shorter": read(appraisalRules, "26"),
  /** Neither civil servants nor staff under the same rules. */
  "local-rule": { act: "", article: "", evidence: "local" },
  "authority-unknown": read(civilServantLaw, "37, 111"),
  "left-before": { act: "", article: "", evidence: "local" },
  placeless: { act: "", article: "", evidence: "local" },
} as const satisfies Record<string, AppraiserRule>;
export type AppraiserCode = keyof typeof appraiserRules;

export const takingPartRules = {
  /** 试用期: only a written comment, no grade. */
  "comment-only": read(appraisalRules, "25"),
  /** Sick and personal leave of more than half of the year: takes part, no grade. What counts as such leave is not in the text. */
  "no-grade-for-leave": read(appraisalRules, "27"),
} as const satisfies Record<string, AppraiserRule>;
export type TakingPartCode = keyof typeof takingPartRules;
