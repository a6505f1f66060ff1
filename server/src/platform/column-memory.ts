import { setFlagsFromString } from "node:v8";

/**
 * Lets V8 count the bytes of typed arrays as memory like any other. Otherwise it goes through everything that a process holds
 * whenever 64 MB of them have come, however many have gone meanwhile: for a city of 100,000 that is 25 times a run, a third
 * of the time of computing it. Costs some memory, because what is no longer needed stays a little longer. For the whole
 * process, its threads too. A V8 that does not know the flag says so on stderr and goes on.
 */
export function countColumnsAsMemory(): void {
  setFlagsFromString("--external-memory-accounted-in-global-limit");
}
