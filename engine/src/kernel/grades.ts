import { propose } from "../grading/propose.ts";
import { show } from "../number/exact.ts";
import type { QuotaResult, Reason } from "../result.ts";
import type { Condition, Grading } from "../scheme/outcome.ts";
import type { CityScores } from "./city-scores.ts";
import { judge } from "./condition.ts";
import { contestOf } from "./contest.ts";
import { decidedBySubject } from "./decided.ts";
import type { CityNodes } from "./node-columns.ts";
import { pointsBelow } from "./node-judging.ts";
import type { Ranking } from "./ranking.ts";

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
    const { city, ranking } = this.#given;
    const contest = contestOf(
      {
        ...{ city, ranking, members },
        undetermined: this.#undetermined(grading, members),
        open: this.#open(grading, members),
        gradeOfPlace: (row, of) => this.#gradeOfPlace(row, of),
        because: (i, reason) => this.#because(i, reason),
      },
      grading,
    );
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
  #open(grading: Grading, members: Int32Array): Int32Array {
    const { world, rows } = this.#given.city;
    const position = new Map(grading.scale.map((g, n) => [g.id, n]));
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
}
