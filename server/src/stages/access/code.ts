import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { seal, unseal } from "../../platform/sealed-secret.ts";
import type { Door, Visitor } from "./door.ts";
import { lockEnrolment } from "./enrolment.ts";
import { recordAccessEvent } from "./events.ts";
import { lockTotp, saveTotp, takeCode } from "./factor-store.ts";
import { goOn, type Progress } from "./go-on.ts";
import { countGuess, forgive, guessOf } from "./guessing.ts";
import { locked } from "./password-sign-in.ts";
import { findNaming } from "./password-store.ts";
import { changeStep, lockStep, removeStep } from "./step-store.ts";
import { addressOfSecret, base32, newSecret, stepOfCode } from "./totp.ts";

const factorSeal = (masterKey: Uint8Array, owner: string) => ({ masterKey, purpose: "second-factor", owner }) as const;

type Gone = Refusal<"sign-in-step-gone">;
type Refused = Refusal<"sign-in-refused" | "sign-in-locked" | "code-refused" | "proof-needed"> | Gone;

/**
 * Proves the second factor by a code. The count of failures outlives the step: a right password does not clear it, and the
 * last of them ends the step.
 */
export async function signInByCode(door: Door, code: string, visitor: Visitor): Promise<Outcome<Progress, Refused>> {
  const { database, clock, masterKey } = door;
  const { now, device, step: token } = visitor;
  if (token === undefined) return refuse({ code: "sign-in-step-gone" });
  return database.transaction<Outcome<Progress, Refused>>(async (tx) => {
    const step = await lockStep(tx, token, ["second-factor"], now);
    if (step === undefined || step.account === null) return refuse({ code: "sign-in-step-gone" });
    const { account } = step;
    const guess = guessOf("code", account, visitor);
    const { minutes, guarded, isLast } = await countGuess(tx, guess, now);
    if (minutes > 0 || guarded > 0) return refuse(locked(Math.max(minutes, guarded)));
    const totp = await lockTotp(tx, account);
    const secret = totp && unseal(factorSeal(masterKey, account), totp.sealedSecret);
    const taken = totp && secret && stepOfCode(secret, code, clock.machineNow(), totp.lastStep);
    if (taken === undefined) {
      const event = isLast ? "sign-in-locked" : "sign-in-refused";
      if (isLast) await removeStep(tx, token);
      await recordAccessEvent(tx, { event, account, outcome: "refused", way: "code", device });
      return refuse({ code: "code-refused" });
    }
    await takeCode(tx, account, taken);
    await forgive(tx, guess, now);
    return goOn(tx, door, { account, proof: { ...step.proof, factor: "code" } }, visitor);
  });
}

const issuer = "Biaochi";

type NewSecret = { readonly secret: string; readonly address: string };

/** A new secret, which counts once its first code has come back. */
export async function beginCode(door: Door, visitor: Visitor): Promise<Outcome<NewSecret, Gone>> {
  return door.database.transaction<Outcome<NewSecret, Gone>>(async (tx) => {
    const step = await lockEnrolment(tx, door, visitor);
    if (step === undefined) return refuse({ code: "sign-in-step-gone" });
    const { token, account, proof } = step;
    const secret = newSecret();
    const sealed = seal(factorSeal(door.masterKey, account), secret).toString("base64");
    await changeStep(tx, token, { ...proof, secret: sealed });
    const naming = await findNaming(tx, account);
    const holder = naming?.signInName ?? naming?.staffNumber ?? account;
    return ok({ secret: base32(secret), address: addressOfSecret(secret, issuer, holder) });
  });
}

/** Adds the authenticator by its first code, and the sign-in goes on. */
export async function addCode(door: Door, code: string, visitor: Visitor): Promise<Outcome<Progress, Refused>> {
  const { database, clock, masterKey } = door;
  const { now, device } = visitor;
  return database.transaction<Outcome<Progress, Refused>>(async (tx) => {
    const step = await lockEnrolment(tx, door, visitor);
    if (step === undefined) return refuse({ code: "sign-in-step-gone" });
    const { account, proof } = step;
    const { secret: sealed, ...proved } = proof;
    const sealedSecret = Buffer.from(sealed ?? "", "base64");
    const secret = sealed === undefined ? undefined : unseal(factorSeal(masterKey, account), sealedSecret);
    const lastStep = secret && stepOfCode(secret, code, clock.machineNow(), 0);
    if (lastStep === undefined) return refuse({ code: "code-refused" });
    await saveTotp(tx, account, { sealedSecret, madeAt: now, lastStep });
    await recordAccessEvent(tx, { event: "factor-added", account, outcome: "done", way: "code", device });
    return goOn(tx, door, { account, proof: { ...proved, factor: "code" } }, visitor);
  });
}
