import { type Outcome, ok } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import type { Database, Transaction } from "../../platform/database.ts";
import { type Explaining, type Sheets, sheetsOf } from "../scoring/document-store.ts";
import { type Paper, readPaper, runOf } from "../scoring/paper-store.ts";
import { finishedRun } from "../scoring/standing-store.ts";
import { readCascadePaper } from "./cascade/read-paper.ts";
import { readAchievementPaper } from "./deeds/achievement-file.ts";
import { keepFile } from "./file-store.ts";
import { type Copy, printedNumber, sayingOf } from "./issue.ts";
import {
  finishedSubjects,
  finishJob,
  isWanted,
  nextNumber,
  registerDocument,
  registerFailure,
  takeJob,
  type WaitingJob,
} from "./job-store.ts";
import { type Content, makeDocument } from "./make-document.ts";
import { fileName } from "./sheet-name.ts";
import type { NamedSubject } from "./store.ts";

export type AttendantOptions = {
  /** Folder of the content-addressed files. */
  readonly files: string;
  readonly desk: Explaining;
  /** Asked between two documents: leave the order as it is, to be gone on with at the next start. */
  readonly isStopped?: () => boolean;
};

/** One process at a time works on the orders; the lock goes with the connection, so a killed process leaves none behind. */
const queueLock = 2_026_118;

/** Explanations computed at once: a computation reads the whole run, whether for one subject or a hundred. */
const perComputation = 200;

/**
 * Makes every document that waits, oldest order first, and answers how many were made.
 *
 *  1. the order is `running`      crash here: it is taken up again, and what has a number is not made twice
 *  2. the file is on disk         crash here: a file that nobody names; the document is made again under a new number
 *  3. the register names it       in one transaction; the document exists from here on
 *  4. the order is `done`
 */
export async function makeWaitingDocuments(database: Database, options: AttendantOptions): Promise<number> {
  return database.withConnection(async (client) => {
    const held = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [queueLock]);
    if (held.rows[0]?.held !== true) return 0;
    let made = 0;
    try {
      while (options.isStopped?.() !== true) {
        const job = await database.transaction(takeJob);
        if (job === undefined) break;
        made += await makeJob(database, job, options);
      }
    } finally {
      await client.query("select pg_advisory_unlock($1)", [queueLock]);
    }
    return made;
  });
}

/** Where the content of an order comes from. */
type Source = {
  /** The period or cycle. */
  readonly period: string;
  /** What the next documents need is made ready together. */
  prepare(subjects: readonly (NamedSubject | undefined)[]): Promise<void>;
  read(tx: Transaction, subject: NamedSubject | undefined): Promise<Outcome<Content>>;
};

async function openSource(database: Database, job: WaitingJob, options: AttendantOptions): Promise<Outcome<Source>> {
  const reader = { scope: job.scope, roles: job.roles };
  const { run, programme, cycle } = job;
  if (run === null) {
    const where = { programme: programme ?? "", cycle: cycle ?? "" };
    return ok({
      period: where.cycle,
      prepare: async () => undefined,
      read: (tx, subject) =>
        job.kind === "achievement-file"
          ? readAchievementPaper(tx, job.scope, where, subject?.id)
          : readCascadePaper(tx, job.scope, where, job.kind, subject?.id),
    });
  }
  const opened = await database.transaction((tx) => finishedRun(tx, reader.scope, run), { access: "read only" });
  if (!opened.ok) return opened;
  const sheets = sheetsOf(options.desk, reader, opened.value);
  const shown = runOf(opened.value);
  return ok({
    period: shown.period,
    prepare: (subjects) => prepare(sheets, subjects),
    async read(tx, subject) {
      if (subject !== undefined) {
        const sheet = await sheets.read(tx, subject.id);
        return sheet.ok ? ok({ sheet: sheet.value, run: shown }) : sheet;
      }
      const paper: Outcome<Paper> = await readPaper(tx, reader, run);
      return paper.ok ? ok({ paper: paper.value, run: shown }) : paper;
    },
  });
}

