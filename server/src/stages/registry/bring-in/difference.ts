import { type Edition, type Entries, type EntryKind, entryKinds, type Registry } from "@biaochi/engine";
import { isSame } from "./build.ts";

export type FieldChange = { readonly field: string; readonly from: string; readonly to: string };
/** ended: what changes is that it has a last day now, and at most how it ended. */
export const changeKinds = ["new", "changed", "ended"] as const;
export type EntryChange = {
  readonly what: (typeof changeKinds)[number];
  readonly kind: EntryKind;
  readonly id: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
};

export type Counts = {
  readonly new: number;
  readonly changed: number;
  readonly ended: number;
  readonly unchanged: number;
};
export type DifferenceOf = {
  readonly changes: readonly EntryChange[];
  readonly counts: Readonly<Partial<Record<EntryKind, Counts>>>;
};

type Plain = Readonly<Record<string, unknown>>;

/** Members of an entry as a person reads them, names and attributes taken apart. */
function fieldsOf(entry: Plain): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [key, value] of Object.entries(entry)) {
    if (key === "id" || value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length > 0) fields.set(key, value.join("、"));
    } else if (key === "attributes") {
      for (const [name, text] of Object.entries(value)) fields.set(`attribute:${name}`, String(text));
    } else if (typeof value === "object") {
      const { "zh-CN": zh, en }: Plain = { ...value };
      fields.set(key, String(zh));
      if (en !== zh) fields.set(`${key}En`, String(en));
    } else fields.set(key, String(value));
  }
  return fields;
}

function changesOf(from: Plain | undefined, to: Plain): readonly FieldChange[] {
  const [old, fresh] = [fieldsOf(from ?? {}), fieldsOf(to)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((field) => {
    const [a, b] = [old.get(field) ?? "", fresh.get(field) ?? ""];
    return a === b ? [] : [{ field, from: a, to: b }];
  });
}

const ends = new Set(["until", "ending"]);
const isEnd = (fields: readonly FieldChange[]): boolean =>
  fields.every(({ field }) => ends.has(field)) && fields.some(({ field, to }) => field === "until" && to !== "");

/** What an edition would change, entry by entry and field by field. */
export function differenceOf(registry: Registry, edition: Edition): DifferenceOf {
  const names = namesIn(registry, edition);
  const changes: EntryChange[] = [];
  const counts: Partial<Record<EntryKind, Counts>> = {};
  for (const kind of entryKinds) {
    const before = new Map<string, Entries[EntryKind]>(registry[kind].map((entry) => [entry.id, entry]));
    const said: readonly Entries[EntryKind][] = edition[kind] ?? [];
    const count = { new: 0, changed: 0, ended: 0 };
    for (const entry of said) {
      const known = before.get(entry.id);
      if (known !== undefined && isSame(known, entry)) continue;
      const fields = changesOf(known === undefined ? undefined : { ...known }, { ...entry });
      const what = known === undefined ? "new" : isEnd(fields) ? "ended" : "changed";
      count[what] += 1;
      changes.push({ what, kind, id: entry.id, name: names(entry), fields });
    }
    const unchanged = before.size - count.changed - count.ended;
    if (count.new + count.changed + count.ended + unchanged > 0) counts[kind] = { ...count, unchanged };
  }
  return { changes, counts };
}

/** What an entry is called on the page: its own name, or the person's with what tells it from their others. */
function namesIn(registry: Registry, edition: Edition) {
  const people = new Map<string, string>();
  for (const list of [registry.official, edition.official ?? []])
    for (const { id, name } of list) people.set(id, name["zh-CN"]);
  const units = new Map<string, string>();
  for (const list of [registry.unit, edition.unit ?? []])
    for (const { unit, name } of list) units.set(unit, name["zh-CN"]);
  return (entry: Entries[EntryKind]): string => {
    if ("name" in entry) return entry.name["zh-CN"];
    const person = people.get(entry.official) ?? entry.official;
    if ("unit" in entry)
      return `${person} · ${units.get(entry.unit) ?? entry.unit}${entry.title === undefined ? "" : ` · ${entry.title}`}`;
    if ("year" in entry) return `${person} · ${entry.year}`;
    return `${person} · ${"document" in entry ? entry.document : `${entry.since}–${entry.until}`}`;
  };
}
