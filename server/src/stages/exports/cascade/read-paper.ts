import { type DocumentKind, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import type { Where } from "../../schemes/cascade/goal-store.ts";
import { readCityPaper, readUnitPaper } from "../../schemes/cascade/paper-store.ts";
import type { Content } from "../make-document.ts";
import { cityBreakdown, unitBreakdown } from "./breakdown.ts";
import { responsibilitySheet } from "./responsibility.ts";

/** A paper of goals handed down as whoever ordered it may see it: of a unit, or of all in reach. */
export async function readCascadePaper(
  tx: Transaction,
  scope: Scope,
  where: Where,
  kind: DocumentKind,
  unit: string | undefined,
): Promise<Outcome<Content, Refusal<"outside-scope">>> {
  const { cycle } = where;
  if (unit === undefined) {
    const city = await readCityPaper(tx, scope, where);
    return city === undefined
      ? refuse({ code: "outside-scope" })
      : ok({ document: (copy) => cityBreakdown(city, { ...copy, cycle }) });
  }
  const paper = await readUnitPaper(tx, scope, where, unit);
  if (paper === undefined) return refuse({ code: "outside-scope" });
  const made = kind === "responsibility" ? responsibilitySheet : unitBreakdown;
  return ok({ document: (copy) => made(paper, { ...copy, cycle }) });
}
