import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readScheme } from "@biaochi/engine";
import { isCode } from "@biaochi/words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeClock } from "./platform/clock.ts";
import { type Scope, wholeCity } from "./platform/scope.ts";
import { checkAgainstLibrary } from "./stages/schemes/library/check-scheme.ts";
import { listIndicators, listVersions, programmeInReach } from "./stages/schemes/library/store.ts";
import { writeTown } from "./test-city.ts";
import { type LibraryHouse, openLibraryHouse } from "./test-library-house.ts";
import { proposalCases } from "./test-library-proposals.ts";

let house: LibraryHouse;
const clock = makeClock({ mode: "demo" });
const folder = writeTown();
const ask: LibraryHouse["ask"] = (...asked) => house.ask(...asked);
const query: LibraryHouse["query"] = (...asked) => house.query(...asked);

beforeAll(async () => {
  house = await openLibraryHouse(folder, clock);
}, 120_000);
afterAll(() => house?.close());

const both = (text: string) => ({ "zh-CN": text, en: text });
const draft = (id: string, name: string, more: object = {}) => ({
  ...{ id, name: both(name), direction: "higher", decimals: 1, period: "year", isMonitored: false, owner: "u1" },
  ...{ source: { kind: "automatic", system: `系统${id}` }, ...more },
});
const asked = { source: { kind: "reported", whyReported: both("尚无系统") } };
const save = (indicator: object, more: object = {}, who = "organiser") =>
  ask(who, "POST", "/indicators", { indicator, reason: "新增", ...more });
const later = "2099-12-31";
const except = (block: string, indicator: string, more: object = {}) =>
  ask("organiser", "POST", "/exceptions", {
    ...{
      block,
      indicator,
      document: "小城办〔2026〕5号（虚构）",
      signer: "分管领导",
      reason: "上级布置",
      until: later,
      ...more,
    },
  });
const decide = (who: string, exception: unknown, approve = true, reason?: string) =>
  ask(who, "POST", `/exceptions/${exception}/decision`, { approve, ...(reason === undefined ? {} : { reason }) });
const page = async (id: string) => (await ask("official", "GET", `/indicators/${id}?programme=town`)).body;
const live = async () =>
  (await ask("organiser", "GET", "/indicators?programme=town")).body as { indicators: { id: string }[]; total: number };

describe("a city that was loaded", () => {
  it("has its library, which everybody reads and the office alone writes", async () => {
    for (const who of ["organiser", "head", "official"]) {
      const { status, body } = await ask(who, "GET", "/indicators?programme=town");
      expect([status, body.total, body.bySource]).toEqual([200, 3, { automatic: 3 }]);
    }
    for (const who of ["head", "official"])
      expect((await save(draft("new", "新的指标"), {}, who)).code).toBe("not-permitted");
  });

  it("says of an indicator what it means, what uses it, and how many facts are on record", async () => {
    const { indicator, usedBy, facts, versions, state } = await page("answered");
    expect(indicator).toMatchObject({
      name: { "zh-CN": "按期答复率" },
      source: { kind: "automatic", system: "hotline" },
    });
    expect(usedBy).toMatchObject([{ scheme: "town", version: 1, lists: [{ id: "units" }], differs: [] }]);
    expect([facts, state]).toEqual([24, "live"]);
    expect(versions).toMatchObject([{ version: 1, isTakenOver: true, isEnded: false, reason: "town/1" }]);
    expect((await page("nothing")).code).toBe("not-found");
  });

  it("is searched and narrowed on the server, page by page", async () => {
    const ids = async (search: string) =>
      ((await ask("head", "GET", `/indicators?programme=town&${search}`)).body.indicators as { id: string }[]).map(
        ({ id }) => id,
      );
    expect(await ids(`q=${encodeURIComponent("答复")}`)).toEqual(["answered"]);
    expect(await ids("q=OWN")).toEqual(["own"]);
    expect([await ids("source=reported"), await ids("state=ended")]).toEqual([[], []]);
    const first = (await ask("head", "GET", "/indicators?programme=town&limit=2")).body;
    expect(await ids(`limit=2&cursor=${String(first.next)}`)).toEqual(["projects"]);
  });
});

