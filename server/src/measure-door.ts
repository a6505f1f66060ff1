import { covers, readPeriod } from "@biaochi/engine";
import type { Transaction } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import type { Recorded } from "./stages/intake/measures/work.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { listRuns } from "./stages/scoring/store.ts";

/** Runs looked through for the periods that somebody computes here: the newest ones. */
const looked = 200;

/**
 * What was scored of a period in which figures were recorded is scored anew, as far as it has not been issued; what was never
 * scored waits until somebody asks. How many runs that gives.
 */
export async function scoreAgain(
  tx: Transaction,
  { programme, periods }: Pick<Recorded, "programme" | "periods">,
): Promise<number> {
  const touched = periods.flatMap((each) => readPeriod(each) ?? []);
  const newest = new Map<string, string>();
  for (const { period, state, release } of await listRuns(tx, wholeCity, { programme, limit: looked }))
    if (state === "done" && !newest.has(period)) newest.set(period, release);
  let started = 0;
  for (const [period, release] of newest) {
    const whole = readPeriod(period);
    if (release === "issued" || whole === undefined || !touched.some((each) => covers(whole, each))) continue;
    const run = await startRun(tx, wholeCity, { programme, period });
    if (run.ok) started += 1;
  }
  return started;
}
