import { type Outcome, ok, refuse } from "@biaochi/contract";
import type { Database } from "./database.ts";
import type { PlatformRefusal } from "./refusal.ts";
import type { Mode } from "./settings.ts";

export type Installation = { readonly id: string; readonly mode: Mode; readonly dayShift: number };

/** The installation of this database, made on its first start. Its mode never changes. */
export async function openInstallation(
  database: Database,
  mode: Mode,
): Promise<Outcome<Installation, PlatformRefusal>> {
  const row = await database.transaction(async (tx) => {
    await tx
      .insertInto("installation")
      .values({ mode })
      .onConflict((conflict) => conflict.column("single").doNothing())
      .execute();
    return tx.selectFrom("installation").select(["id", "mode", "day_shift"]).executeTakeFirstOrThrow();
  });
  if (row.mode !== mode) return refuse({ code: "mode-differs", params: { found: row.mode, asked: mode } });
  return ok({ id: row.id, mode, dayShift: row.day_shift });
}
