// Works on what waits in a process of its own, for a test that kills it: test-arrival-worker.ts <database url> <folder>
import { makeClock } from "./platform/clock.ts";
import { openDatabase } from "./platform/database.ts";
import { workOnArrivals } from "./stages/intake/arrivals/work.ts";
import { masterKey, townMachine } from "./test-arrivals.ts";

const [url = "", folder = "", passed = "0"] = process.argv.slice(2);
const opened = await openDatabase({ url, connections: 3 });
if (!opened.ok) throw new Error(opened.refusal.code);
const clock = makeClock({ mode: "production", machine: townMachine(() => Number(passed)) });
await workOnArrivals(opened.value, { clock, folder, masterKey });
await opened.value.close();
