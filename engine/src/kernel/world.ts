import type { Assessment, Ballot, Event, Facts, OpeningBalance, Subject } from "../facts/model.ts";
import { inside, type Period, periodOf } from "../facts/period.ts";
import type { Indicator, Scheme } from "../scheme/document.ts";
import type { Selector } from "../scheme/values.ts";
import { type FactBlock, indexBlocks } from "./blocks.ts";
import { type Given, givenCoefficients, givenTargets } from "./given.ts";
import type { Groups } from "./groups.ts";
import { type Carriers, rosterOf } from "./roster.ts";

export type { FactBlock } from "./blocks.ts";
export type { Groups } from "./groups.ts";
export { childrenOf, indicatorOf, itemsOf } from "./nodes.ts";

/** One scheme and one set of facts, indexed for computing. Rows of whole-city columns are positions in `subjects`. */
export interface World {
  readonly scheme: Scheme;
  readonly facts: Facts;
  readonly subjects: readonly Subject[];
  readonly ordinal: ReadonlyMap<string, number>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Position in scheme.lists of each subject's list, -1 for none. */
  readonly listOf: Int32Array;
  /** Rows of each list, ascending. */
  readonly rowsOf: readonly Int32Array[];
  block(indicator: string, period: string): FactBlock | undefined;
  /** Periods inside `period` for which the indicator is due, in order; finer or equal to what is recorded. */
  duePeriods(indicator: string, period: Period): readonly Period[];
  target(indicator: string, period: Period, row: number): Given | undefined;
  /** Whether every subject has the same target: one for all, and none of anybody's own. */
  commonTarget(indicator: string, period: Period): Given | undefined;
  coefficient(name: string, row: number): Given | undefined;
  events(row: number): readonly Event[];
  assessments(row: number, indicator: string): readonly Assessment[];
  ballots(row: number, campaign: string): readonly Ballot[];
  openings(row: number): readonly OpeningBalance[];
  /** Comparison group of every subject: by cohort, or by an attribute. */
  groups(key: string | undefined): Groups;
  /** Every subject's value of an attribute, as positions in `names`. */
  coded(attribute: string): Groups;
  /** 1 for every subject that the selector names; undefined where that is everybody. */
  selection(selector: Selector | undefined): Uint8Array | undefined;
  /** One grouping per cohort of the scheme; -1 for subjects that it is not for. */
  readonly cohorts: readonly Groups[];
  /** The cohort's name of a subject; undefined when no cohort is for it. Of several, the first in the scheme. */
  cohortOf(row: number): string | undefined;
  /** All cohorts in which a subject is ranked. */
  cohortsOf(row: number): readonly string[];
  /** Subjects of these types whose list has an item on this indicator: those that a relative rule compares. */
  carriers(indicator: string, types: readonly string[]): Carriers;
}

/** Indexes facts for a scheme. Does not judge them: that is the door's work. */
export function prepare(scheme: Scheme, facts: Facts): World {
  const subjects = facts.subjects;
  const roster = rosterOf(scheme, subjects);
  const ordinal = (): ReadonlyMap<string, number> => roster.ordinal;
  const indicators = new Map(scheme.indicators.map((i) => [i.id, i]));
  const blocks = indexBlocks(facts.observations, facts.packed, ordinal, subjects.length);
  const targets = givenTargets(facts.targets, subjects);
  const coefficients = givenCoefficients(facts.coefficients, subjects);
  const events = bySubject(facts.events, ordinal);
  const openings = bySubject(facts.openings, ordinal);
  const assessments = indexed(facts.assessments, ordinal, (a) => a.indicator);
  const ballots = indexed(facts.ballots, ordinal, (b) => b.campaign);
  return {
    scheme,
    facts,
    subjects,
    get ordinal() {
      return roster.ordinal;
    },
    indicators,
    listOf: roster.listOf,
    rowsOf: roster.rowsOf,
    block: blocks.block,
    duePeriods(indicator, period) {
      const grain = indicators.get(indicator)?.period ?? "year";
      if (grain === "term") {
        return [...blocks.periods(indicator)]
          .map(periodOf)
          .filter((p) => p.to <= period.to && p.to >= period.from)
          .sort((a, b) => a.to - b.to);
      }
      const due = inside(period, grain);
      return due.length > 0 || period.grain === "term" ? due : [];
    },
    target: targets.of,
    commonTarget: targets.common,
    coefficient: coefficients,
    events: (row) => events[row] ?? nothing,
    assessments: (row, indicator) => assessments.get(indicator)?.[row] ?? nothing,
    ballots: (row, campaign) => ballots.get(campaign)?.[row] ?? nothing,
    openings: (row) => openings[row] ?? nothing,
    groups: roster.groups,
    coded: roster.coded,
    selection: roster.selection,
    cohorts: roster.cohorts.each,
    cohortOf: roster.cohorts.first,
    cohortsOf: roster.cohorts.all,
    carriers: roster.carriers,
  };
}

const nothing: readonly never[] = [];

function bySubject<T extends { readonly subject: string }>(
  rows: readonly T[],
  ordinal: () => ReadonlyMap<string, number>,
): readonly (readonly T[])[] {
  const table: T[][] = [];
  for (const row of rows) {
    const at = ordinal().get(row.subject);
    if (at !== undefined) {
      const own = table[at];
      if (own) own.push(row);
      else table[at] = [row];
    }
  }
  return table;
}

/** By key, then by subject. */
function indexed<T extends { readonly subject: string }>(
  rows: readonly T[],
  ordinal: () => ReadonlyMap<string, number>,
  keyOf: (row: T) => string,
): ReadonlyMap<string, readonly (readonly T[])[]> {
  return new Map([...Map.groupBy(rows, keyOf)].map(([key, own]) => [key, bySubject(own, ordinal)]));
}
