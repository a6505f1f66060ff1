import type { ReportFile } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";

type File = z.input<typeof ReportFile>;
/** Files of a unit that are offered again. */
const mostOffered = 50;

export type Submission = {
  readonly report: number;
  readonly value: string;
  readonly note: string | undefined;
  readonly evidence: readonly string[];
};

export async function saveSubmission(
  tx: Transaction,
  { report, value, note, evidence }: Submission,
  by: string,
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into report_act (report, act, value, note, acted_by) values (${report}, 'submitted', ${value}, ${note ?? null}, ${by})
    returning id`.execute(tx);
  await sql`insert into report_evidence (act, sha256) select ${rows[0]?.id}::int, s from unnest(${[...evidence]}::text[]) s`.execute(
    tx,
  );
}

export async function saveActs(
  tx: Transaction,
  reports: readonly number[],
  act: "confirmed" | "accepted" | "withdrawn",
  by: string,
): Promise<void> {
  await sql`insert into report_act (report, act, acted_by)
    select r, ${act}, ${by} from unnest(${[...reports]}::int[]) r`.execute(tx);
}

export async function saveReturn(
  tx: Transaction,
  { report, reason, by }: { readonly report: number; readonly reason: string; readonly by: string },
): Promise<void> {
  await sql`insert into report_act (report, act, reason, acted_by) values (${report}, 'returned', ${reason}, ${by})`.execute(
    tx,
  );
}

type OfUnit = { readonly programme: string; readonly unit: string };

/** A file that the unit has sent already keeps the name under which it came first. */
export async function saveFile(
  tx: Transaction,
  { programme, unit }: OfUnit,
  file: File & { readonly content: Buffer; readonly by: string },
): Promise<File> {
  const { sha256, name, mediaType, size, content, by } = file;
  await sql`insert into report_file (programme, unit, sha256, name, media_type, size, content, attached_by)
    values (${programme}, ${unit}, ${sha256}, ${name}, ${mediaType}, ${size}, ${content}, ${by}) on conflict do nothing`.execute(
    tx,
  );
  const { rows } = await sql<File>`
    select sha256, name, media_type as "mediaType", size from report_file
    where programme = ${programme} and unit = ${unit} and sha256 = ${sha256}`.execute(tx);
  const [saved] = rows;
  if (saved === undefined) throw new Error("a file was saved and is not there");
  return saved;
}

/** The newest files of a unit. */
export async function listFiles(tx: Transaction, { programme, unit }: OfUnit): Promise<File[]> {
  const { rows } = await sql<File>`
    select sha256, name, media_type as "mediaType", size from report_file
    where programme = ${programme} and unit = ${unit} order by attached_at desc, sha256 limit ${mostOffered}`.execute(
    tx,
  );
  return rows;
}

/** Those of some digests that the unit has sent. */
export async function knownDigests(
  tx: Transaction,
  { programme, unit }: OfUnit,
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from report_file where programme = ${programme} and unit = ${unit}
      and sha256 = any(${[...digests]}::text[])`.execute(tx);
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** A file of the unit: for whoever submits for it any, for everybody else one that stands beside a submission of the report. */
export async function findFile(
  tx: Transaction,
  { programme, unit }: OfUnit,
  which: { readonly report: number; readonly sha256: string; readonly isSender: boolean },
): Promise<{ readonly name: string; readonly mediaType: File["mediaType"]; readonly content: Buffer } | undefined> {
  const { report, sha256, isSender } = which;
  const { rows } = await sql<{ name: string; mediaType: File["mediaType"]; content: Buffer }>`
    select f.name, f.media_type as "mediaType", f.content from report_file f
    where f.programme = ${programme} and f.unit = ${unit} and f.sha256 = ${sha256} and (${isSender} or exists (
      select from report_evidence e join report_act a on a.id = e.act where a.report = ${report} and e.sha256 = f.sha256))`.execute(
    tx,
  );
  return rows[0];
}
