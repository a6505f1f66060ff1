import { type ExplanationPage, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { type Explanation, exactOf, minus, type Scheme } from "@biaochi/engine";
import type { z } from "zod";
import { naming } from "../schemes/store.ts";
import { lossAt, nodeKindOf } from "./compute.ts";
import { engineDigest, engineName } from "./engine-identity.ts";
import { regainsOf } from "./regains.ts";
import type { ResultRow } from "./result-store.ts";
import type { RunRow } from "./store.ts";
import type { whereabouts } from "./whereabouts.ts";

/** Points of doubles that differ by more are not the points that were recorded. */
const nothing = 1e-9;

/** Whether every point that the explanation loses or gains is the recorded one, to what doubles of points can vouch for. */
function hasRecordedPoints(result: ResultRow, explanation: Explanation): boolean {
  const lost = new Map(explanation.lost.map((each) => [each.path, each]));
  return result.nodes.every(([path, kind, full, points]) => {
    if (kind === "block") return true;
    const told = lost.get(path);
    if (told !== undefined) return isNear(told.full, full) && isNear(told.points, points ?? "0");
    return isNear(lossAt({ path, kind: nodeKindOf(kind), full, points: points ?? "0" }), "0");
  });
}

const isNear = (a: string, b: string): boolean => {
  const { num, den } = minus(exactOf(a), exactOf(b));
  return Math.abs(Number(num) / Number(den)) <= nothing;
};

/**
 * Why the subject has its score: the run's own computation again, with every step kept. The recomputed score must be the
 * recorded one, and so must its points; if they are not, nothing is shown, because one of the two is wrong.
 */
export function agreedExplanation(
  run: RunRow,
  result: ResultRow,
  explanation: Explanation | undefined,
): Outcome<Explanation, Refusal<"explanation-differs" | "engine-differs" | "facts-erased">> {
  const last = explanation?.steps.at(-1);
  const exact = last?.stage === "rounding" && last.path === "" ? last.before : undefined;
  const isSame =
    explanation !== undefined &&
    (explanation.score ?? null) === result.score &&
    (run.stored === "texts" ? (exact ?? null) === result.exact : hasRecordedPoints(result, explanation));
  if (isSame) return ok(explanation);
  const erased = run.erasures.find(({ ofFacts }) => ofFacts);
  if (erased !== undefined)
    return refuse({ code: "facts-erased", params: { document: erased.document, day: erased.at.slice(0, 10) } });
  if (run.engine_digest !== engineDigest())
    return refuse({ code: "engine-differs", params: { found: run.engine, expected: engineName } });
  return refuse({
    code: "explanation-differs",
    params: { found: exact ?? explanation?.score ?? null, expected: result.exact ?? result.score },
  });
}

type Page = z.input<typeof ExplanationPage>;

/** Names the steps and keeps those facts that the reader may see; the number of the others is told. */
export function explanationPageOf(
  run: RunRow,
  result: ResultRow,
  scheme: Scheme,
  explanation: Explanation,
  facts: Page["facts"],
  places: ReturnType<typeof whereabouts>,
): Page {
  const names = naming(scheme, result.list);
  const shown = new Set(facts.map((fact) => fact.id));
  const visible = (ids: readonly string[]) => ids.filter((id) => shown.has(id));
  return {
    run: run.id,
    programme: run.programme,
    subject: { id: result.subject, type: result.type, name: result.name },
    list: explanation.list,
    period: explanation.period,
    score: result.score,
    exact: explanation.steps.findLast((step) => step.stage === "rounding" && step.path === "")?.before ?? null,
    steps: explanation.steps.map(({ path, stage, code, inputs, facts: used, absence, before, points, full }) => ({
      path,
      name: names.name(path),
      stage,
      code,
      inputs: { ...inputs },
      facts: visible(used),
      carried: places.carried(used),
      absence: absence ?? null,
      before: before ?? null,
      points: points ?? null,
      full: full ?? null,
    })),
    lost: explanation.lost.map((each) => {
      const { path, rule, full, points, lost, inputs, facts: used, absence } = each;
      return {
        ...{ path, name: names.name(path), rule, full, points, lost, inputs: { ...inputs } },
        facts: visible(used),
        carried: places.carried(used),
        absence: absence ?? null,
        regain: regainsOf(scheme, names.find(path), each, explanation.steps),
      };
    }),
    service: places.service(result.subject, run.period),
    ended: places.ended(result.subject),
    facts,
    withheldFacts: factIdsOf(explanation).length - shown.size,
  };
}

/** Every fact that the explanation names, once. A carried score is no fact: it has an explanation of its own. */
export function factIdsOf(explanation: Explanation): readonly string[] {
  const named = [...explanation.steps, ...explanation.lost].flatMap((each) => each.facts);
  return [...new Set(named)].filter((id) => !id.startsWith("score:"));
}
