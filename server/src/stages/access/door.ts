import type { Account, Session } from "@biaochi/contract";
import { allowed, levelOfAction, routes } from "@biaochi/contract";
import type { FastifyRequest } from "fastify";
import type { Clock } from "../../platform/clock.ts";
import type { Cookies } from "../../platform/cookies.ts";
import type { Database, Transaction } from "../../platform/database.ts";
import { digestOfToken } from "../../platform/identity.ts";
import type { Settings } from "../../platform/settings.ts";
import { deviceOf } from "./device.ts";
import { placeOf } from "./guessing.ts";
import { knownAs } from "./known-device.ts";
import type { ReadPolicy } from "./policy.ts";
import type { Sso } from "./sso.ts";

/** What the doors of this stage need of the house. */
export type Door = {
  readonly settings: Settings;
  readonly database: Database;
  readonly clock: Clock;
  readonly cookies: Cookies;
  readonly masterKey: Uint8Array;
  /** What the security administrator has decided. */
  readonly policy: ReadPolicy;
  /** Undefined: there is no single sign-on. */
  readonly sso: Sso | undefined;
};

/** Who knocks: what we take note of. */
export type Visitor = {
  readonly now: Date;
  readonly day: string;
  readonly device: string;
  /** From where, as failures are counted and sessions listed; not an address. */
  readonly place: string;
  /** By what name this browser knows an account; undefined: nobody has signed in to it here. */
  readonly knownAs: (account: string) => string | undefined;
  /** The address under which this browser knows us; passkeys and the single sign-on are bound to it. */
  readonly origin: string;
  /** Digests of the tokens that the browser brought. */
  readonly session: Buffer | undefined;
  readonly step: Buffer | undefined;
};

const digested = (token: string | undefined): Buffer | undefined =>
  token === undefined ? undefined : digestOfToken(token);

export function visitorOf({ settings, clock, cookies, masterKey }: Door, request: FastifyRequest): Visitor {
  const [now, devices] = [clock.now(), cookies.read(request, "device")];
  // A port that the machine chose stands in no setting.
  const origin = settings.port === 0 ? `http://localhost:${request.socket.localPort}` : settings.origin;
  return {
    now,
    day: clock.today(),
    device: deviceOf(request.headers["user-agent"]),
    place: placeOf(masterKey, request.ip),
    knownAs: (account) => knownAs(masterKey, devices, account, now),
    origin,
    session: digested(cookies.read(request, "session")),
    step: digested(cookies.read(request, "step")),
  };
}

const everyRoute = Object.values(routes);

/** Who is signed in, and what they may do at the level of now; what it has switched off is not offered. */
export async function sessionOf(
  { settings, clock, policy }: Door,
  tx: Transaction,
  account: Account | undefined,
): Promise<Session> {
  const { level } = await policy(tx);
  const may = allowed(account?.roles).filter((action) => levelOfAction(action, everyRoute) <= level);
  return {
    account: account ?? null,
    may: [...may],
    mode: settings.mode,
    level,
    today: clock.today(),
  };
}
