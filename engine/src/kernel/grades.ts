import type { Contest, Quota } from "../grading/propose.ts";
import { propose } from "../grading/propose.ts";
import { compare, type Exact, show } from "../number/exact.ts";
import type { QuotaResult, Reason } from "../result.ts";
import type { Condition, Grading } from "../scheme/outcome.ts";
import { type CityScores, notFormed, scoresAt } from "./city-scores.ts";
import { judge } from "./condition.ts";
import { decidedBySubject } from "./decided.ts";
import type { CityNodes } from "./node-columns.ts";
import { pointsBelow } from "./node-judging.ts";
import type { Ranking } from "./ranking.ts";
import type { Hit } from "./red-lines.ts";
import { attributeOf } from "./select.ts";

/** Grades as far as they are proposed; units come before teams, teams before officials. */
export interface Grades {
  /** Position in `names`, -1 for none. */
  readonly grade: Int32Array;
  readonly names: readonly string[];
  /** Why, by position; nobody without a reason. */
  readonly reasons: ReadonlyMap<number, readonly Reason[]>;
  readonly quotas: readonly QuotaResult[];
}

export interface ToGrade {
  readonly city: CityScores;
  readonly nodes: CityNodes;
  readonly ranking: Ranking;
}

export function gradeCity(given: ToGrade): Grades {
  const { world, rows } = given.city;
  const names = [...new Set(world.scheme.grades.flatMap((g) => [...g.scale, ...g.undetermined].map(({ id }) => id)))];
  const table = new Table(given, names);
  const { of, names: types } = world.coded("type");
  const quotas: QuotaResult[] = [];
  for (const type of ["unit", "team", "official"]) {
    const code = types.indexOf(type);
    if (code < 0) continue;
    for (const grading of world.scheme.grades) {
      const mask = world.selection(grading.for);
      const members: number[] = [];
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number;
        if (of[row] === code && mask?.[row] !== 0) members.push(i);
      }
      if (members.length > 0) quotas.push(...table.gradeMembers(grading, Int32Array.from(members)));
    }
  }
  return { grade: table.grade, names, reasons: table.reasons, quotas };
}

export const noGrades = (size: number): Grades => ({
  grade: new Int32Array(size).fill(-1),
  names: [],
  reasons: new Map(),
  quotas: [],
});

class Table {
  readonly grade: Int32Array;
  readonly reasons = new Map<number, Reason[]>();
  readonly #given: ToGrade;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #names: readonly string[];
  /** By place: the decided grade of the period. */
  readonly #decided = new Map<string, string | undefined>();

  constructor(given: ToGrade, names: readonly string[]) {
    this.#given = given;
    this.#names = names;
    this.#numbers = new Map(names.map((name, n) => [name, n]));
    this.grade = new Int32Array(given.city.rows.length).fill(-1);
  }

