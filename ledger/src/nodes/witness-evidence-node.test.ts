import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromHex, hex } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { parseEvidence, proveFork } from "../evidence.ts";
import { formatVkey, noteSigner } from "../note-key.ts";
import { command, makeWitness, NodeProcess, scratch } from "./test-node-process.ts";
import { Branch, logSigner, logVkey, plainLeaves, post } from "./test-served-log.ts";

const slow = { timeout: 300_000 };
const straight = new Branch(plainLeaves(20));
const forked = new Branch(plainLeaves(20, 8));

async function running(folder: string, env: NodeJS.ProcessEnv = {}) {
  const node = new NodeProcess(["witness", "run", folder], env);
  return { node, url: await node.url() };
}

test(
  "a log-signed request that was refused is kept once, and a fork is proven from the exported file alone",
  slow,
  async () => {
    const folder = scratch();
    await makeWitness(folder, [logVkey]);
    const { node, url } = await running(folder);
    expect(await post(url, straight.request(0, 9))).toMatchObject({ status: 200 });
    // Whatever the log asks with: the same size with another root is a fork.
    expect(await post(url, forked.request(9, 9))).toMatchObject({ status: 422 });
    expect(await post(url, forked.request(9, 9))).toMatchObject({ status: 422 });
    expect(await post(url, forked.request(0, 9))).toMatchObject({ status: 409 });
    // A smaller tree, and one that is not continued: kept, and said to prove nothing yet.
    expect(await post(url, forked.request(0, 8))).toMatchObject({ status: 409 });
    expect(await post(url, forked.request(9, 15))).toMatchObject({ status: 422 });
    // A shrunk log that asks with what it once had.
    expect((await post(url, straight.request(9, 9)))?.status).toBe(200);
    const shrunk = Buffer.from(straight.request(0, 7)).toString().replace("old 0", "old 9");
    expect(await post(url, shrunk)).toMatchObject({ status: 400 });
    // What is no evidence: the same again, and a log that is merely further.
    expect(await post(url, straight.request(0, 9))).toMatchObject({ status: 409 });
    expect(await post(url, straight.request(4, 15))).toMatchObject({ status: 409 });
    // Nor what the log did not sign.
    for (const size of [8, 10]) {
      const unsigned = Buffer.from(forked.request(9, 9)).toString().replace("\n9\n", `\n${size}\n`);
      expect(await post(url, unsigned)).toMatchObject({ status: 403 });
    }
    await node.stop();
    expect(node.said.filter(({ code }) => code === "evidence-kept")).toHaveLength(4);
    const list = await command("witness", "evidence", folder);
    const files = list.out.trim().split("\n");
    expect(files.map((each) => each.replace(/-[0-9a-f]{16}/g, ""))).toEqual([
      "fork-9.json",
      "unproven-15.json",
      "unproven-7.json",
      "unproven-8.json",
    ]);
    const [fork = "", unproven = ""] = files;
    const exported = join(scratch(), "evidence.json");
    writeFileSync(exported, (await command("witness", "evidence", folder, fork)).out);
    const check = (log: string) => command("witness", "check-evidence", exported, "--log", log);
    expect(await check(logVkey)).toMatchObject({ code: 3, said: [{ code: "evidence-proves", one: "9", other: "9" }] });
    const stranger = noteSigner(logSigner.key.name, "ed25519", new Uint8Array(32).fill(9));
    expect(await check(formatVkey(stranger.key))).toMatchObject({
      code: 0,
      said: [{ code: "evidence-proves-nothing" }],
    });
    writeFileSync(exported, (await command("witness", "evidence", folder, unproven)).out);
    expect(await check(logVkey)).toMatchObject({ code: 0, said: [{ code: "evidence-proves-nothing" }] });
  },
);

test("evidence that proves nothing cannot fill the disk", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const many = new Branch(plainLeaves(1200, 8));
  const kept = join(folder, "evidence");
  const first = await running(folder);
  expect(await post(first.url, straight.request(0, 9))).toMatchObject({ status: 200 });
  await first.node.stop();
  for (let at = 0; at < 1000; at += 1) writeFileSync(join(kept, `unproven-${at}.json`), "{}");
  const { node, url } = await running(folder);
  expect(await post(url, many.request(9, 1100))).toMatchObject({ status: 422 });
  expect(await node.heard("evidence-not-kept")).toBeDefined();
  expect(readdirSync(kept)).toHaveLength(1000);
  expect(await post(url, forked.request(9, 9))).toMatchObject({ status: 422 });
  expect(await node.heard("evidence-kept")).toMatchObject({ kind: "fork" });
});

test("evidence has one form, and what is not of that form is none", () => {
  const text = JSON.stringify({ v: 1, at: "1", status: 422, old: "9", proof: [], refused: "x" });
  expect(parseEvidence(text).ok).toBe(false);
  for (const wrong of ["", "[]", "null", "{}", '{"v":1}']) expect(parseEvidence(wrong).ok, wrong).toBe(false);
});

test("a fork between two sizes is proven by the root that the larger tree begins with", () => {
  const [held, refused] = [straight.note(9), forked.note(15)];
  const root = (note: { text: string }) => Buffer.from(note.text.split("\n")[2] ?? "", "base64");
  const prefix = { root: new Uint8Array(root(forked.note(9))), proof: forked.proof(9, 15) };
  expect(proveFork({ held, refused, prefix }, [logSigner.key]).ok).toBe(true);
  expect(proveFork({ held: refused, refused: held, prefix }, [logSigner.key]).ok).toBe(true);
  // Without it, with the root that the smaller note says, or with a proof of another tree, it is nothing.
  expect(proveFork({ held, refused }, [logSigner.key]).ok).toBe(false);
  const own = { root: new Uint8Array(root(held)), proof: straight.proof(9, 15) };
  expect(proveFork({ held, refused: straight.note(15), prefix: own }, [logSigner.key]).ok).toBe(false);
  expect(proveFork({ held, refused, prefix: { ...prefix, proof: straight.proof(9, 15) } }, [logSigner.key]).ok).toBe(
    false,
  );
  const invented = { root: fromHex("00".repeat(32)) ?? prefix.root, proof: straight.proof(9, 15) };
  expect(proveFork({ held, refused: straight.note(15), prefix: invented }, [logSigner.key]).ok).toBe(false);
  expect(hex(prefix.root)).not.toBe(hex(own.root));
  // Nor is one tree a fork of itself, or of another log's, whatever stands beside them.
  const other = noteSigner("example.org/other", "ed25519", new Uint8Array(32).fill(8));
  const elsewhere = signCheckpoint({ origin: other.key.name, size: 9n, root: prefix.root }, other);
  for (const second of [held, elsewhere])
    expect(proveFork({ held, refused: second, prefix }, [logSigner.key, other.key])).toMatchObject({
      refusal: { code: "no-fork" },
    });
});
