import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { alsoFor, type Scope, subjectInScope } from "../../../platform/scope.ts";
import { listReaders } from "../../access/audit-store.ts";
import { findFacts } from "../../intake/fact-store.ts";
import { findResult } from "../../scoring/result-store.ts";
import { registryParts } from "./registry-parts.ts";

/** Whose data: the account, and the official that it is. The scope is that of whoever asks, which reaches nobody else. */
export type Owner = {
  readonly account: string;
  readonly programme: string;
  readonly self: string;
  readonly scope: Scope;
};

export type Cell = string | number | boolean | null;
export type Line = Readonly<Record<string, Cell>>;

/** One table of the package. Its columns are those of its first line; docs/formats/own-data.md says what they mean. */
export type Part = {
  readonly name: string;
  /** The tables of the database that it is taken from. */
  readonly tables: readonly string[];
  read(tx: Transaction, owner: Owner): Promise<readonly Line[]>;
};

const lines = async (tx: Transaction, query: ReturnType<typeof sql<Line>>): Promise<readonly Line[]> =>
  (await query.execute(tx)).rows;

const resultColumns = {
  programme: "run.programme",
  id: "r.subject",
  type: "r.type",
  unit: "r.unit",
  release: "run.release",
};
/** Runs whose result of this person the person may see. */
const seenRuns = ({ scope, self }: Owner) => sql<boolean>`exists (select from run_result r
  where r.run = run.id and r.subject = ${self} and ${subjectInScope(alsoFor(scope, "see-subject"), resultColumns)})`;

async function runsOf(tx: Transaction, owner: Owner): Promise<readonly { id: number; period: string }[]> {
  const { rows } = await sql<{ id: number; period: string }>`
    select run.id, run.period from run where run.programme = ${owner.programme} and run.state = 'done' and ${seenRuns(owner)}
    order by run.id`.execute(tx);
  return rows;
}

const factTables = [
  "observation",
  "target",
  "coefficient",
  "assessment",
  "event",
  "ballot",
  "opening",
  "decided_grade",
] as const;

/**
 * Everything that a person takes along of the own data: the single place. What somebody else would be told by it, or what is
 * kept from the person, is not here; `coverage.ts` says why. Results and facts come from the stores that the pages ask, with the
 * same scope, so that what is masked there is masked here.
 */
