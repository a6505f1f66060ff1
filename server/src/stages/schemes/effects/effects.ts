import type { Name, SchemeEffects } from "@biaochi/contract";
import { attributeOf, type Scheme, type Subject } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { unitNames } from "../../registry/store.ts";
import { attributeName } from "../attribute-name.ts";
import { listNode, type NameUnit } from "../list-node.ts";
import { type Deciding, decidingIn, type Entry, entriesOf, listFor } from "./entries.ts";
import { type Kind, listKindsOf, listMembers } from "./kind-store.ts";

type Effects = z.input<typeof SchemeEffects>;
type Group = Effects["groups"][number];
type Change = Group["changes"][number];

/** So many of each group are named; the others are counted. */
const mostNamed = 12;

const plain = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? `${inner}n` : inner));

/** What of a node is neither its name, its weight, its own place nor what is inside it. */
function ruleOf({ node }: Entry["node"]): string {
  if (!("block" in node)) {
    const { name: _name, weight: _weight, for: _for, basis: _basis, ...own } = node;
    return plain(own);
  }
  const { name: _name, weight: _weight, for: _for, items: _items, deductions, bonus, ...own } = node;
  const settings = (more: object | undefined) => (more === undefined ? undefined : { ...more, items: undefined });
  return plain({ ...own, deductions: settings(deductions), bonus: settings(bonus) });
}

function differences(
  was: Entry | undefined,
  is: Entry | undefined,
  sides: Pick<Change, "before" | "after">,
): Change["what"] {
  if (was === undefined || is === undefined) return [was === undefined ? "added" : "removed"];
  const found: Change["what"] = [];
  const { before, after } = sides;
  if (was.worth !== is.worth || (is.worth === null && plain(before?.weight) !== plain(after?.weight)))
    found.push("weight");
  if (ruleOf(was.node) !== ruleOf(is.node)) found.push("rule");
  if (plain(before?.name) !== plain(after?.name)) found.push("name");
  if (plain(before?.indicator) !== plain(after?.indicator)) found.push("indicator");
  if (plain(before?.basis) !== plain(after?.basis)) found.push("basis");
  return found;
}

type Compared = Pick<Group, "before" | "after" | "items" | "changes">;

/** What becomes different for one subject between two schemes. */
function compare(before: Scheme | undefined, after: Scheme, subject: Subject, nameUnit: NameUnit): Compared {
  const [oldList, newList] = [listFor(before, subject), listFor(after, subject)];
  const was = before && oldList ? entriesOf(before, oldList, subject) : new Map<string, Entry>();
  const is = newList ? entriesOf(after, newList, subject) : new Map<string, Entry>();
  const side = (scheme: Scheme | undefined, entry: Entry | undefined): Change["before"] =>
    scheme === undefined || entry === undefined
      ? null
      : { ...listNode(scheme, nameUnit, entry.node), worth: entry.worth };
  const changes = [...new Set([...is.keys(), ...was.keys()])].flatMap((path): Change[] => {
    const sides = { before: side(before, was.get(path)), after: side(after, is.get(path)) };
    const what = differences(was.get(path), is.get(path), sides);
    return what.length === 0 ? [] : [{ path, what, ...sides }];
  });
  const named = (list: Scheme["lists"][number] | undefined) =>
    list === undefined ? null : { id: list.id, name: list.name ?? { "zh-CN": list.id, en: list.id } };
  const itemsIn = (entries: ReadonlyMap<string, Entry>) =>
    [...entries.values()].filter(({ node }) => node.kind === "item").length;
  return {
    ...{ before: named(oldList), after: named(newList) },
    items: { before: itemsIn(was), after: itemsIn(is) },
    changes,
  };
}

const isConcerned = ({ before, after, changes }: Compared): boolean => changes.length > 0 || before?.id !== after?.id;

