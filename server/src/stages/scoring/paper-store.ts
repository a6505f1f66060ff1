import { type Name, type Outcome, ok, type Refusal, type Run } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { naming } from "../schemes/store.ts";
import type { Reader } from "./document-store.ts";
import { outcomeNames } from "./naming.ts";
import { listNodePoints } from "./node-store.ts";
import { findResult, listPeriods } from "./result-store.ts";
import { runPageOf } from "./run-page.ts";
import { type FinishedRun, finishedRun, readWholeStanding, type StandingLine } from "./standing-store.ts";
import { lastBefore } from "./subject-page.ts";

/** A block or item of a unit's list with its points, as a summary table needs it. */
export type PaperNode = {
  readonly path: string;
  readonly kind: string;
  readonly name: Name;
  readonly full: string;
  readonly points: string | null;
};

/** What a run says about all units, for papers that go to a meeting. */
export type Paper = {
  readonly run: z.input<typeof Run>;
  /** By rank; units without a rank last. */
  readonly rows: readonly StandingLine[];
  cohortName(id: string): Name;
  readonly nodes: ReadonlyMap<string, readonly PaperNode[]>;
  /** Red lines that a unit crossed, by the scheme's names. */
  readonly redLines: ReadonlyMap<string, readonly Name[]>;
  /** The period before of the same length, where it has been computed. */
  readonly last: { readonly period: string; readonly scores: ReadonlyMap<string, string | null> } | undefined;
};

const mostUnits = 5000;

/** A finished run as documents name it. */
export const runOf = ({ run }: FinishedRun): Paper["run"] => runPageOf(run);

export async function readPaper(
  tx: Transaction,
  reader: Reader,
  run: number,
): Promise<Outcome<Paper, Refusal<"outside-scope" | "run-unfinished">>> {
  const finished = await finishedRun(tx, reader.scope, run);
  if (!finished.ok) return finished;
  const { scheme } = finished.value;
  const standing = await readWholeStanding(tx, reader, { run, type: "unit" });
  if (!standing.ok) return standing;
  const { rows, cohortName } = standing.value;
  const lines = await listNodePoints(tx, reader.scope, { run, type: "unit" }, { sort: "rank", limit: mostUnits });
  const nodes = new Map(
    lines.map((line) => {
      const names = naming(scheme, line.list);
      const all = line.nodes.map(([path, kind, full, points]) => ({
        path,
        kind,
        full,
        points,
        name: names.name(path),
      }));
      return [line.subject, all] as const;
    }),
  );
  const called = outcomeNames(scheme);
  const redLines = new Map<string, readonly Name[]>();
  for (const row of rows.filter((each) => each.redLines > 0)) {
    const result = await findResult(tx, reader.scope, run, row.subject.id);
    redLines.set(row.subject.id, result?.red_lines.map(({ redLine }) => called.redLine(redLine)) ?? []);
  }
  return ok({
    run: runPageOf(finished.value.run),
    rows,
    cohortName,
    nodes,
    redLines,
    last: await readLast(tx, reader, finished.value.run, rows),
  });
}

async function readLast(
  tx: Transaction,
  reader: Reader,
  { programme, period }: { readonly programme: string; readonly period: string },
  rows: readonly StandingLine[],
): Promise<Paper["last"]> {
  // Which runs there are is the same for every unit: the first one that was there before tells it.
  for (const row of rows) {
    const before = lastBefore(await listPeriods(tx, reader.scope, programme, row.subject.id), period);
    if (before === undefined) continue;
    const earlier = await readWholeStanding(tx, reader, { run: before.run, type: "unit" });
    if (!earlier.ok) return undefined;
    return { period: before.period, scores: new Map(earlier.value.rows.map((each) => [each.subject.id, each.score])) };
  }
  return undefined;
}
