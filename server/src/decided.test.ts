import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Transaction } from "./platform/database.ts";
import { lockUnit } from "./stages/intake/decided/claim-store.ts";
import { lockPeriod } from "./stages/intake/decided/sheet-store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { queueRun, removeTowns } from "./test-city.ts";
import {
  calledIn,
  claimsOf,
  duesOf,
  editScheme,
  people,
  recordNewerScheme,
  type Seen,
  scoreIn,
  setClosed,
} from "./test-decided-town.ts";
import { openTown } from "./test-open-town.ts";

/** A town whose units lose and gain points by decision, from test to test, from a Monday on. */
const first = "2025-11-03";
let town: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  town = await openTown(people, first, { edit: editScheme });
}, 120_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

const pdf = Buffer.from("%PDF-1.7 something");
const document = "示例督〔2025〕12号";
const wrong = { unit: "u1", item: "order", type: "criticised", level: "national", what: "通报批评" };
const deduction = (body: object = {}, who = "owner") =>
  town.ask(who, "POST", "/programmes/town/deductions", {
    ...{ ...wrong, document, documentDay: "2025-10-31", day: "2025-10-20", matter: "批评1" },
    ...body,
  });
const bonus = (body: object = {}, who = "head") =>
  town.ask(who, "POST", "/programmes/town/bonuses", {
    ...{ unit: "u1", item: "awards", type: "award", level: "provincial", what: "获推广", matter: "推广1" },
    ...{ document: "示例办〔2025〕3号", documentDay: "2025-10-27", day: "2025-10-27", ...body },
  });
const act = (claim: unknown, path: string, body: object, who: string) =>
  town.ask(who, "POST", `/claims/${claim}/${path}`, body);
const attach = (claim: unknown, who: string, content = pdf) =>
  town.sendFile(who, `/claims/${claim}/evidence?name=a.pdf&declared=yes`, content);
const decide = (claim: unknown, body: object = { outcome: "confirm" }, who = "organiser") =>
  act(claim, "decision", body, who);
const seen = async (claim: unknown, who = "organiser") => (await town.ask(who, "GET", `/claims/${claim}`)).body as Seen;
const listed = (who: string, query = "") => claimsOf(town, who, query);
const todosOf = (who: string, kind: string) => duesOf(town, who, kind);
const events = async () =>
  town.query("select id, subject, type, day::text, level, matter, standing, source from event order by recording");
const scoreOf = (unit: string) => scoreIn(town, unit);
const holdClaims = (unit: string) => (tx: Transaction) => lockUnit(tx, { programme: "town", unit });
const close = (period: string, isClosed: boolean) => setClosed(town, period, isClosed);

