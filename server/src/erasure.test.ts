import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import type { NewAccount } from "./stages/access/store.ts";
import type { NewDeferral } from "./stages/deferrals/cause-store.ts";
import { deferGrade } from "./stages/deferrals/commands.ts";
import { digestKey, digestOfFormer, opened } from "./stages/erasure/carry-out.ts";
import { kept } from "./stages/erasure/coverage.ts";
import { entries } from "./stages/erasure/entries.ts";
import { erasedOutside, readTombstones, reapplyErasures, settleErasures } from "./stages/erasure/settle.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { namesPeople } from "./stages/exports/own-data/coverage.ts";
import { differingBlocks, rebuildBlocks } from "./stages/intake/block-upkeep.ts";
import { deskOn } from "./stages/scoring/desk.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { makeMemory } from "./stages/scoring/memory.ts";
import { mountStages } from "./stages.ts";
import { correctFigure, queueRun, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";
import { deedThatNames } from "./test-deed-rows.ts";

const masterKey = new Uint8Array(32).fill(7);
const cookies = new Map<string, string>();
let db: TestDatabase;
let app: FastifyInstance;
const data = mkdtempSync(join(tmpdir(), "biaochi-erasure-"));
const outside = () => ({ database: db.database, masterKey, ...erasedOutside(data) });
let [run, corrected] = [0, 0];

/** One memory for all runs, as the computing thread has it: what it holds of the facts must not outlive an erasure. */
const memory = makeMemory();
const compute = () => computeWaitingRuns(db.database, () => undefined, undefined, { memory });

type Body = Readonly<Record<string, unknown>>;
async function ask(who: string, method: "GET" | "POST", path: string, body?: object) {
  const answer = await app.inject({
    ...{ method, url: `/api/v1${path}`, headers: { host: "localhost", cookie: cookies.get(who) ?? "" } },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = /[/+]json/.test(String(answer.headers["content-type"]));
  const json: Body = isJson ? answer.json() : {};
  return { status: answer.statusCode, code: json.code, body: json, text: answer.body };
}
const query = async (text: string, values: readonly unknown[] = []) =>
  (await db.database.withConnection((client) => client.query(text, [...values]))).rows;

const office = (id: string, role: "organiser" | "authority"): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", grants: [{ role, reach: "city" }] },
});
const accounts = [...townPeople.accounts, office("organiser-2", "organiser"), office("authority", "authority")];

beforeAll(async () => {
  db = await freshDatabase();
  const people = () => ({ accounts, bodies: [] });
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  run = await queueRun(db.database);
  await compute();
  await correctFigure(db.database, { subject: "u1-p3", indicator: "own", period: "2025Q2", value: "77" });
  corrected = await queueRun(db.database);
  await compute();
  await db.database.withConnection((client) => rebuildBlocks(client, "town"));
  for (const each of [run, corrected]) await showRun(db.database, each);
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const onQueued = () => undefined;
  const clock = makeClock({ mode: "demo" });
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { settings, database: db.database, clock, masterKey, onQueued });
  app = await buildHttp({ settings, database: db.database, version, mount });
  for (const { id } of accounts) {
    const signed = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
    });
    cookies.set(id, String(signed.headers["set-cookie"]).split(";")[0] ?? "");
  }
  for (const subject of ["u1-p2", "u1-p3"])
    await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "score-sheet", subject });
  await makeWaitingDocuments(db.database, { files: join(data, "files"), desk: deskOn(db.database) });
}, 180_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  rmSync(data, { recursive: true, force: true });
});

type Preview = Body & {
  readonly facts: readonly { id: string; kind: string; period: string; kept: string | null }[];
  readonly digest: string;
};
const wanted = (more: object = {}) => ({ programme: "town", subject: "u1-p3", basis: "ordered", ...more });
const preview = async (more: object = {}) =>
  (await ask("organiser", "POST", "/erasures/preview", wanted(more))).body as Preview;
const wish = (more: object = {}) =>
  ask("organiser", "POST", "/erasures", wanted({ document: "衡法〔2026〕3号（虚构）", reason: "申请", ...more }));
