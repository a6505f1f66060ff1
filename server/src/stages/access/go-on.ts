import {
  type Account,
  administrators,
  type Outcome,
  ok,
  type Refusal,
  refuse,
  type SignInStep,
} from "@biaochi/contract";
import { recordAskOfAccount } from "../../platform/asks.ts";
import type { Transaction } from "../../platform/database.ts";
import { digestOfToken, newToken } from "../../platform/identity.ts";
import type { Door, Visitor } from "./door.ts";
import { recordAccessEvent } from "./events.ts";
import { listFactors, needsFactor } from "./factor-store.ts";
import { isTwofold, nextOf } from "./next-step.ts";
import { findPassword } from "./password-store.ts";
import { isFreshAt, removeSession, saveSession } from "./session-store.ts";
import { type Proof, removeStep, saveStep } from "./step-store.ts";
import { findAccount } from "./store.ts";

/** What a step comes to: what the browser is told, and the one token that it holds from now on. */
export type Progress = {
  readonly next: SignInStep["next"];
  readonly factors: SignInStep["factors"];
  /** Who has signed in, when it is done. */
  readonly account?: Account;
  readonly sessionToken?: string;
  readonly stepToken?: string;
};

const wayOf = ({ by, factor }: Proof): string => (factor === undefined ? by : `${by}+${factor}`);

/** When all of it was proved: now, or when the single sign-on asked for it; undefined where it does not say. */
function provedAtOf({ by, factor, provedAt }: Proof, now: Date): Date | undefined {
  if (by !== "sso" || factor !== undefined) return now;
  return provedAt === undefined ? undefined : new Date(provedAt);
}

/** Whether an account may sign in without the single sign-on. */
export function isLocalAllowed({ settings }: Door, isAdministrator: boolean): boolean {
  return settings.localSignIn === "everyone" || isAdministrator;
}

const isAdministrator = (account: Account): boolean => account.roles.some((role) => administrators.includes(role));

/**
 * Goes on from what has been proved: to the next step under a new token, or into a new session. A session's token is made
 * here and never taken from a browser; the one that the browser brought ends.
 */
export async function goOn(
  tx: Transaction,
  door: Door,
  { account: id, proof }: { readonly account: string; readonly proof: Proof },
  visitor: Visitor,
): Promise<Outcome<Progress, Refusal<"sign-in-refused" | "proof-needed">>> {
  const { now, day, device, place } = visitor;
  const account = await findAccount(tx, id, day);
  const isLocal = proof.by === "password" || proof.by === "passkey";
  if (account === undefined || (isLocal && !isLocalAllowed(door, isAdministrator(account)))) {
    await recordAccessEvent(tx, {
      event: "sign-in-refused",
      account: id,
      outcome: "refused",
      device,
      reason: "account",
    });
    return refuse({ code: "sign-in-refused" });
  }
  const factors = await listFactors(tx, id);
  const standing = {
    factors,
    needsFactor: await needsFactor(tx, id, day),
    passwordMadeAt: (await findPassword(tx, id))?.madeAt,
    passwordDays: (await door.policy(tx)).passwordDays,
  };
  const next = nextOf(proof, standing, now);
  if (visitor.step !== undefined) await removeStep(tx, visitor.step);
  const provedAt = provedAtOf(proof, now);
  // Whoever sits at a desk where the single sign-on is open makes no second factor of their own by it.
  if (next === "enrol" && provedAt !== undefined && !isFreshAt(provedAt, now)) return refuse({ code: "proof-needed" });
  if (next !== "done") {
    const stepToken = newToken();
    await saveStep(tx, digestOfToken(stepToken), { account: id, next, proof }, now);
    // Whoever adds a factor to an open session does so of their own accord.
    if (next === "enrol" && proof.by !== "session") await recordAskOfAccount(tx, "set-up-factor", id);
    if (next === "new-password") await recordAskOfAccount(tx, "set-password", id);
    return ok({ next, factors: [...factors], stepToken });
  }
  if (proof.by === "session") return ok({ next, factors: [...factors], account });
  if (visitor.session !== undefined) await removeSession(tx, visitor.session);
  const sessionToken = newToken();
  const way = wayOf(proof);
  await saveSession(tx, {
    tokenSha256: digestOfToken(sessionToken),
    account: id,
    way,
    device,
    place,
    now,
    provedAt,
    isTwofold: isTwofold(proof),
    sso: proof.sso,
  });
  const isEmergency = isLocal && door.sso !== undefined;
  const signedIn = { event: "signed-in", account: id, outcome: "done", way, device } as const;
  await recordAccessEvent(tx, isEmergency ? { ...signedIn, isEmergency } : signedIn);
  return ok({ next, factors: [...factors], account, sessionToken });
}
