import { chmodSync, cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { openNote, parseNote } from "../note.ts";
import { formatVkey, noteSigner } from "../note-key.ts";
import { vectors } from "../test-vectors.ts";
import { largestRequest, readAnswer } from "../witness.ts";
import { readSettings } from "./node-settings-node.ts";
import { command, makeWitness, NodeProcess, scratch } from "./test-node-process.ts";
import { Branch, logSigner, logVkey, plainLeaves, post } from "./test-served-log.ts";
import { originName } from "./witness-state-node.ts";
import { witnessStatus } from "./witness-status-node.ts";

const slow = { timeout: 300_000 };
const straight = new Branch(plainLeaves(20));
const forked = new Branch(plainLeaves(20, 8));

async function running(folder: string, env: NodeJS.ProcessEnv = {}) {
  const node = new NodeProcess(["witness", "run", folder], env);
  return { node, url: await node.url() };
}

/** The status of an answer to exactly these bytes, whatever else they promise. */
function rawStatus(url: string, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(request));
    socket.once("data", (answer) => {
      resolve(Number(answer.toString().split(" ")[1]));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

interface Transcript {
  readonly log_vkey: string;
  readonly steps: readonly { name: string; request: string; status: number; content_type: string; response: string }[];
}

test(
  "the transcript of a foreign witness, asked of ours over HTTP: the same status, type and size at every step",
  slow,
  async () => {
    const transcript = vectors<Transcript>("witness-transcript-sigsum.json");
    const folder = scratch();
    const key = await makeWitness(folder, [transcript.log_vkey]);
    const { url } = await running(folder);
    for (const step of transcript.steps) {
      const answer = (await post(url, step.request)) ?? expect.fail(step.name);
      expect(answer.status, step.name).toBe(step.status);
      expect(answer.contentType, step.name).toBe(step.content_type);
      if (step.status === 409) expect(answer.body).toBe(step.response);
      if (step.status !== 200) continue;
      const note = parseNote(utf8(step.request.slice(step.request.indexOf("\n\n") + 2)));
      expect(note.ok && readAnswer(answer, note.value, key).ok, step.name).toBe(true);
    }
  },
);

test("what is malformed, too long or elsewhere is refused, and the next one is answered", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const { url } = await running(folder);
  expect(await post(url, "")).toMatchObject({ status: 400 });
  expect(await post(url, "x".repeat(largestRequest + 1))).toMatchObject({ status: 400 });
  expect((await post(url, new Uint8Array(20_000_000)))?.status ?? 400).toBe(400); // or cut off
  expect((await fetch(`${url}/add-checkpoint`)).status).toBe(404);
  expect((await fetch(`${url}/other`, { method: "POST", body: "x" })).status).toBe(404);
  expect((await fetch(`${url}/`, { method: "PUT", body: "x" })).status).toBe(405);
  for (const path of ["..%2fwitness.key", "../witness.key", "../node.json", ".", ""])
    expect(await rawStatus(url, `GET /evidence/${path} HTTP/1.1\r\nhost: w\r\n\r\n`), path).toBe(404);
  // Somebody who announces a gigabyte is answered as soon as it is too much.
  const endless = `POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 1000000000\r\n\r\n${"x".repeat(largestRequest + 9)}`;
  expect(await rawStatus(url, endless)).toBe(400);
  expect(await post(url, straight.request(0, 9))).toMatchObject({ status: 200 });
});

test("several logs are kept apart, and the last cosigned checkpoint of each is shown with our line", slow, async () => {
  const folder = scratch();
  const second = noteSigner("example.org/second", "ed25519", new Uint8Array(32).fill(2));
  const key = await makeWitness(folder, [logVkey]);
  const add = ["witness", "add-log", folder, "--log", formatVkey(second.key)];
  expect(await command(...add)).toMatchObject({ code: 0 });
  expect(await command(...add)).toMatchObject({ code: 3, said: [{ code: "log-known" }] });
  const { url } = await running(folder);
  expect(await post(url, straight.request(0, 9))).toMatchObject({ status: 200 });
  const monitor = (origin: string) => fetch(`${url}/${originName(origin)}/checkpoint`);
  expect((await monitor("example.org/second")).status).toBe(404);
  const shown = parseNote(utf8(await (await monitor(logSigner.key.name)).text()));
  expect(shown.ok && openNote(shown.value, [key, logSigner.key])).toMatchObject({ ok: true, value: [{}, {}] });
});

test("one that was killed knows what it cosigned, and never goes back", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const first = await running(folder);
  expect(await post(first.url, straight.request(0, 9))).toMatchObject({ status: 200 });
  await first.node.kill();
  const { url } = await running(folder);
  expect(await post(url, straight.request(0, 5))).toMatchObject({ status: 409, body: "9\n" });
  expect(statusOf(folder)).toMatchObject({ exit: 0, logs: [{ size: "9" }], said: ["status-sound"] });
  expect(await post(url, forked.request(9, 15))).toMatchObject({ status: 422 });
  expect(await post(url, straight.request(9, 15))).toMatchObject({ status: 200 });
  expect(statusOf(folder)).toMatchObject({ exit: 0, logs: [{ size: "15" }], kept: 2, forks: [] });
  expect(await post(url, forked.request(15, 15))).toMatchObject({ status: 422 });
  expect(statusOf(folder)).toMatchObject({ exit: 3, forks: [{}], said: ["status-alarmed"] });
});

/** `witness status`, in this process. */
function statusOf(folder: string) {
  const said: string[] = [];
  let printed = "{}";
  const print = (text: string) => {
    printed = text;
  };
  const exit = witnessStatus(folder, undefined, { print, tell: ({ code }) => said.push(code) });
  return { exit, said, ...JSON.parse(printed) };
}

test("requests for N and N + K at once: whatever their order, the size only grows", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const { url } = await running(folder);
  expect(await post(url, straight.request(0, 4))).toMatchObject({ status: 200 });
  const sizes = [5, 6, 7, 8, 9, 10, 11, 12];
  const answers = await Promise.all(sizes.map((size) => post(url, straight.request(4, size))));
  const won = answers.filter((each) => each?.status === 200);
  expect(won).toHaveLength(1);
  expect(answers.filter((each) => each?.status === 409)).toHaveLength(sizes.length - 1);
  const [cosigned] = sizes.filter((_, at) => answers[at]?.status === 200);
  expect(await post(url, straight.request(0, 3))).toMatchObject({ status: 409, body: `${cosigned}\n` });
});

