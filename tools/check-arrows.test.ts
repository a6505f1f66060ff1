import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkArrows } from "./check-arrows.mjs";

function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "biaochi-arrows-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const check = (files: Readonly<Record<string, string>>) => checkArrows(plant(files), { fewest: 1 }).found.join("\n");

test.each([
  ["engine/src/a.ts", 'import { say } from "@biaochi/words";', "engine may not import words"],
  ["ledger/src/a.ts", 'import { say } from "@biaochi/words";', "ledger may not import words"],
  ["ledger/src/a.ts", 'import pg from "pg";\nimport "./b.ts";', "the ledger imports nothing of that kind"],
  [
    "ledger/src/a.ts",
    'import { hash } from "node:crypto";\nimport "./b.ts";',
    "only a file named …-node.ts may need Node",
  ],
  ["contract/src/a.ts", 'export * from "@biaochi/words";', "contract may not import words"],
  ["words/src/a.ts", 'import type { X } from "@biaochi/engine";', "words may not import engine"],
  ["server/src/main.ts", 'import "../../web/src/app.tsx";', "server/doors may not import web"],
  ["web/src/app.tsx", 'const x = await import("../../server/src/main.ts");', "web may not import server/doors"],
  ["web/verifier/a.ts", 'import { routes } from "@biaochi/contract";', "web/verifier may not import contract"],
  ["web/verifier/a.ts", 'import "../src/main.tsx";', "web/verifier may not import web"],
  ["server/src/platform/a.ts", 'import "../stages/intake/store.ts";', "server/platform may not import server/stage"],
  ["server/src/stages/registry/store.ts", 'type X = import("../scoring/store.ts").X;', "scoring lies downstream"],
  ["server/src/stages/scoring/store.ts", 'import "../intake/commands.ts";', "only its stores may be imported"],
  ["server/src/stages/cooking/store.ts", 'import "../intake/store.ts";', "is not a stage"],
  ["attic/a.ts", "", "only 0 modules"],
])("%s: %s", (path, text, expected) => {
  expect(check({ [path]: text })).toContain(expected);
});

test("what the river allows passes, and comments and strings are not imports", () => {
  const files = {
    "server/src/stages/scoring/store.ts":
      'import "../intake/store.ts";\n// import "../exports/store.ts"\nconst x = `from "../exports/store.ts"`;',
    "server/src/main.ts": 'import "./stages/scoring/store.ts";\nimport "node:fs";',
    "contract/src/a.ts": 'import "@biaochi/engine";',
    "ledger/src/a-node.ts": 'import "node:crypto";\nimport "#primitives";\nimport "./b.ts";',
  };
  expect(check(files)).toBe("");
});

test("fails when it reads fewer modules than there must be, or sees no arrow in them", () => {
  const root = plant({ "engine/src/a.ts": "", "engine/src/b.ts": "" });
  expect(checkArrows(root, { fewest: 3 }).found[0]).toContain("only 2 modules were read");
  expect(checkArrows(root, { fewest: 1 }).found[0]).toContain("only 0 arrows were seen");
});

test("the table covers this very tree", { timeout: 60_000 }, () => {
  expect(checkArrows(join(import.meta.dirname, "..")).modules).toBeGreaterThan(120);
});
