// Hashing and signatures by node:crypto. The only file of the front door that needs Node; `primitives-noble.ts` says the
// same for browsers, and a test holds the two together over every vector.
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
  randomBytes as takeRandom,
  verify,
} from "node:crypto";
import { type Bytes, base64url, join } from "./bytes.ts";
import { isSoundPoint, isSoundSignature } from "./sound-point.ts";

const plain = (buffer: Uint8Array): Bytes => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** As text and back: node:crypto makes a string in half the time that a buffer takes. */
export function sha256(bytes: Bytes): Bytes {
  return fromBinary(hash("sha256", bytes, "binary"));
}

/** Of the text's UTF-8, which is not made first. */
export function sha256OfText(text: string): Bytes {
  return fromBinary(hash("sha256", text, "binary"));
}

function fromBinary(text: string): Bytes {
  const digest = new Uint8Array(32);
  for (let at = 0; at < 32; at += 1) digest[at] = text.charCodeAt(at);
  return digest;
}

export function hmacSha256(key: Bytes, bytes: Bytes): Bytes {
  return plain(createHmac("sha256", key).update(bytes).digest());
}

export function randomBytes(length: number): Bytes {
  return plain(takeRandom(length));
}

const spkiOfEd25519 = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);
const pkcs8OfEd25519 = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);

/** Reading a key costs as much as using it, so that the last ones are kept. `undefined`: no such key. */
const keptKeys = new Map<string, KeyObject | undefined>();
const mostKeptKeys = 4096;

function kept(kind: string, bytes: Bytes, read: () => KeyObject): KeyObject | undefined {
  const name = `${kind}${Buffer.from(bytes).toString("latin1")}`;
  if (!keptKeys.has(name)) {
    if (keptKeys.size >= mostKeptKeys) keptKeys.clear();
    let key: KeyObject | undefined;
    try {
      key = read();
    } catch {
      key = undefined; // bytes that are no key: node:crypto has no other way to say it
    }
    keptKeys.set(name, key);
  }
  return keptKeys.get(name);
}

/** Reading it costs more than signing with it. */
export const privateEd25519 = (seed: Bytes): KeyObject =>
  createPrivateKey({ key: Buffer.from(join(pkcs8OfEd25519, seed)), format: "der", type: "pkcs8" });

export function publicEd25519(seed: Bytes): Bytes {
  return plain(createPublicKey(privateEd25519(seed)).export({ format: "der", type: "spki" })).slice(-32);
}

export function signEd25519(seed: Bytes, message: Bytes): Bytes {
  return plain(sign(null, message, privateEd25519(seed)));
}

/** A key that may verify, read once for many signatures. */
export function ed25519Key(publicKey: Bytes): KeyObject | undefined {
  if (!isSoundPoint(publicKey)) return undefined;
  return kept("e", publicKey, () =>
    createPublicKey({ key: Buffer.from(join(spkiOfEd25519, publicKey)), format: "der", type: "spki" }),
  );
}

/** FORMAT.md §3. OpenSSL checks without cofactor; of unsound points its releases think differently. */
export function verifyEd25519(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  return verifyWith(ed25519Key(publicKey), message, signature);
}

export function verifyWith(key: KeyObject | undefined, message: Bytes, signature: Bytes): boolean {
  return key !== undefined && isSoundSignature(signature) && verify(null, message, key, signature);
}

/** `04 ‖ x ‖ y`, SHA-256, r ‖ s. */
export function verifyP256(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  if (signature.length !== 64 || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  const [x, y] = [base64url(publicKey.subarray(1, 33)), base64url(publicKey.subarray(33))];
  const key = kept("p", publicKey, () => createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" }));
  return key !== undefined && verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
}
