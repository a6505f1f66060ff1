import type { Service } from "../facts/model.ts";
import type { Period } from "../facts/period.ts";
import { type Exact, readExact } from "../number/exact.ts";
import { monthName } from "./months.ts";

/** A post in months, both inside; `to` of a current one is Infinity. */
export interface Term {
  readonly unit: string;
  readonly team?: string;
  readonly roleClass?: string;
  readonly kind: Service["kind"];
  readonly from: number;
  readonly to: number;
  readonly share: Exact;
}

/** The main post at a month; before the first one the first, after the last one the last. Terms in order of their first month. */
export function postAt<T extends Term>(terms: readonly T[], month: number): T | undefined {
  const main = terms.filter((term) => term.kind === "main");
  const current = main.findLast((term) => term.from <= month && month <= term.to);
  return current ?? main.findLast((term) => term.to < month) ?? main[0];
}

/** The months of the cycle spent in each post; empty for somebody who spent all of it in one main post. */
export function serviceOf(terms: readonly Term[], cycle: Period): readonly Service[] {
  const inCycle = terms.filter((term) => term.from <= cycle.to && term.to >= cycle.from && term.from <= term.to);
  const [only, another] = inCycle;
  const isWhole = only && !another && only.kind === "main" && only.from <= cycle.from && only.to >= cycle.to;
  if (isWhole && only.share.num === only.share.den) return [];
  return inCycle.map((term) => ({
    unit: term.unit,
    ...(term.team ? { team: term.team } : {}),
    ...(term.roleClass ? { roleClass: term.roleClass } : {}),
    from: monthName(Math.max(term.from, cycle.from)),
    to: monthName(Math.min(term.to, cycle.to)),
    share: term.share,
    kind: term.kind,
  }));
}

/** A unit's life in months; `since` −Infinity and `until` Infinity where nothing is said. */
export interface Life {
  readonly id: string;
  readonly since: number;
  readonly until: number;
  readonly successors: readonly string[];
}

/**
 * Who carried a unit's work in each month of the cycle, when others were merged into it during the cycle. Shares of every
 * month sum to one: 1/n for each of the n units that were merged, and for the successor what the ended ones left.
 */
export function serviceOfMerged(unit: Life, lives: readonly Life[], cycle: Period): readonly Service[] {
  const merged = lives.filter(
    (life) => life.successors.includes(unit.id) && life.until >= cycle.from && life.until < cycle.to,
  );
  if (merged.length === 0) return [];
  const before = unit.since <= cycle.from ? 1 : 0;
  const members = merged.length + before;
  const service: Service[] = [];
  const serve = (id: string, from: number, to: number, parts: number) => {
    const share = readExact(`${parts}/${members}`);
    if (share && parts > 0 && from <= to) {
      service.push({ unit: id, from: monthName(from), to: monthName(to), share, kind: "main" });
    }
  };
  for (const life of merged) serve(life.id, Math.max(life.since, cycle.from), life.until, 1);
  const ends = [...new Set(merged.map((life) => life.until))].sort((a, b) => a - b);
  let from = cycle.from;
  for (const end of [...ends, Math.min(unit.until, cycle.to)]) {
    const ended = merged.filter((life) => life.until < from).length;
    serve(unit.id, Math.max(from, unit.since), end, before + ended);
    from = end + 1;
  }
  return service;
}
