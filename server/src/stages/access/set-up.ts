import { randomUUID } from "node:crypto";
import { type Outcome, ok, type Refusal, type Role, refuse } from "@biaochi/contract";
import { recordAskOfAccount } from "../../platform/asks.ts";
import type { Transaction } from "../../platform/database.ts";
import { digestOfToken, forgetAccount, newToken } from "../../platform/identity.ts";
import type { Door, Visitor } from "./door.ts";
import { recordAccessEvent } from "./events.ts";
import { needsFactor } from "./factor-store.ts";
import { goOn, type Progress } from "./go-on.ts";
import { digestPassword } from "./password-digest.ts";
import { isMadeAlone } from "./password-link-store.ts";
import { weaknesses } from "./password-policy.ts";
import { readyPassword, weak } from "./password-sign-in.ts";
import { asName, findNaming, savePassword } from "./password-store.ts";
import { removeSessions } from "./session-store.ts";
import {
  hasLinks,
  isNameTaken,
  lockLink,
  rolesWithoutHolder,
  type SetUp,
  saveAdministrator,
  saveLink,
  useLink,
} from "./set-up-store.ts";
import { removeSteps } from "./step-store.ts";

/** Links of the first start wait for three people; one for a new password is used at once, one from a page sooner still. */
export const linkHours = { role: 72, account: 24, page: 2 };

type Moment = { readonly now: Date; readonly day: string };

/** The path of a new link. Its token stands behind the #, which no server and no log is told. */
export async function makeLink(
  tx: Transaction,
  { hours: asked, ...setUp }: SetUp & { readonly hours?: number },
  by: string,
  { now }: Moment,
): Promise<string> {
  const token = newToken();
  const hours = asked ?? (setUp.role === undefined ? linkHours.account : linkHours.role);
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  await saveLink(tx, { ...setUp, tokenSha256: digestOfToken(token), madeBy: by, now, expiresAt });
  if (setUp.account !== undefined) await recordAskOfAccount(tx, "set-password", setUp.account);
  const about = setUp.role ?? "password";
  await recordAccessEvent(tx, {
    event: "set-up-link-made",
    account: setUp.account ?? null,
    outcome: "done",
    by,
    about,
  });
  return `/set-up#${token}`;
}

export type RoleLink = { readonly role: Role; readonly path: string };

/** A link for each administrator's role that nobody holds; at the first start, or whenever somebody asks on the command line. */
export async function makeRoleLinks(
  tx: Transaction,
  moment: Moment,
  asked: { readonly by: string; readonly isFirstStart: boolean; readonly only?: Role },
): Promise<readonly RoleLink[]> {
  if (asked.isFirstStart && (await hasLinks(tx))) return [];
  const roles = (await rolesWithoutHolder(tx, moment.day)).filter((role) => (asked.only ?? role) === role);
  const links: RoleLink[] = [];
  for (const role of roles) links.push({ role, path: await makeLink(tx, { role }, asked.by, moment) });
  return links;
}

type Gone = Refusal<"set-up-link-gone">;
const gone = { code: "set-up-link-gone" } as const;

export type LinkPurpose = {
  readonly role: Role | null;
  readonly signInName: string | null;
  readonly expiresAt: string;
};

/** What a link is for. One that was used, expired or never made looks the same. */
export async function readLink(tx: Transaction, token: string, { now }: Moment): Promise<Outcome<LinkPurpose, Gone>> {
  const link = await lockLink(tx, digestOfToken(token), now);
  if (link === undefined) return refuse(gone);
  const naming = link.account === null ? undefined : await findNaming(tx, link.account);
  const signInName = naming?.signInName ?? naming?.staffNumber ?? null;
  return ok({ role: link.role, signInName, expiresAt: link.expiresAt.toISOString() });
}

/** A name that is typed every day: letters and digits of any script, and . _ - between them. */
const nameForm = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u;

