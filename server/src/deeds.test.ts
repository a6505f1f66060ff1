import { createHash } from "node:crypto";
import { join } from "node:path";
import { mostDeeds } from "@biaochi/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetAccount } from "./platform/identity.ts";
import { wholeCity } from "./platform/scope.ts";
import { testFolder } from "./platform/test-folder.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { readAchievementPaper } from "./stages/exports/deeds/achievement-file.ts";
import { confirmerOf } from "./stages/intake/deeds/reach.ts";
import { deskOn } from "./stages/scoring/desk.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { queueRun, removeTowns, showRun, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

/** A town in which people put on record what they have done, from test to test. */
const today = "2026-09-15";
const grantOf = (role: "head" | "deputy" | "section-head", things: readonly string[]) => ({
  ...{ role, programme: "town", things: [...things] },
  reach: role === "head" ? ("units" as const) : ("people" as const),
});
const others = (
  [
    ["head-2", grantOf("head", ["u2"]), "u2-p1"],
    ["deputy", grantOf("deputy", ["u1-p2"]), undefined],
    ["section-head", grantOf("section-head", ["u1-p3"]), undefined],
    ["head-3", grantOf("head", ["u3"]), undefined],
    ["deputy-1", grantOf("deputy", ["u1-p1"]), undefined],
  ] as const
).map(([id, grant, self]) => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", grants: [grant] },
  ...(self === undefined ? {} : { self }),
}));
const liaison = {
  ...{ id: "liaison", name: { "zh-CN": "联络员", en: "Liaison" }, programme: "town" },
  grants: [{ role: "liaison" as const, reach: "units" as const, programme: "town", things: ["u1"] }],
};
let town: Awaited<ReturnType<typeof openTown>>;
let run: number;
beforeAll(async () => {
  town = await openTown({ ...townPeople, accounts: [...townPeople.accounts, ...others, liaison] }, today);
  run = await queueRun(town.database);
  await computeWaitingRuns(town.database);
  await showRun(town.database, run);
}, 120_000);
afterAll(async () => {
  await town?.close();
  removeTowns();
});

const at = "/programmes/town/deeds";
const night = { what: "汛期值守，转移低洼地带群众 42 人，无人伤亡", day: "2026-07-12", part: "carried" };
const own = (body: object = {}, who = "official") => town.ask(who, "POST", "/own-file/deeds", { ...night, ...body });
const enterFor = (subject: string, who: string, body: object = {}) =>
  town.ask(who, "POST", at, { ...night, ...body, subject });
const withdraw = (deed: unknown, who = "official") => town.ask(who, "POST", `/own-file/deeds/${deed}/withdrawal`);
const confirm = (deed: unknown, who = "head") => town.ask(who, "POST", `/deeds/${deed}/confirmation`);
const giveBack = (deed: unknown, who = "head") =>
  town.ask(who, "POST", `/deeds/${deed}/return`, { reason: "日期不对" });
type Listed = { deed: number; state: string; mayDecide: boolean; [name: string]: unknown };
const listed = async (who: string, query = ""): Promise<readonly Listed[]> =>
  (await town.ask(who, "GET", `${at}${query}`)).body.deeds as Listed[];
const mine = async (who = "official", year = 2026) =>
  (await town.ask(who, "GET", `/own-file/deeds?year=${year}`)).body as {
    deeds: Listed[];
    choices: { proposals: object[]; quarters: object[]; missions: object[]; tasks: object[] };
  };
const todosOf = async (who: string) => {
  const { body } = await town.ask(who, "GET", "/todos");
  return (body.todos as { kind: string }[]).filter(({ kind }) => kind === "confirm-deeds").length;
};

