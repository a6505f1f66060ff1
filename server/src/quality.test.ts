import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examineWaiting, hasWaitingExamination } from "./stages/intake/quality/work.ts";
import { removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

/** A town whose figures are examined, from test to test. Its quarters were due long ago. */
const owner = (id: string, indicator: string) => ({
  ...{ id, name: { "zh-CN": "责任人", en: "Owner" }, programme: "town" },
  grants: [{ role: "owner" as const, reach: "indicators" as const, programme: "town", things: [indicator] }],
});
let town: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  const accounts = [...townPeople.accounts, owner("owner", "answered"), owner("other", "projects")];
  town = await openTown({ ...townPeople, accounts }, "2026-09-15");
  await examineWaiting(town.database);
}, 120_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

const at = "/programmes/town/quality";
type Finding = { readonly finding: number; readonly facts: readonly string[]; readonly state: string };
const findings = async (who = "organiser", query = ""): Promise<readonly Finding[]> =>
  (await town.ask(who, "GET", `${at}/findings${query}`)).body.findings as readonly Finding[];
const act = (who: string, finding: number | undefined, what: string, reason = "因为") =>
  town.ask(who, "POST", `${at}/findings/${finding}/acts`, { act: what, reason });
const factOf = async (indicator: string, period: string, subject = "u1"): Promise<string> =>
  (
    await town.query(`select id from observation o where indicator = '${indicator}' and period = '${period}' and subject = '${subject}'
      and not exists (select from observation n where n.supersedes = o.id)`)
  )[0]?.id;
/** Another figure stands in its place: recorded as any correction is. */
async function stands(indicator: string, period: string, value: string | null): Promise<string> {
  const old = await factOf(indicator, period);
  await town.database.transaction(async (tx) => {
    const { rows } = await sql<{ id: number }>`insert into recording (programme, kind, name, author, reason)
      values ('town', 'correction', ${old}, 'test', 'test') returning id`.execute(tx);
    await sql`insert into observation (programme, id, recording, supersedes, subject, indicator, period, value, absence, source)
      select programme, id || '+', ${rows[0]?.id}, id, subject, indicator, period, ${value}, ${value === null ? "missing" : null}, source
      from observation where id = ${old}`.execute(tx);
  });
  await examineWaiting(town.database);
  return factOf(indicator, period);
}
const marksOf = async (fact: string, who = "organiser") =>
  (
    (await town.ask(who, "GET", `/programmes/town/facts/${encodeURIComponent(fact)}`)).body.fact as {
      provisional: unknown;
    }
  ).provisional;

describe("a figure that cannot be right", () => {
  it("is found by itself, and a second look finds nothing more", async () => {
    expect(await findings()).toEqual([]);
    const fact = await stands("answered", "2025Q4", "0.815");
    expect(await findings()).toMatchObject([
      {
        ...{ kind: "jump", state: "open", period: "2025Q4", subject: { id: "u1" }, facts: [fact] },
        ...{ indicator: { id: "answered" }, mayAct: ["explain", "ask-to-mend"], last: null },
        told: { value: "0.815", middle: "80.5", direction: "down", factor: "100" },
      },
    ]);
    const count = async () => (await town.query("select count(*)::int as n from quality_pass"))[0]?.n;
    const passes = await count();
    expect(await town.database.read(hasWaitingExamination)).toBe(false);
    await examineWaiting(town.database);
    expect(await count()).toBe(passes);
  });

  it("says so wherever it is shown, and the one before it does not", async () => {
    expect(await marksOf(await factOf("answered", "2025Q4"))).toEqual(["in-doubt"]);
    expect(await marksOf(await factOf("answered", "2025Q4"), "head")).toEqual(["in-doubt"]);
    expect(await marksOf(await factOf("answered", "2025Q3"))).toEqual([]);
    const { body } = await town.ask("owner", "GET", "/programmes/town/figures?period=2025Q4&q=u1");
    expect(body.figures).toMatchObject([{ subject: { id: "u1" }, provisional: ["in-doubt"] }]);
  });

  it("is seen by the office and by whoever answers for it, and by nobody else", async () => {
    const [found] = await findings("owner");
    expect(await findings("other")).toEqual([]);
    expect((await town.ask("other", "GET", `${at}/findings/${found?.finding}`)).code).toBe("outside-scope");
    expect((await act("other", found?.finding, "explain")).code).toBe("outside-scope");
    expect((await town.ask("head", "GET", `${at}/findings`)).code).toBe("not-permitted");
    const { body } = await town.ask("owner", "GET", `${at}/findings/${found?.finding}`);
    expect(body).toMatchObject({
      series: [{ period: "2025Q1" }, { period: "2025Q2" }, { period: "2025Q3" }, { value: "0.815", isInDoubt: true }],
      acts: [],
    });
    const seen = async (who: string) => (await town.ask(who, "GET", at)).body;
    expect(await seen("organiser")).toMatchObject({
      ...{ states: { open: 1 }, doubtful: [{ indicator: { id: "answered" }, findings: 1, figures: 1 }] },
      examined: { figures: 48 },
    });
    expect(await seen("other")).toMatchObject({ states: { open: 0 }, doubtful: [], sources: [{ source: "projects" }] });
  });

  it("costs its source points while nobody has settled it, and says which", async () => {
    const { sources } = (await town.ask("organiser", "GET", at)).body as { sources: readonly object[] };
    // 30 × 1/24 = 1.25
    expect(sources[0]).toMatchObject({
      source: "hotline",
      points: "98.75",
      lost: [{}, { of: 0 }, { faulted: 1, of: 24, points: "1.25" }],
    });
  });
});