describe("writing an indicator", () => {
  it("keeps every version, and refuses one that rests on another than was seen", async () => {
    expect(await save(draft("water", "断面水质优良率"))).toMatchObject({
      status: 201,
      body: { id: "water", version: 1 },
    });
    expect((await save(draft("water", "断面水质优良率"))).code).toBe("version-stale");
    expect((await save(draft("water", "断面水质优良率"), { after: 1 })).code).toBe("library-same");
    const second = await save(draft("water", "断面水质优良率", { decimals: 2 }), {
      after: 1,
      document: "小城〔2026〕2号",
    });
    expect(second.body.version).toBe(2);
    const { versions } = await page("water");
    expect(versions).toMatchObject([
      { version: 2, changed: ["decimals"], document: "小城〔2026〕2号" },
      { version: 1, changed: [] },
    ]);
    for (const change of ["update library_version set reason = 'x'", "delete from library_version"])
      await expect(query(change)).rejects.toThrow(/append-only/);
  });

  it("is refused what may not be appraised at all, in whatever spelling, and no exception is offered for it", async () => {
    for (const name of ["签 到 率", "登陆次数", "Daily log-ins", "公众号点赞", "召开会议次数"]) {
      const { code, status } = await save(draft("forbidden", name));
      expect([name, code, status]).toEqual([name, "library-forbidden", 422]);
    }
    expect((await except("forbidden", "forbidden")).status).toBe(400);
    expect((await save(draft("unsaid", "任务量", { source: { kind: "reported" } }))).params).toMatchObject({
      finding: "reported-without-why",
    });
  });

  it("is refused a duplicate until a second person has approved the exception for just that", async () => {
    const copy = draft("copy", "按时回复率", { period: "quarter", measure: "%" });
    expect(await save(copy)).toMatchObject({
      code: "library-blocked",
      params: { finding: "duplicate", other: "answered" },
    });
    const { body } = await except("duplicate", "copy", { other: "answered" });
    expect(body).toMatchObject({ state: "waiting", mayDecide: false });
    expect((await except("duplicate", "copy", { other: "answered" })).code).toBe("library-exception-open");
    expect((await save(copy)).code).toBe("library-blocked");
    expect((await decide("organiser", body.exception)).code).toBe("same-person");
    const [todo] = await query(
      "select count(*)::int as n from todo where kind = 'decide-library-exception' and done_at is null",
    );
    expect(todo).toEqual({ n: 2 });
    expect((await decide("organiser-2", body.exception)).body).toMatchObject({
      state: "approved",
      decided: { by: { id: "organiser-2" } },
    });
    expect((await decide("authority", body.exception, false, "r")).code).toBe("approval-decided");
    expect((await query("select 1 from todo where kind = 'decide-library-exception' and done_at is null")).length).toBe(
      0,
    );
    expect((await save(copy)).status).toBe(201);
    expect(await query("select exceptions from library_version where indicator = 'copy'")).toEqual([
      { exceptions: [body.exception] },
    ]);
    // Shown wherever it holds.
    expect((await page("copy")).exceptions).toMatchObject([
      { document: "小城办〔2026〕5号（虚构）", signer: "分管领导", until: later },
    ]);
    expect((await live()).indicators.find(({ id }) => id === "copy")).toMatchObject({ isExcepted: true });
    await expect(query("update library_exception set approved = false")).rejects.toThrow(/stays as it was/);
    await expect(query("delete from library_exception")).rejects.toThrow(/append-only/);
  });

  it("is refused where a second person has refused the exception, or it has run out", async () => {
    const copy = draft("third", "项目完成比例", { period: "quarter", measure: "%" });
    const refused = (await except("duplicate", "third", { other: "projects" })).body.exception;
    expect((await decide("authority", refused, false)).status).toBe(400);
    expect((await decide("authority", refused, false, "不同意")).body).toMatchObject({ state: "refused" });
    expect((await save(copy)).code).toBe("library-blocked");
    expect((await except("duplicate", "third", { until: "2020-01-01" })).code).toBe("days-out-of-order");
    await query(
      `insert into library_exception (programme, block, indicator, document, signer, reason, last_day, asked_by, decided_by, decided_at, approved)
       values ('town', 'duplicate', 'third', 'd', 's', 'r', '2020-01-01', 'organiser', 'authority', now(), true)`,
    );
    expect((await save(copy)).code).toBe("library-blocked");
  });

  it("is refused what a system watches already", async () => {
    const { code, params } = await save(draft("again", "年底项目完成率", { ...asked, measure: "%" }));
    expect([code, params]).toEqual(["library-blocked", { finding: "monitored", other: "projects" }]);
    const marked = draft("sewage", "污水直排口", {
      isMonitored: true,
      source: { kind: "event", system: "河长平台", datum: "直排口清单" },
    });
    expect((await save(marked)).status).toBe(201);
    const byDatum = draft("outfalls", "入河排口整改", {
      source: { ...asked.source, system: "河长平台", datum: "直排口 清单" },
    });
    expect((await save(byDatum)).params).toMatchObject({ finding: "monitored", other: "sewage" });
  });

  it("makes room: one in, one out, or an exception by document", async () => {
    const first = draft("village", "村集体经营收入", asked);
    expect((await save(first)).params).toMatchObject({ finding: "one-in-one-out" });
    const { body } = await except("one-in-one-out", "village");
    await decide("authority", body.exception);
    expect((await save(first)).status).toBe(201);
    const second = draft("forest", "造林面积", asked);
    expect((await save(second)).params).toMatchObject({ finding: "one-in-one-out" });
    expect((await save(second, { instead: "nothing" })).code).toBe("library-instead-unknown");
    expect((await save(second, { instead: "village" })).status).toBe(201);
    expect([(await page("village")).state, (await page("forest")).state]).toEqual(["ended", "live"]);
    // What is collected by itself from now on has made room as well.
    expect((await save(draft("forest", "造林面积"), { after: 1 })).status).toBe(201);
    expect((await save(draft("paths", "步道里程", asked))).status).toBe(201);
    expect((await save(draft("bins", "果皮箱完好率", asked))).params).toMatchObject({ finding: "one-in-one-out" });
    const { balances } = (await ask("head", "GET", "/indicators?programme=town")).body;
    expect(balances).toMatchObject([{ added: 2, excepted: 1, ended: 2, places: 0 }]);
  });

  it("ends an indicator, which stays on record", async () => {
    const end = (id: string) => ask("organiser", "POST", `/indicators/${id}/end`, { reason: "不再考核" });
    expect((await end("paths")).body.version).toBe(2);
    expect([(await end("paths")).code, (await end("nothing")).code]).toEqual(["library-ended", "not-found"]);
    expect((await page("paths")).versions).toMatchObject([{ isEnded: true, reason: "不再考核" }, { isEnded: false }]);
    expect((await live()).indicators.map(({ id }) => id)).not.toContain("paths");
  });

  it("tells before anything is saved what would be found, and changes nothing", async () => {
    const before = await query("select count(*)::int as n from library_version");
    const { body } = await ask("organiser", "POST", "/check", { indicator: draft("probe", "按期答复率", asked) });
    expect((body.findings as { code: string }[]).map(({ code }) => code)).toEqual(
      expect.arrayContaining(["monitored", "rate-without-denominator"]),
    );
    expect(await query("select count(*)::int as n from library_version")).toEqual(before);
  });
});

