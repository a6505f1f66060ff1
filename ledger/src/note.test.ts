import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, fromBase64, fromHex, hex, join, utf8 } from "./bytes.ts";
import { formatNote, largestNote, mostNoteLines, openNote, parseNote, signNote } from "./note.ts";
import { formatVkey, noteKey, noteSigner, parseVkey } from "./note-key.ts";
import { vectors } from "./test-vectors.ts";

interface GoNotes {
  readonly skey: string;
  readonly vkeys: readonly string[];
  readonly bad_vkeys: readonly string[];
  readonly text: string;
  readonly signed_by_peter: string;
  readonly signed_by_both: string;
  readonly malformed: readonly string[];
  readonly invalid_signature_must_reject_note: string;
  readonly wrong_key_id_is_unknown_key: string;
}

const go = vectors<GoNotes>("signed-note-go-sumdb.json");
const keyOf = (vkey: string) => {
  const read = parseVkey(vkey);
  return read.ok ? read.value : expect.fail(vkey);
};
const [peter, enoch] = go.vkeys.map(keyOf);
if (peter === undefined || enoch === undefined) throw new Error("two keys were expected");

const opened = (note: string, known = [peter, enoch]) => {
  const read = parseNote(utf8(note));
  return read.ok ? openNote(read.value, known) : read;
};
const namesIn = (note: string, known = [peter, enoch]) => {
  const found = opened(note, known);
  return found.ok ? found.value.map(({ key }) => key.name) : found.refusal.code;
};

test("Go's notes: keys, one signature, two, and the same line from the same seed", () => {
  expect(go.vkeys.map((vkey) => formatVkey(keyOf(vkey)))).toEqual(go.vkeys);
  expect(namesIn(go.signed_by_peter)).toEqual(["PeterNeumann"]);
  expect(namesIn(go.signed_by_both)).toEqual(["PeterNeumann", "EnochRoot"]);
  expect(namesIn(go.signed_by_both, [enoch])).toEqual(["EnochRoot"]);
  const seed = fromBase64(go.skey.split("+").slice(4).join("+"))?.slice(1) ?? expect.fail("skey");
  const note = { text: go.text, lines: [signNote(go.text, noteSigner("PeterNeumann", "ed25519", seed))] };
  expect(new TextDecoder().decode(formatNote(note))).toBe(go.signed_by_peter);
});

test("Go's bad keys: every part cut off and every byte one higher", () => {
  for (const vkey of go.bad_vkeys) expect(parseVkey(vkey).ok, vkey).toBe(false);
  for (const vkey of go.vkeys)
    for (let at = 0; at < vkey.length; at += 1) {
      expect(parseVkey(vkey.slice(0, at)).ok, `to ${at}`).toBe(false);
      const raised = String.fromCharCode(vkey.charCodeAt(at) + 1);
      expect(parseVkey(vkey.slice(0, at) + raised + vkey.slice(at + 1)).ok, `${at} raised`).toBe(false);
    }
  expect(parseVkey("")).toMatchObject({ ok: false, refusal: { code: "key-malformed" } });
});

test("Go's malformed notes, and one whose signature was changed", () => {
  for (const note of go.malformed) expect(["note-malformed"]).toContain(namesIn(note));
  expect(namesIn(go.invalid_signature_must_reject_note)).toBe("note-signature-wrong");
  expect(namesIn(go.wrong_key_id_is_unknown_key)).toBe("note-unsigned");
  const bytes = join(Uint8Array.of(0xff), utf8(go.signed_by_peter));
  expect(parseNote(bytes)).toMatchObject({ refusal: { code: "note-malformed" } });
});

test("a spoilt line of a known key refuses the note although another known key signed well", () => {
  const [text = "", lines = ""] = [go.text, go.signed_by_both.slice(go.text.length + 1)];
  const spoilt = lines.replace("— PeterNeumann x08go/ZJ", "— PeterNeumann x08go/ZK");
  expect(namesIn(`${text}\n${spoilt}`)).toBe("note-signature-wrong");
  expect(namesIn(`${text}\n${spoilt}`, [enoch])).toEqual(["EnochRoot"]);
});