const approve = (who: string, erasure: unknown, seen: string) =>
  ask(who, "POST", `/erasures/${erasure}/decision`, { approve: true, seen });

describe("an erasure that is asked for", () => {
  it("shows exactly what would go, which runs it touches and what is kept, and no value", async () => {
    const { facts } = await preview();
    expect(facts.map(({ kept }) => kept)).toEqual(facts.map(() => null));
    const all = await preview({ identity: true, facts: facts.map(({ id }) => id) });
    expect(all).toMatchObject({
      subject: { id: "u1-p3" },
      runs: [
        { run, isIssued: true, ofFacts: true },
        { run: corrected, isIssued: true, ofFacts: true },
      ],
      documents: [{ kind: "score-sheet", isRemoved: true }],
    });
    const rows = Object.fromEntries(
      (all.rows as { entry: string; count: number }[]).map(({ entry, count }) => [entry, count]),
    );
    expect(rows).toMatchObject({ observation: 5, subject: 1, issued_document: 1, document_job: 1 });
    expect(JSON.stringify(all.facts)).not.toMatch(/"value"/);
    expect((await ask("organiser", "POST", "/erasures/preview", wanted({ subject: "u1" }))).code).toBe("outside-scope");
  });

  it("says nothing of a grade that is deferred, nor of why: the same byte for byte, and the same digest", async () => {
    const all = { identity: true, facts: (await preview()).facts.map(({ id }) => id) };
    const before = await preview(all);
    const deferral: NewDeferral = {
      ...{ programme: "town", subject: "u1-p3", period: "2025", from: "2025-07-01" },
      ...{ document: "城纪立案〔2026〕7号（虚构）", reason: "立案审查" },
      cause: "open-case",
    };
    const reader = { scope: wholeCity, self: undefined };
    const set = await db.database.transaction((tx) => deferGrade(tx, reader, deferral, "organiser"));
    expect(set.ok).toBe(true);
    expect(await preview(all)).toEqual(before);
    for (const path of ["/erasures", "/todos"])
      expect((await ask("authority", "GET", path)).text).not.toMatch(/deferral|open-case|立案/);
  });

  it("gives way to a duty to keep where it is only no longer needed; the duty names its source and how well it is known", async () => {
    const { facts } = await preview();
    const weak = { basis: "purpose-ended", facts: facts.map(({ id }) => id) };
    const { duties } = (await preview(weak)) as unknown as { duties: readonly Body[] };
    expect(duties).toContainEqual(expect.objectContaining({ code: "issued-result", evidence: "source", blocks: true }));
    expect(duties).toContainEqual(
      expect.objectContaining({ code: "personnel-file", evidence: "secondary", blocks: true }),
    );
    expect((await wish(weak)).code).toBe("erasure-retained");
    expect((await wish({ facts: ["nothing"] })).code).toBe("erasure-fact-kept");
    expect((await wish({ facts: [] })).code).toBe("erasure-of-nothing");
  });

  it("is approved by somebody else, who has seen what goes, and refused with a reason", async () => {
    const { facts } = await preview();
    const chosen = { facts: [facts[0]?.id] };
    const { body } = await wish(chosen);
    const seen = (await preview(chosen)).digest;
    expect((await approve("organiser", body.erasure, seen)).code).toBe("own-erasure");
    expect((await approve("authority", body.erasure, (await preview({ identity: true })).digest)).code).toBe(
      "erasure-changed",
    );
    expect((await approve("head", body.erasure, seen)).code).toBe("not-permitted");
    const refused = await ask("authority", "POST", `/erasures/${body.erasure}/decision`, {
      approve: false,
      reason: "依据不足",
    });
    expect(refused.body).toMatchObject({ state: "refused", decided: { by: "authority", reason: "依据不足" } });
    expect((await approve("organiser-2", body.erasure, seen)).code).toBe("erasure-decided");
  });
});

