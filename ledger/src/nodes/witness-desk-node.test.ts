import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { formatNote, type Note, signNote } from "../note.ts";
import { noteSigner } from "../note-key.ts";
import { origin } from "../test-log.ts";
import { formatAddCheckpoint } from "../witness.ts";
import { makeFolder, writeDurably } from "./durable-node.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { holdFolder } from "./folder-lock-node.ts";
import { makeKeyFile, readKeyFile } from "./key-file-node.ts";
import { Budget } from "./requests-node.ts";
import { failAt, failNoMore, tracing } from "./test-faults.ts";
import { command, makeWitness, NodeProcess, scratch } from "./test-node-process.ts";
import { Branch, logSigner, logVkey, plainLeaves } from "./test-served-log.ts";
import { WitnessDesk } from "./witness-desk-node.ts";
import { originName, WitnessState } from "./witness-state-node.ts";

const cosigner = noteSigner("w.example.org/witness", "cosignature", new Uint8Array(32).fill(7));
const straight = new Branch(plainLeaves(20));
const forked = new Branch(plainLeaves(20, 8));

/** A witness without a door, that has cosigned nothing yet. */
function witness() {
  const folder = scratch();
  const state = new WitnessState(folder, cosigner.key);
  state.begin(origin);
  const evidence = new EvidenceFolder(folder);
  const said: string[] = [];
  const desk = new WitnessDesk({
    ...{ keysOf: () => [logSigner.key], state, evidence, cosigner, now: () => 1n },
    tell: ({ code }) => said.push(code),
  });
  return { folder, state, evidence, desk, said, path: join(folder, "state", originName(origin)) };
}

test("two requests at once, while a mirror takes its time: the second is decided after the first is stored", async () => {
  const { state, evidence } = witness();
  const desk = new WitnessDesk({
    ...{ keysOf: () => [logSigner.key], state, evidence, cosigner, now: () => 1n },
    tell: () => {},
    mayCosign: () => new Promise((settled) => setTimeout(() => settled("yes"), 5)),
  });
  const answers = await Promise.all([9, 5].map((size) => desk.answer(straight.request(0, size))));
  expect(answers.map(({ status }) => status)).toEqual([200, 409]);
  const last = state.read(origin);
  expect(last.ok && last.value?.checkpoint.size).toBe(9n);
});

test("what was cosigned of one log is no state of another, though the witness's own line stands under it", () => {
  const cosigner = noteSigner("w.example.org/witness", "cosignature", new Uint8Array(32).fill(7));
  const state = new WitnessState(scratch(), cosigner.key);
  const other = "example.org/other";
  for (const each of [origin, other]) expect(state.begin(each).ok).toBe(true);
  const { text } = new Branch(plainLeaves(9)).note(9);
  const cosigned = { text, lines: [signNote(text, cosigner, 1n)] };
  for (const each of [origin, other]) state.keep(each, cosigned);
  expect(state.read(origin)).toMatchObject({ ok: true, value: { checkpoint: { size: 9n } } });
  expect(state.read(other)).toMatchObject({ ok: false, notice: { code: "state-damaged" } });
});

test("a file is synced before it takes its name, and the folder after", () => {
  const folder = scratch();
  const calls = tracing(() => writeDurably(join(folder, "state"), utf8("text")));
  expect(calls).toEqual(["open", "write", "fsync", "rename", "fsync"]);
  expect(tracing(() => makeFolder(join(folder, "a", "b")))).toEqual(["mkdir", "fsync", "fsync"]);
});

test("a state that is no file, no note, no checkpoint, or not ours is damaged, and nobody's word is taken for it", async () => {
  const { state, desk, said, path } = witness();
  const text = "something else\n";
  const own = (note: string): Note => ({ text: note, lines: [signNote(note, cosigner, 1n)] });
  const wrong = [utf8("nothing"), utf8(`${origin}\n9\n`), formatNote(own(text)), formatNote(straight.note(9))];
  for (const bytes of wrong) {
    writeFileSync(path, bytes);
    expect(state.read(origin)).toMatchObject({ ok: false, notice: { code: "state-damaged" } });
    expect(await desk.answer(straight.request(0, 9))).toEqual({ status: 500, body: "" });
  }
  rmSync(path);
  expect(state.read(origin)).toMatchObject({ ok: false, notice: { code: "state-missing" } });
  expect(await desk.answer(straight.request(0, 9))).toEqual({ status: 500, body: "" });
  mkdirSync(path);
  expect(state.read(origin)).toMatchObject({ ok: false, notice: { code: "state-damaged" } });
  expect(await desk.answer(straight.request(0, 9))).toEqual({ status: 500, body: "" });
  expect(new Set(said)).toEqual(new Set(["state-damaged", "state-missing"]));
});

