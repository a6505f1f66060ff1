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
        addServing(world, l, names, into);
      }
    }
  }
  if (world.scheme.redLines.some((line) => line.strikes !== "self")) {
    const units = new Set(
      Array.from(changed, (row) => world.subjects[row]).flatMap((s) => (s?.type === "unit" ? [s.id] : [])),
    );
    if (units.size > 0) for (const l of world.rowsOf.keys()) addServing(world, l, units, into);
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
    for (const l of carrying) {
      addServing(world, l, ids, rows);
      for (const parent of parents) {
        const row = world.ordinal.get(parent ?? "") ?? -1;
        if (world.listOf[row] === l) rows.add(row);
      }
    }
    for (const list of comparing) if (list.some((row) => rows.has(row))) for (const row of list) rows.add(row);
    grew = rows.size > size;
  }
}

interface Followers {
  /** Rows of lists that compare by carried scores, or by a group mean. */
  readonly comparing: readonly Int32Array[];
  /** Lists that carry scores. */
  readonly carrying: readonly number[];
}
/** By what the world's roster holds: the same for the same subjects and scheme, whatever the facts. */
const followers = new WeakMap<World["rowsOf"], Followers>();

/** The lists whose scores can follow others. */
function followersIn(world: World): Followers {
  const seen = followers.get(world.rowsOf);
  if (seen) return seen;
  const means = hasValue([world.scheme.absent, world.scheme.blocks], "group-mean");
  const such = (isOne: (list: World["scheme"]["lists"][number]) => boolean): readonly number[] =>
    world.scheme.lists.flatMap((list, l) => (isOne(list) ? [l] : []));
  const comparing = such(
    (list) =>
      means ||
      hasValue(list, "group-mean") ||
      itemsOf(world.scheme, list.score).some(({ item }) => linksIn(item.rule) && isRelative(item)),
  );
  const found: Followers = {
    comparing: comparing.map((l) => world.rowsOf[l] ?? new Int32Array(0)),
    carrying: such((list) => itemsOf(world.scheme, list.score).some(({ item }) => linksIn(item.rule))),
  };
  followers.set(world.rowsOf, found);
  return found;
}

/** Adds everybody of a list who stands or served in one of these places. */
function addServing(world: World, list: number, places: ReadonlySet<string>, into: Set<number>): void {
  const at = servingIn(world, list);
  for (const place of places) for (const row of at.get(place) ?? []) into.add(row);
}

type Serving = ReadonlyMap<string, readonly number[]>;
const serving = new WeakMap<Int32Array, Serving>();

/** The rows of a list by the places where they stand or served: looked through once, whatever the facts. */
function servingIn(world: World, list: number): Serving {
  const rows = world.rowsOf[list] ?? new Int32Array(0);
  const seen = serving.get(rows);
  if (seen) return seen;
  const at = new Map<string, number[]>();
  for (const row of rows)
    for (const place of placesOf(world.subjects[row] as Subject)) {
      const own = at.get(place);
      if (own) own.push(row);
      else at.set(place, [row]);
    }
  serving.set(rows, at);
  return at;
}

/** Where somebody stands or served. */
function placesOf({ unit, team, service }: Subject): ReadonlySet<string> {
  const places = [unit, team, ...service.flatMap((s) => [s.unit, s.team])];
  return new Set(places.filter((place) => place !== undefined));
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
