import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../platform/database.ts";
import { digestOfToken } from "../../platform/identity.ts";
import { addTodos, finishTodos } from "../../platform/todos.ts";
import { recordAccessEvent } from "./events.ts";
import { needsFactor } from "./factor-store.ts";
import {
  confirmPasswordLink,
  endPasswordLink,
  findLinkAccount,
  lockPasswordLink,
  nameByIdentifier,
  savePasswordLink,
  takePasswordLink,
} from "./password-link-store.ts";
import { linkHours, makeLink } from "./set-up.ts";

const todoOf = (link: number): string => `password-link:${link}:`;
const accountsPage = "/accounts";

type Act = { readonly link: number; readonly by: string; readonly now: Date; readonly day: string };
type Asked = { readonly account: string; readonly reason: string; readonly by: string; readonly now: Date };

/**
 * Asks for a link. Where a role of the account needs a second factor it may do much, and a link is confirmed by a second person:
 * nobody alone becomes somebody who decides or reads everybody's scores.
 */
export async function askLink(
  tx: Transaction,
  { account, reason, by, now }: Asked,
  day: string,
): Promise<
  Outcome<
    number,
    Refusal<"account-unknown" | "own-account" | "account-is-demo" | "password-link-open" | "sign-in-name-taken">
  >
> {
  if (account === by) return refuse({ code: "own-account" });
  const found = await findLinkAccount(tx, account);
  if (found?.state !== "active") return refuse({ code: "account-unknown", params: { account } });
  if (found.isDemo) return refuse({ code: "account-is-demo" });
  if (!found.hasName && !(await nameByIdentifier(tx, account))) return refuse({ code: "sign-in-name-taken" });
  const isTwofold = await needsFactor(tx, account, day);
  const id = await savePasswordLink(tx, { account, reason, isTwofold, by, now });
  if (id === undefined) return refuse({ code: "password-link-open" });
  await recordAccessEvent(tx, { event: "password-link-asked", account, outcome: "done", by, reason });
  const role = "security-administrator";
  if (isTwofold)
    await addTodos(tx, [
      { key: todoOf(id), kind: "confirm-password-link", for: { role }, path: accountsPage, minutes: 3 },
    ]);
  return ok(id);
}

/** A second person, who is neither the one who asked nor the one it is for. They do not see the link. */
export async function confirmLink(
  tx: Transaction,
  { link: id, by, now }: Act,
): Promise<Outcome<null, Refusal<"not-found" | "same-person" | "own-account">>> {
  const link = await lockPasswordLink(tx, id, now);
  if (link?.state !== "waiting") return refuse({ code: "not-found" });
  if (link.asked.by.id === by) return refuse({ code: "same-person" });
  if (link.account.id === by) return refuse({ code: "own-account" });
  await confirmPasswordLink(tx, id, by, now);
  await finishTodos(tx, todoOf(id), by);
  const account = link.account.id;
  await recordAccessEvent(tx, { event: "password-link-confirmed", account, outcome: "done", by });
  const whom = { account: link.asked.by.id };
  await addTodos(tx, [{ key: todoOf(id), kind: "take-password-link", for: whom, path: accountsPage, minutes: 2 }]);
  return ok(null);
}

export type TakenLink = { readonly path: string; readonly expiresAt: Date };

/** Makes the link and tells it, this once, to whoever asked for it. What the account may do counts as it is now. */
export async function takeLink(
  tx: Transaction,
  { link: id, by, now, day }: Act,
): Promise<
  Outcome<TakenLink, Refusal<"not-found" | "password-link-waits" | "password-link-outdated" | "account-unknown">>
> {
  const link = await lockPasswordLink(tx, id, now);
  if (link === undefined || link.asked.by.id !== by) return refuse({ code: "not-found" });
  if (link.state === "waiting") return refuse({ code: "password-link-waits" });
  if (link.state !== "ready") return refuse({ code: "not-found" });
  const account = link.account.id;
  if (!link.isTwofold && (await needsFactor(tx, account, day))) return refuse({ code: "password-link-outdated" });
  if ((await findLinkAccount(tx, account))?.state !== "active")
    return refuse({ code: "account-unknown", params: { account } });
  const path = await makeLink(tx, { account, hours: linkHours.page }, by, { now, day });
  await takePasswordLink(tx, id, digestOfToken(path.slice(path.indexOf("#") + 1)));
  await finishTodos(tx, todoOf(id), by);
  return ok({ path, expiresAt: new Date(now.getTime() + linkHours.page * 3_600_000) });
}

/** Withdraws or refuses a link; one that was taken and not used yet opens nothing any more. */
export async function endLink(
  tx: Transaction,
  { link: id, by, now }: Act,
): Promise<Outcome<null, Refusal<"not-found">>> {
  const link = await lockPasswordLink(tx, id, now);
  if (link === undefined || !["waiting", "ready", "taken"].includes(link.state)) return refuse({ code: "not-found" });
  await endPasswordLink(tx, id, by, now);
  await finishTodos(tx, todoOf(id), by);
  await recordAccessEvent(tx, { event: "password-link-ended", account: link.account.id, outcome: "done", by });
  return ok(null);
}