proposalCases({ ask, query, draft, asked, save, page });

describe("the library of another programme", () => {
  it("is read by nobody whose grants are in this one, whichever function is asked", async () => {
    const elsewhere: Scope = [
      { role: "head", reach: { kind: "units", programme: "village", units: ["u1"] }, releases: ["issued"] },
    ];
    const seenBy = (scope: Scope) =>
      house.database.read(async (tx) => [
        (await listIndicators(tx, scope, "town")).length > 0,
        (await listVersions(tx, scope, { programme: "town", indicator: "answered" })).length > 0,
        (await programmeInReach(tx, scope, "town")) !== undefined,
      ]);
    expect([await seenBy(wholeCity), await seenBy(elsewhere)]).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
  });
});

describe("taking over from the scheme", () => {
  it("shows first, then adds and changes, and leaves ended what was ended", async () => {
    await save(draft("own", "个人任务", { decimals: 0 }), { after: 1 });
    const preview = async () => (await ask("organiser", "GET", "/take-over?programme=town")).body;
    expect(await preview()).toMatchObject({ scheme: { id: "town", version: 1 }, added: [], same: 2, ended: [] });
    expect((await preview()).changed).toMatchObject([{ id: "own" }]);
    const take = (version = 1) => ask("organiser", "POST", "/take-over", { scheme: "town", version, reason: "按方案" });
    expect((await take(2)).code).toBe("version-stale");
    expect((await take()).body).toEqual({ added: 0, changed: 1 });
    expect((await take()).code).toBe("library-same");
    await ask("organiser", "POST", "/indicators/own/end", { reason: "r" });
    expect((await preview()).ended).toMatchObject([{ id: "own" }]);
    expect((await take()).code).toBe("library-same");
  });
});

