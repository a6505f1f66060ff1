import { type AccountState, administrators, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { saveAct } from "./account-act-store.ts";
import { findKept, type NewKept, saveAccount, saveState } from "./account-store.ts";
import { isLastHolder, unknownThings } from "./grant-store.ts";
import { removeSteps } from "./step-store.ts";

/** Makes an account that may do nothing yet. */
export async function makeAccount(
  tx: Transaction,
  account: NewKept,
): Promise<Outcome<null, Refusal<"account-taken" | "things-unknown">>> {
  const { self } = account;
  if (self !== undefined) {
    const unknown = await unknownThings(tx, self.programme, "people", [self.subject]);
    if (unknown.length > 0)
      return refuse({ code: "things-unknown", params: { things: self.subject, reach: "people" } });
  }
  return (await saveAccount(tx, account))
    ? ok(null)
    : refuse({ code: "account-taken", params: { account: account.id } });
}

export type ChangeState = {
  readonly account: string;
  readonly to: z.output<typeof AccountState>;
  readonly reason: string;
  readonly now: Date;
};

/** Nobody shuts themselves out, and no administrator's role is left with nobody. */
export async function changeState(
  tx: Transaction,
  actor: Actor,
  { account, to, reason, now }: ChangeState,
  day: string,
): Promise<Outcome<null, Refusal<"account-unknown" | "own-account" | "account-closed" | "last-administrator">>> {
  if (account === actor.id) return refuse({ code: "own-account" });
  const kept = await findKept(tx, account, day);
  if (kept === undefined) return refuse({ code: "account-unknown", params: { account } });
  if (kept.state === "closed") return refuse({ code: "account-closed", params: { account } });
  if (to !== "active")
    for (const role of kept.roles.filter((each) => administrators.includes(each)))
      if (await isLastHolder(tx, account, role, day)) return refuse({ code: "last-administrator", params: { role } });
  await saveState(tx, account, to);
  await removeSteps(tx, account);
  await saveAct(tx, { account, act: to, reason, by: actor.id, now });
  return ok(null);
}
