import type { Facts } from "../facts/model.ts";
import { periodOf } from "../facts/period.ts";
import { compare, exactOf, minus, negate, show } from "../number/exact.ts";
import type { Explanation, LostPoints, NodeResult, Step } from "../result.ts";
import type { Scheme } from "../scheme/document.ts";
import { draftRow, printed } from "./draft.ts";
import { compute, needsWholeList } from "./lists.ts";
import { openTrace, stepsOf } from "./trace.ts";
import { prepare } from "./world.ts";

export interface ExplainOptions {
  readonly period?: string;
  /** Default: everybody. */
  readonly subjects?: readonly string[];
}

/**
 * Why subjects have their scores: the computing of {@link appraise} itself, done again with every step kept.
 * Subjects that no list is for have no explanation.
 */
export function explain(scheme: Scheme, facts: Facts, options: ExplainOptions = {}): readonly Explanation[] {
  const world = prepare(scheme, facts);
  const computing = compute(world, { oneByOne: options.subjects !== undefined });
  const period = periodOf(options.period ?? scheme.cycle);
  const wanted = options.subjects && new Set(options.subjects);
  const explanations: { row: number; explanation: Explanation }[] = [];
  scheme.lists.forEach((list, l) => {
    const rows = world.rowsOf[l] ?? new Int32Array(0);
    const asked = wanted ? rows.filter((row) => wanted.has(world.subjects[row]?.id ?? "")) : rows;
    if (asked.length === 0) return;
    const trace = openTrace();
    const scores = computing.traced(l, period, needsWholeList(world, l) ? rows : asked, trace);
    for (const row of asked) {
      const i = scores.positionOf(row);
      const d = draftRow(world, l, scores, i);
      const steps = stepsOf(trace, i).filter(concerns);
      const rounding: readonly Step[] =
        d.exact && d.published
          ? [
              {
                path: "",
                stage: "rounding",
                code: scheme.rounding.mode,
                inputs: { places: String(scheme.rounding.places) },
                facts: [],
                before: show(d.exact),
                points: show(d.published),
              },
            ]
          : [];
      explanations.push({
        row,
        explanation: {
          subject: world.subjects[row]?.id ?? "",
          list: list.id,
          period: period.id,
          ...(d.published ? { score: printed(world, d.published) } : {}),
          steps: [...steps, ...rounding],
          lost: lostPoints(d.nodes, steps),
        },
      });
    }
  });
  return explanations.sort((a, b) => a.row - b.row).map((e) => e.explanation);
}

/** Steps about nothing: an item that is not on the subject's list, a limit or red line that did not touch it. */
const concerns = (step: Step): boolean =>
  step.stage === "red-line" || step.stage === "opening"
    ? step.absence === undefined && step.facts.length + (step.before === step.points ? 0 : 1) > 0
    : step.full === undefined ||
      step.full !== "0" ||
      (step.points ?? "0") !== "0" ||
      step.stage === "deduction" ||
      step.stage === "bonus";

/** Where points were lost or gained against the full marks, largest loss first; gains are negative losses. */
export function lostPoints(nodes: readonly NodeResult[], steps: readonly Step[]): readonly LostPoints[] {
  return nodes
    .filter((node) => node.kind !== "block")
    .flatMap((node): LostPoints[] => {
      const points = node.points === undefined ? exactOf("0") : exactOf(node.points);
      const lost =
        node.kind === "item" || node.kind === "opening" || node.path.endsWith("#absent")
          ? minus(exactOf(node.full), points)
          : negate(points);
      if (lost.num === 0n) return [];
      const own = steps.filter(
        (s) =>
          (s.path === node.path || s.path.startsWith(`${node.path}[`) || pathWithoutPeriods(s.path) === node.path) &&
          s.stage !== "block",
      );
      const main = own.find((s) => Object.keys(s.inputs).length > 0) ?? own[0];
      return [
        {
          path: node.path,
          rule: own.find((s) => s.code.includes("@"))?.code ?? main?.code ?? node.path.split("#")[1] ?? node.kind,
          full: node.full,
          points: show(points),
          lost: show(lost),
          inputs: own.length === 1 ? (main?.inputs ?? {}) : {},
          facts: [...new Set(own.flatMap((s) => s.facts))],
          ...(node.absence ? { absence: node.absence } : {}),
        },
      ];
    })
    .sort((a, b) => compare(exactOf(b.lost), exactOf(a.lost)) || (a.path < b.path ? -1 : 1));
}

const pathWithoutPeriods = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, "");
