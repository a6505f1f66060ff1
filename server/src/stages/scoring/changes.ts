import type { Change } from "@biaochi/contract";
import {
  type Appraisal,
  absences,
  compareAppraisals,
  type NodeResult,
  type Scheme,
  type SubjectResult,
} from "@biaochi/engine";
import type { z } from "zod";
import { naming } from "../schemes/store.ts";
import type { OutcomeLine } from "./result-store.ts";
import type { RunRow } from "./store.ts";
import type { Sight } from "./visibility.ts";

type Side = z.input<typeof Change>["before"];

const nodeKinds = [
  "block",
  "item",
  "deduction",
  "bonus",
  "limit",
  "opening",
] as const satisfies readonly NodeResult["kind"][];

function resultOf(line: OutcomeLine): SubjectResult {
  return {
    subject: line.subject,
    type: line.type,
    list: line.list,
    standing: line.standing,
    ...(line.score === null ? {} : { score: line.score }),
    ...(line.rank === null ? {} : { rank: line.rank }),
    ...(line.grade === null ? {} : { grade: line.grade }),
    ...(line.band === null ? {} : { band: line.band }),
    nodes: line.nodes.map(([path, kind, full, points, absenceText]): NodeResult => {
      const absence = absences.find((each) => each === absenceText);
      return {
        path,
        kind: nodeKinds.find((each) => each === kind) ?? "limit",
        full,
        ...(points === null ? {} : { points }),
        ...(absence === undefined ? {} : { absence }),
      };
    }),
    ranks: [],
    gradeReasons: [],
    redLines: [],
    missing: [],
  };
}

function appraisalOf(run: RunRow, lines: readonly OutcomeLine[]): Appraisal {
  return {
    engine: run.engine ?? "",
    scheme: { id: run.scheme, version: run.version, digest: run.scheme_digest },
    facts: { count: run.fact_count ?? 0, digest: run.facts_digest ?? "" },
    period: run.period,
    results: lines.map(resultOf),
    cohorts: [],
    quotas: [],
    allocations: [],
    findings: [],
  };
}

const sideOf = (line: OutcomeLine | undefined, sight: Sight): Side =>
  line === undefined
    ? null
    : {
        score: line.score,
        rank: sight.showsRank(line.type) ? line.rank : null,
        grade: line.grade,
        standing: line.standing,
      };

export type ComparedRun = { readonly run: RunRow; readonly lines: readonly OutcomeLine[] };

/** Who changed between two runs, and where: the engine compares, this names. An official's rank does not count as a change. */
export function changesBetween(
  before: ComparedRun,
  after: ComparedRun,
  scheme: Scheme,
  sight: Sight,
): z.input<typeof Change>[] {
  const old = new Map(before.lines.map((line) => [line.subject, line]));
  const now = new Map(after.lines.map((line) => [line.subject, line]));
  return compareAppraisals(appraisalOf(before.run, before.lines), appraisalOf(after.run, after.lines)).flatMap(
    (change) => {
      const line = now.get(change.subject) ?? old.get(change.subject);
      if (line === undefined) return [];
      const { score, grade, band, standing, rank, nodes } = change;
      const isSeen = [score, grade, band, standing].some((each) => each !== undefined) || nodes.length > 0;
      if (!isSeen && !(rank !== undefined && sight.showsRank(line.type))) return [];
      const names = naming(scheme, line.list);
      return [
        {
          subject: { id: line.subject, type: line.type, name: line.name },
          before: sideOf(old.get(line.subject), sight),
          after: sideOf(now.get(line.subject), sight),
          nodes: nodes.map(({ path, from = null, to = null }) => ({ path, name: names.name(path), from, to })),
        },
      ];
    },
  );
}
