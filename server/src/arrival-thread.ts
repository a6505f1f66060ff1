// The thread in which one run after the other is fetched, read and kept, so that no request waits for another system, and so that an
// answer that needs more memory than it may have takes down this thread and nothing else. Started by arrival-desk.ts.
import { parentPort, workerData } from "node:worker_threads";
import { makeClock } from "./platform/clock.ts";
import { openDatabase } from "./platform/database.ts";
import type { Mode } from "./platform/settings.ts";
import type { SimulatedHosts } from "./stages/intake/arrivals/open-source.ts";
import { workOnArrivals } from "./stages/intake/arrivals/work.ts";

export type ArrivalThreadData = {
  readonly url: string;
  readonly masterKey: Uint8Array;
  /** Of the clock. */
  readonly mode: Mode;
  readonly shift: number;
  readonly folder: string;
  readonly hosts: SimulatedHosts;
  /** [0]: 1 when the thread is to end after the page at hand. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

const lookEvery = 200;

export async function fetchInThread(): Promise<void> {
  const { url, masterKey, mode, shift, folder, hosts, flags }: ArrivalThreadData = workerData;
  const opened = await openDatabase({ url, connections: 3 });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const stop = new AbortController();
  const looking = setInterval(() => Atomics.load(flags, 0) === 1 && stop.abort(), lookEvery);
  try {
    const clock = makeClock({ mode, shift });
    const onDone = async () => parentPort?.postMessage("arrived");
    await workOnArrivals(database, { clock, masterKey, folder, hosts, stop: stop.signal, onDone });
  } finally {
    clearInterval(looking);
    await database.close();
  }
}

if (parentPort !== null) await fetchInThread();
