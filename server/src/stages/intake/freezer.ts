import { inside, readPeriod } from "@biaochi/engine";
import { say } from "@biaochi/words";
import { sql } from "kysely";
import { type Clock, type Day, dayAfter } from "../../platform/clock.ts";
import type { Database, Transaction } from "../../platform/database.ts";
import { wholeCity } from "../../platform/scope.ts";
import { findSchemeVersion, lastDayOf, listSchemeVersions, schemeInForce, schemeOf } from "../schemes/store.ts";
import { closingOf } from "./closed-period.ts";
import { closePeriod, listClosings } from "./closed-period-store.ts";

const oneMinute = 60_000;
const author = "biaochi";

/**
 * Closes the periods whose cut-off has passed, as their scheme says it, each once: what somebody has opened again stays open, and
 * what has been closed with a longer period needs no act of its own. How many were closed.
 */
export async function freezeDue(database: Database, today: Day): Promise<number> {
  return database.transaction(async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from programme order by id`.execute(tx);
    let closed = 0;
    for (const { id } of rows) closed += await freezeIn(tx, id, today);
    return closed;
  });
}

async function freezeIn(tx: Transaction, programme: string, today: Day): Promise<number> {
  const versions = await listSchemeVersions(tx, wholeCity, programme);
  const closings = await listClosings(tx, wholeCity, programme);
  let closed = 0;
  for (const { scheme: id, version } of versions) {
    const row = await findSchemeVersion(tx, wholeCity, { programme, scheme: id, version });
    const scheme = row && schemeOf(row);
    const cycle = readPeriod(scheme?.cycle ?? "");
    if (scheme?.freeze === undefined || cycle === undefined) continue;
    const { each, days } = scheme.freeze;
    for (const period of inside(cycle, each)) {
      const asked = schemeInForce(versions, period);
      const isOurs = asked?.scheme === id && asked.version === version;
      const isKnown = closings.some((act) => act.period === period.id) || closingOf(closings, period.id) !== undefined;
      if (!isOurs || isKnown || dayAfter(lastDayOf(period), days) >= today) continue;
      const reason = say("zh-CN", "freeze.reason", { scheme: id, version, n: days });
      if ((await closePeriod(tx, { programme, period: period.id, author, reason })).ok) closed += 1;
    }
  }
  return closed;
}

/** Looks at the start and once on every day that begins. What fails is done at the next look. */
export function openFreezer({ database, clock }: { readonly database: Database; readonly clock: Clock }): {
  close(): Promise<void>;
} {
  let lookedOn = "";
  let underWay: Promise<unknown> | undefined;
  function look(): void {
    const today = clock.today();
    if (underWay !== undefined || today === lookedOn) return;
    underWay = freezeDue(database, today)
      .then(() => {
        lookedOn = today;
      })
      .catch((error: unknown) => process.emitWarning(String(error)))
      .finally(() => {
        underWay = undefined;
      });
  }
  const timer = setInterval(look, oneMinute).unref();
  look();
  return {
    async close() {
      clearInterval(timer);
      await underWay;
    },
  };
}
