import { administrators, type Outcome, ok, type Refusal, type Role, refuse } from "@biaochi/contract";
import type { Database, Transaction } from "../../platform/database.ts";
import { forgetAccount } from "../../platform/identity.ts";
import { addTodos, finishTodos } from "../../platform/todos.ts";
import { recordAccessEvent } from "./events.ts";
import { listFactors, removeFactors, saveFactorRoles } from "./factor-store.ts";
import { findNaming } from "./password-store.ts";
import { confirmRecovery, endRecovery, lockRecovery, type Recovery, saveRecovery } from "./recovery-store.ts";
import { removeSessions } from "./session-store.ts";
import { removeSteps } from "./step-store.ts";

const todoOf = (recovery: number): string => `factor-recovery:${recovery}:`;

/** The first of two people says that somebody has lost their second factor. Nobody says it of themselves. */
export async function askRecovery(
  tx: Transaction,
  asked: { readonly account: string; readonly reason: string; readonly by: string; readonly now: Date },
): Promise<Outcome<Recovery, Refusal<"not-found" | "recovery-open" | "recovery-own" | "recovery-needless">>> {
  const { account, reason, by } = asked;
  if (account === by) return refuse({ code: "recovery-own" });
  if ((await findNaming(tx, account)) === undefined) return refuse({ code: "not-found" });
  if ((await listFactors(tx, account)).length === 0) return refuse({ code: "recovery-needless" });
  const id = await saveRecovery(tx, asked);
  const recovery = id === undefined ? undefined : await lockRecovery(tx, id);
  if (recovery === undefined) return refuse({ code: "recovery-open" });
  const role = "security-administrator";
  await addTodos(tx, [
    {
      ...{ key: todoOf(recovery.id), kind: "confirm-factor-recovery", for: { role } },
      ...{ path: "/second-factors", minutes: 5 },
    },
  ]);
  await recordAccessEvent(tx, { event: "factor-recovery-asked", account, outcome: "done", by, reason });
  return ok(recovery);
}

type Decision = { readonly recovery: number; readonly by: string; readonly now: Date };

/** The second of them takes the factors away. Every session ends; at the next sign-in a new factor is added. */
export async function confirmFactorRecovery(
  database: Database,
  { recovery: id, by, now }: Decision,
): Promise<Outcome<Recovery, Refusal<"not-found" | "recovery-own">>> {
  const done = await database.decide<Recovery, Refusal<"not-found" | "recovery-own">>(async (tx) => {
    const recovery = await lockRecovery(tx, id);
    if (recovery === undefined) return refuse({ code: "not-found" });
    const { id: account } = recovery.account;
    if (by === recovery.asked.by.id || by === account) return refuse({ code: "recovery-own" });
    await confirmRecovery(tx, id, by, now);
    await takeFactorsAway(tx, account);
    await finishTodos(tx, todoOf(id), by);
    const { reason } = recovery;
    await recordAccessEvent(tx, { event: "factor-recovery-confirmed", account, outcome: "done", by, reason });
    return ok(recovery);
  });
  if (done.ok) forgetAccount(database, done.value.account.id);
  return done;
}

/** Withdraws or refuses it: the factors stay. */
export async function endFactorRecovery(
  tx: Transaction,
  { recovery: id, by, now }: Decision,
): Promise<Outcome<Recovery, Refusal<"not-found">>> {
  const recovery = await lockRecovery(tx, id);
  if (recovery === undefined) return refuse({ code: "not-found" });
  await endRecovery(tx, id, by, now);
  await finishTodos(tx, todoOf(id), by);
  await recordAccessEvent(tx, { event: "factor-recovery-ended", account: recovery.account.id, outcome: "done", by });
  return ok(recovery);
}

async function takeFactorsAway(tx: Transaction, account: string): Promise<void> {
  await removeFactors(tx, account);
  await removeSessions(tx, account);
  await removeSteps(tx, account);
}

/** At the machine itself, where there is nobody else left. False: there was nothing to take away. */
export async function removeFactorsOf(database: Database, account: string, by: string): Promise<boolean> {
  const isDone = await database.transaction(async (tx) => {
    if ((await listFactors(tx, account)).length === 0) return false;
    await takeFactorsAway(tx, account);
    await recordAccessEvent(tx, { event: "factor-removed", account, outcome: "done", by });
    return true;
  });
  forgetAccount(database, account);
  return isDone;
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
  const about = marked.map((role) => `role:${role}`).join(" ");
  await recordAccessEvent(tx, { event: "second-factor-roles-changed", account: by, outcome: "done", about });
  return ok(marked);
}
