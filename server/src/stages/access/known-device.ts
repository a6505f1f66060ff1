import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * A browser in which somebody has signed in carries a token that says so: when, a random name of the device, and a
 * signature that also covers whose it is. Without the account nobody can tell whose, and no table has to be kept. It opens
 * nothing: its guesses are counted apart from those of strangers.
 */
const days = 180;
export const knownSeconds = days * 86_400;
/** A machine that several people share remembers so many. */
const mostKnown = 5;
const idLength = 12;
const headLength = 4 + idLength;
const macLength = 16;

const keyFrom = (masterKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), "biaochi: known devices", 32));

const signed = (masterKey: Uint8Array, account: string, head: Uint8Array): Buffer =>
  createHmac("sha256", keyFrom(masterKey)).update(head).update(account, "utf8").digest().subarray(0, macLength);

const tokensIn = (cookie: string | undefined): readonly Buffer[] =>
  (cookie ?? "")
    .split(".", mostKnown)
    .map((token) => Buffer.from(token, "base64url"))
    .filter(({ length }) => length === headLength + macLength);

const isOf = (masterKey: Uint8Array, account: string, token: Buffer): boolean =>
  timingSafeEqual(token.subarray(headLength), signed(masterKey, account, token.subarray(0, headLength)));

const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1000);

/** The name of the device by which an account is known there; undefined: it is not, or it was too long ago. */
export function knownAs(
  masterKey: Uint8Array,
  cookie: string | undefined,
  account: string,
  now: Date,
): string | undefined {
  const own = tokensIn(cookie).find((token) => isOf(masterKey, account, token));
  if (own === undefined || secondsOf(now) - own.readUInt32BE(0) > knownSeconds) return undefined;
  return own.toString("base64url", 4, headLength);
}

/** What the browser carries from now on: this account first, and those before it. A device keeps its name. */
export function remembered(masterKey: Uint8Array, cookie: string | undefined, account: string, now: Date): string {
  const before = tokensIn(cookie);
  const own = before.find((token) => isOf(masterKey, account, token));
  const head = Buffer.alloc(headLength);
  head.writeUInt32BE(secondsOf(now), 0);
  (own?.subarray(4, headLength) ?? randomBytes(idLength)).copy(head, 4);
  const token = Buffer.concat([head, signed(masterKey, account, head)]);
  return [token, ...before.filter((each) => each !== own)]
    .slice(0, mostKnown)
    .map((each) => each.toString("base64url"))
    .join(".");
}
