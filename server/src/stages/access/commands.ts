import { type Account, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Database, Transaction } from "../../platform/database.ts";
import { digestOfToken, type FindHolder, type NoteUse, newToken } from "../../platform/identity.ts";
import type { Visitor } from "./door.ts";
import { recordAccessEvent } from "./events.ts";
import { asLevel, type ReadPolicy } from "./policy.ts";
import { noteUse, removeSession, saveSession } from "./session-store.ts";
import { findDemoAccount, findHolder } from "./store.ts";

/** The seam that the doorway asks: the holder of a session that has not ended and was in use not long ago. */
export const findHolderBy =
  (clock: Clock, policy: ReadPolicy): FindHolder =>
  async (tx, tokenSha256) => {
    const { idleMinutes, level } = await policy(tx);
    const holder = await findHolder(tx, tokenSha256, { now: clock.now(), day: clock.today(), idleMinutes });
    return holder && { ...holder, level: asLevel(level) };
  };

export const noteUseBy =
  (clock: Clock): NoteUse =>
  (tx, tokenSha256) =>
    noteUse(tx, tokenSha256, clock.now());

/** One click proves nothing, and is asked for nothing more. */
const demoProof = { provedAt: undefined, isTwofold: true } as const;

export type DemoSignIn = { readonly account: string; readonly isDemo: boolean; readonly isLoopback: boolean };

/**
 * One click, no password: therefore only in a demo, only for its own accounts, and only from this machine. A refusal stays on
 * record.
 */
export async function signInToDemo(
  database: Database,
  request: DemoSignIn,
  visitor: Visitor,
): Promise<Outcome<{ readonly account: Account; readonly token: string }, Refusal<"demo-sign-in-only" | "not-found">>> {
  const { now, day, device, place } = visitor;
  const isOffered = request.isDemo && request.isLoopback;
  return database.transaction(async (tx) => {
    const account = isOffered ? await findDemoAccount(tx, request.account, day) : undefined;
    if (account === undefined) {
      // Outside a demo it may be anything that somebody typed.
      const about = request.isDemo ? { about: `account:${request.account}` } : {};
      await recordAccessEvent(tx, {
        ...{ event: "sign-in-refused", account: null, outcome: "refused", way: "demo", device },
        ...about,
      });
      return refuse({ code: isOffered ? "not-found" : "demo-sign-in-only" });
    }
    if (visitor.session !== undefined) await removeSession(tx, visitor.session);
    const token = newToken();
    const session = { tokenSha256: digestOfToken(token), account: account.id, way: "demo", device, place, now };
    await saveSession(tx, { ...session, ...demoProof });
    await recordAccessEvent(tx, { event: "signed-in", account: account.id, outcome: "done", way: "demo", device });
    return ok({ account, token });
  });
}

/** Ends the session that the browser brought, if it opened anything. */
export async function signOut(tx: Transaction, session: Buffer): Promise<void> {
  const account = await removeSession(tx, session);
  if (account !== undefined) await recordAccessEvent(tx, { event: "signed-out", account, outcome: "done" });
}
