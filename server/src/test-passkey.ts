import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const present = 0x01;
const verified = 0x04;
const hasKey = 0x40;

export type Manner = {
  /** The page that asked, as the browser saw it. */
  readonly origin?: string;
  /** Whether the holder has proved themselves to the device. */
  readonly isVerified?: boolean;
  readonly counter?: number;
};

/** A device that holds one passkey (ES256, no attestation), written after WebAuthn Level 3, sections 6.1 and 6.5. */
export function passkeyDevice() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  const names = { id: text(id), rawId: text(id), type: "public-key", clientExtensionResults: {} };
  const client = (type: string, challenge: unknown, { origin = "http://localhost:3000" }: Manner) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (extra: number, { isVerified = true, counter = 0 }: Manner) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(present | (isVerified ? verified : 0) | extra);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256("localhost"), head]);
  };
  return {
    id: names.id,
    make(challenge: unknown, manner: Manner = {}) {
      const key = [
        Buffer.from("a5010203262001215820", "hex"),
        Buffer.from(x, "base64url"),
        Buffer.from("225820", "hex"),
      ];
      const credential = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        ...key,
        Buffer.from(y, "base64url"),
      ]);
      const authData = Buffer.concat([data(hasKey, manner), credential]);
      const head = Buffer.concat([
        Buffer.from("a363", "hex"),
        Buffer.from("fmt"),
        Buffer.from("64", "hex"),
        Buffer.from("none"),
        Buffer.from("67", "hex"),
        Buffer.from("attStmt"),
        Buffer.from("a068", "hex"),
        Buffer.from("authData"),
        Buffer.from([0x58, authData.length]),
      ]);
      const clientDataJSON = text(client("webauthn.create", challenge, manner));
      const attestationObject = text(Buffer.concat([head, authData]));
      return { ...names, response: { clientDataJSON, attestationObject, transports: ["internal"] } };
    },
    answer(challenge: unknown, manner: Manner = {}) {
      const clientData = client("webauthn.get", challenge, manner);
      const authData = data(0, manner);
      const signature = sign("sha256", Buffer.concat([authData, sha256(clientData)]), privateKey);
      const response = {
        clientDataJSON: text(clientData),
        authenticatorData: text(authData),
        signature: text(signature),
      };
      return { ...names, response };
    },
  };
}
