import { createHash } from "node:crypto";
import type { ListInWords, SubjectList } from "@biaochi/contract";
import { type Exact, isFor, plus, type Scheme, type Subject, show, thermometerOf, worthOf } from "@biaochi/engine";
import { zero } from "@biaochi/engine/exact";
import type { z } from "zod";
import { listNode, type NameUnit } from "../list-node.ts";
import { indicatorOf, nodesOf, type SchemeNode } from "../nodes.ts";
import { shownThermometer } from "./thermometers.ts";

type List = Scheme["lists"][number];
export type OwnList = z.input<typeof ListInWords>;
export type Summary = z.input<typeof SubjectList>;
type Worths = ReadonlyMap<string, Exact | undefined>;

/** The list of a subject: of several that would be for it the first, as in a run. */
export const listOf = (scheme: Scheme, subject: Subject): List | undefined =>
  scheme.lists.find((list) => isFor(list.for, subject));

const isAdjustment = ({ kind }: SchemeNode): boolean => kind === "deduction" || kind === "bonus";

/** What of a list is for one subject, in order, blocks before what is in them. */
function nodesFor(scheme: Scheme, list: List, subject: Subject, worths: Worths): readonly SchemeNode[] {
  const isThere = (path: string): boolean => path === "" || worths.has(path);
  return nodesOf(scheme, list).filter((node) => {
    if (node.path === list.score.block && node.node === list.score) return false;
    if (!isAdjustment(node)) return isThere(node.path);
    const above = node.path.split("/").slice(0, -1).join("/");
    return isThere(above) && isFor(node.node.for, subject);
  });
}

const idOf = ({ node }: SchemeNode): string => ("block" in node ? node.block : node.item);
const partOf = ({ path }: SchemeNode): string => (path.includes("/") ? (path.split("/")[0] ?? "") : "");
/** An item of a part of the list: the same item elsewhere is asked for something else. */
const placeOf = (node: SchemeNode): string => `${partOf(node)}/${idOf(node)}`;

/**
 * Items that every list of this kind of subject has which has the part at all: a unit that was merged away has no annual
 * part, and takes nothing from what the others have in common there.
 */
function commonItems(scheme: Scheme, type: Subject["type"]): ReadonlySet<string> {
  const lists = scheme.lists
    .filter((list) => (list.for.type ?? type) === type)
    .map((list) => {
      const items = nodesOf(scheme, list).filter(isItem);
      return { parts: new Set(items.map(partOf)), places: new Set(items.map(placeOf)) };
    });
  const all = new Set(lists.flatMap(({ places }) => [...places]));
  const partIn = (place: string): string => place.slice(0, place.indexOf("/"));
  return new Set(
    [...all].filter((place) => lists.every(({ parts, places }) => !parts.has(partIn(place)) || places.has(place))),
  );
}

const isItem = (node: SchemeNode): boolean => node.kind === "item";

const points = (value: Exact | undefined): string | null => (value === undefined ? null : show(value));

/** Everything that decides points, in one order; a name or an owner decides none. */
function digestOf(scheme: Scheme, nodes: readonly SchemeNode[], worths: Worths): string {
  const lines = nodes.map(({ path, kind, node }) => {
    const { name: _name, basis: _basis, for: _for, weight: _weight, ...rest } = node as Record<string, unknown>;
    const { items: _items, deductions: _deductions, bonus: _bonus, ...own } = rest;
    const indicator = "item" in node ? indicatorOf(scheme, node)?.id : undefined;
    return [path, kind, points(worths.get(path)), indicator ?? null, own];
  });
  const text = JSON.stringify(lines, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  return createHash("sha256").update(text).digest("hex");
}

/** The list of one subject with everything that it asks; targets are recorded facts and come from elsewhere. */
export function ownList(
  scheme: Scheme,
  subject: Subject,
  nameUnit: NameUnit,
  targets: OwnList["targets"],
): OwnList | undefined {
  const list = listOf(scheme, subject);
  if (list === undefined) return undefined;
  const worths = worthOf(scheme, list, subject);
  const nodes = nodesFor(scheme, list, subject, worths);
  const common = commonItems(scheme, subject.type);
  const periods = nodes.flatMap(({ path, node }) => {
    const found = "item" in node ? indicatorOf(scheme, node)?.period : undefined;
    return found === undefined ? [] : [[path, found] as const];
  });
  return {
    subject: { id: subject.id, type: subject.type, name: subject.name },
    list: { ...called(list), type: list.for.type ?? null },
    full: points(worths.get("")),
    digest: digestOf(scheme, nodes, worths),
    nodes: nodes.map((node) => listNode(scheme, nameUnit, node)),
    worths: Object.fromEntries([...worths].flatMap(([path, value]) => (path === "" ? [] : [[path, points(value)]]))),
    common: nodes.filter((node) => isItem(node) && common.has(placeOf(node))).map(({ path }) => path),
    periods: Object.fromEntries(periods),
    targets,
    redLines: scheme.redLines
      .filter((line) => isFor(line.for, subject))
      .map(({ id, name, basis }) => ({ id, name, basis })),
    thermometer: shownThermometer(thermometerOf(scheme, list, worths)),
  };
}

const called = ({ id, name }: List) => ({ id, name: name ?? { "zh-CN": id, en: id } });

/** The same list in one line: how much of it everybody of the kind has, and what is its own. */
export function listSummary(scheme: Scheme, subject: Subject): Summary | undefined {
  const list = listOf(scheme, subject);
  if (list === undefined) return undefined;
  const worths = worthOf(scheme, list, subject);
  const nodes = nodesFor(scheme, list, subject, worths);
  const common = commonItems(scheme, subject.type);
  const items = nodes.filter(isItem);
  const shared = items.filter((node) => common.has(placeOf(node))).map(({ path }) => worths.get(path));
  const sum = shared.reduce<Exact | undefined>((all, each) => (all && each ? plus(all, each) : undefined), zero);
  return {
    subject: { id: subject.id, type: subject.type, name: subject.name },
    list: called(list),
    digest: digestOf(scheme, nodes, worths),
    full: points(worths.get("")),
    items: items.length,
    common: points(sum),
    own: items
      .filter((node) => !common.has(placeOf(node)))
      .map(({ path, name }) => ({ path, name, points: points(worths.get(path)) })),
  };
}
