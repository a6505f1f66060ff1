// A migration that has landed never changes: databases out there have run it.
//   node tools/check-migrations.mjs          compares with server/migrations/landed.json
//   node tools/check-migrations.mjs --land   at a landing: records the migrations that are new since the last one
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const digestOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

export function checkMigrations(folder) {
  const record = join(folder, "landed.json");
  const landed = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  const found = [];
  for (const [name, digest] of Object.entries(landed)) {
    if (!names.includes(name)) found.push(`${name} has landed and is gone: put it back`);
    else if (digestOf(join(folder, name)) !== digest)
      found.push(`${name} has landed and was edited: put it back and write a new migration`);
  }
  for (const [index, name] of names.entries())
    if (Number(name.slice(0, 4)) !== index + 1) found.push(`${name}: number ${index + 1} was expected`);
  const fresh = names.filter((name) => landed[name] === undefined);
  return { found, landed, fresh };
}

export function land(folder) {
  const { landed, fresh } = checkMigrations(folder);
  const all = { ...landed, ...Object.fromEntries(fresh.map((name) => [name, digestOf(join(folder, name))])) };
  writeFileSync(join(folder, "landed.json"), `${JSON.stringify(all, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "server", "migrations");
  const { found, landed, fresh } = checkMigrations(folder);
  for (const each of found) process.stderr.write(`${each}\n`);
  if (found.length === 0 && process.argv.includes("--land")) land(folder);
  process.stdout.write(`migrations: ${Object.keys(landed).length} landed, ${fresh.length} new\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
