import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyRegistry, type Registry } from "@biaochi/engine";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { openingsDoor } from "./openings-door.ts";
import { nobody, type Scope, wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { findAccount } from "./stages/access/store.ts";
import { countOpenings } from "./stages/intake/opening-store.ts";
import {
  abandonImport,
  addFile,
  editImport,
  queueApplication,
  queueReading,
  queueTrial,
  startImport,
} from "./stages/registry/bring-in/commands.ts";
import { contentOf, endExport, listExports } from "./stages/registry/bring-in/export-store.ts";
import { askExport, decideExport, noteTaken } from "./stages/registry/bring-in/exports.ts";
import { findImport, type ImportRecord, listChanges } from "./stages/registry/bring-in/import-store.ts";
import { makeProgramme } from "./stages/registry/bring-in/made-store.ts";
import { listRecognised, withdrawRecognised } from "./stages/registry/bring-in/recognised-store.ts";
import { undoEdition } from "./stages/registry/bring-in/undo.ts";
import { workOnImports } from "./stages/registry/bring-in/work.ts";
import { askOn, newestEdition, readRegistry } from "./stages/registry/edition-store.ts";
import { countRows, removeTowns, writeTown } from "./test-city.ts";

let db: TestDatabase;
const fixtures = join(import.meta.dirname, "stages/registry/bring-in/fixtures");
const roster = "干部花名册（2026年第三季度）.xlsx";
const conclusions = "处分及请假情况.xlsx";
const fixture = (name: string) => readFileSync(join(fixtures, name));
const tables = [
  "recording",
  "registry_edition",
  "unit_span",
  "section",
  "team",
  "official",
  "post",
  "leave_days",
  "sanction",
  "earlier_grade",
  "subject",
  "opening",
];

beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  for (const id of ["linjiang", "hostile"])
    await db.database.transaction((tx) =>
      makeProgramme(tx, { id, title: { "zh-CN": id, en: id }, cycle: "2026", by: "test" }),
    );
  await db.database.withConnection((client) =>
    client.query('insert into account (id, name, is_demo) values (\'organiser\', \'{"zh-CN":"办","en":"o"}\', false)'),
  );
});
afterAll(async () => {
  removeTowns();
  await db.drop();
});

const work = () => workOnImports(db.database, { openings: openingsDoor });
async function draftOf(id: number): Promise<ImportRecord> {
  const draft = await db.database.transaction((t) => findImport(t, wholeCity, id));
  if (draft === undefined) throw new Error(`no import ${id}`);
  return draft;
}

type Files = readonly { readonly name: string; readonly content: Buffer }[];
async function opened(
  programme: string,
  files: Files,
  day = "2026-09-30",
  extent: "whole" | "additional" = "additional",
) {
  const id = await db.database.transaction((t) => startImport(t, { programme, account: "organiser", day, extent }));
  for (const [position, file] of files.entries())
    expect(await db.database.decide((t) => addFile(t, wholeCity, { id, position, ...file }))).toMatchObject({
      ok: true,
    });
  expect(await db.database.decide((t) => queueReading(t, wholeCity, id))).toMatchObject({ ok: true });
  await work();
  return draftOf(id);
}
async function tried(draft: ImportRecord): Promise<ImportRecord> {
  const { id, revision } = await draftOf(draft.id);
  expect(
    await db.database.decide((t) => queueTrial(t, wholeCity, id, { account: "organiser", revision })),
  ).toMatchObject({ ok: true });
  await work();
  return draftOf(id);
}
async function applied(draft: ImportRecord): Promise<ImportRecord> {
  const { id, revision } = await draftOf(draft.id);
  expect(
    await db.database.decide((t) => queueApplication(t, wholeCity, id, { revision, reason: "test" })),
  ).toMatchObject({ ok: true });
  await work();
  return draftOf(id);
}
const registryOf = (programme: string): Promise<Registry> =>
  db.database.withConnection((client) => readRegistry(askOn(client), { programme, recording: 2_147_483_647 }));
