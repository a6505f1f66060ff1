import type { NodeKind, SubjectPage } from "@biaochi/contract";
import { compare, exactOf, minus, periodOf, plus, type Scheme, show, times } from "@biaochi/engine";
import type { z } from "zod";
import { indicatorOf, naming } from "../schemes/store.ts";
import { lossAt } from "./compute.ts";
import { outcomeNames } from "./naming.ts";
import type { PeerLine } from "./peer-store.ts";
import type { PeriodLine, ResultRow, StandingLine } from "./result-store.ts";
import { runPageOf } from "./run-page.ts";
import type { RunRow } from "./store.ts";
import { type Sight, showsGrade, showsRank } from "./visibility.ts";

type Page = z.input<typeof SubjectPage>;
type Node = Page["nodes"][number];

const kinds = [
  "block",
  "item",
  "deduction",
  "bonus",
  "opening",
  "limit",
  "red-line",
] as const satisfies readonly z.output<typeof NodeKind>[];
const absences = ["missing", "not-applicable", "exempt", "late"] as const;

export type PageParts = {
  readonly run: RunRow;
  readonly result: ResultRow;
  readonly members: readonly StandingLine[];
  readonly periods: readonly PeriodLine[];
  /** The period before, of the same length, and its nodes. */
  readonly last: { readonly line: PeriodLine; readonly nodes: ResultRow["nodes"] } | undefined;
  readonly peers: readonly PeerLine[];
  readonly scheme: Scheme;
  readonly sight: Sight;
  /** Whether the page is the reader's own: that the own grade is deferred is told to everybody. */
  readonly isOwn: boolean;
};

function nodesOf({ result, scheme }: PageParts): readonly Node[] {
  const names = naming(scheme, result.list);
  return result.nodes.map(([path, kindText, full, points, absenceText]): Node => {
    const kind = path.startsWith("#red-line:") ? "red-line" : (kinds.find((each) => each === kindText) ?? "limit");
    const node = names.find(path)?.node;
    const isItem = node !== undefined && "item" in node && !path.includes("#");
    return {
      path,
      kind,
      name: names.name(path),
      indicator: isItem ? (indicatorOf(scheme, node)?.id ?? null) : null,
      rule: isItem ? node.rule.kind : null,
      full,
      points,
      lost: points === null ? null : lossAt({ path, kind: kind === "red-line" ? "limit" : kind, full, points }),
      absence: absences.find((each) => each === absenceText) ?? null,
    };
  });
}

/** Full marks of the list: what its items could bring. Deductions, bonus and limits stand outside of it. */
function fullOf(nodes: readonly Node[]): string {
  const counted = nodes.filter(
    (node) => node.kind === "item" || node.kind === "opening" || node.path.endsWith("#absent"),
  );
  return show(counted.reduce((sum, node) => plus(sum, exactOf(node.full)), exactOf("0")));
}

type Points = Pick<Node, "full" | "points">;

/** Points over full marks, to 12 decimals at least; null where there are no points or nothing to win. */
function rateOf({ full, points }: Points): string | null {
  if (points === null) return null;
  const [whole, part] = [exactOf(full), exactOf(points)];
  return whole.num <= 0n ? null : show(times(part, exactOf(`${whole.den}/${whole.num}`)));
}

/** Every block and item that has full marks, beside its last period and the cohort. */
function comparedOf({ last, peers }: PageParts, nodes: readonly Node[]): Page["compared"] {
  const before = new Map(
    (last?.nodes ?? []).map(([path, , full, points]) => [path, rateOf({ full, points })] as const),
  );
  const cohort = new Map(peers.map((line) => [line.path, line]));
  return nodes
    .filter(({ kind, full }) => (kind === "block" || kind === "item" || kind === "opening") && full !== "0")
    .map((node) => {
      const line = cohort.get(node.path);
      return {
        path: node.path,
        rate: rateOf(node),
        last: before.get(node.path) ?? null,
        cohort: line === undefined ? null : { size: line.size, low: line.low, median: line.median, high: line.high },
      };
    });
}

/** The period before `period` of the same length among those that have been computed. */
export function lastBefore(periods: readonly PeriodLine[], period: string): PeriodLine | undefined {
  const here = periodOf(period);
  return periods.find((line) => {
    const { grain, to } = periodOf(line.period);
    return grain === here.grain && to + 1 === here.from;
  });
}

export function subjectPageOf(parts: PageParts): Page {
  const { run, result, members, periods, scheme, sight } = parts;
  const names = outcomeNames(scheme);
  const isDeferred = names.isDeferred(result.grade);
  const list = naming(scheme, result.list);
  const nodes = nodesOf(parts);
  const full = fullOf(nodes);
  const losses = nodes
    .filter((node) => node.kind !== "block" && node.lost !== null && exactOf(node.lost).num > 0n)
    .map(({ path, name, lost }) => ({ path, name, lost: lost ?? "0" }))
    .sort((a, b) => compare(exactOf(b.lost), exactOf(a.lost)));
  const isRankShown = showsRank(result);
  const isGradeShown = showsGrade(result);
  const cohorts = result.placings.map(
    ({ cohort: id, unit_name: unitName, size, spread, rank, of }): Page["cohorts"][number] => ({
      ...{ id, name: names.cohort(id, unitName), size, of },
      spread: spread !== null && size >= sight.smallestCohort ? [...spread] : null,
      rank: isRankShown ? rank : null,
    }),
  );
  const [first] = cohorts;
  return {
    run: runPageOf(run),
    subject: { id: result.subject, type: result.type, name: result.name },
    unit: result.unit,
    team: result.team,
    members: members.map(({ subject: id, type, name, score, standing }) => ({
      subject: { id, type, name },
      score,
      standing,
    })),
    list: result.list,
    standing: result.standing,
    score: result.score,
    exact: result.exact,
    full,
    lost: result.score === null ? null : show(minus(exactOf(full), exactOf(result.score))),
    cohort: first === undefined ? null : { id: first.id, name: first.name, size: first.size, spread: first.spread },
    cohorts,
    rank: isRankShown ? result.rank : null,
    of: isRankShown ? result.rank_of : null,
    grade: isGradeShown || (parts.isOwn && isDeferred) ? names.grade(result.grade) : null,
    gradeReasons:
      isGradeShown && !isDeferred
        ? result.grade_reasons.map(({ code, values = {}, facts = [] }) => ({
            code,
            values: { ...values },
            names: names.ofReason(values),
            facts: [...facts],
          }))
        : [],
    band: isGradeShown ? names.band(result.band, result.grade) : null,
    nodes: [...nodes],
    losses,
    redLines: result.red_lines.map(({ redLine, facts, from = null, to = null, through }) => ({
      id: redLine,
      name: names.redLine(redLine),
      facts: [...facts],
      from,
      to,
      through: [result.unit, result.team].find((each) => each !== null && each.id === through) ?? null,
    })),
    missing: result.missing.map((path) => ({ path, name: list.name(path) })),
    periods: periods.map((line) => ({
      run: line.run,
      period: line.period,
      standing: line.standing,
      score: line.score,
      median: (line.cohort_size ?? 0) >= sight.smallestCohort ? line.median : null,
    })),
    last:
      parts.last === undefined
        ? null
        : { run: parts.last.line.run, period: parts.last.line.period, score: parts.last.line.score },
    compared: comparedOf(parts, nodes),
  };
}
