import type { Role } from "@biaochi/contract";
import { recordActs, withEdition } from "@biaochi/engine";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { nobody, type Scope, thingsReached, wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { findThings, unknownThings } from "./stages/access/grant-store.ts";
import { makeBody } from "./stages/registry/body-store.ts";
import { undoEdition } from "./stages/registry/bring-in/undo.ts";
import { doAct, nameOfAct, planAct, previewAct } from "./stages/registry/commands.ts";
import { subjectsAsOf } from "./stages/registry/derived-store.ts";
import { askIn, newestEdition, readEdition, readRegistry } from "./stages/registry/edition-store.ts";
import { fileOf, officialPageOf, treeOf, unitPageOf } from "./stages/registry/pages.ts";
import { now, planEdition, recordEdition } from "./stages/registry/record-edition.ts";
import { currentSections } from "./stages/registry/section-store.ts";
import { readSubjects } from "./stages/registry/store.ts";
import { listDeciding } from "./stages/schemes/drafts/act-store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { queueRun, removeTowns, townPeople, writeTown } from "./test-city.ts";
import { replay } from "./test-replay.ts";

/** One town, in which a year goes by: each test goes on from what the one before it recorded. */
let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, {
    ...{ folder: writeTown(), programme: "town", author: "test", people: () => townPeople },
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
}, 120_000);
afterAll(removeTowns);
afterAll(() => db?.drop());

type Act = Parameters<typeof planAct>[1]["act"];
const newest = () =>
  db.database.transaction(
    async (tx) => (await newestEdition(askIn(tx), { programme: "town", recording: now }))?.recording ?? 0,
  );
const act = async (what: Act, effective: string, ifMatch?: string) => {
  const edition = ifMatch ?? String(await newest());
  return db.database.decide((tx) =>
    doAct(tx, wholeCity, {
      programme: "town",
      roles: ["organiser"],
      effective,
      act: what,
      reason: "test",
      by: "organiser",
      ifMatch: edition,
    }),
  );
};
const done = async (what: Act, effective: string) => {
  const outcome = await act(what, effective);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
};
const codeOf = async (what: Act, effective: string) => {
  const outcome = await act(what, effective);
  return outcome.ok ? "done" : outcome.refusal.code;
};
const subject = async (id: string, at: { recording?: number; cycle?: string } = {}) =>
  (
    await db.database.withConnection((client) => subjectsAsOf(client, { programme: "town", recording: now, ...at }))
  ).find((each) => each.id === id);
const named = (text: string) => ({ "zh-CN": text, en: text });

describe("a loaded folder", () => {
  it("has its tree, posts and people in the registry, and its rows are what the registry derives", async () => {
    const registry = await db.database.transaction((tx) =>
      readRegistry(askIn(tx), { programme: "town", recording: now }),
    );
    expect([registry.unit.length, registry.team.length, registry.official.length, registry.post.length]).toEqual([
      6, 6, 18, 18,
    ]);
    const planned = await db.database.transaction((tx) => planEdition(askIn(tx), { programme: "town" }, () => ({})));
    expect(planned?.changes).toEqual({ changed: [], gone: [] });
    expect(planned?.findings).toEqual([]);
  });
});

