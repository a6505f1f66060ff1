import type { Role } from "./roles.ts";

/**
 * What is kept from whom beyond actions and scope, as data. `ordinary`: in this edition; set and read by those named, or as
 * the action table and the scope of a grant say. `restricted`: never in this edition; no table, column, field, route or
 * action may be called so (`tokens`, a part of a name each), and a test walks them all.
 */
export type DataClass =
  | {
      readonly edition: "ordinary";
      readonly setBy: "by-action" | readonly Role[];
      readonly readBy: "by-action" | readonly Role[];
    }
  | { readonly edition: "restricted"; readonly tokens: readonly string[] };

export const dataClasses = {
  /** Figures, rules, results of units and teams. */
  ordinary: { edition: "ordinary", setBy: "by-action", readBy: "by-action" },
  /** The result of a person: beside those in whose reach the person is, the person. */
  "own-result": { edition: "ordinary", setBy: "by-action", readBy: "by-action" },
  /** Who looked at whose file, in full; the person reads category and month. */
  "file-reads": { edition: "ordinary", setBy: [], readBy: ["audit-administrator"] },
  /** Why a grade is deferred: an open case reads like any other cause, so that all causes are of this class. */
  investigation: { edition: "ordinary", setBy: ["discipline"], readBy: ["discipline"] },
  /** Leave in days, formal conclusions, grades of earlier years: recorded by the office, read beside it by those who decide, and the person. */
  "personnel-file": {
    ...{ edition: "ordinary", setBy: ["organiser"] },
    readBy: ["organiser", "authority", "discipline", "official"],
  },
  /** What was said in a talk. That a talk is due or was held is ordinary. */
  "talk-contents": { edition: "restricted", tokens: ["interview", "conversation", "talk", "talks", "utterance"] },
  /** Reports and suspicions (线索) before a formal conclusion. */
  leads: {
    edition: "restricted",
    tokens: [
      "clue",
      "clues",
      "tipoff",
      "petition",
      "petitions",
      "suspicion",
      "suspicions",
      "allegation",
      "whistleblower",
    ],
  },
  /** Selection of people: candidates, recommendations, reserve lists. */
  "selection-material": {
    edition: "restricted",
    tokens: ["candidate", "candidates", "nomination", "nominee", "shortlist", "reserve", "reserves", "recommendation"],
  },
  "political-findings": { edition: "restricted", tokens: ["political", "politics", "ideology"] },
  /** A recusal is "A does not rate B", without a reason. */
  "recusal-reasons": { edition: "restricted", tokens: ["kinship", "relatives", "spouse"] },
} as const satisfies Record<string, DataClass>;