test("the example of the specification; text and signatures are cut at the last empty line", () => {
  const { signed_note } = vectors<{ signed_note: { vkey: string; note: string } }>("c2sp-spec-examples.json");
  expect(namesIn(signed_note.note, [keyOf(signed_note.vkey)])).toEqual(["example.com/foo"]);
  const signer = noteSigner("example.org/a", "ed25519", new Uint8Array(32));
  const text = "first\n\nsecond\n\n— example.org/a AAAA\n";
  const note = formatNote({ text, lines: [signNote(text, signer)] });
  const read = parseNote(note);
  expect(read).toMatchObject({ ok: true, value: { text } });
});

test("what FORMAT.md forbids in notes is refused", () => {
  const line = go.signed_by_peter.slice(go.text.length + 1);
  const twice = `${go.text}\n${line}${line}`;
  expect(namesIn(twice)).toBe("note-signer-twice");
  const forbidden: Record<string, string> = {
    "carriage return": go.signed_by_peter.replaceAll("\n", "\r\n"),
    tab: go.signed_by_peter.replace(" ", "\t"),
    "control byte": go.signed_by_peter.replace("If", "\u0007f"),
    "a name of 256 bytes": go.signed_by_peter.replace("— Peter", `— ${"é".repeat(122)}Peter`),
    "a plus in the name": go.signed_by_peter.replace("— Peter", "— Pe+er"),
    "a space of Unicode in the name": go.signed_by_peter.replace("— Peter", "— Pe\u2003er"),
    "nothing but the key ID": `${go.text}\n— PeterNeumann x08goQ==\n`,
    "bits left over in base64": `${go.text}\n— PeterNeumann x08go/8=\n`.replace("/8=", "/9="),
    "no line": `${go.text}\n\n`,
    "two spaces": go.signed_by_peter.replace("Neumann ", "Neumann  "),
    "a hyphen for a dash": go.signed_by_peter.replace("—", "-"),
  };
  for (const [name, note] of Object.entries(forbidden)) expect(namesIn(note), name).toBe("note-malformed");
});

test("a note has at most 100 lines and 65,536 bytes; 100 lines are read", () => {
  const unknown = (count: number) => Array.from({ length: count }, (_, at) => `— someone/${at} AAAAAAAA\n`).join("");
  const line = go.signed_by_peter.slice(go.text.length + 1);
  expect(namesIn(`${go.text}\n${line}${unknown(mostNoteLines - 1)}`)).toEqual(["PeterNeumann"]);
  expect(namesIn(`${go.text}\n${line}${unknown(mostNoteLines)}`)).toBe("note-too-large");
  expect(namesIn(`${"x".repeat(largestNote)}\n${go.signed_by_peter}`)).toBe("note-too-large");
});

test("an SM2 line is named and counts as unknown: nothing passes under its name", () => {
  const { pub } = vectors<{ sm2_sign: { pub: string } }>("sm2-sm3-gbt.json").sm2_sign;
  const key = noteKey("example.org/sm", "sm2sm3", fromHex(pub) ?? expect.fail(pub));
  expect(parseVkey(formatVkey(key))).toEqual({ ok: true, value: key });
  expect(fromBase64(formatVkey(key).split("+").slice(2).join("+"))?.slice(0, 10)).toEqual(
    join(Uint8Array.of(0xff), utf8("sm2sm3/v1")),
  );
  const line = `— ${key.name} ${base64(join(key.id, new Uint8Array(64)))}\n`;
  expect(namesIn(`text\n\n${line}`, [key])).toBe("note-unsigned");
});

test("fuzz: whatever the bytes, a note is read or refused, and what is read is written again alike", () => {
  const piece = fc.constantFrom(
    "\n",
    "\n\n",
    "— ",
    "a",
    "example.org/a ",
    "AAAAAAAA",
    "+",
    "\r",
    "—",
    " ",
    "\u2028",
    "é",
    "=",
  );
  const made = fc.array(piece, { maxLength: 30 }).map((parts) => utf8(parts.join("")));
  const mutated = fc.tuple(fc.nat(go.signed_by_both.length), fc.uint8Array({ maxLength: 3 })).map(([at, put]) => {
    const bytes = utf8(go.signed_by_both);
    return join(bytes.subarray(0, at), put, bytes.subarray(at + put.length));
  });
  fc.assert(
    fc.property(fc.oneof(made, mutated, fc.uint8Array({ maxLength: 60 })), (bytes) => {
      const read = parseNote(bytes);
      if (!read.ok) return;
      expect(hex(formatNote(read.value))).toBe(hex(bytes));
      const found = openNote(read.value, [peter, enoch]);
      if (found.ok) expect(read.value.text).toBe(go.text);
    }),
    { numRuns: 1000 },
  );
});
