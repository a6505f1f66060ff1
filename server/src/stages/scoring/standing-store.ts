import { type Name, type Outcome, ok, type Refusal, type Role, refuse } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { findSchemeVersion, schemeOf } from "../schemes/store.ts";
import { outcomeNames } from "./naming.ts";
import { listCohorts, listStandings } from "./result-store.ts";
import type { Page } from "./standing-keys.ts";
import type { Which } from "./standing-parts.ts";
import { standingRows } from "./standing-rows.ts";
import { findRun, type RunRow } from "./store.ts";
import { listTrends } from "./trend-store.ts";

export type FinishedRun = { readonly run: RunRow; readonly scheme: Scheme };

/** A run in scope whose results are there, with its scheme. */
export async function finishedRun(
  tx: Transaction,
  scope: Scope,
  id: number,
): Promise<Outcome<FinishedRun, Refusal<"outside-scope" | "run-unfinished">>> {
  const run = await findRun(tx, scope, id);
  if (run === undefined) return refuse({ code: "outside-scope" });
  if (run.state !== "done") return refuse({ code: "run-unfinished", params: { state: run.state } });
  const version = await findSchemeVersion(tx, scope, run);
  if (version === undefined) return refuse({ code: "outside-scope" });
  return ok({ run, scheme: schemeOf(version) });
}

export type StandingLine = ReturnType<typeof standingRows>[number];
export type WholeStanding = {
  readonly run: RunRow;
  readonly rows: readonly StandingLine[];
  cohortName(id: string): Name;
};

/** More subjects than any city has: a whole standing is read at once. */
const mostRows = 200_000;

/** What a whole standing is read for: in which order, and whether the quarters stand beside each line. */
export type WholeOptions = {
  readonly sort?: Page["sort"] | undefined;
  readonly direction?: Page["direction"] | undefined;
  readonly withTrend?: boolean;
};

/**
 * A standing from first to last, as the reader may see it; units and teams by rank and officials in protocol order where
 * nothing else is asked for.
 */
export async function readWholeStanding(
  tx: Transaction,
  reader: { readonly scope: Scope; readonly roles: readonly Role[] },
  which: Which,
  options: WholeOptions = {},
): Promise<Outcome<WholeStanding, Refusal<"outside-scope" | "run-unfinished">>> {
  const finished = await finishedRun(tx, reader.scope, which.run);
  if (!finished.ok) return finished;
  const { run, scheme } = finished.value;
  const sort = options.sort ?? (which.type === "official" ? "protocol" : "rank");
  const direction = options.direction ?? "asc";
  const lines = await listStandings(tx, reader.scope, which, { sort, direction, limit: mostRows });
  const subjects = options.withTrend === true ? lines.map((line) => line.subject) : [];
  const trends = await listTrends(tx, reader.scope, { programme: run.programme, period: run.period, subjects });
  const cohorts = await listCohorts(tx, reader.scope, run.id, which.type);
  const units = new Map(cohorts.map((line) => [line.cohort, line.unit_name]));
  const names = outcomeNames(scheme);
  const rows = standingRows(lines, scheme, {
    places: new Map(),
    trends: Map.groupBy(trends, (line) => line.subject),
  });
  return ok({ run, rows, cohortName: (id) => names.cohort(id, units.get(id) ?? null) });
}
