import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { writeWorkbook } from "../dataset/spreadsheet.ts";
import { openingsDoor } from "../openings-door.ts";
import type { Database } from "../platform/database.ts";
import { migrate } from "../platform/migrations.ts";
import { openPlatform } from "../platform/platform.ts";
import { wholeCity } from "../platform/scope.ts";
import { fromHere } from "../platform/settings.ts";
import { countOpenings } from "../stages/intake/opening-store.ts";
import {
  abandonImport,
  addFile,
  editImport,
  queueApplication,
  queueReading,
  queueTrial,
  startImport,
} from "../stages/registry/bring-in/commands.ts";
import { findImport, type ImportRecord } from "../stages/registry/bring-in/import-store.ts";
import { planUndo, type UndoRefusal, undoEdition } from "../stages/registry/bring-in/undo.ts";
import { workOnImports } from "../stages/registry/bring-in/work.ts";
import { workbookOf } from "../stages/registry/bring-in/workbook-out.ts";
import { askOn, readRegistry } from "../stages/registry/edition-store.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused, refused } from "./command.ts";
import { importSaid } from "./registry-report.ts";

const verbs =
  "import <programme> <file>… | export <programme> <file> | template <programme> <file> | undo <programme> <recording>";

/**
 * The registry for whoever operates the installation: what the pages do, for recovery. An import and an undo are tried and told; only
 * with `--apply` is anything recorded. An export holds everything, also what was decided about people.
 */
export const registry: Command = {
  name: "registry",
  summary: "command.registry",
  arguments: "import | export | template | undo",
  options: {
    apply: { type: "boolean", summary: "command.option-apply" },
    day: { type: "string", summary: "command.option-day" },
    whole: { type: "boolean", summary: "command.option-whole" },
    "role-by-title": { type: "boolean", summary: "command.option-role-by-title" },
    answers: { type: "string", summary: "command.option-answers" },
    author: { type: "string", summary: "command.option-author" },
    reason: { type: "string", summary: "command.option-reason" },
  },
  async run(context) {
    const [verb, programme, ...more] = context.positionals;
    const isKnown = verb === "import" || verb === "export" || verb === "template" || verb === "undo";
    if (!isKnown || programme === undefined || more.length === 0 || (verb !== "import" && more.length > 1))
      return misused(context, "registry", verbs);
    const platform = await openPlatform(context.settings.settings, context.tell);
    if (!platform.ok) return refused(context, platform.refusal);
    const { database } = platform.value;
    try {
      const migrated = await migrate(database);
      if (!migrated.ok) return refused(context, migrated.refusal);
      const { rows } = await database.withConnection((client) =>
        client.query("select 1 from programme where id = $1", [programme]),
      );
      if (rows.length === 0) return refused(context, { code: "programme-unknown", params: { programme } });
      const [first = ""] = more;
      if (verb === "undo") return await undo(context, database, programme, Number(first));
      if (verb !== "import") return await take(context, database, programme, first, verb === "template");
      return await bringIn(context, database, programme, more);
    } finally {
      await platform.value.close();
    }
  },
};

async function take(context: CommandContext, database: Database, programme: string, file: string, isTemplate: boolean) {
  const at = { programme, recording: 2_147_483_647 };
  const { held, openings } = await database.withConnection(async (client) => ({
    held: await readRegistry(askOn(client), at),
    openings: await openingsDoor.read(client, at),
  }));
  const extent = isTemplate ? "without-decisions" : "whole";
  const print = { header: programme, footer: `biaochi registry ${isTemplate ? "template" : "export"}` };
  await writeFile(
    fromHere(file),
    await writeWorkbook(workbookOf(held, openings, { extent, print, note: [programme] })),
  );
  context.report({ code: "registry-written", params: { programme, file } });
  return exitCode.done;
}

const textOf = (value: CommandContext["values"][string]): string | undefined =>
  typeof value === "string" ? value : undefined;

