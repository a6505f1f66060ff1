import {
  appraise,
  type Facts,
  noFacts,
  type Observation,
  readScheme,
  type Scheme,
  type Subject,
} from "@biaochi/engine";
import { arithmetic, resetArithmetic } from "../engine/src/number/column.ts";
import { benchScheme } from "./bench-scheme.ts";
import { cell, expected, indicators, person, sizes } from "./city.ts";
import { clerkFacts, clerkScheme, clerkYear } from "./clerk.ts";

/** What one data set says about exactness: agreement with its oracle and how many rows left the fast arithmetic. */
export interface Exactness {
  readonly set: string;
  readonly subjects: number;
  readonly milliseconds: number;
  readonly agrees: boolean;
  readonly fallback: number;
}

export function schemeOf(document: unknown): Scheme {
  const { scheme, findings } = readScheme(JSON.stringify(document));
  if (!scheme) throw new Error(JSON.stringify(findings.slice(0, 5)));
  return scheme;
}

const month = (period: number): string => `2025-${String(period).padStart(2, "0")}`;

export function benchFacts(size: string): Facts {
  const { people, periods } = sizes[size] as { people: number; periods: number };
  const subjects: Subject[] = [];
  const observations: Observation[] = [];
  for (let id = 0; id < people; id++) {
    const { role, cohort, skill } = person(id, people);
    const name = `p${id}`;
    subjects.push({
      id: name,
      type: "official",
      name: { "zh-CN": name, en: name },
      sort: id,
      attributes: { role: String(role), cohort: String(cohort) },
      service: [],
    });
    for (const indicator of indicators) {
      for (let period = 0; period < periods; period++) {
        const value = cell(id, indicator, period, skill);
        if (value < 0) continue;
        observations.push({
          id: `${id}/${indicator.number}/${period}`,
          subject: name,
          indicator: `x${indicator.number}`,
          period: month(period + 1),
          value: { num: BigInt(value), den: 100n },
        });
      }
    }
  }
  return { ...noFacts, subjects, observations };
}

/** The bench city against the checksums that two SQL engines and two programs agree on. */
export function benchExactness(size: string): Exactness {
  const scheme = schemeOf(benchScheme());
  const facts = benchFacts(size);
  resetArithmetic();
  const start = performance.now();
  const { results } = appraise(scheme, facts);
  const milliseconds = performance.now() - start;
  let scores = 0n;
  let ranks = 0n;
  results.forEach((result, id) => {
    const factor = BigInt((id % 1009) + 1);
    scores += BigInt((result.score ?? "0").replace(".", "")) * factor;
    ranks += BigInt(result.rank ?? "0") * factor;
  });
  const agrees = scores === expected[size]?.scores && ranks === expected[size]?.ranks;
  return {
    set: `bench ${size}`,
    subjects: results.length,
    milliseconds,
    agrees,
    fallback: arithmetic.asked / (arithmetic.asked + arithmetic.decided + arithmetic.fast),
  };
}

/** The clerk's year against one line of whole-number arithmetic. */
export function clerkExactness(
  people: number,
): Exactness & { readonly halves: number; readonly wrongInDoubles: number } {
  const year = clerkYear(people);
  const facts = clerkFacts(year);
  resetArithmetic();
  const start = performance.now();
  const { results } = appraise(schemeOf(clerkScheme), facts);
  return {
    set: "clerk",
    subjects: people,
    milliseconds: performance.now() - start,
    agrees: results.every(({ score = "" }, i) => Number(score.replace(".", "")) === year.expected[i]),
    fallback: arithmetic.asked / (arithmetic.asked + arithmetic.decided + arithmetic.fast),
    halves: year.halves / people,
    wrongInDoubles: year.wrongInDoubles / people,
  };
}
