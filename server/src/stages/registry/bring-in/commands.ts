import { createHash } from "node:crypto";
import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { plainHeader } from "../../../dataset/tables.ts";
import type { Transaction } from "../../../platform/database.ts";
import { largestFile } from "../../../platform/files.ts";
import type { Scope } from "../../../platform/scope.ts";
import { finishTodos } from "../../../platform/todos.ts";
import {
  changeImport,
  dropFiles,
  findImport,
  forgetContent,
  type ImportChange,
  type ImportRecord,
  type ImportState,
  listFiles,
  rememberHeadings,
  saveFile,
  saveImport,
} from "./import-store.ts";
import { headingsKey, isTarget, problemsOf, proposeSheet } from "./mapping.ts";
import type { MappedSheet } from "./outcome.ts";
import type { Answers } from "./question.ts";
import type { ImportTable } from "./tables.ts";

export const mostFiles = 12;

type HeldRefusal = "outside-scope" | "import-over" | "import-busy" | "version-stale";
type Held = Outcome<ImportRecord, Refusal<HeldRefusal>>;

const over: readonly ImportState[] = ["applied", "abandoned"];
const busy: readonly ImportState[] = ["reading", "trying", "applying"];

/** An import in scope that somebody may change now, held until the end of the transaction. */
async function hold(tx: Transaction, scope: Scope, id: number, revision?: number): Promise<Held> {
  const draft = await findImport(tx, scope, id, true);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  if (over.includes(draft.state)) return refuse({ code: "import-over" });
  if (busy.includes(draft.state)) return refuse({ code: "import-busy" });
  if (revision !== undefined && revision !== draft.revision) return refuse({ code: "version-stale" });
  return ok(draft);
}

export async function startImport(
  tx: Transaction,
  about: {
    readonly programme: string;
    readonly account: string;
    readonly day: string;
    readonly extent: "whole" | "additional";
  },
): Promise<number> {
  return saveImport(tx, about);
}

/** Takes a file in; the first one begins a new set. What it holds is looked at by whoever reads it. */
export async function addFile(
  tx: Transaction,
  scope: Scope,
  file: { readonly id: number; readonly position: number; readonly name: string; readonly content: Buffer },
): Promise<
  Outcome<ImportRecord, Refusal<"outside-scope" | "import-over" | "import-busy" | "version-stale" | "file-refused">>
> {
  const { id, position, name, content } = file;
  const held = await hold(tx, scope, id);
  if (!held.ok) return held;
  const files = await listFiles(tx, id);
  const isFirst = position === 0;
  if (isFirst) await dropFiles(tx, id);
  if (content.length === 0 || content.length > largestFile || position >= mostFiles)
    return refuse({ code: "file-refused", params: { size: content.length, most: largestFile, files: mostFiles } });
  if (!isFirst && (files.length !== position || files.some((each) => each.name === name)))
    return refuse({ code: "file-refused", params: { size: content.length, most: largestFile, files: mostFiles } });
  const sha256 = createHash("sha256").update(content).digest("hex");
  await saveFile(tx, id, { position, name, sha256, content });
  await changeImport(tx, id, {
    mapping: [],
    answers: {},
    outcome: null,
    base: null,
    digest: null,
    failure: null,
    state: "mapping",
  });
  return held;
}

/** Work that goes on without the person: reading the files, trying them, recording them. */
export async function queueReading(
  tx: Transaction,
  scope: Scope,
  id: number,
): Promise<Outcome<ImportRecord, Refusal<HeldRefusal | "import-empty">>> {
  const held = await hold(tx, scope, id);
  if (!held.ok) return held;
  const files = await listFiles(tx, id);
  if (!files.some(({ isKept }) => isKept)) return refuse({ code: "import-empty" });
  await changeImport(tx, id, { state: "reading", tries: 0, failure: null, done: 0, total: 0 });
  return held;
}

export type SaidSheet = {
  readonly file: string;
  readonly sheet: string;
  readonly table: ImportTable | null;
  readonly headingRow: number;
  readonly columns: readonly { readonly at: number; readonly to: string | null }[];
};

export type ImportEdit = {
  readonly revision: number;
  readonly sheets?: readonly SaidSheet[] | undefined;
  readonly answers?: Readonly<Record<string, string>> | undefined;
  readonly day?: string | undefined;
  readonly extent?: "whole" | "additional" | undefined;
  readonly roleByTitle?: boolean | undefined;
};

/** The sheet as it was read, with what somebody says of it; `undefined`: it says something that no table has. */
function said(known: MappedSheet, edit: SaidSheet): MappedSheet | undefined {
  const { table } = edit;
  const to = new Map(edit.columns.map((column) => [column.at, column.to]));
  if (table !== null && edit.columns.some((column) => column.to !== null && !isTarget(table, column.to)))
    return undefined;
  const base = edit.headingRow === known.headingRow && table === known.table ? known : proposedFor(known, edit);
  return {
    ...base,
    table,
    columns: base.columns.map((column) => {
      const chosen = to.get(column.at);
      return chosen === undefined || chosen === column.to ? column : { ...column, to: chosen, by: "chosen" };
    }),
  };
}

