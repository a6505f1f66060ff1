import { readScheme, type Scheme, type SchemeFinding } from "@biaochi/engine";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { nationalEdition } from "../../platform/rulebooks.ts";
import type { Scope } from "../../platform/scope.ts";
import { approvedAdditions } from "../registry/rulebooks/red-line-store.ts";

/** What a draft is asked before it is submitted: nothing found, and it may be. */
export type SubmitCheck = (
  tx: Transaction,
  scope: Scope,
  draft: { readonly programme: string; readonly scheme: Scheme; readonly text: string },
) => Promise<readonly SchemeFinding[]>;

/** What the linter says of red lines, and what keeps a draft from being submitted. */
const stops = [
  ...["red-line-not-named", "red-line-not-allowed", "red-line-beyond-entry", "red-line-without-basis"],
  ...["red-line-entry-expired", "red-line-outlives-entry", "red-line-expired"],
];

/**
 * Every red line rests on an entry of the allow-list: of the national rules, or one that the city has added by a document and a second
 * person, and that has neither ended nor expired.
 */
export const redLineCheckBy =
  ({ today }: Pick<Clock, "today">): SubmitCheck =>
  async (tx, _scope, { text }) => {
    const approved = await approvedAdditions(tx, today());
    const additions = approved.filter(({ state }) => state === "in-force" || state === "to-come");
    const { findings } = readScheme(text, { rulebook: nationalEdition().rulebook, additions });
    return findings.filter(({ code }) => stops.includes(code)).map((each) => ({ ...each, severity: "error" as const }));
  };
