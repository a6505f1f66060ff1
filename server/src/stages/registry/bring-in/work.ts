import { createHash } from "node:crypto";
import { knownIn, type Registry } from "@biaochi/engine";
import type { ClientBase } from "pg";
import type { Database, Transaction } from "../../../platform/database.ts";
import { lockRecordings, onConnection } from "../../../platform/recordings.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { addTodos } from "../../../platform/todos.ts";
import { bodyLives } from "../body-store.ts";
import { askOn, newestEdition, readRegistry } from "../edition-store.ts";
import { makeExports } from "./exports.ts";
import {
  changeImport,
  findImport,
  forgetContent,
  type ImportRecord,
  nextImport,
  noteProgress,
  readFiles,
  rememberedHeadings,
  saveChanges,
} from "./import-store.ts";
import { hasAccount, madeFor } from "./made-store.ts";
import type { OpeningsDoor } from "./openings.ts";
import { recallOf, saveRecognised } from "./recognised-store.ts";
import { recordWhole } from "./record.ts";
import { openImport, type Trial, tryFiles } from "./trial.ts";

export type WorkOptions = { readonly openings: OpeningsDoor; readonly isStopped?: () => boolean };

/** Work that has ended its process so often is not begun again: the person hears of it. */
const mostTries = 2;
const queueLock = 2_026_123;
const minutesToLook = 5;

/** Everything that waits, one import after the other, while nobody else does. Answers how many were worked on. */
export async function workOnImports(database: Database, options: WorkOptions): Promise<number> {
  return database.withConnection(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [queueLock]);
    if (rows[0]?.mine !== true) return 0;
    try {
      let count = 0;
      while (options.isStopped?.() !== true) {
        const next = await database.transaction(nextImport);
        if (next === undefined) break;
        count += 1;
        if (next.tries > mostTries) await giveUp(database, next, "import-broke");
        else await workOn(database, next, options);
      }
      return count + (await makeExports(database, options));
    } finally {
      await client.query("select pg_advisory_unlock($1)", [queueLock]);
    }
  });
}

async function workOn(database: Database, draft: ImportRecord, options: WorkOptions): Promise<void> {
  if (draft.state === "reading") return read(database, draft);
  const tried = await tryDraft(database, draft, options);
  return draft.state === "trying" ? keepTrial(database, draft, tried) : apply(database, draft, tried, options);
}

/** What was asked for ended without a result, or there is nothing more to do: the person who asked finds it on the page. */
async function giveUp(database: Database, draft: ImportRecord, failure: string): Promise<void> {
  await database.transaction(async (tx) => {
    await changeImport(tx, draft.id, { state: "mapping", failure, tries: 0 });
    await tell(tx, draft, "import-stopped");
  });
}

async function tell(tx: Transaction, draft: ImportRecord, kind: string): Promise<void> {
  // Whoever works at the command line has no home page.
  if (!(await hasAccount(tx, draft.account))) return;
  await addTodos(tx, [
    {
      ...{
        key: `import:${draft.id}:${kind}`,
        kind,
        params: { programme: draft.programme },
        for: { account: draft.account },
      },
      ...{ path: `/registry/imports/${draft.id}`, minutes: minutesToLook },
    },
  ]);
}

/** Somebody may have ended the import meanwhile. */
async function stillWanted(tx: Transaction, { id, state }: ImportRecord): Promise<boolean> {
  const now = await findImport(tx, wholeCity, id, true);
  return now?.state === state;
}

async function read(database: Database, draft: ImportRecord): Promise<void> {
  const { files, remembered } = await database.transaction(async (tx) => ({
    files: await readFiles(tx, draft.id),
    remembered: await rememberedHeadings(tx, draft.programme),
  }));
  const { sheets, outcome, isForbidden } = await openImport(files, (key) => remembered.get(key));
  await database.transaction(async (tx) => {
    if (!(await stillWanted(tx, draft))) return;
    await changeImport(tx, draft.id, {
      ...{ state: "mapping", mapping: isForbidden ? [] : sheets, outcome, tries: 0 },
      failure: isForbidden ? "column-forbidden" : outcome.errors > 0 ? "files-refused" : null,
    });
    // What nobody may be appraised by is not kept either.
    if (isForbidden) await forgetContent(tx, draft.id);
  });
}

type Tried = {
  readonly trial: Trial;
  readonly registry: Registry;
  readonly base: number;
  readonly cycle: string;
  readonly cutOff: string | undefined;
};

