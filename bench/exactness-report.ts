// Prints agreement and fallback rate of the exact arithmetic on the bench city and on a clerk's year.
import process from "node:process";
import { benchExactness, clerkExactness, type Exactness } from "./exactness.ts";

const sizes = (process.env.BENCH_SIZES ?? "XS,S").split(",");
const rows: Exactness[] = [...sizes.map(benchExactness), clerkExactness(10_000)];
for (const row of rows) {
  const perSubject = ((row.milliseconds * 1000) / row.subjects).toFixed(1);
  process.stdout.write(
    `${row.set}: ${row.subjects} subjects, ${Math.round(row.milliseconds)} ms (${perSubject} µs each), agrees with its oracle: ${row.agrees}, rows in big integers: ${(row.fallback * 100).toFixed(2)} %\n`,
  );
}
process.exitCode = rows.every((row) => row.agrees) ? 0 : 1;
