import { createHash } from "node:crypto";
import {
  type ErasureBasis,
  type ErasurePreview,
  type Name,
  type Outcome,
  ok,
  type Refusal,
  refuse,
} from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import { type FactRow, findFacts } from "../intake/fact-store.ts";
import { rulebookInForce } from "../registry/rulebooks/local-store.ts";
import { dutiesIn, dutiesOn } from "./duties.ts";
import { type Choice, entries } from "./entries.ts";

export type Wanted = Choice & { readonly basis: ErasureBasis };
type Preview = z.input<typeof ErasurePreview>;
type Kept = Preview["facts"][number]["kept"];

export type Plan = {
  readonly preview: Preview;
  /** The accounts of the person: closed where the identity goes. */
  readonly accounts: readonly string[];
  /** Files of documents about the person that are removed. */
  readonly files: readonly string[];
  /** Facts that were named and cannot go. */
  readonly unerasable: readonly string[];
};

const subjectColumns = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };

async function personOf(tx: Transaction, scope: Scope, { programme, subject }: Choice): Promise<Name | undefined> {
  const { rows } = await sql<{ name: Name }>`select s.name from current_subject s
    where s.programme = ${programme} and s.id = ${subject} and s.type = 'official' and ${subjectInScope(scope, subjectColumns)}`.execute(
    tx,
  );
  return rows[0]?.name;
}

const erasable = ["observation", "assessment", "event"];
const factTables = [...erasable, "target", "coefficient", "ballot", "opening", "decided_grade"];

async function factsOf(tx: Transaction, scope: Scope, { programme, subject }: Choice): Promise<readonly FactRow[]> {
  const ids = factTables.map(
    (table) => sql`select id from ${sql.table(table)} where programme = ${programme} and subject = ${subject}`,
  );
  const { rows } = await sql<{ id: string }>`${sql.join(ids, sql` union all `)}`.execute(tx);
  return findFacts(
    tx,
    scope,
    programme,
    rows.map(({ id }) => id),
  );
}

/**
 * An observation may go as it stands: it is missing then. An assessment or an incident that still counts is corrected first, because
 * nothing that could stand in its place would be neutral. Sums of ballots, targets, decided grades and opening balances are kept.
 */
function keptBy(fact: FactRow): Kept {
  if (!erasable.includes(fact.kind)) return "kind-kept";
  if (fact.source?.startsWith("erasure:")) return "erased";
  return fact.kind !== "observation" && fact.superseded_by === null ? "in-force" : null;
}

type Row = { readonly key: string; readonly recording: number | null };

