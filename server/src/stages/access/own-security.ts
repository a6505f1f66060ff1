import { type Outcome, type OwnSecurity, ok, type Refusal, refuse } from "@biaochi/contract";
import { cityTimeZone } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { forgetAccount, forgetSession } from "../../platform/identity.ts";
import type { Door, Visitor } from "./door.ts";
import { recordAccessEvent } from "./events.ts";
import { findTotp, listFactors, listPasskeys, needsFactor, removePasskeyOf, removeTotp } from "./factor-store.ts";
import { goOn, type Progress } from "./go-on.ts";
import { provePassword, readyPassword } from "./password-sign-in.ts";
import { findNaming, findPassword, savePassword } from "./password-store.ts";
import { isFreshSession, listSessions, removeOwnSession, removeSessions } from "./session-store.ts";
import { removeSteps } from "./step-store.ts";

const dayIn = new Intl.DateTimeFormat("en-CA", { timeZone: cityTimeZone, dateStyle: "short" });

/** What somebody sees of their own security. Of a secret nothing is told but its age. */
export async function readOwnSecurity(
  tx: Transaction,
  { policy }: Door,
  account: string,
  visitor: Visitor,
): Promise<OwnSecurity> {
  const { now, day } = visitor;
  const naming = await findNaming(tx, account);
  const password = await findPassword(tx, account);
  const code = await findTotp(tx, account);
  const passkeys = await listPasskeys(tx, account);
  const { idleMinutes, passwordDays } = await policy(tx);
  const at = { now, idleMinutes, here: visitor.session };
  const sessions = await listSessions(tx, account, at);
  const due = (madeAt: Date) => dayIn.format(new Date(madeAt.getTime() + passwordDays * 86_400_000));
  return {
    signInName: naming?.signInName ?? null,
    staffNumber: naming?.staffNumber ?? null,
    password: password
      ? { madeAt: password.madeAt.toISOString(), dueOn: passwordDays === 0 ? null : due(password.madeAt) }
      : null,
    code: code ? { madeAt: code.madeAt.toISOString() } : null,
    passkeys: passkeys.map(({ id, device, madeAt, usedAt }) => ({
      ...{ id, device, madeAt: madeAt.toISOString(), usedAt: usedAt?.toISOString() ?? null },
    })),
    isFactorRequired: await needsFactor(tx, account, day),
    sessions: sessions.map(({ beganAt, seenAt, ...rest }) => ({
      ...{ ...rest, beganAt: beganAt.toISOString(), seenAt: seenAt.toISOString() },
    })),
  };
}

type Own = { readonly account: string; readonly visitor: Visitor };
type NotProved = Refusal<"password-wrong" | "sign-in-locked" | "proof-needed">;

/**
 * Who changes a second factor proves who they are: by the password, where there is one, and by having signed in a short while
 * ago, where there is none or where a second factor protects the account: a password that somebody saw typed, at a desk
 * that was left open, must not be enough to take the place of the factor.
 */
async function proveForFactors(
  door: Door,
  password: string | undefined,
  { account, visitor }: Own,
): Promise<Outcome<undefined, NotProved>> {
  const { hasPassword, hasFactor, isFresh } = await door.database.transaction(async (tx) => ({
    hasPassword: (await findPassword(tx, account)) !== undefined,
    hasFactor: (await listFactors(tx, account)).length > 0,
    isFresh: visitor.session !== undefined && (await isFreshSession(tx, visitor.session, visitor.now)),
  }));
  if ((!hasPassword || hasFactor) && !isFresh) return refuse({ code: "proof-needed" });
  return provePassword(door, account, password, visitor);
}

/** A new password ends every other session: whoever knew the old one is out. */
export async function changePassword(
  door: Door,
  given: { readonly present: string; readonly password: string },
  { account, visitor }: Own,
): Promise<Outcome<OwnSecurity, NotProved | Refusal<"password-weak" | "password-used-before">>> {
  const { database } = door;
  const { now, device } = visitor;
  const hasOne = await database.transaction((tx) => findPassword(tx, account));
  if (hasOne === undefined) return refuse({ code: "password-wrong" });
  const proved = await provePassword(door, account, given.present, visitor);
  if (!proved.ok) return proved;
  const ready = await readyPassword(door, account, given.password);
  if (!ready.ok) return ready;
  const after = await database.transaction(async (tx) => {
    await savePassword(tx, account, ready.value, now);
    await removeSessions(tx, account, visitor.session);
    await removeSteps(tx, account);
    await recordAccessEvent(tx, { event: "password-changed", account, outcome: "done", device });
    return readOwnSecurity(tx, door, account, visitor);
  });
  forgetAccount(database, account);
  return ok(after);
}

/** Begins a step in which a second factor is added, as in a sign-in. */
export async function beginFactor(
  door: Door,
  password: string | undefined,
  { account, visitor }: Own,
): Promise<Outcome<Progress, NotProved>> {
  const proved = await proveForFactors(door, password, { account, visitor });
  if (!proved.ok) return proved;
  const begun = await door.database.transaction((tx) => goOn(tx, door, { account, proof: { by: "session" } }, visitor));
  return begun.ok ? begun : refuse({ code: "password-wrong" });
}

/** Removes an authenticator or one passkey, unless it is the last and the roles need one. */
export async function removeFactor(
  door: Door,
  factor: { readonly password: string | undefined; readonly passkey?: string },
  { account, visitor }: Own,
): Promise<Outcome<OwnSecurity, NotProved | Refusal<"not-found" | "factor-required">>> {
  const { passkey } = factor;
  const proved = await proveForFactors(door, factor.password, { account, visitor });
  if (!proved.ok) return proved;
  return door.database.decide<OwnSecurity, Refusal<"not-found" | "factor-required">>(async (tx) => {
    const isGone = await (passkey === undefined ? removeTotp(tx, account) : removePasskeyOf(tx, account, passkey));
    if (!isGone) return refuse({ code: "not-found" });
    const left = await listFactors(tx, account);
    if (left.length === 0 && (await needsFactor(tx, account, visitor.day))) return refuse({ code: "factor-required" });
    const way = passkey === undefined ? "code" : "passkey";
    const { device } = visitor;
    await recordAccessEvent(tx, { event: "factor-removed", account, outcome: "done", way, device });
    return ok(await readOwnSecurity(tx, door, account, visitor));
  });
}

export async function endSession(
  door: Door,
  session: number,
  { account, visitor }: Own,
): Promise<Outcome<OwnSecurity, Refusal<"not-found">>> {
  const { database } = door;
  const ended = await database.transaction(async (tx) => {
    const token = await removeOwnSession(tx, account, session);
    if (token === undefined) return undefined;
    await recordAccessEvent(tx, { event: "session-ended", account, outcome: "done", device: visitor.device });
    return { token, after: await readOwnSecurity(tx, door, account, visitor) };
  });
  if (ended === undefined) return refuse({ code: "not-found" });
  forgetSession(database, ended.token);
  return ok(ended.after);
}

export async function endOtherSessions(door: Door, { account, visitor }: Own): Promise<OwnSecurity> {
  const after = await door.database.transaction(async (tx) => {
    await removeSessions(tx, account, visitor.session);
    await recordAccessEvent(tx, { event: "sessions-ended", account, outcome: "done", device: visitor.device });
    return readOwnSecurity(tx, door, account, visitor);
  });
  forgetAccount(door.database, account);
  return after;
}
