import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** One-time codes by RFC 6238 as every authenticator reads them: SHA-1, steps of 30 seconds, six digits. */
const stepSeconds = 30;
export const digits = 6;
/** Clocks differ, people type: the step before and the one after are taken as well. */
const leeway = 1;

export const newSecret = (): Buffer => randomBytes(20);

export const stepAt = (now: Date): number => Math.floor(now.getTime() / 1000 / stepSeconds);

/** The code of one step (RFC 4226 5.3). */
export function codeOf(secret: Uint8Array, step: number, length = digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** length).padStart(length, "0");
}

/** The step whose code this is, later than `after`; undefined: none. A code that was taken once is no code any more. */
export function stepOfCode(secret: Uint8Array, code: string, now: Date, after: number): number | undefined {
  const given = Buffer.from(code.padStart(digits, " "), "utf8");
  const here = stepAt(now);
  let found: number | undefined;
  for (let step = here - leeway; step <= here + leeway; step += 1) {
    const expected = Buffer.from(codeOf(secret, step), "utf8");
    const isSame = given.length === expected.length && timingSafeEqual(given, expected);
    if (isSame && step > after) found ??= step;
  }
  return found;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base32 without padding: how a secret is typed. */
export function base32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return bits.replace(/.{1,5}/g, (five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)] ?? "");
}

/** What a QR code carries to an authenticator. */
export function addressOfSecret(secret: Uint8Array, issuer: string, holder: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(holder)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
}
