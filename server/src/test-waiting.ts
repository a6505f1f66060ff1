/** What waits for a second person, or was decided by one, as the matrix of permissions needs it in the town. */
export type Ask = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown> | undefined>;

const both = { "zh-CN": "x", en: "x" };
const redBasis = (id: string) => ({
  ...{ name: both, indicator: { id, name: both, measure: "%", decimals: 1 }, how: "mean", sense: "below", line: "95" },
  ...{ method: "so-far", why: null, value: "60", low: null, high: null, figures: [], before: [], cost: null },
  scheme: { id: "town", version: 1, title: both, isCarriedOver: true },
});

const projectOf = `
  with p as (insert into project (programme, unit, entered_by) values ('town', $1, 'somebody') returning id),
  n as (insert into project_plan (project, version, name, official, starts, ends, made_by)
    select id, 1, 'n', $2, '2026-01-01', '2026-12-31', 'somebody' from p),
  m as (insert into project_milestone (project, version, number, name, planned) select id, 1, 1, 'm', '2026-06-30' from p)`;

export function waitingIn(one: Ask) {
  const made = async (text: string, values: readonly unknown[] = []) => Number((await one(text, values))?.id);
  /** The unit's list as it stands; an empty one, where nothing has been handed down. */
  const listOf = async (unit: string): Promise<number> => {
    const standing =
      "select id from decomposition where programme = 'town' and unit = $1 order by version desc limit 1";
    return Number(
      (await one(standing, [unit]))?.id ??
        (await made(
          `insert into decomposition (programme, cycle, unit, version, made_by) values ('town', '2026', $1, 1, 'test') returning id`,
          [unit],
        )),
    );
  };
  return {
    /** Two duties of a unit's task: one of a person whom deputies reach, and one of somebody whom they do not. */
    async handDown(unit: string): Promise<void> {
      await one(
        `insert into city_goal (programme, cycle, id, version, name, target, measure, aggregation, source, sort, set_by)
         values ('town', '2026', 'g0', 1, '{"zh-CN": "g", "en": "g"}', '10', 'n', 'sum', 's', 0, 'test')`,
      );
      await one(
        `insert into unit_task (programme, cycle, goal, version, unit, part, share, coefficient)
         values ('town', '2026', 'g0', 1, $1, 'lead', '10', '1')`,
        [unit],
      );
      const list = await listOf(unit);
      await one(
        `insert into section_duty (decomposition, goal, position, what, share, coefficient)
         select $1, 'g0', n, 'w', '5', '1' from generate_series(0, 1) n`,
        [list],
      );
      await one(
        `insert into assignment (decomposition, goal, duty, position, official, role, share)
         select $1, 'g0', n, 0, $2 || '-p' || n + 2, 'carries', '5' from generate_series(0, 1) n`,
        [list, unit],
      );
    },
    /**
     * Two connections with a stream each: of the first the units u1 and u2 have a record and one indicator is computed, of the second
     * u2 and u3, and another.
     */
    async letArrive(...indicators: readonly string[]): Promise<void> {
      for (const [at, indicator] of indicators.entries()) await arrive(one, at + 1, indicator);
    },
    /** A stream of an indicator's own, and the measure of its records: the one that the matrix names counts what is answered. */
    async measured(indicator: string): Promise<void> {
      const [stream, measure] =
        indicator === "answered" ? ["orders", "in-time"] : [`of-${indicator}`, `of-${indicator}`];
      const mapping = {
        ...{ headings: 1, key: "number", unit: "department", happenedAt: "receivedAt", checks: [] },
        fields: {
          receivedAt: { from: "receivedAt", type: "instant", required: true },
          department: { from: "department", type: "text", required: true },
        },
      };
      const content = {
        indicator,
        stream,
        name: { "zh-CN": "件数", en: "Orders" },
        period: "month",
        when: "receivedAt",
      };
      await one(
        `insert into connection_version (programme, connection, version, kind, name, place, agreement, made_by, reason)
         values ('town', 'hotline', 1, 'push', '{"zh-CN": "热线", "en": "Hotline"}', '{"kind": "push"}',
           '{"approver": "a", "basis": "b", "fields": ["f"], "frequency": "f", "contact": "c", "lastDay": "2099-12-31"}', 'test', 'test')
         on conflict do nothing`,
      );
      await one(
        `insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
         values ('town', $1, 1, 'hotline', '{"zh-CN": "工单", "en": "Orders"}', $2, 'test', 'test')`,
        [stream, JSON.stringify(mapping)],
      );
      await one(
        `insert into measure_version (programme, measure, version, stream, indicator, content, made_by, reason)
         values ('town', $1, 1, $2, $3, $4, 'test', 'test')`,
        [measure, stream, indicator, JSON.stringify({ ...content, of: { kind: "count" }, least: 1, trust: "A" })],
      );
      const run = await made(
        `insert into arrival_run (programme, connection, connection_version, stream, stream_version, why, state, asked_by, ended_at)
         values ('town', 'hotline', 1, $1, 1, 'sent', 'done', 'test', now()) returning id`,
        [stream],
      );
      await one(
        `insert into arrived_record (programme, stream, key, revision, run, row_ref, digest, happened_at, unit_code, fields, retrieved_at)
         values ('town', $1, 'k', 1, $2, '1', sha256('k'), '2025-03-05T00:00:00Z', 'u1',
           '{"receivedAt": "2025-03-05T00:00:00Z", "department": "u1"}', now())`,
        [stream, run],
      );
    },
    /** Something that a unit, which nobody of the matrix answers for, holds against a record of an indicator's stream. */
    contest: (indicator: string): Promise<number> =>
      made(
        `insert into record_contest (programme, stream, key, unit, reason, raised_by, due, due_provisional)
         values ('town', $1, 'k', 'u3', 'r', 'liaison', '2026-03-05', false) returning id`,
        [indicator === "answered" ? "orders" : `of-${indicator}`],
      ),
    /** A figure of a unit that came too late, found by a run of the measure that counts the indicator. */
    late: (unit: string, indicator: string): Promise<number> =>
      made(
        `insert into late_revision (programme, measure, version, subject, indicator, period, why, old_value, new_value, records, run)
         values ('town', $3, 1, $1, $2, '2025-03', 'period-closed', '1', '2', 1, (select max(id) from arrival_run)) returning id`,
        [unit, indicator, indicator === "answered" ? "in-time" : `of-${indicator}`],
      ),
    /** A rule on when the figures of an indicator are due. */
    async dueRule(indicator: string): Promise<void> {
      await one(
        `insert into quality_rule (programme, rule, version, content, is_ended, reason, made_by)
         values ('town', 'due-days', 1, jsonb_build_object('kind', 'due', 'indicator', $1::text, 'days', 15), false, 'test', 'test')
         on conflict do nothing`,
        [indicator],
      );
    },
    /** Something that was found in the figures of an indicator, and nobody has settled. */
    finding: (indicator: string): Promise<number> =>
      made(
        `with p as (insert into quality_pass (programme, recording, day, rules, figures, sources, small)
           select 'town', max(id), current_date, 0, 0, '[]', '[]' from recording where programme = 'town' returning id)
         insert into quality_finding (programme, key, kind, indicator, period, told, pass)
         select 'town', gen_random_uuid()::text, 'absent', $1, '2025Q1', '{"due": "2025-04-10"}', id from p returning id`,
        [indicator],
      ),
    /** Something that a unit asks of itself. */
    burden: (unit: string): Promise<number> =>
      made(
        `with r as (insert into burden_request (programme, asker, kind, title, reason, document, asked_on, people, pages, hours,
           minutes, model, units_over, recorded_by)
           values ('town', $1, 'meeting', 't', 'r', 'd', current_date, 1, 0, 1, 1, 0, 0, 'somebody') returning id)
         insert into burden_request_unit (request, unit) select id, $1 from r returning request as id`,
        [unit],
      ),
    /** A red warning of this year, of a unit and an indicator of the town. */
    warn: (unit: string, indicator: string): Promise<number> =>
      made(
        `insert into warning (programme, rule, subject, period, kind, indicator, state, basis, looked_on, warned_on, red_on, due, is_replayed)
         values ('town', 'target:' || $2, $1, to_char(city_day(now()), 'YYYY'), 'target', $2, 'red', $3, city_day(now()), city_day(now()),
           city_day(now()), city_day(now()), false)
         on conflict (programme, rule, subject, period) do update set state = 'red', due = excluded.due returning id`,
        [unit, indicator, JSON.stringify(redBasis(indicator))],
      ),
    /** What somebody has done and nobody has confirmed. */
    deed: (official: string): Promise<number> =>
      made(
        `insert into deed (programme, official, origin, what, day, part, entered_by)
         values ('town', $1, 'official', 'w', '2026-01-05', 'led', 'somebody') returning id`,
        [official],
      ),
    /** A task force that a unit asks of itself. */
    mission: (unit: string): Promise<number> =>
      made(
        `with r as (insert into burden_request (programme, asker, kind, title, reason, document, asked_on, people, pages, hours,
           minutes, model, units_over, recorded_by)
           values ('town', $1, 'task-force', 't', 'r', 'd', current_date, 1, 0, 1, 1, 0, 0, 'somebody') returning id)
         insert into burden_request_unit (request, unit) select id, $1 from r returning request as id`,
        [unit],
      ),
    /** A project that is argued, with one milestone. */
    project: (unit: string, official = "u1-p2"): Promise<number> =>
      made(`${projectOf} select id from p`, [unit, official]),
    /** Something that stands in the way of one. */
    difficulty: (unit: string): Promise<number> =>
      made(
        `${projectOf} insert into project_difficulty (project, what, raised_by) select id, 'w', 'somebody' from p returning id`,
        [unit, "u1-p2"],
      ),
    /** A figure that is due of a unit, once. */
    report: (unit: string, indicator: string): Promise<number> =>
      made(
        `with made as (insert into report (programme, unit, indicator, period, name, decimals, is_share, due, office_from)
           values ('town', $1, $2, '2026Q1', '{"zh-CN": "n", "en": "n"}', 2, false, '2099-01-05', '2099-01-08')
           on conflict do nothing returning id)
         select id from made union all select id from report where unit = $1 and indicator = $2 and period = '2026Q1'`,
        [unit, indicator],
      ),
    /** The same of another period, which the head has confirmed; and what was done last. */
    confirmed: async (unit: string, indicator: string, period: string): Promise<{ report: number; act: number }> => {
      const report = await made(
        `with made as (insert into report (programme, unit, indicator, period, name, decimals, is_share, due, office_from)
           values ('town', $1, $2, $3, '{"zh-CN": "n", "en": "n"}', 2, false, '2099-01-05', '2099-01-08')
           on conflict do nothing returning id)
         select id from made union all select id from report where unit = $1 and indicator = $2 and period = $3`,
        [unit, indicator, period],
      );
      await made(
        "insert into report_act (report, act, value, acted_by) values ($1, 'submitted', '1', 'somebody') returning id",
        [report],
      );
      const act = await made(
        "insert into report_act (report, act, acted_by) values ($1, 'confirmed', 'somebody') returning id",
        [report],
      );
      return { report, act };
    },
    /** A grant that waits. */
    propose: (account: string): Promise<number> =>
      made(
        `insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by)
         values ($1, 'liaison', 'units', 'town', '{u3}', '2025-01-01', 'test', 'somebody') returning id`,
        [account],
      ),
    /** What was accepted in a test is taken back, so that the next case finds everybody as before. */
    async endProposed(): Promise<void> {
      await one(`update role_grant set ended_by = 'test', ended_at = now(), end_reason = 'test'
        where given_by = 'somebody' and ended_at is null`);
    },
    /** Somebody's application to export results of people of a unit, before those who decide beside this role. */
    apply: (run: number, unit: string, role: string): Promise<number> =>
      made(
        `insert into export_approval (run, what, unit, purpose, until, account, decider)
         values ($1, 'standings', $2, 'test', current_date + 9, 'somebody', $3) returning id`,
        [run, unit, role === "authority" ? "office" : "unit"],
      ),
    /** An application of one's own. */
    applyAs: (account: string, run: number): Promise<number> =>
      made(
        `insert into export_approval (run, what, unit, purpose, until, account, decider)
         values ($1, 'standings', 'u1', 'test', current_date + 9, $2, 'unit') returning id`,
        [run, account],
      ),
    /** One that was approved, for the score sheet of one person. */
    approved: (run: number | undefined, subject: string, account: string): Promise<number> =>
      made(
        `insert into export_approval (run, what, subject, purpose, until, account, decider, decided_by, decided_at, approved)
         values ($1, 'score-sheets', $2, 'test', current_date + 9, $3, 'office', 'somebody', now(), true) returning id`,
        [run, subject, account],
      ),
    /** A draft of the town's scheme that somebody else wrote, at a step of its life. */
    draft: async (programme = "town", state = "draft"): Promise<number> => {
      const id = await made(
        `insert into scheme_draft (programme, scheme, source, source_name, based_on, document, digest, title, made_by)
         select v.programme, v.scheme, 'version', 'v', 1, d.text, encode(sha256(convert_to(d.text, 'UTF8')), 'hex'), v.title, 'somebody'
         from scheme_version v, lateral (select replace(v.document, 'version: 1', 'version: 2') as text) d
         where v.programme = $1 order by v.version limit 1 returning id`,
        [programme],
      );
      await one(
        `insert into scheme_draft_revision (draft, revision, document, digest, saved_by)
         select id, revision, document, digest, 'somebody' from scheme_draft where id = $1`,
        [id],
      );
      if (state !== "draft") await one("update scheme_draft set state = $2 where id = $1", [id, state]);
      return id;
    },
    /** What somebody proposed for the town's library. */
    suggest: (by: string): Promise<number> =>
      made(
        `insert into library_proposal (programme, kind, indicator, content, reason, asked_by)
         select 'town', 'new', k, v.content || jsonb_build_object('id', k), 'test', $1
         from library_version v, lateral (select gen_random_uuid()::text as k) n where v.programme = 'town' limit 1 returning id`,
        [by],
      ),
    /** A scheme of the level above, with one item. */
    upper: async (programme = "town"): Promise<number> => {
      const id = await made(
        `insert into upper_scheme (programme, form, name, title, document, digest, taken_by)
         select $1, 'table', 'n', '{"zh-CN": "x", "en": "x"}', d.text, encode(sha256(convert_to(d.text, 'UTF8')), 'hex'), 'somebody'
         from (select gen_random_uuid()::text as text) d returning id`,
        [programme],
      );
      await one(
        `insert into upper_item (upper, item, sort, name) values ($1, '甲', 0, '{"zh-CN": "甲", "en": "甲"}')`,
        [id],
      );
      return id;
    },
    /** A trial of the town's scheme that nobody has begun. */
    tryOut: async (): Promise<number> => {
      await one(
        "insert into trial_document select digest, document from scheme_version where programme = 'town' limit 1 on conflict do nothing",
      );
      const trial = await made(
        `insert into trial (sitting, programme, document, scheme, version, title, base_scheme, base_version, recording, period, kind, asked_by)
         select nextval('trial_sitting'), programme, digest, scheme, version, title, scheme, version, recording, cycle, 'replay', 'somebody'
         from scheme_version where programme = 'town' limit 1 returning id`,
      );
      await one("insert into trial_course (trial) values ($1)", [trial]);
      return trial;
    },
    /** An erasure that somebody else asked for. */
    wish: (): Promise<number> =>
      made(
        `insert into erasure (programme, subject, basis, document, reason, identity, facts, asked_by)
         values ('town', 'u1-p3', 'ordered', 'd', 'r', true, '{}', 'somebody') returning id`,
      ),
    /** Something that an official of a unit holds against a task. */
    async objectTo(unit: string): Promise<number> {
      const list = await listOf(unit);
      const commitment = await made(
        `insert into commitment (decomposition, programme, cycle, unit, content, digest, confirmed_by)
         select $1, 'town', '2026', $2, c, encode(sha256(convert_to(c, 'UTF8')), 'hex'), 'test' from (values ('{"tasks":[]}')) v(c) returning id`,
        [list, unit],
      );
      return made(
        `insert into task_objection (commitment, official, goal, duty, statement, raised_by)
         values ($1, $2, 'g1', 0, 's', 'test') returning id`,
        [commitment, `${unit}-p2`],
      );
    },
    /** An exception from the negative list that waits for its second signature. */
    except: async (unit = "u1"): Promise<number> => {
      await one(
        `insert into barred_matter (programme, id, version, name, basis, reason, unit_types, from_day, set_by)
         values ('town', 'm1', 1, '{"zh-CN": "目标", "en": "Goal"}', 'b', 'r', '{township}', '2026-01-01', 'test') on conflict do nothing`,
      );
      return made(
        `insert into barred_exception (programme, cycle, goal, unit, matter, document, reason, asked_by)
         values ('town', '2026', 'g1', $1, 'm1', 'd', 'r', 'somebody') returning id`,
        [unit],
      );
    },
  };
}

