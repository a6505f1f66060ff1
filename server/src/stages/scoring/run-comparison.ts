import {
  type FactDifference,
  type Outcome,
  type OutputOf,
  ok,
  type Refusal,
  refuse,
  type routes,
} from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import type { FactRow } from "../intake/fact-store.ts";
import { listRecorded, type RecordedDifference } from "../intake/recorded-store.ts";
import { type SchemeNames, schemeNames } from "../schemes/names-store.ts";
import { findSchemeVersion, schemeOf } from "../schemes/store.ts";
import { changePages } from "./changes.ts";
import { type ComparedRuns, readChanges } from "./comparison-store.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { movementsOf } from "./movements.ts";
import { outcomeNames } from "./naming.ts";
import { runPageOf } from "./run-page.ts";
import { findRun } from "./store.ts";
import { sightOf } from "./visibility.ts";

type Page = OutputOf<typeof routes.compareRuns>;
type Question = {
  readonly run: number;
  readonly since: number;
  readonly type?: "unit" | "team" | "official" | undefined;
  readonly q?: string | undefined;
  readonly sort: "protocol" | "difference";
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const mostFacts = 100;

/** One page of who changed between two finished runs of a programme, what changed in all, and where it can come from. */
export async function comparisonOf(
  tx: Transaction,
  actor: Actor,
  question: Question,
): Promise<Outcome<Page, Refusal<"outside-scope" | "run-unfinished">>> {
  const { scope } = actor;
  const [before, after] = [await findRun(tx, scope, question.since), await findRun(tx, scope, question.run)];
  if (before === undefined || after === undefined || before.programme !== after.programme)
    return refuse({ code: "outside-scope" });
  const unfinished = [before, after].find((run) => run.state !== "done");
  if (unfinished !== undefined) return refuse({ code: "run-unfinished", params: { state: unfinished.state } });
  const version = await findSchemeVersion(tx, scope, after);
  if (version === undefined) return refuse({ code: "outside-scope" });
  const scheme = schemeOf(version);
  const names = outcomeNames(scheme);
  const sight = sightOf(actor.roles);
  const runs: ComparedRuns = { before, after };
  const which = { type: question.type, q: question.q, countsRank: sight.ranks };
  const { sort, limit } = question;
  const page = { sort, limit: limit + 1, after: readCursor(question.cursor) };
  const { lines, counts: all } = await readChanges(tx, scope, runs, which, page);
  const shown = lines.slice(0, limit);
  const last = shown.at(-1);
  const { grades, changed: total, ...counts } = all;
  const [from, to] = [before.recording, after.recording];
  const range = { from: Math.min(from, to), to: Math.max(from, to), limit: mostFacts };
  const recorded = await listRecorded(tx, scope, after.programme, range);
  const { indicator: nameIndicator } = await schemeNames(tx, scope, after.programme);
  const isBackwards = from > to;
  return ok({
    before: runPageOf(before),
    after: runPageOf(after),
    changes: changePages(shown, scheme, sight),
    next: lines.length > limit && last !== undefined ? writeCursor({ key: last.key, subject: last.subject }) : null,
    total,
    summary: {
      ...{ changed: total, ...counts },
      grades: [...movementsOf(grades, names)],
      differs: {
        scheme: before.scheme_digest !== after.scheme_digest,
        facts: before.facts_digest !== after.facts_digest && (recorded.total > 0 || from === to),
        engine: before.engine_digest !== after.engine_digest,
      },
    },
    facts: recorded.facts.map((each) => factDifference(isBackwards ? turned(each) : each, nameIndicator)),
    factsTotal: recorded.total,
  });
}

const turned = ({ before, after }: RecordedDifference): RecordedDifference => ({ before: after, after: before });
const saidBy = (fact: FactRow | undefined): string | null => fact?.value ?? fact?.absence ?? null;

export function factDifference(
  { before, after }: RecordedDifference,
  nameIndicator: SchemeNames["indicator"],
): z.input<typeof FactDifference> {
  const fact = after ?? before;
  if (fact === undefined) throw new Error("a difference between two facts without a fact");
  const { subject: id, subject_type: type, subject_name: name, indicator } = fact;
  return {
    ...{ fact: fact.id, kind: fact.kind, period: fact.period, before: saidBy(before), after: saidBy(after) },
    subject: type === null || name === null ? null : { id, type, name },
    indicator: indicator === null ? null : nameIndicator(indicator),
  };
}
