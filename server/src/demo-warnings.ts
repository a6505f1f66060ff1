import { sql } from "kysely";
import type { Database } from "./platform/database.ts";
import { settle } from "./stages/intake/warnings/settle.ts";
import { lookOn } from "./stages/intake/warnings/work.ts";

const programme = "demo-city";
/** A look after each quarter's figures came, and one before the year ends; then what came of them. */
const days = ["2025-04-06", "2025-07-06", "2025-10-06", "2025-11-25"];
const decided = "2026-02-01";

/**
 * What would have been foreseen in the demo's past year: each look with the figures that were there on its day. Computed, and marked
 * as computed afterwards. Done once.
 */
export async function replayDemoWarnings(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const isThere = await sql`select from programme p where p.id = ${programme}
      and not exists (select from warning w where w.programme = p.id)`.execute(tx);
    if (isThere.rows.length === 0) return;
    for (const day of days) await lookOn(tx, { programme, day, isReplayed: true });
    await settle(tx, { programme, day: decided });
  });
}
