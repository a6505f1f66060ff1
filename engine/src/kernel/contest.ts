import type { Contest, Quota } from "../grading/propose.ts";
import { compare, type Exact } from "../number/exact.ts";
import type { Reason } from "../result.ts";
import type { Grading } from "../scheme/outcome.ts";
import { type CityScores, notFormed, scoresAt } from "./city-scores.ts";
import type { Ranking } from "./ranking.ts";
import type { Hit } from "./red-lines.ts";
import { attributeOf } from "./select.ts";

/** What is known before a grading is decided, by member; and where reasons go. */
export interface Entrants {
  readonly city: CityScores;
  readonly ranking: Ranking;
  /** Positions. */
  readonly members: Int32Array;
  /** 1 for members whose grade a rule leaves undetermined. */
  readonly undetermined: Uint8Array;
  /** The best grade that conditions leave open. */
  readonly open: Int32Array;
  /** The decided, otherwise proposed grade of the unit or team of the subject in a row. */
  gradeOfPlace(row: number, of: "unit" | "team"): string | undefined;
  because(i: number, reason: Reason): void;
}

/** Who can get which grade, and what every quota counts. */
export function contestOf(entrants: Entrants, grading: Grading): Contest {
  const { city, ranking, members, undetermined, because } = entrants;
  const { standing } = city;
  const numbers = Int32Array.from(members.keys());
  const isOut = (m: number): boolean => undetermined[m] === 1 || standing[members[m] as number] === notFormed;
  const inside = numbers.filter((m) => !isOut(m));
  const order = Int32Array.from([...inside, ...numbers.filter(isOut)]);
  for (const i of members) if (standing[i] === notFormed) because(i, { code: "grade-without-score" });
  const at = order.map((m) => members[m] as number);
  const candidates = inside.length;
  const open = inside.map((m) => entrants.open[m] as number);
  const position = new Map(grading.scale.map((g, n) => [g.id, n]));
  return {
    at,
    candidates,
    reached: reachedBy(city, grading, at.subarray(0, candidates)),
    ...struck(entrants, grading, position, at.subarray(0, candidates), open),
    level: ranking.order.level,
    quotas: grading.quotas.map((quota) => quotaOf(entrants, quota, at, position)),
    worst: grading.scale.length - 1,
  };
}

type Position = ReadonlyMap<string, number>;

/** What red lines do to the candidates, each in the order of the scheme. */
function struck(
  { city, because }: Entrants,
  grading: Grading,
  position: Position,
  candidates: Int32Array,
  open: Int32Array,
): Pick<Contest, "open" | "set" | "stepsDown"> {
  const set = new Int32Array(candidates.length).fill(-1);
  const stepsDown = new Int32Array(candidates.length);
  const worst = grading.scale.length - 1;
  const strike = (k: number, i: number, { redLine, facts }: Hit): void => {
    const { effect, kind, id: rule } = redLine;
    const cap = (grade: number, code: string, values: Readonly<Record<string, string>>): void => {
      open[k] = Math.max(open[k] as number, grade);
      because(i, { code, values, facts });
    };
    if (kind === "bars-top-grade" && effect.does !== "cap-grade") cap(1, "grade-barred", { rule });
    if (effect.does === "cap-grade") cap(position.get(effect.grade) ?? 0, "grade-capped", { rule, cap: effect.grade });
    if (effect.does === "set-grade") {
      set[k] = Math.max(set[k] as number, position.get(effect.grade) ?? worst);
      because(i, { code: "grade-set", values: { rule, grade: effect.grade }, facts });
    }
    if (effect.does === "grade-down") {
      stepsDown[k] = (stepsDown[k] as number) + effect.steps;
      because(i, { code: "grade-lowered", values: { rule, steps: String(effect.steps) }, facts });
    }
  };
  if (city.layers.some(({ scores }) => scores.hits.size > 0))
    candidates.forEach((i, k) => {
      const { scores, place } = scoresAt(city, i);
      for (const hit of scores.hits.get(place) ?? []) strike(k, i, hit);
    });
  return { open, set, stepsDown };
}

/** The best grade whose line the published score reaches. */
function reachedBy(city: CityScores, grading: Grading, at: Int32Array): Int32Array {
  const reaches = grading.scale.map((g) => g.atLeast && scoreReaches(city, g.atLeast));
  return at.map((i) => {
    const found = reaches.findIndex((own) => own === undefined || own(i));
    return found < 0 ? grading.scale.length - 1 : found;
  });
}

function quotaOf(
  { city, gradeOfPlace }: Entrants,
  quota: Grading["quotas"][number],
  at: Int32Array,
  position: Position,
): Quota {
  const { world, rows } = city;
  const groups = new Numbers<string>();
  const group = at.map((i) => {
    const row = rows[i] as number;
    const subject = world.subjects[row];
    if (quota.within === "cohort" || !subject) return groups.of(world.cohortOf(row) ?? "");
    return groups.of(attributeOf(subject, quota.within));
  });
  const shares = new Numbers<Exact>();
  const { share: given } = quota;
  const share = at.map((i) => {
    if ("num" in given) return shares.of(given);
    const grade = gradeOfPlace(rows[i] as number, given.by === "team-grade" ? "team" : "unit");
    return shares.of((grade === undefined ? undefined : given.values[grade]) ?? given.default);
  });
  const { rounding, minimum, poolBelow, cumulative, tieAtLine } = quota;
  return {
    ...{ rounding, minimum, poolBelow, cumulative, tieAtLine },
    grade: position.get(quota.grade) ?? 0,
    ...{ group, groups: groups.all, share, shares: shares.all },
  };
}

/** Values by the order in which they were first asked for. */
class Numbers<T> {
  readonly all: T[] = [];
  readonly #known = new Map<T, number>();
  of(value: T): number {
    const seen = this.#known.get(value);
    if (seen !== undefined) return seen;
    this.#known.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}

/** Whether the published score of a position is at least a line. */
export function scoreReaches({ published, world }: CityScores, line: Exact): (i: number) => boolean {
  if (published.isWide) return (i) => compare(published.at(i), line) >= 0;
  const scaled = line.num * 10n ** BigInt(world.scheme.rounding.places);
  const floor = scaled / line.den;
  // Units are whole: they reach the line where they reach the next whole number above it.
  const least = Number(floor * line.den < scaled ? floor + 1n : floor);
  return (i) => (published.units[i] as number) >= least;
}
