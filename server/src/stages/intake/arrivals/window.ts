import { type Clock, dayOf } from "../../../platform/clock.ts";
import type { Database } from "../../../platform/database.ts";
import { type ArrivalRun, knownUntil } from "./run-store.ts";
import type { Window } from "./sources/source.ts";

/** Clocks differ, and a row may be written a while after its moment: what is read twice is the same. */
const overlap = 3_600_000;
const theBeginning = new Date("2000-01-01T00:00:00+08:00");
const oneDay = 86_400_000;

/** What a run asks its source for; once decided it stays, however often the run begins again. */
export async function windowOf(database: Database, run: ArrivalRun, clock: Clock): Promise<Window> {
  if (run.since !== null && run.until !== null) return { since: run.since, until: run.until };
  if (run.day !== null) {
    const since = new Date(`${run.day}T00:00:00+08:00`);
    return { since, until: new Date(since.getTime() + oneDay) };
  }
  const known = await database.read((tx) => knownUntil(tx, run));
  const until = clock.now();
  // A demo's day can be moved back: then what is known lies in the days to come.
  const since = known === undefined || dayOf(known) > dayOf(until) ? theBeginning : new Date(known.getTime() - overlap);
  return { since, until };
}
