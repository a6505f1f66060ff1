import { ok, routes } from "@biaochi/contract";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { distributionOf } from "./distribution.ts";
import { outcomeNames } from "./naming.ts";
import { countStandings, listCohorts, listScores, listStandings } from "./result-store.ts";
import { standingRows } from "./standing-rows.ts";
import { finishedRun } from "./standing-store.ts";
import { sightOf } from "./visibility.ts";

type Place = { readonly key: string; readonly subject: string };

/** Opaque to the client; one that was tampered with reads as the beginning of the list. */
export const writeCursor = (place: Place): string =>
  Buffer.from(JSON.stringify([place.key, place.subject])).toString("base64url");

export function readCursor(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(read)) return undefined;
    const [key, subject]: unknown[] = read;
    return typeof key === "string" && typeof subject === "string" ? { key, subject } : undefined;
  } catch {
    return undefined; // not JSON: not one of ours
  }
}

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

export const standingRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.readStandings, async (tx, { actor, input }) => {
    const { type, cohort, q, sort, direction, cursor, limit } = input.query;
    const finished = await finishedRun(tx, actor.scope, input.params.run);
    if (!finished.ok) return finished;
    const { run, scheme } = finished.value;
    const which = { run: run.id, type, cohort, q };
    const place = readCursor(cursor);
    const after = place !== undefined && (sort === "name" || isNumber(place.key)) ? place : undefined;
    const lines = await listStandings(tx, actor.scope, which, { sort, direction, after, limit: limit + 1 });
    const shown = lines.slice(0, limit);
    const last = shown.at(-1);
    const sight = sightOf(actor.role);
    const names = outcomeNames(scheme);
    const cohorts = await listCohorts(tx, actor.scope, run.id, type);
    const scores = await listScores(tx, actor.scope, { run: run.id, type, cohort, smallest: sight.smallestCohort });
    return ok({
      value: {
        rows: standingRows(shown, scheme, sight),
        total: await countStandings(tx, actor.scope, which),
        next: lines.length > limit && last !== undefined ? writeCursor({ key: last.key, subject: last.subject }) : null,
        cohorts: cohorts.map((line) => ({
          cohort: line.cohort,
          name: names.cohort(line.cohort, line.unit_name),
          type: line.type,
          size: line.size,
          spread: line.spread !== null && line.size >= sight.smallestCohort ? [...line.spread] : null,
        })),
        distribution: distributionOf(scores),
      },
    });
  }),
];
