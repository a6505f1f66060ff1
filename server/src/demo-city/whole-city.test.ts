import { fileURLToPath } from "node:url";
import { type Appraisal, appraise, compareAppraisals } from "@biaochi/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { type Dataset, readDataset } from "../dataset/dataset.ts";

const folder = fileURLToPath(new URL("../../../examples/demo-city/", import.meta.url));
let dataset: Dataset;
let appraisal: Appraisal;

beforeAll(async () => {
  const read = await readDataset({ folder });
  if (!read.dataset) throw new Error(JSON.stringify(read.findings));
  dataset = read.dataset;
  appraisal = appraise(dataset.scheme, dataset.facts);
}, 60_000);

describe("the whole city", () => {
  it("forms a score for everybody and leaves only the missing provisional", () => {
    expect(appraisal.results.length).toBe(60 + 58 + 1500);
    expect(appraisal.results.filter((r) => r.standing === "not-formed").map((r) => r.subject)).toEqual([]);
    const provisional = new Set(appraisal.results.filter((r) => r.standing === "provisional").map((r) => r.subject));
    const units = [...provisional].filter((id) => appraisal.results.some((r) => r.subject === id && r.type === "unit"));
    expect(units.sort()).toEqual(["P09", "T05"]);
    // Whoever carries a provisional score is provisional too: the teams and people of those two units, and nobody else.
    const carrying = dataset.facts.subjects.filter((s) => {
      const places = [s.unit, ...s.service.filter((v) => v.kind === "main").map((v) => v.unit)];
      return s.type !== "unit" && places.some((place) => place === "P09" || place === "T05");
    });
    expect([...provisional].filter((id) => !units.includes(id)).sort()).toEqual(carrying.map((s) => s.id).sort());
    expect(appraisal.findings).toEqual([]);
  });

  it("scores every task that is a unit's own from figures of that unit, and leaves none out", () => {
    const units = appraisal.results.filter(({ type }) => type === "unit");
    const tasks = units.map(({ subject, nodes }) => ({
      subject,
      items: nodes.filter(({ path, kind }) => kind === "item" && path.includes("/tasks/")),
    }));
    expect(tasks.filter(({ items }) => items.length < 2 || items.length > 4).map(({ subject }) => subject)).toEqual([]);
    const idle = tasks.flatMap(({ items }) => items.filter(({ full, absence }) => full === "0" || absence));
    expect(idle).toEqual([]);
  });

  it("spreads: scores between 55 and 100, cohorts of units at least five points wide", () => {
    const scores = appraisal.results.map((r) => Number(r.score));
    expect(Math.min(...scores)).toBeGreaterThan(55);
    expect(Math.max(...scores)).toBeLessThanOrEqual(100);
    for (const { cohort, spread } of appraisal.cohorts.filter((c) => c.cohort.startsWith("units:"))) {
      expect(Number(spread?.[4]) - Number(spread?.[0]), cohort).toBeGreaterThan(5);
    }
    const officials = appraisal.results.filter((r) => r.type === "official").map((r) => Number(r.score));
    expect(Math.max(...officials) - Math.min(...officials)).toBeGreaterThan(20);
  });

  it("never gives more places than the quota, and 20 % of staff at most", () => {
    for (const quota of appraisal.quotas) {
      expect(quota.taken).toBeLessThanOrEqual(quota.places);
      if (quota.grading === "member-grade") expect(quota.places).toBe(Math.floor(quota.members / 5));
    }
    const staff = appraisal.results.filter((r) => r.list === "members");
    expect(staff.filter((r) => r.grade === "excellent").length).toBeLessThanOrEqual(staff.length / 5);
  });

  it("pays the pool out to the last fen, and returns what a fixed standard leaves", () => {
    const [pool, fixed] = appraisal.allocations;
    expect([pool?.paid, pool?.returned]).toEqual([1_234_567_890, 0]);
    expect(pool?.shares.reduce((sum, s) => sum + s.fen, 0)).toBe(1_234_567_890);
    expect((fixed?.paid ?? 0) + (fixed?.returned ?? 0)).toBe(1_500_000_000);
    expect(fixed?.shares.every((s) => [3_600_000, 3_420_000, 3_240_000, 3_060_000].includes(s.fen))).toBe(true);
  });

  it("pays the four bands 100, 95, 90 and 85 per cent", () => {
    for (const band of dataset.scheme.bands)
      expect(band.scale.map((b) => Number((b.pays.num * 100n) / b.pays.den))).toEqual([100, 95, 90, 85]);
  });
});

describe("the revision of November", () => {
  it("is the one by which the year is appraised; the difference from the earlier scheme is shown", async () => {
    expect(dataset.schemeFile).toContain("scheme.v2.yaml");
    expect(dataset.scheme.supersedes?.version).toBe(1);
    const earlier = await readDataset({ folder, schemeFile: `${folder}scheme.v1.yaml` });
    if (!earlier.dataset) throw new Error(JSON.stringify(earlier.findings));
    const before = appraise(earlier.dataset.scheme, earlier.dataset.facts);
    expect(before.results.find((r) => r.subject === "E02")?.list).toBe("economy");
    expect(before.results.find((r) => r.subject === "E11")).toBeUndefined();
    const economy = before.results.find((r) => r.subject === "E06");
    const after = appraisal.results.find((r) => r.subject === "E06");
    // v1 gives the business environment 10 of 100 points, v2 gives it 15
    expect(economy?.nodes.find((n) => n.path.endsWith("/business-environment"))?.full).toBe("10");
    expect(after?.nodes.find((n) => n.path.endsWith("/business-environment"))?.full).toBe("15");
    const changes = compareAppraisals(before, appraisal);
    expect(changes.some((change) => change.subject === "E06")).toBe(true);
  }, 60_000);
});
