import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Findings } from "./finding.ts";
import type { TableName } from "./table-shape.ts";
import { plainHeader, tableNamed } from "./tables.ts";

/** A file of a dataset folder and what it holds. `name` is its path inside the folder, always with "/". */
export type FolderFile =
  | { readonly holds: "scheme" | "dataset" | "workbook"; readonly name: string; readonly path: string }
  | { readonly holds: "table"; readonly table: TableName; readonly name: string; readonly path: string };

const tabular = new Set([".csv", ".xlsx"]);
const documents = new Set([".yaml", ".yml", ".json"]);
/** Forms in which tables are brought too, and which this version does not read. */
const foreign = new Set([".xls", ".xlsm", ".xlsb", ".et", ".ods", ".tsv", ".numbers"]);
const workbookNames = new Set(["dataset", "数据"].map(plainHeader));

/** "observations-2025" → observations; the part before the first hyphen or the whole name. */
function tableOfStem(stem: string): TableName | undefined {
  return tableNamed(stem) ?? tableNamed(stem.split("-")[0] ?? "");
}

/** Hidden files, locks of spreadsheet programs, and the expected results that examples carry for their tests. */
const isLeftAlone = (name: string): boolean =>
  name.startsWith(".") || name.startsWith("~$") || /^expected\.(csv|json)$/.test(name);

/** The result that `biaochi appraise` wrote earlier, which stands in the folder by default. */
const isResult = (names: readonly string[]): boolean =>
  names.includes("results.csv") && names.includes("explanations.jsonl");

function fileOf(name: string, path: string, within: TableName | undefined): FolderFile | "left-alone" | "unknown" {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const extension = extname(base).toLowerCase();
  const stem = base.slice(0, base.length - extension.length);
  if (foreign.has(extension)) return "unknown";
  if (tabular.has(extension)) {
    if (within) return { holds: "table", table: within, name, path };
    if (extension === ".xlsx" && workbookNames.has(plainHeader(stem))) return { holds: "workbook", name, path };
    const table = tableOfStem(stem);
    return table ? { holds: "table", table, name, path } : "unknown";
  }
  if (documents.has(extension)) {
    if (within) return "unknown";
    if (/^scheme(?:[._-].+)?$/i.test(stem)) return { holds: "scheme", name, path };
    return stem === "dataset" ? { holds: "dataset", name, path } : "unknown";
  }
  return "left-alone";
}

/**
 * The files of a dataset folder in the order in which they are read: by name, byte by byte. `undefined` when there is no
 * such folder. Links are not followed out of it.
 */
export async function listFolder(folder: string, findings: Findings): Promise<readonly FolderFile[] | undefined> {
  const files: FolderFile[] = [];
  const take = (name: string, path: string, within: TableName | undefined) => {
    const file = fileOf(name, path, within);
    if (file === "left-alone") return;
    if (file === "unknown")
      findings.add({ code: "file-unknown", severity: "error", file: name, expected: "expected.table-file" });
    else files.push(file);
  };
  let entries: readonly { readonly name: string; isDirectory(): boolean; isFile(): boolean }[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    findings.add({ code: "folder-unreadable", severity: "error", file: folder, value: reasonOf(error) });
    return undefined;
  }
  for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isLeftAlone(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isFile()) take(entry.name, path, undefined);
    if (!entry.isDirectory()) continue;
    const names = (await readdir(path, { withFileTypes: true }))
      .filter((inner) => inner.isFile())
      .map((inner) => inner.name);
    const table = tableNamed(entry.name);
    if (isResult(names)) continue;
    for (const inner of names.filter((each) => !isLeftAlone(each)).sort()) {
      const name = `${entry.name}/${inner}`;
      if (table) take(name, join(path, inner), table);
      else if (tabular.has(extname(inner).toLowerCase())) {
        findings.add({ code: "file-unknown", severity: "error", file: name, expected: "expected.table-file" });
      }
    }
  }
  return files;
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
