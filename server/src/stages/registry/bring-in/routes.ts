import { ok, refuse, routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Database, Transaction } from "../../../platform/database.ts";
import { bytesOf, largestFile } from "../../../platform/files.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../../platform/mount-routes.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import { finishTodos } from "../../../platform/todos.ts";
import {
  abandonImport,
  addFile,
  editImport,
  proposedFor,
  queueApplication,
  queueReading,
  queueTrial,
  startImport,
} from "./commands.ts";
import { findImport, type ImportRecord, listChanges, listFiles, listImportRecords } from "./import-store.ts";
import { listProgrammesHere, makeProgramme } from "./made-store.ts";
import { listUndone } from "./recording-store.ts";
import { planUndo, type RestsOn, undoEdition } from "./undo.ts";
import { countsOf, importOf, sheetOf } from "./view.ts";

export type BringInOptions = {
  readonly database: Database;
  /** Told when work waits. */
  readonly onQueued: () => void;
  /** What came with a recording and is no part of the registry. */
  readonly restsOn: RestsOn;
};

/** Files are sent a few at a time by one person. */
const filesPerMinute = 30;
const mostShown = 500;

export async function titleOf(tx: Transaction, scope: Scope, programme: string) {
  const { rows } = await sql<{ title: { "zh-CN": string; en: string } }>`
    select title from programme where id = ${programme} and ${programmeInScope(scope, "id")}`.execute(tx);
  return rows[0]?.title;
}

const called = (draft: ImportRecord) => ({ programme: draft.programme, thing: `import:${draft.id}` });

/** The one door that takes files; mounted where their type is accepted. */
export function importFileRoutes(): readonly MountedRoute<Actor>[] {
  return [
    handleLong<Actor>(filesPerMinute)(routes.sendImportFile, async (database, { actor, input, request }) => {
      const { import: id, position } = input.params;
      const content = bytesOf(request.body);
      if (content === undefined)
        return refuse({ code: "file-refused", params: { size: 0, most: largestFile, files: 0 } });
      const added = await database.decide((tx) =>
        addFile(tx, actor.scope, { id, position, name: input.query.name, content }),
      );
      if (!added.ok) return added;
      const [file] = await database.read((tx) => listFiles(tx, id));
      return ok({ value: { import: id, sha256: file?.sha256 ?? "" }, trail: called(added.value) });
    }),
  ];
}