const workbook = async (
  sheets: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>,
): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({
      sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map((row) => [...row]) })),
    }),
  );
const findingsOf = (draft: ImportRecord) =>
  (draft.outcome?.findings ?? []).map(({ code, file, row }) => `${code} ${file.split("#")[1] ?? file}:${row ?? ""}`);

describe("a clerk with last quarter's workbooks", () => {
  test("brings in a roster of units and people, with five years of grades, sanctions and leave, and is asked nothing", async () => {
    const draft = await opened("linjiang", [
      { name: roster, content: fixture(roster) },
      { name: conclusions, content: fixture(conclusions) },
    ]);
    expect(draft.mapping.map(({ sheet, table, headingRow }) => [sheet, table, headingRow])).toEqual([
      ["干部花名册", "officials", 3],
      ["单位一览", "units", 2],
      ["受处分人员", "sanctions", 2],
      ["病事假", "leave", 2],
    ]);
    const edited = await db.database.decide((t) =>
      editImport(t, wholeCity, draft.id, { revision: draft.revision, roleByTitle: true }),
    );
    expect(edited.ok).toBe(true);
    const before = await countRows(db.database, tables);
    const done = await tried(draft);
    expect(findingsOf(done)).toEqual([]);
    expect(await countRows(db.database, tables)).toEqual(before);
    expect(done.outcome?.questions).toEqual([]);
    expect(done.outcome?.passedOver).toEqual({ total: 3, remark: 2, "headings-again": 0 });
    expect(done.outcome?.counts.official).toEqual({ new: 30, changed: 0, ended: 0, unchanged: 0 });
    const end = await applied(done);
    expect(end.failure).toBeNull();
    expect(end.state).toBe("applied");
    const registry = await registryOf("linjiang");
    expect(registry.unit.map(({ name }) => name["zh-CN"])).toContain("临江市城关街道办事处");
    expect([registry.official.length, registry.post.length, registry.grade.length]).toEqual([30, 30, 148]);
    const punished = registry.sanction.map(({ kind, document, until }) => [kind, document, until]);
    expect(punished).toEqual([
      ["party-warning", "临纪〔2026〕12号", "2027-03-11"],
      ["demerit", "临监〔2026〕5号", "2027-12-01"],
    ]);
    expect(registry.leave.map(({ days }) => days).sort()).toEqual([10, 3]);
    // Nothing of the files is kept but their names, sizes and digests.
    const kept = await db.database.withConnection((client) =>
      client.query("select count(*)::int as n from registry_import_file where import = $1 and content is not null", [
        end.id,
      ]),
    );
    expect(kept.rows[0]?.n).toBe(0);
    expect(JSON.stringify(end)).not.toContain("李志强");
    const { rows } = await db.database.withConnection((client) =>
      client.query("select count(*)::int as n from current_subject where programme = 'linjiang' and type = 'official'"),
    );
    expect(rows[0]?.n).toBe(30);
  });

  test("brings the same workbook in once more, and nothing changes; its headings are remembered", async () => {
    const draft = await opened("linjiang", [{ name: roster, content: fixture(roster) }]);
    expect(new Set(draft.mapping.flatMap(({ columns }) => columns.map(({ by }) => by)))).toEqual(
      new Set(["remembered"]),
    );
    await db.database.decide((t) =>
      editImport(t, wholeCity, draft.id, { revision: draft.revision, roleByTitle: true }),
    );
    const done = await tried(draft);
    expect(done.outcome?.changes).toBe(0);
    expect(done.outcome?.found).toEqual({ number: 0, nameAndUnit: 30, remembered: 0, answer: 0, new: 0 });
    expect(done.digest).toBeNull();
  });
});

