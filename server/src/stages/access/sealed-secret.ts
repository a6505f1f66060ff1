import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** AES-256-GCM under a key made from the installation's master key: a stolen database or backup holds no secret. */
const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

const keyFrom = (masterKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), "biaochi: secrets of second factors", 32));

/** `owner` is bound in: what was sealed for one account opens for no other. */
export function seal(masterKey: Uint8Array, owner: string, secret: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, keyFrom(masterKey), nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(owner, "utf8"));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Undefined where the key is another one, as after a restore without the master key, or a byte was changed. */
export function unseal(masterKey: Uint8Array, owner: string, sealed: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(sealed);
  const nonce = bytes.subarray(0, nonceLength);
  const decipher = createDecipheriv(algorithm, keyFrom(masterKey), nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(owner, "utf8"));
  try {
    decipher.setAuthTag(bytes.subarray(-tagLength));
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}
