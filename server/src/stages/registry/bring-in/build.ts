import type { Edition, Entries, EntryKind, Name, Registry } from "@biaochi/engine";
import type { Findings } from "../../../dataset/finding.ts";
import { firstOf } from "./names.ts";
import type { Questions } from "./question.ts";
import type { ImportRow } from "./read-sheet.ts";

/** Where an entry of the import comes from. */
export type Origin = { readonly file: string; readonly row: number; readonly headers: ReadonlyMap<string, string> };

/** The entries that an import makes, as they come together row by row. */
export type Draft = {
  readonly registry: Registry;
  readonly findings: Findings;
  readonly questions: Questions;
  /** The newest description of an entry: of this import, else of the registry. */
  find<Kind extends EntryKind>(kind: Kind, id: string): Entries[Kind] | undefined;
  /** Puts an entry down; a second row about the same entry is a finding. */
  put<Kind extends EntryKind>(kind: Kind, entry: Entries[Kind], row: ImportRow): void;
  /** Changes an entry without a row of its own. */
  change<Kind extends EntryKind>(kind: Kind, entry: Entries[Kind], row?: Origin): void;
  entries<Kind extends EntryKind>(kind: Kind): Iterable<Entries[Kind]>;
  origin(kind: EntryKind, id: string): Origin | undefined;
  /** Whether a row of the import has named the entry. */
  names(kind: EntryKind, id: string): boolean;
  error(row: ImportRow, code: string, column: string, more?: FindingMore): void;
  /** Somebody should know; it is recorded all the same. */
  warn(row: ImportRow, code: string, column: string, more?: FindingMore): void;
  edition(): Edition;
};

export type FindingMore = {
  readonly value?: string;
  readonly expected?: string;
  readonly values?: Readonly<Record<string, string>>;
};

type Known = { [Kind in EntryKind]: Map<string, Entries[Kind]> };
const mapsOf = (registry: Registry | undefined): Known => {
  const of = <Kind extends EntryKind>(kind: Kind) =>
    new Map((registry?.[kind] ?? []).map((entry) => [entry.id, entry]));
  return {
    ...{ unit: of("unit"), section: of("section"), team: of("team"), official: of("official"), post: of("post") },
    ...{ leave: of("leave"), sanction: of("sanction"), grade: of("grade"), meeting: of("meeting") },
  };
};

export function draftOn(registry: Registry, findings: Findings, questions: Questions): Draft {
  const before = mapsOf(registry);
  const said = mapsOf(undefined);
  const origins = new Map<string, Origin>();
  const first = firstOf();
  const named = new Set<string>();
  const report = (
    severity: "error" | "warning",
    row: ImportRow,
    code: string,
    column: string,
    more: FindingMore = {},
  ): void =>
    findings.add({
      ...{ code, severity, file: row.file, row: row.row },
      ...{ column: row.headers.get(column) ?? column, value: row.cells[column] ?? "", ...more },
    });
  const draft: Draft = {
    ...{ registry, findings, questions },
    find: (kind, id) => said[kind].get(id) ?? before[kind].get(id),
    put(kind, entry, row) {
      const key = `${kind} ${entry.id}`;
      const earlier = first(key, `${row.file}:${row.row}`);
      if (earlier !== undefined) {
        draft.error(row, "row-twice", "id", { value: entry.id, values: { first: earlier } });
        return;
      }
      named.add(key);
      draft.change(kind, entry, row);
    },
    change(kind, entry, row) {
      said[kind].set(entry.id, entry);
      if (row !== undefined) origins.set(`${kind} ${entry.id}`, { file: row.file, row: row.row, headers: row.headers });
    },
    *entries(kind) {
      for (const [id, entry] of before[kind]) yield said[kind].get(id) ?? entry;
      for (const [id, entry] of said[kind]) if (!before[kind].has(id)) yield entry;
    },
    origin: (kind, id) => origins.get(`${kind} ${id}`),
    names: (kind, id) => named.has(`${kind} ${id}`),
    error: (row, code, column, more) => report("error", row, code, column, more),
    warn: (row, code, column, more) => report("warning", row, code, column, more),
    edition: () => {
      // Rows that say what is known already are no change.
      const changed = <Kind extends EntryKind>(kind: Kind) =>
        [...said[kind].values()].filter((entry) => {
          const known = before[kind].get(entry.id);
          return known === undefined || !isSame(known, entry);
        });
      const all: { [Kind in EntryKind]: readonly Entries[Kind][] } = {
        ...{ unit: changed("unit"), section: changed("section"), team: changed("team"), official: changed("official") },
        ...{ post: changed("post"), leave: changed("leave"), sanction: changed("sanction"), grade: changed("grade") },
        meeting: [],
      };
      return all;
    },
  };
  return draft;
}

/** The same whatever the order of members; an absent one and an undefined one are the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [left, right]: [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>] = [{ ...a }, { ...b }];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}

/** What a row says of a column: nothing where the sheet has no such column, "" where the cell is empty. */
export const saidBy = (row: ImportRow, column: string): string | undefined =>
  row.headers.has(column) ? (row.cells[column] ?? "") : undefined;

/** A member from a row: as known where the sheet has no such column, none where its cell is empty. */
export function member<Key extends string>(
  row: ImportRow,
  key: Key,
  known: string | undefined,
  column: string = key,
): { [K in Key]?: string } {
  const said = saidBy(row, column);
  const value = said === undefined ? known : said;
  return (value === undefined || value === "" ? {} : { [key]: value }) as { [K in Key]?: string };
}

export function nameOf(row: ImportRow, known: Name | undefined): Name {
  const zh = row.cells.name ?? "";
  const said = saidBy(row, "nameEn");
  const kept = known !== undefined && known["zh-CN"] === zh ? known.en : zh;
  return { "zh-CN": zh, en: said === undefined ? kept : said || zh };
}

export const listOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[|｜、;；]/)
      .map((each) => each.trim())
      .filter((each) => each !== ""),
  ),
];

export const aliasesOf = (row: ImportRow, known: readonly string[] | undefined): readonly string[] => {
  const said = saidBy(row, "aliases");
  // Offices fill "简称" in where there is none: the name itself is no other name.
  return said === undefined
    ? (known ?? [])
    : listOf(said).filter((each) => each !== row.cells.name || known?.includes(each));
};

/** Attributes that the sheet has a column for, beside those that it does not mention. */
export function attributesOf(
  row: ImportRow,
  known: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const all = { ...known, ...row.attributes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}
