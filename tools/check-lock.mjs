// The lock names no registry, so that everybody installs from their own; and what it pins is exact.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Complaints about a lock and the manifests of the root and the workspaces. */
export function checkLock(lock, manifests) {
  const found = [];
  for (const [path, entry] of Object.entries(lock.packages ?? {})) {
    const isLink = entry.link === true;
    if (entry.resolved !== undefined && !isLink) found.push(`${path}: “resolved” names ${entry.resolved}`);
    if (path.startsWith("node_modules/") && !isLink && entry.integrity === undefined && entry.inBundle !== true)
      found.push(`${path}: no integrity`);
  }
  if (/https?:\/\/(?:registry\.|[^"]*\/-\/)/.test(JSON.stringify(lock))) found.push("an address of a registry");
  for (const [path, manifest] of Object.entries(manifests))
    for (const kind of ["dependencies", "devDependencies", "optionalDependencies"])
      for (const [name, version] of Object.entries(manifest[kind] ?? {}))
        if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
          found.push(`${path}: ${name}@${version} is not an exact version`);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
  const manifest = read("package.json");
  const paths = ["package.json", ...manifest.workspaces.map((workspace) => `${workspace}/package.json`)];
  const found = checkLock(read("package-lock.json"), Object.fromEntries(paths.map((path) => [path, read(path)])));
  for (const each of found) process.stderr.write(`${each}\n`);
  process.stdout.write(`lock: ${found.length} complaints\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
