import type { Name } from "@biaochi/contract";
import { type Exact, isFor, compare as order, type Scheme, type Subject, show, times } from "@biaochi/engine";
import { indicatorOf, nodesOf } from "../../schemes/lists-store.ts";
import type { SchemeThen } from "./schemes-on.ts";

export type LevelPoints = { readonly level: string; readonly points: string };

/** What a scheme takes or gives for an event of one type. */
export type EventItem = {
  readonly kind: "deduction" | "bonus";
  readonly item: string;
  readonly name: Name;
  readonly indicator: string;
  /** The unit that answers for it. */
  readonly owner: string | undefined;
  readonly type: string;
  /** How the scheme calls the type; null: it does not say. */
  readonly event: Name | null;
  /** The table of levels; without one every event is worth `points`, or what several together come to. */
  readonly levels: readonly LevelPoints[];
  readonly points: string | null;
  /** The period in which an event of the day counts. */
  readonly period: string;
};

const kindOf: Readonly<Record<string, EventItem["kind"]>> = {
  "event-deduction": "deduction",
  "negative-deduction": "deduction",
  "capped-bonus": "bonus",
};

const isExact = (value: unknown): value is Exact => typeof value === "object" && value !== null && "num" in value;
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isExact(value);

/** The most first, so that the next one is lower. */
function tableOf(levels: unknown, worth: (amount: Exact) => Exact = (amount) => amount): readonly LevelPoints[] {
  if (!isTable(levels)) return [];
  return Object.entries(levels)
    .flatMap(([level, amount]) => (isExact(amount) ? [{ level, worth: worth(amount) }] : []))
    .toSorted((a, b) => order(b.worth, a.worth))
    .map((each) => ({ level: each.level, points: show(each.worth) }));
}

type Priced = Pick<EventItem, "type" | "levels" | "points">;

const typesOf = (type: unknown): readonly string[] => [type].flat().filter((each) => typeof each === "string");
const partsOf = (parts: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(parts) ? parts.filter(isTable) : [];

function pricedBy(rule: Readonly<Record<string, unknown>>): readonly Priced[] {
  const deductions = partsOf(rule.causes).flatMap(({ type, deduct }) => {
    const levels = isTable(deduct) ? tableOf(deduct.byLevel) : [];
    return typesOf(type).map((each) => ({ type: each, levels, points: isExact(deduct) ? show(deduct) : null }));
  });
  const awards = partsOf(rule.awards).flatMap(({ type, points, levels: ratios }) => {
    if (!isExact(points)) return [];
    const levels = tableOf(ratios, (ratio) => times(points, ratio));
    return typesOf(type).map((each) => ({ type: each, levels, points: levels.length > 0 ? null : show(points) }));
  });
  return [...deductions, ...awards];
}

type List = Scheme["lists"][number];

function ofList({ scheme, cycle }: SchemeThen, list: List, subject: Subject | undefined): readonly EventItem[] {
  return nodesOf(scheme, list).flatMap(({ name, node }) => {
    if (!("item" in node) || (subject !== undefined && !isFor(node.for, subject))) return [];
    const kind = kindOf[node.rule.kind.split("@")[0] ?? ""];
    if (kind === undefined) return [];
    const of = indicatorOf(scheme, node);
    const owner = ("owner" in node ? node.owner : undefined) ?? of?.owner;
    const about = { kind, item: node.item, name, indicator: of?.id ?? node.item, owner, period: cycle.id };
    return pricedBy(node.rule).map((priced) => ({ ...about, event: eventName(scheme, priced.type), ...priced }));
  });
}

/** A red line that an event touches is proposed like a deduction; what it does stands in the scheme. */
function redLinesOf({ scheme, cycle }: SchemeThen, subject: Subject | undefined): readonly EventItem[] {
  return scheme.redLines.flatMap(({ id, name, when, for: whom }) => {
    if (!("event" in when) || (subject !== undefined && !isFor(whom, subject))) return [];
    const about = { kind: "deduction" as const, item: `red-line:${id}`, name, indicator: `red-line:${id}` };
    return typesOf(when.event).map((type) => ({
      ...{ ...about, type, event: eventName(scheme, type), levels: [], points: null, owner: undefined },
      period: cycle.id,
    }));
  });
}

const eventName = ({ eventTypes }: Scheme, type: string): Name | null =>
  eventTypes.find(({ id }) => id === type)?.name ?? null;

/** For one unit what its list has; without one what any unit's list has. */
export function eventItemsOn(on: readonly SchemeThen[], subject?: Subject): readonly EventItem[] {
  const all = on.flatMap((each) => {
    const lists = each.scheme.lists.filter((list) =>
      subject === undefined ? (list.for?.type ?? "unit") === "unit" : isFor(list.for, subject),
    );
    const chosen = subject === undefined ? lists : lists.slice(0, 1);
    return [...chosen.flatMap((list) => ofList(each, list, subject)), ...redLinesOf(each, subject)];
  });
  const byKey = new Map(all.toReversed().map((each) => [`${each.kind} ${each.item} ${each.type}`, each]));
  return [...byKey.values()].toReversed();
}

/** What an event at this level is worth by the table; undefined where the table does not have it. */
export function worthAt({ levels, points }: Pick<EventItem, "levels" | "points">, level: string | undefined) {
  if (levels.length === 0) return level === undefined ? { points } : undefined;
  const found = levels.find((each) => each.level === level);
  return found === undefined ? undefined : { points: found.points };
}