test("who is nobody's subject is shown the newest programme of their reach, and the unit that they were granted", async () => {
  const grant = (account: string, role: string, reach: string, programme: string | null, things: readonly string[]) =>
    db.database.withConnection((client) =>
      client.query(
        `insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by, confirmed_by, confirmed_at)
         values ($1, $2, $3, $4, $5, '2026-01-01', 'r', 'one', 'two', now())`,
        [account, role, reach, programme, things],
      ),
    );
  const here = async (account: string) => {
    const found = await db.database.transaction((tx) => findAccount(tx, account, "2026-09-30"));
    return [found?.programme, found?.unit?.id];
  };
  expect(await here("organiser")).toEqual([null, undefined]);
  await grant("organiser", "organiser", "city", null, []);
  expect(await here("organiser")).toEqual(["hostile", undefined]);
  await db.database.withConnection((client) =>
    client.query(`insert into account (id, name, is_demo) values ('head', '{"zh-CN":"长","en":"h"}', false)`),
  );
  await grant("head", "head", "units", "town", ["u1"]);
  expect(await here("head")).toEqual(["town", "u1"]);
});

const units = [
  ["单位编号", "单位名称", "上级单位"],
  ["a", "甲局", null],
  ["b", "乙局", null],
];
const people = (rows: readonly (readonly (string | number | null)[])[]) => [
  ["人员编号", "姓名", "单位", "职责类别", "职务", "任现职日期", "职级"],
  ...rows,
];