describe("an act", () => {
  it("is one recording, with the subjects that follow from it; what was before it stays readable as it was", async () => {
    const before = await newest();
    const { edition, subjects } = await done({ act: "change-post", post: "u1-p2.1", unit: "u2" }, "2025-07-01");
    expect(subjects).toBe(1);
    expect(await subject("u1-p2")).toMatchObject({
      unit: "u2",
      service: [{ unit: "u1", to: "2025-06" }, { unit: "u2" }],
    });
    expect(await subject("u1-p2", { recording: before })).toMatchObject({ unit: "u1", service: [] });
    expect(edition).toBeGreaterThan(before);
  });

  it("of somebody who read an older edition is turned away, and one that names none", async () => {
    const old = String((await newest()) - 1);
    const outcome = await act({ act: "make-section", unit: "u1", name: named("办公室"), sort: 1 }, "2025-01-01", old);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: "version-stale", params: { newest: String(await newest()) } },
    });
    const none = await db.database.decide((tx) =>
      doAct(tx, wholeCity, {
        ...{
          programme: "town",
          roles: ["organiser"],
          effective: "2025-01-01",
          act: { act: "end-post", post: "u1-p3.1" },
          reason: "r",
          by: "x",
        },
        ifMatch: undefined,
      }),
    );
    expect(none).toMatchObject({ refusal: { code: "version-required" } });
  });

  it("of two at once, lets the first be and refuses the second", async () => {
    const edition = String(await newest());
    const outcomes = await Promise.all([
      act({ act: "make-section", unit: "u1", name: named("办公室"), sort: 1 }, "2025-01-01", edition),
      act({ act: "make-section", unit: "u1", name: named("综合科"), sort: 2 }, "2025-01-01", edition),
    ]);
    expect(outcomes.map((each) => (each.ok ? "done" : each.refusal.code)).sort()).toEqual(["done", "version-stale"]);
  });

  it("that would leave something unsound is refused and leaves nothing", async () => {
    const before = await newest();
    expect(await codeOf({ act: "give-post", official: "u1-p3", kind: "main", unit: "u2" }, "2025-03-01")).toBe(
      "registry-unsound",
    );
    expect(await codeOf({ act: "change-unit", unit: "u1", parent: "u1" }, "2025-03-01")).toBe("registry-unsound");
    expect(
      await codeOf({ act: "end-unit", unit: "u9", ending: "abolished", successors: [], carry: false }, "2025-03-01"),
    ).toBe("registry-act-impossible");
    expect(await newest()).toBe(before);
  });

  it("outside of the scope is refused", async () => {
    const outcome = await db.database.decide((tx) =>
      doAct(tx, nobody, {
        ...{
          programme: "town",
          roles: ["organiser"],
          effective: "2025-01-01",
          act: { act: "end-post", post: "u1-p3.1" },
          reason: "r",
          by: "x",
          ifMatch: "1",
        },
      }),
    );
    expect(outcome).toMatchObject({ refusal: { code: "outside-scope" } });
  });

  it("that merges shares the months, ends teams, and carries people; grants that reach the unit below follow the tree", async () => {
    await done({ act: "change-unit", unit: "u5", parent: "u6" }, "2025-01-01");
    expect(await subject("u5")).toMatchObject({ unit: "u6" });
    await done({ act: "end-unit", unit: "u6", ending: "merged", successors: ["u4"], carry: true }, "2025-11-01");
    expect(await subject("u4")).toMatchObject({
      service: [{ unit: "u6", to: "2025-10" }, { unit: "u4" }, { unit: "u4", from: "2025-11" }],
    });
    expect(await subject("u6")).toMatchObject({ attributes: { existence: "ended", successor: "u4" } });
    expect(await subject("u5")).toMatchObject({ unit: "u4" });
    expect(await subject("u6-p2")).toMatchObject({ unit: "u4" });
  });

  it("can be on the past and the future: each cycle sees its own posts", async () => {
    await done({ act: "end-official", official: "u3-p3" }, "2026-01-01");
    expect(await subject("u3-p3")).toMatchObject({ unit: "u3", service: [] });
    expect(await subject("u3-p3", { cycle: "2026" })).toBeUndefined();
    expect(await subject("u6", { cycle: "2026" })).toBeUndefined();
    expect(await subject("u6", { cycle: "2024" })).toMatchObject({ attributes: { existence: "current" } });
    expect(await subject("u1-p2", { cycle: "2024" })).toMatchObject({ unit: "u1" });
  });
});