export type NewAccount = {
  readonly token: string;
  readonly name: string;
  readonly signInName: string;
  readonly password: string;
};

type Unfit =
  | Refusal<"sign-in-name-unfit" | "sign-in-name-taken" | "password-weak" | "sign-in-refused" | "proof-needed">
  | Gone;

/** Makes the account of an administrator and uses the link up, both or neither; the second factor comes next. */
export async function setUpAccount(door: Door, given: NewAccount, visitor: Visitor): Promise<Outcome<Progress, Unfit>> {
  const { now, day, device } = visitor;
  const signInName = asName(given.signInName);
  if (!nameForm.test(signInName)) return refuse({ code: "sign-in-name-unfit" });
  const findings = weaknesses(given.password, [signInName, given.name]);
  if (findings.length > 0) return refuse(weak(findings));
  const tokenSha256 = digestOfToken(given.token);
  const isThere = await door.database.transaction((tx) => lockLink(tx, tokenSha256, now));
  if (isThere === undefined) return refuse(gone); // before the costly part
  const digest = await digestPassword(given.password);
  return door.database.decide<Progress, Unfit>(async (tx) => {
    const link = await lockLink(tx, tokenSha256, now);
    if (link === undefined || link.role === null) return refuse(gone);
    const { role } = link;
    if (!(await rolesWithoutHolder(tx, day)).includes(role)) return refuse(gone);
    if (await isNameTaken(tx, signInName)) return refuse({ code: "sign-in-name-taken" });
    const account = `a-${randomUUID()}`;
    const name = { "zh-CN": given.name, en: given.name };
    await useLink(tx, tokenSha256, now);
    if (!(await saveAdministrator(tx, { account, name, signInName, role, day, now })))
      return refuse({ code: "sign-in-name-taken" });
    await savePassword(tx, account, digest, now);
    const about = { account, outcome: "done", device, about: role } as const;
    await recordAccessEvent(tx, { event: "set-up-link-used", ...about });
    await recordAccessEvent(tx, { event: "account-made", ...about });
    return goOn(tx, door, { account, proof: { by: "password" } }, visitor);
  });
}

type UnfitPassword = Refusal<"password-weak" | "password-used-before"> | Gone;

/** Whose password was set. */
type Set = { readonly account: string; readonly signInName: string };

/** Sets a password by a link. Every session of the account ends, and nobody is signed in by it: a second factor stays needed. */
export async function setUpPassword(
  door: Door,
  given: { readonly token: string; readonly password: string },
  visitor: Visitor,
): Promise<Outcome<Set, UnfitPassword>> {
  const { database } = door;
  const { now, device } = visitor;
  const tokenSha256 = digestOfToken(given.token);
  const account = (await database.transaction((tx) => lockLink(tx, tokenSha256, now)))?.account;
  if (account === undefined || account === null) return refuse(gone);
  const ready = await readyPassword(door, account, given.password);
  if (!ready.ok) return ready;
  const done = await database.decide<Set, Gone>(async (tx) => {
    const link = await lockLink(tx, tokenSha256, now);
    if (link === undefined) return refuse(gone);
    // Made for somebody who might do little, by one person: it opens nothing that has meanwhile come to need two.
    const isTooLittle = (await isMadeAlone(tx, tokenSha256)) && (await needsFactor(tx, account, visitor.day));
    if (isTooLittle) return refuse(gone);
    await useLink(tx, tokenSha256, now);
    await savePassword(tx, account, ready.value, now);
    await removeSessions(tx, account);
    await removeSteps(tx, account);
    await recordAccessEvent(tx, { event: "set-up-link-used", account, outcome: "done", device, about: "password" });
    await recordAccessEvent(tx, { event: "password-changed", account, outcome: "done", device });
    const naming = await findNaming(tx, account);
    return ok({ account, signInName: naming?.signInName ?? naming?.staffNumber ?? account });
  });
  forgetAccount(database, account);
  return done;
}