test("what stands under a request beside the log's line can neither spoil the state nor pass for the witness's", async () => {
  const { state, desk } = witness();
  const { text, lines } = straight.note(9);
  const wrong = signNote("of something else\n", cosigner, 1n);
  const lineOf = (of: string, at: number) => signNote(of, noteSigner(`x${at}`, "ed25519", new Uint8Array(32).fill(at)));
  const fill = Array.from({ length: 98 }, (_, at) => lineOf(text, at));
  const body = formatAddCheckpoint({ old: 0n, proof: [], note: { text, lines: [...lines, wrong, ...fill] } });
  expect(await desk.answer(body)).toMatchObject({ status: 200 });
  expect(state.read(origin)).toMatchObject({ ok: true, value: { checkpoint: { size: 9n } } });
  const { text: later, lines: signed } = straight.note(15);
  const full = [...signed, ...fill, lineOf(later, 98)];
  const next = formatAddCheckpoint({ old: 9n, proof: straight.proof(9, 15), note: { text: later, lines: full } });
  expect(await desk.answer(next)).toMatchObject({ status: 200 });
  expect(state.read(origin)).toMatchObject({ ok: true, value: { checkpoint: { size: 15n } } });
});

test("a disk that fails: no cosignature leaves, a refusal stays a refusal, and what was not kept is told", async () => {
  const { state, desk, said, evidence } = witness();
  failAt(1, "EIO");
  expect(await desk.answer(straight.request(0, 9))).toEqual({ status: 500, body: "" });
  expect(failNoMore()).toBe(true);
  expect(state.read(origin)).toEqual({ ok: true, value: undefined });
  expect(await desk.answer(straight.request(0, 9))).toMatchObject({ status: 200 });
  failAt(1, "EIO");
  expect(await desk.answer(forked.request(9, 9))).toMatchObject({ status: 422 });
  expect(failNoMore()).toBe(true);
  expect(said.slice(-2)).toEqual(["evidence-not-kept", "request-refused"]);
  expect(await desk.answer(forked.request(9, 9))).toMatchObject({ status: 422 });
  expect(evidence.list()).toMatchObject([{ kind: "fork", size: "9" }]);
});

test("evidence is kept once, of each kind so much and no more, and only what is listed is handed out", async () => {
  const { folder, desk, said } = witness();
  const kept = join(folder, "evidence");
  expect(await desk.answer(straight.request(0, 9))).toMatchObject({ status: 200 });
  for (let at = 0; at < 999; at += 1)
    for (const kind of ["fork", "unproven"]) writeFileSync(join(kept, `${kind}-${at}.json`), "");
  writeFileSync(join(kept, "note"), "of the keeper");
  const evidence = new EvidenceFolder(folder);
  const next = new WitnessDesk({
    ...{ keysOf: () => [logSigner.key], state: new WitnessState(folder, cosigner.key), evidence, cosigner },
    ...{ now: () => 1n, tell: ({ code }: { code: string }) => said.push(code) },
  });
  said.length = 0;
  const other = new Branch(plainLeaves(20, 4));
  for (const body of [forked.request(9, 9), forked.request(9, 9), other.request(9, 9)])
    expect(await next.answer(body)).toMatchObject({ status: 422 });
  for (const body of [forked.request(9, 15), other.request(9, 15)])
    expect(await next.answer(body)).toMatchObject({ status: 422 });
  expect(said.filter((code) => code.startsWith("evidence"))).toEqual([
    "evidence-kept",
    "evidence-not-kept",
    "evidence-kept",
    "evidence-not-kept",
  ]);
  expect(readdirSync(kept)).toHaveLength(2001);
  for (const name of ["note", "../node.json", "..", ""]) expect(evidence.read(name), name).toBeUndefined();
});

