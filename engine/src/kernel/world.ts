import type { Assessment, Ballot, Event, Facts, Observation, OpeningBalance, Subject } from "../facts/model.ts";
import { covers, inside, type Period, periodOf, readPeriod } from "../facts/period.ts";
import { State, type States, stateOf } from "../facts/state.ts";
import { type Column, fromExacts } from "../number/column.ts";
import { type Exact, zero } from "../number/exact.ts";
import {
  type Block,
  type Indicator,
  type Item,
  isBlock,
  isItem,
  type List,
  type Scheme,
  type SchemeNode,
} from "../scheme/document.ts";
import { attributeOf, isFor } from "./select.ts";

/** The values of one indicator in one period, one row per subject of the appraisal, with the facts that say so. */
export interface FactBlock {
  readonly value: Column;
  readonly states: States;
  readonly facts: readonly (string | undefined)[];
}

/** One scheme and one set of facts, indexed for computing. Rows of whole-city columns are positions in `subjects`. */
export interface World {
  readonly scheme: Scheme;
  readonly facts: Facts;
  readonly subjects: readonly Subject[];
  readonly ordinal: ReadonlyMap<string, number>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Position in scheme.lists of each subject's list, -1 for none. */
  readonly listOf: Int32Array;
  readonly rowsOf: readonly Int32Array[];
  block(indicator: string, period: string): FactBlock | undefined;
  /** Periods inside `period` for which the indicator is due, in order; finer or equal to what is recorded. */
  duePeriods(indicator: string, period: Period): readonly Period[];
  target(indicator: string, period: Period, row: number): { readonly value: Exact; readonly fact: string } | undefined;
  coefficient(name: string, row: number): { readonly value: Exact; readonly fact: string } | undefined;
  events(row: number): readonly Event[];
  assessments(row: number, indicator: string): readonly Assessment[];
  ballots(row: number, campaign: string): readonly Ballot[];
  openings(row: number): readonly OpeningBalance[];
  /** Comparison group of every subject: by cohort, or by an attribute. */
  groups(key: string | undefined): Groups;
  /** The cohort's name of a subject; undefined when no cohort is for it. Of several, the first in the scheme. */
  cohortOf(row: number): string | undefined;
  /** All cohorts in which a subject is ranked. */
  cohortsOf(row: number): readonly string[];
  /** Subjects of one type whose list has an item on this indicator: those that a relative rule compares. */
  carriers(indicator: string, type: string): Int32Array;
}

export interface Groups {
  readonly of: Int32Array;
  readonly names: readonly string[];
}

/** Children of a block with `use` replaced by the shared blocks it names. */
export function childrenOf(scheme: Scheme, block: Pick<Block, "items">): readonly (Block | Item)[] {
  return block.items.flatMap((node: SchemeNode): readonly (Block | Item)[] => {
    if (isBlock(node) || isItem(node)) return [node];
    const shared = scheme.blocks?.[node.use];
    if (!shared) throw new Error(`scheme uses an unknown block ${node.use}`);
    return childrenOf(scheme, { items: shared });
  });
}

/** All items of a block tree with the selectors above them, adjustments included. */
export function itemsOf(
  scheme: Scheme,
  block: Block,
): readonly {
  item: Item | (Omit<Item, "weight"> & { weight?: Item["weight"] | undefined });
  within: readonly Block[];
}[] {
  const own = [...(block.deductions?.items ?? []), ...(block.bonus?.items ?? [])].map((item) => ({
    item,
    within: [block],
  }));
  const below = childrenOf(scheme, block).flatMap((node) =>
    isBlock(node)
      ? itemsOf(scheme, node).map(({ item, within }) => ({ item, within: [block, ...within] }))
      : [{ item: node, within: [block] }],
  );
  return [...below, ...own];
}

export const indicatorOf = (item: { readonly item: string; readonly indicator?: string | undefined }): string =>
  item.indicator ?? item.item;

