import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import type { Scheme, SchemeFinding, Subject } from "@biaochi/engine";
import { type Dataset, readDataset } from "./dataset/dataset.ts";
import type { Finding } from "./dataset/finding.ts";
import type { DemoPeople } from "./demo-accounts.ts";
import { dayOf } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { onConnection, openRecording } from "./platform/recordings.ts";
import { saveDemoAccounts } from "./stages/access/store.ts";
import { foldBlocksWithin } from "./stages/intake/block-upkeep.ts";
import { inBulk } from "./stages/intake/bulk-load.ts";
import { saveFacts } from "./stages/intake/store.ts";
import { askOn, saveEdition } from "./stages/registry/edition-store.ts";
import { saveBodies, saveProgramme, saveSubjects } from "./stages/registry/store.ts";
import { fillLibrary } from "./stages/schemes/library/fill-store.ts";
import { saveSchemes } from "./stages/schemes/store.ts";

export type LoadQuestion = {
  readonly folder: string;
  /** Default: the folder's name. */
  readonly programme?: string;
  /** Who is named as the author of the recording. */
  readonly author: string;
  /** Accounts that a demo offers, made in the same transaction. */
  readonly people?: (programme: string, subjects: readonly Subject[], scheme: Scheme) => DemoPeople;
  readonly onProgress?: (done: number, total: number) => void;
  /** Asks for an early end: nothing is recorded then. */
  readonly stop?: AbortSignal;
};

export type Loaded = {
  readonly programme: string;
  readonly isNew: boolean;
  readonly subjects: number;
  readonly facts: number;
  /** The cycle of the scheme in force. */
  readonly cycle: string;
  readonly dataset: Dataset;
};

export type LoadRefusal =
  | {
      readonly code: "dataset-unsound";
      readonly errors: number;
      readonly findings: readonly Finding[];
      readonly inScheme: readonly SchemeFinding[];
    }
  /** The programme is there with other contents: a second dataset does not overwrite it. */
  | { readonly code: "dataset-differs"; readonly recorded: string; readonly found: string }
  | { readonly code: "stopped" };

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The digest of everything that the folder says: its schemes and its facts, however they are spelt. */
export function digestOfDataset(dataset: Dataset): string {
  const schemes = dataset.schemes.map(({ text }) => sha256(text)).sort();
  return sha256(JSON.stringify([...schemes, dataset.digests.facts]));
}

/**
 * Records a dataset folder in one transaction: everything or nothing, whenever the process is stopped. The same folder a
 * second time changes nothing.
 */
export async function loadDataset(database: Database, question: LoadQuestion): Promise<Outcome<Loaded, LoadRefusal>> {
  const { folder, author, onProgress = () => undefined, stop } = question;
  const read = await readDataset({ folder: resolve(folder) });
  const { dataset, findings } = read;
  if (dataset === undefined) {
    const inScheme = (read.scheme?.findings ?? []).filter((finding) => finding.severity === "error");
    return refuse({
      code: "dataset-unsound",
      errors: findings.errors + inScheme.length,
      findings: findings.kept,
      inScheme,
    });
  }
  const programme = question.programme ?? basename(resolve(folder));
  const { subjects, packed: _, ...lists } = dataset.facts;
  const facts = Object.values(lists).reduce((sum, list) => sum + list.length, 0);
  const loaded = { programme, subjects: subjects.length, facts, cycle: dataset.scheme.cycle, dataset };
  const digest = digestOfDataset(dataset);

  if (stop?.aborted === true) return refuse({ code: "stopped" });
  return database.withConnection(async (client) => {
    await client.query("begin");
    try {
      await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`dataset ${programme}`]);
      const known = await client.query<{ digest: string }>(
        "select digest from recording where programme = $1 and kind = 'dataset' order by id desc limit 1",
        [programme],
      );
      const recorded = known.rows[0]?.digest;
      if (recorded !== undefined) {
        await client.query("rollback");
        if (recorded === digest) return ok({ ...loaded, isNew: false });
        return refuse({ code: "dataset-differs", recorded, found: digest });
      }
      const recording = await openRecording(onConnection(client), {
        ...{ programme, kind: "dataset", name: basename(resolve(folder)), digest, author },
      });
      const where = { programme, recording: recording.id };
      const title = dataset.about.title ?? dataset.scheme.title;
      await saveProgramme(client, {
        id: programme,
        title: typeof title === "string" ? { "zh-CN": title, en: title } : title,
        synthetic: dataset.scheme.synthetic ?? false,
      });
      await saveSubjects(client, where, subjects);
      await saveEdition(askOn(client), where, dataset.registry, {
        ...{ act: "dataset", cycle: dataset.scheme.cycle, cutOff: dataset.about.cutOff },
      });
      const schemes = dataset.schemes.flatMap(({ file: name, text, scheme }) =>
        scheme === undefined ? [] : [{ name, text, scheme, digest: sha256(text) }],
      );
      await saveSchemes(client, where, schemes);
      await fillLibrary(client, { programme, author, day: dayOf(recording.recordedAt) }, schemes);
      let done = 0;
      await inBulk(client, lists.observations.length, () =>
        saveFacts(client, where, lists, () => {
          done += 1;
          if (done % 8192 === 0) onProgress(done, facts);
        }),
      );
      if (stop?.aborted === true) {
        await client.query("rollback");
        return refuse({ code: "stopped" });
      }
      await foldBlocksWithin(client, programme);
      const people = question.people?.(programme, subjects, dataset.scheme);
      if (people !== undefined) {
        await saveBodies(client, people.bodies);
        await saveDemoAccounts(client, people.accounts);
      }
      await client.query("commit");
      await client.query("analyze"); // a table that was empty a moment ago is planned as if it still were
      onProgress(facts, facts);
      return ok({ ...loaded, isNew: true });
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
  });
}