export const parts: readonly Part[] = [
  ...registryParts,
  {
    name: "account",
    tables: ["account"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select id, name->>'zh-CN' as name_zh, name->>'en' as name_en, staff_number, sign_in_name, state, created_at::text
        from account where id = ${account}`,
      ),
  },
  {
    name: "person",
    tables: ["subject"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select s.name->>'zh-CN' as name_zh, s.name->>'en' as name_en, s.unit, s.team, s.attributes::text, r.recorded_at::text,
          r.author from subject s join recording r on r.id = s.recording
        where s.programme = ${programme} and s.id = ${self} order by s.recording`,
      ),
  },
  {
    name: "service",
    tables: ["service"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select unit, team, role_class, month_from, month_to, share, kind from service
        where programme = ${programme} and subject = ${self} order by recording, position`,
      ),
  },
  {
    name: "grants",
    tables: ["role_grant"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select id, role, reach, array_to_string(things, ' ') as things, first_day::text, last_day::text, reason,
          confirmed_at::text, ended_at::text from role_grant where account = ${account} order by id`,
      ),
  },
  {
    name: "sessions",
    tables: ["session"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select created_at::text, seen_at::text, expires_at::text, way, device from session
        where account = ${account} order by id`,
      ),
  },
  {
    name: "sign-in",
    tables: ["password", "passkey", "totp"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select 'password' as kind, made_at::text, replaced_at::text, null as device from password where account = ${account}
        union all select 'passkey', made_at::text, null, device from passkey where account = ${account}
        union all select 'code', made_at::text, null, null from totp where account = ${account} order by 1, 2`,
      ),
  },
  {
    // Without the reason: an account may be suspended for something that the person is not to learn here.
    name: "account-acts",
    tables: ["account_act"],
    read: (tx, { account }) =>
      lines(tx, sql`select act, acted_at::text from account_act where account = ${account} order by id`),
  },
  {
    name: "mail-addresses",
    tables: ["mail_address"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select address, set_at::text, confirmed_at::text, ended_at::text from mail_address
        where account = ${account} order by id`,
      ),
  },
  {
    name: "mail-choice",
    tables: ["mail_choice"],
    read: (tx, { account }) =>
      lines(tx, sql`select wants_digest, language, changed_at::text from mail_choice where account = ${account}`),
  },
  {
    name: "mail",
    tables: ["mail"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select kind, day::text, state, queued_at::text, settled_at::text from mail where account = ${account} order by id`,
      ),
  },
  {
    name: "results",
    tables: ["result", "run"],
    async read(tx, owner) {
      const scope = alsoFor(owner.scope, "see-subject");
      const found: Line[] = [];
      for (const run of await runsOf(tx, owner)) {
        const result = await findResult(tx, scope, run.id, owner.self);
        if (result === undefined) continue;
        const { list, standing, score } = result;
        found.push({ run: run.id, period: run.period, list, standing, score });
      }
      return found;
    },
  },
  {
    name: "points",
    tables: ["result_points", "run_list"],
    async read(tx, owner) {
      const scope = alsoFor(owner.scope, "see-subject");
      const found: Line[] = [];
      for (const run of await runsOf(tx, owner)) {
        const result = await findResult(tx, scope, run.id, owner.self);
        for (const [path, kind, full, points, absence] of result?.nodes ?? [])
          found.push({ run: run.id, path, kind, full, points, absence: absence ?? null });
      }
      return found;
    },
  },
  {
    name: "facts",
    tables: factTables,
    async read(tx, { scope, programme, self }) {
      const ids = factTables.map(
        (table) => sql`select id from ${sql.table(table)} where programme = ${programme} and subject = ${self}`,
      );
      const { rows } = await sql<{ id: string }>`${sql.join(ids, sql` union all `)}`.execute(tx);
      const facts = await findFacts(
        tx,
        alsoFor(scope, "see-fact"),
        programme,
        rows.map(({ id }) => id),
      );
      return facts.map((fact) => ({
        ...{ kind: fact.kind, id: fact.id, indicator: fact.indicator, period: fact.period, value: fact.value },
        ...{ absence: fact.absence, details: JSON.stringify(fact.details), source: fact.source },
        ...{ supersedes: fact.supersedes, recorded_at: fact.recorded_at.toISOString(), reason: fact.reason },
      }));
    },
  },
  {
    name: "readers",
    tables: ["audit_event"],
    read: async (tx, { scope }) =>
      (await listReaders(tx, alsoFor(scope, "see-own-readers"))).map(({ month, readers }) => ({
        month,
        readers: readers.join(" "),
      })),
  },
  {
    name: "documents",
    tables: ["issued_document"],
    read: (tx, owner) =>
      lines(
        tx,
        sql`select d.number::text, j.kind, j.format, j.language, j.run, d.issued_at::text, d.sha256
        from issued_document d join document_job j on j.id = d.job join run on run.id = j.run
        where run.programme = ${owner.programme} and d.subject = ${owner.self} and ${seenRuns(owner)} order by d.number`,
      ),
  },
  {
    name: "orders",
    tables: ["document_job"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select id, run, cycle, kind, format, language, total, state, asked_at::text from document_job
        where account = ${account} order by id`,
      ),
  },
  {
    name: "todos",
    tables: ["todo"],
    read: (tx, { account }) =>
      lines(
        tx,
        sql`select id, kind, params::text, path, due::text, minutes, made_at::text, done_at::text from todo
        where account = ${account} order by id`,
      ),
  },
  {
    name: "asks",
    tables: ["ask"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select kind, reason, minutes, asked_at::text from ask
        where programme = ${programme} and subject = ${self} order by id`,
      ),
  },
  {
    // As the head confirmed them: a draft that nobody has confirmed is not yet about the person.
    name: "tasks",
    tables: ["assignment"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select c.cycle, c.unit, c.id as commitment, c.confirmed_at::text, a.goal, d.section, d.what, a.role, a.share
        from assignment a join section_duty d on d.decomposition = a.decomposition and d.goal = a.goal and d.position = a.duty
        join commitment c on c.decomposition = a.decomposition
        where c.programme = ${programme} and a.official = ${self} order by c.id, a.goal, a.duty`,
      ),
  },
  {
    name: "task-notices",
    tables: ["commitment_notice"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select n.commitment, n.due::text from commitment_notice n join commitment c on c.id = n.commitment
        where c.programme = ${programme} and n.official = ${self} order by n.commitment`,
      ),
  },
  {
    // Of lists that the person signed on paper as the head of a unit.
    name: "task-signatures",
    tables: ["commitment_attestation"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select c.cycle, c.unit, t.commitment, t.signed_on::text, t.document
        from commitment_attestation t join commitment c on c.id = t.commitment
        where c.programme = ${programme} and t.signatory = ${self} order by t.commitment`,
      ),
  },
  {
    name: "task-objections",
    tables: ["task_objection", "task_objection_answer"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select o.commitment, o.goal, o.duty, o.statement, o.raised_at::text, w.is_accepted, w.change, w.reason, w.answered_at::text
        from task_objection o join commitment c on c.id = o.commitment left join task_objection_answer w on w.objection = o.id
        where c.programme = ${programme} and o.official = ${self} order by o.id`,
      ),
  },
  {
    name: "deeds",
    tables: ["deed", "deed_act"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select id, origin, what, day::text, part, cycle, goal, indicator, mission, matter, fact, period, project, milestone, state, reason,
          entered_at::text, acted_at::text from deed_standing where programme = ${programme} and official = ${self} order by id`,
      ),
  },
  {
    // The files themselves are on the page of the deeds; here stands which there are.
    name: "deed-evidence",
    tables: ["deed_evidence"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select v.deed, v.name, v.media_type, v.size, v.sha256, v.attached_at::text from deed_evidence v
          join deed d on d.id = v.deed where d.programme = ${programme} and d.official = ${self} order by v.deed, v.attached_at`,
      ),
  },
  {
    name: "missions",
    tables: ["mission_member", "mission_end"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select r.title, r.document, m.named_at::text, e.last_day::text, e.outcome from mission_member m
          join burden_request r on r.id = m.request left join mission_end e on e.request = r.id
        where m.programme = ${programme} and m.official = ${self} order by m.request`,
      ),
  },
  {
    name: "projects",
    tables: ["project_plan"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select n.project, n.version, n.name as project_name, n.cycle, n.goal, n.starts::text, n.ends::text, n.made_at::text as entered_at
          from project_plan n join project p on p.id = n.project
        where p.programme = ${programme} and n.official = ${self} order by n.project, n.version`,
      ),
  },
  {
    name: "erasures",
    tables: ["erasure"],
    read: (tx, { programme, self }) =>
      lines(
        tx,
        sql`select id, basis, document, reason, done_at::text as erased_at from erasure
          where programme = ${programme} and subject = ${self} and done_at is not null order by id`,
      ),
  },
  {
    name: "exports",
    tables: ["export_approval"],
    read: (tx, { account, programme, self }) =>
      lines(
        tx,
        sql`select case when a.account = ${account} then 'asked' else 'about' end as side, a.what, a.run, a.purpose,
          a.until::text, a.approved, a.asked_at::text from export_approval a join run on run.id = a.run
        where a.account = ${account} or (run.programme = ${programme} and a.subject = ${self}) order by a.id`,
      ),
  },
];