/** Indexes facts for a scheme. Does not judge them: that is the door's work. */
export function prepare(scheme: Scheme, facts: Facts): World {
  const subjects = facts.subjects;
  const ordinal = new Map(subjects.map((s, i) => [s.id, i]));
  const indicators = new Map(scheme.indicators.map((i) => [i.id, i]));
  const listOf = Int32Array.from(subjects, (s) => scheme.lists.findIndex((list) => isFor(list.for, s)));
  const rowsOf = scheme.lists.map((_, l) => Int32Array.from([...listOf.keys()].filter((row) => listOf[row] === l)));

  const byIndicator = new Map<string, Map<string, Observation[]>>();
  for (const observation of facts.observations) {
    const periods = getOr(byIndicator, observation.indicator, () => new Map<string, Observation[]>());
    getOr(periods, observation.period, () => []).push(observation);
  }
  const built = new Map<string, FactBlock | undefined>();
  const block = (indicator: string, period: string): FactBlock | undefined => {
    const key = `${indicator}\n${period}`;
    if (!built.has(key)) built.set(key, buildBlock(byIndicator.get(indicator)?.get(period), ordinal, subjects.length));
    return built.get(key);
  };

  const targets = new Map<string, { value: Exact; fact: string }>();
  for (const t of facts.targets)
    targets.set(`${t.indicator}\n${t.subject}\n${t.period}`, { value: t.value, fact: t.id });
  const coefficients = new Map<string, { value: Exact; fact: string }>();
  for (const c of facts.coefficients) coefficients.set(`${c.name}\n${c.subject}`, { value: c.value, fact: c.id });
  const events = bySubject(facts.events, ordinal);
  const assessments = bySubject(facts.assessments, ordinal);
  const ballots = bySubject(facts.ballots, ordinal);
  const openings = bySubject(facts.openings, ordinal);

  const cohorts = subjects.map((subject) =>
    scheme.cohorts
      .filter((c) => isFor(c.for, subject))
      .map((c) => (c.by === undefined ? c.id : `${c.id}:${attributeOf(subject, c.by)}`)),
  );
  const cohortNames = cohorts.map((names) => names[0]);
  const groupings = new Map<string, Groups>();
  const carried = new Map<string, Int32Array>();

  return {
    scheme,
    facts,
    subjects,
    ordinal,
    indicators,
    listOf,
    rowsOf,
    block,
    duePeriods(indicator, period) {
      const grain = indicators.get(indicator)?.period ?? "year";
      if (grain === "term") {
        return [...(byIndicator.get(indicator)?.keys() ?? [])]
          .map(periodOf)
          .filter((p) => p.to <= period.to && p.to >= period.from)
          .sort((a, b) => a.to - b.to);
      }
      const due = inside(period, grain);
      return due.length > 0 || period.grain === "term" ? due : [];
    },
    target(indicator, period, row) {
      const subject = subjects[row]?.id ?? "";
      for (const name of [subject, "*"]) {
        const own = targets.get(`${indicator}\n${name}\n${period.id}`);
        if (own) return own;
      }
      const year = String(Math.floor(period.to / 12));
      for (const name of [subject, "*"]) {
        const yearly = targets.get(`${indicator}\n${name}\n${year}`);
        if (yearly) return yearly;
      }
      for (const name of [subject, "*"]) {
        for (const [key, value] of targetsOf(targets, indicator, name)) {
          const stretch = readPeriod(key);
          if (stretch && covers(stretch, period)) return value;
        }
      }
      return undefined;
    },
    coefficient: (name, row) => coefficients.get(`${name}\n${subjects[row]?.id}`) ?? coefficients.get(`${name}\n*`),
    events: (row) => events[row] ?? [],
    assessments: (row, indicator) => (assessments[row] ?? []).filter((a) => a.indicator === indicator),
    ballots: (row, campaign) => (ballots[row] ?? []).filter((b) => b.campaign === campaign),
    openings: (row) => openings[row] ?? [],
    groups(key) {
      return getOr(groupings, key ?? "", () =>
        grouped(
          subjects.map((s, i) =>
            key === undefined ? (cohortNames[i] ?? s.type) : key === "all" ? s.type : `${key}:${attributeOf(s, key)}`,
          ),
        ),
      );
    },
    cohortOf: (row) => cohortNames[row],
    cohortsOf: (row) => cohorts[row] ?? [],
    carriers(indicator, type) {
      return getOr(carried, `${indicator}\n${type}`, () => carriersOf(scheme, indicator, type, subjects, rowsOf));
    },
  };
}

function* targetsOf(
  targets: ReadonlyMap<string, { value: Exact; fact: string }>,
  indicator: string,
  subject: string,
): Generator<[string, { value: Exact; fact: string }]> {
  const start = `${indicator}\n${subject}\n`;
  for (const [key, value] of targets) if (key.startsWith(start)) yield [key.slice(start.length), value];
}

function carriersOf(
  scheme: Scheme,
  indicator: string,
  type: string,
  subjects: readonly Subject[],
  rowsOf: readonly Int32Array[],
): Int32Array {
  const rows: number[] = [];
  scheme.lists.forEach((list: List, l) => {
    const holders = itemsOf(scheme, list.score).filter(({ item }) => indicatorOf(item) === indicator);
    if (holders.length === 0) return;
    for (const row of rowsOf[l] ?? []) {
      const subject = subjects[row];
      if (!subject || subject.type !== type) continue;
      if (holders.some(({ item, within }) => isFor(item.for, subject) && within.every((b) => isFor(b.for, subject))))
        rows.push(row);
    }
  });
  return Int32Array.from(rows.sort((a, b) => a - b));
}

function buildBlock(
  rows: readonly Observation[] | undefined,
  ordinal: ReadonlyMap<string, number>,
  size: number,
): FactBlock | undefined {
  if (!rows) return undefined;
  const values: Exact[] = new Array(size).fill(zero);
  const states = new Uint8Array(size).fill(State.missing);
  const facts: (string | undefined)[] = new Array(size).fill(undefined);
  for (const row of rows) {
    const at = ordinal.get(row.subject);
    if (at === undefined) continue;
    if (row.value) values[at] = row.value;
    states[at] = row.absence ? stateOf(row.absence) : row.value ? State.present : State.missing;
    facts[at] = row.id;
  }
  return { value: fromExacts(values), states, facts };
}

function bySubject<T extends { readonly subject: string }>(
  rows: readonly T[],
  ordinal: ReadonlyMap<string, number>,
): readonly (readonly T[])[] {
  const table: T[][] = [];
  for (const row of rows) {
    const at = ordinal.get(row.subject);
    if (at !== undefined) {
      const own = table[at];
      if (own) own.push(row);
      else table[at] = [row];
    }
  }
  return table;
}

function grouped(keys: readonly string[]): Groups {
  const names = [...new Set(keys)];
  const number = new Map(names.map((name, i) => [name, i]));
  return { of: Int32Array.from(keys, (key) => number.get(key) ?? 0), names };
}

function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