describe("what may not be recorded", () => {
  test.each<[string, string, Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>]>([
    [
      "two heads of one unit",
      "two-heads 干部:3",
      {
        单位: units,
        干部: people([
          ["p1", "张一", "甲局", "党政正职", "局长", "2025-01", null],
          ["p2", "张二", "甲局", "党政正职", "局长", "2025-02", null],
        ]),
      },
    ],
    [
      "a loop in the tree",
      "tree-loop 单位:",
      {
        单位: [
          ["单位编号", "单位名称", "上级单位"],
          ["a", "甲局", "乙局"],
          ["b", "乙局", "甲局"],
        ],
      },
    ],
    [
      "an official in two full posts",
      "two-main-posts 任职:3",
      {
        单位: units,
        干部: [
          ["人员编号", "姓名"],
          ["p1", "张一"],
        ],
        任职: [
          ["人员编号", "任职单位", "职责类别", "任职日期"],
          ["p1", "a", "一般干部", "2025-01-01"],
          ["p1", "b", "一般干部", "2025-03-01"],
        ],
      },
    ],
    [
      "days that run backwards",
      "dates-backwards 任职:2",
      {
        单位: units,
        干部: [
          ["人员编号", "姓名"],
          ["p1", "张一"],
        ],
        任职: [
          ["人员编号", "任职单位", "职责类别", "任职日期", "免职日期"],
          ["p1", "a", "一般干部", "2025-03-01", "2025-02-01"],
        ],
      },
    ],
    [
      "an unknown rank",
      "rank-unknown 干部:2",
      { 单位: units, 干部: people([["p1", "张一", "甲局", "一般干部", "科员", null, "大元帅"]]) },
    ],
    [
      "three megabytes of text in a cell",
      "cell-too-long 单位:2",
      {
        单位: [
          ["单位编号", "单位名称"],
          ["a", "长".repeat(1_000_001)],
        ],
      },
    ],
    [
      "a day that is none",
      "day-malformed 干部:2",
      { 单位: units, 干部: people([["p1", "张一", "甲局", "一般干部", "科员", "2025-02-30", null]]) },
    ],
    [
      "the same person twice",
      "row-twice 干部:3",
      {
        单位: units,
        干部: people([
          ["p1", "张一", "甲局", "一般干部", "科员", null, null],
          ["p1", "张一", "甲局", "一般干部", "科员", null, null],
        ]),
      },
    ],
    ["two sheets that say the same", "row-twice 单位名册:2", { 单位: units, 单位名册: units }],
    [
      "a sanction without its document",
      "cell-required 处分:2",
      {
        单位: units,
        干部: [
          ["人员编号", "姓名"],
          ["p1", "张一"],
        ],
        处分: [
          ["人员编号", "处分种类", "生效日期", "文号"],
          ["p1", "记过", "2026-01-05", null],
        ],
      },
    ],
    [
      "somebody whom nobody knows",
      "official-unknown 请假天数:2",
      {
        单位: units,
        请假天数: [
          ["姓名", "单位", "起始日期", "截止日期", "天数"],
          ["无名", "甲局", "2026-01-05", "2026-01-06", 2],
        ],
      },
    ],
  ])("%s: refused with its row, and nothing is changed", async (_, expected, sheets) => {
    const before = await countRows(db.database, tables);
    const done = await tried(await opened("hostile", [{ name: "a.xlsx", content: await workbook(sheets) }]));
    expect(
      findingsOf(done).some((each) => each.startsWith(expected)),
      JSON.stringify(findingsOf(done)),
    ).toBe(true);
    expect(done.digest).toBeNull();
    const { id, revision } = await draftOf(done.id);
    const application = await db.database.decide((t) => queueApplication(t, wholeCity, id, { revision, reason: "r" }));
    expect(application).toMatchObject({ ok: false, refusal: { code: "import-untried" } });
    expect(await countRows(db.database, tables)).toEqual(before);
    await db.database.decide((t) => abandonImport(t, wholeCity, id, "organiser"));
  });

  test("a formula is refused where it would be read, and let be where it is not", async () => {
    const rows = [
      ["序号", "单位编号", "单位名称"],
      [1, "a", "甲局"],
    ];
    const cells = new Map([["1,0", { value: 1, formula: "ROW()-1" }]]);
    const beside = Buffer.from(await writeXlsx({ sheets: [{ name: "单位", rows, cells }] }));
    expect(findingsOf(await tried(await opened("hostile", [{ name: "a.xlsx", content: beside }])))).toEqual([]);
    const inside = Buffer.from(
      await writeXlsx({
        sheets: [{ name: "单位", rows, cells: new Map([["1,2", { value: "甲局", formula: "A1" }]]) }],
      }),
    );
    expect(findingsOf(await tried(await opened("hostile", [{ name: "a.xlsx", content: inside }])))).toEqual([
      "cell-formula 单位:2",
    ]);
  });

  test("a column that nobody may be appraised by: the file is sent back and not kept", async () => {
    const content = await workbook({
      干部: [
        ["人员编号", "姓名", "民族"],
        ["p1", "张一", "汉"],
      ],
    });
    const draft = await opened("hostile", [{ name: "a.xlsx", content }]);
    expect(draft.failure).toBe("column-forbidden");
    const again = await db.database.decide((t) => queueReading(t, wholeCity, draft.id));
    expect(again).toMatchObject({ ok: false, refusal: { code: "import-empty" } });
  });

  test("is nobody's business outside of the scope", async () => {
    const draft = await opened("hostile", [{ name: "a.xlsx", content: await workbook({ 单位: units }) }]);
    expect(await db.database.transaction((t) => findImport(t, nobody, draft.id))).toBeUndefined();
    expect(await db.database.decide((t) => abandonImport(t, nobody, draft.id, "x"))).toMatchObject({
      ok: false,
      refusal: { code: "outside-scope" },
    });
  });
});

