import { join } from "node:path";
import { openArrivalClock } from "./arrival-clock.ts";
import { type ArrivalDesk, openArrivalDesk } from "./arrival-desk.ts";
import { addDemoArrivals, openDemoArrivals } from "./demo-arrivals.ts";
import type { MovableClock } from "./platform/clock.ts";
import type { Platform } from "./platform/platform.ts";
import type { SourceTools } from "./stages/intake/arrivals/open-source.ts";
import { hasReadyRuns } from "./stages/intake/arrivals/run-store.ts";

export type Arrivals = ArrivalDesk & {
  /** For whoever looks at a source before anything is saved. */
  readonly tools: SourceTools;
};

type ArrivalsOptions = {
  readonly platform: Platform;
  readonly clock: MovableClock;
  /** Told when a run has ended: figures are computed of what it brought. */
  readonly onArrived: () => void;
};

/** Below the data folder, where files of other systems are laid down. */
export const arrivalFolder = (data: string): string => join(data, "arrivals");

/** All that fetches: the thread, the clock that wakes it, and in a demo the simulated systems. */
export async function openArrivals({ platform, clock, onArrived }: ArrivalsOptions): Promise<Arrivals> {
  const { settings, database, dataFolder } = platform;
  const { masterKey } = dataFolder;
  const isDemo = settings.mode === "demo";
  if (isDemo) await addDemoArrivals(database, { clock, masterKey });
  const simulated = isDemo ? await openDemoArrivals(database, { clock, masterKey }) : undefined;
  const folder = arrivalFolder(dataFolder.path);
  const hosts = simulated?.hosts ?? {};
  const tools = { clock, folder, hosts };
  const { mode } = settings;
  const desk = openArrivalDesk({
    about: { url: database.url, masterKey, mode, shift: clock.shift, folder, hosts },
    hasWaiting: () => database.read((tx) => hasReadyRuns(tx, clock.now())),
    onArrived,
  });
  const ticking = settings.arrivals === "on" ? openArrivalClock({ database, tools, onReady: desk.wake }) : undefined;
  return {
    tools,
    wake: desk.wake,
    async close() {
      await ticking?.close();
      await desk.close();
      await simulated?.close();
    },
  };
}
