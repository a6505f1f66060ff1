// Files stay small, and the ways around the type checker only become fewer.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { sourceFiles } from "./source-files.mjs";

const longest = 400;

/**
 * A longer file stands here with its reason, or is split by concept.
 * @type {Record<string, string>}
 */
export const reasons = {
  "server/src/bring-in.test.ts": "one registry that moves from test to test, in one database",
  "server/src/registry.test.ts": "one town in which a year goes by, from test to test",
  "server/src/arrivals.test.ts": "one town to which other systems send, from test to test",
  "server/src/decided.test.ts":
    "one town whose claims and sheets go from test to test; another town costs the suite ten seconds",
  "server/src/deeds.test.ts": "one town whose deeds go from test to test",
  "server/src/projects.test.ts": "one project from argument to promotion, from test to test",
  "server/src/reporting.test.ts": "one town whose reports go from test to test",
  "server/src/permissions.test.ts": "one matrix, with what is inside and outside of each kind of thing",
  "server/src/audit.test.ts": "names every route that writes no line, beside what is said of the others",
  "contract/src/routes.ts": "the list of doors, one entry each",
  "web/src/router.tsx": "the list of pages, one entry each",
  "bench/run.ts": "the list of measurements, one function each that tells its table",
  "engine/src/kernel/oracle/score.ts": "an oracle is one plain program, read from top to bottom",
};

/** How many ways around the type checker there are, all kinds together. Lower it when one goes; it is never raised. */
export const ceiling = 20;

const detours = [
  /(?<![\w.])any(?=\s*[,;)>\]|&=]|\[\])(?<=[:<|&,(]\s*any)/g, // `: any`, `<any>`
  /\bas any\b/g,
  /\bas unknown as\b/g,
  /[\w)\]]!(?=[.;,)\]\s[])(?!\s*=)/g, // non-null assertion
  /@ts-(?:ignore|expect-error|nocheck)/g,
  /biome-ignore/g,
];

const isOurOwnTable = (path) => path.startsWith("tools/check-");

/** Comments and strings may say "any"; only code is counted, suppressions excepted, which are comments. */
function withoutProse(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (all) => (/@ts-|biome-ignore/.test(all) ? all : ""))
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""')
    .replace(/\/\/.*$/gm, (all) => (/@ts-|biome-ignore/.test(all) ? all : ""));
}

export function countDetours(text) {
  const code = withoutProse(text);
  return detours.reduce((total, pattern) => total + [...code.matchAll(pattern)].length, 0);
}

export function checkSizes(root, { atMost = ceiling, allowed = reasons } = {}) {
  const found = [];
  let total = 0;
  const worst = [];
  const files = sourceFiles(root);
  for (const path of files) {
    const text = readFileSync(join(root, path), "utf8");
    const lines = text.split("\n").length - 1;
    if (lines > longest && allowed[path] === undefined)
      found.push(`${path}: ${lines} lines; above ${longest} a reason is needed in tools/check-sizes.mjs`);
    const count = isOurOwnTable(path) ? 0 : countDetours(text);
    if (count > 0) worst.push(`${path}: ${count}`);
    total += count;
  }
  for (const path of Object.keys(allowed))
    if (!existsSync(join(root, path))) found.push(`${path}: has a reason but does not exist`);
  if (total > atMost) found.push(`${total} ways around the type checker; ${atMost} are the ceiling:`, ...worst);
  if (files.length === 0) found.push("no file was read");
  return { files: files.length, detours: total, found };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, detours: total, found } = checkSizes(join(dirname(fileURLToPath(import.meta.url)), ".."));
  for (const each of found) process.stderr.write(`${each}\n`);
  process.stdout.write(`sizes: ${files} files, ${total} ways around the type checker (ceiling ${ceiling})\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