describe("a finding", () => {
  it("that was explained stays explained for the same figure, and the office opens it again", async () => {
    const [found] = await findings();
    const fact = found?.facts[0] ?? "";
    expect((await act("owner", found?.finding, "open-again")).code).toBe("finding-course");
    expect((await act("owner", found?.finding, "explain", "改用小数填报")).status).toBe(201);
    expect((await act("owner", found?.finding, "ask-to-mend")).code).toBe("finding-course");
    expect(await marksOf(fact)).toEqual([]);
    await stands("answered", "2025Q1", "80.25"); // another one: everything is examined anew
    expect((await findings("owner"))[0]).toMatchObject({
      state: "explained",
      mayAct: [],
      last: { reason: "改用小数填报" },
    });
    expect((await act("owner", found?.finding, "open-again")).code).toBe("finding-course");
    expect((await act("organiser", found?.finding, "open-again", "口径没有变")).body).toEqual({ state: "open" });
    expect(await marksOf(fact)).toEqual(["in-doubt"]);
  });

  it("asks its owner to mend the source once, counted as burden, and closes when the new figure is there", async () => {
    const [found] = await findings();
    expect((await act("organiser", found?.finding, "ask-to-mend", "请按百分数核改")).body).toEqual({
      state: "mending",
    });
    const todos = async () => (await town.ask("owner", "GET", "/todos")).body.todos;
    expect(await todos()).toMatchObject([{ kind: "mend-figure", path: `${at}/findings/${found?.finding}` }]);
    expect(await town.query("select subject from ask where kind = 'mend-figure'")).toEqual([
      { subject: "account:owner" },
    ]);
    const fact = await stands("answered", "2025Q4", "81.5");
    expect(await todos()).toEqual([]);
    const { body } = await town.ask("owner", "GET", `${at}/findings/${found?.finding}`);
    expect(body.finding).toMatchObject({ state: "mended", mayAct: [] });
    const acts = body.acts as readonly { readonly state: string }[];
    expect(acts.map(({ state }) => state)).toEqual(["explained", "open", "mending", "mended"]);
    expect(acts.at(-1)).toMatchObject({ fact, by: { id: "biaochi" } });
    expect(await marksOf(fact)).toEqual([]);
  });

  it("that comes back with another figure is another one", async () => {
    await stands("answered", "2025Q4", "8150");
    expect((await findings()).map(({ state }) => state)).toEqual(["open", "mended"]);
    await stands("answered", "2025Q4", "81.5");
    expect((await findings()).map(({ state }) => state)).toEqual(["mended", "mended"]);
  });

  it("of what is missing closes when it is there", async () => {
    await stands("projects", "2025Q3", null);
    expect(await findings("other")).toMatchObject([
      { kind: "absent", state: "open", subject: { id: "u1" }, facts: [] },
    ]);
    const fact = await stands("projects", "2025Q3", "76.5");
    const [found] = await findings("other");
    expect(found?.state).toBe("mended");
    const { body } = await town.ask("other", "GET", `${at}/findings/${found?.finding}`);
    expect(body.acts).toMatchObject([{ state: "mended", fact }]);
  });

  it("leaves its line in the trail, with no value", async () => {
    const rows = await town.query(
      "select thing from audit_event where action = 'work-quality' and outcome = 'done' limit 1",
    );
    expect(rows).toEqual([{ thing: expect.stringMatching(/^finding:\d+$/) }]);
  });
});