describe("what only a person knows is asked", () => {
  test("a namesake elsewhere, and two of one name in a unit; the answers stay with the import", async () => {
    const base = {
      单位: units,
      干部: people([
        ["p1", "王芳", "甲局", "一般干部", "科员", "2020-01", null],
        ["p2", "李强", "甲局", "一般干部", "科员", "2020-01", null],
      ]),
    };
    await applied(await tried(await opened("hostile", [{ name: "a.xlsx", content: await workbook(base) }])));
    const roster = [
      ["姓  名", "单位", "职责类别", "职务"],
      ["王  芳", "甲局", "一般干部", "一级科员"], // found by name and unit
      ["李强", "乙局", "一般干部", "科员"], // moved, or a namesake
      ["赵新", "乙局", "一般干部", "科员"], // nobody is called so
      ["钱同", "甲局", "一般干部", "科员"],
      ["钱同", "甲局", "一般干部", "科长"],
    ];
    const asked = await tried(await opened("hostile", [{ name: "b.xlsx", content: await workbook({ 干部: roster }) }]));
    const questions = asked.outcome?.questions ?? [];
    expect(questions.map(({ name, unit, alike }) => [name, unit, alike.map(({ id }) => id)])).toEqual([
      ["李强", "乙局", ["p2"]],
      ["钱同", "甲局", []],
      ["钱同", "甲局", []],
    ]);
    expect(asked.digest).toBeNull();
    const answers = Object.fromEntries(questions.map(({ key }, at) => [key, at === 0 ? "p2" : "new"]));
    await db.database.decide((t) => editImport(t, wholeCity, asked.id, { revision: asked.revision, answers }));
    const answered = await tried(asked);
    expect(answered.outcome?.questions).toEqual([]);
    expect(answered.outcome?.found).toEqual({ number: 0, nameAndUnit: 1, remembered: 0, answer: 1, new: 3 });
    expect((await applied(answered)).state).toBe("applied");
    const { post, official } = await registryOf("hostile");
    expect(official).toHaveLength(5);
    const moved = post.filter((each) => each.official === "p2").map(({ unit, since, until }) => [unit, since, until]);
    expect(moved).toEqual([
      ["a", "2020-01-01", "2026-09-29"],
      ["b", "2026-09-30", undefined],
    ]);
    expect(post.find((each) => each.official === "p1")?.title).toBe("一级科员");

    // The same workbook once more: what was said about it is known, and can be taken back.
    const content = await workbook({ 干部: roster });
    const again = await tried(await opened("hostile", [{ name: "b.xlsx", content }]));
    expect([again.outcome?.questions, again.outcome?.changes]).toEqual([[], 0]);
    expect(again.outcome?.found).toEqual({ number: 0, nameAndUnit: 3, remembered: 2, answer: 0, new: 0 });
    const listed = (scope: Scope) =>
      db.database.transaction((t) => listRecognised(t, scope, { programme: "hostile", limit: 10 }));
    const known = await listed(wholeCity);
    expect(known.map(({ unit, post, name }) => [unit, post, name?.["zh-CN"]])).toEqual([
      ["甲局", "科长", "钱同"],
      ["甲局", "科员", "钱同"],
      ["乙局", "科员", "李强"],
    ]);
    expect(await listed(nobody)).toEqual([]);
    const [leader] = known;
    const withdrawn = (scope: Scope) =>
      db.database.transaction((t) =>
        withdrawRecognised(t, scope, { programme: "hostile", id: leader?.id ?? 0, by: "organiser" }),
      );
    expect([await withdrawn(nobody), await withdrawn(wholeCity), await withdrawn(wholeCity)]).toEqual([
      ...[false, true, false],
    ]);
    const asking = await tried(await opened("hostile", [{ name: "b.xlsx", content }]));
    expect(asking.outcome?.questions.map(({ name, alike }) => [name, alike.length])).toEqual([["钱同", 2]]);
  });

  test("whoever was meant and has moved since is not brought back by an answer; two of one post are asked about", async () => {
    const heads = ["人员编号", "姓名", "单位", "职务"];
    const back = await workbook({ 干部: [heads, ["p2", "李强", "甲局", "科长"]] });
    await applied(await tried(await opened("hostile", [{ name: "c.xlsx", content: back }], "2026-10-01")));
    const once = await workbook({ 干部: [heads, ["", "李强", "乙局", "科员"]] });
    const moved = await tried(await opened("hostile", [{ name: "c.xlsx", content: once }]));
    expect(moved.outcome?.questions.map(({ name }) => name)).toEqual(["李强"]);
    const twins = await workbook({ 干部: [heads, ["", "钱同", "甲局", "科员"], ["", "钱同", "甲局", "科员"]] });
    const both = await tried(await opened("hostile", [{ name: "d.xlsx", content: twins }]));
    expect([both.outcome?.questions.length, both.outcome?.found.remembered]).toEqual([2, 0]);
  });

  test("a unit by another name: once said, it is an alias", async () => {
    const roster = [
      ["人员编号", "姓名", "单位"],
      ["p1", "王芳", "甲局机关"],
    ];
    const asked = await tried(await opened("hostile", [{ name: "b.xlsx", content: await workbook({ 干部: roster }) }]));
    expect(asked.outcome?.questions.map(({ about, name, alike }) => [about, name, alike.map(({ id }) => id)])).toEqual([
      ["unit", "甲局机关", ["a"]],
    ]);
    const key = asked.outcome?.questions[0]?.key ?? "";
    await db.database.decide((t) =>
      editImport(t, wholeCity, asked.id, { revision: asked.revision, answers: { [key]: "a" } }),
    );
    const done = await tried(asked);
    const changes = await db.database.transaction((t) => listChanges(t, wholeCity, done.id, { limit: 10 }));
    expect(changes.map(({ kind, fields }) => [kind, fields])).toEqual([
      ["unit", [{ field: "aliases", from: "", to: "甲局机关" }]],
    ]);
    await applied(done);
    expect(
      (await tried(await opened("hostile", [{ name: "b.xlsx", content: await workbook({ 干部: roster }) }]))).outcome
        ?.questions,
    ).toEqual([]);
  });
});