/** The attributes that tell a kind from others, in words; that a unit still exists goes without saying. */
const whoOf = (kind: Kind, { attributes }: Deciding): Name[] =>
  attributes.flatMap((name) => {
    const value = attributeOf(kind.sample, name);
    const isPlain = value === "" || name === "type" || (name === "existence" && value === "current");
    return isPlain ? [] : [attributeName(name, value)];
  });

export type EffectsOf = {
  readonly programme: string;
  readonly before: { readonly scheme: Scheme; readonly digest: string } | undefined;
  readonly after: { readonly scheme: Scheme; readonly digest: string };
  /** For this one alone. */
  readonly subject?: string | undefined;
};

/** What changes for whom, of those in scope: kinds of subjects whose lists change alike stand together. */
export async function effectsOf(tx: Transaction, scope: Scope, asked: EffectsOf): Promise<Effects> {
  const { programme, before, after, subject } = asked;
  const deciding = decidingIn([before?.scheme, after.scheme]);
  const nameUnit = await unitNames(tx, scope, programme);
  const kinds = await listKindsOf(tx, scope, { programme, deciding, subject });
  const compared = kinds.map((kind) => ({ kind, ...compare(before?.scheme, after.scheme, kind.sample, nameUnit) }));
  const without = compared.filter((each) => each.before === null && each.after === null);
  const concerned = compared.filter(isConcerned);
  const alike = Map.groupBy(concerned, (each) =>
    plain([each.kind.sample.type, each.before, each.after, each.items, each.changes]),
  );
  const keys = concerned.map(({ kind }) => kind.key);
  const members = await listMembers(tx, scope, { programme, deciding, subject, keys, each: mostNamed });
  const byKey = Map.groupBy(members, ({ key }) => key);
  const groups = [...alike.values()].map((of): Group => {
    const [first] = of;
    if (first === undefined) throw new Error("a group of nobody");
    const { kind, before: was, after: is, items, changes } = first;
    const count = of.reduce((sum, each) => sum + each.kind.count, 0);
    const named = of.flatMap((each) => byKey.get(each.kind.key) ?? []).slice(0, mostNamed);
    const told = of.map((each) => whoOf(each.kind, deciding)).filter((names) => names.length > 0);
    const who = [...new Map(told.map((names) => [plain(names), names])).values()];
    return {
      ...{ key: kind.key, type: kind.sample.type, who, count, before: was, after: is, items, changes },
      subjects: named.map(({ id, type, name }) => ({ id, type, name })),
      hasMore: count > named.length,
    };
  });
  const of = (type: Subject["type"]) =>
    concerned.reduce((sum, { kind }) => sum + (kind.sample.type === type ? kind.count : 0), 0);
  const heading = ({ scheme, digest }: { scheme: Scheme; digest: string }) => ({
    ...{ scheme: scheme.id, version: scheme.version, digest },
  });
  return {
    before: before === undefined ? null : heading(before),
    after: heading(after),
    subjects: kinds.reduce((sum, { count }) => sum + count, 0),
    concerned: { unit: of("unit"), team: of("team"), official: of("official") },
    without: without.reduce((sum, { kind }) => sum + kind.count, 0),
    groups,
  };
}

/** The kinds for whom something changes, by key, with what tells them apart: for a notice to all of them. */
export async function concernedKeys(
  tx: Transaction,
  scope: Scope,
  asked: EffectsOf,
): Promise<{ readonly deciding: Deciding; readonly keys: readonly string[] }> {
  const { programme, before, after } = asked;
  const deciding = decidingIn([before?.scheme, after.scheme]);
  const kinds = await listKindsOf(tx, scope, { programme, deciding });
  const unnamed: NameUnit = (id) => ({ "zh-CN": id, en: id });
  const keys = kinds.filter(({ sample }) => isConcerned(compare(before?.scheme, after.scheme, sample, unnamed)));
  return { deciding, keys: keys.map(({ key }) => key) };
}
