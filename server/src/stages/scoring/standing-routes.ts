import { type CohortStanding, mostHeatMapRows, ok, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { heatMapOf } from "./heat-map.ts";
import { type OutcomeNames, outcomeNames } from "./naming.ts";
import { listNodePoints } from "./node-store.ts";
import { comparePeers } from "./peer-store.ts";
import { type CohortLine, listCohorts, listStandings, type StandingLine } from "./result-store.ts";
import { countStandings, readDistribution } from "./score-store.ts";
import { type Beside, standingRows } from "./standing-rows.ts";
import { finishedRun } from "./standing-store.ts";
import type { RunRow } from "./store.ts";
import { listPlaces, listTrends } from "./trend-store.ts";
import { type Sight, showsRank, sightOf } from "./visibility.ts";

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** Tied places and the way through the quarters, for the lines of one page. */
async function besideOf(tx: Transaction, actor: Actor, run: RunRow, lines: readonly StandingLine[]): Promise<Beside> {
  const { scope } = actor;
  const ranked = lines.filter((line) => showsRank(line) && line.cohort !== null);
  const places = new Map<string, Awaited<ReturnType<typeof listPlaces>>[number]>();
  for (const [cohort, members] of Map.groupBy(ranked, (line) => line.cohort ?? "")) {
    const found = await listPlaces(tx, scope, { run: run.id, cohort, subjects: members.map((line) => line.subject) });
    for (const place of found) places.set(place.subject, place);
  }
  const subjects = lines.map((line) => line.subject);
  const trends = await listTrends(tx, scope, { programme: run.programme, period: run.period, subjects });
  return { places, trends: Map.groupBy(trends, (line) => line.subject) };
}

const cohortsOf = (lines: readonly CohortLine[], names: OutcomeNames, sight: Sight) =>
  lines.map(
    (line): z.input<typeof CohortStanding> => ({
      cohort: line.cohort,
      name: names.cohort(line.cohort, line.unit_name),
      type: line.type,
      size: line.size,
      spread: line.spread !== null && line.size >= sight.smallestCohort ? [...line.spread] : null,
    }),
  );

export const standingRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.readStandings, async (tx, { actor, input }) => {
    const { type, cohort, q, sort, direction, cursor, limit, only } = input.query;
    const finished = await finishedRun(tx, actor.scope, input.params.run);
    if (!finished.ok) return finished;
    const { run, scheme } = finished.value;
    const which = { run: run.id, type, cohort, q };
    const place = readCursor(cursor);
    const after = place !== undefined && (sort === "name" || isNumber(place.key)) ? place : undefined;
    const lines = await listStandings(tx, actor.scope, which, { sort, direction, after, limit: limit + 1 });
    const shown = lines.slice(0, limit);
    const last = shown.at(-1);
    const sight = sightOf(actor.roles);
    const names = outcomeNames(scheme);
    const isFirst = only === undefined;
    const cohorts = isFirst ? await listCohorts(tx, actor.scope, run.id, type) : [];
    const distribution = isFirst
      ? await readDistribution(tx, actor.scope, { run: run.id, type, cohort, smallest: sight.smallestCohort })
      : { bins: [], unscored: 0 };
    return ok({
      value: {
        rows: standingRows(shown, scheme, await besideOf(tx, actor, run, shown)),
        total: await countStandings(tx, actor.scope, which),
        next: lines.length > limit && last !== undefined ? writeCursor({ key: last.key, subject: last.subject }) : null,
        cohorts: cohortsOf(cohorts, names, sight),
        distribution,
      },
    });
  }),
  handle<Actor>()(routes.readHeatMap, async (tx, { actor, input }) => {
    const { type, cohort, q, level, sort } = input.query;
    const finished = await finishedRun(tx, actor.scope, input.params.run);
    if (!finished.ok) return finished;
    const { run, scheme } = finished.value;
    const which = { run: run.id, type, cohort, q };
    const sight = sightOf(actor.roles);
    const cohorts = await listCohorts(tx, actor.scope, run.id, type);
    // The median of a whole cohort is for whoever may see one of its members.
    const chosen = cohorts.find((each) => each.cohort === cohort);
    const isSeen = chosen !== undefined && chosen.size >= sight.smallestCohort;
    const peers =
      isSeen && cohort !== undefined
        ? await comparePeers(tx, { run: run.id, cohort, smallest: sight.smallestCohort })
        : [];
    const lines = await listNodePoints(tx, actor.scope, which, { sort, limit: mostHeatMapRows });
    const total = await countStandings(tx, actor.scope, which);
    return ok({
      value: {
        ...heatMapOf({ lines, peers, isWhole: isSeen && lines.length === chosen.size, scheme, level }),
        total,
        cohorts: cohortsOf(cohorts, outcomeNames(scheme), sight),
      },
    });
  }),
];