describe("a registry that moves on", () => {
  const one = (name: string) =>
    workbook({
      单位: [
        ["单位编号", "单位名称"],
        ["a", name],
      ],
    });

  test("between trial and application: nothing is recorded, and it is said", async () => {
    const first = await tried(await opened("hostile", [{ name: "a.xlsx", content: await one("甲局（第一次）") }]));
    const second = await tried(await opened("hostile", [{ name: "a.xlsx", content: await one("甲局（第二次）") }]));
    expect((await applied(second)).state).toBe("applied");
    const late = await applied(first);
    expect([late.state, late.failure]).toEqual(["mapping", "registry-moved"]);
    expect((await registryOf("hostile")).unit.find(({ unit }) => unit === "a")?.name["zh-CN"]).toBe("甲局（第二次）");
    expect((await applied(await tried(late))).state).toBe("applied");
  });

  test("a change that somebody else based on an older state of the import is refused", async () => {
    const draft = await opened("hostile", [{ name: "a.xlsx", content: await one("甲局") }]);
    await db.database.decide((t) =>
      editImport(t, wholeCity, draft.id, { revision: draft.revision, roleByTitle: true }),
    );
    const late = await db.database.decide((t) =>
      editImport(t, wholeCity, draft.id, { revision: draft.revision, roleByTitle: false }),
    );
    expect(late).toMatchObject({ ok: false, refusal: { code: "version-stale" } });
  });

  test("the last recording is undone by a new one, and no other", async () => {
    const before = await registryOf("hostile");
    const done = await applied(
      await tried(
        await opened("hostile", [
          {
            name: "a.xlsx",
            content: await workbook({
              单位: [
                ["单位编号", "单位名称"],
                ["a", "丙局"],
                ["c", "丁局"],
              ],
            }),
          },
        ]),
      ),
    );
    const undo = (recording: number) =>
      undoEdition(
        db.database,
        { programme: "hostile", recording, author: "organiser", reason: "mistake" },
        countOpenings,
      );
    const recording = done.recording ?? 0;
    expect(await undo(recording - 1)).toMatchObject({ ok: false });
    expect(await undo(recording)).toMatchObject({ ok: true });
    expect(await registryOf("hostile")).toEqual(before);
    expect(await undo(recording)).toMatchObject({ ok: false, refusal: { code: "edition-not-last" } });
    const mark = await db.database.withConnection((client) =>
      newestEdition(askOn(client), { programme: "hostile", recording: 2_147_483_647 }),
    );
    expect(mark).toMatchObject({ act: "undo", undoes: recording });
  });

  test("a whole workbook ends what it does not name; an additional one leaves it", async () => {
    const content = await workbook({
      单位: [
        ["单位编号", "单位名称"],
        ["a", "甲局"],
        ["b", "乙局"],
      ],
      干部: [
        ["人员编号", "姓名"],
        ["p1", "王芳"],
      ],
    });
    const more = await tried(await opened("hostile", [{ name: "a.xlsx", content }]));
    expect(more.outcome?.counts.official?.ended).toBe(0);
    const whole = await tried(await opened("hostile", [{ name: "a.xlsx", content }], "2026-12-01", "whole"));
    expect(whole.outcome?.counts.official?.ended).toBe(4);
    await applied(whole);
    const registry = await registryOf("hostile");
    expect(registry.official.filter(({ until }) => until === undefined).map(({ id }) => id)).toEqual(["p1"]);
    expect(registry.post.filter(({ until }) => until === undefined).map(({ official }) => official)).toEqual(["p1"]);
    expect(new Set(registry.official.flatMap(({ until }) => until ?? []))).toEqual(new Set(["2026-11-30"]));
  });
});