test("without its state, with a damaged one, or with another's, a witness does not start", slow, async () => {
  const folder = scratch();
  const never = scratch();
  expect(await command("witness", "run", never)).toMatchObject({ code: 3, said: [{ code: "folder-not-made" }] });
  await makeWitness(folder, [logVkey]);
  const { node, url } = await running(folder);
  expect(await post(url, straight.request(0, 9))).toMatchObject({ status: 200 });
  expect(await node.stop()).toBe(0);
  expect(statusOf(folder)).toMatchObject({ exit: 3, isRunning: false, said: ["witness-not-running", "status-sound"] });
  const path = join(folder, "state", originName(logSigner.key.name));
  const good = readFileSync(path);
  const run = () => command("witness", "run", folder);
  rmSync(path);
  expect(await run()).toMatchObject({ code: 3, said: [{ code: "state-missing" }] });
  expect(statusOf(folder)).toMatchObject({ exit: 3, logs: [{ state: "state-missing" }] });
  rmSync(join(folder, "state"), { recursive: true });
  expect(await run()).toMatchObject({ code: 3, said: [{ code: "state-missing" }] });
  // Nor does a second `init` make a new one over the old settings.
  const again = ["witness", "init", folder, "--name", "w.example.org/witness", "--log", logVkey];
  expect(await command(...again)).toMatchObject({ code: 3, said: [{ code: "folder-taken" }] });
  const other = scratch();
  await makeWitness(other, [logVkey]);
  const elsewhere = await running(other);
  expect(await post(elsewhere.url, straight.request(0, 5))).toMatchObject({ status: 200 });
  await elsewhere.node.stop();
  cpSync(join(other, "state"), join(folder, "state"), { recursive: true });
  expect(await run()).toMatchObject({ code: 3, said: [{ code: "state-damaged", reason: "note-unsigned" }] });
  const flipped = Buffer.from(good);
  flipped[30] = (flipped[30] ?? 0) ^ 1;
  writeFileSync(path, flipped);
  expect(await run()).toMatchObject({ code: 3, said: [{ code: "state-damaged" }] });
  writeFileSync(path, "");
  expect(await run()).toMatchObject({ code: 3, said: [{ code: "state-damaged" }] });
  writeFileSync(path, good);
  expect(await post((await running(folder)).url, straight.request(9, 15))).toMatchObject({ status: 200 });
});

test("a state that goes while the witness runs is no reason to begin anew", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const { node, url } = await running(folder);
  expect(await post(url, straight.request(0, 9))).toMatchObject({ status: 200 });
  rmSync(join(folder, "state"), { recursive: true });
  expect(await post(url, forked.request(0, 9))).toMatchObject({ status: 500, body: "" });
  expect(await node.heard("state-missing")).toBeDefined();
  expect(statusOf(folder)).toMatchObject({ exit: 3, isRunning: true, logs: [{ state: "state-missing" }], forks: [] });
});

