import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { digestOfToken, forgetSession, newToken } from "../../platform/identity.ts";
import type { Door, Visitor } from "./door.ts";
import { recordAccessEvent } from "./events.ts";
import { goOn, type Progress } from "./go-on.ts";
import { findByStaffNumber } from "./password-store.ts";
import { findLive, removeSsoSessions } from "./session-store.ts";
import { lockStep, removeSsoSteps, removeStep, saveStep } from "./step-store.ts";

/** A page of ours: from there the browser's own request brings the cookie along, which one from elsewhere would not. */
const returnPath = "/sign-in/return";

const unknown = { code: "sso-unknown" } as const;
type Away = Refusal<"sso-unknown" | "sso-unreachable">;

export async function beginSso(
  { database, sso, settings: { idleMinutes } }: Door,
  { now, origin, session }: Visitor,
  asked: { readonly isAgain: boolean },
): Promise<Outcome<{ readonly address: string; readonly stepToken: string }, Away>> {
  if (sso === undefined) return refuse(unknown);
  // Whoever is signed in here already comes to prove it once more.
  const holder = session && (await database.read((tx) => findLive(tx, session, { now, idleMinutes })));
  const begun = await sso.begin(origin + returnPath, asked.isAgain || holder !== undefined);
  if (!begun.ok) return begun;
  const stepToken = newToken();
  const step = { account: null, next: "sso", proof: { by: "nothing", sent: begun.value.sent } } as const;
  await database.transaction((tx) => saveStep(tx, digestOfToken(stepToken), step, now));
  return ok({ address: begun.value.address, stepToken });
}

type Refused =
  | Away
  | Refusal<"sign-in-refused" | "proof-needed" | "sso-refused" | "sso-account-unknown" | "sign-in-step-gone">;

/** Signs in with what the provider has sent back. It finds an account by the staff number and never makes one. */
export async function signInBySso(door: Door, query: string, visitor: Visitor): Promise<Outcome<Progress, Refused>> {
  const { database, sso } = door;
  const { now, device, step: token } = visitor;
  if (sso === undefined) return refuse(unknown);
  if (token === undefined) return refuse({ code: "sign-in-step-gone" });
  const step = await database.transaction(async (tx) => {
    const found = await lockStep(tx, token, ["sso"], now);
    await removeStep(tx, token);
    return found;
  });
  if (step?.proof.sent === undefined) return refuse({ code: "sign-in-step-gone" });
  const finished = await sso.finish(visitor.origin + returnPath, query, step.proof.sent);
  return database.transaction<Outcome<Progress, Refused>>(async (tx) => {
    const found = finished.ok && (await findByStaffNumber(tx, finished.value.staffNumber ?? ""));
    if (!finished.ok || !found) {
      const code = finished.ok ? "sso-account-unknown" : finished.refusal.code;
      await recordAccessEvent(tx, {
        event: "sign-in-refused",
        account: null,
        outcome: "refused",
        way: "sso",
        device,
        reason: code,
      });
      return refuse({ code });
    }
    const { subject, session, isStrong, askedAt } = finished.value;
    // By the machine's time, which a demo's may differ from; and never after now.
    const ago = askedAt === undefined ? undefined : Math.max(0, door.clock.machineNow().getTime() - askedAt);
    const provedAt = ago === undefined ? {} : { provedAt: new Date(Math.max(0, now.getTime() - ago)).toISOString() };
    const proof = { by: "sso", isStrong, ...provedAt, sso: { subject, session } } as const;
    return goOn(tx, door, { account: found, proof }, visitor);
  });
}

/** Clocks differ: sessions that began this shortly after the provider's word may still be meant. */
const clocksDiffer = 60_000;

/** The provider tells, without any browser, that somebody has signed out there. */
export async function endSsoSession(
  { database, sso }: Door,
  token: string,
): Promise<Outcome<number, Away | Refusal<"sso-refused">>> {
  if (sso === undefined) return refuse(unknown);
  const read = await sso.readLogout(token);
  if (!read.ok) return read;
  const { subject, session, at } = read.value;
  const ended = await database.transaction(async (tx) => {
    const until = new Date(at.getTime() + clocksDiffer);
    const removed = await removeSsoSessions(tx, { subject, session, until });
    await removeSsoSteps(tx, { subject, session });
    for (const { account } of removed)
      await recordAccessEvent(tx, { event: "session-ended", account, outcome: "done", by: "sso" });
    return removed;
  });
  for (const each of ended) forgetSession(database, each.token);
  return ok(ended.length);
}