describe("opening balances", () => {
  test("come in as facts with their document, are corrected by the next workbook, and are not undone", async () => {
    const sheet = (score: number) =>
      workbook({
        系统外核定: [
          ["考核对象", "部分", "周期", "得分", "文号"],
          ["第1局", "answered", "2025年第1季度", score, "小城考〔2025〕3号（虚构）"],
        ],
      });
    const first = await applied(await tried(await opened("town", [{ name: "a.xlsx", content: await sheet(91.5) }])));
    const again = await tried(await opened("town", [{ name: "a.xlsx", content: await sheet(91.5) }]));
    expect(again.outcome?.openings).toEqual({ new: 0, changed: 0, unchanged: 1 });
    const second = await applied(await tried(await opened("town", [{ name: "a.xlsx", content: await sheet(92) }])));
    const standing = await db.database.withConnection((client) =>
      openingsDoor.read(client, { programme: "town", recording: second.recording ?? 0 }),
    );
    expect(standing.map(({ subject, period, score }) => [subject, period, score])).toEqual([["u1", "2025Q1", "92"]]);
    expect(first.recording).not.toBe(second.recording);
    const undone = await undoEdition(
      db.database,
      { programme: "town", recording: second.recording ?? 0, author: "o", reason: "r" },
      countOpenings,
    );
    expect(undone.ok).toBe(false);
  });

  test("of a part that no list has are refused with row and reason; without a scheme it is told", async () => {
    const sheet = [
      ["考核对象", "部分", "周期", "得分", "文号"],
      ["第1局", "answered", "2025年第2季度", 90, "小城考〔2025〕4号（虚构）"],
      ["第1局", "total/answered", "2025年第2季度", 90, "小城考〔2025〕4号（虚构）"],
      ["第3局", "answered", "2019年第1季度", 90, "小城考〔2025〕4号（虚构）"],
    ];
    const content = await workbook({ 系统外核定: sheet });
    const refused = await tried(await opened("town", [{ name: "a.xlsx", content }]));
    expect(findingsOf(refused)).toEqual([
      ...["opening-node-unknown 系统外核定:3", "opening-scheme-absent 系统外核定:4"],
    ]);
    const [first] = refused.outcome?.findings ?? [];
    expect(first).toMatchObject({
      severity: "error",
      value: "total/answered",
      values: { known: expect.stringContaining("answered") },
    });
    expect([refused.outcome?.errors, refused.digest]).toEqual([1, null]);
  });
});

