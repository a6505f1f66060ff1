import type { FactKind, Name, routes } from "@biaochi/contract";
import { type About, readersOf, type Scheme, type Subject } from "@biaochi/engine";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { alsoFor, runInScope, type Scope, subjectInScope } from "../../platform/scope.ts";
import { naming } from "../schemes/store.ts";

type Page = z.input<(typeof routes)["readDependents"]["output"]>;

/** What a scheme can call a fact by; undefined for a kind that no item reads (a decided grade). */
export function nameOfFact(fact: {
  readonly kind: z.output<typeof FactKind>;
  readonly indicator: string | null;
  readonly details: Readonly<Record<string, string>>;
}): Pick<About, "kind" | "name"> | undefined {
  const { kind, indicator, details } = fact;
  if (kind === "decided-grade") return undefined;
  const name = { event: details.type, coefficient: details.name, ballot: details.campaign, opening: details.node };
  const found =
    kind === "event" || kind === "coefficient" || kind === "ballot" || kind === "opening" ? name[kind] : indicator;
  return found === undefined || found === null ? undefined : { kind, name: found };
}

/** The items and red lines that read the fact, with what the scheme calls them. */
export function readersPageOf(
  scheme: Scheme,
  about: Pick<About, "kind" | "name">,
  subject: Subject | undefined,
): Pick<Page, "items" | "redLines"> {
  const { items, redLines } = readersOf(scheme, { ...about, subject });
  return {
    items: items.flatMap(({ list: at, blocks, item, isRelative }) => {
      const list = scheme.lists[at];
      if (list === undefined) return [];
      const path = [...blocks, item].join("/");
      const called: Name = list.name ?? { "zh-CN": list.id, en: list.id };
      const type = list.for.type ?? null;
      return [
        { list: { id: list.id, name: called, type }, path, name: naming(scheme, list.id).name(path), isRelative },
      ];
    }),
    redLines: scheme.redLines.filter(({ id }) => redLines.includes(id)).map(({ id, name }) => ({ id, name })),
  };
}

/**
 * Finished runs that read a fact: computed from recordings up to theirs, the fact's inside and its successor's not. At
 * most 50, newest first, with the published score of the subject where it is in scope: both for whoever sees runs and results
 * anyway, since a figure is live and a result is not.
 */
export async function listRunsReading(
  tx: Transaction,
  scope: Scope,
  which: {
    readonly programme: string;
    readonly recording: number;
    readonly until: number | null;
    readonly subject: string;
  },
): Promise<Page["runs"]> {
  const { programme, recording, until, subject } = which;
  const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };
  const runs = alsoFor(scope, "see-runs");
  const results = alsoFor(scope, "see-subject");
  const { rows } = await sql<{ run: number; period: string; finished_at: Date; newest: number; score: string | null }>`
    select run.id as run, run.period, run.finished_at,
      (select max(n.id) from run n where n.programme = run.programme and n.period = run.period and n.state = 'done'
        and ${runInScope(runs, { programme: "n.programme", release: "n.release" })}) as newest,
      (select r.score::text from run_result r where r.run = run.id and r.subject = ${subject} and ${subjectInScope(results, here)}) as score
    from run where run.programme = ${programme} and run.state = 'done' and run.recording >= ${recording}
      and (${until}::int is null or run.recording < ${until}) and ${runInScope(runs, { programme: "run.programme", release: "run.release" })}
    order by run.id desc limit 50`.execute(tx);
  return rows.map(({ run, period, finished_at, newest, score }) => ({
    ...{ run, period, score, isNewest: run === newest },
    finishedAt: finished_at.toISOString(),
  }));
}
