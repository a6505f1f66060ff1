import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readExcelFile from "read-excel-file/node";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings } from "../platform/settings.ts";
import { appraise } from "./appraise.ts";
import type { Command } from "./command.ts";
import { explain } from "./explain.ts";
import { lint } from "./lint.ts";

const fixtures = join(import.meta.dirname, "..", "dataset", "fixtures");
const temporary: string[] = [];
afterAll(async () => {
  for (const folder of temporary) await rm(folder, { recursive: true });
});
async function copyOf(...fixture: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "biaochi-appraise-"));
  temporary.push(folder);
  await cp(join(fixtures, ...fixture), folder, { recursive: true });
  return folder;
}

async function run(command: Command, positionals: readonly string[], values: Record<string, string | boolean> = {}) {
  const settings = readSettings({ env: {} });
  if (!settings.ok) throw new Error("no settings");
  const printed: string[] = [];
  const print = (text: string) => void printed.push(text);
  const code = await command.run({
    positionals,
    values,
    language: values.lang === "en" ? "en" : "zh-CN",
    isJson: values.json === true,
    settings: settings.value,
    print,
    tell: (notice) => print(notice.code),
    report: (notice) => print(notice.code),
  });
  return { code, printed };
}

const files = async (folder: string): Promise<readonly string[]> => (await readdir(folder)).sort();

