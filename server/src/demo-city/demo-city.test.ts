import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readScheme, ruleKinds } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { cases } from "./cases.ts";
import { subjectOf } from "./cases-document.ts";
import { bounds, committed, generateCity, planOf } from "./city.ts";
import { decided } from "./decided-figures.ts";
import { decidedEvents } from "./events.ts";
import { changedPlaces } from "./person-cases.ts";
import { unitsOf } from "./units.ts";

const folder = fileURLToPath(new URL("../../../examples/demo-city/", import.meta.url));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("the generator", () => {
  it("makes exactly the committed folder", () => {
    const made = generateCity(committed);
    const byHand = ["README.md", "dataset.yaml", "scheme.v1.yaml", "scheme.v2.yaml"];
    expect(
      readdirSync(folder)
        .filter((name) => name !== "out")
        .sort(),
    ).toEqual([...made.keys(), ...byHand].sort());
    for (const [name, text] of made)
      expect(read(name) === text, `${name} is stale: biaochi generate demo-city --out examples/demo-city`).toBe(true);
  });

  it("gives the same bytes for the same size, and others for another seed", () => {
    const small = { seed: 7, units: bounds.units[0], officials: 600, years: 1 };
    expect([...generateCity(small)]).toEqual([...generateCity(small)]);
    expect(generateCity({ ...small, seed: 8 }).get("officials.csv")).not.toBe(generateCity(small).get("officials.csv"));
  });

  it("keeps what it said of the cycle when more years are asked for", () => {
    const five = generateCity({ ...committed, years: 5 });
    expect(five.get("observations-units.csv")).toBe(read("observations-units.csv"));
    expect((five.get("observations-earlier-years.csv") ?? "").split("\n").length).toBeGreaterThan(10_000);
  });

  it("makes as many units and officials as it is asked for, in protocol order", () => {
    for (const [units, officials] of [
      [bounds.units[0], 600],
      [60, 1500],
      [200, 6000],
    ] as const) {
      const plan = planOf({ seed: 1, units, officials, years: 1 });
      expect([plan.units.length, plan.officials.length]).toEqual([units, officials]);
      expect(new Set(plan.officials.map((o) => o.id)).size).toBe(officials);
      expect(new Set(plan.officials.map((o) => o.roleClass)).size).toBe(4);
      const order = plan.officials.map((o) => o.sort);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it("stays small enough to commit and holds nothing that is not appraised by", () => {
    expect(readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(
      6_000_000,
    );
    for (const name of readdirSync(folder).filter((n) => n.endsWith(".csv"))) {
      expect(read(name).split("\n")[0]).not.toMatch(/ethnic|religio|family|login|checkin|location|photo|民族|宗教/i);
    }
  });
});

describe("the hard cases", () => {
  const plan = planOf(committed);
  const find = subjectOf(plan);
  const kept = new Set(unitsOf(bounds.units[0]).map((unit) => unit.id));

  it.each(cases.map((c) => [c.id, c] as const))("%s concerns subjects that exist", (_id, one) => {
    expect(one.who.filter((who) => find(who) === undefined)).toEqual([]);
    expect(one.who.filter((who) => !kept.has(who.split("/")[0] ?? ""))).toEqual([]);
  });

  it("are all in CASES.md, and all that the data decides is a case", () => {
    const document = read("CASES.md");
    expect(cases.filter((c) => !document.includes(`| ${c.id} |`)).map((c) => c.id)).toEqual([]);
    const told = new Set(cases.flatMap((c) => c.who));
    const decidedFor = [...decided.flatMap(([who]) => who), ...decidedEvents.map((e) => e.who), ...changedPlaces];
    expect(decidedFor.filter((who) => !told.has(who))).toEqual([]);
  });

  it("stand at both ends of the hotline: 22 and 6,530 calls", () => {
    const calls = (unit: string): number =>
      read("observations-units.csv")
        .split("\n")
        .filter((line) => line.startsWith(`${unit},hotline-cases,2025-`))
        .reduce((sum, line) => sum + Number(line.split(",")[3]), 0);
    expect([calls("L09"), calls("L06")]).toEqual([22, 6530]);
  });
});

describe.each(["scheme.v1.yaml", "scheme.v2.yaml"])("%s", (name) => {
  const answer = readScheme(read(name));

  it("is read without an error or a warning, and says that it is synthetic", () => {
    expect(answer.findings.filter((f) => f.severity !== "advice")).toEqual([]);
    expect(answer.scheme?.synthetic).toBe(true);
  });

  it("has 151 indicators, each with definition, owner and dimension; what is reported says why", () => {
    const indicators = answer.scheme?.indicators ?? [];
    expect(indicators.length).toBe(151);
    expect(indicators.filter((i) => !i.definition || !i.owner || !i.dimension || !i.source).map((i) => i.id)).toEqual(
      [],
    );
    expect(indicators.filter((i) => i.source?.kind === "reported" && !i.source.whyReported)).toEqual([]);
    expect(new Set(indicators.map((i) => i.dimension)).size).toBe(5);
    expect(new Set(indicators.map((i) => i.period))).toEqual(new Set(["month", "quarter", "year", "term"]));
  });

  it("uses every rule kind of the 22", () => {
    const text = read(name);
    expect(
      ruleKinds
        .filter((kind) => kind.number >= 1 && kind.number <= 22 && !text.includes(`kind: ${kind.id}`))
        .map((kind) => kind.id),
    ).toEqual([]);
    expect(answer.scheme?.constraints.length).toBeGreaterThan(0);
    expect(answer.scheme?.redLines.length).toBeGreaterThan(0);
    expect(text).toContain("combine: { by: weighted");
    expect(answer.scheme?.redLines.filter((line) => !line.expires || !line.approver).map((line) => line.id)).toEqual(
      [],
    );
  });

  it("marks no quota as verified that the rulebook has only second hand", () => {
    expect(answer.scheme?.grades.flatMap((g) => g.quotas).filter((q) => q.verified || !q.source)).toEqual([]);
  });
});
