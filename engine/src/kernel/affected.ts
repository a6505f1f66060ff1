import type { Facts, Subject } from "../facts/model.ts";
import { kindOf } from "../rules/registry.ts";
import type { Rule } from "../rules/rule-kind.ts";
import { indicatorOf, itemsOf, type World } from "./world.ts";

/** One changed fact: whom it is about, and what it is about where that narrows down what can depend on it. */
interface Change {
  readonly subject: string;
  readonly indicator?: string | undefined;
}

/**
 * The subjects whose score can differ between two worlds of one scheme: those the changed facts are about, those compared
 * with them by a relative item, those whose group constraint or group mean they share, those struck through a unit, and
 * everybody who carries one of these scores. Never too few; "everybody" when subjects themselves changed.
 */
export function affectedBy(before: World, after: World): ReadonlySet<number> | "everybody" {
  if (!isSame(before.subjects, after.subjects)) return "everybody";
  const changes = changesBetween(before.facts, after.facts);
  const isJudgedByOthers = hasKey(after.scheme.redLines, "statistic") || hasKey(after.scheme.redLines, "subject");
  if (changes.length > 0 && isJudgedByOthers) return "everybody";
  const rows = new Set<number>();
  for (const change of changes) {
    const touched = change.subject === "*" ? [...after.subjects.keys()] : [after.ordinal.get(change.subject) ?? -1];
    for (const row of touched) {
      if (row < 0) continue;
      rows.add(row);
      for (const peer of peersOf(after, row, change)) rows.add(peer);
    }
  }
  addFollowers(after, rows);
  return rows;
}

function changesBetween(before: Facts, after: Facts): readonly Change[] {
  return [
    ...differing(before.observations, after.observations),
    ...differing(before.targets, after.targets),
    ...differing(before.coefficients, after.coefficients),
    ...differing(before.assessments, after.assessments),
    ...differing(before.events, after.events),
    ...differing(before.ballots, after.ballots),
    ...differing(before.openings, after.openings),
    ...differing(before.decidedGrades, after.decidedGrades),
  ];
}

function differing<T extends { readonly id: string; readonly subject: string; readonly indicator?: string }>(
  before: readonly T[],
  after: readonly T[],
): readonly Change[] {
  const old = new Map(before.map((fact) => [fact.id, fact]));
  const changes: Change[] = [];
  for (const fact of after) {
    const was = old.get(fact.id);
    old.delete(fact.id);
    if (was === fact || (was && isSame(was, fact))) continue;
    changes.push(fact);
    if (was && was.subject !== fact.subject) changes.push(was);
  }
  changes.push(...old.values());
  return changes.map(({ subject, indicator }) => ({ subject, indicator }));
}

/** Others whose points can move with a fact about the subject at `row`, scores carried by links aside. */
function* peersOf(world: World, row: number, change: Change): Generator<number> {
  const subject = world.subjects[row] as Subject;
  for (const [l, list] of world.scheme.lists.entries()) {
    const rows = world.rowsOf[l] ?? new Int32Array(0);
    if (rows.length === 0) continue;
    const isOwn = world.listOf[row] === l;
    for (const { item, within } of itemsOf(world.scheme, list.score)) {
      if (
        change.indicator !== undefined &&
        indicatorOf(item) !== change.indicator &&
        !mentions(readBy(item), change.indicator)
      )
        continue;
      const isCompared = isRelative(item);
      const isShared = within.some((b) => b.bonus?.constraint !== undefined);
      const sharesMean =
        usesGroupMean(item.absent) || within.some((b) => usesGroupMean(b.absent)) || usesGroupMean(world.scheme.absent);
      const seesOthers = hasKey(readBy(item), "subject") || (isCompared && item.observes !== "self");
      if (isShared || (isOwn && sharesMean) || seesOthers) yield* rows;
      else if (isCompared) {
        const groups = world.groups(item.group);
        const isAll = JSON.stringify(readBy(item), (_, v) => (typeof v === "bigint" ? String(v) : v)).includes('"all"');
        for (const peer of rows) if (isAll || groups.of[peer] === groups.of[row]) yield peer;
      }
      if (item.observes !== "self") yield* servingIn(world, rows, subject.id);
    }
  }
  if (subject.type === "unit" && world.scheme.redLines.some((line) => line.strikes !== "self"))
    yield* servingIn(world, world.subjects.keys(), subject.id);
}

