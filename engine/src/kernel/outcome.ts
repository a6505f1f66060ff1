import { covers, periodOf } from "../facts/period.ts";
import { type BandRule, bandsBy } from "../grading/bands.ts";
import { groupedOrder, placesIn } from "../grading/standing-order.ts";
import type { AllocationResult, RunFinding } from "../result.ts";
import { allocateCity, type Banded } from "./allocations.ts";
import { type CityScores, notFormed } from "./city-scores.ts";
import { scoreReaches } from "./contest.ts";
import { type Grades, gradeCity, noGrades } from "./grades.ts";
import type { CityNodes } from "./node-columns.ts";
import { type Ranking, rankCity } from "./ranking.ts";

export interface Outcome {
  readonly ranking: Ranking;
  readonly grades: Grades;
  readonly banded: Banded;
  readonly allocations: readonly AllocationResult[];
  readonly findings: readonly RunFinding[];
}

/**
 * Ranks, grades, bands and shares from scores: three layers, each by its own rules of the scheme. A part of the cycle is
 * shown and ranked; grades, bands and money are for the whole (季度晒成绩、年度定等次).
 */
export function conclude(city: CityScores, nodes: CityNodes): Outcome {
  const ranking = rankCity(city);
  const size = city.rows.length;
  if (!covers(city.period, periodOf(city.world.scheme.cycle))) {
    const banded = { band: new Int32Array(size).fill(-1), names: [] };
    return { ranking, grades: noGrades(size), banded, allocations: [], findings: [] };
  }
  const grades = gradeCity({ city, nodes, ranking });
  const banded = bandCity(city, ranking, grades);
  const findings: RunFinding[] = [];
  const allocations = allocateCity(city, banded, findings);
  return { ranking, grades, banded, allocations, findings };
}

/** Everybody's band by the first rule that is for them and has one. */
function bandCity(city: CityScores, ranking: Ranking, grades: Grades): Banded {
  const { world, rows, standing } = city;
  const { bands } = world.scheme;
  const names = [...new Set(bands.flatMap((rule) => rule.scale.map((b) => b.id)))];
  const band = new Int32Array(rows.length).fill(-1);
  if (bands.length === 0) return { band, names };
  const { atOrAbove, of } = counted(city, ranking);
  for (const rule of bands) {
    const mask = world.selection(rule.for);
    const scale = rule.scale.map((b): BandRule => {
      if (b.grades) return { grades: Uint8Array.from(grades.names, (name) => (b.grades?.includes(name) ? 1 : 0)) };
      if (b.atLeast) return { atLeast: scoreReaches(city, b.atLeast) };
      return b.share ? { share: b.share } : {};
    });
    const numbers = rule.scale.map((b) => names.indexOf(b.id));
    const bandOf = bandsBy(scale, { grade: grades.grade, atOrAbove, of });
    for (let i = 0; i < band.length; i++) {
      if (standing[i] === notFormed || band[i] !== -1 || mask?.[rows[i] as number] === 0) continue;
      const found = bandOf(i);
      if (found >= 0) band[i] = numbers[found] as number;
    }
  }
  return { band, names };
}

/** How many stand level with a subject or before it, among those with whom it shares its first cohort, or has none. */
function counted({ world }: CityScores, { order, cohort, cohorts }: Ranking) {
  const group = cohort.map((g) => (g < 0 ? cohorts.length : g));
  return placesIn(groupedOrder(order, group, cohorts.length + 1), order.level, world.scheme.ranking.ties);
}