describe("a run", () => {
  it("is bit for bit what it was after the registry has gone on", async () => {
    const run = await queueRun(db.database);
    await computeWaitingRuns(db.database);
    const again = await replay(db.database, run, { explains: false });
    expect(again.factsDigest).toBe(again.run.facts_digest);
    await done({ act: "change-unit", unit: "u1", name: named("新局") }, "2025-05-01");
    await done({ act: "open-cycle", cycle: "2026" }, "2026-01-01");
    // The rows are those of 2026 now; the run of 2025 is derived from the registry as it stood.
    expect((await subject("u6"))?.id).toBeUndefined();
    const later = await replay(db.database, run, { explains: false });
    expect([later.factsDigest, later.resultDigest]).toEqual([again.run.facts_digest, again.run.result_digest]);
    const next = await queueRun(db.database);
    await computeWaitingRuns(db.database);
    const derived = await replay(db.database, next, { explains: false });
    expect([derived.factsDigest, derived.resultDigest]).toEqual([derived.run.facts_digest, derived.run.result_digest]);
    expect(derived.recomputed.map(({ subject: id }) => id)).toContain("u6");
    await done({ act: "open-cycle", cycle: "2025" }, "2026-01-01");
    expect(await subject("u6")).toMatchObject({ attributes: { existence: "ended" } });
    const stored = await db.database.withConnection((client) =>
      readSubjects(client, { programme: "town", recording: now }),
    );
    const edition = await newest();
    const asDerived = await db.database.withConnection((client) =>
      subjectsAsOf(client, { programme: "town", recording: edition - 1, cycle: "2025" }),
    );
    expect(stored).toEqual(asDerived);
  }, 60_000);
});

describe("an undo", () => {
  it("takes back what was recorded by mistake: nobody sees it, and what stood before stands again", async () => {
    const { edition } = await done(
      { act: "add-official", official: "new", name: named("新人"), sort: 99 },
      "2025-09-01",
    );
    const touched = await db.database.transaction((tx) =>
      readEdition(askIn(tx), { programme: "town", recording: edition }),
    );
    expect(touched).toEqual([{ kind: "official", ids: ["new"] }]);
    expect(await subject("new")).toMatchObject({ service: [] });
    const undone = await db.database.decide(async (tx) => {
      const planned = await planEdition(askIn(tx), { programme: "town" }, () => ({ withdrawn: { official: ["new"] } }));
      if (planned === undefined) throw new Error("no registry");
      expect(withEdition(planned.before, planned.edition).official.some(({ id }) => id === "new")).toBe(false);
      return recordEdition(tx, planned, {
        programme: "town",
        act: "undo",
        name: "x",
        author: "test",
        reason: "by mistake",
      });
    });
    expect(undone.ok).toBe(true);
    expect(await subject("new")).toBeUndefined();
    const rows = await db.database.withConnection((client) =>
      client.query("select 1 from current_subject where id = 'new'"),
    );
    expect(rows.rowCount).toBe(0);
  });

  it("of nothing is what the tables refuse: entries are neither changed nor removed", async () => {
    for (const text of [
      "update post set unit = 'u1'",
      "delete from unit_span",
      "update official set sort = 1",
      "truncate section",
    ])
      await expect(
        db.database.withConnection((client) => client.query(text)),
        text,
      ).rejects.toThrow("append-only");
  });
});

