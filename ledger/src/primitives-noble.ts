// The same as `primitives-node.ts` by @noble, for browsers: no build step of Node is needed and no secure context.
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256, sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, join, sameBytes, utf8 } from "./bytes.ts";
import { isSoundPoint, isSoundSignature } from "./sound-point.ts";

export function sha256(bytes: Bytes): Bytes {
  return nobleSha256(bytes);
}

export function sha256OfText(text: string): Bytes {
  return nobleSha256(utf8(text));
}

export function hmacSha256(key: Bytes, bytes: Bytes): Bytes {
  return hmac(nobleSha256, key, bytes);
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function publicEd25519(seed: Bytes): Bytes {
  return ed25519.getPublicKey(seed);
}

export function signEd25519(seed: Bytes, message: Bytes): Bytes {
  return ed25519.sign(message, seed);
}

const { Point } = ed25519;
const order = Point.Fn.ORDER;

function littleEndian(bytes: Bytes): bigint {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at -= 1) value = (value << 8n) | BigInt(bytes[at] ?? 0);
  return value;
}

/** FORMAT.md §3. The library's own check multiplies by the cofactor; ours has to agree with OpenSSL and Go to the bit. */
export function verifyEd25519(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  if (!isSoundSignature(signature) || !isSoundPoint(publicKey)) return false;
  const s = littleEndian(signature.subarray(32));
  if (s >= order) return false;
  const r = signature.subarray(0, 32);
  const k = littleEndian(sha512(join(r, publicKey, message))) % order;
  try {
    const negated = Point.fromBytes(publicKey).negate();
    const sum = multiple(Point.BASE, s).add(multiple(negated, k));
    return sameBytes(sum.toBytes(), r);
  } catch {
    return false; // no point of the curve: the library has no other way to say it
  }
}

function multiple(point: InstanceType<typeof Point>, factor: bigint) {
  return factor === 0n ? Point.ZERO : point.multiplyUnsafe(factor);
}

/** `04 ‖ x ‖ y`, SHA-256, r ‖ s. */
export function verifyP256(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  if (signature.length !== 64 || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  try {
    return p256.verify(signature, message, publicKey, { lowS: false });
  } catch {
    return false; // no point of the curve: the library has no other way to say it
  }
}
