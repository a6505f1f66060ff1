import { hash } from "node:crypto";
import { type Outcome, type ProblemFinding, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../platform/database.ts";
import { unlessCrowded } from "./derivations.ts";
import type { Door, Visitor } from "./door.ts";
import { recordAccessEvent } from "./events.ts";
import { listFactors } from "./factor-store.ts";
import { goOn, isLocalAllowed, type Progress } from "./go-on.ts";
import { countAtPlace, countGuess, forgive, type Guess, guessOf, minutesOfPlace } from "./guessing.ts";
import { digestPassword, fits, isWeak } from "./password-digest.ts";
import { weaknesses } from "./password-policy.ts";
import {
  asName,
  findByName,
  findNaming,
  findPassword,
  listDigests,
  savePassword,
  strengthen,
} from "./password-store.ts";
import { lockStep } from "./step-store.ts";

export const locked = (minutes: number): Refusal<"sign-in-locked"> => ({ code: "sign-in-locked", params: { minutes } });

type Refused = Refusal<"sign-in-refused" | "sign-in-locked" | "proof-needed" | "too-many-requests">;

type Given = { readonly name: string; readonly password: string };

/**
 * Signs in by name and password, in two transactions with the derivation of the key between them:
 *
 *  1. the name is looked up and the attempt counted   stop here: one attempt more is on record
 *  2. the key is derived                              as much work for a name that nobody has
 *  3. the count is cleared and the next step written, or the refusal is put on record
 *
 * A name that nobody has, an account that is suspended, one without a password and a wrong password look the same. So does a
 * name that is guarded because strangers guess at it: there a right password leads on only to a second factor.
 */
export async function signInByPassword(
  door: Door,
  given: Given,
  visitor: Visitor,
): Promise<Outcome<Progress, Refused>> {
  const done = await unlessCrowded(() => lookAndDerive(door, given, visitor));
  return done ?? refuse({ code: "too-many-requests" });
}

async function lookAndDerive(door: Door, given: Given, visitor: Visitor): Promise<Outcome<Progress, Refused>> {
  const { database } = door;
  const { now, day, device } = visitor;
  const begun = await database.transaction(async (tx) => {
    const found = await findByName(tx, given.name, day);
    const guess = guessOf("password", found?.account ?? nobodyCalled(given.name), visitor);
    const minutes = guess.isKnown ? 0 : await minutesOfPlace(tx, visitor);
    if (minutes > 0) return { minutes };
    const factors = await listFactors(tx, found?.account ?? "");
    return { ...(await countGuess(tx, guess, now)), found, guess, hasFactor: factors.length > 0 };
  });
  if (!("guess" in begun) || begun.minutes > 0) return refuse(locked(begun.minutes));
  const { found, guess, guarded, hasFactor, isLast } = begun;
  const isOpen = found !== undefined && isLocalAllowed(door, found.isAdministrator);
  const digest = isOpen ? (found.digest ?? undefined) : undefined;
  const isRight = (await fits(given.password, digest)) && isOpen && (guarded === 0 || hasFactor);
  const stronger = isRight && digest !== undefined && isWeak(digest) ? await digestPassword(given.password) : undefined;
  return database.transaction(async (tx) => {
    if (!isRight) {
      if (!guess.isKnown) await countAtPlace(tx, visitor);
      const event = isLast ? "sign-in-locked" : "sign-in-refused";
      await recordAccessEvent(tx, {
        event,
        account: found?.account ?? null,
        outcome: "refused",
        way: "password",
        device,
      });
      return refuse(guarded > 0 ? locked(guarded) : { code: "sign-in-refused" });
    }
    await forgive(tx, guess, now);
    if (stronger !== undefined) await strengthen(tx, found.account, stronger);
    return goOn(tx, door, { account: found.account, proof: { by: "password" } }, visitor);
  });
}

/** What is typed for nobody's name is not kept, only its digest. */
const nobodyCalled = (name: string): string => `nobody:${hash("sha256", asName(name), "base64url")}`;

/** Asks for the present password again. Failures are counted by the session: they lock nobody out who signs in. */
export async function provePassword(
  door: Door,
  account: string,
  given: string | undefined,
  visitor: Visitor,
): Promise<Outcome<undefined, Refusal<"password-wrong" | "sign-in-locked">>> {
  const { database } = door;
  const client = visitor.session?.toString("base64url") ?? visitor.place;
  const guess: Guess = { what: "present-password", of: account, client, isKnown: true };
  const { password, minutes, isLast } = await database.transaction(async (tx) => {
    const found = await findPassword(tx, account);
    if (found === undefined) return { password: found, minutes: 0, isLast: false };
    return { password: found, ...(await countGuess(tx, guess, visitor.now)) };
  });
  if (password === undefined) return { ok: true, value: undefined };
  if (minutes > 0) return refuse(locked(minutes));
  if (!(await fits(given ?? "", password.digest))) {
    const event = isLast ? "sign-in-locked" : "sign-in-refused";
    const refused = { event, account, outcome: "refused", way: "password", device: visitor.device } as const;
    await database.transaction((tx) => recordAccessEvent(tx, refused));
    return refuse({ code: "password-wrong" });
  }
  await database.transaction((tx) => forgive(tx, guess, visitor.now));
  return { ok: true, value: undefined };
}

type Unfit = Refusal<"password-weak" | "password-used-before">;

export const weak = (findings: readonly ProblemFinding[]): Refusal<"password-weak"> => ({
  code: "password-weak",
  findings,
});

/** The digest of a new password for an account, if it may be taken. Nothing is written. */
export async function readyPassword(door: Door, account: string, password: string): Promise<Outcome<string, Unfit>> {
  const { naming, digests } = await door.database.transaction(async (tx) => ({
    naming: await findNaming(tx, account),
    digests: await listDigests(tx, account),
  }));
  const names = [naming?.signInName, naming?.staffNumber, naming?.name["zh-CN"], naming?.name.en];
  const findings = weaknesses(
    password,
    names.filter((name) => name !== undefined && name !== null),
  );
  if (findings.length > 0) return refuse(weak(findings));
  for (const digest of digests)
    if (await fits(password, digest)) return refuse({ code: "password-used-before", params: { kept: digests.length } });
  return { ok: true, value: await digestPassword(password) };
}

/** The last step where a password is due: a new one, and the sign-in goes on. */
export async function renewPassword(
  door: Door,
  password: string,
  visitor: Visitor,
): Promise<Outcome<Progress, Refused | Unfit | Refusal<"sign-in-step-gone">>> {
  const { database } = door;
  const stepOf = (tx: Transaction) =>
    visitor.step === undefined ? undefined : lockStep(tx, visitor.step, ["new-password"], visitor.now);
  const account = (await database.transaction(async (tx) => stepOf(tx)))?.account;
  if (account === undefined || account === null) return refuse({ code: "sign-in-step-gone" });
  const ready = await readyPassword(door, account, password);
  if (!ready.ok) return ready;
  return database.decide<Progress, Refused | Refusal<"sign-in-step-gone">>(async (tx) => {
    const step = await stepOf(tx);
    if (step === undefined) return refuse({ code: "sign-in-step-gone" });
    await savePassword(tx, account, ready.value, visitor.now);
    await recordAccessEvent(tx, { event: "password-changed", account, outcome: "done", device: visitor.device });
    return goOn(tx, door, { account, proof: { ...step.proof, isRenewed: true } }, visitor);
  });
}
