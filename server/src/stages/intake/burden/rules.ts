import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { programmeInReach } from "../../schemes/library/store.ts";
import { listUnits, lockBurden, type NewBudget, type NewModel, saveBudget, saveModel } from "./rule-store.ts";

/** From a day that has not passed: what was asked keeps the minutes under which it was asked. */
export async function setModel(
  tx: Transaction,
  scope: Scope,
  model: NewModel,
  today: string,
): Promise<Outcome<number, Refusal<"outside-scope" | "days-out-of-order">>> {
  if ((await programmeInReach(tx, scope, model.programme)) === undefined) return refuse({ code: "outside-scope" });
  if (model.from < today) return refuse({ code: "days-out-of-order" });
  await lockBurden(tx, model.programme);
  return ok(await saveModel(tx, model));
}

export async function setBudget(
  tx: Transaction,
  scope: Scope,
  budget: NewBudget,
  today: string,
): Promise<Outcome<number, Refusal<"outside-scope" | "things-unknown" | "days-out-of-order">>> {
  const { programme, reach, of } = budget;
  if ((await programmeInReach(tx, scope, programme)) === undefined) return refuse({ code: "outside-scope" });
  if (budget.from < today.slice(0, 7)) return refuse({ code: "days-out-of-order" });
  const isKnown =
    reach === "all"
      ? of === null
      : of !== null &&
        (await listUnits(tx, scope, programme)).some(({ id, type }) => (reach === "type" ? type : id) === of);
  if (!isKnown) return refuse({ code: "things-unknown", params: { things: of ?? reach } });
  await lockBurden(tx, programme);
  return ok(await saveBudget(tx, budget));
}
