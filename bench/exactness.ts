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
    fallback: arithmetic.big / (arithmetic.big + arithmetic.fast),
  };
}

/**
 * A clerk's year: quarters in hundredths, parts 40/50/10. Three to ten in a hundred totals end in an exact half of the
 * last printed place, which doubles round by accident. The oracle is one line of whole-number arithmetic.
 */
export function clerkExactness(
  people: number,
): Exactness & { readonly halves: number; readonly wrongInDoubles: number } {
  const direct = { kind: "completion-rate", target: "100", cap: "none" };
  const scheme = schemeOf({
    biaochi: "scheme/1",
    id: "clerk",
    version: 1,
    title: "clerk",
    synthetic: true,
    effective: { from: "2025-01-01" },
    cycle: "2025",
    indicators: [
      { id: "usual", name: "usual", period: "quarter" },
      { id: "annual", name: "annual", period: "year" },
      { id: "term", name: "term", period: "year" },
    ],
    lists: [
      {
        id: "all",
        for: {},
        score: {
          block: "total",
          items: [
            { item: "usual", weight: "40", each: "quarter", rule: direct },
            { item: "annual", weight: "50", rule: direct },
            { item: "term", weight: "10", rule: direct },
          ],
        },
      },
    ],
  });
  const subjects: Subject[] = [];
  const observations: Observation[] = [];
  const oracle: string[] = [];
  let halves = 0;
  let wrongInDoubles = 0;
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return 6000 + ((state >>> 8) % 4001);
  };
  for (let id = 0; id < people; id++) {
    const name = `p${id}`;
    subjects.push({
      id: name,
      type: "official",
      name: { "zh-CN": name, en: name },
      sort: id,
      attributes: {},
      service: [],
    });
    const quarters = [next(), next(), next(), next()];
    const [annual, term] = [next(), next()];
    const put = (indicator: string, period: string, value: number): void => {
      observations.push({
        id: `${id}/${indicator}/${period}`,
        subject: name,
        indicator,
        period,
        value: { num: BigInt(value), den: 100n },
      });
    };
    for (const [q, value] of quarters.entries()) put("usual", `2025Q${q + 1}`, value);
    put("annual", "2025", annual);
    put("term", "2025", term);
    const sum = quarters.reduce((a, b) => a + b, 0);
    // In 1/1000 of a hundredth: 0.4·sum/4 + 0.5·annual + 0.1·term.
    const tenths = sum + 5 * annual + term;
    if (tenths % 10 === 5) halves++;
    const rounded = Math.floor((tenths + 5) / 10);
    oracle.push(`${Math.floor(rounded / 100)}.${String(rounded % 100).padStart(2, "0")}`);
    const inDoubles = 0.4 * (quarters.reduce((a, b) => a + b / 100, 0) / 4) + 0.5 * (annual / 100) + 0.1 * (term / 100);
    if ((Math.round(inDoubles * 100) / 100).toFixed(2) !== oracle.at(-1)) wrongInDoubles++;
  }
  resetArithmetic();
  const start = performance.now();
  const { results } = appraise(scheme, { ...noFacts, subjects, observations });
  return {
    set: "clerk",
    subjects: people,
    milliseconds: performance.now() - start,
    agrees: results.every((result, i) => result.score === oracle[i]),
    fallback: arithmetic.big / (arithmetic.big + arithmetic.fast),
    halves: halves / people,
    wrongInDoubles: wrongInDoubles / people,
  };
}
