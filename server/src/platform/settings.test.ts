import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listSettings, readSettings, redactUrl } from "./settings.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function inFile(content: string): void {
  writeFileSync(join(folder, "biaochi.config.json"), content);
}

test("environment before file before default, and each says where it is from", () => {
  inFile('{ "port": 4000, "mode": "production", "origin": "https://kaohe.example.cn" }');
  const read = readSettings({ env: { BIAOCHI_DATA: folder, PORT: "5000" } });
  if (!read.ok) throw new Error(read.refusal.code);
  expect(read.value.settings).toMatchObject({ port: 5000, mode: "production", host: "localhost" });
  expect(read.value.from).toMatchObject({ port: "environment", mode: "file", host: "default" });
});

test("the origin follows the port when it is not given", () => {
  const read = readSettings({ env: { BIAOCHI_DATA: folder, PORT: "3001" } });
  expect(read.ok && read.value.settings.origin).toBe("http://localhost:3001");
});

test.each([
  ["PORT", "80a", "expected.port"],
  ["PORT", "65536", "expected.port"],
  ["BIAOCHI_MODE", "prod", "expected.mode"],
  ["BIAOCHI_ORIGIN", "https://example.cn/path", "expected.origin"],
  ["DATABASE_URL", "mysql://x", "expected.database"],
  ["BIAOCHI_LANG", "fr", "expected.language"],
])("%s=%s is refused with what was expected and where it stands", (env, text, expected) => {
  const read = readSettings({ env: { BIAOCHI_DATA: folder, [env]: text } });
  expect(read).toMatchObject({
    ok: false,
    refusal: { code: "setting-invalid", params: { where: env }, said: { expected } },
  });
});

test("a value in the file is refused naming the file", () => {
  inFile('{ "port": "many" }');
  const read = readSettings({ env: { BIAOCHI_DATA: folder } });
  expect(read).toMatchObject({
    ok: false,
    refusal: { params: { found: "many", where: join(folder, "biaochi.config.json") } },
  });
});

test("an unknown key, a broken file and a missing --config are refused; a missing default file is not", () => {
  expect(readSettings({ env: { BIAOCHI_DATA: folder } }).ok).toBe(true);
  inFile('{ "prot": 1 }');
  expect(readSettings({ env: { BIAOCHI_DATA: folder } })).toMatchObject({ refusal: { code: "settings-key-unknown" } });
  inFile("{");
  expect(readSettings({ env: { BIAOCHI_DATA: folder } })).toMatchObject({
    refusal: { code: "settings-file-unreadable" },
  });
  expect(readSettings({ env: {}, configFile: join(folder, "none.json") })).toMatchObject({
    refusal: { code: "settings-file-unreadable" },
  });
});

test("a password never shows, neither in the list nor in a refusal", () => {
  const secret = "postgres://city:open-sesame@db.example.cn/biaochi";
  expect(redactUrl(secret)).not.toContain("open-sesame");
  const read = readSettings({ env: { BIAOCHI_DATA: folder, DATABASE_URL: secret } });
  if (!read.ok) throw new Error(read.refusal.code);
  expect(JSON.stringify(listSettings(read.value))).not.toContain("open-sesame");
  const refused = readSettings({ env: { BIAOCHI_DATA: folder, DATABASE_URL: "mysql://city:open-sesame@db" } });
  expect(JSON.stringify(refused)).not.toContain("open-sesame");
});
