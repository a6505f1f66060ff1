import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  checkRegistry,
  emptyRegistry,
  knownIn,
  type Official,
  type Post,
  type Registry,
  type UnitSpan,
} from "@biaochi/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { collectFindings } from "../../../dataset/finding.ts";
import type { SheetRows } from "../../../dataset/spreadsheet.ts";
import { differenceOf } from "./difference.ts";
import { proposeSheet } from "./mapping.ts";
import { type PlanQuestion, planImport } from "./plan.ts";
import { readSheet } from "./read-sheet.ts";
import { openImport, tryFiles } from "./trial.ts";
import { workbookOf } from "./workbook-out.ts";

const day = "2026-09-30";
const both = (text: string) => ({ "zh-CN": text, en: text });
const family = [..."赵钱孙李周吴郑王冯陈"];

/** Five units and twenty people of a made-up town, one main post each; every second name is somebody else's, too. */
const town: Registry = {
  ...emptyRegistry,
  unit: Array.from({ length: 5 }, (_, n): UnitSpan => {
    const known = { unitType: "政府部门", sort: n + 1, successors: [], aliases: [], attributes: {} };
    return { ...known, id: `u${n}.1`, unit: `u${n}`, name: both(`第${n}局`), ...(n === 0 ? {} : { parent: "u0" }) };
  }),
  official: Array.from({ length: 20 }, (_, n): Official => {
    const known = { sort: n + 1, rank: "一级科员", aliases: [], attributes: { 学习小组: `${n % 3}组` } };
    return { ...known, id: `p${n}`, name: both(`${family[n % 10]}伟`) };
  }),
  post: Array.from({ length: 20 }, (_, n): Post => {
    const known = { kind: "main", roleClass: "staff", title: "科员", share: "1", since: "2021-05-01" } as const;
    return { ...known, id: `p${n}.1`, official: `p${n}`, unit: `u${n % 5}` };
  }),
};

type Workbook = Readonly<Record<string, string[][]>>;
const written = (registry: Registry): Workbook =>
  Object.fromEntries(
    workbookOf(registry, [], { extent: "whole", print: { header: "", footer: "" }, note: ["x"] }).map(
      ({ name, rows }) => [name, rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell))))],
    ),
  );

/** No scheme is there, and nothing was answered before. */
const alone = { scored: () => undefined, recall: () => false };

function broughtIn(workbook: Workbook, registry: Registry, extent: PlanQuestion["extent"]) {
  const findings = collectFindings();
  const read = Object.entries(workbook).map(([name, rows]) => {
    const sheet: SheetRows = { name, rows };
    const mapping = proposeSheet("a.xlsx", sheet, () => undefined);
    return { table: mapping.table, rows: readSheet(sheet, mapping, findings).rows };
  });
  const rows = read.flatMap((each) => each.rows);
  const tables = read.flatMap(({ table }) => table ?? []);
  const plan = planImport({ rows, tables, registry, answers: {}, extent, day, roleByTitle: false, ...alone }, findings);
  return {
    changes: differenceOf(registry, plan.edition).changes,
    findings: findings.kept,
    asked: plan.questions.length,
  };
}

/** What somebody does to the workbook, and what it should come to, said without the importer: kind, entry, field, before, after. */
type Edit = { readonly on: string; readonly column: string; readonly nth: number; readonly to: string };
const edits = {
  任职: { 职务: ["二级主任科员", "四级调研员"], 任职日期: ["2022-01-01", "2023-07-15"] },
  干部: { 职级: ["四级主任科员", "二级主任科员"], "属性：学习小组": ["九组"], 统一人员号: ["n-@"] },
  单位: { 考核类别: ["甲类", "乙类"] },
} as const;
const fieldOf: Readonly<Record<string, string>> = {
  ...{ 职务: "title", 任职日期: "since", 职级: "rank", "属性：学习小组": "attribute:学习小组" },
  ...{ 统一人员号: "staffNumber", 考核类别: "cohort" },
};
const kindOf: Readonly<Record<string, string>> = { 任职: "post", 干部: "official", 单位: "unit" };
const before: Readonly<Record<string, string>> = { title: "科员", since: "2021-05-01", rank: "一级科员" };
const entryOf = (on: string, n: number) => (on === "任职" ? `p${n}.1` : on === "干部" ? `p${n}` : `u${n}.1`);

