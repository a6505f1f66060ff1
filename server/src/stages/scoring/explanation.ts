import { type ExplanationPage, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { type Explanation, explain, type Facts, type Scheme } from "@biaochi/engine";
import type { z } from "zod";
import type { Database } from "../../platform/database.ts";
import { naming } from "../schemes/store.ts";
import { type FactsAt, loadFacts } from "./compute.ts";
import { engineDigest, engineName } from "./engine-identity.ts";
import type { ResultRow } from "./result-store.ts";
import type { RunRow } from "./store.ts";
import type { whereabouts } from "./whereabouts.ts";

const held = new Map<string, Promise<Facts>>();
const mostHeld = 2;

/** The facts as of a run. The last few are kept: they never change, and a reader opens several pages of one run. */
export function factsAt(database: Database, at: FactsAt): Promise<Facts> {
  const key = `${database.url} ${at.programme} ${at.recording}`;
  const known = held.get(key);
  if (known !== undefined) return known;
  const oldest = held.keys().next().value;
  if (held.size >= mostHeld && oldest !== undefined) held.delete(oldest);
  const loading = database.withConnection((client) => loadFacts(client, at));
  held.set(key, loading);
  loading.catch(() => held.delete(key));
  return loading;
}

/**
 * Why the subject has its score: the run's own computation again, with every step kept. The recomputed score must be the
 * recorded one; if it is not, nothing is shown, because one of the two is wrong.
 */
export function explainResult(
  run: RunRow,
  result: ResultRow,
  scheme: Scheme,
  facts: Facts,
): Outcome<Explanation, Refusal<"explanation-differs" | "engine-differs">> {
  const [explanation] = explain(scheme, facts, { period: run.period, subjects: [result.subject] });
  const last = explanation?.steps.at(-1);
  const exact = last?.stage === "rounding" && last.path === "" ? last.before : undefined;
  const isSame =
    explanation !== undefined && (explanation.score ?? null) === result.score && (exact ?? null) === result.exact;
  if (isSame) return ok(explanation);
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
    exact: result.exact,
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
    lost: explanation.lost.map(({ path, rule, full, points, lost, inputs, facts: used, absence }) => ({
      ...{ path, name: names.name(path), rule, full, points, lost, inputs: { ...inputs } },
      facts: visible(used),
      carried: places.carried(used),
      absence: absence ?? null,
    })),
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
