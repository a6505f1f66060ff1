import { type Bytes, fromHex } from "./bytes.ts";

/**
 * The points of small order, least significant byte first, without the bit of the sign. With such a key one signature fits
 * many messages; about such an R, releases of one library differ.
 */
const small = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
].map((text) => fromHex(text) ?? new Uint8Array());

/** Whether 32 bytes, a public key or the R of a signature, are read alike by every verifier: y below p, not of small order. */
export function isSoundPoint(point: Bytes): boolean {
  return point.length === 32 && isSoundY(point);
}

function isSoundY(point: Bytes): boolean {
  if (!isBelowP(point)) return false;
  for (const each of small) if (isSameY(point, each)) return false;
  return true;
}

/** p is 2²⁵⁵ − 19: its bytes are ed, thirty times ff, 7f. */
function isBelowP(point: Bytes): boolean {
  if ((point[0] ?? 0) < 0xed || ((point[31] ?? 0) & 0x7f) !== 0x7f) return true;
  for (let at = 1; at < 31; at += 1) if (point[at] !== 0xff) return true;
  return false;
}

function isSameY(point: Bytes, y: Bytes): boolean {
  for (let at = 0; at < 31; at += 1) if (point[at] !== y[at]) return false;
  return ((point[31] ?? 0) & 0x7f) === y[31];
}

/** Of the 64 bytes of a signature R is the first half. */
export function isSoundSignature(signature: Bytes): boolean {
  return signature.length === 64 && isSoundY(signature);
}
