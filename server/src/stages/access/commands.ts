import { type Account, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { digestOfToken, type FindHolder, newToken, sessionSeconds } from "../../platform/identity.ts";
import { findDemoAccount, findHolder, saveSession } from "./store.ts";

/** The seam that the doorway asks: the holder of a session that has not ended. */
export const findHolderBy =
  (clock: Clock): FindHolder =>
  (tx, tokenSha256) =>
    findHolder(tx, tokenSha256, { now: clock.now(), day: clock.today() });

export type SignIn = {
  readonly account: string;
  readonly isDemo: boolean;
  readonly isLoopback: boolean;
  readonly now: Date;
  readonly day: string;
};

/** One click, no password: therefore only in a demo, only for its own accounts, and only from this machine. */
export async function signInToDemo(
  tx: Transaction,
  request: SignIn,
): Promise<Outcome<{ readonly account: Account; readonly token: string }, Refusal<"demo-sign-in-only" | "not-found">>> {
  if (!request.isDemo || !request.isLoopback) return refuse({ code: "demo-sign-in-only" });
  const account = await findDemoAccount(tx, request.account, request.day);
  if (account === undefined) return refuse({ code: "not-found" });
  const token = newToken();
  const expiresAt = new Date(request.now.getTime() + sessionSeconds * 1000);
  await saveSession(tx, { tokenSha256: digestOfToken(token), account: account.id, now: request.now, expiresAt });
  return ok({ account, token });
}