describe("a deduction", () => {
  let claim: unknown;

  it("is proposed by whoever answers for the item, and is no fact", async () => {
    expect((await deduction({}, "head")).code).toBe("outside-scope");
    expect((await deduction({}, "other-owner")).code).toBe("outside-scope");
    expect((await deduction({}, "official")).code).toBe("not-permitted");
    const proposed = await deduction();
    expect(proposed.status).toBe(201);
    claim = proposed.body.claim;
    expect(await seen(claim)).toMatchObject({ state: "proposed", points: "3", due: { day: "2025-11-10" } });
    expect(await events()).toEqual([]);
    for (const who of ["head", "liaison"]) expect(await todosOf(who, "answer-deduction")).toEqual(["2025-11-10"]);
    expect([await listed("owner"), await listed("head"), await listed("head-2")]).toEqual([[claim], [claim], []]);
    expect((await town.ask("head-2", "GET", `/claims/${claim}`)).code).toBe("outside-scope");
  });

  it("that does not fit is refused, with what would", async () => {
    const codes = async (...bodies: object[]) => {
      const found = [];
      for (const body of bodies) found.push((await deduction({ matter: "别的", ...body })).code);
      return found;
    };
    expect(await codes({ day: "2025-11-04" }, { documentDay: "2025-11-04" })).toEqual(["day-to-come", "day-to-come"]);
    expect(await codes({ documentDay: "2025-10-19" })).toEqual(["days-out-of-order"]);
    expect(await codes({ item: "awards" }, { type: "x" }, { day: "2024-05-01" })).toEqual(
      Array(3).fill("claim-item-unknown"),
    );
    expect(await codes({ level: "county" }, { level: undefined }, { type: "late" })).toEqual(
      Array(3).fill("claim-level-unknown"),
    );
    expect(await codes({ document: "见通报" }, { document: "督〔2025〕号" }, { document: "〔2025〕3号" })).toEqual(
      Array(3).fill("claim-document-unfit"),
    );
    expect((await deduction({ unit: "u9", matter: "别的" })).code).toBe("outside-scope");
    expect(await codes({ item: "awards", type: "award", level: "provincial" })).toEqual(["claim-item-unknown"]); // gives points
    const offered = (await town.ask("head", "GET", "/programmes/town/claim-choices")).body.choices as {
      kind: string;
    }[];
    expect(new Set(offered.map(({ kind }) => kind))).toEqual(new Set(["bonus"]));
  });

  it("is the same event however its key is written; of another unit it is another", async () => {
    const again = await deduction({ matter: " 批 评 １" });
    expect([again.code, again.body.params]).toMatchObject(["claim-matter-open", { claim }]);
    const twice = await Promise.all([1, 2].map(() => deduction({ unit: "u4", matter: "同时" })));
    expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await town.waits(holdClaims("u4"), () => deduction({ unit: "u4", matter: "同时" }))).toBe(true);
  });

  it("waits for the unit; silence is shown as silence, and confirms nothing", async () => {
    expect((await attach(claim, "owner")).status).toBe(200);
    expect((await decide(claim)).code).toBe("claim-settled"); // the unit's days are not over
    await town.moveTo("2025-11-10");
    expect((await seen(claim)).state).toBe("proposed");
    await town.moveTo("2025-11-11");
    expect((await seen(claim)).state).toBe("silent");
    expect(await listed("organiser", "?state=silent")).toContain(claim);
    expect(await events()).toEqual([]);
    expect((await act(claim, "answer", { accept: false, text: "事实不符" }, "head-2")).code).toBe("outside-scope");
    expect((await act(claim, "answer", { accept: true }, "head-5")).code).toBe("claim-settled"); // of the item's owner
    expect((await act(claim, "answer", { accept: false, text: "事实不符" }, "liaison")).status).toBe(200); // late, and heard
    expect((await act(claim, "answer", { accept: true }, "head")).code).toBe("claim-settled");
    expect(await todosOf("head", "answer-deduction")).toEqual([]);
    expect((await attach(claim, "head", Buffer.concat([pdf, Buffer.from("2")]))).status).toBe(200);
    expect(await seen(claim, "owner")).toMatchObject({ state: "objected", may: ["attach"] });
  });

  it("is lowered by the office, and costs exactly what the table says, once", async () => {
    const before = await scoreOf("u1");
    expect((await decide(claim, { outcome: "lower", level: "national", text: "t" })).code).toBe(
      "claim-level-not-lower",
    );
    expect((await decide(claim, { outcome: "lower", level: "county", text: "t" })).code).toBe("claim-level-not-lower");
    expect((await decide(claim, { outcome: "confirm" }, "owner")).code).toBe("not-permitted");
    expect((await decide(claim, { outcome: "confirm" }, "owner-office")).code).toBe("same-person");
    expect(await town.waits(holdClaims("u1"), () => decide(claim, { outcome: "confirm" }, "owner-office"))).toBe(true);
    const two = await Promise.all(
      [1, 2].map(() => decide(claim, { outcome: "lower", level: "provincial", text: "t" })),
    );
    expect(two.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await events()).toEqual([
      {
        ...{ id: `claim:${claim}`, subject: "u1", type: "criticised", day: "2025-10-20", level: "provincial" },
        ...{ matter: "批评1", standing: "confirmed", source: document },
      },
    ]);
    expect(await scoreOf("u1")).toBeCloseTo(before - 2, 10);
    expect(await todosOf("owner", "claim-decided")).toHaveLength(1);
    expect(await todosOf("organiser", "decide-claim")).toHaveLength(1); // of the other unit
    const again = await deduction({ matter: "批评1", document: "示例督〔2025〕13号" });
    expect([again.code, again.body.params]).toMatchObject(["claim-matter-counted", { fact: `claim:${claim}` }]);
    expect((await bonus({ matter: "批评1" })).code).toBe("claim-matter-counted");
  });

  it("that is dropped costs nothing, and its event may be entered anew", async () => {
    const { body } = await deduction({ matter: "批评2", unit: "u2" });
    const before = await scoreOf("u2");
    expect((await decide(body.claim, { outcome: "drop", text: "查无此事" })).status).toBe(200);
    expect((await decide(body.claim)).code).toBe("claim-settled");
    expect(await scoreOf("u2")).toBe(before);
    expect((await deduction({ matter: "批评2", unit: "u2" })).status).toBe(201);
  });

  it("is shown by something, decided by another person than the one who proposed it, in an open period", async () => {
    const { body } = await deduction({ type: "late", level: undefined, matter: "迟报1" }, "organiser");
    expect((await act(body.claim, "answer", { accept: true }, "head")).status).toBe(200);
    expect((await decide(body.claim)).code).toBe("same-person");
    expect((await decide(body.claim, { outcome: "confirm" }, "unit-clerk")).code).toBe("outside-scope");
    const mays = ["organiser", "clerk", "unit-clerk"].map(async (who) => (await seen(body.claim, who)).may);
    expect(await Promise.all(mays)).toEqual([["attach"], ["confirm", "drop"], []]);
    expect((await decide(body.claim, { outcome: "confirm" }, "clerk")).code).toBe("claim-evidence-missing");
    expect((await attach(body.claim, "organiser")).status).toBe(200);
    await close("2025Q4", true);
    expect((await decide(body.claim, { outcome: "confirm" }, "clerk")).code).toBe("period-closed");
    expect((await deduction({ matter: "迟报2" })).code).toBe("period-closed");
    expect((await events()).length).toBe(1);
    await close("2025Q4", false);
    expect((await decide(body.claim, { outcome: "confirm" }, "clerk")).status).toBe(200);
    const own = await deduction({ unit: "u6", matter: "自己" }, "both");
    expect((await act(own.body.claim, "answer", { accept: true }, "both")).code).toBe("same-person");
  });

  it("is no fact where its event has become one meanwhile", async () => {
    const { body } = await deduction({ unit: "u4", matter: "sz其间" });
    await attach(body.claim, "owner");
    await act(body.claim, "answer", { accept: true }, "head-4");
    await town.query(`insert into event (programme, id, recording, subject, type, day, count, matter, standing)
      select 'town', 'loaded', max(id), 'u4', 'late', '2025-06-01', '1', 'Sz 其 间', 'confirmed' from recording`);
    expect((await decide(body.claim)).body).toMatchObject({ params: { fact: "loaded" } });
  });

  it("counts by the day of the document where it says so", async () => {
    const body = { counts: "document", day: "2024-12-20", type: "late", level: undefined, matter: "跨年", unit: "u3" };
    const proposed = await deduction(body);
    expect((proposed.body.claim && (await seen(proposed.body.claim))) as object).toMatchObject({
      ...{ day: "2024-12-20", effect: { day: "2025-10-31", period: "2025" } },
    });
  });

  it("from joint supervision is its document and nothing else", async () => {
    const body = {
      origin: "joint-supervision",
      what: "不得登记的案情",
      matter: "结论1",
      unit: "u3",
      document: "示例纪[2025]007号",
    };
    const { body: made } = await deduction(body, "discipline");
    expect(await seen(made.claim)).toMatchObject({ what: null, document: "示例纪〔2025〕7号", evidence: [] });
    expect(JSON.stringify(await town.query("select * from claim"))).not.toContain("不得登记");
    for (const who of ["discipline", "head-3"]) expect((await attach(made.claim, who)).code).toBe("claim-settled");
    expect((await act(made.claim, "answer", { accept: true }, "head-3")).status).toBe(200);
    expect((await decide(made.claim)).status).toBe(200); // the document is what shows it
  });
});

