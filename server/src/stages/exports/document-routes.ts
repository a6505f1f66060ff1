import { join } from "node:path";
import {
  type DocumentKind,
  type ExportKind,
  type Name,
  type Outcome,
  ok,
  type Refusal,
  type Role,
  refuse,
  routes,
} from "@biaochi/contract";
import { sayComposed } from "@biaochi/words";
import { sql } from "kysely";
import { startZip } from "../../documents/zip.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import type { Settings } from "../../platform/settings.ts";
import { listStandings } from "../scoring/result-store.ts";
import { finishedRun } from "../scoring/standing-store.ts";
import { mayTake } from "./approvals.ts";
import { readKept } from "./file-store.ts";
import {
  cancelJob,
  findJob,
  listFailures,
  listIssued,
  listJobs,
  type NamedSubject,
  type NewJob,
  saveJob,
} from "./store.ts";

export type DocumentRoutesOptions = {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Told when an order waits. */
  readonly onOrdered: () => void;
};

const mostSubjects = 200_000;

type Wanted = {
  readonly run: number;
  readonly kind: "report-card" | "score-sheet";
  readonly subject?: string | undefined;
  readonly unit?: string | undefined;
};

/** The subjects in scope that a sheet is asked for, in protocol order. Asking for nobody in scope is refused. */
async function subjectsOf(tx: Transaction, actor: Actor, wanted: Wanted): Promise<readonly NamedSubject[]> {
  const { run, kind, subject, unit } = wanted;
  const types =
    kind === "score-sheet"
      ? (["official"] as const)
      : subject === undefined
        ? (["unit"] as const)
        : (["unit", "team"] as const);
  const page = { sort: "protocol", direction: "asc", limit: mostSubjects } as const;
  const found: NamedSubject[] = [];
  for (const type of types)
    for (const line of await listStandings(
      tx,
      actor.scope,
      { run, type, ...(subject === undefined ? {} : { q: subject }) },
      page,
    ))
      if ((subject === undefined || line.subject === subject) && (unit === undefined || line.unit?.id === unit))
        found.push({ id: line.subject, type: line.type, name: line.name });
  return found;
}

type Order = Pick<NewJob, "of" | "kind" | "format" | "language" | "subjects">;

export async function order(tx: Transaction, actor: Actor, clock: Clock, wanted: Order) {
  const { account, roles } = whoOrders(actor);
  return saveJob(tx, {
    ...wanted,
    account: actor.id,
    accountName: account,
    roles,
    scope: actor.scope,
    askedAt: clock.now(),
  });
}

const runIn = ({ run }: { readonly run: number | null }) => (run === null ? {} : { run });

/** Only somebody with a role is let through the door. */
function whoOrders(actor: Actor): { readonly account: Name; readonly roles: readonly Role[] } {
  if (actor.account === undefined) throw new Error("an order without an account");
  return { account: actor.account.name, roles: actor.roles };
}

type Handed = {
  readonly number: string;
  readonly run: number | null;
  readonly kind: DocumentKind;
  readonly subject: { readonly id: string } | null;
};

/**
 * What of each kind is about people. A kind that is not here does not compile; null: it is about units, and no approval is
 * asked for. Ordering needs none either: a document leaves when it is fetched.
 */
const aboutPeople = {
  "score-sheet": "score-sheets",
  "report-card": null,
  "standing-table": null,
  brief: null,
  responsibility: null,
  breakdown: null,
  "achievement-file": "achievement-files",
} as const satisfies Record<DocumentKind, ExportKind | null>;

/** Whether these documents of one order may be handed out: those about people only with an approval for all of them. */
async function mayHandOut(tx: Transaction, actor: Actor, documents: readonly Handed[], today: string) {
  const [first] = documents;
  const what = first === undefined ? null : aboutPeople[first.kind];
  if (first === undefined || what === null) return ok(null);
  const people = documents.flatMap(({ subject }) => (subject === null ? [] : [subject.id]));
  const { rows } = await sql<{ programme: string }>`
    select coalesce(run.programme, j.programme) as programme from issued_document d join document_job j on j.id = d.job
      left join run on run.id = j.run where d.number = ${first.number}::bigint`.execute(tx);
  return mayTake(tx, actor, { run: first.run, programme: rows[0]?.programme ?? "", what, people }, today);
}

async function runInScope(
  tx: Transaction,
  actor: Actor,
  run: number,
): Promise<Outcome<null, Refusal<"outside-scope" | "run-unfinished">>> {
  const finished = await finishedRun(tx, actor.scope, run);
  return finished.ok ? ok(null) : finished;
}

