import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readDataset } from "./dataset.ts";
import type { Finding } from "./finding.ts";
import { sayDatasetFinding } from "./sentence.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const temporary: string[] = [];
afterAll(async () => {
  for (const folder of temporary) await rm(folder, { recursive: true });
});
async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "biaochi-dataset-"));
  temporary.push(folder);
  return folder;
}

const line = (finding: Finding, folder: string): string =>
  [
    finding.code,
    `${finding.file === folder ? "*" : finding.file}:${finding.row ?? ""}`,
    finding.column ?? "",
    finding.code === "csv-broken" ? "*" : (finding.value ?? ""),
  ]
    .join(" ")
    .trimEnd();

/** Every folder says in expected.txt, one finding a line, what a person found wrong with it: code, file:row, column, value. */
async function expectedIn(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, "expected.txt"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((each) => each.trimEnd());
}

describe("folders that are refused", async () => {
  for (const name of await readdir(join(fixtures, "not-ok"))) {
    test(name, async () => {
      const folder = join(fixtures, "not-ok", name);
      const { dataset, findings } = await readDataset({ folder });
      expect(findings.kept.filter((each) => each.severity === "error").map((each) => line(each, folder))).toEqual(
        await expectedIn(folder),
      );
      expect(dataset).toBeUndefined();
      for (const finding of findings.kept) {
        for (const language of ["zh-CN", "en"] as const)
          expect(sayDatasetFinding(language, finding)).not.toMatch(/\{\w+\}|^dataset\.|expected\.\w/);
      }
    });
  }
});

describe("folders that are read with a warning", async () => {
  for (const name of await readdir(join(fixtures, "warned"))) {
    test(name, async () => {
      const folder = join(fixtures, "warned", name);
      const { dataset, findings } = await readDataset({ folder });
      expect(findings.kept.map((each) => line(each, folder))).toEqual(await expectedIn(folder));
      expect(findings.errors).toBe(0);
      expect(dataset).toBeDefined();
    });
  }
});

async function read(name: string, more: { period?: string; asOf?: string } = {}) {
  const { dataset, findings } = await readDataset({ folder: join(fixtures, "ok", name), ...more });
  expect(findings.kept).toEqual([]);
  if (!dataset) throw new Error("nothing was read");
  return dataset;
}

