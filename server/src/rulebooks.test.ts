import { readScheme } from "@biaochi/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wholeCity } from "./platform/scope.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { rulebookCheck } from "./stages/schemes/rulebook-check.ts";
import { openRulebookHouse, type RulebookHouse } from "./test-rulebook-house.ts";

/** What the city does with the national rules: confirming, adding red lines, and working at a level. */
let house: RulebookHouse;
const second: NewAccount = {
  ...{ id: "second", name: { "zh-CN": "考核办乙", en: "Second" }, programme: "town" },
  grants: [{ role: "organiser", reach: "city" }],
};
const twin: NewAccount = {
  ...{ id: "twin", name: { "zh-CN": "同一人", en: "Twin" }, programme: "town", self: "u3-p1" },
  grants: [{ role: "authority", reach: "city" }],
};
const own: NewAccount = {
  ...{ id: "own", name: { "zh-CN": "考核办丙", en: "Own" }, programme: "town", self: "u3-p1" },
  grants: [{ role: "organiser", reach: "city" }],
};
const security: NewAccount = {
  ...{ id: "security", name: { "zh-CN": "安全", en: "Security" } },
  grants: [{ role: "security-administrator", reach: "installation" }],
};

beforeAll(async () => {
  house = await openRulebookHouse([second, twin, own, security]);
}, 120_000);
afterAll(() => house?.close());