/** The registry as it stands now, and what the files would make of it. */
async function tryDraft(database: Database, draft: ImportRecord, options: WorkOptions): Promise<Tried> {
  const { programme, answers, extent, day, role_by_title: roleByTitle, mapping: sheets } = draft;
  const files = await database.transaction((tx) => readFiles(tx, draft.id));
  const cycleMade = await database.transaction((tx) => madeFor(tx, programme));
  const recall = await database.transaction((tx) => recallOf(tx, programme));
  const now = await database.withConnection((client) => registryNow(client, programme, options.openings));
  const trial = await tryFiles({
    ...{ files, sheets, answers, extent, day, roleByTitle, registry: now.registry, openings: now.openings },
    known: knownIn(now.registry, now.bodies),
    ...{ scored: now.scored, recall },
    onPhase: (done, total) => database.transaction((tx) => noteProgress(tx, draft.id, done, total + 1)),
  });
  const cycle = now.mark?.cycle ?? cycleMade ?? day.slice(0, 4);
  return {
    trial,
    registry: now.registry,
    base: now.mark?.recording ?? 0,
    cycle,
    cutOff: now.mark?.cutOff ?? undefined,
  };
}

const newestOf = { recording: 2_147_483_647 };

async function registryNow(client: ClientBase, programme: string, openings: OpeningsDoor) {
  const at = { programme, ...newestOf };
  return {
    registry: await readRegistry(askOn(client), at),
    mark: await newestEdition(askOn(client), at),
    openings: await openings.read(client, at),
    scored: await openings.scored(client, at),
    bodies: await bodyLives(askOn(client), programme),
  };
}

async function keepTrial(database: Database, draft: ImportRecord, { trial, base }: Tried): Promise<void> {
  await database.transaction(async (tx) => {
    if (!(await stillWanted(tx, draft))) return;
    const { outcome, changes, digest, isSound } = trial;
    await saveChanges(tx, draft.id, changes);
    await changeImport(tx, draft.id, {
      state: "tried",
      outcome,
      base,
      digest: isSound ? digest : null,
      failure: null,
      tries: 0,
    });
    await tell(tx, draft, "import-tried");
  });
}

/**
 * Records an import, or nothing.
 *
 *  1. the files are tried once more                  before the lock: this takes long
 *  2. the lock of recordings; is the registry still the one that was tried, and the result the one that was seen?
 *  3. recording, entries, subjects, opening balances, who was meant by which row
 *  4. commit      crash before: nothing is there, and it is begun again; after: everything
 */
async function apply(database: Database, draft: ImportRecord, tried: Tried, options: WorkOptions): Promise<void> {
  const { trial, registry, base, cycle, cutOff } = tried;
  if (!trial.isSound || trial.digest !== draft.digest || base !== draft.base)
    return giveUp(database, draft, "registry-moved");
  const { programme, id, day, account } = draft;
  const files = await database.transaction((tx) => readFiles(tx, id));
  const done = await database.withConnection(async (client): Promise<boolean> => {
    await client.query("begin");
    try {
      await lockRecordings(onConnection(client));
      const mark = await newestEdition(askOn(client), { programme, ...newestOf });
      const { rows } = await client.query<{ state: string }>(
        "select state from registry_import where id = $1 for update",
        [id],
      );
      if ((mark?.recording ?? 0) !== base || rows[0]?.state !== "applying") {
        await client.query("rollback");
        return false;
      }
      const { recording } = await recordWhole(client, {
        ...{
          programme,
          registry,
          edition: trial.edition,
          author: account,
          reason: draft.reason ?? "",
          digest: digestOf(files),
        },
        name: files.map(({ name }) => name).join("、"),
        about: { act: "import", cycle, effective: day, ...(cutOff === undefined ? {} : { cutOff }) },
      });
      await options.openings.save(client, { programme, recording }, trial.openings);
      await saveRecognised(client, { programme, import: id, by: account }, trial.recognised);
      await client.query(
        `update registry_import set state = 'applied', recording = $2, done = total, tries = 0, failure = null,
           revision = revision + 1, changed_at = clock_timestamp() where id = $1`,
        [id, recording],
      );
      await client.query("commit");
      return true;
    } catch (error) {
      await client.query("rollback").catch(() => undefined); // the connection may be gone, and the transaction with it
      throw error;
    }
  });
  if (!done) return giveUp(database, draft, "registry-moved");
  await database.transaction(async (tx) => {
    await forgetContent(tx, id);
    await tell(tx, draft, "import-applied");
  });
  await database.withConnection((client) => client.query("analyze")); // tables that were empty a moment ago
}

const digestOf = (files: readonly { readonly bytes: Buffer }[]): string =>
  files
    .reduce((hash, { bytes }) => hash.update(createHash("sha256").update(bytes).digest()), createHash("sha256"))
    .digest("hex");
