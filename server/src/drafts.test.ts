import { readFileSync } from "node:fs";
import { join } from "node:path";
import { appraise, type Facts, readScheme, type Scheme } from "@biaochi/engine";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDataset } from "./dataset/dataset.ts";
import type { NewAccount } from "./stages/access/store.ts";
import { announceDue } from "./stages/schemes/drafts/notice.ts";
import { queueRun, removeTowns, townPeople } from "./test-city.ts";
import { openTown } from "./test-open-town.ts";

/** In the middle of the cycle. */
const today = "2025-06-10";
let town: Awaited<ReturnType<typeof openTown>>;
let original = "";
const ask: (typeof town)["ask"] = (...asked) => town.ask(...asked);

const account = (id: string, grant: NewAccount["grants"][number], self?: string): NewAccount => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", grants: [grant] },
  ...(self === undefined ? {} : { self }),
});
const accounts: readonly NewAccount[] = [
  ...townPeople.accounts,
  account("second", { role: "organiser", reach: "city" }),
  account("third", { role: "organiser", reach: "city" }, "u5-p2"),
  account("twin", { role: "organiser", reach: "city" }, "u5-p2"),
  account("clerk", { role: "clerk", reach: "body", programme: "town", things: ["group"] }),
  account("small-clerk", { role: "clerk", reach: "body", programme: "town", things: ["committee"] }),
  account("head3", { role: "head", reach: "units", programme: "town", things: ["u3"] }, "u3-p1"),
  account("above", { role: "head", reach: "units", programme: "town", things: ["u6"] }),
];
const bodies = [
  { programme: "town", id: "group", name: { "zh-CN": "考核工作领导小组", en: "Leading group" }, units: [] },
  { programme: "town", id: "committee", name: { "zh-CN": "考核委员会", en: "Committee" }, units: ["u1"] },
];

beforeAll(async () => {
  town = await openTown({ accounts, bodies }, today);
  original = readFileSync(join(town.folder, "scheme.yaml"), "utf8");
}, 60_000);
afterAll(removeTowns);
afterAll(() => town?.close());

/** Version 2, from the middle of the year: weights by role, one unit without the projects, teams as they were. */
const next = (version_ = 2, from = "2025-07-01"): string =>
  original
    .replace("version: 1", `version: ${version_}`)
    .replace("effective: { from: 2025-01-01 }", `effective: { from: ${from} }`)
    .replace(
      "      outOf: 100\n      items:\n        - { item: answered",
      "      outOf: 100\n      weights: proportional\n      items:\n        - { item: answered",
    )
    .replace("item: projects, weight: 40,", "item: projects, weight: 40, for: { except: [u3] },")
    .replace(
      "- { item: unit-score, weight: 40,",
      "- { item: unit-score, weight: { by: roleClass, values: { head: 70, staff: 30 } },",
    )
    .replace(
      "- { item: own, weight: 60,",
      "- { item: own, weight: { by: roleClass, values: { head: 30, staff: 70 } },",
    );

const fromFile = async (text: string, who = "organiser"): Promise<number> => {
  const { body, status } = await ask(who, "POST", "/drafts", {
    ...{ programme: "town", from: { kind: "file", name: "scheme.yaml", text } },
  });
  expect(status).toBe(201);
  return Number(body.draft);
};
const warningsOf = async (draft: number): Promise<readonly string[]> => {
  const { body } = await ask("organiser", "GET", `/drafts/${draft}`);
  const all = body.findings as { code: string; line: number; severity: string }[];
  return all.filter(({ severity }) => severity === "warning").map(({ code, line }) => `${code}@${line}`);
};
const submit = async (draft: number, revision = 1, more: object = {}) =>
  ask("organiser", "POST", `/drafts/${draft}/submission`, { acknowledged: await warningsOf(draft), ...more }, revision);
const decision = {
  approve: true,
  body: "group",
  meeting: "第3次会议",
  day: "2025-06-09",
  minutes: "〔2025〕3号（虚构）",
};
const decide = (who: string, draft: number, revision = 1, more: object = {}) =>
  ask(who, "POST", `/drafts/${draft}/decision`, { ...decision, ...more }, revision);
