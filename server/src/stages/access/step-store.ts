import type { SecondFactor } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** How long somebody may take for the next step. */
export const stepSeconds = 10 * 60;

/** What comes next: an answer of a passkey or of the single sign-on from nobody yet, or the next proof of somebody. */
export type Next = "passkey" | "sso" | "second-factor" | "enrol" | "new-password";

/** What has been proved in a sign-in so far, and what the next answer has to match. */
export type Proof = {
  /** session: somebody who has signed in adds a second factor. nothing: nobody is known yet. */
  readonly by: "nothing" | "password" | "passkey" | "sso" | "session";
  readonly factor?: SecondFactor;
  /** The single sign-on has asked for more than a password itself. */
  readonly isStrong?: boolean;
  /** The password was renewed on the way. */
  readonly isRenewed?: boolean;
  /** When the single sign-on asked for it, where it says so. */
  readonly provedAt?: string;
  readonly sso?: { readonly subject: string; readonly session?: string | undefined };
  readonly challenge?: string;
  /** A new authenticator's secret, sealed, in base64. */
  readonly secret?: string;
  /** What was sent to the single sign-on. */
  readonly sent?: { readonly state: string; readonly nonce: string; readonly verifier: string };
};

export type Step = { readonly account: string | null; readonly next: Next; readonly proof: Proof };

/** A step takes the place of the one before. What nobody went on with leaves at the same time. */
export async function saveStep(tx: Transaction, tokenSha256: Buffer, step: Step, now: Date): Promise<void> {
  const expiresAt = new Date(now.getTime() + stepSeconds * 1000);
  await sql`delete from sign_in_step where expires_at <= ${now}`.execute(tx);
  await sql`insert into sign_in_step (token_sha256, account, next, proof, expires_at)
    values (${tokenSha256}, ${step.account}, ${step.next}, ${JSON.stringify(step.proof)}, ${expiresAt})`.execute(tx);
}

/** The step of a token, kept for this transaction alone; undefined: it is over, or it is another one. */
export async function lockStep(
  tx: Transaction,
  tokenSha256: Buffer,
  nexts: readonly Next[],
  now: Date,
): Promise<Step | undefined> {
  const { rows } = await sql<Step>`select account, next, proof from sign_in_step
    where token_sha256 = ${tokenSha256} and next = any(${[...nexts]}) and expires_at > ${now} for update`.execute(tx);
  return rows[0];
}

export async function changeStep(tx: Transaction, tokenSha256: Buffer, proof: Proof): Promise<void> {
  await sql`update sign_in_step set proof = ${JSON.stringify(proof)} where token_sha256 = ${tokenSha256}`.execute(tx);
}

export async function removeStep(tx: Transaction, tokenSha256: Buffer): Promise<void> {
  await sql`delete from sign_in_step where token_sha256 = ${tokenSha256}`.execute(tx);
}

/** Where the single sign-on ends what it began, nobody goes on with it, either. */
export async function removeSsoSteps(
  tx: Transaction,
  of: { readonly subject: string | undefined; readonly session: string | undefined },
): Promise<void> {
  const { subject = null, session = null } = of;
  await sql`delete from sign_in_step where (${subject}::text is not null or ${session}::text is not null)
    and (${subject}::text is null or proof->'sso'->>'subject' = ${subject})
    and (${session}::text is null or proof->'sso'->>'session' = ${session})`.execute(tx);
}

/** Where an account changes, nobody goes on with what was begun before. */
export async function removeSteps(tx: Transaction, account: string): Promise<void> {
  await sql`delete from sign_in_step where account = ${account}`.execute(tx);
}
