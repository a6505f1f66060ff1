import { fileURLToPath } from "node:url";
import {
  type Appraisal,
  appraise,
  type Exact,
  exactOf,
  explain,
  plus,
  type SubjectResult,
  times,
} from "@biaochi/engine";
import { beforeAll, describe, expect, it } from "vitest";
import { type Dataset, readDataset } from "../dataset/dataset.ts";
import { cases } from "./cases.ts";
import { subjectOf } from "./cases-document.ts";
import { committed, planOf } from "./city.ts";

/** What CASES.md promises, checked on the appraisal of the committed folder. Expectations are worked out here by hand. */
const folder = fileURLToPath(new URL("../../../examples/demo-city/", import.meta.url));
const find = subjectOf(planOf(committed));
let dataset: Dataset;
let appraisal: Appraisal;
let results: Map<string, SubjectResult>;

beforeAll(async () => {
  const read = await readDataset({ folder });
  if (!read.dataset) throw new Error(JSON.stringify(read.findings));
  dataset = read.dataset;
  appraisal = appraise(dataset.scheme, dataset.facts);
  results = new Map(appraisal.results.map((r) => [r.subject, r]));
}, 60_000);

const idOf = (who: string): string => find(who) ?? who;
function result(who: string): SubjectResult {
  const found = results.get(idOf(who));
  if (!found) throw new Error(`no result for ${who}`);
  return found;
}
const node = (who: string, path: string) => result(who).nodes.find((n) => n.path === path && n.kind !== "opening");
const points = (who: string, path: string): string | undefined => node(who, path)?.points;
const same = (a: string | undefined, b: Exact): boolean =>
  a !== undefined && exactOf(a).num * b.den === b.num * exactOf(a).den;
const dec = (text: string): Exact => exactOf(text);
/** Points of a block as a part of its full marks. */
const rate = (who: string, path: string): Exact => {
  const n = node(who, path);
  const [p, f] = [exactOf(n?.points ?? "0"), exactOf(n?.full ?? "1")];
  return { num: p.num * f.den, den: p.den * f.num };
};
const steps = (who: string) => explain(dataset.scheme, dataset.facts, { subjects: [idOf(who)] })[0]?.steps ?? [];
const step = (who: string, path: string) => steps(who).find((s) => s.path === path && s.stage === "item");
/** Why an item had no points, quarter by quarter. */
const absences = (who: string, path: string) =>
  steps(who)
    .filter((s) => s.stage === "item" && s.path.startsWith(`${path}[`))
    .map((s) => s.absence);
const figure = (subject: string, indicator: string, period: string): Exact => {
  const found = dataset.facts.observations.find(
    (o) => o.subject === subject && o.indicator === indicator && o.period === period,
  )?.value;
  if (!found) throw new Error(`no figure ${subject} ${indicator} ${period}`);
  return found;
};

