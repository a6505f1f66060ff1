import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";

/** The day in the city as the database knows it: a demo's own where it is moved. */
export async function cityToday(tx: Transaction): Promise<string> {
  const { rows } = await sql<{ day: string }>`select city_day(now())::text as day`.execute(tx);
  return rows[0]?.day ?? "";
}