/** Everything that would go, and what stands against it. Reads only. Undefined: nobody like that is in scope. */
export async function planErasure(tx: Transaction, scope: Scope, wanted: Wanted): Promise<Plan | undefined> {
  const name = await personOf(tx, scope, wanted);
  if (name === undefined) return undefined;
  const { programme, subject, basis, identity } = wanted;
  const facts = await factsOf(tx, scope, wanted);
  const known = new Map(facts.map((fact) => [fact.id, keptBy(fact)]));
  const unerasable = wanted.facts.filter((id) => known.get(id) !== null);
  const found: (readonly [string, readonly Row[]])[] = [];
  for (const { table, key, isFact, where } of entries) {
    const pairs = key.flatMap((column) => [`'${column}'`, `t.${column}`]).join(", ");
    const { rows } = await sql<Row>`select jsonb_build_object(${sql.raw(pairs)})::text as key,
        ${sql.raw(isFact ? "t.recording" : "null::integer")} as recording
      from ${sql.table(table)} t where ${where(wanted)} order by 1`.execute(tx);
    if (rows.length > 0) found.push([table, rows]);
  }
  const since = (only: readonly string[]) =>
    Math.min(
      ...found
        .filter(([table]) => only.includes(table))
        .flatMap(([, rows]) => rows.map(({ recording }) => recording ?? Number.POSITIVE_INFINITY)),
    );
  const [firstFact, firstName] = [since(erasable), since(["subject"])];
  const runs = (await runsOf(tx, programme)).flatMap((run) => {
    const isTouched = run.recording >= Math.min(firstFact, firstName);
    return isTouched
      ? [{ run: run.id, period: run.period, isIssued: run.issued, ofFacts: run.recording >= firstFact }]
      : [];
  });
  const accounts = identity ? await accountsOf(tx, wanted) : [];
  const documents = await documentsOf(tx, wanted);
  const isRemoved = basis !== "purpose-ended";
  const entry = {
    programme,
    subject,
    basis,
    identity,
    found,
    files: isRemoved ? documents.map(({ sha256 }) => sha256) : [],
  };
  return {
    accounts: accounts.map(({ id }) => id),
    files: entry.files,
    unerasable,
    preview: {
      subject: { id: subject, type: "official", name },
      facts: facts.map((fact) => ({
        ...{ id: fact.id, kind: fact.kind, indicator: fact.indicator, period: fact.period, kept: keptBy(fact) },
        recordedAt: fact.recorded_at.toISOString(),
      })),
      rows: found.map(([table, rows]) => ({ entry: table, count: rows.length })),
      runs,
      documents: documents.map(({ number, kind }) => ({ number, kind, isRemoved })),
      closesAccount: accounts.length > 0,
      duties: dutiesIn(
        {
          ...{ basis, takesIdentity: identity, hasAccount: accounts.some(({ state }) => state === "active") },
          touchesIssued: runs.some(({ isIssued }) => isIssued),
        },
        await dutiesNow(tx),
      ),
      digest: createHash("sha256").update(JSON.stringify(entry)).digest("hex"),
    },
  };
}

/** The duties of the day on which somebody looks: erasures go by the moments of the database, whatever day a demo plays. */
async function dutiesNow(tx: Transaction) {
  const { rows } = await sql<{ today: string }>`
    select (clock_timestamp() at time zone 'Asia/Shanghai')::date::text as today`.execute(tx);
  return dutiesOn((await rulebookInForce(tx)).rulebook, rows[0]?.today ?? "");
}

async function runsOf(tx: Transaction, programme: string) {
  const { rows } = await sql<{ id: number; period: string; recording: number; issued: boolean }>`
    select id, period, recording, release = 'issued' as issued from run where programme = ${programme} and state = 'done' order by id`.execute(
    tx,
  );
  return rows;
}

async function accountsOf(tx: Transaction, { programme, subject }: Choice) {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from account where programme = ${programme} and self = ${subject} order by id`.execute(tx);
  return rows;
}

/** Documents that are about the person and no other. Papers about units name nobody. */
async function documentsOf(tx: Transaction, { programme, subject }: Choice) {
  const { rows } = await sql<{ number: string; kind: string; sha256: string }>`
    select lpad(d.number::text, 6, '0') as number, j.kind, d.sha256 from issued_document d join document_job j on j.id = d.job
      left join run on run.id = j.run
    where coalesce(run.programme, j.programme) = ${programme} and d.subject = ${subject} order by d.number`.execute(tx);
  return rows;
}

/** Whether what was planned may go. */
export function mayGo(
  plan: Plan,
): Outcome<null, Refusal<"erasure-retained" | "erasure-of-nothing" | "erasure-fact-kept">> {
  const { preview, unerasable } = plan;
  const [fact] = unerasable;
  if (fact !== undefined) return refuse({ code: "erasure-fact-kept", params: { fact, n: unerasable.length } });
  if (preview.rows.length === 0 && !preview.closesAccount) return refuse({ code: "erasure-of-nothing" });
  const duty = preview.duties.find(({ blocks }) => blocks);
  return duty === undefined ? ok(null) : refuse({ code: "erasure-retained", params: { source: duty.source } });
}
