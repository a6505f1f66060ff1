import { hash, randomBytes } from "node:crypto";
import {
  type Account,
  isOpen,
  may,
  type Outcome,
  ok,
  type Role,
  type Route,
  refuse,
  releasesFor,
} from "@biaochi/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Database, Transaction } from "./database.ts";
import type { TurnedAway } from "./mount-routes.ts";
import { nobody, type Reach, type Scope } from "./scope.ts";

/** Who holds a session, with everything that was granted to them and holds today. */
export type Holder = {
  readonly account: Account;
  readonly grants: readonly { readonly role: Role; readonly reach: Reach }[];
};

/**
 * Who acts, and by what right. Made anew for every act: every command and store gets the scope from here, and nothing else
 * says whose data may be seen.
 */
export type Actor = {
  /** The account, or "anonymous". */
  readonly id: string;
  readonly account: Account | undefined;
  /** Everything that was granted. */
  readonly held: readonly Role[];
  /** The roles that permit this act. */
  readonly roles: readonly Role[];
  readonly scope: Scope;
};

export const anonymous: Actor = { id: "anonymous", account: undefined, held: [], roles: [], scope: nobody };

/** The actor of one act: of what was granted only the grants that permit it. */
export function actorOf(holder: Holder, action: string): Actor {
  const scope = holder.grants.flatMap(({ role, reach }) => {
    const releases = releasesFor(action, role);
    return releases.length === 0 ? [] : [{ role, reach, releases }];
  });
  const { account } = holder;
  const roles = [...new Set(scope.map(({ role }) => role))];
  return { id: account.id, account, held: account.roles, roles, scope };
}

/** Finds who holds a session, by the digest of its token: a stage answers, because people are its business. */
export type FindHolder = (tx: Transaction, tokenSha256: Buffer) => Promise<Holder | undefined>;

const cookieName = "biaochi_session";
/** Sessions end after a working day. */
export const sessionSeconds = 12 * 60 * 60;

export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a token: a stolen table opens no session. */
export function digestOfToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

/** How long an answer about a session may be old. Another process that ended it is noticed after this, this one at once. */
const memoryMilliseconds = 1_000;
const mostRemembered = 10_000;
/** `holder` is absent for a session that has just been ended here: nothing under way may bring it back. */
type Remembered = { readonly holder: Holder | undefined; readonly until: number };
const remembered = new WeakMap<Database, Map<string, Remembered>>();

function memoryOf(database: Database): Map<string, Remembered> {
  const memory = remembered.get(database) ?? new Map<string, Remembered>();
  remembered.set(database, memory);
  return memory;
}

/** To be called where a session ends or its account changes. */
export function forgetSession(database: Database, tokenSha256: Buffer): void {
  const ended = { holder: undefined, until: performance.now() + memoryMilliseconds };
  memoryOf(database).set(tokenSha256.toString("base64"), ended);
}

/** To be called where an account or what was granted to it changes: its sessions are looked up anew. */
export function forgetAccount(database: Database, account: string): void {
  const memory = memoryOf(database);
  for (const [key, { holder }] of memory) if (holder?.account.id === account) memory.delete(key);
}

async function holderOf(database: Database, findHolder: FindHolder, token: string): Promise<Holder | undefined> {
  const digest = digestOfToken(token);
  const key = digest.toString("base64");
  const memory = memoryOf(database);
  const now = performance.now();
  const known = memory.get(key);
  if (known !== undefined && known.until > now) return known.holder;
  const holder = await database.read((tx) => findHolder(tx, digest));
  if (memory.size >= mostRemembered) memory.clear();
  const isEnded = (memory.get(key)?.until ?? 0) > performance.now();
  if (holder !== undefined && !isEnded) memory.set(key, { holder, until: now + memoryMilliseconds });
  return holder;
}

export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName];
}

/** `SameSite=Strict` and HttpOnly: no script reads it, no other site's form or link sends it. */
export function setToken(reply: FastifyReply, token: string, isSecure: boolean): void {
  const options = { path: "/", httpOnly: true, sameSite: "strict", secure: isSecure, maxAge: sessionSeconds } as const;
  reply.setCookie(cookieName, token, options);
}

export function clearToken(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: "/" });
}

/** The one check before every handler: who is this, and does the action table let one of their roles? Doubt means no. */
export function admitBy(
  database: Database,
  findHolder: FindHolder,
): (request: FastifyRequest, route: Route) => Promise<Outcome<Actor, TurnedAway<Actor>>> {
  return async (request, route) => {
    const token = tokenOf(request);
    const holder = token === undefined ? undefined : await holderOf(database, findHolder, token);
    const actor = holder === undefined ? anonymous : actorOf(holder, route.action);
    if (may(route.action, actor.held)) return ok(actor);
    const code = holder === undefined && !isOpen(route.action) ? "not-signed-in" : "not-permitted";
    return refuse({ code, actor });
  };
}
