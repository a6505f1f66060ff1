// One data set computed by the engine in a process of its own: first cold, then again. `compute-ours.ts <size|clerk> <folder>`
import process from "node:process";
import { type Facts, type ResultColumns, startRun } from "@biaochi/engine";
import { countColumnsAsMemory } from "../server/src/platform/column-memory.ts";
import { benchScheme } from "./bench-scheme.ts";
import { packedCity } from "./city-files.ts";
import { clerkFacts, clerkScheme, clerkYear } from "./clerk.ts";
import { schemeOf } from "./exactness.ts";
import { peakMemory, say } from "./measure.ts";

const [, , size = "S", folder = ""] = process.argv;
const clerkPeople = 100_000;
countColumnsAsMemory(); // as the thread in which runs are computed

const isClerk = size === "clerk";
const scheme = schemeOf(isClerk ? clerkScheme : benchScheme());
const read = (): Facts => (isClerk ? clerkFacts(clerkYear(clerkPeople)) : packedCity(size, folder));
function compute(facts: Facts): string {
  const { columns } = startRun(scheme, facts);
  return `${scores(columns)} ${explanationSums(columns)}`;
}

const start = performance.now();
const facts = read();
const loaded = performance.now();
const checksum = compute(facts);
const computed = performance.now();
const memory = peakMemory();
// As by a server that has computed before: facts of its own, so that nothing is known of them.
const anew = read();
const warm = performance.now();
const again = compute(anew);
say({
  figures: { load: loaded - start, compute: computed - loaded, again: performance.now() - warm, memory },
  checksum: again === checksum ? checksum : `${checksum}, then ${again}`,
});

/** Σ score·10⁴·k, Σ rank·k and the number of each grade, where k = id mod 1009 + 1. */
function scores({ score, rank, places, rows }: ResultColumns): string {
  let sum = 0;
  let ranks = 0;
  for (let i = 0; i < rows.length; i++) {
    const k = ((rows[i] as number) % 1009) + 1;
    sum += (score[i] as number) * 10 ** (4 - places) * k;
    ranks += (rank[i] as number) * k;
  }
  return `${sum} ${ranks}`;
}

/**
 * Every explanation row enters: points to nine decimals (as the columns have them), in millionths, times k, weighed by the
 * indicator. The odd offset keeps values with few decimals away from the edge, where the last bit of a double would decide.
 */
function explanationSums({ lists, rows }: ResultColumns): string {
  let whole = 0n;
  let count = 0;
  for (const { members, nodes } of lists) {
    let place = 0;
    for (const { kind, points, states } of nodes) {
      if (kind !== "item") continue;
      place++;
      let sum = 0;
      for (let i = 0; i < members.length; i++) {
        if (states[i] !== 0) continue;
        count++;
        const id = rows[members[i] as number] as number;
        sum += Math.floor((Math.round((points[i] as number) * 1e9) + 371.9) / 1000) * ((id % 1009) + 1);
      }
      whole += BigInt(sum) * BigInt(place);
    }
  }
  return `${count} ${whole}`;
}