/** One test for each case of CASES.md; `check` is called with nothing and asserts. */
const checks: Readonly<Record<string, () => void>> = {
  "line-95"() {
    const capped = appraisal.results.filter((r) =>
      r.gradeReasons.some((g) => g.values?.rule === "centralism-below-line"),
    );
    expect(capped.map((r) => r.subject).sort()).toEqual(["L08", "R08", "T07"]);
    for (const r of capped) expect(r.grade).not.toBe("excellent");
    // four quarters at 94.0: 1 below the line, 1.5 of 10 lost; usual weighs 40 of 100
    expect(same(points("L08", "usual/dem-centralism"), dec("3.4"))).toBe(true);
    // 92.5: 2.5 below, 3.75 lost
    expect(same(points("T07", "usual/dem-centralism"), dec("2.5"))).toBe(true);
    // 94.6, 91.8, 91.8, 94.6: 0.6, 4.8, 4.8, 0.6 lost, 2.7 on the mean
    expect(same(points("R08", "usual/dem-centralism"), dec("2.92"))).toBe(true);
  },
  "red-line-debt"() {
    expect(Number(result("K04").score)).toBeLessThanOrEqual(85);
    for (const who of ["K04", "K04/head/1", "K04/head/2"])
      expect([who, result(who).redLines.map((h) => h.redLine)]).toEqual([who, ["debt"]]);
    expect(result("K04").grade).not.toBe("excellent");
    expect(result("K04/head/1").redLines[0]?.through).toBe("K04");
    expect(result("K04/deputy/1").redLines).toEqual([]);
  },
  "red-line-water"() {
    expect(result("T09").redLines[0]).toMatchObject({ redLine: "water" });
    expect(result("T09").redLines[0]?.from).toBeUndefined();
    expect(Number(result("T09").score)).toBeGreaterThan(75);
    expect(result("T09").gradeReasons.map((g) => g.code)).toContain("grade-lowered");
  },
  "red-line-employment"() {
    const hit = result("L04").redLines.find((h) => h.redLine === "employment");
    expect(same(hit?.to, plus(dec(hit?.from ?? "0"), dec("-2")))).toBe(true);
    expect(
      appraisal.results.filter((r) => r.redLines.some((h) => h.redLine === "employment")).map((r) => r.subject),
    ).toEqual(["L04"]);
  },
  "red-line-pollution"() {
    for (const who of ["K02", "K02/head/1", "K02/head/2"]) {
      expect(result(who).redLines.map((h) => h.redLine)).toContain("pollution");
      expect(Number(result(who).score)).toBeLessThanOrEqual(84.99);
      expect(result(who).grade).not.toBe("excellent");
    }
    expect(result("K02/deputy/1").redLines).toEqual([]);
  },
  "red-line-revoked"() {
    expect(result("R03").redLines).toEqual([]);
    expect(dataset.facts.events.find((e) => e.subject === "R03" && e.type === "food-safety")?.standing).toBe("revoked");
  },
  "red-line-fails"() {
    expect([result("T02").score, result("T02").grade]).toEqual(["59.00", "poor"]);
    expect(result("T02/head/2").grade).toBe("incompetent");
    expect(result("T02/head/1").grade).not.toBe("incompetent");
  },
  "exempt-event"() {
    const order = step("E01", "annual/order");
    expect(order?.inputs).toMatchObject({ events: "1", notCounted: "1", deducted: "0.5" });
    expect(same(points("E01", "annual/order"), dec("2.25"))).toBe(true);
  },
  "exempt-datum"() {
    expect(node("E05", "term/project-survival")?.absence ?? node("E05", "term")?.absence).toBe("exempt");
    expect(result("E05").standing).toBe("complete");
    expect(result("E05").missing).toEqual([]);
    // 10 of 100 points have no part: the rest is scaled by 100/90
    expect(same(node("E05", "usual")?.full, dec("400/9"))).toBe(true);
  },
  "exempt-official"() {
    expect(result("E05/staff/1").nodes.find((n) => n.path === "work-errors" && n.points !== "0")).toBeUndefined();
    expect(dataset.facts.events.find((e) => e.subject === idOf("E05/staff/1"))?.standing).toBe("exempt");
  },
  missing() {
    expect([
      result("T05").standing,
      [...new Set(result("T05").missing.map((path) => path.replace(/\[.*\]/, "")))].sort(),
    ]).toEqual(["provisional", ["annual/individual/village-income", "usual/hotline/hotline-satisfaction"]]);
    expect(node("T05", "annual/individual/village-income")).toMatchObject({ absence: "missing" });
  },
  "not-applicable"() {
    for (const unit of ["E07", "R06"]) {
      expect(absences(unit, "usual/individual/approval-ontime")).toEqual([
        "not-applicable",
        "not-applicable",
        "not-applicable",
        "not-applicable",
      ]);
      expect(node(unit, "usual/individual/approval-ontime")).toMatchObject({ absence: "not-applicable", full: "0" });
      expect(result(unit).standing).toBe("complete");
    }
  },
  late() {
    expect(node("T11", "annual/budget-execution")).toMatchObject({ points: "0", full: "5", absence: "late" });
    expect(figure("T11", "budget-execution", "2025").num > 0n).toBe(true);
  },
  zero() {
    // 0 of 10 projects: 4 of 12 lost, annual weighs 50 of 100
    expect(node("L03", "annual/individual/livelihood-projects")).toMatchObject({ points: "4", full: "6" });
    expect(node("L03", "annual/individual/livelihood-projects")?.absence).toBeUndefined();
  },
  "late-without-use"() {
    expect(node("T06", "annual/individual/livelihood-projects")).toMatchObject({ points: "0", absence: "late" });
  },
  mover() {
    // 24 points, six months each
    const half = plus(times(rate("P05", "usual"), dec("12")), times(rate("T03", "usual"), dec("12")));
    expect(same(points("T03/head/1", "usual/unit-usual"), half)).toBe(true);
  },
  "post-changes-hands"() {
    const now = plus(times(rate("E01", "usual"), dec("10")), times(rate("K01", "usual"), dec("14")));
    expect(same(points("K01/head/1", "usual/unit-usual"), now)).toBe(true);
    // a deputy at the cut-off carries 16 of 40 points
    const former = plus(times(rate("K01", "usual"), dec("20/3")), times(rate("E01", "usual"), dec("28/3")));
    expect(same(points("E01/deputy/1", "usual/unit-usual"), former)).toBe(true);
  },
  "take-over"() {
    const change = plus(
      figure("L04", "livelihood-index", "2025"),
      times(dec("-1"), figure("L04", "livelihood-index", "2024")),
    );
    const coefficient = plus(dec("60"), times(dec("40/7"), plus(change, dec("1"))));
    expect(same(points("L04/head/1", "term/since-take-over"), times(coefficient, dec("4/100")))).toBe(true);
  },
  "two-moves"() {
    const mean = plus(
      plus(times(rate("R08", "usual"), dec("2/12")), times(rate("E08", "usual"), dec("6/12"))),
      times(rate("R03", "usual"), dec("4/12")),
    );
    expect(
      same(
        points("R03/sectionHead/1", "usual/unit-usual"),
        times(mean, dec(node("R03/sectionHead/1", "usual/unit-usual")?.full ?? "0")),
      ),
    ).toBe(true);
  },
  secondment() {
    const full = dec(node("P02/staff/1", "usual/unit-usual")?.full ?? "0");
    expect(same(points("P02/staff/1", "usual/unit-usual"), times(rate("P02", "usual"), full))).toBe(true);
  },
  "sent-away"() {
    const full = dec(node("E08/staff/1", "usual/unit-usual")?.full ?? "0");
    const mean = plus(times(rate("E08", "usual"), dec("2/12")), times(rate("T13", "usual"), dec("10/12")));
    expect(same(points("E08/staff/1", "usual/unit-usual"), times(mean, full))).toBe(true);
    expect(result("E08/staff/1").cohort).toBe("members:T13");
  },
  acting() {
    // staff weights: 20 of 100 from the unit, of 40 in 90
    expect(same(node("L10/staff/1", "usual/unit-usual")?.full, dec("80/9"))).toBe(true);
  },
  probation() {
    for (const who of ["R02/staff/1", "T01/staff/1"])
      expect([result(who).grade, result(who).standing]).toEqual(["comment-only", "complete"]);
  },
  "late-joiner"() {
    expect(result("E05/staff/2").standing).toBe("complete");
    const own = steps("E05/staff/2").filter((s) => s.path.startsWith("usual/own/own-tasks["));
    expect(own.map((s) => [s.path.slice(-8), s.absence])).toContainEqual(["[2025Q1]", "not-applicable"]);
    const share = appraisal.allocations[0]?.shares.find((s) => s.subject === idOf("E05/staff/2"));
    const pays = { 好: "8", 较好: "7.6", 一般: "7.2", 差: "6.8" }[result("E05/staff/2").band ?? ""];
    expect(share?.claim).toBe(pays);
  },
  "long-leave": () => expect(result("P08/staff/1").grade).toBe("long-leave"),
  "short-leave": () => expect(["excellent", "competent"]).toContain(result("L09/staff/1").grade),
  warning() {
    expect(result("L03/staff/1").gradeReasons).toContainEqual(
      expect.objectContaining({ code: "grade-capped", values: { rule: "warning", cap: "competent" } }),
    );
    expect(result("L03/staff/1").grade).not.toBe("excellent");
  },
  admonition() {
    expect(result("R02/head/1").gradeReasons).toContainEqual(
      expect.objectContaining({ code: "grade-capped", values: { rule: "admonition", cap: "competent" } }),
    );
  },
  demerit: () => expect(result("P05/staff/1").grade).toBe("demerit"),
  refusal: () => expect(result("R03/staff/2").grade).toBe("incompetent"),
  proposed() {
    expect(same(points("T11", "annual/order"), dec("2.5"))).toBe(true);
    expect(step("T11", "annual/order")?.inputs).toMatchObject({ events: "0", notCounted: "1" });
  },
  "one-matter": () => expect(points("L10", "awards")).toBe("1.5"),
  "bonus-capped": () => expect(points("E09", "awards")).toBe("2"),
  "below-zero": () => expect(points("R01", "integrity")).toBe("-1.5"),
  // two accidents: 2 + 1.5 of 5; annual weighs 50 of 100
  "by-count": () => expect(same(points("T08", "annual/order"), dec("0.75"))).toBe(true),
  "assessed-beside-measured"() {
    const own = dataset.facts.assessments.filter((a) => a.subject === "E04" && a.indicator === "rule-of-law");
    expect(own.map((a) => a.assessor).sort()).toEqual(["P02", "P05", "R07"]);
    expect(own.filter((a) => a.points.num < 10n * a.points.den && !a.reason)).toEqual([]);
    const mean = times(
      own.reduce((sum, a) => plus(sum, a.points), dec("0")),
      dec("1/3"),
    );
    expect(same(points("E04", "annual/rule-of-law"), times(mean, dec("1/2")))).toBe(true);
  },
  "all-full-marks"() {
    const given = dataset.facts.assessments.filter((a) => a.indicator === "openness");
    expect(new Set(given.map((a) => a.assessor))).toEqual(new Set(["P01"]));
    const nodes = appraisal.results.flatMap((r) => r.nodes.filter((n) => n.path === "usual/openness" && !n.absence));
    expect(nodes.filter((n) => n.points !== n.full)).toEqual([]);
  },
  "few-cases"() {
    for (const item of ["hotline-response", "hotline-satisfaction", "hotline-repeat"])
      expect(new Set(absences("L09", `usual/hotline/${item}`))).toEqual(new Set(["not-applicable"]));
    expect(result("L09").standing).toBe("complete");
    // 16 of 100 do not apply: the rest is scaled by 100/84
    expect(same(node("L09", "usual/dem-centralism")?.full, dec("100/21"))).toBe(true);
  },
  "many-cases"() {
    for (const item of ["hotline-response", "hotline-satisfaction", "hotline-repeat"])
      expect(node("L06", `usual/hotline/${item}`)?.absence).toBeUndefined();
  },
  "no-ballots"() {
    expect(node("P09", "annual/social-evaluation")).toMatchObject({ absence: "missing" });
    expect(Number(result("P09").score)).toBeGreaterThan(80);
  },
  "opening-units"() {
    for (const unit of ["L12", "T10", "T12", "T14", "K03", "K05"]) {
      const openings = dataset.facts.openings.filter((o) => o.subject === unit);
      expect(openings.map((o) => o.period)).toEqual(["2025Q1", "2025Q2"]);
      const taken = steps(unit).filter((s) => s.stage === "opening");
      expect(taken.map((s) => [s.points, s.facts])).toEqual(openings.map((o) => [expect.anything(), [o.id]]));
      expect(taken.every((s, i) => same(s.points, openings[i]?.score ?? dec("0")))).toBe(true);
      expect(result(unit).standing).toBe("complete");
    }
  },
  "opening-officials"() {
    const who = cases.find((c) => c.id === "opening-officials")?.who ?? [];
    for (const one of who) {
      expect(steps(one).filter((s) => s.stage === "opening" && s.path.startsWith("usual/own")).length).toBe(2);
      expect(result(one).standing).toBe("complete");
    }
  },
  "tie-at-line"() {
    const quota = appraisal.quotas.find((q) => q.grading === "member-grade" && q.group === "T13");
    const tied = cases.find((c) => c.id === "tie-at-line")?.who.map(idOf);
    expect(quota).toMatchObject({ places: 3, taken: 0 });
    expect([...(quota?.undecided ?? [])].sort()).toEqual(tied);
    expect(new Set(tied?.map((id) => results.get(id)?.exact)).size).toBe(1);
  },
  "small-units"() {
    const groups = new Map(appraisal.quotas.filter((q) => q.grading === "member-grade").map((q) => [q.group, q]));
    expect(groups.has("P09") || groups.has("L11")).toBe(false);
    expect(groups.get("pool")?.members).toBeGreaterThanOrEqual(8);
  },
  merger() {
    expect([result("E02").list, result("E03").list, result("E11").list]).toEqual([
      "merged-away",
      "merged-away",
      "created",
    ]);
    const half = plus(times(rate("E02", "usual"), dec("1/2")), times(rate("E03", "usual"), dec("1/2")));
    expect(same(points("E11", "usual/predecessors"), times(half, dec("100/3")))).toBe(true);
    expect(same(node("E11", "usual/own")?.full, dec("20/3"))).toBe(true);
    for (const unit of ["E02", "E03"])
      expect([result(unit).standing, result(unit).grade]).toEqual(["complete", undefined]);
  },
  outlier() {
    const step4 = steps("K01").find(
      (s) => s.path === "usual/individual/fixed-investment[2025Q4]" && s.stage === "item",
    );
    const lead = plus(dec(step4?.points ?? "0"), times(dec("-1"), dec(step4?.full ?? "0")));
    expect(lead.num > 0n).toBe(true);
  },
};

describe("CASES.md", () => {
  it("has a check for every case, and no check without a case", () => {
    expect(Object.keys(checks).sort()).toEqual(cases.map((c) => c.id).sort());
  });
  it.each(Object.entries(checks))("%s", (_id, check) => check());
});
