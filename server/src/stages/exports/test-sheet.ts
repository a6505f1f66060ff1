import type { Sheet } from "../scoring/document-store.ts";
import type { Paper } from "../scoring/paper-store.ts";
import type { Issue } from "./issue.ts";

const digest = "ab".repeat(32);
const both = (text: string) => ({ "zh-CN": text, en: text });

export const sampleRun: Sheet["page"]["run"] = {
  run: 7,
  programme: { id: "town", title: both("小城"), synthetic: true },
  scheme: { id: "town", version: 2, title: both("方案"), digest },
  period: "2025Q3",
  state: "done",
  release: "issued",
  nextReleases: [],
  phase: null,
  progress: { done: 1, total: 1 },
  queuedAt: "2025-10-01T00:00:00Z",
  startedAt: "2025-10-01T00:00:01Z",
  finishedAt: "2025-10-01T00:00:02Z",
  askedBy: null,
  askedByName: null,
  cancelled: null,
  scored: 1,
  facts: { batch: 1, asOf: "2025-10-01T00:00:00Z", count: 1 },
  engine: "biaochi-engine 0.6.0",
  digests: { scheme: digest, rulebook: null, facts: digest, engine: digest, result: digest },
  results: { complete: 1, provisional: 0, notFormed: 0 },
  findings: [],
  erasures: [],
  failure: null,
};

export const sampleIssue: Issue = {
  language: "zh-CN",
  number: "000042",
  at: new Date("2025-10-08T08:00:00Z"),
  to: both("邓某"),
  run: sampleRun,
};

export type SampleOptions = {
  readonly type?: "unit" | "official";
  /** Items in one block; each has 100 / items full marks and loses half of them. */
  readonly items?: number;
  readonly name?: string;
  readonly score?: string | null;
  readonly missing?: number;
};

/** A sheet with figures that can be checked by hand: every item of full marks f loses f / 2. */
export function sampleSheet({
  type = "unit",
  items = 12,
  name = "第一局",
  score = "50.00",
  missing = 0,
}: SampleOptions = {}): Sheet {
  const id = type === "unit" ? "u1" : "p1";
  const full = `100/${items}`;
  const half = `50/${items}`;
  const paths = Array.from({ length: items }, (_, n) => `block/item-${n + 1}`);
  const named = (n: number) => both(`第${n + 1}项营商环境与政务服务满意度测评指标`);
  const isFormed = score !== null;
  const subject = { id, type, name: both(name) };
  return {
    ruleAt: () => ({ code: "rule.completion-rate.says", values: { target: "95" } }),
    page: {
      run: sampleRun,
      subject,
      unit: null,
      team: null,
      members: [],
      list: "units",
      standing: isFormed ? (missing > 0 ? "provisional" : "complete") : "not-formed",
      score,
      exact: score,
      full: isFormed ? "100" : "0",
      lost: isFormed ? "50" : null,
      cohort: isFormed
        ? { id: "units", name: both("单位"), size: 9, spread: ["40.00", "45.00", "52.00", "60.00", "71.00"] }
        : null,
      cohorts: [],
      rank: "3",
      of: 9,
      grade: null,
      gradeReasons: [],
      band: null,
      nodes: [
        {
          path: "block",
          kind: "block",
          name: both("平时"),
          indicator: null,
          rule: null,
          full: isFormed ? "100" : "0",
          points: isFormed ? "50" : "0",
          lost: isFormed ? "50" : "0",
          absence: null,
        },
        ...paths.map((path, n) => ({
          ...{ path, kind: "item" as const, name: named(n), indicator: null, rule: "completion-rate@1" },
          ...(isFormed ? { full, points: half, lost: half } : { full: "0", points: "0", lost: "0" }),
          absence: null,
        })),
      ],
      losses: isFormed ? paths.map((path, n) => ({ path, name: named(n), lost: half })) : [],
      redLines: [],
      missing: paths.slice(0, missing).map((path, n) => ({ path, name: named(n) })),
      periods: [
        { run: 5, period: "2025Q1", standing: "complete", score: "48.00", median: "50.00" },
        { run: 6, period: "2025Q2", standing: "complete", score: "49.00", median: "51.00" },
        { run: 7, period: "2025Q3", standing: "complete", score, median: "52.00" },
      ],
      last: { run: 6, period: "2025Q2", score: "49.00" },
      compared: [],
    },
    explanation: {
      run: 7,
      programme: "town",
      subject,
      list: "units",
      period: "2025Q3",
      score,
      exact: score,
      steps: [],
      lost: isFormed
        ? paths.map((path, n) => ({
            ...{ path, name: named(n), rule: "completion-rate@1", full, points: half, lost: half },
            inputs: { actual: "47.5", target: "95", rate: "0.5" },
            facts: [`f${n}`],
            carried: [],
            absence: null,
            regain: [],
          }))
        : [],
      service: [],
      ended: null,
      facts: paths.map((_, n) => ({
        ...{ id: `f${n}`, kind: "observation" as const, subject, period: "2025Q3", value: "47.5", absence: null },
        indicator: { id: `i${n}`, name: named(n), measure: "%" },
        ...{
          details: {},
          event: null,
          assessor: null,
          source: "政务服务平台数据归集系统",
          recordedAt: "2025-10-01T00:00:00Z",
          provisional: [],
          supersededBy: null,
        },
      })),
      withheldFacts: 0,
    },
  };
}

export type SampleUnit = {
  readonly score: string | null;
  readonly before?: string;
  readonly redLines?: number;
  readonly missing?: number;
  readonly cohort?: string;
  readonly name?: string;
};

/** A paper about units in the order given; ranks follow the order within a cohort. */
export function samplePaper(units: readonly SampleUnit[]): Paper {
  const ids = units.map((_, n) => `u${n + 1}`);
  const places = new Map<string, number>();
  return {
    run: sampleRun,
    rows: units.map(({ score, redLines = 0, missing = 0, cohort = "all", name }, n) => {
      const place = (places.get(cohort) ?? 0) + 1;
      places.set(cohort, place);
      return {
        subject: { id: ids[n] ?? "", type: "unit", name: both(name ?? `第${n + 1}局`) },
        sort: n + 1,
        unit: null,
        cohort,
        standing: score === null ? "not-formed" : missing > 0 ? "provisional" : "complete",
        score,
        rank: score === null ? null : String(place),
        of: units.length,
        places: null,
        trend: [],
        grade: null,
        band: null,
        redLines,
        missing,
        largestLoss: { path: "block/item", name: both("热线满意率"), lost: "1.25" },
      };
    }),
    cohortName: (id) => both(id),
    nodes: new Map(
      ids.map((id, n) => [
        id,
        [
          {
            path: "usual",
            kind: "block",
            name: both("平时"),
            full: "60",
            points: units[n]?.score === null ? null : "55.5",
          },
          { path: "annual", kind: "block", name: both("年度"), full: "40", points: "36.25" },
        ],
      ]),
    ),
    redLines: new Map(ids.map((id) => [id, [both("新增就业低于托底线")]])),
    last: units.some((unit) => unit.before !== undefined)
      ? { period: "2025Q2", scores: new Map(units.map((unit, n) => [ids[n] ?? "", unit.before ?? null])) }
      : undefined,
  };
}
