/**
 * A draft on last year's facts: the demo city, without a database. Processor time (user) of the three parts of a trial, beside
 * whole recomputations, of which a few are measured and the rest are multiplied. `what-if.ts <draws>`
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import {
  drawWeights,
  type Facts,
  knockOuts,
  narrowed,
  type Run,
  readScheme,
  type Scheme,
  startRun,
  withoutIndicator,
} from "@biaochi/engine";
import { readDataset } from "../server/src/dataset/dataset.ts";
import { replayResult } from "../server/src/stages/insight/replay.ts";
import { knockOutResult, weightsResult } from "../server/src/stages/insight/robustness.ts";
import { peakMemory, say } from "./measure.ts";

const draws = Number(process.argv[2] ?? "5000");
const folder = resolve(import.meta.dirname, "../examples/demo-city");
const period = "2025";
const figures: Record<string, number> = {};

function timed<T>(name: string, work: () => T): T {
  const [wall, before] = [performance.now(), process.cpuUsage()];
  const value = work();
  figures[name] = process.cpuUsage(before).user / 1000;
  figures[`${name} wall`] = performance.now() - wall;
  return value;
}

function schemeIn(file: string): Scheme {
  const { scheme } = readScheme(readFileSync(resolve(folder, file), "utf8"));
  if (scheme === undefined) throw new Error(file);
  return scheme;
}

const { dataset } = await readDataset({ folder });
if (dataset === undefined) throw new Error("the demo city does not read");
const facts: Facts = dataset.facts;
const [draft, base] = [schemeIn("scheme.v1.yaml"), schemeIn("scheme.v2.yaml")];

// A process that has just begun computes nothing quickly: one run before the clock starts, as the thread has when it read the facts.
startRun(base, facts, { period });
figures["memory before"] = peakMemory();

const { replayed, after } = timed("replay", () => {
  const tried = startRun(draft, facts, { period });
  const forced = startRun(base, facts, { period });
  return { after: tried, replayed: replayResult(forced, tried, new Set()) };
});
const of = { seed: 1, draws };
const drawn = timed("weights", () => {
  const found = drawWeights(after, { ...of, spread: 0.25, types: ["unit", "team", "official"] });
  return weightsResult(after, found, of);
});
timed("weights of units", () => drawWeights(after, { ...of, spread: 0.25, types: ["unit"] }));
const small = startRun(draft, narrowed(facts, ["unit", "team"]), { period });
const knocked = timed("knock-outs", () => knockOutResult(small, [...knockOuts(small)]));
figures["memory after"] = peakMemory();

// The same by whole recomputations: of the city for each draw, and for each indicator.
const again = 3;
const whole = timed("three whole runs", () => Array.from({ length: again }, () => startRun(draft, facts, { period })));
const perRun = (figures["three whole runs"] ?? Number.NaN) / again;
figures["draws, whole runs"] = perRun * draws;
const indicators = [...knockOuts(small)].map(({ indicator }) => indicator);
const byRuns = timed("three knocked runs", () =>
  indicators.slice(0, again).map((indicator) => startRun(withoutIndicator(draft, indicator), facts, { period })),
);
figures["knock-outs, whole runs"] = ((figures["three knocked runs"] ?? Number.NaN) / again) * indicators.length;

// And a plain loop over the points of units, one object for each node.
const plainDraws = 100;
timed("plain", () => plainly(after, plainDraws));
figures["draws of units, plain"] = ((figures.plain ?? Number.NaN) / plainDraws) * draws;

function plainly({ appraisal }: Run, times: number): number {
  const units = appraisal.results.filter(({ type }) => type === "unit");
  const value = (text: string | undefined): number => {
    const [top = "0", bottom = "1"] = (text ?? "0").split("/");
    return Number(top) / Number(bottom);
  };
  let first = 0;
  for (let draw = 0; draw < times; draw++) {
    const factors = new Map<string, number>();
    const scores = units.map(({ nodes, subject, cohort }) => {
      const blocks = new Map<string, { full: number; drawn: number; points: number }>();
      let rest = 0;
      for (const { path, kind, full, points } of nodes) {
        if (kind === "block") continue;
        if (kind !== "item") {
          rest += value(points);
          continue;
        }
        const factor = factors.get(path) ?? 1 + 0.25 * Math.sin(draw * 7919 + path.length * 104_729);
        factors.set(path, factor);
        const key = path.slice(0, path.lastIndexOf("/"));
        const sum = blocks.get(key) ?? { full: 0, drawn: 0, points: 0 };
        sum.full += value(full);
        sum.drawn += value(full) * factor;
        sum.points += value(points) * factor;
        blocks.set(key, sum);
      }
      const items = [...blocks.values()].reduce(
        (all, b) => all + (b.drawn === 0 ? 0 : (b.points / b.drawn) * b.full),
        0,
      );
      return { subject, cohort, score: items + rest };
    });
    for (const own of Map.groupBy(scores, ({ cohort }) => cohort).values())
      if (own.toSorted((a, b) => b.score - a.score)[0]?.subject === units[0]?.subject) first++;
  }
  return first;
}

/** What whole runs answer is what the quick way answers: ranks of units and teams without the first indicators. */
const agrees = byRuns.every(({ columns }, n) => {
  const quick = [...knockOuts(small)][n]?.rank ?? new Float64Array();
  const ranks = new Map(Array.from(columns.rows, (row, i) => [facts.subjects[row]?.id, columns.rank[i]] as const));
  return Array.from(
    small.columns.rows,
    (row, i) => ranks.get(small.computing.world.subjects[row]?.id) === quick[i],
  ).every(Boolean);
});
const digest = createHash("sha256")
  .update(JSON.stringify([replayed, drawn, knocked, whole.length]))
  .digest("hex");
say({ figures, checksum: agrees ? digest.slice(0, 16) : "DIFFER" });
