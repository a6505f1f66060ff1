import type { Transaction } from "../../platform/database.ts";
import type { Door, Visitor } from "./door.ts";
import { findLive } from "./session-store.ts";
import { lockStep, type Proof } from "./step-store.ts";

type Enrolment = { readonly token: Buffer; readonly account: string; readonly proof: Proof };

/**
 * The step in which this browser adds a second factor; undefined: it is over. One that was begun from a session ends with the
 * session: whoever comes to the desk afterwards adds none of their own.
 */
export async function lockEnrolment(
  tx: Transaction,
  { settings: { idleMinutes } }: Door,
  { now, step: token, session }: Visitor,
): Promise<Enrolment | undefined> {
  const step = token === undefined ? undefined : await lockStep(tx, token, ["enrol"], now);
  if (token === undefined || step === undefined || step.account === null) return undefined;
  const { account, proof } = step;
  if (proof.by !== "session") return { token, account, proof };
  const holder = session === undefined ? undefined : await findLive(tx, session, { now, idleMinutes });
  return holder === account ? { token, account, proof } : undefined;
}
