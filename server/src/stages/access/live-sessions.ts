import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Database } from "../../platform/database.ts";
import { forgetAccount, forgetSession } from "../../platform/identity.ts";
import { saveAct } from "./account-act-store.ts";
import { recordAccessEvent } from "./events.ts";
import { lockSession } from "./live-session-store.ts";
import { findNaming } from "./password-store.ts";
import { removeSession, removeSessions } from "./session-store.ts";
import { removeSteps } from "./step-store.ts";

type By = { readonly by: string; readonly reason: string; readonly now: Date };

/** Ends one session of somebody else. The own ones end on the page of the own security, so that nobody shuts themselves out. */
export async function endLiveSession(
  database: Database,
  { session, by, reason, now }: By & { readonly session: number },
): Promise<Outcome<number, Refusal<"not-found" | "own-session">>> {
  const ended = await database.decide<Buffer, Refusal<"not-found" | "own-session">>(async (tx) => {
    const found = await lockSession(tx, session);
    if (found === undefined) return refuse({ code: "not-found" });
    const { account, token } = found;
    if (account === by) return refuse({ code: "own-session" });
    await removeSession(tx, token);
    await saveAct(tx, { account, act: "session-ended", reason, by, now });
    await recordAccessEvent(tx, { event: "session-ended", account, outcome: "done", by, reason });
    return ok(token);
  });
  if (!ended.ok) return ended;
  forgetSession(database, ended.value);
  return ok(1);
}

/** Ends every session of an account, and the sign-in that may be under way. Whoever sits there has to prove again who they are. */
export async function endSessionsOf(
  database: Database,
  { account, by, reason, now }: By & { readonly account: string },
): Promise<Outcome<number, Refusal<"account-unknown" | "own-session">>> {
  if (account === by) return refuse({ code: "own-session" });
  const ended = await database.decide<number, Refusal<"account-unknown">>(async (tx) => {
    if ((await findNaming(tx, account)) === undefined) return refuse({ code: "account-unknown", params: { account } });
    const count = await removeSessions(tx, account);
    await removeSteps(tx, account);
    await saveAct(tx, { account, act: "sessions-ended", reason, by, now });
    await recordAccessEvent(tx, { event: "sessions-ended", account, outcome: "done", by, reason });
    return ok(count);
  });
  forgetAccount(database, account);
  return ended;
}
