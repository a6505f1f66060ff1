// What a mirror takes for its own saved state, and what makes it fold everything again.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { utf8 } from "../bytes.ts";
import { formatNote, parseNote, signNote } from "../note.ts";
import { noteSigner } from "../note-key.ts";
import { leafHash } from "../tree.ts";
import { SavedState } from "./saved-state-node.ts";
import { scratch } from "./test-node-process.ts";

const signer = noteSigner("m.example.org/mirror/state", "ed25519", new Uint8Array(32).fill(5));
const tree = { origin: "example.org/log", size: 3, root: leafHash(utf8("x")) };
const lines = ["first", "第二", "third"];
const rootAt = (size: number) => (size === tree.size ? tree.root : undefined);

function saved() {
  const folder = scratch();
  const state = new SavedState(folder, signer);
  state.save(tree, lines);
  const read = (origin = tree.origin, root: (size: number) => Uint8Array | undefined = rootAt) => {
    const found = state.read(origin, root);
    return found === undefined ? undefined : [found.size, ...found.lines];
  };
  /** The note with another line of text, signed again by a key. */
  const noteWith = (change: (text: string) => string, by = signer) => {
    const path = join(folder, "folded");
    const note = parseNote(new Uint8Array(readFileSync(path)));
    const text = change(note.ok ? note.value.text : expect.fail("note"));
    writeFileSync(path, formatNote({ text, lines: [signNote(text, by)] }));
  };
  return { read, noteWith, note: join(folder, "folded"), data: join(folder, `folded.${tree.size}`) };
}

test("what was saved is read again, for this log and this tree", () => {
  const { read } = saved();
  expect(read()).toEqual([3, ...lines]);
  expect(read("example.org/other")).toBeUndefined();
  expect(read(tree.origin, () => leafHash(utf8("another")))).toBeUndefined();
  expect(read(tree.origin, () => undefined)).toBeUndefined();
});

test("without the note, or without the lines, everything is folded again", () => {
  for (const gone of ["note", "data"] as const) {
    const state = saved();
    rmSync(state[gone]);
    expect(state.read()).toBeUndefined();
  }
});

test("a line that was changed, cut off or added is not what was saved", () => {
  for (const change of [
    (text: string) => text.replace("third", "thirD"),
    (text: string) => text.slice(0, -1),
    (text: string) => `${text}more\n`,
    () => "",
  ]) {
    const { read, data } = saved();
    writeFileSync(data, change(readFileSync(data, "utf8")));
    expect(read()).toBeUndefined();
  }
});

test("a state that another key signed, or another program saved, is folded again", () => {
  const same = saved();
  same.noteWith((text) => text);
  expect(same.read()).toEqual([3, ...lines]);
  const foreign = saved();
  foreign.noteWith((text) => text, noteSigner(signer.key.name, "ed25519", new Uint8Array(32).fill(6)));
  expect(foreign.read()).toBeUndefined();
  const older = saved();
  older.noteWith((text) => {
    const parts = text.split("\n");
    expect(parts).toHaveLength(7); // mark, origin, size, root, program, digest, end
    expect(parts[4]).toMatch(/^[\w+/]{43}=$/);
    parts[4] = "A".repeat(43);
    return parts.join("\n");
  });
  expect(older.read()).toBeUndefined();
});