type Rule = Readonly<Record<string, unknown>>;
const ruleOf = async (id: string, who = "organiser"): Promise<Rule> => {
  const { body } = await house.ask(who, "GET", "/rulebooks");
  const found = (body.rules as Rule[]).find(({ rule }) => rule === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const by = { name: "王某", day: "2026-02-10", document: "示例函〔2026〕3号（虚构）" };

describe("confirming a rule", () => {
  it("says of each whether it was read in the source, confirmed here, or waits", async () => {
    expect(await ruleOf("clocks.review-request", "official")).toMatchObject({ state: "read", verified: true });
    expect(await ruleOf("quotas.team")).toMatchObject({ state: "waiting", verified: false, evidence: "memory" });
    expect(await ruleOf("exemption-kinds.slot-4")).toMatchObject({ state: "open", verified: false });
    const { body } = await house.ask("organiser", "GET", "/rulebooks");
    expect(body.waiting).toBe((body.rules as Rule[]).filter(({ state, holds }) => state === "waiting" && holds).length);
  });

  it("needs a name, a day that has come, and a document", async () => {
    const { entry } = await ruleOf("quotas.team");
    const asked = { rule: "quotas.team", entry, ...by };
    for (const part of ["name", "day", "document"] as const) {
      const { [part]: _left, ...rest } = asked;
      expect((await house.ask("organiser", "POST", "/rulebooks/confirmations", rest)).status, part).toBe(400);
      const blank = { ...asked, [part]: " " };
      expect((await house.ask("organiser", "POST", "/rulebooks/confirmations", blank)).status, part).toBe(400);
    }
    const late = await house.ask("organiser", "POST", "/rulebooks/confirmations", { ...asked, day: "2026-02-13" });
    expect(late.code).toBe("day-to-come");
    expect((await house.ask("head", "POST", "/rulebooks/confirmations", asked)).code).toBe("not-permitted");
  });

  it("holds for the entry as it reads, once, and is withdrawn by a later row", async () => {
    const before = Number((await house.ask("organiser", "GET", "/rulebooks")).body.waiting);
    const { entry } = await ruleOf("quotas.team");
    const asked = { rule: "quotas.team", entry, ...by, note: "对照原文" };
    const other = await house.ask("organiser", "POST", "/rulebooks/confirmations", { ...asked, entry: "0".repeat(64) });
    expect(other.code).toBe("rule-changed");
    const slot = await ruleOf("red-lines.bar-2");
    const open = { ...asked, rule: "red-lines.bar-2", entry: slot.entry };
    expect((await house.ask("organiser", "POST", "/rulebooks/confirmations", open)).code).toBe("rule-open");
    const done = await house.ask("organiser", "POST", "/rulebooks/confirmations", asked);
    expect(done.status).toBe(201);
    expect((await house.ask("second", "POST", "/rulebooks/confirmations", asked)).code).toBe("rule-confirmed");
    expect(await ruleOf("quotas.team", "official")).toMatchObject({
      ...{ state: "confirmed", verified: true, evidence: "memory" },
      confirmation: { name: "王某", day: by.day, document: by.document, note: "对照原文", by: { id: "organiser" } },
    });
    expect(Number((await house.ask("organiser", "GET", "/rulebooks")).body.waiting)).toBe(before - 1);
    const path = `/rulebooks/confirmations/${done.body.confirmation}/withdrawal`;
    const withdrawal = { name: "李某", reason: "看错了条款" };
    expect((await house.ask("organiser", "POST", path, withdrawal)).status).toBe(200);
    expect((await house.ask("organiser", "POST", path, withdrawal)).code).toBe("confirmation-withdrawn");
    expect(await ruleOf("quotas.team")).toMatchObject({ state: "waiting", hasChanged: false });
    const rows = await house.sql("select withdraws, person_name, note from rule_confirmation order by id");
    expect(rows.map((row) => [row.person_name, row.note])).toEqual([
      ["王某", "对照原文"],
      ["李某", "看错了条款"],
    ]);
    await expect(house.sql("delete from rule_confirmation")).rejects.toThrow();
  });

  it("of an entry that has changed since, waits anew and says so", async () => {
    await house.sql(
      `insert into rule_confirmation (rule, entry, edition, person_name, day, document, recorded_by)
       values ('quotas.usual-good', repeat('a', 64), repeat('b', 64), '王某', '2026-01-05', 'd', 'organiser')`,
    );
    expect(await ruleOf("quotas.usual-good")).toMatchObject({ state: "waiting", hasChanged: true, confirmation: null });
  });
});

const line = {
  ...{ key: "local.water", title: { "zh-CN": "水质", en: "Water" }, caps: ["adjusts"], strikes: ["unit"] },
  ...{ isLiftable: true, basis: "水污染防治法", document: "示例〔2026〕5号（虚构）", authority: "市政府常务会议" },
  ...{ from: "2026-01-01", until: "2026-12-31" },
};
const states = async (who = "organiser") =>
  ((await house.ask(who, "GET", "/red-lines")).body.additions as Rule[]).map(({ key, state }) => `${key} ${state}`);
async function found(redLine: string): Promise<readonly string[]> {
  const text = `biaochi: scheme/1
id: s
version: 1
title: 例
effective: { from: 2026-01-01 }
cycle: "2026"
indicators: [{ id: a, name: 甲, period: year }]
lists: [{ id: l, for: { type: unit }, score: { block: b, outOf: 100, items: [{ item: a, weight: 100, rule: { kind: completion-rate, target: 95 } }] } }]
redLines:
  - { id: r, name: 红线, approver: 委员会, when: { event: x }, effect: { does: deduct, points: 2 }, ${redLine} }
`;
  const { scheme } = readScheme(text);
  if (scheme === undefined) throw new Error("the scheme is unsound");
  const draft = { programme: "town", scheme, text, today: "2026-02-12" };
  const findings = await house.database.read((tx) => rulebookCheck(tx, wholeCity, draft));
  expect(findings.every(({ severity, line: at }) => severity === "error" && at > 1)).toBe(true);
  return findings.map(({ code }) => code);
}

describe("an addition to the red lines", () => {
  const good = "basis: 法, kind: adjusts, expires: 2026-12-31, allowedBy: local.water";

  it("is approved by a second person, who is not the same one under another account", async () => {
    expect(await found(good)).toEqual(["red-line-not-allowed"]);
    const asked = await house.ask("own", "POST", "/red-lines", line);
    expect(asked.status).toBe(201);
    expect((await house.ask("own", "POST", "/red-lines", line)).code).toBe("red-line-taken");
    const path = `/red-lines/${asked.body.addition}/decision`;
    expect([await states(), await states("official")]).toEqual([["local.water waiting"], []]);
    expect(await found(good)).toEqual(["red-line-not-allowed"]);
    for (const who of ["own", "twin"])
      expect((await house.ask(who, "POST", path, { approve: true })).code, who).toBe("same-person");
    expect((await house.ask("head", "POST", path, { approve: true })).code).toBe("not-permitted");
    expect((await house.ask("second", "POST", path, { approve: false })).status).toBe(400); // a no has a reason
    expect((await house.ask("second", "POST", path, { approve: true })).status).toBe(200);
    expect((await house.ask("organiser", "POST", path, { approve: true })).code).toBe("red-line-decided");
    expect(await states("official")).toEqual(["local.water in-force"]);
    expect(await found(good)).toEqual([]);
    const todos = await house.sql("select 1 from todo where kind = 'decide-red-line' and done_at is null");
    expect(todos).toEqual([]);
  });

  it("is refused as a draft's basis where it does not fit, and after its end", async () => {
    expect(await found(good.replace("adjusts", "fails"))).toEqual(["red-line-beyond-entry"]);
    expect(await found(good.replace("2026-12-31", "2027-06-30"))).toEqual(["red-line-outlives-entry"]);
    expect(await found(good.replace("basis: 法", 'basis: ""'))).toEqual(["red-line-without-basis"]);
    expect(await found(good.replace(", allowedBy: local.water", ""))).toEqual(["red-line-not-named"]);
    expect(await found(good.replace("local.water", "red-lines.bar-1"))).toEqual(["red-line-not-allowed"]);
    expect(await found(good.replace("local.water", "red-lines.false-statistics"))).toEqual([]);
    const [addition] = (await house.ask("organiser", "GET", "/red-lines")).body.additions as Rule[];
    const end = { document: "示例〔2026〕6号（虚构）", reason: "不再需要" };
    expect((await house.ask("second", "POST", `/red-lines/${addition?.addition}/end`, end)).status).toBe(200);
    expect((await house.ask("second", "POST", `/red-lines/${addition?.addition}/end`, end)).code).toBe(
      "red-line-ended",
    );
    expect(await found(good)).toEqual(["red-line-not-allowed"]);
    expect(await states("official")).toEqual(["local.water ended"]);
  });

  it("has an end, not too far away, and days in order", async () => {
    const ask = (change: object) => house.ask("organiser", "POST", "/red-lines", { ...line, ...change });
    expect((await ask({ until: "2025-12-31" })).code).toBe("days-out-of-order");
    expect((await ask({ until: "2031-01-02" })).code).toBe("red-line-too-long");
    expect((await ask({ key: "water" })).status).toBe(400);
    expect((await ask({ caps: [] })).status).toBe(400);
    expect((await ask({ until: "2030-12-31" })).status).toBe(201); // the name is free again
  });
});

describe("the level", () => {
  const setTo = async (value: number) => {
    const body = { setting: "level", value, reason: "r" };
    expect((await house.ask("security", "POST", "/settings/changes", body)).body).toMatchObject({ state: "done" });
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // what the door remembers of a session
  };
  const session = async (who: string) =>
    (await house.ask(who, "GET", "/session")).body as { level: number; may: string[] };

  it("switches modules off by name of the level that switches them on, and nothing is lost", async () => {
    expect((await session("organiser")).level).toBe(5);
    expect((await house.ask("organiser", "GET", "/runs")).status).toBe(200);
    const rows = await house.sql("select count(*)::int as n from observation");
    await setTo(1);
    const refused = await house.ask("organiser", "GET", "/runs");
    expect([refused.status, refused.code, refused.body.params]).toEqual([403, "module-off", { level: 2 }]);
    expect((await house.ask("organiser", "GET", "/programmes/town/figures")).body.params).toEqual({ level: 4 });
    expect((await house.ask("nobody", "GET", "/runs")).code).toBe("not-signed-in");
    expect((await house.ask("organiser", "GET", "/rulebooks")).status).toBe(200);
    const { level, may } = await session("organiser");
    expect([level, may.includes("see-runs"), may.includes("see-rulebooks")]).toEqual([1, false, true]);
    await setTo(2);
    expect((await house.ask("organiser", "GET", "/runs")).status).toBe(200);
    expect((await session("organiser")).may).not.toContain("see-figures");
    await setTo(5);
    expect((await house.ask("organiser", "GET", "/programmes/town/figures")).status).toBe(200);
    expect(await house.sql("select count(*)::int as n from observation")).toEqual(rows);
  });
});

const figure = {
  ...{ rule: "quotas.civil-servant", level: "city", figure: { share: "25%" }, authority: "市公务员局（虚构）" },
  ...{ document: "示例函〔2026〕7号（虚构）", excerpt: "同意按25%掌握。", from: "2026-01-01", until: "2026-12-31" },
};
const quotas = (share: string) => `biaochi: scheme/1
id: s
version: 1
title: 例
effective: { from: 2026-01-01 }
cycle: "2026"
indicators: [{ id: a, name: 甲, period: year }]
lists: [{ id: l, for: { type: official }, score: { block: b, outOf: 100, items: [{ item: a, weight: 100, rule: { kind: completion-rate, target: 95 } }] } }]
cohorts: [{ id: c, for: { type: official } }]
grades:
  - id: g
    for: { type: official, where: { roleClass: [staff] } }
    scale: [{ id: a1, name: 优秀, atLeast: 80 }, { id: a2, name: 称职, atLeast: 70 }, { id: a3, name: 基本称职, atLeast: 60 }, { id: a4, name: 不称职 }]
    quotas: [{ grade: a1, share: ${share} }]
`;
async function foundOf(share: string) {
  const text = quotas(share);
  const { scheme } = readScheme(text);
  if (scheme === undefined) throw new Error("the scheme is unsound");
  const findings = await house.database.read((tx) =>
    rulebookCheck(tx, wholeCity, { programme: "town", scheme, text, today: "2026-02-12" }),
  );
  return findings.map(({ code, severity, values }) => [code, severity, values?.level, values?.document]);
}

describe("a figure that the city or the province has set", () => {
  const ask = (change: object, who = "own") => house.ask(who, "POST", "/local-rules", { ...figure, ...change });
  const decide = (local: unknown, who: string, body: object = { approve: true }) =>
    house.ask(who, "POST", `/local-rules/${local}/decision`, body);
  const list = async (who = "organiser") =>
    ((await house.ask(who, "GET", "/local-rules")).body.locals as Rule[]).map(({ rule, state }) => `${rule} ${state}`);

  it("never loosens the nation's limit: refused with the article", async () => {
    const refused = await ask({ figure: { share: "26%" } });
    expect([refused.status, refused.code]).toEqual([422, "local-rule-beyond"]);
    expect(refused.body.params).toMatchObject({ found: "26%", limit: "≤ 25%", basis: "《公务员考核规定》第11条" });
    const shorter = await ask({ rule: "clocks.review-request", figure: { length: 20 } });
    expect(shorter.body.params).toMatchObject({
      found: "20",
      limit: "≥ 30",
      basis: "《公务员法（2018年修订）》第95条",
    });
    expect((await ask({ rule: "sanctions.warning", figure: { length: 3 } })).code).toBe("local-rule-not-permitted");
    expect((await ask({ rule: "quotas.nothing" })).code).toBe("not-found");
    expect((await ask({ until: "2025-12-31" })).code).toBe("days-out-of-order");
    for (const part of ["authority", "document", "excerpt"])
      expect((await ask({ [part]: " " })).status, part).toBe(400);
    expect((await ask({}, "head")).code).toBe("not-permitted");
    expect(await house.sql("select 1 from local_rule")).toEqual([]);
  });

  it("holds once a second person has confirmed it, who is not the same one under another account", async () => {
    expect(await foundOf("25%")).toEqual([["quota-above-national", "warning", "nation", ""]]);
    const asked = await ask({});
    expect(asked.status).toBe(201);
    expect((await ask({})).code).toBe("local-rule-taken");
    expect([await list(), await list("official")]).toEqual([["quotas.civil-servant waiting"], []]);
    expect(await foundOf("25%")).toHaveLength(1);
    for (const who of ["own", "twin"]) expect((await decide(asked.body.local, who)).code, who).toBe("same-person");
    expect((await decide(asked.body.local, "head")).code).toBe("not-permitted");
    expect((await decide(asked.body.local, "second", { approve: false })).status).toBe(400);
    expect((await decide(asked.body.local, "second")).status).toBe(200);
    expect((await decide(asked.body.local, "organiser")).code).toBe("local-rule-decided");
    expect(await list("official")).toEqual(["quotas.civil-servant in-force"]);
    expect(await foundOf("25%")).toEqual([]);
    expect(await house.sql("select 1 from todo where kind = 'decide-local-rule' and done_at is null")).toEqual([]);
    expect(await ruleOf("quotas.civil-servant", "official")).toMatchObject({
      figure: { of: "quota", share: "25%", ceiling: null },
      layers: [{ level: "city", document: figure.document, authority: figure.authority }],
    });
    expect(await ruleOf("quotas.team")).toMatchObject({ figure: { share: "30%" }, layers: [] });
    await expect(house.sql("update local_rule set document = 'x'")).rejects.toThrow();
  });

  it("lies inside the province's, and gives way to one that has become stricter", async () => {
    const province = { level: "province", authority: "省委组织部（虚构）", document: "示例发〔2026〕2号（虚构）" };
    const asked = await ask({ ...province, figure: { share: "18%", ceiling: "22%" } });
    expect((await decide(asked.body.local, "second")).status).toBe(200);
    expect(await list()).toEqual(["quotas.civil-servant in-force", "quotas.civil-servant beyond"]);
    expect(await foundOf("25%")).toEqual([["quota-above-local", "warning", "province", province.document]]);
    const next = { from: "2027-01-01", until: "2027-12-31" };
    const later = await ask({ ...province, ...next, figure: { share: "15%" } });
    expect((await decide(later.body.local, "second")).status).toBe(200);
    const refused = await ask({ ...next, figure: { share: "16%" } });
    expect([refused.code, refused.body.params]).toMatchObject([
      "local-rule-beyond-province",
      { limit: "≤ 15%", document: province.document },
    ]);
    const open = await ask({ from: "2029-01-01", until: undefined, figure: { share: "17%" } });
    expect(open.status).toBe(201);
    const above = await ask({ ...province, from: "2029-01-01", until: undefined, figure: { share: "16%" } });
    expect((await decide(above.body.local, "second")).status).toBe(200);
    // What was inside when it was asked for is beyond by now: it can only be refused.
    expect((await decide(open.body.local, "second")).code).toBe("local-rule-beyond-province");
    expect((await decide(open.body.local, "second", { approve: false, reason: "省里已另定" })).status).toBe(200);
  });

  it("ends by a document with a day that has not passed", async () => {
    const locals = (await house.ask("organiser", "GET", "/local-rules")).body.locals as Rule[];
    const inForce = locals.find(({ level, state }) => level === "province" && state === "in-force");
    const end = { document: "示例〔2026〕8号（虚构）", reason: "废止", lastDay: "2026-02-12" };
    const path = `/local-rules/${inForce?.local}/end`;
    expect((await house.ask("second", "POST", path, { ...end, lastDay: "2026-02-11" })).code).toBe("days-out-of-order");
    expect((await house.ask("second", "POST", path, { ...end, lastDay: "2027-01-01" })).code).toBe("days-out-of-order");
    expect((await house.ask("second", "POST", path, end)).status).toBe(200);
    expect((await house.ask("second", "POST", path, end)).code).toBe("local-rule-ended");
    const waiting = locals.find(({ state }) => state === "refused");
    expect((await house.ask("second", "POST", `/local-rules/${waiting?.local}/end`, end)).code).toBe("not-found");
    const again = await ask({ level: "province", from: "2026-02-13", figure: { share: "19%" } });
    expect(again.status).toBe(201); // the days after are free
  });
});
