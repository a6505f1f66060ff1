import type { Facts } from "../../facts/model.ts";
import { readExact, show } from "../../number/exact.ts";
import type { Appraisal, SubjectResult } from "../../result.ts";
import type { Scheme } from "../../scheme/document.ts";
import { continueRun, startRun } from "../appraise.ts";
import { compareAppraisals } from "../compare.ts";
import { explain } from "../explain.ts";
import type { Chance } from "./chance.ts";
import { monthsOf } from "./city.ts";
import { corrected, reordered } from "./random-facts.ts";
import { minus, nought, sum, versus } from "./rational.ts";
import { scoring } from "./score.ts";

/** What must hold of every appraisal, whatever its scheme; each answers what it found broken. */
export function brokenExplanations(scheme: Scheme, facts: Facts, appraisal: Appraisal): readonly string[] {
  const scoreOf = scoring({ scheme, facts });
  const broken: string[] = [];
  const explanations = explain(scheme, facts);
  for (const result of appraisal.results) {
    const own = explanations.find((e) => e.subject === result.subject);
    if (result.score === undefined || result.exact === undefined) {
      if (own?.score !== undefined) broken.push(`${result.subject}: a score that was not formed is explained`);
      continue;
    }
    const last = readExact(own?.steps.at(-1)?.points ?? "") ?? nought;
    if (own?.score !== result.score || versus(last, readExact(result.score) ?? nought) !== 0)
      broken.push(`${result.subject}: the last step is ${show(last)}, the score ${result.score}`);
    const subject = facts.subjects.find((s) => s.id === result.subject);
    const full = (subject && scoreOf(subject, monthsOf("2025"))?.outOf) ?? nought;
    const lost = sum(...(own?.lost ?? []).map((l) => readExact(l.lost) ?? nought));
    const expected = minus(full, readExact(result.exact) ?? nought);
    if (versus(lost, expected) !== 0)
      broken.push(`${result.subject}: lost ${show(lost)} of ${show(full)}, and ${show(expected)} is not there`);
  }
  return broken;
}

/** An appraisal without the order in which subjects and facts were given. */
function unordered(appraisal: Appraisal): string {
  const byText = (all: readonly unknown[]): string[] => all.map((one) => JSON.stringify(one)).sort();
  return JSON.stringify([
    byText(
      appraisal.results.map((r) => ({
        ...r,
        gradeReasons: byText(r.gradeReasons.map((g) => ({ ...g, facts: [...(g.facts ?? [])].sort() }))),
        redLines: r.redLines.map((h) => ({ ...h, facts: [...h.facts].sort() })),
      })),
    ),
    byText(appraisal.cohorts),
    byText(appraisal.quotas.map((q) => ({ ...q, undecided: [...q.undecided].sort() }))),
    appraisal.allocations.map((a) => ({ ...a, shares: byText(a.shares) })),
    byText(appraisal.findings),
  ]);
}

export function brokenByOrder(c: Chance, scheme: Scheme, facts: Facts, appraisal: Appraisal): readonly string[] {
  const again = startRun(scheme, reordered(c, facts)).appraisal;
  return unordered(again) === unordered(appraisal) ? [] : [firstDifference(unordered(appraisal), unordered(again))];
}

/** A correction taken into a run that is there is the run on the corrected facts, bit for bit; the change report names who moved. */
export function brokenByCorrection(c: Chance, scheme: Scheme, facts: Facts): readonly string[] {
  const before = startRun(scheme, facts);
  const after = corrected(c, facts);
  const anew = startRun(scheme, after).appraisal;
  const onward = continueRun(before, after);
  const broken: string[] = [];
  const [full, short] = [JSON.stringify(anew), JSON.stringify(onward.appraisal)];
  if (full !== short) broken.push(`corrected: ${firstDifference(full, short)}`);
  const moved = anew.results
    .filter((r) => moves(before.appraisal.results.find((b) => b.subject === r.subject)) !== moves(r))
    .map((r) => r.subject);
  const reported = compareAppraisals(before.appraisal, anew).map((change) => change.subject);
  if ([...moved].sort().join() !== [...reported].sort().join())
    broken.push(`moved ${moved.join()}, reported ${reported.join()}`);
  return broken;
}

const moves = (r: SubjectResult | undefined): string =>
  JSON.stringify([
    r?.score,
    r?.rank,
    r?.grade,
    r?.band,
    r?.standing,
    r?.nodes
      .filter((n) => n.points !== "0")
      .map((n) => `${n.kind} ${n.path} ${n.points}`)
      .sort(),
  ]);

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (a[at] === b[at]) at++;
  return `${a.slice(Math.max(0, at - 160), at + 60)} <> ${b.slice(at, at + 60)}`;
}