describe("a scheme that is submitted", () => {
  const text = () => readFileSync(join(folder, "scheme.yaml"), "utf8");
  /** As the town's scheme has it. */
  const asInScheme = {
    ...{
      name: { "zh-CN": "个人任务", en: "Own tasks" },
      measure: "%",
      decimals: 2,
      period: "quarter",
      owner: undefined,
    },
    source: { kind: "automatic", system: "tasks" },
  };
  async function found(document: string) {
    const { scheme } = readScheme(document);
    if (scheme === undefined) throw new Error("the scheme is unreadable");
    const findings = await house.database.transaction((tx) =>
      checkAgainstLibrary(tx, wholeCity, { programme: "town", scheme, text: document, today: clock.today() }),
    );
    const unsaid = findings
      .flatMap(({ code }) => [`lint.${code}`, `lint.${code}.mend`])
      .filter((code) => !isCode(code));
    expect(unsaid).toEqual([]);
    return findings.flatMap(({ code, severity, line, found, values }) =>
      severity === "error" ? [{ code, line, found, values }] : [],
    );
  }

  it("uses the library's indicators only, as they are, none that ended, is past or is blocked", async () => {
    expect(await found(text())).toMatchObject([{ code: "library-ended", found: "own", line: 13 }]);
    await save(draft("own", "个人任务", asInScheme), { after: 4 });
    expect(await found(text())).toEqual([]);
    const changed = text().replace("按期答复率", "按期答复比率");
    expect(await found(changed)).toMatchObject([
      { code: "library-differs", found: "answered", values: { fields: "name" } },
    ]);
    const unknown = text().replaceAll("projects", "unheard");
    expect((await found(unknown)).map(({ code, found: id }) => [code, id])).toEqual([["library-unknown", "unheard"]]);
    const line = `  - { id: copy, name: 按时回复率, measure: "%", decimals: 1, period: quarter, owner: u1, source: { kind: automatic, system: 系统copy } }\n`;
    const twice = text().replace("lists:\n", `${line}lists:\n`);
    expect(await found(twice)).toEqual([]); // by its exception
    await query("alter table library_exception disable trigger append_only");
    await query("update library_exception set last_day = '2020-01-01' where indicator = 'copy'");
    await query("alter table library_exception enable trigger append_only");
    expect(await found(twice)).toMatchObject([
      { code: "library-duplicate", found: "copy", values: { other: "answered" } },
    ]);
    const past = { ...asInScheme, sunset: "2020-12-31" };
    await query(
      `insert into library_version (programme, indicator, version, content, is_ended, is_taken_over, reason, author, day)
       values ('town', 'own', 6, $1, false, false, 'r', 'test', city_day(now()))`,
      [JSON.stringify(draft("own", "个人任务", past))],
    );
    const gone = (await found(text())).map(({ code }) => code);
    expect(gone).toEqual(["library-past", "library-differs"]);
  });
});