describe("a bonus", () => {
  let claim: unknown;
  const review = (who: string, unit: string, agree = true) =>
    act(claim, "review", { unit, agree, text: "核对了证书" }, who);
  const name = (...units: string[]) => act(claim, "reviewers", { units }, "organiser");

  it("is applied for by the unit itself, while the certificate is new", async () => {
    expect((await bonus({ unit: "u2" })).code).toBe("outside-scope");
    expect((await bonus({}, "owner")).code).toBe("not-permitted");
    const late = await bonus({ documentDay: "2025-09-19", day: "2025-09-19" });
    expect([late.code, late.body.params]).toEqual(["claim-too-late", { last: "2025-11-06", days: 30 }]);
    claim = (await bonus()).body.claim;
    expect(await seen(claim)).toMatchObject({ state: "applied", points: "0.75", may: ["name-reviewers", "drop"] });
    expect(await listed("head-2")).not.toContain(claim);
  });

  it("is reviewed by two other units, once there is a certificate", async () => {
    expect((await name("u2", "u3")).code).toBe("claim-evidence-missing");
    expect((await attach(claim, "liaison")).status).toBe(200);
    for (const units of [
      ["u1", "u2"],
      ["u2", "u2"],
      ["u2", "u9"],
    ])
      expect((await name(...units)).code).toBe("claim-reviewers-unfit");
    expect((await name("u2", "u3")).status).toBe(200);
    expect((await name("u2", "u4")).code).toBe("claim-settled");
    expect(await todosOf("head-2", "review-bonus")).toEqual(["2025-11-18"]);
    expect((await review("head", "u1")).code).toBe("claim-settled"); // of the applicant
    expect((await review("head-4", "u4")).code).toBe("outside-scope");
    expect((await review("head-2", "u3")).code).toBe("claim-settled"); // for another unit
    expect((await review("head-2", "u2")).status).toBe(200);
    expect((await review("head-2", "u2")).code).toBe("claim-settled");
    expect((await seen(claim)).state).toBe("in-review");
    expect((await review("head-3", "u3")).status).toBe(200);
  });

  it("is open to all units for its days, who may remark, and are answered", async () => {
    expect(await seen(claim, "head-4")).toMatchObject({ state: "listed", may: ["remark"] });
    expect((await seen(claim)).steps.find(({ what }) => what === "listed")?.until).toBe("2025-11-18");
    expect(await listed("head-4")).toContain(claim);
    const remark = (who: string, unit: string) => act(claim, "remarks", { unit, text: "名称有误" }, who);
    expect((await remark("head", "u1")).code).toBe("claim-settled"); // on the own one
    expect((await remark("head-4", "u5")).code).toBe("outside-scope");
    expect((await remark("head-4", "u4")).status).toBe(200);
    expect((await decide(claim)).code).toBe("claim-settled"); // the list is open
    await town.moveTo("2025-11-18");
    expect((await seen(claim)).state).toBe("listed");
    await town.moveTo("2025-11-19");
    expect((await seen(claim)).state).toBe("list-over");
    expect((await remark("head-4", "u4")).code).toBe("claim-settled");
    expect((await decide(claim)).code).toBe("claim-remarks-open");
    const { step } = (await seen(claim)).steps.find(({ what }) => what === "remarked") ?? { step: 0 };
    const answer = (n: number) => act(claim, `remarks/${n}/answer`, { text: "已更正" }, "organiser");
    expect((await answer(step + 99)).code).toBe("claim-settled");
    expect((await answer(step)).status).toBe(200);
    expect((await answer(step)).code).toBe("claim-settled");
  });

  it("gives exactly what the table says once it is confirmed", async () => {
    const before = await scoreOf("u1");
    expect((await decide(claim)).body).toMatchObject({ fact: `claim:${claim}` });
    expect(await scoreOf("u1")).toBeCloseTo(before + 0.75, 10);
    expect((await bonus({ matter: "推广 1" })).code).toBe("claim-matter-counted");
  });

  it("ends where one reviewer does not agree, and may be applied for anew", async () => {
    claim = (await bonus({ matter: "推广2" })).body.claim;
    await attach(claim, "head");
    await name("u2", "u3");
    expect((await review("head-2", "u2", false)).status).toBe(200);
    expect((await seen(claim)).state).toBe("declined");
    expect((await review("head-3", "u3")).code).toBe("claim-settled");
    expect((await decide(claim)).code).toBe("claim-settled");
    expect((await bonus({ matter: "推广2" })).status).toBe(201);
  });

  it("is not reviewed by one person for two units, nor by whoever applied; nobody remarks on the own one", async () => {
    const applied = async (who: string) => {
      const { body } = await bonus({ unit: "u6", matter: `${who}推广` }, who);
      await attach(body.claim, who);
      await act(body.claim, "reviewers", { units: ["u2", "u3"] }, "organiser");
      return body.claim;
    };
    const reviewed = (which: unknown, who: string, unit: string) =>
      act(which, "review", { unit, agree: true, text: "属实" }, who);
    expect((await reviewed(await applied("several"), "several", "u2")).code).toBe("same-person");
    const other = await applied("both");
    expect((await reviewed(other, "several", "u6")).code).toBe("claim-settled"); // nobody has asked it
    expect((await reviewed(other, "several", "u2")).status).toBe(200);
    expect((await reviewed(other, "several", "u3")).code).toBe("same-person");
    expect((await reviewed(other, "head-3", "u3")).status).toBe(200);
    const remark = (unit: string) => act(other, "remarks", { unit, text: "t" }, "several");
    expect((await remark("u6")).code).toBe("outside-scope");
    expect((await remark("u2")).status).toBe(200);
  });
});

