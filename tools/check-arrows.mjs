// Holds the arrows of ARCHITECTURE.md: who may import whom. Reads every import of every module itself, because the usual
// tool sees none under TypeScript 7 and calls that success.
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { sourceFiles } from "./source-files.mjs";

/** The river, from left to right. A stage imports only from stages before it, and only their stores (`store.ts`, `fact-store.ts`). */
export const stages = [
  "registry", "schemes", "access", "intake", "deferrals", "ballots", "scoring", "grading", "feedback", "recourse", "consequences", "insight",
  "record", "exports", "erasure",
]; // biome-ignore format: one line reads as the river does

/**
 * One line per zone: where it lies, and whom it may import. The first zone that fits a path is its zone; a module in no
 * zone is a violation, so that a new folder has to say where it stands.
 */
export const zones = [
  { name: "engine", path: "engine/", imports: [] },
  { name: "ledger", path: "ledger/", imports: [] },
  { name: "words", path: "words/", imports: [] },
  { name: "contract", path: "contract/", imports: ["engine"] },
  { name: "server/platform", path: "server/src/platform/", imports: ["engine", "contract", "words", "ledger"] },
  { name: "server/dataset", path: "server/src/dataset/", imports: ["engine", "contract", "words", "server/platform"] },
  // The layout engine: documents as data in, pages and files out. It knows no stage and no database.
  { name: "server/documents", path: "server/src/documents/", imports: ["words"] },
  { name: "server/demo-city", path: "server/src/demo-city/", imports: ["engine", "contract", "server/dataset"] },
  {
    name: "server/stage",
    path: "server/src/stages/",
    imports: [
      "engine",
      "contract",
      "words",
      "ledger",
      "server/platform",
      "server/dataset",
      "server/documents",
      "server/stage",
    ],
  },
  {
    name: "server/doors", // main, worker, cli and its commands: the only places that join parts
    path: "server/",
    imports: [
      "engine",
      "contract",
      "words",
      "ledger",
      "server/platform",
      "server/dataset",
      "server/documents",
      "server/demo-city",
      "server/stage",
      "tools",
    ],
  },
  {
    name: "web/stage",
    path: "web/src/stages/",
    imports: ["engine", "contract", "words", "ledger", "web", "web/stage"],
  },
  // One page that is opened from disk: of ours, only what it checks with and what it says.
  { name: "web/verifier", path: "web/verifier/", imports: ["ledger", "words"] },
  { name: "web", path: "web/", imports: ["engine", "contract", "words", "ledger", "web/stage", "tools"] },
  { name: "tools", path: "tools/", imports: ["engine", "contract", "words"] },
  {
    name: "bench",
    path: "bench/",
    imports: [
      "engine",
      "contract",
      "words",
      "ledger",
      "server/platform",
      "server/dataset",
      "server/demo-city",
      "server/stage",
      "tools",
    ],
  },
];

/** Fewer modules than this were never in the tree: a checker that reads less has gone blind. */
const fewestModules = 120;

const isTest = (path) => /\.test\.tsx?$/.test(path) || path.includes("/test-");

function stageOf(path) {
  const [, name] = /(?:server|web)\/src\/stages\/([^/]+)\//.exec(path) ?? [];
  return name;
}

function zoneOf(path) {
  return zones.find((zone) => path.startsWith(zone.path));
}

/** Imports that are types only, and module augmentations: the parser's own record leaves them out. */
function typeImports(node, found = []) {
  if (Array.isArray(node)) for (const each of node) typeImports(each, found);
  else if (typeof node === "object" && node !== null) {
    if (node.type === "TSImportType") found.push(node.source?.value ?? node.argument?.literal?.value);
    if (node.type === "TSModuleDeclaration" && node.id.type === "Literal") found.push(node.id.value);
    if (node.type === "ImportExpression") found.push(node.source.value);
    for (const each of Object.values(node)) typeImports(each, found);
  }
  return found;
}

/** What a module imports: statements, re-exports, `import()` of values and of types, and module augmentations. */
export function importsOf(path, text) {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const written = [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) => each.entries.map((entry) => entry.moduleRequest?.value)),
    ...(/\bimport\s*\(|\bdeclare module\b/.test(text) ? typeImports(program) : []),
  ];
  return [...new Set(written.filter((each) => each !== undefined))];
}

/** A path of ours, or undefined for what comes from npm or Node. */
function targetOf(from, specifier) {
  if (specifier.startsWith(".")) return normalize(join(dirname(from), specifier)).replaceAll("\\", "/");
  const own = /^@biaochi\/([^/]+)(?:\/(.+))?$/.exec(specifier);
  return own === null ? undefined : `${own[1]}/${own[2] ?? "src/index.ts"}`;
}

/** Why this arrow may not be, or undefined. */
export function violation(from, to) {
  const source = zoneOf(from);
  const target = zoneOf(to);
  if (source === undefined) return `${from} lies in no zone of tools/check-arrows.mjs`;
  if (target === undefined) return `${from} → ${to}: the target lies in no zone`;
  if (source !== target && !source.imports.includes(target.name))
    return `${from} → ${to}: ${source.name} may not import ${target.name}`;
  const [here, there] = [stageOf(from), stageOf(to)];
  if (there === undefined || here === there) return undefined;
  if (here === undefined) return undefined;
  if (!stages.includes(here)) return `${from}: “${here}” is not a stage`;
  if (stages.indexOf(there) > stages.indexOf(here)) return `${from} → ${to}: ${there} lies downstream of ${here}`;
  if (target.name === "server/stage" && !/\/(?:[a-z-]+-)?store\.ts$/.test(to) && !isTest(from))
    return `${from} → ${to}: of another stage only its stores may be imported`;
  return undefined;
}

/**
 * The ledger runs in browsers: what needs Node says so in the name of its file, and `#primitives` (ledger/package.json) stands
 * for the file that fits the place.
 */
function ledgerComplaints(path, specifier) {
  if (!/^(node:|@noble\/|canonicalize$|#primitives$|vitest$|fast-check$)/.test(specifier))
    return [`${path} → ${specifier}: the ledger imports nothing of that kind`];
  if (specifier.startsWith("node:") && !path.endsWith("-node.ts") && !isTest(path))
    return [`${path} → ${specifier}: in the ledger only a file named …-node.ts may need Node`];
  return [];
}

export function checkArrows(root, { fewest = fewestModules } = {}) {
  const modules = sourceFiles(root);
  const found = [];
  let arrows = 0;
  for (const path of modules) {
    const specifiers = importsOf(path, readFileSync(join(root, path), "utf8"));
    for (const specifier of specifiers) {
      const target = targetOf(path, specifier);
      if (target === undefined) {
        if (path.startsWith("ledger/")) found.push(...ledgerComplaints(path, specifier));
        continue;
      }
      arrows += 1;
      const wrong = violation(path, target);
      if (wrong !== undefined) found.push(wrong);
    }
    if (zoneOf(path) === undefined) found.push(`${path} lies in no zone of tools/check-arrows.mjs`);
  }
  if (modules.length < fewest) found.push(`only ${modules.length} modules were read; at least ${fewest} were expected`);
  if (arrows < modules.length / 2) found.push(`only ${arrows} arrows were seen in ${modules.length} modules`);
  return { modules: modules.length, arrows, found: [...new Set(found)] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, arrows, found } = checkArrows(join(dirname(fileURLToPath(import.meta.url)), ".."));
  for (const each of found) process.stderr.write(`${each}\n`);
  process.stdout.write(`arrows: ${modules} modules, ${arrows} arrows, ${found.length} violations\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