export function bringInRoutes({ database, onQueued, restsOn }: BringInOptions): readonly MountedRoute<Actor>[] {
  const shown = async (tx: Transaction, { scope }: Actor, id: number) => {
    const draft = await findImport(tx, scope, id);
    const title = draft === undefined ? undefined : await titleOf(tx, scope, draft.programme);
    if (draft === undefined || title === undefined) return undefined;
    return importOf(draft, await listFiles(tx, id), title);
  };
  return [
    handle<Actor>()(routes.listRegistries, async (tx, { actor }) =>
      ok({ value: { programmes: [...(await listProgrammesHere(tx, actor.scope))] } }),
    ),
    handle<Actor>()(routes.makeProgramme, async (tx, { actor, input }) => {
      const { programme: id, title, cycle } = input.body;
      const named = { "zh-CN": title["zh-CN"], en: title.en === "" ? title["zh-CN"] : title.en };
      const isMade = await makeProgramme(tx, { id, title: named, cycle, by: actor.id });
      return isMade ? ok({ value: { programme: id } }) : refuse({ code: "programme-taken", params: { programme: id } });
    }),
    handle<Actor>()(routes.listImports, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const { cursor, limit } = input.query;
      if ((await titleOf(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
      const before = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
      const found = await listImportRecords(tx, actor.scope, { programme, before, limit: limit + 1 });
      const { last, undone, names } = await listUndone(
        tx,
        actor.scope,
        programme,
        found.map(({ account }) => account),
      );
      const imports = found.slice(0, limit).map((each) => ({
        ...{
          import: each.id,
          state: each.state,
          by: names.get(each.account) ?? null,
          at: each.changed_at.toISOString(),
        },
        ...{
          day: each.day,
          extent: each.extent,
          files: [...each.files],
          reason: each.reason,
          recording: each.recording,
        },
        counts: each.outcome === null ? [] : countsOf(each.outcome.counts),
        undoneBy: each.recording === null ? null : (undone.get(each.recording) ?? null),
        isLast: each.recording !== null && each.recording === last,
      }));
      return ok({ value: { imports, next: found.length > limit ? String(imports.at(-1)?.import ?? "") : null } });
    }),
    handle<Actor>()(routes.startImport, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if ((await titleOf(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
      const id = await startImport(tx, { programme, account: actor.id, ...input.body });
      return ok({ value: { import: id }, trail: { programme, thing: `import:${id}` } });
    }),
    handle<Actor>()(routes.readImportFiles, async (tx, { actor, input, reply }) => {
      const queued = await queueReading(tx, actor.scope, input.params.import);
      if (!queued.ok) return queued;
      reply.raw.once("close", onQueued);
      return ok({ value: { import: input.params.import }, trail: called(queued.value) });
    }),
    handle<Actor>()(routes.readImport, async (tx, { actor, input }) => {
      const value = await shown(tx, actor, input.params.import);
      return value === undefined ? refuse({ code: "outside-scope" }) : ok({ value });
    }),
    handle<Actor>()(routes.listImportChanges, async (tx, { actor, input }) => {
      const { import: id } = input.params;
      const { cursor, limit, ...which } = input.query;
      if ((await findImport(tx, actor.scope, id)) === undefined) return refuse({ code: "outside-scope" });
      const found = await listChanges(tx, actor.scope, id, { ...which, after: cursor, limit: limit + 1 });
      const changes = found.slice(0, limit).map((each) => ({ ...each, fields: [...each.fields] }));
      return ok({ value: { changes, next: found.length > limit ? (changes.at(-1)?.position ?? null) : null } });
    }),
    handle<Actor>()(routes.proposeImportSheet, async (tx, { actor, input }) => {
      const { file, sheet, table, headingRow } = input.body;
      const draft = await findImport(tx, actor.scope, input.params.import);
      const known = draft?.mapping.find((each) => each.file === file && each.sheet === sheet);
      if (draft === undefined) return refuse({ code: "outside-scope" });
      if (known === undefined) return refuse({ code: "mapping-unfit", params: { sheet } });
      return ok({ value: sheetOf(proposedFor(known, { table, headingRow })) });
    }),
    handle<Actor>()(routes.changeImport, async (tx, { actor, input }) => {
      const { import: id } = input.params;
      const changed = await editImport(tx, actor.scope, id, input.body);
      if (!changed.ok) return changed;
      const value = await shown(tx, actor, id);
      return value === undefined ? refuse({ code: "outside-scope" }) : ok({ value, trail: called(changed.value) });
    }),
    handle<Actor>()(routes.tryImport, async (tx, { actor, input, reply }) => {
      const { import: id } = input.params;
      const queued = await queueTrial(tx, actor.scope, id, { account: actor.id, ...input.body });
      if (!queued.ok) return queued;
      await finishTodos(tx, `import:${id}:`, actor.id);
      reply.raw.once("close", onQueued);
      return ok({ value: { import: id }, trail: called(queued.value) });
    }),
    handle<Actor>()(routes.applyImport, async (tx, { actor, input, reply }) => {
      const { import: id } = input.params;
      const queued = await queueApplication(tx, actor.scope, id, input.body);
      if (!queued.ok) return queued;
      await finishTodos(tx, `import:${id}:`, actor.id);
      reply.raw.once("close", onQueued);
      return ok({ value: { import: id }, trail: called(queued.value) });
    }),
    handle<Actor>()(routes.abandonImport, async (tx, { actor, input }) => {
      const { import: id } = input.params;
      const ended = await abandonImport(tx, actor.scope, id, actor.id);
      return ended.ok ? ok({ value: { import: id }, trail: called(ended.value) }) : ended;
    }),
    handleLong<Actor>()(routes.previewUndo, async (_database, { actor, input }) => {
      const { programme, recording } = input.params;
      if ((await database.read((tx) => titleOf(tx, actor.scope, programme))) === undefined)
        return refuse({ code: "outside-scope" });
      const planned = await database.withConnection((client) => planUndo(client, { programme, recording }, restsOn));
      if (!planned.ok) return planned;
      const { changes } = planned.value.difference;
      const list = changes
        .slice(0, mostShown)
        .map((each, position) => ({ position, ...each, fields: [...each.fields] }));
      return ok({ value: { changes: list, total: changes.length } });
    }),
    handleLong<Actor>()(routes.undoImport, async (_database, { actor, input }) => {
      const { programme, recording } = input.params;
      if ((await database.read((tx) => titleOf(tx, actor.scope, programme))) === undefined)
        return refuse({ code: "outside-scope" });
      const undone = await undoEdition(
        database,
        { programme, recording, author: actor.id, reason: input.body.reason },
        restsOn,
      );
      if (!undone.ok) return undone;
      return ok({ value: undone.value, trail: { programme, thing: `recording:${recording}` } });
    }),
  ];
}