describe("the pages", () => {
  const asked = { programme: "town", on: "2025-06-30" };
  const page = async (unit: string, on: string, scope: Scope = wholeCity) => {
    const found = await db.database.transaction((tx) =>
      unitPageOf(tx, scope, { programme: "town", on, unit, cursor: undefined, limit: 2 }),
    );
    return found.ok ? found.value : found.refusal.code;
  };

  it("show the tree as of a day", async () => {
    const tree = async (on: string) => {
      const found = await db.database.transaction((tx) => treeOf(tx, wholeCity, { ...asked, on }));
      if (!found.ok) throw new Error(found.refusal.code);
      return found.value.units;
    };
    expect((await tree("2025-10-31")).map(({ unit }) => unit)).toContain("u6");
    expect((await tree("2025-11-01")).map(({ unit }) => unit)).not.toContain("u6");
    expect((await tree("2025-04-30")).find(({ unit }) => unit === "u1")?.name.en).toBe("Bureau 1");
    expect((await tree("2025-05-01")).find(({ unit }) => unit === "u1")).toMatchObject({
      name: named("新局"),
      people: 3,
      sections: 1,
    });
  });

  it("list for whoever leads a unit that one and those below it", async () => {
    const found = await db.database.transaction(async (tx) => {
      const { rows } = await sql<{ units: readonly string[] }>`select ${thingsReached} as units
        from (select 'town' as programme, 'units' as reach, array['u4'] as things) g`.execute(tx);
      const reach = { kind: "units" as const, programme: "town", units: rows[0]?.units ?? [] };
      return treeOf(tx, [{ role: "head", reach, releases: [] }], { ...asked, on: "2025-12-31" });
    });
    expect(found.ok && found.value.units.map(({ unit, parent }) => [unit, parent])).toEqual([
      ["u4", null],
      ["u5", "u4"],
    ]);
  });

  it("show who was in a unit on a day, by pages", async () => {
    expect(await page("u1", "2025-06-30")).toMatchObject({
      people: [{ post: "u1-p1.1" }, { post: "u1-p2.1" }],
      next: expect.any(String),
    });
    expect(await page("u1", "2025-07-01")).toMatchObject({
      ...{ people: [{ post: "u1-p1.1" }, { post: "u1-p3.1" }], next: null },
      teams: [{ team: "t-u1", members: [{ official: { id: "u1-p1" } }] }],
    });
  });

  it("are for nobody outside of the scope", async () => {
    const head: Scope = [
      { role: "head", reach: { kind: "units", programme: "town", units: ["u1"] }, releases: ["issued"] },
    ];
    expect(await page("u1", "2025-07-01", head)).toMatchObject({ unit: "u1" });
    expect(await page("u2", "2025-07-01", head)).toBe("outside-scope");
    const of = async (id: string) => {
      const found = await db.database.transaction((tx) => officialPageOf(tx, head, { ...asked, subject: id }));
      return found.ok ? found.value.appraiser?.code : found.refusal.code;
    };
    expect(await of("u1-p3")).toBe("own-unit");
    expect(await of("u2-p1")).toBe("outside-scope");
    const sections = (scope: Scope) => db.database.transaction((tx) => currentSections(tx, scope, "town"));
    expect([(await sections(head)).length, (await sections(nobody)).length]).toEqual([1, 0]);
  });

  it("say who appraises somebody who was moved, and who is heard", async () => {
    const found = await db.database.transaction((tx) => officialPageOf(tx, wholeCity, { ...asked, subject: "u1-p2" }));
    expect(found).toMatchObject({
      value: {
        appraiser: {
          code: "transferred",
          by: { id: "u2" },
          hears: [{ id: "u1" }],
          days: [{ days: 181 }, { days: 184 }],
        },
      },
    });
  });
});

