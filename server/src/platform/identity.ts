import { hash, randomBytes } from "node:crypto";
import { type Account, isOpen, may, type Outcome, ok, type Role, type Route, refuse } from "@biaochi/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Database, Transaction } from "./database.ts";
import { nobody, type Scope } from "./scope.ts";

/** Who asks. Every command and store gets the scope from here; nothing else says whose data may be seen. */
export type Actor = {
  /** The account, or "anonymous". */
  readonly id: string;
  readonly account: Account | undefined;
  readonly role: Role | undefined;
  readonly scope: Scope;
};

export const anonymous: Actor = { id: "anonymous", account: undefined, role: undefined, scope: nobody };

/** Finds who holds a session, by the digest of its token: a stage answers, because people are its business. */
export type FindActor = (tx: Transaction, tokenSha256: Buffer) => Promise<Actor | undefined>;

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
/** `actor` is absent for a session that has just been ended here: nothing under way may bring it back. */
type Remembered = { readonly actor: Actor | undefined; readonly until: number };
const remembered = new WeakMap<Database, Map<string, Remembered>>();

function memoryOf(database: Database): Map<string, Remembered> {
  const memory = remembered.get(database) ?? new Map<string, Remembered>();
  remembered.set(database, memory);
  return memory;
}

/** To be called where a session ends or its account changes. */
export function forgetSession(database: Database, tokenSha256: Buffer): void {
  const ended = { actor: undefined, until: performance.now() + memoryMilliseconds };
  memoryOf(database).set(tokenSha256.toString("base64"), ended);
}

async function holderOf(database: Database, findActor: FindActor, token: string): Promise<Actor | undefined> {
  const digest = digestOfToken(token);
  const key = digest.toString("base64");
  const memory = memoryOf(database);
  const now = performance.now();
  const known = memory.get(key);
  if (known !== undefined && known.until > now) return known.actor;
  const actor = await database.read((tx) => findActor(tx, digest));
  if (memory.size >= mostRemembered) memory.clear();
  const isEnded = (memory.get(key)?.until ?? 0) > performance.now();
  if (actor !== undefined && !isEnded) memory.set(key, { actor, until: now + memoryMilliseconds });
  return actor;
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

/** The one check before every handler: who is this, and does the action table let the role? Doubt means no. */
export function admitBy(
  database: Database,
  findActor: FindActor,
): (request: FastifyRequest, route: Route) => Promise<Outcome<Actor>> {
  return async (request, route) => {
    const token = tokenOf(request);
    const found = token === undefined ? undefined : await holderOf(database, findActor, token);
    const actor = found ?? anonymous;
    if (may(route.action, actor.role)) return ok(actor);
    return refuse({ code: actor.role === undefined && !isOpen(route.action) ? "not-signed-in" : "not-permitted" });
  };
}
