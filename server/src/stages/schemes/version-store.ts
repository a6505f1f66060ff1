import type { Name } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import type { SchemeHeading } from "./store.ts";

export type HeadingRow = SchemeHeading & {
  readonly title: Name;
  readonly recorded_at: Date;
  readonly body_name: Name | null;
  readonly meeting: string | null;
  readonly decided_on: string | null;
  readonly minutes: string | null;
};

/** Every version of a programme's schemes with the decision by which it was approved, oldest first. */
export async function listHeadings(tx: Transaction, scope: Scope, programme: string): Promise<readonly HeadingRow[]> {
  const { rows } = await sql<HeadingRow>`
    select v.scheme, v.version, v.cycle, v.effective_from, v.effective_until, v.digest, v.title, r.recorded_at,
      coalesce(b.name, case when a.body is not null then jsonb_build_object('zh-CN', a.body, 'en', a.body) end) as body_name, a.meeting, a.decided_on, a.minutes
    from scheme_version v join recording r on r.id = v.recording
      left join scheme_draft_act a on a.recording = v.recording and a.act = 'approved'
      left join body b on b.programme = v.programme and b.id = a.body
    where v.programme = ${programme} and ${programmeInScope(scope, "v.programme")}
    order by v.scheme, v.version`.execute(tx);
  return rows;
}

/** Records a version in the transaction at hand. Its bytes are the draft's. */
export async function saveSchemeVersion(
  tx: Transaction,
  where: { readonly programme: string; readonly recording: number; readonly name: string },
  { text, scheme }: { readonly text: string; readonly scheme: Scheme },
): Promise<void> {
  const { programme, recording, name } = where;
  const { id, version, title, cycle, synthetic = false, effective } = scheme;
  await sql`insert into scheme (programme, id) values (${programme}, ${id}) on conflict do nothing`.execute(tx);
  await sql`insert into scheme_version (programme, scheme, version, recording, name, document, digest, title, cycle, synthetic,
      effective_from, effective_until)
    values (${programme}, ${id}, ${version}, ${recording}, ${name}, ${text}, encode(sha256(convert_to(${text}::text, 'UTF8')), 'hex'),
      ${JSON.stringify(title)}::jsonb, ${cycle}, ${synthetic}, ${effective.from}::date, ${effective.until ?? null}::date)`.execute(
    tx,
  );
}