describe("what is kept about a person", () => {
  const person = "u2-p1";
  const warning: Act = { act: "add-sanction", official: person, kind: "warning", document: "甲〔2025〕1号" };
  const file = async (scope: Scope = wholeCity) => {
    const asked = { programme: "town", on: "2025-12-31", subject: person };
    const found = await db.database.transaction((tx) => fileOf(tx, scope, asked));
    return found.ok ? found.value : found.refusal.code;
  };
  const trace = async () =>
    (await db.database.withConnection((client) => client.query("select name from recording order by id desc limit 1")))
      .rows[0];

  it("runs by the rulebook where nothing else is said, ends by a date, and is called by no name of its own", async () => {
    const planned = await db.database.transaction((tx) =>
      planAct(tx, { programme: "town", effective: "2025-03-01", act: warning, roles: ["organiser"] }),
    );
    expect(planned?.term).toMatchObject({ months: 6, until: "2025-08-31", rule: { id: "sanctions.term-warning" } });
    expect(await done(warning, "2025-03-01")).toMatchObject({ about: person, subjects: 0 });
    expect(await trace()).toEqual({ name: `personnel-file ${person}` });
    await done({ act: "end-sanction", sanction: `${person}.s1` }, "2025-06-01");
    expect(await trace()).toEqual({ name: `personnel-file ${person}` });
    await done(
      { act: "add-grade", official: person, year: 2024, grade: "优秀", document: "乙〔2025〕2号" },
      "2025-03-01",
    );
    const kept = await file();
    expect(kept).toMatchObject({
      sanctions: [{ kind: "warning", since: "2025-03-01", until: "2025-05-31", document: "甲〔2025〕1号" }],
      grades: [{ entry: `${person}.g1`, year: 2024, grade: "优秀", document: "乙〔2025〕2号" }],
    });
    expect(typeof kept === "string" ? [] : kept.sanctionTerms).toContainEqual({ kind: "demerit", months: 12 });
    await done({ act: "withdraw-record", kind: "sanction", entry: `${person}.s1` }, "2025-06-01");
    await done({ act: "withdraw-record", kind: "grade", entry: `${person}.g1` }, "2025-06-01");
    expect(await file()).toMatchObject({ sanctions: [], grades: [] });
    expect(await file(nobody)).toBe("outside-scope");
  });

  it("stands in the trail under one name, whatever it is", () => {
    const names = recordActs.map((each) => nameOfAct({ act: each } as Act));
    expect(new Set(names)).toEqual(new Set(["personnel-file"]));
    expect(nameOfAct({ act: "end-post", post: "x" })).toBe("end-post");
  });

  it("is recorded by those alone whom its data class names, though others may change the registry", async () => {
    const doing = { programme: "town", effective: "2025-03-01", reason: "r", by: "x", ifMatch: String(await newest()) };
    const attempt = (what: Act, roles: readonly Role[]) =>
      db.database.decide((tx) => doAct(tx, wholeCity, { ...doing, act: what, roles }));
    expect(await attempt(warning, ["head"])).toMatchObject({ refusal: { code: "not-permitted" } });
    const previewed = await db.database.transaction((tx) =>
      previewAct(tx, wholeCity, { ...doing, act: warning, roles: ["head"] }),
    );
    expect(previewed).toMatchObject({ refusal: { code: "not-permitted" } });
    expect((await attempt({ act: "change-official", official: person, sort: 7 }, ["head"])).ok).toBe(true);
  });
});

describe("a body", () => {
  const lives = async () =>
    (await db.database.withConnection((client) => client.query("select id, until::text from body_life"))).rows;
  it("ends on a day, with a word about who is managed by it; an undo lets it go on", async () => {
    const name = named("委员会");
    await db.database.transaction((tx) => makeBody(tx, "town", { id: "committee", name, units: [] }));
    await done({ act: "change-official", official: "u2-p2", managedBy: "committee" }, "2025-01-01");
    const ending: Act = { act: "end-body", body: "committee" };
    const acting = { programme: "town", effective: "2025-07-01", act: ending, roles: ["organiser"] as const };
    const planned = await db.database.transaction((tx) => planAct(tx, acting));
    expect(planned?.findings.map(({ code, id }) => `${code} ${id}`)).toEqual(["body-ended u2-p2"]);
    /** Who may decide on a draft, and what a grant may name. */
    const offered = () =>
      db.database.transaction(async (tx) => [
        (await listDeciding(tx, wholeCity, "town")).length,
        (await findThings(tx, "town", "body", "committee")).length,
        (await unknownThings(tx, "town", "body", ["committee"])).length,
      ]);
    expect(await offered()).toEqual([1, 1, 0]);
    const { edition } = await done(ending, "2025-07-01");
    expect(await lives()).toEqual([{ id: "committee", until: "2025-06-30" }]);
    expect(await offered()).toEqual([0, 0, 1]);
    expect(await codeOf(ending, "2025-08-01")).toBe("registry-act-impossible");
    const meeting = { act: "record-meeting" as const, body: "committee", name, session: "1", minutes: "1" };
    expect(await codeOf({ ...meeting, day: "2025-07-01" }, "2025-07-01")).toBe("registry-unsound");
    const undoing = { programme: "town", recording: edition, author: "organiser", reason: "by mistake" };
    expect((await undoEdition(db.database, undoing, async () => 0)).ok).toBe(true);
    expect(await lives()).toEqual([{ id: "committee", until: null }]);
    expect(await codeOf({ ...meeting, day: "2025-07-01" }, "2025-07-01")).toBe("done");
  });
});

