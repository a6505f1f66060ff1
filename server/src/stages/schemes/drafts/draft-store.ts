import type { DraftState, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, wholeProgrammeInScope } from "../../../platform/scope.ts";

export type DraftRow = {
  readonly id: number;
  readonly programme: string;
  readonly scheme: string;
  readonly source: "version" | "scheme" | "template" | "file";
  readonly source_name: string;
  readonly based_on: number | null;
  readonly document: string;
  readonly digest: string;
  readonly title: Name;
  readonly revision: number;
  readonly state: DraftState;
  readonly made_by: string;
  readonly made_by_name: Name | null;
  readonly made_at: Date;
  readonly saved_by: string;
  readonly saved_by_name: Name | null;
  readonly saved_at: Date;
};

const drafts = sql`
  select d.*, m.name as made_by_name, r.saved_by, s.name as saved_by_name, r.saved_at
  from scheme_draft d join scheme_draft_revision r on r.draft = d.id and r.revision = d.revision
    left join account m on m.id = d.made_by left join account s on s.id = r.saved_by`;

/** Drafts of the programmes that somebody reaches as a whole, the newest first. */
export async function listDraftRows(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string | undefined; readonly limit: number },
): Promise<readonly DraftRow[]> {
  const { programme = null, limit } = which;
  const { rows } = await sql<DraftRow>`${drafts}
    where ${wholeProgrammeInScope(scope, "d.programme")} and (${programme}::text is null or d.programme = ${programme})
    order by d.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function findDraft(tx: Transaction, scope: Scope, id: number): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`${drafts}
    where d.id = ${id} and ${wholeProgrammeInScope(scope, "d.programme")}`.execute(tx);
  return rows[0];
}

/** As above, and nobody else changes it until the transaction ends. */
export async function findDraftToChange(tx: Transaction, scope: Scope, id: number): Promise<DraftRow | undefined> {
  await sql`select from scheme_draft d where d.id = ${id} and ${wholeProgrammeInScope(scope, "d.programme")} for update`.execute(
    tx,
  );
  return findDraft(tx, scope, id);
}

export type NewDraft = Pick<
  DraftRow,
  "programme" | "scheme" | "source" | "source_name" | "based_on" | "document" | "title"
>;

export async function saveNewDraft(tx: Transaction, draft: NewDraft, by: string): Promise<number> {
  const { programme, scheme, source, source_name, based_on, document, title } = draft;
  const digest = sql`encode(sha256(convert_to(${document}::text, 'UTF8')), 'hex')`;
  const { rows } = await sql<{ id: number }>`
    insert into scheme_draft (programme, scheme, source, source_name, based_on, document, digest, title, made_by)
    values (${programme}, ${scheme}, ${source}, ${source_name}, ${based_on}, ${document}, ${digest},
      ${JSON.stringify(title)}::jsonb, ${by}) returning id`.execute(tx);
  const id = rows[0]?.id ?? 0;
  await keepRevision(tx, id, { note: null, by });
  return id;
}

export async function saveRevision(
  tx: Transaction,
  id: number,
  saved: { readonly document: string; readonly title: Name; readonly note: string | null; readonly by: string },
): Promise<void> {
  const { document, title, note, by } = saved;
  await sql`update scheme_draft set document = ${document}, digest = encode(sha256(convert_to(${document}::text, 'UTF8')), 'hex'),
    title = ${JSON.stringify(title)}::jsonb, revision = revision + 1, state = 'draft' where id = ${id}`.execute(tx);
  await keepRevision(tx, id, { note, by });
}

async function keepRevision(
  tx: Transaction,
  id: number,
  { note, by }: { note: string | null; by: string },
): Promise<void> {
  await sql`insert into scheme_draft_revision (draft, revision, document, digest, note, saved_by)
    select id, revision, document, digest, ${note}, ${by} from scheme_draft where id = ${id}`.execute(tx);
}

export type RevisionRow = {
  readonly revision: number;
  readonly document: string;
  readonly digest: string;
  readonly note: string | null;
  readonly saved_by: string;
  readonly saved_by_name: Name | null;
  readonly saved_at: Date;
};

/** Without the documents. */
export async function listRevisions(
  tx: Transaction,
  scope: Scope,
  draft: number,
): Promise<readonly Omit<RevisionRow, "document">[]> {
  const { rows } = await sql<Omit<RevisionRow, "document">>`
    select r.revision, r.digest, r.note, r.saved_by, a.name as saved_by_name, r.saved_at
    from scheme_draft_revision r join scheme_draft d on d.id = r.draft left join account a on a.id = r.saved_by
    where r.draft = ${draft} and ${wholeProgrammeInScope(scope, "d.programme")} order by r.revision desc limit 500`.execute(
    tx,
  );
  return rows;
}

export async function findRevision(
  tx: Transaction,
  scope: Scope,
  draft: number,
  revision: number,
): Promise<RevisionRow | undefined> {
  const { rows } = await sql<RevisionRow>`
    select r.revision, r.document, r.digest, r.note, r.saved_by, a.name as saved_by_name, r.saved_at
    from scheme_draft_revision r join scheme_draft d on d.id = r.draft left join account a on a.id = r.saved_by
    where r.draft = ${draft} and r.revision = ${revision} and ${wholeProgrammeInScope(scope, "d.programme")}`.execute(
    tx,
  );
  return rows[0];
}

/** The draft, the newest of several, that was once saved with exactly this text. */
export async function findDraftWith(
  tx: Transaction,
  scope: Scope,
  of: { readonly programme: string; readonly digest: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select d.id from scheme_draft d join scheme_draft_revision r on r.draft = d.id
    where d.programme = ${of.programme} and r.digest = ${of.digest} and ${wholeProgrammeInScope(scope, "d.programme")}
    order by d.id desc limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Whether somebody wrote a line of it. One human being with two accounts is one person. */
export async function hasWritten(tx: Transaction, scope: Scope, draft: number, account: string): Promise<boolean> {
  const { rows } = await sql`
    select from scheme_draft_revision r join scheme_draft d on d.id = r.draft
    where r.draft = ${draft} and ${wholeProgrammeInScope(scope, "d.programme")} and (r.saved_by = ${account} or exists (
      select from account x join account y on y.programme = x.programme and y.self = x.self
      where x.id = r.saved_by and y.id = ${account})) limit 1`.execute(tx);
  return rows.length > 0;
}