describe("what shows it", () => {
  it("leaves as it was attached, for those who see the claim", async () => {
    const sha256 = createHash("sha256").update(pdf).digest("hex");
    const take = (who: string, digest = sha256) => town.ask(who, "GET", `/claims/1/evidence/${digest}`);
    expect((await take("head")).bytes).toEqual(pdf);
    expect((await take("head-2")).code).toBe("outside-scope");
    expect((await take("head", "0".repeat(64))).code).toBe("document-gone");
    const { body } = await deduction({ unit: "u5", matter: "附件" });
    expect((await town.ask("owner", "GET", `/claims/${body.claim}/evidence/${sha256}`)).code).toBe("document-gone");
    expect((await attach(body.claim, "owner", Buffer.from("<script>"))).code).toBe("deed-evidence-unfit");
    for (const n of [1, 2, 3, 4, 5]) await attach(body.claim, "owner", Buffer.concat([pdf, Buffer.from([n])]));
    expect((await attach(body.claim, "owner")).code).toBe("claim-evidence-many");
    // Bytes that are not those of their digest any more.
    await town.query(`alter table decided_evidence disable trigger user;
      update decided_evidence set content = '\\x00' where claim = 1; alter table decided_evidence enable trigger user`);
    expect((await take("head")).code).toBe("document-gone");
  });
});

