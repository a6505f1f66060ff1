import { type Run, releasesAfter } from "@biaochi/contract";
import type { z } from "zod";
import type { RunRow } from "./store.ts";

/** What of a finished run still changes: how far its results have come, where they may go from there, and what was erased. */
export const releaseOf = ({ state, release, erasures }: Pick<RunRow, "state" | "release" | "erasures">) => ({
  release,
  erasures: [...erasures],
  nextReleases: state === "done" ? [...releasesAfter(release)] : [],
});

/** A run as it leaves the server. */
export function runPageOf(row: RunRow): z.input<typeof Run> {
  const { programme, programme_title: title, programme_synthetic: synthetic } = row;
  return {
    run: row.id,
    programme: { id: programme, title, synthetic },
    scheme: { id: row.scheme, version: row.version, title: row.title, digest: row.scheme_digest },
    period: row.period,
    state: row.state,
    ...releaseOf(row),
    phase: row.phase,
    progress: { done: row.rows_done, total: row.rows_total },
    queuedAt: row.queued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    askedBy: row.asked_by,
    askedByName: row.asked_by_name,
    cancelled:
      row.cancel_by === null || row.cancel_at === null
        ? null
        : { by: row.cancel_by, byName: row.cancel_by_name, at: row.cancel_at.toISOString() },
    scored: row.scored,
    facts: { batch: row.recording, asOf: row.as_of.toISOString(), count: row.fact_count },
    engine: row.engine,
    digests: {
      scheme: row.scheme_digest,
      rulebook: row.rulebook_digest,
      facts: row.facts_digest,
      engine: row.engine_digest,
      result: row.result_digest,
    },
    results:
      row.state === "done" ? { complete: row.complete, provisional: row.provisional, notFormed: row.not_formed } : null,
    findings: row.findings,
    failure: row.failure,
  };
}
