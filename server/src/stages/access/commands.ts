import { type Account, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { digestOfToken, type FindHolder, type NoteUse, newToken } from "../../platform/identity.ts";
import type { Visitor } from "./door.ts";
import { noteUse, removeSession, saveSession } from "./session-store.ts";
import { findDemoAccount, findHolder } from "./store.ts";

/** The seam that the doorway asks: the holder of a session that has not ended and was in use not long ago. */
export const findHolderBy =
  (clock: Clock, idleMinutes: number): FindHolder =>
  (tx, tokenSha256) =>
    findHolder(tx, tokenSha256, { now: clock.now(), day: clock.today(), idleMinutes });

export const noteUseBy =
  (clock: Clock): NoteUse =>
  (tx, tokenSha256) =>
    noteUse(tx, tokenSha256, clock.now());

/** One click proves nothing, and is asked for nothing more. */
const demoProof = { provedAt: undefined, isTwofold: true } as const;

export type DemoSignIn = { readonly account: string; readonly isDemo: boolean; readonly isLoopback: boolean };

/** One click, no password: therefore only in a demo, only for its own accounts, and only from this machine. */
export async function signInToDemo(
  tx: Transaction,
  request: DemoSignIn,
  visitor: Visitor,
): Promise<Outcome<{ readonly account: Account; readonly token: string }, Refusal<"demo-sign-in-only" | "not-found">>> {
  if (!request.isDemo || !request.isLoopback) return refuse({ code: "demo-sign-in-only" });
  const { now, day, device } = visitor;
  const account = await findDemoAccount(tx, request.account, day);
  if (account === undefined) return refuse({ code: "not-found" });
  if (visitor.session !== undefined) await removeSession(tx, visitor.session);
  const token = newToken();
  await saveSession(tx, {
    tokenSha256: digestOfToken(token),
    account: account.id,
    way: "demo",
    device,
    now,
    ...demoProof,
  });
  return ok({ account, token });
}
