// Checked by software that is not ours: what we sign, and that a reader who has only FORMAT.md and a command line finds it right.
import { spawnSync } from "node:child_process";
import { createPublicKey, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { sha256 } from "#primitives";
import { type Bytes, base64url, fromBase64, hex, join, utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import { entryMessage } from "./entry-bytes.ts";
import { parseNote, signNote } from "./note.ts";
import { noteSigner } from "./note-key.ts";
import { sm3 } from "./sm3-node.ts";
import { logSigner, publish, witnessedAt, witnesses } from "./test-export.ts";
import { hashOf, origin, passkey, TestLog } from "./test-log.ts";
import { rootOf } from "./tree.ts";

const isHere = spawnSync("openssl", ["version"]).status === 0;

const ed25519Key = (key: Bytes) =>
  createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: base64url(key) }, format: "jwk" });

function openssl(key: Bytes, message: Bytes, signature: Bytes): boolean {
  return verifies(ed25519Key(key), message, signature, ["-rawin"]);
}

/** An assertion's signature is ECDSA over the SHA-256 of what was signed; openssl reads it as DER. */
function opensslP256(key: Bytes, message: Bytes, signature: Bytes): boolean {
  const [x, y] = [base64url(key.subarray(1, 33)), base64url(key.subarray(33))];
  const integer = (part: Bytes) => {
    const bytes = (part[0] ?? 0) < 0x80 ? [...part] : [0, ...part];
    while (bytes[0] === 0 && (bytes[1] ?? 0x80) < 0x80) bytes.shift();
    return [2, bytes.length, ...bytes];
  };
  const both = [...integer(signature.subarray(0, 32)), ...integer(signature.subarray(32))];
  const der = Uint8Array.from([0x30, both.length, ...both]);
  const point = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  return verifies(point, message, der, ["-rawin", "-digest", "sha256"]);
}

function verifies(key: KeyObject, message: Bytes, signature: Bytes, how: readonly string[]): boolean {
  const folder = mkdtempSync(joinPath(tmpdir(), "biaochi-openssl-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = (name: string, content: Bytes | string) => {
    writeFileSync(joinPath(folder, name), content);
    return joinPath(folder, name);
  };
  const files = [
    ...["-inkey", path("key.pem", key.export({ format: "pem", type: "spki" }).toString())],
    ...["-in", path("message", message), "-sigfile", path("signature", signature)],
  ];
  return spawnSync("openssl", ["pkeyutl", "-verify", "-pubin", ...how, ...files]).status === 0;
}

describe.skipIf(!isHere)(isHere ? "openssl" : "skipped: there is no openssl on this machine", () => {
  const log = new TestLog();
  const record = log.record();

  test("verifies the log's line, a cosignature and an author's signature, and no other text under them", () => {
    const signer = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
    const witness = noteSigner("w.example.org", "cosignature", new Uint8Array(32).fill(2));
    const { text, lines } = signCheckpoint({ origin, size: 2n, root: rootOf(log.leaves) }, signer);
    const [own] = lines;
    if (own === undefined) expect.fail("line");
    expect(openssl(signer.key.publicKey, utf8(text), own.signature)).toBe(true);
    expect(openssl(signer.key.publicKey, utf8(text.replace("2", "3")), own.signature)).toBe(false);
    const cosigned = signNote(text, witness, 1_800_000_000n).signature.subarray(8);
    expect(openssl(witness.key.publicKey, utf8(`cosignature/v1\ntime 1800000000\n${text}`), cosigned)).toBe(true);
    expect(openssl(witness.key.publicKey, utf8(`cosignature/v1\ntime 1800000001\n${text}`), cosigned)).toBe(false);
    const entry = log.entry<Entry>(record);
    const message = entryMessage(origin, entry);
    for (const { k, s } of entry.sig) {
      const key = fromBase64(log.state.keys.get(k)?.document.pub ?? "") ?? expect.fail("key");
      expect(openssl(key, message, fromBase64(s) ?? expect.fail("signature"))).toBe(true);
      expect(openssl(key, utf8(hashOf("x")), fromBase64(s) ?? expect.fail("signature"))).toBe(false);
    }
  });

  test("verifies every line under an exported checkpoint", () => {
    const note = parseNote(publish(log.leaves));
    if (!note.ok) expect.fail(note.refusal.code);
    const { text, lines } = note.value;
    const [own, ...cosigned] = lines;
    expect(openssl(logSigner.key.publicKey, utf8(text), own?.signature ?? utf8(""))).toBe(true);
    expect(cosigned).toHaveLength(3);
    for (const [at, { signature }] of cosigned.entries()) {
      const key = witnesses[at]?.key.publicKey ?? expect.fail("witness");
      const message = utf8(`cosignature/v1\ntime ${witnessedAt}\n${text}`);
      expect(openssl(key, message, signature.subarray(8))).toBe(true);
    }
  });

  test("verifies what an authenticator signed, over its data and the hash of the client’s", () => {
    const person = passkey("org", ["approve"]);
    const { a = "", d = "", s } = person.sign(utf8("a statement"));
    const [authenticator, client, signature, key] = [a, d, s, person.document.pub].map(
      (each) => fromBase64(each) ?? expect.fail("base64"),
    );
    if (!authenticator || !client || !signature || !key) expect.fail("parts");
    expect(opensslP256(key, join(authenticator, sha256(client)), signature)).toBe(true);
    expect(opensslP256(key, join(authenticator, sha256(utf8("{}"))), signature)).toBe(false);
  });

  test("says the same SM3", () => {
    const leaf = log.leaves[record] ?? expect.fail("leaf");
    const { status, stdout } = spawnSync("openssl", ["dgst", "-sm3", "-r"], { input: leaf });
    expect(status).toBe(0);
    expect(stdout.toString()).toContain(hex(sm3(leaf)));
  });
});
