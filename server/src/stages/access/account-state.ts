import type { Database } from "../../platform/database.ts";
import { forgetAccount } from "../../platform/identity.ts";
import { recordAccessEvent } from "./events.ts";
import { removeSessions } from "./session-store.ts";
import { setState } from "./set-up-store.ts";
import { removeSteps } from "./step-store.ts";

/** Suspends an account or takes it into use again; false: it stands so already. Whoever is suspended is out at once. */
export async function putAccount(
  database: Database,
  account: string,
  state: "active" | "suspended",
  by: string,
): Promise<boolean> {
  const isChanged = await database.transaction(async (tx) => {
    if (!(await setState(tx, account, state))) return false;
    await removeSessions(tx, account);
    await removeSteps(tx, account);
    const event = state === "active" ? "account-resumed" : "account-suspended";
    await recordAccessEvent(tx, { event, account, outcome: "done", by });
    return true;
  });
  forgetAccount(database, account);
  return isChanged;
}