describe("a deed", () => {
  it("is the own record until the head has confirmed it; the official is asked for nothing", async () => {
    const { status, body } = await own({ matter: "防汛〔2026〕7号" });
    expect(status).toBe(201);
    expect((await mine()).deeds).toMatchObject([{ ...night, deed: body.deed, state: "own", origin: "official" }]);
    expect([await todosOf("head"), await todosOf("official"), await todosOf("organiser")]).toEqual([1, 0, 0]);
    expect(await listed("head")).toMatchObject([{ state: "own", mayDecide: true, official: { id: "u1-p2" } }]);
    expect((await confirm(body.deed)).status).toBe(200);
    expect(await todosOf("head")).toBe(0);
    expect((await mine()).deeds).toMatchObject([{ state: "confirmed", acted: { by: { id: "head" } } }]);
    expect((await confirm(body.deed)).code).toBe("deed-settled");
    expect((await withdraw(body.deed)).code).toBe("deed-settled");
  });

  it("is given back with a reason, which nobody is reminded of, and may be withdrawn", async () => {
    const { body } = await own({ day: "2026-04-02", what: "日期不清的一件事" });
    expect((await giveBack(body.deed)).status).toBe(200);
    const file = Buffer.from("%PDF-1.7 x");
    const attach = await town.sendFile("official", `/deeds/${body.deed}/evidence?name=a.pdf&declared=yes`, file);
    expect(attach.code).toBe("deed-settled");
    expect((await mine()).deeds[1]).toMatchObject({ state: "returned", acted: { reason: "日期不对" } });
    expect(await todosOf("official")).toBe(0);
    expect((await withdraw(body.deed)).status).toBe(200);
    expect((await mine()).deeds[1]).toMatchObject({ state: "withdrawn" });
    expect((await giveBack(body.deed)).code).toBe("deed-settled");
  });

  it("is nobody's business beyond those who lead the person: not another head's, the liaison's or the office's", async () => {
    const { body } = await own({ day: "2026-04-03" });
    expect(await listed("head-2")).toEqual([]);
    expect(await listed("organiser")).toEqual([]);
    expect((await town.ask("liaison", "GET", at)).code).toBe("not-permitted");
    expect((await listed("deputy")).map(({ deed, mayDecide }) => [deed, mayDecide])).toContainEqual([body.deed, false]);
    expect(await listed("section-head")).toEqual([]);
    for (const who of ["head-2", "organiser"]) expect((await confirm(body.deed, who)).code).toBe("outside-scope");
    expect((await confirm(body.deed, "deputy")).code).toBe("not-permitted");
    expect((await withdraw(body.deed, "head")).code).toBe("outside-scope"); // another's
    expect((await withdraw(body.deed)).status).toBe(200);
  });

  it("of a head is confirmed by the office, and by nobody in the unit, least of all by the head", async () => {
    const { body } = await own({ day: "2026-04-04" }, "head");
    expect([await todosOf("organiser"), await todosOf("head")]).toEqual([1, 0]);
    expect((await listed("head")).some(({ deed }) => deed === body.deed)).toBe(false);
    expect((await confirm(body.deed, "head")).code).toBe("same-person");
    // An account that is another official's by now has still entered what it has entered.
    const isOf = async (self: string) => {
      await town.query(`update account set self = ${self} where id = 'head'`);
      forgetAccount(town.database, "head");
    };
    await isOf("null");
    expect((await confirm(body.deed, "head")).code).toBe("same-person");
    await isOf("'u1-p1'");
    expect(await listed("organiser")).toMatchObject([{ deed: body.deed, mayDecide: true }]);
    expect((await confirm(body.deed, "organiser")).status).toBe(200);
    expect(await todosOf("organiser")).toBe(0);
    const byOther = await enterFor("u1-p1", "deputy-1", { day: "2026-04-05" });
    expect((await confirm(byOther.body.deed, "head")).code).toBe("same-person"); // whoever has entered it
    expect((await giveBack(byOther.body.deed, "organiser")).status).toBe(200);
  });

  it("is entered by a leader, too: the head's word confirms it, what a deputy enters waits for the head", async () => {
    const byHead = await enterFor("u1-p3", "head");
    const byDeputy = await enterFor("u1-p2", "deputy", { day: "2026-05-01" });
    const state = async (deed: unknown) => (await listed("head")).find((each) => each.deed === deed)?.state;
    expect([await state(byHead.body.deed), await state(byDeputy.body.deed)]).toEqual(["confirmed", "own"]);
    expect((await enterFor("u1-p3", "deputy")).code).toBe("outside-scope");
    expect((await enterFor("u2-p2", "head")).code).toBe("outside-scope");
    expect((await enterFor("u1-p1", "head")).code).toBe("outside-scope"); // oneself
    expect((await enterFor("u1-p2", "organiser")).code).toBe("not-permitted");
    expect((await giveBack(byDeputy.body.deed)).status).toBe(200);
  });

  it("that does not fit is refused with what would", async () => {
    expect((await own({ day: "2026-09-16" })).code).toBe("day-to-come");
    expect((await own({ what: "长".repeat(301) })).code).toBe("request-unreadable");
    expect((await own({ what: "长".repeat(300), day: "2026-01-02" })).status).toBe(201);
    expect((await own({ indicator: "nothing" })).body.params).toEqual({ link: "nothing" });
    expect((await own({ task: { cycle: "2026", goal: "g1" } })).code).toBe("deed-link-unknown");
    expect((await own({ mission: 7 })).code).toBe("deed-link-unknown");
    expect((await own({ indicator: "answered", day: "2026-01-03" })).status).toBe(201);
  });

  it(`is one of ${mostDeeds} of a quarter at most, by whomever; what was given back makes room again`, async () => {
    const third = await enterFor("u1-p2", "head", { day: "2026-03-31" });
    expect(third.status).toBe(201);
    const full = await own({ day: "2026-02-01" });
    expect([full.code, full.body.params]).toEqual(["deed-limit", { quarter: "2026Q1", most: 3 }]);
    expect((await enterFor("u1-p2", "head", { day: "2026-02-01" })).code).toBe("deed-limit");
    expect((await mine()).choices.quarters[0]).toEqual({ quarter: "2026Q1", entered: 3 });
    expect((await giveBack(third.body.deed)).status).toBe(200);
    const two = await Promise.all([own({ day: "2026-02-02" }), own({ day: "2026-02-03" })]);
    expect(two.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe("one event", () => {
  const bonus = (id: string, matter: string, more = "null, 'confirmed'") =>
    town.query(`insert into event (programme, id, recording, subject, type, day, count, matter, supersedes, standing, reason)
      select 'town', '${id}', max(id), 'u1-p3', 'commended', '2026-06-01', '1', '${matter}', ${more}, '通报表扬' from recording`);

  it("is one deed of a person, however its key is written; another person has a part of their own", async () => {
    const again = await own({ matter: " 防汛 〔2026〕7号", day: "2026-08-01" });
    expect([again.code, again.body.params]).toMatchObject(["deed-matter-taken", { deed: 1, day: "2026-07-12" }]);
    expect((await enterFor("u1-p3", "head", { matter: "防汛〔2026〕7号", day: "2026-07-13" })).status).toBe(201);
  });

  it("that is a bonus already is refused, and shown where it stands; a revoked one stands nowhere", async () => {
    await bonus("b1", "表扬〔2026〕1号");
    const refused = await enterFor("u1-p3", "head", { matter: "表扬〔2026〕1号", day: "2026-06-01" });
    expect(refused.code).toBe("deed-matter-counted");
    expect(refused.body.params).toMatchObject({ where: "通报表扬", day: "2026-06-01", fact: "b1" });
    await bonus("b2", "表扬〔2026〕1号", "'b1', 'revoked'");
    expect((await enterFor("u1-p3", "head", { matter: "表扬〔2026〕1号", day: "2026-06-01" })).status).toBe(201);
  });

  it("that becomes a bonus later counts there: the deed says so", async () => {
    await bonus("b3", "防汛〔2026〕7号");
    const deeds = await listed("head", "?subject=u1-p3");
    expect(deeds.find(({ matter }) => matter === "防汛〔2026〕7号")).toMatchObject({
      countedAs: { fact: "b3", what: "通报表扬", day: "2026-06-01" },
    });
    expect((await listed("head", "?subject=u1-p2")).every(({ countedAs }) => countedAs === null)).toBe(true);
  });
});

describe("what facts say", () => {
  const goal = {
    ...{ name: { "zh-CN": "按期答复", en: "Answered" }, target: "81", measure: "%", aggregation: "each", source: "s" },
    ...{ sort: 1, tasks: [{ unit: "u1", part: "lead", share: "81", indicator: "answered" }] },
  };
  const dutiesOf = (share: string) => [
    { section: null, what: "w", share, people: [{ official: "u1-p2", role: "carries", share }] },
  ];
  const hand = async (id: string, more: object = {}) => {
    const path = "/programmes/town/cascade/2025";
    expect((await town.ask("organiser", "PUT", `${path}/goals/${id}`, { ...goal, ...more }, 0)).status).toBe(200);
  };

  it("is proposed where a task's figure has reached what it was to reach, and nowhere else", async () => {
    expect((await mine("official", 2025)).choices.proposals).toEqual([]);
    await hand("reached");
    await hand("missed", { tasks: [{ unit: "u1", part: "lead", share: "81.6", indicator: "answered" }] });
    await hand("summed", { aggregation: "sum" });
    const tasks = ["reached", "missed", "summed"].map((each) => ({
      ...{ goal: each, duties: dutiesOf(each === "missed" ? "81.6" : "81") },
    }));
    const path = "/programmes/town/cascade/2025/units/u1";
    expect((await town.ask("head", "PUT", path, { tasks }, 0)).code).toBeUndefined();
    expect((await mine("official", 2025)).choices.proposals).toEqual([]); // not confirmed by the head yet
    expect((await town.ask("head", "POST", `${path}/confirmation`, undefined, 1)).code).toBeUndefined();
    const { proposals, tasks: linked } = (await mine("official", 2025)).choices;
    expect(linked).toHaveLength(3);
    expect(proposals).toMatchObject([
      {
        figure: { indicator: "answered", period: "2025Q4", value: "81.5" },
        ...{ task: { goal: "reached" }, part: "carried", day: "2025-12-31", target: "81", records: null },
      },
    ]);
    expect((await mine("head", 2025)).choices.proposals).toEqual([]);
  });

  it("is taken once, with its figure, and is no fact of its own", async () => {
    const [{ figure }] = (await mine("official", 2025)).choices.proposals as [{ figure: { fact: string } }];
    const { fact } = figure;
    const facts = () => town.query("select count(*) from observation union all select count(*) from event");
    const before = await facts();
    const taken = { what: "按期答复率 81.5%", day: "2025-12-31", part: "led", fact };
    expect((await own({ ...taken, fact: "x" })).code).toBe("deed-proposal-gone");
    expect((await own(taken)).status).toBe(201);
    expect(await facts()).toEqual(before);
    expect((await mine("official", 2025)).deeds).toMatchObject([
      { origin: "facts", figure: { fact, period: "2025Q4" }, task: { goal: "reached" }, indicator: { id: "answered" } },
    ]);
    expect((await mine("official", 2025)).choices.proposals).toEqual([]);
    expect((await own(taken)).code).toBe("deed-proposal-gone");
  });
});

describe("how many deeds there are", () => {
  it("is read by nothing that scores: the same run with and without them", async () => {
    const digest = async (id: number) =>
      (await town.query(`select facts_digest, result_digest from run where id = ${id}`))[0];
    const again = await queueRun(town.database);
    await computeWaitingRuns(town.database);
    const withDeeds = await digest(again);
    expect(Number((await town.query("select count(*) from deed"))[0]?.count)).toBeGreaterThan(9);
    expect(withDeeds).toEqual(await digest(run));
  });
});

describe("evidence", () => {
  const pdf = Buffer.from("%PDF-1.7 something");
  const send = (deed: unknown, file: Buffer, who = "official", name = "a.pdf") =>
    town.sendFile(who, `/deeds/${deed}/evidence?name=${name}&declared=yes`, file);

  it("is what its own bytes say, of the size that is taken, three at most, from whoever the deed is about", async () => {
    const deed = 1;
    expect((await send(deed, Buffer.from("<script>"))).code).toBe("deed-evidence-unfit");
    expect((await send(deed, Buffer.concat([pdf, Buffer.alloc(5 * 1024 * 1024)]))).code).toBe("deed-evidence-unfit");
    expect((await town.sendFile("official", `/deeds/${deed}/evidence?name=a.pdf`, pdf)).code).toBe(
      "request-unreadable",
    );
    expect((await send(deed, pdf, "head")).code).toBe("deed-settled"); // not theirs to show
    expect((await send(deed, pdf, "head-2")).code).toBe("outside-scope");
    for (const n of [1, 2, 3]) expect((await send(deed, Buffer.concat([pdf, Buffer.from([n])]))).status).toBe(200);
    expect((await send(deed, pdf)).code).toBe("deed-evidence-many");
    expect((await send(deed, Buffer.concat([pdf, Buffer.from([1])]))).status).toBe(200); // the same one
  });

  it("leaves as it was attached, as a file that opens nothing, for those who may see the deed", async () => {
    const sha256 = createHash("sha256")
      .update(Buffer.concat([pdf, Buffer.from([1])]))
      .digest("hex");
    const take = (who: string) => town.ask(who, "GET", `/deeds/1/evidence/${sha256}`);
    expect((await take("head")).bytes).toEqual(Buffer.concat([pdf, Buffer.from([1])]));
    expect((await take("head-2")).code).toBe("outside-scope");
    expect((await take("organiser")).code).toBe("outside-scope");
    expect((await town.ask("head", "GET", `/deeds/1/evidence/${"0".repeat(64)}`)).code).toBe("document-gone");
    const another = (await listed("head")).find(({ deed }) => deed !== 1)?.deed;
    expect((await town.ask("head", "GET", `/deeds/${another}/evidence/${sha256}`)).code).toBe("document-gone");
    // Bytes that are not those of their digest any more.
    await town.query(`alter table deed_evidence disable trigger user;
      update deed_evidence set content = '\\x00' where sha256 = '${sha256}'; alter table deed_evidence enable trigger user`);
    expect((await take("head")).code).toBe("document-gone");
  });
});

describe("a mission", () => {
  const request = async (kind = "task-force") =>
    (
      await town.ask("head-2", "POST", "/programmes/town/burden/requests", {
        ...{
          asker: "u2",
          kind,
          title: "防汛专班",
          reason: "r",
          document: "小城办〔2026〕9号（虚构）",
          askedOn: "2026-06-20",
        },
        ...{ units: ["u1"], people: 2, pages: 0, hours: 8, fields: [] },
      })
    ).body.request;
  const members = (mission: unknown, officials: readonly string[], who = "head") =>
    town.ask(who, "POST", `/programmes/town/missions/${mission}/members`, { officials });
  const seen = async (who: string) => (await town.ask(who, "GET", "/programmes/town/missions")).body.missions;

  it("is a task force that was registered as what it asks; who is on it links their deeds to it", async () => {
    const mission = await request();
    const meeting = await request("meeting");
    expect(await seen("head")).toMatchObject([{ mission, title: "防汛专班", asker: { id: "u2" }, mayEnd: false }]);
    expect((await members(meeting, ["u1-p2"])).code).toBe("outside-scope");
    expect((await members(mission, ["u2-p2"])).code).toBe("things-unknown");
    expect((await own({ mission, day: "2026-06-30" })).code).toBe("deed-link-unknown");
    expect((await members(mission, ["u1-p2"])).status).toBe(200);
    expect((await mine()).choices.missions).toEqual([{ mission, title: "防汛专班" }]);
    expect((await own({ mission, day: "2026-06-30" })).status).toBe(201);
    expect(await seen("head")).toMatchObject([{ members: [{ official: { id: "u1-p2" }, deeds: 1 }] }]);
    expect(await seen("head-2")).toMatchObject([{ members: [], mayEnd: true }]);
    expect(await seen("head-3")).toEqual([]);
    const withdrawn = await request();
    const path = `/programmes/town/burden/requests/${withdrawn}/withdrawal`;
    expect((await town.ask("head-2", "POST", path, { reason: "取消" })).status).toBe(200);
    expect(await seen("head")).toMatchObject([{ mission }]);
  });

  it("ends once, by the unit that asked for it, with what came of it", async () => {
    const [{ mission }] = (await seen("head")) as [{ mission: number }];
    const end = (who: string, lastDay = "2026-08-31") =>
      town.ask(who, "POST", `/programmes/town/missions/${mission}/end`, { lastDay, outcome: "转移 120 人，零伤亡" });
    expect((await end("head")).code).toBe("outside-scope");
    expect((await end("head-2", "2026-10-01")).code).toBe("day-to-come");
    expect((await end("head-2", "2026-06-19")).code).toBe("days-out-of-order");
    expect((await end("head-2")).status).toBe(200);
    expect((await end("head-2")).code).toBe("mission-ended");
    expect((await members(mission, ["u1-p3"])).code).toBe("mission-ended");
  });
});

describe("the achievement file", () => {
  const make = () =>
    makeWaitingDocuments(town.database, { files: join(testFolder, "files"), desk: deskOn(town.database) });
  const order = (subject: string, who: string) =>
    town.ask(who, "POST", `${at}/papers`, { subject, cycle: "2026", format: "pdf" });
  const newest = async () => String((await town.query("select max(number) as n from issued_document"))[0]?.n);

  it("of oneself prints without asking anybody", async () => {
    expect((await order("u1-p2", "official")).status).toBe(202);
    expect(await make()).toBe(1);
    const { status, bytes } = await town.ask("official", "GET", `/documents/${await newest()}/file`);
    expect([status, bytes.subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
    expect((await order("u1-p3", "official")).code).toBe("outside-scope");
    expect((await order("u2-p2", "head")).code).toBe("outside-scope");
    expect((await order("u1-p2", "organiser")).code).toBe("not-permitted");
  });

  it("of somebody else leaves only by an approval for files of this kind", async () => {
    expect((await order("u1-p2", "head")).status).toBe(202);
    expect(await make()).toBe(1);
    const number = await newest();
    const take = () => town.ask("head", "GET", `/documents/${number}/file`);
    expect((await take()).code).toBe("export-unapproved");
    const approve = async (what: string) => {
      const asked = { what, subject: "u1-p2", purpose: "test", until: "2026-09-20" };
      const { body } = await town.ask("head", "POST", `/runs/${run}/export-approvals`, asked);
      const decided = await town.ask("organiser", "POST", `/export-approvals/${body.approval}/decision`, {
        approve: true,
      });
      expect(decided.status).toBe(200);
    };
    await approve("score-sheets");
    expect((await take()).code).toBe("export-unapproved");
    await approve("achievement-files");
    expect((await take()).status).toBe(200);
    expect((await town.ask("head-2", "GET", `/documents/${number}/file`)).code).toBe("outside-scope");
  });

  it("says what was confirmed, what is the own record and which missions there were, and counts nothing", async () => {
    const where = { programme: "town", cycle: "2026" };
    const read = await town.database.transaction((tx) => readAchievementPaper(tx, wholeCity, where, "u1-p1"));
    expect(read.ok).toBe(true); // a head's, for whoever reaches it
    const self = [
      {
        role: "official" as const,
        reach: { kind: "self" as const, programme: "town", self: "u1-p2", context: [] },
        releases: [],
      },
    ];
    const file = await town.database.transaction((tx) => readAchievementPaper(tx, self, where, "u1-p2"));
    if (!file.ok || !("document" in file.value)) throw new Error("no file");
    const copy = {
      language: "zh-CN" as const,
      number: "000001",
      at: new Date(`${today}T00:00:00Z`),
      to: { "zh-CN": "x", en: "x" },
    };
    const text = JSON.stringify(file.value.document(copy));
    for (const said of ["汛期值守", "已确认的纪实事项", "本人记录（未经确认）", "防汛专班", "转移 120 人，零伤亡"])
      expect(text).toContain(said);
    expect(text).not.toContain("日期不清的一件事"); // what was given back is no part of it
    expect(text).not.toMatch(/共\s*\d+\s*条/);
  });
});

it("the deeds of somebody who headed a unit are its head's to confirm again", async () => {
  const whose = { programme: "town", official: "u2-p1" };
  const confirmer = () => town.database.transaction((tx) => confirmerOf(tx, whose, today));
  expect(await confirmer()).toEqual({ unit: "u2", isHead: true });
  await town.query("update role_grant set ended_at = now(), ended_by = 'x', end_reason = 'r' where account = 'head-2'");
  expect(await confirmer()).toEqual({ unit: "u2", isHead: false });
});