describe("an owner's assessment", () => {
  const at = "/programmes/town/assessments";
  const lines = [1, 2, 3, 4, 5, 6].flatMap((n) => [
    { unit: `u${n}`, criterion: "intime", points: "6" },
    { unit: `u${n}`, criterion: "complete", points: "4" },
  ]);
  const but = (n: number, more: object) => lines.map((line, at) => (at === n ? { ...line, ...more } : line));
  const enter = (marks: object[], body: object = {}, who = "owner") =>
    town.ask(who, "POST", `${at}/openness`, { period: "2025Q3", marks, ...body });
  const sheetOf = (sheet: unknown, path: string, body?: object, who = "head-5") =>
    town.ask(who, "POST", `/assessment-sheets/${sheet}/${path}`, body);
  const facts = () =>
    town.query(
      'select subject, criterion, points::text, reason, assessor, period from assessment order by id collate "C"',
    );
  let sheet: unknown;

  it("is entered for all units on one sheet, of which nothing is filled in, by the owner alone", async () => {
    const { body } = await town.ask("owner", "GET", `${at}/openness`);
    expect(body).toMatchObject({
      owner: { id: "u5" },
      gives: "points",
      periods: ["2025Q1", "2025Q2", "2025Q3", "2025Q4"],
    });
    expect(body.lines).toHaveLength(12);
    expect((body.lines as object[])[1]).toEqual({
      ...{ unit: { id: "u1", type: "unit", name: { "zh-CN": "第1局", en: "Bureau 1" } }, full: "4" },
      criterion: { id: "complete", name: { "zh-CN": "complete", en: "complete" } },
    });
    expect((await town.ask("other-owner", "GET", `${at}/openness`)).code).toBe("outside-scope");
    expect((await town.ask("owner", "GET", `${at}/order`)).code).toBe("assessment-unknown");
    expect((await enter(lines, {}, "head-5")).code).toBe("not-permitted");
    expect((await enter(lines, {}, "other-owner")).code).toBe("outside-scope");
  });

  it("is whole, within full marks, with a reason for every deduction, and a sentence where nobody has one", async () => {
    expect((await enter(lines, { period: "2024Q4" })).code).toBe("assessment-unknown");
    expect((await enter(lines.slice(1))).body.params).toMatchObject({
      expected: 12,
      found: 11,
      where: "第1局 · intime",
    });
    expect((await enter([...lines.slice(1), lines[1] ?? {}])).code).toBe("assessment-incomplete");
    expect((await enter([...lines, lines[1] ?? {}])).code).toBe("assessment-incomplete");
    expect((await enter(but(0, { points: "6.01" }))).code).toBe("assessment-points-unfit");
    expect((await enter(but(0, { points: "-1" }))).code).toBe("assessment-points-unfit");
    const unreasoned = await enter(but(2, { points: "5.9" }));
    expect([unreasoned.code, unreasoned.body.params]).toEqual([
      "assessment-reason-missing",
      { where: "第2局 · intime" },
    ]);
    expect((await enter(lines)).code).toBe("assessment-all-full");
    await close("2025Q3", true);
    expect((await enter(lines, { allFull: "均无差错" })).code).toBe("period-closed");
    await close("2025Q3", false);
    const entered = await enter(lines, { allFull: "均无差错" });
    expect(entered.status).toBe(201);
    expect((await sheetOf(entered.body.sheet, "return", { reason: "再核" })).status).toBe(200);
    expect((await sheetOf(entered.body.sheet, "signature")).code).toBe("assessment-settled");
    const scan = `/assessment-sheets/${entered.body.sheet}/scan?name=s.pdf&declared=yes`;
    expect((await town.sendFile("owner", scan, pdf)).code).toBe("assessment-settled");
  });

  it("is no fact until the head of the owner signs, and then exactly once", async () => {
    const given = but(0, { points: "4.5", reason: "两条迟公开" });
    sheet = (await enter(given)).body.sheet;
    expect((await enter(given)).code).toBe("assessment-stands");
    expect(await facts()).toEqual([]);
    expect(await todosOf("head-5", "sign-assessment")).toHaveLength(1);
    expect((await sheetOf(sheet, "signature", undefined, "head")).code).toBe("outside-scope");
    expect((await sheetOf(sheet, "signature", undefined, "owner")).code).toBe("not-permitted");
    expect((await sheetOf(sheet, "signature", undefined, "owner-head")).code).toBe("same-person");
    const two = await Promise.all([1, 2].map(() => sheetOf(sheet, "signature")));
    expect(two.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await facts()).toHaveLength(12);
    expect((await facts())[0]).toEqual({
      ...{ subject: "u1", criterion: "intime", points: "4.5", reason: "两条迟公开", assessor: "u5", period: "2025Q3" },
    });
    expect(await todosOf("head-5", "sign-assessment")).toEqual([]);
    expect((await enter(given)).code).toBe("assessment-stands");
  });

  it("is no fact in a period that was closed, or of which there are facts, meanwhile", async () => {
    const given = { period: "2025Q2", allFull: "均无差错" };
    const { body } = await enter(lines, given);
    await close("2025Q2", true);
    expect((await sheetOf(body.sheet, "signature")).code).toBe("period-closed");
    await close("2025Q2", false);
    const hold = (tx: Transaction) => lockPeriod(tx, { programme: "town", indicator: "openness", period: "2025Q2" });
    expect(await town.waits(hold, () => enter(lines, given))).toBe(true);
    expect(await town.waits(hold, () => sheetOf(body.sheet, "signature", undefined, "owner-head"))).toBe(true);
    await town.query(`insert into assessment (programme, id, recording, subject, indicator, period, assessor, criterion, points)
      select 'town', 'loaded', max(id), 'u1', 'openness', '2025Q2', 'u5', 'intime', '6' from recording`);
    const refused = await sheetOf(body.sheet, "signature");
    expect([refused.code, refused.body.params]).toMatchObject(["assessment-stands", { where: "loaded" }]);
    expect((await sheetOf(body.sheet, "return", { reason: "已有数据" })).status).toBe(200);
    expect((await enter(lines, given)).body.params).toMatchObject({ where: "loaded" });
  });

  it("counts in a run as it was given", async () => {
    const run = await queueRun(town.database);
    await computeWaitingRuns(town.database);
    const pointsOf = async (unit: string) => {
      const { body } = await town.ask("organiser", "GET", `/runs/${run}/subjects/${unit}`);
      return (body.nodes as { path: string; points: string }[]).find(({ path }) => path === "openness")?.points;
    };
    expect([await pointsOf("u1"), await pointsOf("u2")]).toEqual(["1.7", "2"]); // 2 × 8.5 / 10
  });

  it("may have a scan of the signed paper, one, for those who see the sheet", async () => {
    const send = (who: string, content = pdf) =>
      town.sendFile(who, `/assessment-sheets/${sheet}/scan?name=s.pdf&declared=yes`, content);
    const take = (who: string) => town.ask(who, "GET", `/assessment-sheets/${sheet}/scan`);
    expect((await take("owner")).code).toBe("document-gone");
    expect((await send("head")).code).toBe("outside-scope");
    expect((await send("owner", Buffer.from("x"))).code).toBe("deed-evidence-unfit");
    expect((await send("owner")).status).toBe(200);
    expect((await send("owner")).code).toBe("assessment-settled");
    expect((await take("head-5")).bytes).toEqual(pdf);
    const { body } = await town.ask("head-5", "GET", `/assessment-sheets/${sheet}`);
    expect(body).toMatchObject({
      state: "signed",
      marks: 12,
      deducted: 1,
      owner: { id: "u5" },
      scan: { name: "s.pdf" },
    });
  });
});

describe("what facts carry by identifiers", () => {
  it("is called as the scheme calls it; what it has given up, as an earlier version did", async () => {
    const figure = { "zh-CN": "项目完成率", en: "Projects done" };
    expect(await calledIn(town)).toEqual({ choice: null, claim: null, event: null, figure });
    await recordNewerScheme(town);
    const event = { "zh-CN": "点名批评", en: "named" };
    expect(await calledIn(town)).toEqual({ choice: { "zh-CN": "逾期", en: "overdue" }, claim: event, event, figure });
  });
});