const todosOf = async (who: string): Promise<readonly string[]> =>
  ((await ask(who, "GET", "/todos")).body.todos as { kind: string }[]).map(({ kind }) => kind);

describe("a draft", () => {
  it("is begun from the version in force with the next number, and every byte else the same", async () => {
    const begun = await ask("organiser", "POST", "/drafts", {
      ...{ programme: "town", from: { kind: "version", scheme: "town", version: 1 } },
    });
    const { body } = await ask("organiser", "GET", `/drafts/${begun.body.draft}`);
    expect(body).toMatchObject({ state: "draft", revision: 1, basedOn: 1, scheme: "town", mayWrite: true });
    expect(body.text).toBe(original.replace("version: 1", "version: 2"));
    const nothing = await ask("organiser", "POST", "/drafts", {
      ...{ programme: "town", from: { kind: "file", name: "x", text: "title: no identifier" } },
    });
    expect(nothing.code).toBe("draft-unreadable");
  });

  it("keeps everything that was saved; who saves on an older revision is told whose is newer, and nothing is lost", async () => {
    const draft = await fromFile(next());
    const save = (who: string, text: string, revision?: number) =>
      ask(who, "PUT", `/drafts/${draft}`, { text, note: "改" }, revision);
    expect((await save("organiser", `${next()}# a\n`)).code).toBe("version-required");
    expect((await save("organiser", `${next()}# a\n`, 1)).body).toMatchObject({ revision: 2 });
    const late = await save("second", `${next()}# b\n`, 1);
    expect(late).toMatchObject({ status: 412, code: "draft-stale", body: { params: { revision: 2, by: "考核办" } } });
    const { body } = await ask("second", "GET", `/drafts/${draft}/revisions/2?since=1`);
    expect(body).toMatchObject({ text: `${next()}# a\n`, before: next() });
    expect(
      (body.lines as { before: null; text: string }[]).filter((line) => line.before === null && line.text),
    ).toMatchObject([{ text: "# a" }]);
    expect((await save("second", `${next()}# a\n# b\n`, 2)).body).toMatchObject({ revision: 3 });
    // The same once more is no revision; two at once give one.
    expect((await save("second", `${next()}# a\n# b\n`, 3)).body).toMatchObject({ revision: 3 });
    const both = await Promise.all(["organiser", "second"].map((who) => save(who, `${next()}# ${who}\n`, 3)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    await expect(town.query("update scheme_draft_revision set document = 'x'")).rejects.toThrow(/append-only/);
  });

  it("may hold what cannot be read for now, and is not submitted before it can", async () => {
    const draft = await fromFile(next());
    const broken = `${next()}lists: [`;
    const saved = await ask("organiser", "PUT", `/drafts/${draft}`, { text: broken }, 1);
    expect(saved.body).toMatchObject({ revision: 2, title: { en: "Town scheme" }, effective: null });
    expect((await submit(draft, 2)).code).toBe("draft-unsound");
    expect((await ask("organiser", "GET", `/drafts/${draft}/effects`)).code).toBe("draft-unsound");
    const { body } = await ask("organiser", "PUT", `/drafts/${draft}`, { text: next(5) }, 2);
    expect(body.findings).toContainEqual(
      expect.objectContaining({ code: "draft-version", line: 3, severity: "error" }),
    );
  });

  it("is refused with another identifier, number, half a cycle, or a second scheme for the same time", async () => {
    const wrong: readonly (readonly [string, string])[] = [
      ["draft-id", next().replace("id: town\n", "id: village\n")],
      ["draft-version", next(3)],
      ["draft-version", next(1)],
      ["draft-cycle", next().replace('cycle: "2025"', "cycle: 2024..2026")],
    ];
    for (const [code, text] of wrong) {
      const draft = await fromFile(next());
      await ask("organiser", "PUT", `/drafts/${draft}`, { text }, 1);
      expect((await submit(draft, 2)).code, code).toBe("draft-unsound");
      const { body } = await ask("organiser", "GET", `/drafts/${draft}`);
      expect((body.findings as { code: string }[]).map((each) => each.code)).toContain(code);
    }
    const other = await fromFile(next(1).replace("id: town\n", "id: other\n"));
    expect((await submit(other)).code).toBe("draft-unsound");
    const { body } = await ask("organiser", "GET", `/drafts/${other}`);
    expect((body.findings as { code: string }[]).map((each) => each.code)).toContain("draft-second");
  });

  it("holds from a day that is over only by a document, and with each warning acknowledged", async () => {
    const draft = await fromFile(next(2, "2025-04-01"));
    const bare = await ask("organiser", "POST", `/drafts/${draft}/submission`, { retroactive: "d" }, 1);
    expect(bare.code).toBe("draft-warnings-open");
    expect((await submit(draft)).code).toBe("draft-retroactive");
    const submitted = await submit(draft, 1, { retroactive: "〔2025〕9号（虚构）" });
    expect(submitted.body).toMatchObject({
      ...{ state: "submitted", isRetroactive: true },
      acts: [{ act: "submitted", retroactive: "〔2025〕9号（虚构）", by: { id: "organiser" } }],
    });
    const [act] = submitted.body.acts as { acknowledged: { code: string }[] }[];
    expect(act?.acknowledged.map(({ code }) => code)).toContain("draft-retroactive-from");
    await ask("organiser", "POST", `/drafts/${draft}/withdrawal`, { reason: "另行起草" });
  });

  it("is changed by nobody after it was submitted, returned with a reason, and withdrawn for good", async () => {
    const draft = await fromFile(next());
    expect((await decide("second", draft)).code).toBe("draft-not-now");
    expect((await submit(draft)).status).toBe(200);
    expect(await todosOf("clerk")).toContain("decide-draft");
    expect(await todosOf("second")).toContain("decide-draft");
    for (const who of ["organiser", "small-clerk", "head"]) expect(await todosOf(who)).not.toContain("decide-draft");
    expect((await ask("organiser", "PUT", `/drafts/${draft}`, { text: `${next()}# x\n` }, 1)).code).toBe(
      "draft-not-now",
    );
    expect((await submit(draft)).code).toBe("draft-not-now");
    const returned = await ask(
      "second",
      "POST",
      `/drafts/${draft}/decision`,
      { approve: false, reason: "权重再议" },
      1,
    );
    expect(returned.body).toMatchObject({ state: "returned" });
    expect(await todosOf("organiser")).toContain("draft-returned");
    expect(await todosOf("clerk")).not.toContain("decide-draft");
    expect((await ask("organiser", "PUT", `/drafts/${draft}`, { text: `${next()}# x\n` }, 1)).body).toMatchObject({
      ...{ state: "draft", revision: 2 },
    });
    const gone = await ask("organiser", "POST", `/drafts/${draft}/withdrawal`, { reason: "不再需要" });
    expect(gone.body).toMatchObject({ state: "withdrawn" });
    expect((await submit(draft, 2)).code).toBe("draft-not-now");
    expect((await ask("organiser", "POST", `/drafts/${draft}/withdrawal`, { reason: "r" })).code).toBe("draft-not-now");
    // Nor by a statement that goes around the steps.
    for (const change of ["state = 'draft'", "document = 'x'", "made_by = 'x'", "revision = 9"])
      await expect(town.query(`update scheme_draft set ${change} where id = ${draft}`)).rejects.toThrow();
  });

  it("is shown to nobody who does not reach the city", async () => {
    const draft = await fromFile(next());
    for (const who of ["head", "official"])
      expect((await ask(who, "GET", `/drafts/${draft}`)).code).toBe("not-permitted");
    expect((await ask("small-clerk", "GET", `/drafts/${draft}`)).code).toBe("outside-scope");
    expect((await ask("small-clerk", "GET", "/drafts")).body).toMatchObject({
      drafts: [],
      programmes: [],
      mayWrite: false,
    });
    expect((await ask("clerk", "PUT", `/drafts/${draft}`, { text: "id: town" }, 1)).code).toBe("not-permitted");
  });
});

describe("a decision", () => {
  it("is typed in by nobody who wrote a line, nor by the same person under another account, nor on another revision", async () => {
    const draft = await fromFile(next());
    await ask("third", "PUT", `/drafts/${draft}`, { text: `${next()}# third\n` }, 1);
    await submit(draft, 2);
    for (const who of ["organiser", "third", "twin"]) {
      expect((await decide(who, draft, 2)).code, who).toBe("draft-own");
      expect((await ask(who, "GET", `/drafts/${draft}`)).body.mayDecide, who).toBe(false);
    }
    expect((await decide("second", draft, 1)).code).toBe("draft-stale");
    expect((await decide("small-clerk", draft, 2)).code).toBe("outside-scope");
    expect((await decide("second", draft, 2, { body: "committee" })).code).toBe("body-unknown");
    expect((await decide("second", draft, 2, { day: "2025-06-11" })).code).toBe("decision-day-ahead");
    expect((await ask("second", "GET", `/drafts/${draft}`)).body).toMatchObject({
      state: "submitted",
      mayDecide: true,
    });
    await ask("organiser", "POST", `/drafts/${draft}/withdrawal`, { reason: "r" });
  });

  it("makes a version of the very bytes; the one before stays, and decides only periods that end before", async () => {
    const draft = await fromFile(next());
    const rival = await fromFile(`${next()}# rival\n`);
    await submit(draft);
    await submit(rival);
    const before = await town.query("select * from scheme_version");
    const approved = await decide("clerk", draft);
    expect(approved.body).toMatchObject({
      state: "approved",
      acts: [
        { act: "submitted" },
        { act: "approved", decision: { body: { en: "Leading group" }, version: 2, ...rest() } },
      ],
    });
    expect(await todosOf("organiser")).toContain("draft-approved");
    const rows = await town.query(
      `select v.*, r.kind, r.author, r.reason from scheme_version v join recording r on r.id = v.recording order by v.version`,
    );
    expect(rows[0]).toMatchObject(before[0]);
    expect(rows[1]).toMatchObject({ document: next(), digest: approved.body.digest, kind: "scheme", author: "clerk" });
    expect(rows[1].reason).toContain("〔2025〕3号（虚构）");
    await expect(town.query("update scheme_version set document = 'x' where version = 2")).rejects.toThrow(
      /append-only/,
    );
    // The rival would be version 2, too: its number is taken, and it is not approved unseen.
    expect((await decide("clerk", rival)).code).toBe("draft-unsound");
    const { body } = await ask("official", "GET", "/schemes?programme=town");
    expect(body.versions).toMatchObject([
      { version: 1, standing: "in-force", supersededFrom: "2025-07-01", decision: null },
      { version: 2, standing: "not-yet", decision: { minutes: "〔2025〕3号（虚构）", day: "2025-06-09" } },
    ]);
    const versionOf = async (period: string) => {
      const run = await queueRun(town.database, period);
      const [found] = await town.query(`select version from run where id = ${run}`);
      return found.version;
    };
    expect([await versionOf("2025Q2"), await versionOf("2025Q3"), await versionOf("2025")]).toEqual([1, 2, 2]);
  });

  it("tells those concerned when it comes into force: one to-do each, none for those whose list stays", async () => {
    // The third unit stands below the sixth from now on.
    await town.query(
      `with r as (insert into recording (programme, kind, name, author, reason)
         values ('town', 'registry', 'below', 'test', 'test') returning id)
       insert into subject (programme, id, recording, type, name, sort, unit, team, attributes)
       select s.programme, s.id, r.id, s.type, s.name, s.sort, 'u6', s.team, s.attributes
       from current_subject s, r where s.programme = 'town' and s.id = 'u3'`,
    );
    expect(await announceDue(town.database, "2025-06-30")).toBe(0);
    for (const who of ["official", "head3"]) expect(await todosOf(who)).not.toContain("scheme-in-force");
    const told = await announceDue(town.database, "2025-07-01");
    const rows = await town.query("select account from todo where kind = 'scheme-in-force' order by account");
    // Everybody whose own list changes, and the heads of the one unit that loses the projects, its own and that of the unit above; nobody twice.
    expect(rows.map(({ account: id }) => id)).toEqual(["above", "head", "head3", "official", "third", "twin"]);
    expect(told).toBe(rows.length);
    expect(await announceDue(town.database, "2025-07-02")).toBe(0);
    expect((await todosOf("head3")).filter((kind) => kind === "scheme-in-force")).toHaveLength(1);
    const noted = await ask("official", "POST", "/schemes/town/2/noted", { programme: "town" });
    expect(noted.body).toEqual({ noted: true });
    expect(await todosOf("official")).not.toContain("scheme-in-force");
    expect(await todosOf("head3")).toContain("scheme-in-force");
  });
});

const rest = () => ({ meeting: "第3次会议", day: "2025-06-09", minutes: "〔2025〕3号（虚构）" });

describe("what changes for whom", () => {
  type Group = {
    readonly count: number;
    readonly type: string;
    readonly subjects: readonly { id: string }[];
    readonly changes: readonly { path: string; what: string[]; before: Worth; after: Worth }[];
  };
  type Worth = { worth: string | null } | null;

  it("is what the engine itself weighs, subject by subject", async () => {
    const { dataset } = await readDataset({ folder: town.folder });
    const facts = dataset?.facts as Facts;
    const schemes = [original, next()].map((text) => readScheme(text).scheme as Scheme);
    // Every figure is there, so that no weight moves: full marks are weights.
    const fulls = schemes.map((scheme) => {
      const { results } = appraise(scheme, facts, { period: "2025" });
      return new Map(
        results.map(({ subject, nodes }) => [
          subject,
          new Map(nodes.filter(({ kind }) => kind === "item").map(({ path, full }) => [path, full])),
        ]),
      );
    });
    const expected = facts.subjects.flatMap(({ id }) => {
      const [was, is] = fulls.map((all) => all.get(id) ?? new Map<string, string>());
      return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])]
        .filter((path) => was?.get(path) !== is?.get(path))
        .map((path) => [id, path, was?.get(path) ?? null, is?.get(path) ?? null].join(" "));
    });
    const { body } = await ask("organiser", "GET", "/schemes/town/2/effects?programme=town&since=1");
    const groups = body.groups as readonly Group[];
    const found = groups.flatMap(({ subjects, changes }) =>
      subjects.flatMap(({ id }) =>
        changes.map(({ path, before, after }) => [id, path, before?.worth ?? null, after?.worth ?? null].join(" ")),
      ),
    );
    expect(found.sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(30);
    expect(body).toMatchObject({ concerned: { unit: 1, team: 0, official: 18 }, without: 0, subjects: 30 });
    expect(groups.map(({ type, count }) => `${type} ${count}`).sort()).toEqual(["official 12", "official 6", "unit 1"]);
  });

  it("names to each only those in scope, and goes out as a workbook", async () => {
    const { body } = await ask("official", "GET", "/schemes/town/2/effects?programme=town");
    const groups = body.groups as readonly Group[];
    expect(groups.map(({ subjects }) => subjects.map(({ id }) => id))).toEqual([["u1-p2"]]);
    expect(body).toMatchObject({ subjects: 1, before: { version: 1 }, after: { version: 2 } });
    const draft = await fromFile(next(3, "2025-09-01"));
    const { status, bytes } = await ask("second", "GET", `/drafts/${draft}/effects.xlsx?scheme=town&version=1&lang=en`);
    expect(status).toBe(200);
    const sheets = await readXlsx(bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(["For whom", "Change by change"]);
    expect(JSON.stringify(sheets)).not.toMatch(/人员|Person/);
    expect(JSON.stringify(sheets[0]?.data)).toContain("Bureau 3");
  });
});
