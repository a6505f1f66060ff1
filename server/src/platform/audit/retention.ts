import { isOf } from "@biaochi/engine";
import type { Database } from "../database.ts";
import { nationalEdition } from "../rulebooks.ts";
import { insertLines, linesOf } from "./event.ts";

/** What the database itself refuses: fewer days than the shortest half-year, whatever the rules of the time say. */
export const fewestDays = 180;

/** The months that the national rules ask for (Cybersecurity Law), to the day. */
function fewestMonths(): number {
  const rules = nationalEdition().rulebook.rules.flatMap((rule) => (isOf(rule, "retention") ? [rule.value] : []));
  return Math.max(0, ...rules.flatMap((value) => (value?.duty === "trail-stays" ? (value.months ?? []) : [])));
}

/** The name of the act in the trail, and what it names: every batch up to this one has lost its lines. */
export const removalAction = "remove-expired-audit";
export const removedUpTo = (batch: number): string => `batches:1-${batch}`;

/**
 * Lets the lines of whole batches go that were sealed longer ago than `keepDays`, oldest first. Their heads stay, and the
 * removal is itself a line. One transaction: all of it, or nothing. Answers how many lines left.
 */
export async function removeExpired(database: Database, keepDays: number): Promise<number> {
  const days = Math.max(keepDays, fewestDays);
  return database.withConnection(async (client) => {
    await client.query("begin");
    try {
      const { rows } = await client.query<{ batch: number | null; last: string | null }>(
        `select max(batch) as batch, max(last_sequence)::text as last from audit_batch
         where removed_at is null and sealed_at < clock_timestamp() - make_interval(days => $1)
           and sealed_at < clock_timestamp() - make_interval(months => $2)`,
        [days, fewestMonths()],
      );
      const [found] = rows;
      let removed = 0;
      if (found?.batch && found.last) {
        await client.query(insertLines, [
          linesOf([{ kind: "upkeep", action: removalAction, thing: removedUpTo(found.batch), outcome: "done" }]),
        ]);
        await client.query(
          "update audit_batch set removed_at = clock_timestamp() where removed_at is null and batch <= $1",
          [found.batch],
        );
        const gone = await client.query("delete from audit_event where sequence <= $1", [found.last]);
        removed = gone.rowCount ?? 0;
      }
      await client.query("commit");
      return removed;
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
  });
}
