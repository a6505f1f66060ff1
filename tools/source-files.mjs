// Which files are ours, for every check that reads them.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

export const workspaces = ["engine", "ledger", "contract", "words", "server", "web", "bench", "tools"];

const skipped = new Set(["node_modules", "dist", "coverage"]);

/** Paths below `root`, with forward slashes, in a stable order. */
export function filesBelow(root, folder, wanted) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return []; // a workspace that does not exist yet
  }
  return entries
    .filter((entry) => !skipped.has(entry.name) && !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(root, path, wanted);
      return wanted.test(entry.name) ? [relative(root, join(root, path)).replaceAll("\\", "/")] : [];
    })
    .sort();
}

export function sourceFiles(root) {
  return workspaces.flatMap((workspace) => filesBelow(root, workspace, /\.(ts|tsx|mjs)$/));
}
