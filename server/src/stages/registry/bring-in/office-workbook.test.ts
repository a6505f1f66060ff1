import { importColumns, importTables } from "@biaochi/contract/bring-in-columns";
import { emptyRegistry, knownIn, type Registry, withEdition } from "@biaochi/engine";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { collectFindings } from "../../../dataset/finding.ts";
import type { SheetRows } from "../../../dataset/spreadsheet.ts";
import { proposeSheet } from "./mapping.ts";
import { readSheet } from "./read-sheet.ts";
import { roleClassOfTitle } from "./role-of-title.ts";
import { tables } from "./tables.ts";
import { openImport, tryFiles } from "./trial.ts";

const sheetOf = (rows: SheetRows["rows"], merged: SheetRows["merged"] = []): SheetRows => ({
  name: "花名册",
  rows,
  merged,
});
const proposed = (sheet: SheetRows) => {
  const mapping = proposeSheet("a.xlsx", sheet, () => undefined);
  return { mapping, to: mapping.columns.map(({ heading, to }) => `${heading} → ${to ?? ""}`) };
};
const title = ["全市干部花名册"];
const filledIn = ["填报单位：组织部", "", "", "", "", "统计时间：2026年9月30日"];
const upper = ["序号", "单位", "姓  名", "职务", "历年考核结果", "", "", "备注"];
const lower = ["", "", "", "", "2023年", "2024年度", "2025", ""];
const row = (n: number, unit: string, name: string) => [`${n}`, unit, name, "局长", "优秀", "称职", "", ""];

describe("headings in two rows", () => {
  test("are read together: a year below the joined heading is a year of grades", () => {
    const { mapping, to } = proposed(sheetOf([title, filledIn, upper, lower, row(1, "甲局", "王伟")]));
    expect([mapping.table, mapping.headingRow]).toEqual(["officials", 4]);
    expect(to).toEqual([
      ...["序号 → ", "单位 → unit", "姓名 → name", "职务 → title", "历年考核结果 2023年 → grade:2023"],
      ...["历年考核结果 2024年度 → grade:2024", "历年考核结果 2025 → grade:2025", "备注 → note"],
    ]);
  });

  test("are the same whichever of the two rows somebody names", () => {
    const sheet = sheetOf([title, upper, lower, row(1, "甲局", "王伟")]);
    const said = (headingRow: number) => proposeSheet("a.xlsx", sheet, () => undefined, { headingRow });
    expect(said(2)).toEqual(said(3));
  });

  test("that an office repeats on each page are no people, and totals and signatures are none", () => {
    const merged = [0, 1, 2, 3, 7].flatMap((column) =>
      [1, 4].map((at) => ({ from: { row: at, column }, to: { row: at + 1, column } })),
    );
    const sheet = sheetOf(
      [
        ...[title, upper, lower, row(1, "甲局", "王伟"), upper, lower, row(2, "乙局", "王伟")],
        ...[["合计", "2人"], ["注：由各单位填报"], ["单位负责人（签字）：", "", "填表人："]],
      ],
      merged,
    );
    const findings = collectFindings();
    const { rows, passedOver } = readSheet(sheet, proposed(sheet).mapping, findings);
    expect(findings.kept).toEqual([]);
    expect(rows.map(({ table, cells }) => [table, cells.name ?? `${cells.year} ${cells.grade}`])).toEqual([
      ...[
        ["officials", "王伟"],
        ["grades", "2023 优秀"],
        ["grades", "2024 称职"],
      ],
      ...[
        ["officials", "王伟"],
        ["grades", "2023 优秀"],
        ["grades", "2024 称职"],
      ],
    ]);
    expect(passedOver).toEqual({ total: 1, remark: 2, "headings-again": 2 });
  });

  test("are not seen where there is one row of them, or a title above", () => {
    const single = ["姓名", "单位", "职务"];
    expect(proposed(sheetOf([single, ["王伟", "甲局", ""], ["李敏", "", ""]])).mapping.headingRow).toBe(1);
    expect(proposed(sheetOf([["花名册", "", "2026年9月"], single, ["王伟", "甲局", "局长"]])).mapping.headingRow).toBe(
      2,
    );
    expect(proposed(sheetOf([single, ["", "", "", "见附件", "另页"], ["王伟", "甲局", ""]])).mapping.headingRow).toBe(
      1,
    );
  });

  test("hide nothing that is not taken: a heading of family matters is one, above or below", async () => {
    for (const rows of [
      [
        ["姓名", "单位", "家庭情况", ""],
        ["", "", "一", "二"],
        ["王伟", "甲局", "x", "y"],
      ],
      [
        ["姓名", "单位", "其他", ""],
        ["", "", "婚姻状况", "电话"],
        ["王伟", "甲局", "x", "y"],
      ],
    ]) {
      const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "花名册", rows }] }));
      expect((await openImport([{ name: "a.xlsx", bytes }], () => undefined)).isForbidden).toBe(true);
    }
  });
});

test.each([
  ...[
    ["局长", "head"],
    ["党组书记、局长", "head"],
    ["县委副书记、县长", "head"],
    ["党工委副书记、办事处主任", "head"],
  ],
  ...[
    ["党组成员、副局长（主持工作）", "deputy"],
    ["县委常委、宣传部部长", "deputy"],
    ["副局长、办公室主任", "deputy"],
  ],
  ...[
    ["党政办主任", "sectionHead"],
    ["县委办主任", "sectionHead"],
    ["科长", "sectionHead"],
  ],
  ...[
    ["党政办副主任", "staff"],
    ["副科长", "staff"],
    ["二级调研员", "staff"],
    ["", "staff"],
  ],
])("“%s” is most likely %s", (said, role) => {
  expect(roleClassOfTitle(said)).toBe(role);
});

test("a roster by short names: units are found, sections shown by the name of their unit, a short name that is the name is none", async () => {
  const sheets = [
    { name: "花名册", rows: [title, upper, lower, row(1, "市发改委", "王  伟"), row(2, "市财政局", "王伟")] },
    {
      name: "单位",
      rows: [
        ["单位全称", "简称"],
        ["市发展和改革委员会", "市发改委"],
        ["市财政局", "市财政局"],
      ],
    },
  ];
  const files = [{ name: "a.xlsx", bytes: Buffer.from(await writeXlsx({ sheets })) }];
  const { sheets: mapped } = await openImport(files, () => undefined);
  const registry: Registry = emptyRegistry;
  const trial = await tryFiles({
    ...{ files, sheets: mapped, registry, answers: {}, extent: "additional", day: "2026-09-30", roleByTitle: true },
    ...{ known: knownIn(registry, []), openings: [], scored: () => undefined, recall: () => false },
  });
  expect([trial.outcome.findings, trial.outcome.questions]).toEqual([[], []]);
  const after = withEdition(registry, trial.edition);
  expect(after.unit.map(({ name, aliases }) => [name["zh-CN"], aliases])).toEqual([
    ["市发展和改革委员会", ["市发改委"]],
    ["市财政局", []],
  ]);
  expect(after.official.map(({ name }) => name["zh-CN"])).toEqual(["王伟", "王伟"]);
  const post = trial.changes.find(({ kind }) => kind === "post");
  expect(post?.fields).toContainEqual({ field: "unit", from: "", to: "市发展和改革委员会（d0001）" });
});

test("the tables and columns that the page offers are those that are read", () => {
  expect(importTables).toEqual(tables.map(({ name }) => name));
  for (const { name, columns } of tables) expect(importColumns[name], name).toEqual(columns.map((each) => each.name));
});