describe("what goes out", () => {
  const about = { account: "organiser", lang: "zh-CN", purpose: "test" } as const;
  const stateOf = async (programme: string, id: number, reader = "organiser") =>
    (await db.database.transaction((t) => listExports(t, wholeCity, { programme, reader, limit: 30 }))).find(
      (each) => each.id === id,
    );
  const taken = (programme: string, id: number, reader = "organiser", scope: Scope = wholeCity) =>
    db.database.transaction((t) => contentOf(t, scope, { programme, id, reader }));
  const decided = (programme: string, id: number, by: string, approve = true) =>
    db.database.decide((t) => decideExport(t, wholeCity, { programme, id, by, approve }));
  const todos = async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query("select kind from todo where done_at is null and kind like '%registry-export%' order by kind"),
    );
    return rows.map(({ kind }) => kind);
  };

  test("comes in again and changes nothing, also as a whole, with all that was decided", async () => {
    for (const programme of ["town", "linjiang", "hostile"]) {
      const registry = await registryOf(programme);
      expect(registry.unit.length).toBeGreaterThan(emptyRegistry.unit.length);
      const id = await db.database.transaction((t) => askExport(t, { ...about, programme, extent: "whole" }));
      await work();
      expect([(await stateOf(programme, id))?.state, await todos()]).toEqual([
        "asked",
        ["decide-registry-export", "decide-registry-export"],
      ]);
      expect(await decided(programme, id, "organiser")).toMatchObject({ refusal: { code: "own-export" } });
      expect((await decided(programme, id, "authority")).ok).toBe(true);
      expect(await decided(programme, id, "authority")).toMatchObject({ refusal: { code: "approval-decided" } });
      await work();
      expect([(await stateOf(programme, id))?.state, await todos()]).toEqual(["ready", ["registry-export-ready"]]);
      const content = await taken(programme, id);
      if (content === undefined) throw new Error("nothing to take");
      expect(await taken(programme, id, "authority")).toBeUndefined();
      expect(await taken(programme, id, "organiser", nobody)).toBeUndefined();
      const draft = await opened(programme, [{ name: "out.xlsx", content }], "2027-01-01", "whole");
      const { outcome } = await tried(draft);
      expect([outcome?.errors, outcome?.changes, outcome?.asked]).toEqual([0, 0, 0]);
      // Whatever was decided was among it.
      const unchanged = new Map(
        Object.entries(outcome?.counts ?? {}).map(([kind, counts]) => [kind, counts.unchanged]),
      );
      for (const kind of ["grade", "sanction", "leave"] as const)
        expect(unchanged.get(kind) ?? 0, `${programme} ${kind}`).toBe(registry[kind].length);
      expect(outcome?.openings).toEqual({ new: 0, changed: 0, unchanged: programme === "town" ? 1 : 0 });
      await db.database.transaction((t) => noteTaken(t, id, "organiser"));
    }
  });

  test("without decisions needs nobody and holds none; is not kept for long, nor when it is needed no longer", async () => {
    const programme = "linjiang";
    const ask = (extent: "whole" | "without-decisions") =>
      db.database.transaction((t) => askExport(t, { ...about, programme, extent }));
    const plain = await ask("without-decisions");
    const refused = await ask("whole");
    expect((await decided(programme, refused, "authority", false)).ok).toBe(true);
    await work();
    expect([await stateOf(programme, plain), await stateOf(programme, refused)]).toMatchObject([
      { state: "ready" },
      { state: "refused" },
    ]);
    const content = await taken(programme, plain);
    if (content === undefined) throw new Error("nothing to take");
    const { sheets } = await readXlsx(content);
    const rows = Object.fromEntries(sheets.map(({ name, rows }) => [name, rows.length]));
    expect(rows.干部).toBeGreaterThan(20);
    expect([rows.历年等次, rows.处分, rows.请假天数, rows.系统外核定]).toEqual([1, 1, 1, 1]);
    const again = await ask("without-decisions");
    await work();
    await db.database.withConnection((client) =>
      client.query("update registry_export set ready_at = now() - interval '4 days' where id = $1", [plain]),
    );
    expect(await taken(programme, plain)).toBeUndefined();
    const end = (scope: Scope, reader: string) =>
      db.database.transaction((t) => endExport(t, scope, { programme, id: again, reader }));
    expect([
      await end(nobody, "organiser"),
      await end(wholeCity, "authority"),
      await end(wholeCity, "organiser"),
    ]).toEqual([...[false, false, true]]);
    await work();
    const { rows: kept } = await db.database.withConnection((client) =>
      client.query("select state, content from registry_export where id = any($1)", [[plain, again]]),
    );
    expect(kept).toEqual([
      { state: "gone", content: null },
      { state: "gone", content: null },
    ]);
  });
});
