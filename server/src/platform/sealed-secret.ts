import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** AES-256-GCM under a key made from the installation's master key: a stolen database or backup holds no secret. */
const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/** What a secret is for; each purpose has a key of its own. The words never change: what is sealed could not be read again. */
const purposes = {
  "second-factor": "biaochi: secrets of second factors",
  connection: "biaochi: secrets of connections",
} as const;
export type SealPurpose = keyof typeof purposes;

const keyFrom = (masterKey: Uint8Array, purpose: SealPurpose): Buffer =>
  Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), purposes[purpose], 32));

export type Seal = {
  readonly masterKey: Uint8Array;
  readonly purpose: SealPurpose;
  /** Bound in: what was sealed for one owner opens for no other. */
  readonly owner: string;
};

export function seal({ masterKey, purpose, owner }: Seal, secret: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, keyFrom(masterKey, purpose), nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(owner, "utf8"));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Undefined where the key is another one, as after a restore without the master key, or a byte was changed. */
export function unseal({ masterKey, purpose, owner }: Seal, sealed: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(sealed);
  const nonce = bytes.subarray(0, nonceLength);
  const decipher = createDecipheriv(algorithm, keyFrom(masterKey, purpose), nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(owner, "utf8"));
  try {
    decipher.setAuthTag(bytes.subarray(-tagLength));
    return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}