describe("a programme that was recorded before there was a registry", () => {
  const acting = {
    programme: "old",
    effective: "2025-01-01",
    reason: "r",
    by: "organiser",
    roles: ["organiser"] as const,
  };
  const attempt = (what: Act, ifMatch: string) =>
    db.database.decide((tx) => doAct(tx, wholeCity, { ...acting, act: what, ifMatch }));

  it("has none, refuses acts, and begins with one that derives its very subjects", async () => {
    const { rows } = await db.database.withConnection(async (client) => {
      await client.query(
        `insert into programme (id, title, synthetic) select 'old', title, true from programme where id = 'town'`,
      );
      await client.query(`insert into recording (programme, kind, name, author) values ('old', 'dataset', 'x', 'x')`);
      await client.query(`insert into subject (programme, id, recording, type, name, sort, unit, team, attributes)
        select 'old', id, (select max(id) from recording), type, name, sort, unit, team, attributes
        from subject where programme = 'town' and recording = (select min(recording) from subject where programme = 'town')`);
      return client.query<{ n: string }>("select count(*)::text as n from current_subject where programme = 'old'");
    });
    expect(rows[0]?.n).toBe("30");
    expect(await attempt({ act: "end-post", post: "u1-p2.1" }, "0")).toMatchObject({
      refusal: { code: "registry-empty" },
    });
    const begun = await attempt({ act: "begin-registry", cycle: "2025" }, "0");
    expect(begun).toMatchObject({ ok: true, value: { subjects: 0 } });
    const edition = String(begun.ok ? begun.value.edition : 0);
    expect(await attempt({ act: "begin-registry", cycle: "2025" }, edition)).toMatchObject({
      refusal: { code: "registry-act-impossible", params: { problem: "begun-already" } },
    });
    expect(await attempt({ act: "change-post", post: "u1-p2.1", unit: "u2" }, edition)).toMatchObject({
      ok: true,
      value: { subjects: 1 },
    });
  });
});

describe("an edition of many entries", () => {
  it("comes back as it was recorded", async () => {
    const leave = [{ id: "u1-p1.leave.1", official: "u1-p1", since: "2025-02-01", until: "2025-02-10", days: 6 }];
    const grade = [{ id: "u1-p1.2024", official: "u1-p1", year: 2024, grade: "excellent", scale: "annual" }];
    const sanction = [{ id: "u1-p1.s1", official: "u1-p1", kind: "admonition", since: "2025-03-01", document: "1" }];
    const recorded = await db.database.decide(async (tx) => {
      const planned = await planEdition(askIn(tx), { programme: "town" }, () => ({ leave, grade, sanction }));
      if (planned === undefined) throw new Error("no registry");
      return recordEdition(tx, planned, { programme: "town", act: "import", name: "x", author: "test", reason: "r" });
    });
    expect(recorded.ok).toBe(true);
    const back = await db.database.transaction((tx) => readRegistry(askIn(tx), { programme: "town", recording: now }));
    expect({ leave: back.leave, grade: back.grade, sanction: back.sanction }).toEqual({ leave, grade, sanction });
  });
});
