// Keys of people and nodes on the log, and what their signatures are worth. FORMAT.md §9.
import { sha256, verifyEd25519, verifyP256 } from "#primitives";
import { type Bytes, base64url, fromBase64, hex, join, sameBytes, textOf, utf8 } from "./bytes.ts";

/** The first three are verified. The others are named, so that a policy can speak of them, and never count in version 1. */
export const algorithms = ["ed25519", "webauthn-ed25519", "webauthn-es256", "sm2-sm3", "ca-pkcs7", "paper"] as const;
export type Algorithm = (typeof algorithms)[number];

export const uses = ["approve", "origin", "recover"] as const;
export type Use = (typeof uses)[number];

export interface KeyDocument {
  readonly alg: Algorithm;
  readonly org: string;
  readonly party: string;
  readonly pub: string;
  readonly rp?: string;
  readonly use: readonly Use[];
}

export interface Signature {
  readonly k: string;
  readonly s: string;
  readonly a?: string;
  readonly d?: string;
}

export const isWebauthn = (alg: Algorithm) => alg === "webauthn-ed25519" || alg === "webauthn-es256";

const nothing = new Uint8Array();

export function kidOf({ alg, pub }: Pick<KeyDocument, "alg" | "pub">): string {
  return hex(sha256(join(utf8(`biaochi-key/v1\n${alg}\n`), fromBase64(pub) ?? nothing)).subarray(0, 16));
}

const check: Record<Algorithm, (pub: Bytes, message: Bytes, signature: Bytes) => boolean> = {
  ed25519: verifyEd25519,
  "webauthn-ed25519": verifyEd25519,
  "webauthn-es256": verifyP256,
  "sm2-sm3": () => false,
  "ca-pkcs7": () => false,
  paper: () => false,
};

export function isSignedBy(key: KeyDocument, message: Bytes, signature: Signature): boolean {
  const [pub, s] = [fromBase64(key.pub), fromBase64(signature.s)];
  if (pub === undefined || s === undefined) return false;
  if (!isWebauthn(key.alg))
    return signature.a === undefined && signature.d === undefined && check[key.alg](pub, message, s);
  const signed = assertedBytes(key.rp ?? "", message, signature);
  return signed !== undefined && check[key.alg](pub, signed, s);
}

const present = 0x01;
const verified = 0x04;

/** What the authenticator signed, if it was asked about this message by this party, with a person there who was verified. */
function assertedBytes(rp: string, message: Bytes, { a = "", d = "" }: Signature): Bytes | undefined {
  const [authenticator, client] = [fromBase64(a), fromBase64(d)];
  if (authenticator === undefined || client === undefined || authenticator.length < 37) return undefined;
  if (!sameBytes(authenticator.subarray(0, 32), sha256(utf8(rp)))) return undefined;
  const flags = authenticator[32] ?? 0;
  if ((flags & present) === 0 || (flags & verified) === 0) return undefined;
  const said = readClient(client);
  if (said?.type !== "webauthn.get" || said.challenge !== challengeOf(message) || said.crossOrigin === true)
    return undefined;
  return join(authenticator, sha256(client));
}

/** The challenge to be put to the authenticator, as it comes back in clientDataJSON. */
export function challengeOf(message: Bytes): string {
  return base64url(sha256(message));
}

interface ClientData {
  readonly type?: unknown;
  readonly challenge?: unknown;
  readonly crossOrigin?: unknown;
}

function readClient(bytes: Bytes): ClientData | undefined {
  try {
    const value: unknown = JSON.parse(textOf(bytes) ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined; // what a browser wrote is no JSON
  }
}

/** r ‖ s out of the DER that authenticators answer with; undefined where it is not strict DER of two positive integers. */
export function p256SignatureFromDer(der: Bytes): Bytes | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = derInteger(der, 2);
  const s = r === undefined ? undefined : derInteger(der, r.end);
  return r === undefined || s?.end !== der.length ? undefined : join(r.value, s.value);
}

function derInteger(der: Bytes, at: number): { readonly value: Bytes; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const bytes = der.subarray(at + 2, at + 2 + length);
  const [first = 0x80, second = 0] = bytes;
  const isPadded = first === 0 && bytes.length > 1;
  if (der[at] !== 0x02 || bytes.length !== length || first >= 0x80 || (isPadded && second < 0x80)) return undefined;
  const digits = isPadded ? bytes.subarray(1) : bytes;
  if (digits.length > 32) return undefined;
  return { value: join(new Uint8Array(32 - digits.length), digits), end: at + 2 + length };
}
