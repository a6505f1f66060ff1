// Checked by software that is not ours: what we sign, and that a reader who has only FORMAT.md and a command line finds it right.
import { spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Bytes, base64url, fromBase64, hex, utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import type { Entry } from "./entry.ts";
import { entryMessage } from "./entry-bytes.ts";
import { signNote } from "./note.ts";
import { noteSigner } from "./note-key.ts";
import { sm3 } from "./sm3-node.ts";
import { hashOf, origin, TestLog } from "./test-log.ts";
import { rootOf } from "./tree.ts";

const isHere = spawnSync("openssl", ["version"]).status === 0;

function openssl(key: Bytes, message: Bytes, signature: Bytes): boolean {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-openssl-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = (name: string, content: Bytes | string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const pem = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: base64url(key) }, format: "jwk" });
  const files = [
    ...["-inkey", path("key.pem", pem.export({ format: "pem", type: "spki" }).toString())],
    ...["-in", path("message", message), "-sigfile", path("signature", signature)],
  ];
  return spawnSync("openssl", ["pkeyutl", "-verify", "-pubin", "-rawin", ...files]).status === 0;
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

  test("says the same SM3", () => {
    const leaf = log.leaves[record] ?? expect.fail("leaf");
    const { status, stdout } = spawnSync("openssl", ["dgst", "-sm3", "-r"], { input: leaf });
    expect(status).toBe(0);
    expect(stdout.toString()).toContain(hex(sm3(leaf)));
  });
});
