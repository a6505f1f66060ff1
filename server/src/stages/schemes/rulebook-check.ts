import { readScheme } from "@biaochi/engine";
import { rulebookInForce } from "../registry/rulebooks/local-store.ts";
import { approvedAdditions } from "../registry/rulebooks/red-line-store.ts";
import type { SubmitCheck } from "./drafts/submit-check.ts";

/** What the linter says of red lines, and what keeps a draft from being submitted. */
const stops = [
  ...["red-line-not-named", "red-line-not-allowed", "red-line-beyond-entry", "red-line-without-basis"],
  ...["red-line-entry-expired", "red-line-outlives-entry", "red-line-expired"],
];

/** What it says of quotas: a warning, which whoever submits the draft acknowledges with an approval in hand. */
const tells = ["quota-above-national", "quota-above-local"];

/**
 * Every red line rests on an entry of the allow-list: of the national rules, or one that the city has added by a document and a second
 * person, and that has neither ended nor expired.
 */
export const rulebookCheck: SubmitCheck = async (tx, _scope, { text, today }) => {
  const approved = await approvedAdditions(tx, today);
  const additions = approved.filter(({ state }) => state === "in-force" || state === "to-come");
  const { rulebook } = await rulebookInForce(tx);
  const { findings } = readScheme(text, { rulebook, additions });
  return findings.flatMap((each) => {
    if (stops.includes(each.code)) return [{ ...each, severity: "error" as const }];
    return tells.includes(each.code) ? [each] : [];
  });
};
