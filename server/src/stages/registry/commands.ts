import { type Account, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { type Actor, digestOfToken, type FindActor, newToken, sessionSeconds } from "../../platform/identity.ts";
import type { Scope } from "../../platform/scope.ts";
import { findDemoAccount, findSession, saveSession } from "./store.ts";

/** Whose data an account may see. */
export function scopeOf(account: Account): Scope {
  const { role, programme, unit, team, self } = account;
  if (role === "organiser") return { kind: "city" };
  if (role === "head") return unit === null ? { kind: "nobody" } : { kind: "unit", programme, unit: unit.id };
  if (self === null) return { kind: "nobody" };
  const context = [unit, team].flatMap((each) => (each === null ? [] : [each.id]));
  return { kind: "self", programme, self: self.id, context };
}

export const actorOf = (account: Account): Actor => ({
  id: account.id,
  account,
  role: account.role,
  scope: scopeOf(account),
});

/** The seam that the doorway asks: the holder of a session that has not ended. */
export const findActorBy =
  (clock: Clock): FindActor =>
  async (tx, tokenSha256) => {
    const account = await findSession(tx, tokenSha256, clock.now());
    return account === undefined ? undefined : actorOf(account);
  };

export type SignIn = {
  readonly account: string;
  readonly isDemo: boolean;
  readonly isLoopback: boolean;
  readonly now: Date;
};

/** One click, no password: therefore only in a demo, only for its own accounts, and only from this machine. */
export async function signInToDemo(
  tx: Transaction,
  request: SignIn,
): Promise<Outcome<{ readonly account: Account; readonly token: string }, Refusal<"demo-sign-in-only" | "not-found">>> {
  if (!request.isDemo || !request.isLoopback) return refuse({ code: "demo-sign-in-only" });
  const account = await findDemoAccount(tx, request.account);
  if (account === undefined) return refuse({ code: "not-found" });
  const token = newToken();
  const expiresAt = new Date(request.now.getTime() + sessionSeconds * 1000);
  await saveSession(tx, { tokenSha256: digestOfToken(token), account: account.id, now: request.now, expiresAt });
  return ok({ account, token });
}