/** What a sheet would hold if its headings stood in another row, or it were another table: from its first rows. */
export function proposedFor(
  known: MappedSheet,
  edit: { readonly table?: ImportTable | null | undefined; readonly headingRow: number },
): MappedSheet {
  const { file, sheet, preview, rows, headingRow } = known;
  const proposed = proposeSheet(file, { name: sheet, rows: preview }, () => undefined, edit);
  return { ...proposed, preview, rows: rows + headingRow - proposed.headingRow };
}

export async function editImport(
  tx: Transaction,
  scope: Scope,
  id: number,
  edit: ImportEdit,
): Promise<
  Outcome<ImportRecord, Refusal<"outside-scope" | "import-over" | "import-busy" | "version-stale" | "mapping-unfit">>
> {
  const held = await hold(tx, scope, id, edit.revision);
  if (!held.ok) return held;
  const draft = held.value;
  const change: { -readonly [Key in keyof ImportChange]: ImportChange[Key] } = {};
  if (edit.sheets !== undefined) {
    const mapping: MappedSheet[] = [];
    for (const known of draft.mapping) {
      const its = edit.sheets.find(({ file, sheet }) => file === known.file && sheet === known.sheet);
      const sheet = its === undefined ? known : said(known, its);
      if (sheet === undefined) return refuse({ code: "mapping-unfit", params: { sheet: known.sheet } });
      mapping.push(sheet);
    }
    change.mapping = mapping;
  }
  if (edit.answers !== undefined) change.answers = answersWith(draft.answers, edit.answers);
  if (edit.day !== undefined) change.day = edit.day;
  if (edit.extent !== undefined) change.extent = edit.extent;
  if (edit.roleByTitle !== undefined) change.role_by_title = edit.roleByTitle;
  // What was tried was tried without this.
  await changeImport(tx, id, { ...change, digest: null, state: "mapping", failure: null });
  return held;
}

/** An empty text takes an answer back. */
function answersWith(before: Answers, said: Answers): Answers {
  return Object.fromEntries(Object.entries({ ...before, ...said }).filter(([, answer]) => answer !== ""));
}

/** Tries what is mapped now; the mapping is remembered for the next workbook with these headings. */
export async function queueTrial(
  tx: Transaction,
  scope: Scope,
  id: number,
  by: { readonly account: string; readonly revision: number },
): Promise<Outcome<ImportRecord, Refusal<HeldRefusal | "import-empty" | "mapping-unfit">>> {
  const held = await hold(tx, scope, id, by.revision);
  if (!held.ok) return held;
  const { mapping, programme } = held.value;
  if (!mapping.some(({ table }) => table !== null)) return refuse({ code: "import-empty" });
  const unfit = mapping.find((sheet) => problemsOf(sheet).length > 0);
  if (unfit !== undefined) return refuse({ code: "mapping-unfit", params: { sheet: unfit.sheet } });
  for (const { table, columns } of mapping) {
    if (columns.length === 0) continue;
    const key = headingsKey(columns.map(({ heading }) => heading));
    const to = Object.fromEntries(columns.map((column) => [plainHeader(column.heading), column.to]));
    await rememberHeadings(tx, { programme, account: by.account, key, table, columns: to });
  }
  await changeImport(tx, id, { state: "trying", tries: 0, failure: null, done: 0, total: 0 });
  return held;
}

/** Records what was tried, as the person has seen it. */
export async function queueApplication(
  tx: Transaction,
  scope: Scope,
  id: number,
  by: { readonly revision: number; readonly reason: string },
): Promise<Outcome<ImportRecord, Refusal<HeldRefusal | "import-untried">>> {
  const held = await hold(tx, scope, id, by.revision);
  if (!held.ok) return held;
  if (held.value.state !== "tried" || held.value.digest === null) return refuse({ code: "import-untried" });
  await changeImport(tx, id, { state: "applying", reason: by.reason, tries: 0, failure: null, done: 0, total: 0 });
  return held;
}

/** Ends an import without recording anything; also one on which work waits, which then is not begun. */
export async function abandonImport(
  tx: Transaction,
  scope: Scope,
  id: number,
  by: string,
): Promise<Outcome<ImportRecord, Refusal<"outside-scope" | "import-over">>> {
  const draft = await findImport(tx, scope, id, true);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  if (over.includes(draft.state)) return refuse({ code: "import-over" });
  await changeImport(tx, id, { state: "abandoned" });
  await forgetContent(tx, id);
  await finishTodos(tx, `import:${id}:`, by);
  return ok(draft);
}
