import { readScheme } from "@biaochi/engine";
import { nationalEdition } from "../../platform/rulebooks.ts";
import { approvedAdditions } from "../registry/rulebooks/red-line-store.ts";
import type { SubmitCheck } from "./drafts/submit-check.ts";

/** What the linter says of red lines, and what keeps a draft from being submitted. */
const stops = [
  ...["red-line-not-named", "red-line-not-allowed", "red-line-beyond-entry", "red-line-without-basis"],
  ...["red-line-entry-expired", "red-line-outlives-entry", "red-line-expired"],
];

/**
 * Every red line rests on an entry of the allow-list: of the national rules, or one that the city has added by a document and a second
 * person, and that has neither ended nor expired.
 */
export const redLineCheck: SubmitCheck = async (tx, _scope, { text, today }) => {
  const approved = await approvedAdditions(tx, today);
  const additions = approved.filter(({ state }) => state === "in-force" || state === "to-come");
  const { findings } = readScheme(text, { rulebook: nationalEdition().rulebook, additions });
  return findings.filter(({ code }) => stops.includes(code)).map((each) => ({ ...each, severity: "error" as const }));
};
