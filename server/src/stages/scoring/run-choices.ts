import type { RunChoices } from "@biaochi/contract";
import { inside, readPeriod } from "@biaochi/engine";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, runInScope, type Scope } from "../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions, schemeInForce } from "../schemes/store.ts";

type Choices = z.input<typeof RunChoices>;
/** Enough to choose from: somebody who wants an older state of the facts names the run that was computed from it. */
const mostRecordings = 50;

/** Undefined for a programme that is unknown, has no scheme, or is out of scope. */
export async function runChoicesOf(tx: Transaction, scope: Scope, programme: string): Promise<Choices | undefined> {
  const versions = await listSchemeVersions(tx, scope, programme);
  if (versions.length === 0) return undefined;
  const latest = await latestByPeriod(tx, scope, programme);
  const cycles = [...new Set(versions.map(({ cycle }) => cycle))].flatMap((cycle) => readPeriod(cycle) ?? []);
  const wanted = cycles.flatMap((cycle) => [
    cycle,
    ...(["year", "half", "quarter"] as const).flatMap((grain) => (cycle.grain === grain ? [] : inside(cycle, grain))),
  ]);
  const periods: Choices["periods"] = [];
  for (const period of new Set(wanted)) {
    const heading = schemeInForce(versions, period);
    const version = heading && (await findSchemeVersion(tx, scope, { programme, ...heading }));
    if (version === undefined) continue;
    const { scheme: id, version: number, title, digest } = version;
    const latestRun = latest.get(period.id) ?? null;
    periods.push({ period: period.id, scheme: { id, version: number, title, digest }, latestRun });
  }
  const { rows } = await sql<Omit<Choices["recordings"][number], "recordedAt"> & { recorded_at: Date; total: number }>`
    select id as batch, recorded_at, kind, name, reason, (count(*) over ())::int as total from recording
    where programme = ${programme} and ${programmeInScope(scope, "programme")}
    order by id desc limit ${mostRecordings}`.execute(tx);
  return {
    periods,
    recordings: rows.map(({ batch, kind, name, reason, recorded_at }) => ({
      ...{ batch, kind, name, reason },
      recordedAt: recorded_at.toISOString(),
    })),
    olderRecordings: (rows[0]?.total ?? 0) - rows.length,
  };
}

async function latestByPeriod(tx: Transaction, scope: Scope, programme: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ period: string; run: number }>`
    select period, max(id) as run from run
    where programme = ${programme} and state = 'done' and ${runInScope(scope, { programme: "programme", release: "release" })}
    group by period`.execute(tx);
  return new Map(rows.map(({ period, run }) => [period, run]));
}