test("two processes never share a folder; the lock goes with a killed one", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const { node } = await running(folder);
  expect(await command("witness", "run", folder)).toMatchObject({ code: 3, said: [{ code: "folder-in-use" }] });
  expect(await command("witness", "add-log", folder, "--log", logVkey)).toMatchObject({
    code: 3,
    said: [{ code: "folder-in-use" }],
  });
  await node.kill();
  await running(folder);
});

test("the key is its owner's alone, is never overwritten, and may lie under a passphrase", slow, async () => {
  const folder = scratch();
  const passphrase = join(scratch(), "passphrase");
  writeFileSync(passphrase, "correct horse\n");
  const init = ["witness", "init", folder, "--name", "w.example.org/witness", "--port", "0", "--log", logVkey];
  const made = await command(...init, "--passphrase-file", passphrase);
  expect(made).toMatchObject({ code: 0, said: [{ code: "node-made" }] });
  const path = join(folder, "witness.key");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, "utf8")).toContain("BEGIN ENCRYPTED PRIVATE KEY");
  const told = await command("witness", "key", folder, "--passphrase-file", passphrase);
  expect(told).toMatchObject({ code: 0, out: made.out });
  expect(await command("witness", "run", folder)).toMatchObject({ code: 3, said: [{ code: "key-unreadable" }] });
  chmodSync(path, 0o640);
  const open = await command("witness", "run", folder, "--passphrase-file", passphrase);
  expect(open).toMatchObject({ code: 3, said: [{ code: "key-open-to-others", mode: "640" }] });
  rmSync(join(folder, "node.json"));
  expect(await command(...init)).toMatchObject({ code: 3, said: [{ code: "key-exists" }] });
});

test("settings that cannot be read stop the start, and say which", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const path = join(folder, "node.json");
  const good = JSON.parse(readFileSync(path, "utf8"));
  const wrong: readonly (readonly [object, string])[] = [
    [{ port: 99_999 }, "port"],
    [{ host: "" }, "host"],
    [{ logs: ["x"] }, "logs"],
    [{ logs: undefined }, "logs"],
    [{ kind: "mirror" }, "kind"],
    [{ requestsPerMinute: 0 }, "requestsPerMinute"],
    [{ connectionsPerAddress: 0 }, "connectionsPerAddress"],
    [{ prot: 1 }, "prot"],
    [{ name: "a b" }, "name"],
  ];
  for (const [change, reason] of wrong) {
    writeFileSync(path, JSON.stringify({ ...good, ...change }));
    const read = readSettings(folder, "witness");
    expect(read, reason).toMatchObject({ ok: false, notice: { code: "settings-malformed", params: { reason } } });
  }
  writeFileSync(path, "{");
  expect(await command("witness", "run", folder)).toMatchObject({ code: 3, said: [{ code: "settings-malformed" }] });
});

test(
  "what is wrong in the making of a node leaves nothing that stands in the way of the next attempt",
  slow,
  async () => {
    const folder = join(scratch(), "node");
    await expect(makeWitness(folder, ["no verifier key"])).rejects.toThrow(/"settings-malformed".*"logs"/);
    expect(existsSync(folder)).toBe(false);
    await makeWitness(folder, [logVkey]);
  },
);

test("an address that asks too often waits; another one does not", slow, async () => {
  const folder = scratch();
  await makeWitness(folder, [logVkey]);
  const settings = JSON.parse(readFileSync(join(folder, "node.json"), "utf8"));
  writeFileSync(join(folder, "node.json"), JSON.stringify({ ...settings, requestsPerMinute: 5 }));
  const { url } = await running(folder);
  const statuses = [];
  for (let at = 0; at < 8; at += 1) statuses.push((await fetch(url)).status);
  expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
  expect(statuses.filter((each) => each === 429).length).toBeGreaterThan(0);
});

test("a copy of ledger/ with its one package runs by itself", slow, async () => {
  const home = scratch();
  const here = join(import.meta.dirname, "..", "..");
  cpSync(here, join(home, "ledger"), { recursive: true, filter: (path) => !path.includes("node_modules") });
  const modules = join(here, "..", "node_modules");
  cpSync(join(modules, "canonicalize"), join(home, "node_modules", "canonicalize"), { recursive: true });
  expect(existsSync(join(home, "node_modules", "@biaochi"))).toBe(false);
  const { spawnSync } = await import("node:child_process");
  const door = join(home, "ledger", "src", "nodes", "node-door-node.ts");
  // As somebody types it who stands beside it: a name from where they are, of folders that are not there yet.
  const args = ["witness", "init", "n/w", "--name", "w.example.org/witness", "--log", logVkey];
  const made = spawnSync(process.execPath, [door, ...args], { encoding: "utf8", cwd: home, timeout: 60_000 });
  expect(made.stderr).toContain("node-made");
  expect(made.stdout).toMatch(/^w\.example\.org\/witness\+[0-9a-f]{8}\+/);
});
