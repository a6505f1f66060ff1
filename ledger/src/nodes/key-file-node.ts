// A node's keys: Ed25519 in PKCS#8, so that `openssl` can make and read them, too.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Bytes } from "../bytes.ts";
import { utf8 } from "../bytes.ts";
import { isMissing, reasonOf, writeNew } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

/** Makes a key that only the owner of the file can read. Never takes the place of another one. */
export function makeKeyFile(path: string, passphrase?: string): Done<Bytes> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const lock = passphrase === undefined ? {} : { cipher: "aes-256-cbc", passphrase };
  const pem = privateKey.export({ type: "pkcs8", format: "pem", ...lock });
  try {
    writeNew(path, utf8(pem.toString()), 0o600);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undone("key-exists", { path });
    return undone("folder-unwritable", { folder: path, reason: reasonOf(error) });
  }
  return done(seedOf(privateKey));
}

/** The 32 bytes of the key. A file that others could read is refused: whoever reads it can sign as this node. */
export function readKeyFile(path: string, passphrase?: string): Done<Bytes> {
  let pem: string;
  try {
    const { mode } = statSync(path);
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      return undone("key-open-to-others", { path, mode: (mode & 0o777).toString(8) });
    pem = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undone("key-missing", { path });
    return undone("key-unreadable", { path, reason: reasonOf(error) });
  }
  try {
    // Without this, OpenSSL asks at the terminal, which a service has not.
    const key = createPrivateKey({ key: pem, format: "pem", passphrase: passphrase ?? "" });
    if (key.asymmetricKeyType === "ed25519") return done(seedOf(key));
    return undone("key-unreadable", { path, reason: key.asymmetricKeyType ?? "" });
  } catch (error) {
    return undone("key-unreadable", { path, reason: reasonOf(error) });
  }
}

function seedOf(key: KeyObject): Bytes {
  return new Uint8Array(Buffer.from(key.export({ format: "jwk" }).d ?? "", "base64url"));
}