describe("what departments do beside it", () => {
  const register = (kind: string, title: string, more: object = {}) =>
    ask("organiser", "POST", "/appraisals", {
      ...{
        kind,
        department: "u2",
        title,
        matter: title,
        document: "小城〔2026〕7号",
        units: 6,
        times: 2,
        minutes: 30,
        ...more,
      },
    });

  it("counts inspections that a statute orders, and refuses a second appraisal of the same thing", async () => {
    expect((await register("inspection", "按期答复率检查")).status).toBe(201);
    expect((await register("inspection", "x", { department: "nobody" })).code).toBe("things-unknown");
    const refused = await register("appraisal", "按期答复率考评");
    expect([refused.code, refused.params]).toEqual(["second-appraisal", { indicator: "answered", name: "按期答复率" }]);
    for (const indicator of ["answered", "copy"]) {
      const { body } = await except("second-appraisal", indicator, { other: "u2" });
      await decide("authority", body.exception);
    }
    expect((await register("appraisal", "按期答复率考评", { department: "u3" })).code).toBe("second-appraisal");
    expect((await register("appraisal", "按期答复率考评")).body).toMatchObject({
      isExcepted: true,
      department: { id: "u2" },
    });
    expect((await register("appraisal", "信访积案化解考评")).status).toBe(201);
    expect((await register("appraisal", "信访积案化解情况考评")).code).toBe("second-appraisal");
    const { beside } = (await ask("head", "GET", "/slimming?programme=town")).body;
    expect(beside).toEqual({ appraisals: 2, inspections: 1, minutes: 1080 });
    const { appraisals } = (await ask("official", "GET", "/appraisals?programme=town")).body as {
      appraisals: { appraisal: number }[];
    };
    const end = (id: unknown) => ask("organiser", "POST", `/appraisals/${id}/end`, { reason: "并入" });
    expect((await end(appraisals[0]?.appraisal)).body).toMatchObject({
      ended: { reason: "并入", by: { id: "organiser" } },
    });
    expect((await end(999)).code).toBe("not-found");
    await expect(query("delete from library_appraisal")).rejects.toThrow(/append-only/);
  });
});

describe("the report before and after", () => {
  it("counts two sides by source, owner, kind of unit and minutes, and says what went and came", async () => {
    const slim = async (before: string, after: string) =>
      (await ask("official", "GET", `/slimming?programme=town&before=${before}&after=${after}`)).body;
    const today = clock.today();
    const { before, after, come, gone, sides } = await slim("scheme/town/1", `day/${today}`);
    expect(before).toMatchObject({ indicators: 3, forms: 0, minutes: 0, bySource: { automatic: 3 } });
    expect((sides as { side: string }[]).map(({ side }) => side)).toEqual(["scheme/town/1", `day/${today}`]);
    expect(after).toMatchObject({ forms: 0, bySource: { automatic: 5, event: 1 } });
    expect((come as { id: string }[]).map(({ id }) => id).sort()).toEqual(["copy", "forest", "sewage", "water"]);
    expect((gone as { id: string }[]).map(({ id }) => id)).toEqual(["own"]);
  });
});