async function arrive(one: Ask, n: number, indicator: string): Promise<void> {
  const name = { "zh-CN": "来", en: "come" };
  const agreement = { approver: "a", basis: "b", fields: ["f"], frequency: "f", contact: "c", lastDay: "2099-12-31" };
  const place = { kind: "folder", folder: "arrived", encoding: "utf-8" };
  const field = { from: "u", type: "text", required: false };
  const fields = { unit: field, at: { ...field, from: "t", type: "instant" } };
  const mapping = { headings: 1, key: "k", fields, unit: "unit", codes: `d${n}`, checks: [] };
  const count = { name, period: "month", when: "at", of: { kind: "count" }, least: 1, trust: "A" };
  await one(
    `insert into connection_version (programme, connection, version, kind, name, place, agreement, made_by, reason)
     values ('town', $1, 1, 'folder', $2, $3, $4, 'test', 'test')`,
    [`c${n}`, name, place, agreement],
  );
  await one("insert into connection_state (programme, connection, is_active) values ('town', $1, true)", [`c${n}`]);
  await one(
    `insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
     values ('town', $1, 1, $2, $3, $4, 'test', 'test')`,
    [`s${n}`, `c${n}`, name, mapping],
  );
  await one(
    `insert into source_code (programme, codes, code, subject, first_day, made_by)
     values ('town', $1, 'A', $2, '2020-01-01', 'test'), ('town', $1, 'B', $3, '2020-01-01', 'test')`,
    [`d${n}`, `u${n}`, `u${n + 1}`],
  );
  await one(
    `insert into measure_version (programme, measure, version, stream, indicator, content, made_by, reason)
     values ('town', $1, 1, $2, $3, $4, 'test', 'test')`,
    [`m${n}`, `s${n}`, indicator, { ...count, indicator, stream: `s${n}` }],
  );
  await one(
    `with run as (insert into arrival_run (programme, connection, connection_version, stream, stream_version, why, state, asked_by)
       values ('town', $1, 1, $2, 1, 'file', 'done', 'test') returning id),
     row as (insert into quarantined_row (programme, stream, run, row_ref, raw, reasons)
       select 'town', $2, id, '2', '{}', '[{"code": "key-missing"}]' from run)
     insert into arrived_record (programme, stream, key, revision, run, row_ref, digest, happened_at, unit_code, fields, retrieved_at)
     select 'town', $2, key, 1, id, '1', sha256(''), date_trunc('milliseconds', now()), code, '{}', now() from run, (values ('k1', 'A'), ('k2', 'B')) r(key, code)`,
    [`c${n}`, `s${n}`],
  );
}