  gradeMembers(grading: Grading, members: Int32Array): readonly QuotaResult[] {
    const { city } = this.#given;
    const position = new Map(grading.scale.map((g, i) => [g.id, i]));
    const undetermined = this.#undetermined(grading, members);
    const open = this.#open(grading, members, position);
    const contest = this.#contest(grading, members, position, undetermined, open);
    const proposed = propose(contest);
    const undecided = new Set(proposed.quotas.flatMap((q) => q.undecided));
    const numbers = grading.scale.map(({ id }) => this.#numbers.get(id) as number);
    for (let k = 0; k < contest.candidates; k++) {
      const i = contest.at[k] as number;
      this.grade[i] = numbers[proposed.grade[k] as number] as number;
      const from = proposed.crowdedOut[k] as number;
      if (from >= 0)
        this.#because(i, {
          code: undecided.has(i) ? "grade-for-decision" : "grade-places-taken",
          values: { grade: grading.scale[from]?.id ?? "" },
        });
    }
    return proposed.quotas.map((q) => ({
      grading: grading.id,
      grade: grading.quotas[q.quota]?.grade ?? "",
      group: q.group,
      members: q.members,
      share: show(q.share),
      places: q.places,
      taken: q.taken,
      undecided: q.undecided.map((i) => city.world.subjects[city.rows[i] as number]?.id ?? ""),
    }));
  }

  #because(i: number, reason: Reason): void {
    const own = this.reasons.get(i);
    if (own) own.push(reason);
    else this.reasons.set(i, [reason]);
  }

  /** 1 for members whose grade a rule leaves undetermined. */
  #undetermined(grading: Grading, members: Int32Array): Uint8Array {
    const found = new Uint8Array(members.length);
    for (const rule of grading.undetermined)
      this.#holding(rule.when, members, (m, i, facts) => {
        if (found[m] === 1) return;
        found[m] = 1;
        this.grade[i] = this.#numbers.get(rule.id) as number;
        this.#because(i, { code: "grade-undetermined", values: { rule: rule.id }, facts });
      });
    return found;
  }

  /** The best grade that conditions leave open to every member. */
  #open(grading: Grading, members: Int32Array, position: ReadonlyMap<string, number>): Int32Array {
    const { world, rows } = this.#given.city;
    const open = new Int32Array(members.length);
    for (const rule of grading.eligibility) {
      const mask = world.selection(rule.for);
      const cap = position.get(rule.cap) ?? 0;
      this.#holding(rule.when, members, (m, i, facts) => {
        if (mask?.[rows[i] as number] === 0) return;
        open[m] = Math.max(open[m] as number, cap);
        this.#because(i, { code: "grade-capped", values: { rule: rule.id, cap: rule.cap }, facts });
      });
    }
    return open;
  }

  /** Calls back for every member (its number and its position) for whom a condition holds. */
  #holding(
    condition: Condition,
    members: Int32Array,
    found: (m: number, i: number, facts: readonly string[]) => void,
  ): void {
    const { city, nodes } = this.#given;
    if ("node" in condition) {
      const isBelow = pointsBelow(city, nodes, condition.node, condition.below);
      for (let m = 0; m < members.length; m++) if (isBelow(members[m] as number)) found(m, members[m] as number, []);
      return;
    }
    const { world, period } = city;
    const rows = members.map((i) => city.rows[i] as number);
    const gradeOf = (row: number, of: "unit" | "team") => this.#gradeOfPlace(row, of);
    const findings = judge(world, condition, rows, period, () => undefined, gradeOf);
    for (let m = 0; m < findings.length; m++) {
      const finding = findings[m];
      if (finding?.holds) found(m, members[m] as number, finding.facts);
    }
  }

  /** The decided, otherwise proposed grade of the unit or team of a subject. */
  #gradeOfPlace(row: number, of: "unit" | "team"): string | undefined {
    const { world, period, positionOf } = this.#given.city;
    const place = world.subjects[row]?.[of];
    if (place === undefined) return undefined;
    if (!this.#decided.has(place)) {
      const own = decidedBySubject(world.facts.decidedGrades).get(place);
      this.#decided.set(place, own?.find((g) => g.period === period.id)?.grade);
    }
    const decided = this.#decided.get(place);
    const at = world.ordinal.get(place);
    return decided ?? (at === undefined ? undefined : this.#names[this.grade[positionOf[at] ?? -1] ?? -1]);
  }

  #contest(
    grading: Grading,
    members: Int32Array,
    position: ReadonlyMap<string, number>,
    undetermined: Uint8Array,
    openTo: Int32Array,
  ): Contest {
    const { city, ranking } = this.#given;
    const { standing } = city;
    const numbers = Int32Array.from(members.keys());
    const isOut = (m: number): boolean => undetermined[m] === 1 || standing[members[m] as number] === notFormed;
    const inside = numbers.filter((m) => !isOut(m));
    const order = Int32Array.from([...inside, ...numbers.filter(isOut)]);
    for (const i of members) if (standing[i] === notFormed) this.#because(i, { code: "grade-without-score" });
    const set = new Int32Array(inside.length).fill(-1);
    const open = inside.map((m) => openTo[m] as number);
    const stepsDown = new Int32Array(inside.length);
    const worst = grading.scale.length - 1;
    this.#eachHit(inside, members, (k, i, hit) => {
      const { effect, kind, id: rule } = hit.redLine;
      const cap = (grade: number, reason: Reason): void => {
        open[k] = Math.max(open[k] as number, grade);
        this.#because(i, reason);
      };
      if (kind === "bars-top-grade" && effect.does !== "cap-grade")
        cap(1, { code: "grade-barred", values: { rule }, facts: hit.facts });
      if (effect.does === "cap-grade")
        cap(position.get(effect.grade) ?? 0, {
          code: "grade-capped",
          values: { rule, cap: effect.grade },
          facts: hit.facts,
        });
      if (effect.does === "set-grade") {
        set[k] = Math.max(set[k] as number, position.get(effect.grade) ?? worst);
        this.#because(i, { code: "grade-set", values: { rule, grade: effect.grade }, facts: hit.facts });
      }
      if (effect.does === "grade-down") {
        stepsDown[k] = (stepsDown[k] as number) + effect.steps;
        this.#because(i, {
          code: "grade-lowered",
          values: { rule, steps: String(effect.steps) },
          facts: hit.facts,
        });
      }
    });
    const at = order.map((m) => members[m] as number);
    return {
      at,
      candidates: inside.length,
      reached: this.#reached(grading, at.subarray(0, inside.length)),
      open,
      set,
      stepsDown,
      level: ranking.order.level,
      quotas: grading.quotas.map((quota) => this.#quota(quota, at, position)),
      worst,
    };
  }

  /** Red lines that struck candidates, each in the order of the scheme. */
  #eachHit(
    inside: Int32Array,
    members: Int32Array,
    found: (k: number, i: number, hit: Hit) => void,
  ): void {
    const { city } = this.#given;
    if (city.layers.every(({ scores }) => scores.hits.size === 0)) return;
    inside.forEach((m, k) => {
      const i = members[m] as number;
      const { scores, place } = scoresAt(city, i);
      for (const hit of scores.hits.get(place) ?? []) found(k, i, hit);
    });
  }

  /** The best grade whose line the published score reaches. */
  #reached(grading: Grading, at: Int32Array): Int32Array {
    const reaches = grading.scale.map((g) => g.atLeast && scoreReaches(this.#given.city, g.atLeast));
    return at.map((i) => {
      const found = reaches.findIndex((own) => own === undefined || own(i));
      return found < 0 ? grading.scale.length - 1 : found;
    });
  }

  #quota(quota: Grading["quotas"][number], at: Int32Array, position: ReadonlyMap<string, number>): Quota {
    const { city } = this.#given;
    const { world, rows } = city;
    const groups = new Numbers<string>();
    const group = at.map((i) => {
      const row = rows[i] as number;
      return groups.of(
        quota.within === "cohort"
          ? (world.cohortOf(row) ?? "")
          : attributeOf(world.subjects[row] as (typeof world.subjects)[number], quota.within),
      );
    });
    const shares = new Numbers<Exact>();
    const { share: given } = quota;
    const share = at.map((i) => {
      if ("num" in given) return shares.of(given);
      const grade = this.#gradeOfPlace(rows[i] as number, given.by === "team-grade" ? "team" : "unit");
      return shares.of((grade === undefined ? undefined : given.values[grade]) ?? given.default);
    });
    const { rounding, minimum, poolBelow, cumulative, tieAtLine } = quota;
    const rule = { rounding, minimum, poolBelow, cumulative, tieAtLine };
    return {
      ...rule,
      grade: position.get(quota.grade) ?? 0,
      group,
      groups: groups.all,
      share,
      shares: shares.all,
    };
  }
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