export function documentRoutes({ settings, clock, onOrdered }: DocumentRoutesOptions): readonly MountedRoute<Actor>[] {
  const files = join(settings.data, "files");
  async function jobFor(tx: Transaction, actor: Actor, id: number) {
    const job = await findJob(tx, actor, id);
    return job === undefined ? refuse({ code: "outside-scope" } as const) : ok({ value: job });
  }
  return [
    handle<Actor>()(routes.issueSheets, async (tx, { actor, input, reply }) => {
      const { run } = input.params;
      const allowed = await runInScope(tx, actor, run);
      if (!allowed.ok) return allowed;
      const { kind, format, language, subject, unit } = input.body;
      const subjects = await subjectsOf(tx, actor, { run, kind, subject, unit });
      if (subjects.length === 0) return refuse({ code: "outside-scope" });
      const id = await order(tx, actor, clock, { of: { run }, kind, format, language, subjects });
      reply.raw.once("close", onOrdered);
      return jobFor(tx, actor, id);
    }),
    handle<Actor>()(routes.issuePaper, async (tx, { actor, input, reply }) => {
      const { run } = input.params;
      const allowed = await runInScope(tx, actor, run);
      if (!allowed.ok) return allowed;
      const { kind, format, language } = input.body;
      if (format === "xlsx" && kind === "brief")
        return refuse({
          code: "format-unknown",
          params: { kind: sayComposed("zh-CN", "document.brief.name"), format },
        });
      const id = await order(tx, actor, clock, { of: { run }, kind, format, language, subjects: null });
      reply.raw.once("close", onOrdered);
      return jobFor(tx, actor, id);
    }),
    handle<Actor>()(routes.listDocumentJobs, async (tx, { actor, input }) =>
      ok({ value: { jobs: [...(await listJobs(tx, actor, input.query.limit))] } }),
    ),
    handle<Actor>()(routes.readDocumentJob, (tx, { actor, input }) => jobFor(tx, actor, input.params.job)),
    handle<Actor>()(routes.cancelDocumentJob, async (tx, { actor, input }) => {
      await cancelJob(tx, actor, input.params.job, clock.now());
      return jobFor(tx, actor, input.params.job);
    }),
    handle<Actor>()(routes.listDocuments, async (tx, { actor, input }) => {
      const { cursor, limit, run, kind } = input.query;
      const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : undefined;
      const found = await listIssued(tx, actor, { run, kind, before, limit: limit + 1 });
      const documents = found.slice(0, limit);
      return ok({
        value: { documents: [...documents], next: found.length > limit ? (documents.at(-1)?.number ?? null) : null },
      });
    }),
    handle<Actor>()(routes.downloadDocument, async (tx, { actor, input }) => {
      const [issued] = await listIssued(tx, actor, { number: input.params.number, limit: 1 });
      if (issued === undefined) return refuse({ code: "outside-scope" });
      const allowed = await mayHandOut(tx, actor, [issued], clock.today());
      if (!allowed.ok) return allowed;
      const content = await readKept(files, issued.sha256);
      if (content === undefined) return refuse({ code: "document-gone" });
      const by = allowed.value === null ? {} : { thing: `document:${input.params.number} approval:${allowed.value}` };
      const trail = { ...runIn(issued), ...(issued.subject === null ? {} : { subject: issued.subject.id }), ...by };
      return ok({ value: { name: issued.name, content }, trail });
    }),
    handle<Actor>()(routes.downloadArchive, async (tx, { actor, input }) => {
      const job = await findJob(tx, actor, input.params.job);
      if (job === undefined) return refuse({ code: "outside-scope" });
      const issued = await listIssued(tx, actor, { job: job.job, limit: mostSubjects });
      const allowed = await mayHandOut(tx, actor, issued, clock.today());
      if (!allowed.ok) return allowed;
      const by = allowed.value === null ? {} : { thing: `order:${job.job} approval:${allowed.value}` };
      const failures = await listFailures(tx, actor, job.job);
      const lines = failures.map(({ subject, code }) =>
        sayComposed(job.language, "document.failures.line", {
          subject: subject?.name[job.language] ?? "",
          reason: sayComposed(job.language, code),
        }),
      );
      const title = sayComposed(job.language, "document.failures");
      return ok({
        value: {
          name: `documents-${job.job}.zip`,
          content: archive(files, [...issued].reverse(), title, lines, job.askedAt),
        },
        trail: { ...runIn(job), ...by },
      });
    }),
  ];
}

/** The archive as it is read: never whole in memory. A file that is gone is named like a document that was never made. */
async function* archive(
  files: string,
  issued: readonly { readonly name: string; readonly sha256: string }[],
  title: string,
  failures: readonly string[],
  at: string,
): AsyncIterable<Uint8Array> {
  const zip = startZip(new Date(at));
  const missing: string[] = [...failures];
  for (const { name, sha256 } of issued) {
    const content = await readKept(files, sha256);
    if (content === undefined) missing.push(name);
    else yield zip.add({ name, content }, true);
  }
  if (missing.length > 0)
    yield zip.add({ name: `${title}.txt`, content: Buffer.from(`\ufeff${missing.join("\r\n")}\r\n`, "utf8") });
  yield zip.finish();
}