async function bringIn(
  context: CommandContext,
  database: Database,
  programme: string,
  files: readonly string[],
): Promise<ExitCode> {
  const { values } = context;
  const contents: Buffer[] = [];
  for (const file of files) {
    const content = await readFile(fromHere(file)).catch(() => undefined);
    if (content === undefined) return refused(context, { code: "dataset.file-unreadable", params: { value: file } });
    contents.push(content);
  }
  const day = textOf(values.day) ?? new Date().toISOString().slice(0, 10);
  const account = textOf(values.author) ?? "biaochi";
  const reason = textOf(values.reason) ?? "";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || (values.apply === true && reason === ""))
    return misused(context, "registry", "--day 2026-09-30 --author … --reason … --apply");
  const answers: Record<string, string> =
    values.answers === undefined ? {} : JSON.parse(await readFile(fromHere(String(values.answers)), "utf8"));
  const extent = values.whole === true ? "whole" : "additional";
  const work = () => workOnImports(database, { openings: openingsDoor });
  const id = await database.transaction((tx) => startImport(tx, { programme, account, day, extent }));
  const now = async (): Promise<ImportRecord> => {
    const draft = await database.transaction((tx) => findImport(tx, wholeCity, id));
    if (draft === undefined) throw new Error(`import ${id} is gone`);
    return draft;
  };
  const leave = async (code: ExitCode): Promise<ExitCode> => {
    await database.decide((tx) => abandonImport(tx, wholeCity, id, account));
    return code;
  };
  for (const [position, file] of files.entries()) {
    const content = contents[position] ?? Buffer.alloc(0);
    const added = await database.decide((tx) =>
      addFile(tx, wholeCity, { id, position, name: basename(file), content }),
    );
    if (!added.ok) return leave(refused(context, { code: added.refusal.code, params: {} }));
  }
  await database.decide((tx) => queueReading(tx, wholeCity, id));
  await work();
  const read = await now();
  const isOpened = read.failure === null;
  if (isOpened) {
    const roleByTitle = values["role-by-title"] === true;
    await database.decide((tx) => editImport(tx, wholeCity, id, { revision: read.revision, answers, roleByTitle }));
    const { revision } = await now();
    const queued = await database.decide((tx) => queueTrial(tx, wholeCity, id, { account, revision }));
    if (!queued.ok)
      return leave(
        refused(context, { code: queued.refusal.code, params: { sheet: String(queued.refusal.params?.sheet ?? "") } }),
      );
    await work();
  }
  const tried = await now();
  importSaid(context, tried);
  if (!isOpened || tried.digest === null)
    return leave(tried.outcome?.errors === 0 && tried.outcome.asked === 0 ? exitCode.done : exitCode.refused);
  if (values.apply !== true) return leave(exitCode.done);
  await database.decide((tx) => queueApplication(tx, wholeCity, id, { revision: tried.revision, reason }));
  await work();
  const { recording, failure } = await now();
  if (recording === null)
    return leave(
      refused(context, {
        code: failure === "registry-moved" ? "import.failure.registry-moved" : "import.failure.import-broke",
        params: {},
      }),
    );
  context.report({ code: "import.applied", params: { n: String(recording) } });
  return exitCode.done;
}

async function undo(
  context: CommandContext,
  database: Database,
  programme: string,
  recording: number,
): Promise<ExitCode> {
  const { apply, author, reason } = context.values;
  const isSaid = typeof author === "string" && typeof reason === "string";
  if (!Number.isInteger(recording) || (apply === true && !isSaid))
    return misused(context, "registry", "undo <programme> <recording> --author … --reason … --apply");
  const no = (refusal: UndoRefusal) =>
    refused(context, {
      code: refusal.code,
      params: Object.fromEntries(Object.entries(refusal.params ?? {}).map(([name, value]) => [name, String(value)])),
    });
  const planned = await database.withConnection((client) => planUndo(client, { programme, recording }, countOpenings));
  if (!planned.ok) return no(planned.refusal);
  context.report({ code: "import.undo.total", params: { n: String(planned.value.difference.changes.length) } });
  if (apply !== true || !isSaid) return exitCode.done;
  const undone = await undoEdition(database, { programme, recording, author, reason }, countOpenings);
  if (!undone.ok) return no(undone.refusal);
  context.report({
    code: "registry-undone",
    params: { recording: String(recording), by: String(undone.value.recording) },
  });
  return exitCode.done;
}