describe("a rule of an owner", () => {
  const rule = (who: string, id: string, check: object, basedOn = 0) =>
    town.ask(who, "POST", `${at}/rules/${id}/versions`, { check, reason: "应当如此", basedOn });
  const most = { kind: "at-most", indicator: "answered", other: "projects", tolerance: "0" };

  it("is written by whoever answers for everything that it names, and fits the scheme", async () => {
    expect((await rule("owner", "days", { kind: "due", indicator: "answered", days: 20 })).status).toBe(201);
    expect((await rule("owner", "most", most)).code).toBe("outside-scope");
    expect((await rule("head", "most", most)).code).toBe("not-permitted");
    const twice = await rule("organiser", "most", { ...most, other: "answered" });
    expect([twice.code, twice.body.params]).toEqual(["rule-unsound", { indicator: "answered" }]);
    expect((await rule("organiser", "most", { ...most, other: "nothing" })).code).toBe("rule-unsound");
    expect((await rule("organiser", "most", { ...most, tolerance: "-1" })).code).toBe("request-unreadable");
    expect((await rule("other", "days", { kind: "due", indicator: "projects", days: 3 }, 1)).code).toBe(
      "outside-scope",
    );
    expect((await rule("owner", "days", { kind: "due", indicator: "answered", days: 30 })).code).toBe("version-stale");
  });

  it("finds what does not hold, tells both figures, and what it found is gone when it ends", async () => {
    expect((await rule("organiser", "most", most)).body).toEqual({ version: 1 });
    await examineWaiting(town.database);
    const found = await findings("organiser", "?kind=cross&state=open");
    expect(found.length).toBeGreaterThan(0);
    const [first] = found;
    expect(first?.facts).toHaveLength(2);
    const { body } = await town.ask("organiser", "GET", `${at}/findings/${first?.finding}`);
    expect(body.rule).toMatchObject({ rule: "most", version: 1, reason: "应当如此" });
    const ended = await town.ask("organiser", "POST", `${at}/rules/most/end`, { reason: "r", basedOn: 1 });
    expect(ended.body).toEqual({ version: 2 });
    expect((await town.ask("organiser", "POST", `${at}/rules/most/end`, { reason: "r", basedOn: 2 })).code).toBe(
      "rule-ended",
    );
    await examineWaiting(town.database);
    expect(await findings("organiser", "?kind=cross&state=open")).toEqual([]);
    expect((await findings("organiser", "?kind=cross&state=gone")).length).toBe(found.length);
  });

  it("written again finds anew, under its new version", async () => {
    expect((await rule("organiser", "most", most, 2)).body).toEqual({ version: 3 });
    await examineWaiting(town.database);
    expect((await findings("organiser", "?kind=cross&state=open")).length).toBeGreaterThan(0);
  });
});

describe("several findings at once", () => {
  type Row = Finding & { readonly last: { readonly at: string; readonly reason: string } | null };
  const rows = async (query = "?limit=200"): Promise<readonly Row[]> =>
    (await town.ask("organiser", "GET", `${at}/findings${query}`)).body.findings as readonly Row[];
  const seen = (those: readonly Row[]) => those.map(({ finding, last }) => ({ finding, last: last?.at ?? null }));
  const together = (who: string, what: string, those: readonly object[], reason = "口径调整，均属实") =>
    town.ask(who, "POST", `${at}/finding-acts`, { act: what, findings: those, reason });
  const acts = async () => (await town.query("select count(*)::int as n from quality_act"))[0]?.n;
  const open = async () => (await rows("?kind=cross&state=open&limit=200")).slice(0, 3);

  it("are named one by one where they cannot be done with, and then nothing is done with any", async () => {
    const [first, second, third] = await open();
    if (first === undefined || second === undefined || third === undefined) throw new Error("too few findings");
    const before = seen([first, second, third]);
    expect((await act("organiser", second.finding, "explain", "先说明一条")).status).toBe(201);
    const count = await acts();
    const settled = (await rows("?kind=jump&state=mended"))[0];
    const { code, body } = await together("organiser", "explain", [...before, ...seen([settled as Row])]);
    expect([code, body.params, body.findings]).toEqual([
      "findings-not-done",
      { n: 2, total: 4 },
      [
        { path: "/body/findings/1", code: "finding-moved" },
        { path: "/body/findings/3", code: "finding-course" },
      ],
    ]);
    const others = await together("other", "explain", seen([first])); // not the one who answers for it
    expect(others.body.findings).toEqual([{ path: "/body/findings/0", code: "outside-scope" }]);
    expect((await together("head", "explain", seen([first]))).code).toBe("not-permitted");
    expect((await together("organiser", "explain", [...seen([first]), ...seen([first])])).code).toBe(
      "request-unreadable",
    );
    expect(await acts()).toBe(count);
  });

  it("are explained for one reason, each with a record of its own, and opened again by the office alone", async () => {
    const those = await open();
    expect(those.length).toBeGreaterThan(1);
    const done = await together("organiser", "explain", seen(those));
    expect([done.status, done.body.state]).toEqual([201, "explained"]);
    const ids = those.map(({ finding }) => finding);
    expect(await town.query(`select state, reason, made_by as by from quality_act where finding in (${ids}) `)).toEqual(
      ids.map(() => ({ state: "explained", reason: "口径调整，均属实", by: "organiser" })),
    );
    const line = ids.map((each) => `finding:${each}`).join(" ");
    expect(await town.query(`select outcome from audit_event where thing = '${line}'`)).toEqual([{ outcome: "done" }]);
    const now = (await rows()).filter(({ finding }) => ids.includes(finding));
    expect((await together("owner", "open-again", seen(now.slice(0, 1)))).code).toBe("findings-not-done");
    expect((await together("organiser", "open-again", seen(now))).body.state).toBe("open");
  });

  it("are listed by the system that they come from", async () => {
    const { body } = await town.ask("organiser", "GET", `${at}/findings`);
    expect(body.sources).toEqual(["hotline", "projects"]);
    const of = await rows("?source=projects");
    expect(new Set(of.map((each) => (each as Row & { source: string }).source))).toEqual(new Set(["projects"]));
    expect(await rows("?source=nothing")).toEqual([]);
  });
});