describe("folders that are read", () => {
  test("missing is not zero, and numbers are exact", async () => {
    const { facts } = await read("plain");
    expect(
      facts.observations.map(({ id, subject, period, value, absence }) => ({ id, subject, period, value, absence })),
    ).toEqual([
      {
        id: "observations.csv:2",
        subject: "alpha",
        period: "2025-01",
        value: { num: 95n, den: 1n },
        absence: undefined,
      },
      {
        id: "observations.csv:3",
        subject: "alpha",
        period: "2025-02",
        value: { num: 171n, den: 2n },
        absence: undefined,
      },
      {
        id: "observations.csv:4",
        subject: "beta",
        period: "2025-01",
        value: { num: 471n, den: 5n },
        absence: undefined,
      },
      { id: "observations.csv:5", subject: "beta", period: "2025-02", value: undefined, absence: "missing" },
      {
        id: "observations.csv:6",
        subject: "alpha",
        period: "2025",
        value: { num: 1200n, den: 1n },
        absence: undefined,
      },
      { id: "observations.csv:7", subject: "beta", period: "2025", value: { num: 950n, den: 1n }, absence: undefined },
    ]);
    expect(facts.subjects.map(({ id, sort, name }) => [id, sort, name.en])).toEqual([
      ["alpha", 2, "Unit Alpha"],
      ["beta", 1, "Unit Beta"],
    ]);
  });

  test("one set of facts has one digest, however it is spelt", async () => {
    const plain = (await read("plain")).digests.facts;
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    for (const name of [
      "gbk-chinese-headers",
      "byte-order-mark",
      "utf-16",
      "split-and-reordered",
      "indicators-in-a-table",
    ]) {
      expect([name, (await read(name)).digests.facts]).toEqual([name, plain]);
    }
    expect((await read("corrected")).digests.facts).not.toBe(plain);
  });

  test("the digest is the one that the format describes", async () => {
    const { createHash } = await import("node:crypto");
    const sha = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
    const lines = [
      '["units","alpha","甲单位","Unit Alpha","2","department","","","",""]',
      '["units","beta","乙单位","Unit Beta","1","department","","","",""]',
      '["targets","*","jobs","2025","1000"]',
      '["observations","alpha","hotline","2025-01","95","","12345"]',
      '["observations","alpha","hotline","2025-02","85.5","","12345"]',
      '["observations","beta","hotline","2025-01","94.2","","12345"]',
      '["observations","beta","hotline","2025-02","","missing",""]',
      '["observations","alpha","jobs","2025","1200","",""]',
      '["observations","beta","jobs","2025","950","",""]',
    ];
    const whole = sha(Buffer.concat(lines.map(sha).sort(Buffer.compare)));
    expect((await read("plain")).digests.facts).toBe(whole.toString("hex"));
  });

  test("as of a day before a correction, the older row counts", async () => {
    const jobs = async (asOf?: string) =>
      (await read("corrected", asOf ? { asOf } : {})).facts.observations.filter(
        (each) => each.subject === "beta" && each.indicator === "jobs",
      );
    expect(await jobs()).toMatchObject([{ id: "observations.csv:8", value: { num: 990n } }]);
    expect(await jobs("2025-12-20")).toMatchObject([{ id: "observations.csv:8" }]);
    expect(await jobs("2025-12-19")).toMatchObject([{ id: "observations.csv:7", value: { num: 950n } }]);
    const early = await read("plain", { asOf: "2025-02-28" });
    expect(early.facts.observations.map((each) => each.id)).not.toContain("observations.csv:3");
  });

  test("of two revisions the one in force at the end of the period counts", async () => {
    expect((await read("two-revisions")).scheme.version).toBe(2);
    expect((await read("two-revisions", { period: "2025Q3" })).scheme.version).toBe(1);
    expect((await read("two-revisions", { asOf: "2025-10-31" })).scheme.version).toBe(1);
  });

  test("posts become service, and a merged unit carries its predecessors", async () => {
    const { facts } = await read("people-and-a-merger");
    const of = (id: string) => facts.subjects.find((each) => each.id === id);
    const half = { num: 1n, den: 2n };
    const whole = { num: 1n, den: 1n };
    expect(of("culture-tourism")?.service).toEqual([
      { unit: "culture", from: "2025-01", to: "2025-10", share: half, kind: "main" },
      { unit: "tourism", from: "2025-01", to: "2025-10", share: half, kind: "main" },
      { unit: "culture-tourism", from: "2025-11", to: "2025-12", share: whole, kind: "main" },
    ]);
    expect(of("culture")?.attributes).toMatchObject({
      existence: "ended",
      until: "2025-10",
      successor: "culture-tourism",
    });
    expect(of("p-1")).toMatchObject({
      unit: "culture-tourism",
      team: "ct-team",
      attributes: { roleClass: "head", unitType: "department", title: "局长", 学历层次: "本科" },
    });
    expect(of("p-1")?.service.map(({ unit, from, to }) => [unit, from, to])).toEqual([
      ["reform", "2025-01", "2025-06"],
      ["culture-tourism", "2025-07", "2025-12"],
    ]);
    expect(of("p-2")?.service.map(({ unit, kind, from, to }) => [unit, kind, from, to])).toEqual([
      ["reform", "main", "2025-01", "2025-12"],
      ["hotline-centre", "secondment", "2025-03", "2025-08"],
    ]);
    expect(of("p-3")?.service.map(({ from, to }) => [from, to])).toEqual([["2025-05", "2025-12"]]);
    expect(of("p-4")).toMatchObject({ service: [], unit: "reform", team: "reform-team" });
  });
});

test("the first 1,000 findings are kept and all are counted", async () => {
  const folder = await scratch();
  await cp(join(fixtures, "ok", "plain"), folder, { recursive: true });
  const rows = Array.from({ length: 2500 }, (_, at) => `nobody-${at},jobs,2025,1`);
  await writeFile(join(folder, "observations.csv"), ["subject,indicator,period,value", ...rows].join("\n"));
  const { findings } = await readDataset({ folder });
  expect([findings.kept.length, findings.errors]).toEqual([1000, 2500]);
});

test("a folder that is not there is a finding", async () => {
  const { findings } = await readDataset({ folder: join(fixtures, "no-such-folder") });
  expect(findings.kept.map((each) => each.code)).toEqual(["folder-unreadable"]);
});
