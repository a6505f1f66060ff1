import { hash, randomBytes } from "node:crypto";
import {
  type Account,
  fullLevel,
  isOpen,
  type Level,
  levelOfRoute,
  may,
  needsFreshProof,
  type Outcome,
  ok,
  type Role,
  type Route,
  refuse,
  releasesFor,
} from "@biaochi/contract";
import type { FastifyRequest } from "fastify";
import type { Cookies } from "./cookies.ts";
import type { Database, Transaction } from "./database.ts";
import type { TurnedAway } from "./mount-routes.ts";
import { nobody, type Own, type Reach, type Scope } from "./scope.ts";

/** Who holds a session, with everything that was granted to them and holds today. */
export type Holder = {
  readonly account: Account;
  readonly grants: readonly { readonly role: Role; readonly reach: Reach }[];
  /** It is a while since the session was noted as used. */
  readonly isUnnoted?: boolean;
  /** Whether they proved a short while ago who they are. */
  readonly isFresh: boolean;
  /** At which level the city works; undefined: everything is switched on. */
  readonly level?: Level;
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

/** The result of the person whose account it is. */
function ownOf({ programme, self }: Account): Own | undefined {
  return programme === null || self === null ? undefined : { programme, subject: self.id };
}

/** The actor of one act: of what was granted only the grants that permit it. Nobody looks at themselves by another role. */
export function actorOf(holder: Holder, action: string): Actor {
  const { account } = holder;
  const own = ownOf(account);
  const scope = holder.grants.flatMap(({ role, reach }) => {
    const releases = releasesFor(action, role);
    if (releases.length === 0) return [];
    return [{ role, reach, releases, ...(own === undefined || role === "official" ? {} : { aside: own }) }];
  });
  const roles = [...new Set(scope.map(({ role }) => role))];
  return { id: account.id, account, held: account.roles, roles, scope };
}

/** Finds who holds a session, by the digest of its token: a stage answers, because people are its business. */
export type FindHolder = (tx: Transaction, tokenSha256: Buffer) => Promise<Holder | undefined>;

/** Notes that a session is in use: what is not used for a while ends. */
export type NoteUse = (tx: Transaction, tokenSha256: Buffer) => Promise<void>;

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
type Memory = { readonly sessions: Map<string, Remembered>; readonly endedAt: Map<string, number> };
const remembered = new WeakMap<Database, Memory>();

function memoryOf(database: Database): Memory {
  const memory = remembered.get(database) ?? { sessions: new Map(), endedAt: new Map() };
  remembered.set(database, memory);
  return memory;
}

/** To be called where a session ends. */
export function forgetSession(database: Database, tokenSha256: Buffer): void {
  const ended = { holder: undefined, until: performance.now() + memoryMilliseconds };
  memoryOf(database).sessions.set(tokenSha256.toString("base64"), ended);
}

/**
 * To be called where an account or its grants change, or all of its sessions end; also just before the change is committed:
 * what is looked up meanwhile and for a second longer is not remembered.
 */
export function forgetAccount(database: Database, account: string): void {
  const { sessions, endedAt } = memoryOf(database);
  if (endedAt.size >= mostRemembered) endedAt.clear();
  endedAt.set(account, performance.now());
  for (const [key, { holder }] of sessions) if (holder?.account.id === account) sessions.delete(key);
}

export type Doorway = {
  readonly database: Database;
  readonly findHolder: FindHolder;
  readonly noteUse: NoteUse;
  readonly cookies: Cookies;
};

async function holderOf({ database, findHolder, noteUse }: Doorway, token: string): Promise<Holder | undefined> {
  const digest = digestOfToken(token);
  const key = digest.toString("base64");
  const { sessions, endedAt } = memoryOf(database);
  const now = performance.now();
  const known = sessions.get(key);
  if (known !== undefined && known.until > now) return known.holder;
  const holder = await database.read((tx) => findHolder(tx, digest));
  if (holder?.isUnnoted) await database.transaction((tx) => noteUse(tx, digest));
  if (sessions.size >= mostRemembered) sessions.clear();
  const isEnded = (sessions.get(key)?.until ?? 0) > performance.now();
  const changedAt = holder === undefined ? undefined : endedAt.get(holder.account.id);
  const isOld = changedAt !== undefined && changedAt + memoryMilliseconds >= now;
  if (holder !== undefined && !isEnded && !isOld) sessions.set(key, { holder, until: now + memoryMilliseconds });
  return holder;
}

/** The one check before every handler: who is this, and does the action table let one of their roles? Doubt means no. */
export function admitBy(
  doorway: Doorway,
): (request: FastifyRequest, route: Route) => Promise<Outcome<Actor, TurnedAway<Actor>>> {
  return async (request, route) => {
    const token = doorway.cookies.read(request, "session");
    const holder = token === undefined ? undefined : await holderOf(doorway, token);
    const actor = holder === undefined ? anonymous : actorOf(holder, route.action);
    if (may(route.action, actor.account && actor.held)) {
      const level = levelOfRoute(route.path);
      if (level > (holder?.level ?? fullLevel)) return refuse({ code: "module-off", params: { level }, actor });
      const isProved = holder === undefined || holder.isFresh || !needsFreshProof(route.action);
      return isProved ? ok(actor) : refuse({ code: "proof-needed", actor });
    }
    const code = holder === undefined && !isOpen(route.action) ? "not-signed-in" : "not-permitted";
    return refuse({ code, actor });
  };
}