async function makeJob(database: Database, job: WaitingJob, options: AttendantOptions): Promise<number> {
  const opened = await openSource(database, job, options);
  const finished = await database.transaction((tx) => finishedSubjects(tx, job.id), { access: "read only" });
  const waiting = job.subjects === null ? [undefined] : job.subjects;
  const pending = waiting.filter((subject) => !finished.has(subject?.id ?? ""));
  if (!opened.ok) {
    const { code } = opened.refusal;
    await database.transaction(async (tx) => {
      for (const subject of pending) await registerFailure(tx, job.id, subject, code);
      await finishJob(tx, job.id, job.asked_at);
    });
    return 0;
  }
  const source = opened.value;
  let made = 0;
  for (const [n, subject] of pending.entries()) {
    if (options.isStopped?.() === true) return made;
    if (n % perComputation === 0) await source.prepare(pending.slice(n, n + perComputation));
    const outcome = await makeOne(database, job, subject, source, options.files);
    if (outcome === "unwanted") return made;
    if (outcome === "made") made += 1;
  }
  await database.transaction((tx) => finishJob(tx, job.id, job.asked_at));
  return made;
}

/** If the many cannot be computed together, each is tried by itself, so that one of them does not stop the others. */
async function prepare(sheets: Sheets, subjects: readonly (NamedSubject | undefined)[]): Promise<void> {
  const ids = subjects.flatMap((subject) => (subject === undefined ? [] : [subject.id]));
  if (ids.length === 0) return;
  await sheets.prepare(ids).catch(() => undefined);
}

async function makeOne(
  database: Database,
  job: WaitingJob,
  subject: NamedSubject | undefined,
  source: Source,
  files: string,
): Promise<"made" | "failed" | "unwanted"> {
  try {
    const read = await database.transaction((tx) => source.read(tx, subject), { access: "read only" });
    if (!read.ok) return await fail(database, job, subject, read.refusal.code);
    const number = await database.transaction(nextNumber);
    const copy: Copy = {
      language: job.language,
      number: printedNumber(number),
      at: job.asked_at,
      to: job.account_name,
    };
    const { content, pages, findings } = await makeDocument(job.kind, job.format, read.value, copy);
    const sha256 = await keepFile(files, content);
    const name = nameOf(job, subject, source.period, copy.number);
    return await database.transaction(async (tx) => {
      if (!(await isWanted(tx, job.id))) return "unwanted";
      const at = job.asked_at;
      await registerDocument(tx, {
        number,
        job: job.id,
        subject,
        name,
        size: content.length,
        sha256,
        pages,
        findings,
        at,
      });
      return "made";
    });
  } catch (error) {
    // One document that cannot be made is named; the others of the order are delivered.
    process.emitWarning(error instanceof Error ? error : String(error));
    return await fail(database, job, subject, "internal-error");
  }
}

async function fail(
  database: Database,
  job: WaitingJob,
  subject: NamedSubject | undefined,
  code: string,
): Promise<"failed" | "unwanted"> {
  return database.transaction(async (tx) => {
    if (!(await isWanted(tx, job.id))) return "unwanted";
    await registerFailure(tx, job.id, subject, code);
    return "failed";
  });
}

/** What a document is called in the name of its file. */
const nameCodes = {
  ...{ "report-card": "document.report-card", "score-sheet": "document.score-sheet" },
  ...{ "standing-table": "document.standing-table.name", brief: "document.brief.name" },
  ...{ responsibility: "responsibility.name", breakdown: "breakdown.name" },
  "achievement-file": "achievement.name",
} as const satisfies Record<WaitingJob["kind"], string>;

function nameOf(job: WaitingJob, subject: NamedSubject | undefined, period: string, number: string): string {
  const about = subject === undefined ? [] : [subject.name[job.language]];
  return fileName([sayingOf(job)(nameCodes[job.kind]), ...about, periodName(job.language, period), number], job.format);
}
