import { readScheme } from "@biaochi/engine";
import { demoProgramme } from "./demo-arrivals.ts";
import { demoYearScheme } from "./demo-year-scheme.ts";
import type { Clock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { inTransaction, openRecording } from "./platform/recordings.ts";
import { wholeCity } from "./platform/scope.ts";
import { listSchemeVersions } from "./stages/schemes/store.ts";
import { saveSchemeVersion } from "./stages/schemes/version-store.ts";

/**
 * A demo's cycle is over and issued; what its simulated systems tell happens today. So that it moves somebody's points, the year of
 * the demo's day has a scheme of its own, recorded once; the people and units are those of the registry (docs/decisions/0070).
 */
export async function addDemoYear(database: Database, clock: Clock): Promise<void> {
  const text = demoYearScheme(clock.today().slice(0, 4));
  const { scheme } = readScheme(text);
  if (scheme === undefined) throw new Error("the scheme of a demo's running year is unreadable");
  await database.transaction(async (tx) => {
    const versions = await listSchemeVersions(tx, wholeCity, demoProgramme);
    const isThere = versions.some(({ cycle }) => cycle === scheme.cycle);
    if (versions.length === 0 || isThere) return;
    const recording = await openRecording(inTransaction(tx), {
      ...{ programme: demoProgramme, kind: "scheme", name: `${scheme.id} ${scheme.version}`, author: "biaochi" },
      reason: "演示",
    });
    const where = { programme: demoProgramme, recording: recording.id, name: `${scheme.id}.v${scheme.version}.yaml` };
    await saveSchemeVersion(tx, where, { text, scheme });
  });
}