type AnyItem = ReturnType<typeof itemsOf>[number]["item"];

/** Everything in an item that may read a fact. */
const readBy = (item: AnyItem): unknown => [item.rule, item.actual, item.times, item.minimumCases];

const isRelative = (item: AnyItem): boolean =>
  kindOf(item.rule).isRelative(item.rule as never) || hasKey(readBy(item), "statistic");

/**
 * Adds, until nothing is added any more, everybody who carries the score of somebody already in the set, and everybody
 * whom a list compares with such a one: by a group mean, or by a relative rule over carried scores.
 */
function addFollowers(world: World, rows: Set<number>): void {
  const comparing = world.scheme.lists.flatMap((list, l) => {
    const own = itemsOf(world.scheme, list.score);
    const isCompared =
      hasValue([world.scheme.absent, list, world.scheme.blocks], "group-mean") ||
      own.some(({ item }) => linksIn(item.rule) && isRelative(item));
    return isCompared ? [world.rowsOf[l] ?? new Int32Array(0)] : [];
  });
  const carrying = new Set<number>();
  world.scheme.lists.forEach((list, l) => {
    if (itemsOf(world.scheme, list.score).some(({ item }) => linksIn(item.rule)))
      for (const row of world.rowsOf[l] ?? []) carrying.add(row);
  });
  for (let grew = true; grew; ) {
    grew = false;
    const ids = new Set([...rows].map((row) => world.subjects[row]?.id ?? ""));
    const parents = new Set([...rows].map((row) => world.subjects[row]?.unit));
    for (const row of carrying) {
      if (rows.has(row)) continue;
      const subject = world.subjects[row] as Subject;
      const places = [subject.unit, subject.team, ...subject.service.flatMap((s) => [s.unit, s.team])];
      if (places.some((place) => place !== undefined && ids.has(place)) || parents.has(subject.id)) {
        rows.add(row);
        grew = true;
      }
    }
    for (const list of comparing) {
      if (!list.some((row) => rows.has(row)) || list.every((row) => rows.has(row))) continue;
      for (const row of list) rows.add(row);
      grew = true;
    }
  }
}

function* servingIn(world: World, rows: Iterable<number>, place: string): Generator<number> {
  for (const row of rows) {
    const subject = world.subjects[row];
    if (!subject) continue;
    if (
      subject.unit === place ||
      subject.team === place ||
      subject.service.some((s) => s.unit === place || s.team === place)
    )
      yield row;
  }
}

const linksIn = (rule: Rule): boolean =>
  rule.kind.startsWith("linked-score") ||
  Object.values(rule).some((v) => typeof v === "object" && v !== null && "kind" in v && linksIn(v as Rule));

function hasKey(value: unknown, key: string): boolean {
  return (
    typeof value === "object" && value !== null && (key in value || Object.values(value).some((v) => hasKey(v, key)))
  );
}

function mentions(value: unknown, indicator: string): boolean {
  if (typeof value === "string") return value === indicator || value.includes(indicator.replaceAll(/[-.]/g, "_"));
  return typeof value === "object" && value !== null && Object.values(value).some((v) => mentions(v, indicator));
}

const hasValue = (value: unknown, wanted: string): boolean =>
  value === wanted ||
  (typeof value === "object" && value !== null && Object.values(value).some((v) => hasValue(v, wanted)));

const usesGroupMean = (policies: Readonly<Record<string, string>> | undefined): boolean =>
  policies !== undefined && Object.values(policies).includes("group-mean");

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