const anEdit: fc.Arbitrary<Edit> = fc
  .constantFrom(
    ...Object.entries(edits).flatMap(([on, columns]) =>
      Object.entries(columns).flatMap(([column, values]) => values.map((to: string) => ({ on, column, to }))),
    ),
  )
  .chain((each) =>
    fc.nat(each.on === "单位" ? 4 : 19).map((nth) => ({ ...each, nth, to: each.to.replace("@", String(nth)) })),
  );

/** Cells as offices write them, which mean what stood there before. */
const asOffices = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日")
    : /^\p{Script=Han}{2}$/u.test(text)
      ? [...text].join("　")
      : text;

test("what somebody changes in the workbook that went out is what the difference says, and nothing else", () => {
  const clean = written(town);
  fc.assert(
    fc.property(
      fc.uniqueArray(anEdit, { maxLength: 12, selector: ({ on, column, nth }) => `${on} ${column} ${nth}` }),
      fc.uniqueArray(fc.nat(19), { maxLength: 4 }),
      fc.boolean(),
      fc.boolean(),
      fc.nat(),
      (said, missing, isWhole, isRespelled, turn) => {
        const kept = said.filter(({ on, nth }) => on === "单位" || !missing.includes(nth));
        const workbook = structuredClone(clean) as Record<string, string[][]>;
        for (const { on, column, nth, to } of kept) {
          const [headings = [], ...rows] = workbook[on] ?? [];
          const row = rows[nth];
          if (row === undefined) throw new Error(`no row ${nth} of ${on}`);
          row[headings.indexOf(column)] = to;
        }
        for (const on of ["干部", "任职"]) {
          const [headings = [], ...rows] = workbook[on] ?? [];
          const left = rows.filter((_, n) => !missing.includes(n));
          const at = left.length === 0 ? 0 : turn % left.length;
          workbook[on] = [headings, ...left.slice(at), ...left.slice(0, at)]; // the order of the rows says nothing
        }
        if (isRespelled)
          for (const on of ["干部", "任职"])
            workbook[on] = (workbook[on] ?? []).map((row, n) => (n === 0 ? row : row.map(asOffices)));
        const found = broughtIn(workbook, town, isWhole ? "whole" : "additional");
        expect([found.findings, found.asked]).toEqual([[], 0]);
        const expected = kept.map(({ on, column, nth, to }) => {
          const field = fieldOf[column] ?? "";
          const from = field === "attribute:学习小组" ? `${nth % 3}组` : (before[field] ?? "");
          return `${kindOf[on]} ${entryOf(on, nth)} ${field}: ${from} → ${to}`;
        });
        if (isWhole)
          for (const n of missing)
            expected.push(`official p${n} until:  → 2026-09-29`, `post p${n}.1 until:  → 2026-09-29`);
        const told = found.changes.flatMap(({ kind, id, fields }) =>
          fields.map(({ field, from, to }) => `${kind} ${id} ${field}: ${from} → ${to}`),
        );
        expect(told.sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 40 },
  );
});

test("the divisions of the country are a workbook that loads without a finding or a question", async () => {
  const path = resolve(import.meta.dirname, "../../../../../examples/cn-divisions/单位.csv");
  const bytes = readFileSync(path);
  const files = [{ name: "单位.csv", bytes }];
  const { sheets } = await openImport(files, () => undefined);
  const known = knownIn(emptyRegistry, []);
  const about = { files, sheets, answers: {}, extent: "additional", day, roleByTitle: false } as const;
  const trial = await tryFiles({ ...about, registry: emptyRegistry, known, openings: [], ...alone });
  const lines = bytes.toString("utf8").trim().split("\n").length - 1;
  expect([trial.outcome.findings, trial.outcome.questions]).toEqual([[], []]);
  expect(trial.outcome.counts.unit).toEqual({ new: lines, changed: 0, ended: 0, unchanged: 0 });
  const tree = { ...emptyRegistry, unit: trial.edition.unit ?? [] };
  expect(checkRegistry(tree, known)).toEqual([]);
  expect(tree.unit.filter(({ parent }) => parent === undefined).length).toBeLessThan(40);
});
