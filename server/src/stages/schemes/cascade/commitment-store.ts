import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";
import type { Where } from "./goal-store.ts";

export type CommitmentRow = {
  readonly id: number;
  readonly version: number;
  readonly content: string;
  readonly digest: string;
  readonly by: { readonly id: string; readonly name: Name | null };
  readonly confirmed_at: Date;
  readonly due: string | null;
  readonly due_provisional: boolean;
  readonly attested: Attested | null;
};

/** The signature stands on a paper. */
export type Attested = {
  readonly signedOn: string;
  readonly signatory: { readonly id: string; readonly type: "official"; readonly name: Name };
  readonly document: string;
  readonly isCompared: boolean;
  readonly scan: string | null;
};

const unitColumns = { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" };
const personColumns = { programme: "o.programme", id: "o.id", type: "o.type", unit: "o.unit" };

/** The newest confirmation of a unit in scope. */
export async function findCommitment(
  tx: Transaction,
  scope: Scope,
  { programme, cycle }: Where,
  unit: string,
): Promise<CommitmentRow | undefined> {
  const { rows } = await sql<CommitmentRow>`
    select c.id, d.version, c.content, c.digest, c.confirmed_at, jsonb_build_object('id', c.confirmed_by,
      'name', (select a.name from account a where a.id = c.confirmed_by)) as by,
      (select max(n.due)::text from commitment_notice n where n.commitment = c.id) as due,
      coalesce((select bool_or(n.due_provisional) from commitment_notice n where n.commitment = c.id), false) as due_provisional,
      (select jsonb_build_object('signedOn', t.signed_on, 'document', t.document, 'isCompared', t.printed is not null, 'scan', t.scan,
          'signatory', jsonb_build_object('id', s.id, 'type', s.type, 'name', s.name))
        from commitment_attestation t join current_subject s on s.programme = c.programme and s.id = t.signatory
        where t.commitment = c.id) as attested
    from commitment c join decomposition d on d.id = c.decomposition
    join current_subject u on u.programme = c.programme and u.id = c.unit
    where c.programme = ${programme} and c.cycle = ${cycle} and c.unit = ${unit} and ${subjectInScope(scope, unitColumns)}
    order by c.id desc limit 1`.execute(tx);
  return rows[0];
}

export type NewCommitment = Where & {
  readonly unit: string;
  readonly decomposition: number;
  readonly content: string;
  readonly digest: string;
  readonly attested: NewAttested | undefined;
};

/** What is said of the paper that the head signed. */
export type NewAttested = {
  readonly signedOn: string;
  readonly signatory: string;
  readonly document: string;
  readonly printed: string | null;
  readonly scan: string | null;
};

/** Kept, and published for the record in the same transaction. */
export async function saveCommitment(tx: Transaction, made: NewCommitment, by: string): Promise<number> {
  const { programme, cycle, unit, decomposition, content, digest, attested } = made;
  const { rows } = await sql<{ id: number }>`
    insert into commitment (decomposition, programme, cycle, unit, content, digest, confirmed_by)
    values (${decomposition}, ${programme}, ${cycle}, ${unit}, ${content}, ${digest}, ${by}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a commitment was saved and has no number");
  if (attested !== undefined) {
    const { signedOn, signatory, document, printed, scan } = attested;
    await sql`insert into commitment_attestation (commitment, signed_on, signatory, document, printed, scan)
      values (${id}, ${signedOn}::date, ${signatory}, ${document}, ${printed}, ${scan})`.execute(tx);
  }
  // People stand in the record by no more than the list's digest.
  const onPaper = attested && { signedOn: attested.signedOn, document: attested.document, scan: attested.scan };
  const payload = { commitment: id, programme, cycle, unit, digest, ...(onPaper && { attested: onPaper }) };
  await sql`insert into outbox (type, payload) values ('unit-tasks-confirmed', ${JSON.stringify(payload)}::jsonb)`.execute(
    tx,
  );
  return id;
}

export type Due = { readonly day: string; readonly isProvisional: boolean };

export async function saveNotices(
  tx: Transaction,
  commitment: number,
  officials: readonly string[],
  due: Due,
): Promise<void> {
  await sql`insert into commitment_notice (commitment, official, due, due_provisional)
    select ${commitment}, o, ${due.day}::date, ${due.isProvisional} from unnest(${[...officials]}::text[]) o`.execute(
    tx,
  );
}

/** The accounts of officials, for what waits for them. */
export async function accountsOf(
  tx: Transaction,
  programme: string,
  officials: readonly string[],
): Promise<readonly { readonly id: string; readonly official: string }[]> {
  const { rows } = await sql<{ id: string; official: string }>`
    select id, self as official from account where programme = ${programme} and self = any(${[...officials]}) order by id`.execute(
    tx,
  );
  return rows;
}

export type OwnList = {
  readonly commitment: number;
  readonly unit: string;
  readonly unit_name: Name;
  readonly content: string;
  readonly confirmed_at: Date;
  /** On paper. */
  readonly signed_on: string | null;
  /** Of the newest notice about it. */
  readonly due: string | null;
  readonly due_provisional: boolean;
};

/** The confirmed list in which a person stands, of a cycle: that of their unit, or where they are named last. */
export async function findOwnList(
  tx: Transaction,
  scope: Scope,
  { programme, cycle }: Where,
  official: string,
): Promise<OwnList | undefined> {
  const { rows } = await sql<OwnList>`
    select c.id as commitment, c.unit, u.name as unit_name, c.content, c.confirmed_at,
      (select t.signed_on::text from commitment_attestation t where t.commitment = c.id) as signed_on, n.due::text as due, coalesce(n.due_provisional, false) as due_provisional
    from (select distinct on (unit) * from commitment where programme = ${programme} and cycle = ${cycle} order by unit, id desc) c
    join current_subject u on u.programme = c.programme and u.id = c.unit
    join current_subject o on o.programme = c.programme and o.id = ${official}
    left join lateral (select n.due, n.due_provisional from commitment_notice n join commitment k on k.id = n.commitment
      where n.official = o.id and k.programme = c.programme and k.cycle = c.cycle and k.unit = c.unit order by n.commitment desc limit 1) n on true
    where ${subjectInScope(scope, personColumns)} and exists (
      select from assignment a where a.decomposition = c.decomposition and a.official = o.id)
    order by c.unit = o.unit desc, c.id desc limit 1`.execute(tx);
  return rows[0];
}

/** Cycles in which a person has been given something by a confirmed list. */
export async function listOwnCycles(
  tx: Transaction,
  scope: Scope,
  programme: string,
  official: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ cycle: string }>`
    select distinct c.cycle from commitment c join assignment a on a.decomposition = c.decomposition
    join current_subject o on o.programme = c.programme and o.id = a.official
    where c.programme = ${programme} and a.official = ${official} and ${subjectInScope(scope, personColumns)} order by 1 desc`.execute(
    tx,
  );
  return rows.map(({ cycle }) => cycle);
}
