// Notes, trees and tiles by golang.org/x/mod/sumdb, which we did not write: what we export stands there, and nothing else does.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base64, textOf, utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { makeLog } from "./log/log-folder-node.ts";
import { runLog } from "./log/test-log-folder-node.ts";
import { formatNote, openNote, parseNote } from "./note.ts";
import { formatVkey } from "./note-key.ts";
import { exportLog, logSigner, publish, witnesses } from "./test-export.ts";
import { chanceFrom } from "./test-history.ts";
import { rootOf } from "./tree.ts";

const packages = "/usr/share/gocode/src/golang.org/x/mod/sumdb";
const hasGo = spawnSync("go", ["version"]).status === 0;
const why = !hasGo
  ? "skipped: there is no Go on this machine"
  : existsSync(packages)
    ? undefined
    : "skipped: the package golang-golang-x-mod-dev is not installed";
const isHere = why === undefined;
const rounds = Number(process.env.BIAOCHI_RANDOM_NOTES ?? 400);

/** A text on standard input, signed by Go with the key in a file. */
const signing = `package main

import (
	"io"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	key := must(os.ReadFile(os.Args[1]))
	signer := must(note.NewSigner(string(key[:len(key)-1])))
	text := must(io.ReadAll(os.Stdin))
	os.Stdout.Write(must(note.Sign(&note.Note{Text: string(text)}, signer)))
}
`;

describe.skipIf(!isHere)(why ?? "Go’s sumdb", () => {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-go-"));
  const program = join(folder, "verify");
  const env = {
    ...process.env,
    GO111MODULE: "off",
    GOPATH: "/usr/share/gocode",
    GOCACHE: join(folder, "cache"),
    GOFLAGS: "",
  };
  const log = join(folder, "log");
  const leaves = Array.from({ length: 70_000 }, (_, at) => utf8(`entry ${at}`));
  const old = 42_007;
  const oldRoot = base64(rootOf(leaves.slice(0, old)));

  beforeAll(() => {
    const source = join(import.meta.dirname, "../../verifiers/go/verify.go");
    const built = spawnSync("go", ["build", "-o", program, source], { env });
    expect(built.stderr.toString()).toBe("");
    exportLog(log, leaves);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = (of: string, ...old: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(program, ["log", of, join(of, "trust-policy"), ...old]);
    return { status, said: `${stdout}${stderr}`.trim() };
  };

  test("verifies an exported log of 70,000 entries: signatures, every entry, and an earlier size", {
    timeout: 120_000,
  }, () => {
    expect(verify(log, String(old), oldRoot)).toEqual({
      status: 0,
      said: "example.org/log/2026: 70000 entries, 4 signatures",
    });
  });

  test("verifies the folder of a log as the log itself left it", { timeout: 120_000 }, async () => {
    const ran = await runLog(mkdtempSync(join(folder, "ran-")), 300);
    const { status, stdout, stderr } = spawnSync(program, ["log", ran.folder, ran.policy]);
    expect(stderr.toString()).toBe("");
    expect(stdout.toString()).toContain(`${ran.size} entries`);
    expect(status).toBe(0);
  });

  test("refuses what was changed", { timeout: 120_000 }, () => {
    expect(verify(log, String(old), base64(rootOf(leaves.slice(0, old + 1)))).status).toBe(1);
    const small = join(folder, "small");
    exportLog(small, leaves.slice(0, 300));
    expect(verify(small).status).toBe(0);
    const files = readdirSync(small, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    expect(files.length).toBe(7); // checkpoint, policy, two bundles, two tiles of level 0 and one of level 1
    for (const { parentPath, name } of files) {
      if (name === "trust-policy") continue;
      const changed = join(folder, "changed");
      cpSync(small, changed, { recursive: true });
      const path = join(changed, parentPath.slice(small.length), name);
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      expect(verify(changed).status, path).toBe(1);
      rmSync(changed, { recursive: true });
    }
  });

  test("opens no note that we refuse, and refuses none that we open", () => {
    const keys = [logSigner, ...witnesses].map((each) => each.key);
    const good = publish(leaves.slice(0, 5));
    const chance = chanceFrom(11);
    const pieces = ["\n", "\n\n", "— ", "+", " ", "\r\n", "=", "A", "\u00a0", "\u0001", "é"];
    const notes = Array.from({ length: rounds }, () => {
      const at = chance(good.length);
      const put = chance(2) === 0 ? [...utf8(pieces[chance(pieces.length)] ?? "")] : [chance(256)];
      return Uint8Array.from([...good.slice(0, at), ...put, ...good.slice(at + chance(2))]);
    });
    const input = [keys.map(formatVkey).join(" "), ...[good, ...notes].map(base64), ""].join("\n");
    const { stdout, status } = spawnSync(program, ["notes"], { input });
    expect(status).toBe(0);
    const ours = [good, ...notes].map((bytes) => {
      const note = parseNote(bytes);
      return note.ok && openNote(note.value, keys).ok ? "open" : "refused";
    });
    expect(stdout.toString().trim().split("\n")).toEqual(ours);
    expect(ours[0]).toBe("open");
  });

  test("reads the log’s key from its file, and signs with it what we sign", { timeout: 120_000 }, async () => {
    const home = mkdtempSync(join(folder, "key-"));
    const key = join(home, "log-key");
    const made = await makeLog({ folder: join(home, "log"), key, highWater: join(home, "mark") }, "example.org/log");
    const signer = made.ok ? made.value : expect.fail(made.refusal.code);
    const source = join(home, "sign.go");
    writeFileSync(source, signing);
    const note = signCheckpoint({ origin: "example.org/log", size: 5n, root: rootOf(leaves.slice(0, 5)) }, signer);
    const { stdout, stderr } = spawnSync("go", ["run", source, key], { env, input: note.text });
    expect(stderr.toString()).toBe("");
    expect(stdout.toString()).toBe(textOf(formatNote(note)));
    const read = parseNote(new Uint8Array(stdout));
    expect(read.ok && openNote(read.value, [signer.key]).ok).toBe(true);
  });

  test("differs from us in one thing: it drops a second line of a key, where FORMAT.md refuses the note", () => {
    const good = new TextDecoder().decode(publish(leaves.slice(0, 5)));
    const doubled = utf8(good.replace(/(— example\.org.*\n)/, "$1$1"));
    const input = `${formatVkey(logSigner.key)}\n${base64(doubled)}\n`;
    expect(spawnSync(program, ["notes"], { input }).stdout.toString()).toBe("open\n");
    const note = parseNote(doubled);
    expect(note.ok && openNote(note.value, [logSigner.key])).toMatchObject({ refusal: { code: "note-signer-twice" } });
  });
});
