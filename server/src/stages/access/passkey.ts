import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { digestOfToken, newToken } from "../../platform/identity.ts";
import type { Door, Visitor } from "./door.ts";
import { lockEnrolment } from "./enrolment.ts";
import { recordAccessEvent } from "./events.ts";
import { listPasskeys, lockPasskey, type StoredPasskey, savePasskey, usePasskey } from "./factor-store.ts";
import { goOn, type Progress } from "./go-on.ts";
import { findNaming } from "./password-store.ts";
import { changeStep, lockStep, saveStep } from "./step-store.ts";

type Gone = Refusal<"sign-in-step-gone">;
type Refused = Refusal<"sign-in-refused" | "sign-in-locked" | "passkey-refused" | "proof-needed"> | Gone;
type Asking = Awaited<ReturnType<typeof generateAuthenticationOptions>>;
type Making = Awaited<ReturnType<typeof generateRegistrationOptions>>;

const nameOf = (origin: string): string => new URL(origin).hostname;
const known = (passkeys: readonly StoredPasskey[]) =>
  passkeys.map(({ id, transports }) => ({ id, transports: [...transports] }));

/**
 * What a browser needs to use a passkey: one of the account's as its second factor, or, where nobody is known yet, any that
 * it has for us; then a new step begins, and its token is handed back.
 */
export async function askForPasskey(
  { database }: Door,
  visitor: Visitor,
): Promise<{ readonly options: Asking; readonly stepToken?: string }> {
  const { now, step: token } = visitor;
  const rpID = nameOf(visitor.origin);
  return database.transaction(async (tx) => {
    const step = token === undefined ? undefined : await lockStep(tx, token, ["second-factor"], now);
    if (token !== undefined && step !== undefined && step.account !== null) {
      const allowCredentials = known(await listPasskeys(tx, step.account));
      const options = await generateAuthenticationOptions({ rpID, allowCredentials, userVerification: "required" });
      await changeStep(tx, token, { ...step.proof, challenge: options.challenge });
      return { options };
    }
    const options = await generateAuthenticationOptions({ rpID, userVerification: "required" });
    const stepToken = newToken();
    const proof = { by: "nothing", challenge: options.challenge } as const;
    await saveStep(tx, digestOfToken(stepToken), { account: null, next: "passkey", proof }, now);
    return { options, stepToken };
  });
}

/** The new counter, if the answer fits the challenge, the address and the key. */
async function verified(
  answer: unknown,
  passkey: StoredPasskey,
  challenge: string,
  origin: string,
): Promise<number | undefined> {
  try {
    const { verified: isSound, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON, // every part of it is checked by what it is handed to
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: nameOf(origin),
      credential: { ...passkey, publicKey: new Uint8Array(passkey.publicKey), transports: [...passkey.transports] },
      requireUserVerification: true,
    });
    return isSound ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined; // the library throws for an answer that does not fit
  }
}

/** Signs in with a passkey alone, or proves the second factor by it. A challenge is answered once. */
export async function signInByPasskey(
  door: Door,
  answer: { readonly id: string },
  visitor: Visitor,
): Promise<Outcome<Progress, Refused>> {
  const { now, device, step: token } = visitor;
  if (token === undefined) return refuse({ code: "sign-in-step-gone" });
  return door.database.transaction<Outcome<Progress, Refused>>(async (tx) => {
    const step = await lockStep(tx, token, ["second-factor", "passkey"], now);
    if (step?.proof.challenge === undefined) return refuse({ code: "sign-in-step-gone" });
    const { challenge, ...proof } = step.proof;
    await changeStep(tx, token, proof);
    const passkey = await lockPasskey(tx, answer.id);
    const isTheirs = passkey !== undefined && (step.account === null || step.account === passkey.account);
    const counter = isTheirs ? await verified(answer, passkey, challenge, visitor.origin) : undefined;
    if (!isTheirs || counter === undefined) {
      const account = step.account ?? passkey?.account ?? null;
      await recordAccessEvent(tx, { event: "sign-in-refused", account, outcome: "refused", way: "passkey", device });
      return refuse({ code: "passkey-refused" });
    }
    await usePasskey(tx, passkey.id, counter, now);
    const proved = step.account === null ? ({ by: "passkey" } as const) : ({ ...proof, factor: "passkey" } as const);
    return goOn(tx, door, { account: passkey.account, proof: proved }, visitor);
  });
}

const house = "Biaochi 标尺";

/** EdDSA, ES256, RS256: what devices have and this Node verifies without experiments. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** What a browser needs to make a passkey that also works alone: kept by the device, opened by its holder. */
export async function beginPasskey(door: Door, visitor: Visitor): Promise<Outcome<Making, Gone>> {
  return door.database.transaction<Outcome<Making, Gone>>(async (tx) => {
    const step = await lockEnrolment(tx, door, visitor);
    if (step === undefined) return refuse({ code: "sign-in-step-gone" });
    const { token, account, proof } = step;
    const naming = await findNaming(tx, account);
    const options = await generateRegistrationOptions({
      rpName: house,
      rpID: nameOf(visitor.origin),
      userID: new TextEncoder().encode(account),
      userName: naming?.signInName ?? naming?.staffNumber ?? account,
      userDisplayName: naming?.name["zh-CN"] ?? "",
      excludeCredentials: known(await listPasskeys(tx, account)),
      supportedAlgorithmIDs,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    await changeStep(tx, token, { ...proof, challenge: options.challenge });
    return ok(options);
  });
}

async function made(answer: unknown, challenge: string, origin: string) {
  try {
    const { verified: isSound, registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON, // every part of it is checked by what it is handed to
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: nameOf(origin),
      requireUserVerification: true,
      supportedAlgorithmIDs,
    });
    return isSound ? registrationInfo.credential : undefined;
  } catch {
    return undefined; // the library throws for an answer that does not fit
  }
}

/** Adds the passkey that the browser has made, and the sign-in goes on. */
export async function addPasskey(door: Door, answer: unknown, visitor: Visitor): Promise<Outcome<Progress, Refused>> {
  const { now, device, origin } = visitor;
  return door.database.transaction<Outcome<Progress, Refused>>(async (tx) => {
    const step = await lockEnrolment(tx, door, visitor);
    if (step?.proof.challenge === undefined) return refuse({ code: "sign-in-step-gone" });
    const { token, account } = step;
    const { challenge, ...proof } = step.proof;
    await changeStep(tx, token, proof);
    const credential = await made(answer, challenge, origin);
    if (credential === undefined) return refuse({ code: "passkey-refused" });
    const { id, publicKey, counter, transports = [] } = credential;
    const isNew = await savePasskey(tx, { id, account, publicKey, counter, transports, device, madeAt: now });
    if (!isNew) return refuse({ code: "passkey-refused" });
    await recordAccessEvent(tx, { event: "factor-added", account, outcome: "done", way: "passkey", device });
    return goOn(tx, door, { account, proof: { ...proof, factor: "passkey" } }, visitor);
  });
}
