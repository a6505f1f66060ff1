import {
  administrators,
  type FactorRecovery,
  type Outcome,
  ok,
  type Refusal,
  type Role,
  refuse,
} from "@biaochi/contract";
import type { z } from "zod";
import type { Database, Transaction } from "../../platform/database.ts";
import { forgetAccount } from "../../platform/identity.ts";
import { recordAccessEvent } from "./events.ts";
import { removeFactors, saveFactorRoles } from "./factor-store.ts";
import { findNaming } from "./password-store.ts";
import { confirmRecovery, lockRecovery, type Recovery, saveRecovery } from "./recovery-store.ts";
import { removeSessions } from "./session-store.ts";
import { removeSteps } from "./step-store.ts";

type Told = z.output<typeof FactorRecovery>;
export const told = (recovery: Recovery): Told => ({ ...recovery, askedAt: recovery.askedAt.toISOString() });

/** The first of two people says that somebody has lost their second factor. Nobody says it of themselves. */
export async function askRecovery(
  tx: Transaction,
  asked: { readonly account: string; readonly reason: string; readonly by: string; readonly now: Date },
): Promise<Outcome<Told, Refusal<"not-found" | "recovery-open" | "recovery-own">>> {
  const { account, reason, by } = asked;
  if (account === by) return refuse({ code: "recovery-own" });
  if ((await findNaming(tx, account)) === undefined) return refuse({ code: "not-found" });
  const recovery = await saveRecovery(tx, asked);
  if (recovery === undefined) return refuse({ code: "recovery-open" });
  await recordAccessEvent(tx, { event: "factor-recovery-asked", account, outcome: "done", by, reason });
  return ok(told(recovery));
}

type Confirmation = { readonly recovery: number; readonly by: string; readonly now: Date };

/** The second of them takes the factors away. Every session ends; at the next sign-in a new factor is added. */
export async function confirmFactorRecovery(
  database: Database,
  { recovery: id, by, now }: Confirmation,
): Promise<Outcome<Told, Refusal<"not-found" | "recovery-own">>> {
  const done = await database.decide<Recovery, Refusal<"not-found" | "recovery-own">>(async (tx) => {
    const recovery = await lockRecovery(tx, id);
    if (recovery === undefined) return refuse({ code: "not-found" });
    const { account, reason } = recovery;
    if (by === recovery.askedBy || by === account) return refuse({ code: "recovery-own" });
    await confirmRecovery(tx, id, by, now);
    await removeFactors(tx, account);
    await removeSessions(tx, account);
    await removeSteps(tx, account);
    await recordAccessEvent(tx, { event: "factor-recovery-confirmed", account, outcome: "done", by, reason });
    return ok(recovery);
  });
  if (!done.ok) return done;
  forgetAccount(database, done.value.account);
  return ok(told(done.value));
}

/** The roles whose holders need a second factor. Those who keep the installation always do. */
export async function markRoles(
  tx: Transaction,
  roles: readonly Role[],
  by: string,
): Promise<Outcome<readonly Role[], Refusal<"administrators-need-factor">>> {
  if (!administrators.every((role) => roles.includes(role))) return refuse({ code: "administrators-need-factor" });
  const marked = [...new Set(roles)].sort();
  await saveFactorRoles(tx, marked);
  const about = marked.join(" ");
  await recordAccessEvent(tx, { event: "second-factor-roles-changed", account: by, outcome: "done", by, about });
  return ok(marked);
}
