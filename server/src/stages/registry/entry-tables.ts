import type { EntryKind } from "@biaochi/engine";

/** A table of entries: its columns beside programme, recording and withdrawn, by the member of the entry each holds. */
export type EntryTable = {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of days, read as texts. */
  readonly days: readonly string[];
  /** Members that have a value even where an entry says nothing. */
  readonly otherwise: Readonly<Record<string, unknown>>;
};

const dated = { since: "since", until: "until" };
const named = { id: "id", name: "name", sort: "sort" };
const lists = { aliases: "aliases", attributes: "attributes" };
const days = ["since", "until"];

export const entryTables: Readonly<Record<EntryKind, EntryTable>> = {
  unit: {
    table: "unit_span",
    columns: {
      ...{ ...named, ...dated, ...lists, unit: "unit", parent: "parent", unitType: "unit_type", cohort: "cohort" },
      ...{ ending: "ending", successors: "successors", ledFrom: "led_from", gradedBy: "graded_by" },
    },
    days,
    otherwise: { aliases: [], successors: [], attributes: {} },
  },
  section: { table: "section", columns: { ...named, ...dated, unit: "unit" }, days, otherwise: {} },
  team: {
    table: "team",
    columns: { ...named, ...dated, ...lists, unit: "unit" },
    days,
    otherwise: { aliases: [], attributes: {} },
  },
  official: {
    table: "official",
    columns: {
      ...{ ...named, ...dated, ...lists, regime: "regime", rank: "rank" },
      ...{ managedBy: "managed_by", staffNumber: "staff_number" },
    },
    days,
    otherwise: { aliases: [], attributes: {} },
  },
  post: {
    table: "post",
    columns: {
      ...{ id: "id", ...dated, official: "official", unit: "unit", team: "team", section: "section" },
      ...{ roleClass: "role_class", kind: "kind", title: "title", share: "share" },
    },
    days,
    otherwise: {},
  },
  leave: {
    table: "leave_days",
    columns: { id: "id", ...dated, official: "official", days: "days" },
    days,
    otherwise: {},
  },
  sanction: {
    table: "sanction",
    columns: { id: "id", ...dated, official: "official", kind: "kind", document: "document" },
    days,
    otherwise: {},
  },
  grade: {
    table: "earlier_grade",
    columns: { id: "id", official: "official", year: "year", grade: "grade", scale: "scale", document: "document" },
    days: [],
    otherwise: {},
  },
  meeting: {
    table: "meeting",
    columns: { id: "id", name: "name", body: "body", session: "session", day: "day", minutes: "minutes" },
    days: ["day"],
    otherwise: {},
  },
};

/** Kinds of entries that are about one official each. */
export const personal = ["post", "leave", "sanction", "grade"] as const satisfies readonly EntryKind[];
