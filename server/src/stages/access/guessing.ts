import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Transaction } from "../../platform/database.ts";
import {
  type Counted,
  clearAttempts,
  countAttempt,
  type Limit,
  minutesLocked,
  takeBackAttempts,
} from "./attempt-store.ts";
import type { Visitor } from "./door.ts";

/**
 * How much guessing there is for strangers (docs/decisions/0042): five at a time from one place, with pauses that double; from
 * all places together twenty in an hour and a hundred in a row. Whoever knows a name keeps its holder out of nothing but a
 * device that was never signed in on: a known one is counted by itself.
 */
export const failuresUntilLock = 5;
export const firstLock = 15;
export const longestLock = 12 * 60;
const ofClient: Limit = {
  failures: failuresUntilLock,
  minutes: (times) => Math.min(firstLock * 2 ** (times - 1), longestLock),
  hoursCounted: 24,
};
/** Of one name, from every device that is not known: it is guarded. */
const ofHour: Limit = { failures: 20, minutes: () => 60, hoursCounted: 1 };
/** The same, without a day's pause: it is shut, even to a right password. */
const ofDay: Limit = { failures: 100, minutes: () => 24 * 60, hoursCounted: 24 };
/** Of one place, whatever the names: many people share the address of an office. */
const ofPlace: Limit = { failures: 50, minutes: (times) => (times > 1 ? 30 : 15), hoursCounted: 1 };

/** What is guessed at, whose, and from where. `of` is an account, or a name that nobody has, which is counted alike. */
export type Guess = {
  readonly what: "password" | "code" | "present-password";
  readonly of: string;
  readonly client: string;
  /** A device on which its holder has signed in before, or a session. */
  readonly isKnown: boolean;
};

const clientKey = ({ what, of, client }: Guess): string => `${what}:${of}@${client}`;
const hourKey = ({ what, of }: Guess): string => `${what}:${of} hour`;
const dayKey = ({ what, of }: Guess): string => `${what}:${of} day`;

/** Whether a guess may be looked at. `guarded`: for so many minutes a right password alone opens nothing. */
export type Budget = Counted & { readonly guarded: number };

/** Counts a guess in every budget that it comes out of, always in the same order. */
export async function countGuess(tx: Transaction, guess: Guess, now: Date): Promise<Budget> {
  const own = await countAttempt(tx, clientKey(guess), now, ofClient);
  if (guess.isKnown || own.minutes > 0) return { ...own, guarded: 0 };
  const hour = await countAttempt(tx, hourKey(guess), now, ofHour);
  const day = await countAttempt(tx, dayKey(guess), now, ofDay);
  const isLast = own.isLast || hour.isLast || day.isLast;
  return { minutes: day.minutes, guarded: hour.minutes, isLast };
}

/** After a success: the holder's own slips are forgiven, and a stranger's are not. */
export async function forgive(tx: Transaction, guess: Guess, now: Date): Promise<void> {
  const failures = await clearAttempts(tx, clientKey(guess), now);
  if (guess.isKnown) return;
  await takeBackAttempts(tx, hourKey(guess), failures, ofHour);
  await takeBackAttempts(tx, dayKey(guess), failures, ofDay);
}

const placeKey = ({ place }: Visitor): string => `place:${place}`;
export const minutesOfPlace = (tx: Transaction, visitor: Visitor): Promise<number> =>
  minutesLocked(tx, placeKey(visitor), visitor.now);
export const countAtPlace = (tx: Transaction, visitor: Visitor): Promise<Counted> =>
  countAttempt(tx, placeKey(visitor), visitor.now, ofPlace);

/** A guess by whoever is at the door: known by the device, or by nothing but the place. */
export function guessOf(what: Guess["what"], of: string, visitor: Visitor): Guess {
  const device = visitor.knownAs(of);
  return { what, of, client: device ?? visitor.place, isKnown: device !== undefined };
}

/** The part of an address that its holder cannot choose: of IPv6 the first half; an IPv4 address written as one is one. */
export function networkOf(address: string): string {
  const bare = address.split("%")[0] ?? "";
  if (!isIPv6(bare)) return bare;
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const groupsOf = (part: string) => part.split(":").filter((group) => group !== "");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const [mark, high = "", low = ""] = after;
  if (head === "" && mark === "ffff" && after.length === 3) {
    const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
    return [a >> 8, a & 255, b >> 8, b & 255].join(".");
  }
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after].slice(0, 4).join(":");
}

/** A place as it is kept: not the address, and the same for the same one. */
export const placeOf = (masterKey: Uint8Array, address: string): string =>
  createHmac("sha256", masterKey)
    .update(`biaochi: place ${networkOf(address)}`)
    .digest("base64url")
    .slice(0, 22);
