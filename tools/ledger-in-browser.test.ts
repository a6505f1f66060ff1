import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "vite";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** The front door of the ledger as a browser gets it. */
async function bundled(): Promise<string> {
  const made = await build({
    root,
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      lib: { entry: join(root, "ledger/src/index.ts"), formats: ["iife"], name: "ledger" },
    },
  });
  const [first] = Array.isArray(made) ? made : [made];
  const chunk = first !== undefined && "output" in first ? first.output[0] : undefined;
  return chunk?.code ?? expect.fail("nothing was built");
}

test("the ledger is built for browsers without anything of Node, and checks a foreign log there", {
  timeout: 60_000,
}, async () => {
  const code = await bundled();
  expect(code).not.toMatch(/["']node:|require\(/);
  const keys = JSON.parse(readFileSync(join(root, "vectors/ledger/tessera-testdata-keys.json"), "utf8"));
  const checkpoint = readFileSync(join(root, "vectors/ledger/tessera-log/checkpoint.15"), "utf8");
  const world = { TextEncoder, TextDecoder, crypto, keys, checkpoint };
  const check = `
    const key = ledger.parseVkey(keys.vkey).value;
    const note = ledger.parseNote(ledger.utf8(checkpoint)).value;
    const opened = ledger.openCheckpoint(note, [key]);
    const root = ledger.base64(ledger.rootOf(keys.leaves_utf8.map(ledger.utf8)));
    const other = { ...note, text: note.text.replace("15", "14") };
    JSON.stringify([opened.ok, root === checkpoint.split("\\n")[2], ledger.openCheckpoint(other, [key]).ok]);`;
  expect(runInNewContext(`${code};${check}`, world)).toBe("[true,true,false]");
});