test("a key file is made once, is nobody else's to read, and holds a key of the right kind", () => {
  const folder = scratch();
  const path = join(folder, "witness.key");
  expect(readKeyFile(path)).toMatchObject({ ok: false, notice: { code: "key-missing" } });
  const made = makeKeyFile(path);
  expect(readKeyFile(path)).toEqual(made);
  expect(makeKeyFile(path)).toMatchObject({ ok: false, notice: { code: "key-exists" } });
  expect(makeKeyFile(join(folder, "none", "key"))).toMatchObject({ ok: false, notice: { code: "folder-unwritable" } });
  for (const { privateKey } of [generateKeyPairSync("x25519"), generateKeyPairSync("ed448")]) {
    const kind = privateKey.asymmetricKeyType;
    writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }));
    expect(readKeyFile(path)).toMatchObject({
      ok: false,
      notice: { code: "key-unreadable", params: { reason: kind } },
    });
  }
  mkdirSync(join(folder, "folder"), { mode: 0o700 });
  expect(readKeyFile(join(folder, "folder"))).toMatchObject({ ok: false, notice: { code: "key-unreadable" } });
  expect(holdFolder(join(folder, "none"))).toMatchObject({ ok: false, notice: { code: "folder-unwritable" } });
});

test("whoever asks too often spends their own budget, which comes back with time, and nobody else's", () => {
  const budget = new Budget(2);
  const ask = (address: string, second: number) => budget.spend(address, 1000 * second);
  expect([ask("a", 0), ask("a", 0), ask("a", 0), ask("b", 0)]).toEqual([true, true, false, true]);
  expect([ask("a", 30), ask("a", 30)]).toEqual([true, false]);
  // A clock that goes back gives nothing and takes nothing; a quiet day is worth no more than a minute.
  expect([ask("a", 0), ask("a", 30)]).toEqual([false, true]);
  expect([ask("a", 30), ask("a", 90_000), ask("a", 90_000), ask("a", 90_000)]).toEqual([false, true, true, false]);
  for (let at = 0; at < 10_001; at += 1) ask(`${at}`, 90_000);
  const { size } = Reflect.get(budget, "spent");
  expect(size).toBe(10_000);
});

test("what a node is not called rightly for is answered with its usage, and does nothing", async () => {
  const folder = join(scratch(), "w");
  await makeWitness(folder, [logVkey]);
  const wrong = [
    ["witness", "nonsense", folder],
    ["mirror", "add-log", folder],
    ["witness", "run"],
    ["witness", "key", folder, "more"],
    ["witness", "evidence", folder, "name", "more"],
    ["witness", "check-evidence", folder],
    ["witness", "check-evidence", folder, "--log", "x"],
    ["witness", "check-evidence", folder, "--log", logVkey, "--log", "x"],
  ];
  for (const args of wrong)
    expect(await command(...args), args.join(" ")).toMatchObject({ code: 2, out: expect.stringContaining(" init ") });
  const check = (file: string) => command("witness", "check-evidence", file, "--log", logVkey);
  expect(await check(join(folder, "none"))).toMatchObject({ code: 2, said: [{ code: "evidence-unreadable" }] });
  expect(await check(join(folder, "node.json"))).toMatchObject({ code: 2, said: [{ code: "evidence-unreadable" }] });
  for (const verb of ["key", "run", "status"])
    expect(await command("witness", verb, folder, "--passphrase-file", join(folder, "none")), verb).toMatchObject({
      ...{ code: 3, said: [{ code: "key-unreadable", reason: "passphrase" }] },
    });
  for (const [kind, verb] of [
    ["witness", "key"],
    ["witness", "evidence"],
    ["witness", "add-log"],
    ["mirror", "run"],
  ])
    expect(await command(kind ?? "", verb ?? "", scratch()), verb).toMatchObject({
      code: 3,
      said: [{ code: "folder-not-made" }],
    });
  expect(await command("witness", "evidence", folder, "none")).toMatchObject({
    code: 3,
    said: [{ code: "evidence-unreadable" }],
  });
  const named = ["--name", "w.example.org/witness"];
  for (const lost of ["node.json", "witness.key"]) rmSync(join(folder, lost));
  const anew = await command("witness", "init", folder, ...named, "--log", logVkey);
  expect(anew).toMatchObject({ code: 3, said: [{ code: "log-known" }] });
  expect(await command("witness", "init", join(folder, "x"), ...named, "--log", "x")).toMatchObject({
    code: 3,
    said: [{ code: "settings-malformed" }],
  });
  expect(await command("witness", "init", join(folder, "y"), ...named, "--port", "")).toMatchObject({
    code: 3,
    said: [{ reason: "port" }],
  });
  for (const args of [["sundial"], ["witness", "run", folder, "--nonsense"]]) {
    const node = new NodeProcess(args);
    expect([await node.gone, node.out.includes("witness init <folder>")]).toEqual([2, true]);
  }
});
