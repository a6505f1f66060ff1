import type { Subject } from "../facts/model.ts";
import { kindOf } from "../rules/registry.ts";
import type { Rule } from "../rules/rule-kind.ts";
import { changesBetween, isSame } from "./changes.ts";
import { indicatorOf, itemsOf, type World } from "./world.ts";

/** In a city of more than this many subjects that are affected by half, everybody is: that costs little more. */
const many = 5000;

/**
 * The subjects whose score can differ between two worlds of one scheme: those the changed facts are about, those compared
 * with them by a relative item, those whose group constraint or group mean they share, those struck through a unit, and
 * everybody who carries one of these scores. Never too few; "everybody" when subjects themselves changed.
 */
export function affectedBy(before: World, after: World): ReadonlySet<number> | "everybody" {
  if (before.subjects !== after.subjects && !isSame(before.subjects, after.subjects)) return "everybody";
  const changes = changesBetween(before, after);
  const isJudgedByOthers = hasKey(after.scheme.redLines, "statistic") || hasKey(after.scheme.redLines, "subject");
  if (changes.size > 0 && isJudgedByOthers) return "everybody";
  const rows = new Set<number>();
  const size = after.subjects.length;
  for (const [indicator, changed] of changes) {
    for (const row of changed) rows.add(row);
    addPeers(after, indicator, changed, rows);
    if (size > many && rows.size * 2 > size) return "everybody";
  }
  addFollowers(after, rows);
  return size > many && rows.size * 2 > size ? "everybody" : rows;
}

/** Adds others whose points can move with facts about the subjects in `changed`, scores carried by links aside. */
function addPeers(world: World, indicator: string | undefined, changed: ReadonlySet<number>, into: Set<number>): void {
  const names = new Set(Array.from(changed, (row) => world.subjects[row]?.id ?? ""));
  for (const [l, list] of world.scheme.lists.entries()) {
    const rows = world.rowsOf[l] ?? new Int32Array(0);
    if (rows.length === 0) continue;
    const isOwn = changed.values().some((row) => world.listOf[row] === l);
    let isServingAdded = false;
    for (const { item, within } of itemsOf(world.scheme, list.score)) {
      if (indicator !== undefined && indicatorOf(item) !== indicator && !mentions(readBy(item), indicator)) continue;
      const isCompared = isRelative(item);
      const isShared = within.some((b) => b.bonus?.constraint !== undefined);
      const sharesMean =
        usesGroupMean(item.absent) || within.some((b) => usesGroupMean(b.absent)) || usesGroupMean(world.scheme.absent);
      const seesOthers = hasKey(readBy(item), "subject") || (isCompared && item.observes !== "self");
      const isAll = isCompared && hasValue(readBy(item), "all");
      if (isShared || (isOwn && sharesMean) || seesOthers || isAll) for (const row of rows) into.add(row);
      else if (isCompared) addGroups(world.groups(item.group).of, changed, rows, into);
      if (item.observes !== "self" && !isServingAdded) {
        isServingAdded = true;
        addServing(world, rows, names, into);
      }
    }
  }
  if (world.scheme.redLines.some((line) => line.strikes !== "self")) {
    const units = new Set(
      Array.from(changed, (row) => world.subjects[row]).flatMap((s) => (s?.type === "unit" ? [s.id] : [])),
    );
    if (units.size > 0) addServing(world, world.subjects.keys(), units, into);
  }
}

/** Adds everybody in `rows` who is in the comparison group of one of the changed. */
function addGroups(of: Int32Array, changed: ReadonlySet<number>, rows: Int32Array, into: Set<number>): void {
  const groups = new Set(Array.from(changed, (row) => of[row] as number));
  for (const row of rows) if (groups.has(of[row] as number)) into.add(row);
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
export function addFollowers(world: World, rows: Set<number>): void {
  const { comparing, carrying } = followersIn(world);
  if (comparing.length === 0 && carrying.length === 0) return;
  for (let grew = rows.size > 0; grew; ) {
    const size = rows.size;
    const ids = new Set(Array.from(rows, (row) => world.subjects[row]?.id ?? ""));
    const parents = new Set(Array.from(rows, (row) => world.subjects[row]?.unit));
    for (const list of carrying) {
      addServing(world, list, ids, rows);
      for (const row of list) if (parents.has(world.subjects[row]?.id)) rows.add(row);
    }
    for (const list of comparing) if (list.some((row) => rows.has(row))) for (const row of list) rows.add(row);
    grew = rows.size > size;
  }
}

interface Followers {
  /** Rows of lists that compare by carried scores, or by a group mean. */
  readonly comparing: readonly Int32Array[];
  /** Rows of lists that carry scores. */
  readonly carrying: readonly Int32Array[];
}
const followers = new WeakMap<World, Followers>();

/** The lists whose scores can follow others, found once for each world. */
function followersIn(world: World): Followers {
  const seen = followers.get(world);
  if (seen) return seen;
  const means = hasValue([world.scheme.absent, world.scheme.blocks], "group-mean");
  const rowsOf = (isOne: (list: World["scheme"]["lists"][number]) => boolean): readonly Int32Array[] =>
    world.scheme.lists.flatMap((list, l) => (isOne(list) ? [world.rowsOf[l] ?? new Int32Array(0)] : []));
  const found: Followers = {
    comparing: rowsOf(
      (list) =>
        means ||
        hasValue(list, "group-mean") ||
        itemsOf(world.scheme, list.score).some(({ item }) => linksIn(item.rule) && isRelative(item)),
    ),
    carrying: rowsOf((list) => itemsOf(world.scheme, list.score).some(({ item }) => linksIn(item.rule))),
  };
  followers.set(world, found);
  return found;
}

/** Adds everybody in `rows` who stands or served in one of these places. */
function addServing(world: World, rows: Iterable<number>, places: ReadonlySet<string>, into: Set<number>): void {
  const isOne = (place: string | undefined): boolean => place !== undefined && places.has(place);
  for (const row of rows) {
    const { unit, team, service } = world.subjects[row] as Subject;
    if (isOne(unit) || isOne(team) || service.some((s) => isOne(s.unit) || isOne(s.team))) into.add(row);
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
