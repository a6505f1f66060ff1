import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { signNote } from "../note.ts";
import { noteSigner } from "../note-key.ts";
import { origin } from "../test-log.ts";
import { makeFolder, writeDurably } from "./durable-node.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { tracing } from "./test-faults.ts";
import { scratch } from "./test-node-process.ts";
import { Branch, logSigner, plainLeaves } from "./test-served-log.ts";
import { WitnessDesk } from "./witness-desk-node.ts";
import { WitnessState } from "./witness-state-node.ts";

test("two requests at once, while a mirror takes its time: the second is decided after the first is stored", async () => {
  const folder = scratch();
  const cosigner = noteSigner("w.example.org/witness", "cosignature", new Uint8Array(32).fill(7));
  const state = new WitnessState(folder, cosigner.key);
  state.begin(origin);
  const straight = new Branch(plainLeaves(20));
  const desk = new WitnessDesk({
    ...{ keysOf: () => [logSigner.key], state, evidence: new EvidenceFolder(folder), cosigner, now: () => 1n },
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