describe("appraise", () => {
  test("writes three files, the units in protocol order", async () => {
    const folder = await copyOf("ok", "plain");
    const { code, printed } = await run(appraise, [folder], { lang: "en" });
    expect([code, printed.at(-1)]).toEqual([0, expect.stringContaining("Synthetic data")]);
    expect(await files(join(folder, "out"))).toEqual(["explanations.jsonl", "results.csv", "results.xlsx"]);
    const csv = await readFile(join(folder, "out", "results.csv"), "utf8");
    expect(csv.startsWith("\uFEFFidentifier,name,")).toBe(true);
    // hotline: beta 94.2 of 95 → 60 × 94.2/95; jobs 950 of 1000 → 38. alpha: mean 90.25 of 95 → 57; jobs full → 40.
    const rows = csv
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(","));
    expect(rows.map((row) => [row[0], row[6], row[7], row[8], row.at(-1)])).toEqual([
      ["beta", "97.49", "9262/95", "1", "synthetic"],
      ["alpha", "97.00", "97", "2", "synthetic"],
    ]);
    const lines = (await readFile(join(folder, "out", "explanations.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { subject: "beta", synthetic: true, score: "97.49" },
      { subject: "alpha", synthetic: true },
    ]);
  });

  test("the workbook is read by another reader and says that the data are synthetic on every sheet", async () => {
    const folder = await copyOf("ok", "plain");
    await run(appraise, [folder], { lang: "en" });
    const sheets = await readExcelFile(join(folder, "out", "results.xlsx"));
    expect(sheets.map((each) => each.sheet)).toEqual([
      "standings",
      "departments",
      "lost points",
      "scheme in words",
      "quotas",
      "provenance",
    ]);
    for (const { data } of sheets) expect(String(data[0]?.[0])).toContain("Synthetic data");
    const [standings, cohort, lost, , , provenance] = sheets.map((each) => each.data);
    expect(standings?.slice(2).map((row) => [row[0], row[6], row[8]])).toEqual([
      ["beta", 97.49, 1],
      ["alpha", 97, 2],
    ]);
    expect(cohort?.slice(2).map((row) => row[0])).toEqual(["beta", "alpha"]);
    expect(lost?.slice(2).map((row) => [row[0], row[2], row[7]])).toEqual([
      ["beta", "jobs", 2],
      ["beta", "hotline", 0.5053],
      ["alpha", "hotline", 3],
    ]);
    expect(provenance?.flat()).toContain("observations.csv");
  });

  test("a folder with an error yields nothing at all", async () => {
    for (const name of await readdir(join(fixtures, "not-ok"))) {
      const folder = await copyOf("not-ok", name);
      const before = await files(folder);
      const { code, printed } = await run(appraise, [folder]);
      expect([name, code]).toEqual([name, 1]);
      expect(printed.at(-1)).toBe("未计分，未写出任何结果。");
      expect([name, await files(folder)]).toEqual([name, before]);
    }
  });

  test("an earlier result stays as it is when the folder has become wrong", async () => {
    const folder = await copyOf("ok", "plain");
    await run(appraise, [folder]);
    const before = await readFile(join(folder, "out", "results.csv"), "utf8");
    await writeFile(join(folder, "targets.csv"), "subject,indicator,period,value\n*,jobs,2025,many\n");
    expect((await run(appraise, [folder])).code).toBe(1);
    expect(await readFile(join(folder, "out", "results.csv"), "utf8")).toBe(before);
  });

  test("a result replaces a result, but never a folder of somebody else's", async () => {
    const folder = await copyOf("ok", "plain");
    const out = join(folder, "mine");
    expect((await run(appraise, [folder], { out })).code).toBe(0);
    expect((await run(appraise, [folder], { out })).code).toBe(0);
    expect((await files(folder)).filter((name) => name.startsWith("."))).toEqual([]);
    await mkdir(join(folder, "photos"));
    await writeFile(join(folder, "photos", "one.jpg"), "x");
    const { code, printed } = await run(appraise, [folder], { out: join(folder, "photos"), json: true });
    expect([code, JSON.parse(printed[0] ?? "")]).toMatchObject([
      3,
      { ok: false, code: "out-not-ours", params: { found: "one.jpg" } },
    ]);
  });

  test("the same folder gives the same bytes", async () => {
    const [one, two] = [await copyOf("ok", "plain"), await copyOf("ok", "plain")];
    for (const folder of [one, two]) await run(appraise, [folder]);
    for (const name of ["results.csv", "explanations.jsonl", "results.xlsx"]) {
      expect([name, await readFile(join(one, "out", name), "latin1")]).toEqual([
        name,
        await readFile(join(two, "out", name), "latin1"),
      ]);
    }
  });

  test("names that look like formulas are written so that no spreadsheet runs them", async () => {
    const folder = await copyOf("ok", "plain");
    const units = await readFile(join(folder, "units.csv"), "utf8");
    await writeFile(join(folder, "units.csv"), units.replace("甲单位", "-2+3+cmd|' /C calc'!A0"));
    expect((await run(appraise, [folder])).code).toBe(0);
    expect(await readFile(join(folder, "out", "results.csv"), "utf8")).toContain(",'-2+3+cmd|' /C calc'!A0,");
    const [standings] = await readExcelFile(join(folder, "out", "results.xlsx"));
    expect(standings?.data.flat()).toContain("'-2+3+cmd|' /C calc'!A0");
  });

  test("a wrong command line is 2, a folder that is not there 3", async () => {
    expect((await run(appraise, [])).code).toBe(2);
    expect((await run(appraise, ["/x"], { period: "2025Q5" })).code).toBe(2);
    expect((await run(appraise, ["/x"], { "as-of": "2025-02-31x" })).code).toBe(2);
    expect((await run(appraise, [join(fixtures, "none")])).code).toBe(3);
  });
});

describe("explain and lint", () => {
  test("a subject is explained by identifier or by name", async () => {
    const folder = join(fixtures, "ok", "plain");
    const byId = await run(explain, [folder, "beta"], { json: true });
    const byName = await run(explain, [folder, "乙单位"], { json: true });
    expect(byName).toEqual(byId);
    expect(JSON.parse(byId.printed[0] ?? "")).toMatchObject({
      ok: true,
      synthetic: true,
      subject: "beta",
      score: "97.49",
    });
    expect((await run(explain, [folder, "nobody"])).code).toBe(1);
    expect((await run(explain, [folder])).code).toBe(2);
  });

  test("a scheme is sound, has findings with line and column, or cannot be read", async () => {
    const sound = join(fixtures, "ok", "plain", "scheme.yaml");
    expect((await run(lint, [sound])).code).toBe(0);
    const folder = await copyOf("ok", "plain");
    const path = join(folder, "scheme.yaml");
    await writeFile(path, (await readFile(sound, "utf8")).replace("target: 95", "target: fifty"));
    const { code, printed } = await run(lint, [path]);
    expect(code).toBe(1);
    expect(printed[0]).toMatch(/scheme\.yaml:\d+:\d+ 错误 /);
    expect((await run(lint, [join(folder, "none.yaml")])).code).toBe(3);
  });
});
