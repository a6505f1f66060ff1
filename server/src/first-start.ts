import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { inside, type Period, readPeriod } from "@biaochi/engine";
import { demoPeople } from "./demo-accounts.ts";
import { addDemoBurden } from "./demo-burden.ts";
import { handDownDemoGoals } from "./demo-cascade.ts";
import { addDemoDecisions } from "./demo-decided.ts";
import { addDemoDeeds } from "./demo-deeds.ts";
import { deferDemoGrades } from "./demo-deferrals.ts";
import { addDemoProjects } from "./demo-projects.ts";
import { addDemoRedLines } from "./demo-red-lines.ts";
import { addDemoUppers } from "./demo-upper.ts";
import { replayDemoWarnings } from "./demo-warnings.ts";
import { type Loaded, loadDataset } from "./load-dataset.ts";
import { dayOf } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { releaseRun, startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns, type RunProgress } from "./stages/scoring/jobs.ts";
import { latestRuns, listRuns } from "./stages/scoring/store.ts";

export const examplesFolder: string = resolve(import.meta.dirname, "../../examples");
/** Loaded into an empty demo, in this order: the city, and real published data as a second programme. */
const demoDatasets = ["demo-city", "scotland-councils"];

/** Something that the first start reports: a code of `words/` with its parameters. */
export type StartNotice =
  | { readonly code: "dataset-loading"; readonly params: { readonly name: string } }
  | {
      readonly code: "dataset-loaded";
      readonly params: { readonly name: string; readonly subjects: number; readonly facts: number };
    }
  | { readonly code: "dataset-refused"; readonly params: { readonly name: string; readonly count: number } }
  | { readonly code: "run-progress"; readonly params: RunProgress };
export type OnNotice = (notice: StartNotice) => void;

/** The quarters of a cycle of one year, then the cycle itself: a year is shown by quarter and graded whole. */
function periodsOf(cycle: Period): readonly string[] {
  return cycle.grain === "year" ? [...inside(cycle, "quarter").map((each) => each.id), cycle.id] : [cycle.id];
}

/** Queues what has never been computed of a programme; one whose runs were interrupted goes on where it stood. */
export async function queueFirstRuns(
  database: Database,
  loaded: Pick<Loaded, "programme" | "cycle">,
  withQuarters: boolean,
): Promise<void> {
  const cycle = readPeriod(loaded.cycle);
  if (cycle === undefined) return;
  const { programme } = loaded;
  await database.transaction(async (tx) => {
    if ((await latestRuns(tx, wholeCity)).has(programme)) return;
    const known = await listRuns(tx, wholeCity, { programme, limit: 100 });
    const periods = withQuarters ? periodsOf(cycle) : [cycle.id];
    for (const period of periods)
      if (!known.some((run) => run.period === period)) await startRun(tx, wholeCity, { programme, period });
  });
}

/** Never asked to stop. */
const goingOn: AbortSignal = new AbortController().signal;

/**
 * What a demo needs before its doors open: its datasets, its accounts, its first results. Each step is done once, and one
 * that was interrupted is done again from its beginning; a second start finds everything there and does nothing.
 * `stop` ends it after the step at hand, which is done whole or not at all; the caller looks at the signal.
 */
export async function firstStart(
  database: Database,
  onNotice: OnNotice = () => undefined,
  stop: AbortSignal = goingOn,
): Promise<void> {
  for (const name of demoDatasets) {
    if (stop.aborted) return;
    const folder = join(examplesFolder, name);
    if (!existsSync(folder) || (await isLoaded(database, name))) continue;
    onNotice({ code: "dataset-loading", params: { name } });
    const offer = name === demoDatasets[0] ? { people: demoPeople } : {};
    const loaded = await loadDataset(database, { folder, programme: name, author: "biaochi", stop, ...offer });
    if (!loaded.ok) {
      if (loaded.refusal.code === "stopped") return;
      const count = loaded.refusal.code === "dataset-unsound" ? loaded.refusal.errors : 1;
      onNotice({ code: "dataset-refused", params: { name, count } });
      continue;
    }
    const { subjects, facts } = loaded.value;
    onNotice({ code: "dataset-loaded", params: { name, subjects, facts } });
  }
  if (stop.aborted) return;
  await resumeFirstRuns(database);
  await computeWaitingRuns(database, (progress) => onNotice({ code: "run-progress", params: progress }), stop);
  if (stop.aborted) return;
  await issueFirstRuns(database);
  await deferDemoGrades(database);
  await handDownDemoGoals(database);
  await addDemoRedLines(database);
  await addDemoBurden(database);
  await replayDemoWarnings(database);
  await addDemoUppers(database);
  await addDemoDecisions(database);
  await addDemoProjects(database);
  await addDemoDeeds(database);
}

/** A demo begins after the meetings: its first results have been issued, under numbers that say what they are. */
async function issueFirstRuns(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    for (const programme of demoDatasets) {
      const known = await listRuns(tx, wholeCity, { programme, limit: 100 });
      if (known.some(({ release }) => release !== "provisional")) continue;
      for (const { id: run, state, finished_at, queued_at } of known)
        if (state === "done")
          await releaseRun(tx, wholeCity, {
            run,
            to: "issued",
            document: "示例〔2026〕1号（虚构）",
            reason: "演示",
            by: "biaochi",
            day: dayOf(finished_at ?? queued_at),
          });
    }
  });
}

async function isLoaded(database: Database, programme: string): Promise<boolean> {
  return database.withConnection(async (client) => {
    const found = await client.query("select 1 from recording where programme = $1 and kind = 'dataset'", [programme]);
    return found.rowCount !== 0;
  });
}

async function resumeFirstRuns(database: Database): Promise<void> {
  const cycles = await database.withConnection(async (client) => {
    const found = await client.query<{ programme: string; cycle: string }>(
      "select distinct on (programme) programme, cycle from scheme_version order by programme, effective_from desc, version desc",
    );
    return found.rows;
  });
  for (const each of cycles.filter(({ programme }) => demoDatasets.includes(programme)))
    await queueFirstRuns(database, each, each.programme === demoDatasets[0]);
}