describe("a table that names people", () => {
  it("gives way to an erasure, or says why not", async () => {
    const columns = await query(
      `select t.table_name as table, c.column_name as column from information_schema.tables t
         join information_schema.columns c using (table_schema, table_name)
       where t.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
    );
    const naming = new Set(columns.filter(({ column }) => namesPeople(column)).map(({ table }) => String(table)));
    const gone = ["account", ...opened, ...entries.map(({ table }) => table)];
    expect(naming.size).toBeGreaterThan(30);
    const missing = [...naming].filter((table) => !gone.includes(table) && !Object.hasOwn(kept, table));
    expect(missing, "in erasure/entries.ts, or with a reason in erasure/coverage.ts").toEqual([]);
    expect(gone.filter((table) => Object.hasOwn(kept, table))).toEqual([]);
    expect(Object.keys(kept).filter((table) => !naming.has(table))).toEqual([]);
  });
});

describe("an erasure that is done", () => {
  let erasure = 0;
  let before: readonly Body[] = [];
  const figure = "f.subject = 'u1-p3' and f.period = '2025Q2'";

  it("leaves tombstones in the places of figures and names, with a digest of what stood there", async () => {
    before =
      await query(`select f.id, jsonb_build_object('value', value, 'absence', absence, 'recorded_on', recorded_on, 'source', source)::text as former
      from observation f where ${figure} order by id`);
    const all = { identity: true, facts: before.map(({ id }) => id) };
    await query(`insert into registry_export (programme, account, lang, extent, purpose, state, content, ready_at)
      values ('town', 'organiser', 'en', 'without-decisions', 'p', 'ready', 'names', now())`);
    await query(deedThatNames("人员u1-p3"));
    const asked = await wish(all);
    erasure = Number(asked.body.erasure);
    const approved = await approve("authority", erasure, (await preview(all)).digest);
    expect([approved.status, approved.body.state, approved.body.doneAt]).toEqual([200, "done", expect.any(String)]);
    expect(await query("select state, content from registry_export")).toEqual([{ state: "gone", content: null }]);
    expect(await query(`select value, absence, source from observation f where ${figure}`)).toEqual(
      before.map(() => ({ value: null, absence: "missing", source: `erasure:${erasure}` })),
    );
    expect(await query("select what, reason from deed_standing")).toEqual([
      { what: `〔已删除${erasure}〕`, reason: null },
    ]);
    expect(await query("select name, content from deed_evidence")).toEqual([
      { name: `erased-${erasure}`, content: null },
    ]);
    const name = { "zh-CN": `〔已删除${erasure}〕`, en: `[erased ${erasure}]` };
    expect(await query("select distinct name from subject where id = 'u1-p3'")).toEqual([{ name }]);
    expect(await query("select distinct name from result where subject = 'u1-p3'")).toEqual([{ name }]);
    for (const { id, former } of before) {
      const [item] = await query(
        "select key::text as key, digest from erasure_item where entry = 'observation' and key->>'id' = $1",
        [id],
      );
      expect(item?.digest).toBe(digestOfFormer(digestKey(masterKey), "observation", item?.key, String(former)));
    }
    const tables = await query(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { name: table } of tables)
      expect(
        await query(`select * from "${table}" t where t::text like '%人员u1-p3%' or t::text like '%Person u1-p3%'`),
        table,
      ).toEqual([]);
  });

  it("leaves the grade withheld, and the file of the case to those who are named in its data class", async () => {
    expect(await query("select distinct grade from run_result where subject = 'u1-p3'")).toEqual([
      { grade: "#deferred" },
    ]);
    expect(await query("select cause, reason from deferral_cause")).toEqual([
      { cause: "open-case", reason: "立案审查" },
    ]);
    const items = await query("select entry from erasure_item where erasure = $1 and entry ~ 'deferral'", [erasure]);
    expect(items).toEqual([]);
  });

  it("is told by the runs that it touches; their results stay, and what cannot be explained any more says why", async () => {
    const { body } = await ask("organiser", "GET", `/runs/${run}`);
    expect(body.erasures).toEqual([expect.objectContaining({ erasure, basis: "ordered", ofFacts: true })]);
    const result = await ask("organiser", "GET", `/runs/${run}/subjects/u1-p3`);
    expect([result.status, typeof result.body.score]).toEqual([200, "string"]);
    const explained = await ask("organiser", "GET", `/runs/${run}/subjects/u1-p3/explanation`);
    expect([explained.status, explained.code]).toEqual([410, "facts-erased"]);
    expect((await ask("organiser", "GET", `/runs/${run}/subjects/u1-p2/explanation`)).status).toBe(200);
  });

  it("leaves what is computed afterwards without it, and packed blocks that hold nothing of it", async () => {
    const next = await queueRun(db.database);
    expect(next).toBeGreaterThan(corrected);
    await compute();
    const { body } = await ask("organiser", "GET", `/runs/${next}`);
    expect([body.state, body.erasures]).toEqual(["done", []]);
    expect((await ask("organiser", "GET", `/runs/${next}/subjects/u1-p3/explanation`)).status).toBe(200);
    expect(await query("select score from result where run = $1 and subject = 'u1-p3'", [next])).not.toEqual(
      await query("select score from result where run = $1 and subject = 'u1-p3'", [corrected]),
    );
    await db.database.withConnection((client) => rebuildBlocks(client, "town"));
    const compared = await db.database.withConnection((client) => differingBlocks(client, "town"));
    expect([compared.blocks > 0, compared.keys]).toEqual([true, []]);
  });

  it("takes the files of documents about the person; the register keeps number and digest; others stay", async () => {
    await settleErasures(outside());
    const documents = await query("select number::text, subject, sha256, name from issued_document order by number");
    for (const { subject, sha256, name } of documents) {
      const path = join(data, "files", "documents", String(sha256).slice(0, 2), String(sha256));
      expect(existsSync(path), String(subject)).toBe(subject !== "u1-p3");
      if (subject === "u1-p3") expect(name).toMatch(/^erased-\d+\.pdf$/);
    }
    expect(documents.length).toBe(2);
  });

  it("is done through the one door, which is shut again: every other change is refused", async () => {
    const tries = [
      "update observation set value = '1', absence = null where subject = 'u1-p2'",
      "update observation set value = '99' where subject = 'u1-p3'",
      `update observation set value = null, absence = 'missing', recorded_on = null, source = 'erasure:${erasure}' where subject = 'u1-p2'`,
      "update subject set name = '{}' where id = 'u1-p2'",
      `update subject set name = erased_name(${erasure}) where id = 'u1-p2'`,
      "update result set score = 100 where subject = 'u1-p3'",
      "update issued_document set sha256 = repeat('0', 64)",
      "update document_job set account = 'x'",
      "delete from observation",
      "delete from result",
      "delete from erasure",
      "delete from erasure_item",
      "update erasure set document = 'x'",
      "update erasure_item set digest = repeat('0', 64)",
      `insert into erasure_item (erasure, position, entry, key, digest) values (${erasure}, 999, 'observation', '{}', repeat('0', 64))`,
      "insert into erasure (programme, subject, basis, document, reason, identity, facts, asked_by, decided_by, decided_at, approved)" +
        " values ('town', 'u1-p2', 'ordered', 'd', 'r', true, '{}', 'x', 'x', now(), true)",
    ];
    for (const text of tries) await expect(query(text), text).rejects.toThrow();
  });

  it("of an approved erasure lets through only its own tombstones in its own rows", async () => {
    await db.database.withConnection(async (client) => {
      const inside = async (text: string) => {
        await client.query("savepoint before");
        const outcome = await client.query(text).then(
          () => "done",
          () => "refused",
        );
        await client.query("rollback to savepoint before");
        return outcome;
      };
      await client.query("begin");
      const { rows } =
        await client.query(`insert into erasure (programme, subject, basis, document, reason, identity, facts, asked_by, decided_by, decided_at, approved)
        values ('town', 'u1-p2', 'ordered', 'd', 'r', true, '{}', 'x', 'y', now(), true) returning id`);
      const { id } = rows[0] as { id: number };
      await client.query(`insert into erasure_item (erasure, position, entry, key, digest)
        select ${id}, row_number() over (), 'observation', jsonb_build_object('programme', programme, 'id', id), repeat('0', 64)
        from observation where subject = 'u1-p2' and period = '2025Q1'`);
      const set = `update observation set value = null, absence = 'missing', recorded_on = null, source = 'erasure:${id}'`;
      const here = "where subject = 'u1-p2' and period = '2025Q1'";
      expect(await inside(`${set} ${here}`)).toBe("done");
      expect(await inside(`${set} where subject = 'u1-p2'`)).toBe("refused");
      expect(await inside(`${set}, subject = 'u1-p1' ${here}`)).toBe("refused");
      expect(await inside(`update observation set value = '1' ${here}`)).toBe("refused");
      expect(await inside(`update observation set value = null, absence = 'missing' ${here}`)).toBe("refused");
      expect(await inside(`update subject set name = erased_name(${id}) where id = 'u1-p2'`)).toBe("refused");
      // A row of one table that is named does not open the row of another that has the same key.
      await client.query(
        `insert into erasure_item (erasure, position, entry, key, digest)
         values (${id}, 900, 'observation', '{"programme": "town", "id": "u1-p2"}', repeat('0', 64))`,
      );
      expect(await inside(`update subject set name = erased_name(${id}) where id = 'u1-p2'`)).toBe("refused");
      await client.query("rollback");
    });
  });

  it("closes the account of the person, who is signed out", async () => {
    const chosen = wanted({ subject: "u1-p2", identity: true });
    await query(`with a as (insert into mail_address (account, address, set_by, set_at, confirmed_at)
        values ('official', 'zhang@city.example', 'official', now(), now()) returning id)
      insert into mail (kind, account, address, day, state, next_at, said, queued_at, settled_at)
      select 'digest', 'official', id, '2026-03-02', 'refused', now(), '550 <zhang@city.example>', now(), now() from a`);
    await query("insert into mail_choice (account, wants_digest, changed_at) values ('official', true, now())");
    const asked = await ask("organiser", "POST", "/erasures", { ...chosen, document: "d", reason: "r" });
    const { digest } = (await ask("organiser", "POST", "/erasures/preview", chosen)).body as Preview;
    expect((await ask("official", "GET", "/todos")).status).toBe(200);
    expect((await approve("organiser-2", asked.body.erasure, digest)).status).toBe(200);
    expect((await ask("official", "GET", "/todos")).code).toBe("not-signed-in");
    expect(await query("select state, name->>'en' as name from account where id = 'official'")).toEqual([
      { state: "closed", name: `[erased ${asked.body.erasure}]` },
    ]);
    expect(
      await query(`select a.address, a.ended_at is null as holds, m.said, (select count(*)::int from mail_choice) as choices
        from mail_address a join mail m on m.address = a.id`),
    ).toEqual([{ address: `erased-${asked.body.erasure}@erased.invalid`, holds: false, said: null, choices: 0 }]);
    for (const text of [
      "update mail_address set address = 'other@city.example'",
      "update mail_address set address = 'erased-1@erased.invalid'",
      "update mail set said = null, state = 'sent'",
    ])
      await expect(query(text), text).rejects.toThrow();
    await settleErasures(outside());
  });

  it("stands in the trail and in a file beside the database, by which an older backup is mended", async () => {
    const [trail] = await query(
      "select account, subject, thing, outcome from audit_event where action = 'decide-erasure' and subject = 'u1-p3' and outcome = 'done' order by event desc",
    );
    expect(trail).toEqual({ account: "authority", subject: "u1-p3", thing: `erasure:${erasure}`, outcome: "done" });
    const noted = readTombstones(outside().tombstones);
    expect(noted.map(({ subject }) => subject)).toEqual(["u1-p3", "u1-p2"]);
    expect(readFileSync(outside().tombstones, "utf8")).not.toMatch(/人员|Person/);
    const older = await freshDatabase();
    try {
      const people = () => ({ accounts, bodies: [] });
      await loadDataset(older.database, { folder: writeTown(), programme: "town", author: "test", people });
      const there = { ...outside(), database: older.database };
      expect(await reapplyErasures(there)).toEqual(noted.map((each) => each.erasure));
      expect(await reapplyErasures(there)).toEqual([]);
      const { rows } = await older.database.withConnection((client) =>
        client.query("select distinct name->>'en' as name from subject where id in ('u1-p2', 'u1-p3') order by 1"),
      );
      expect(rows).toEqual(noted.map((each) => ({ name: `[erased ${each.erasure}]` })));
    } finally {
      await older.drop();
    }
  });
});
