import type { Registry } from "@biaochi/engine";
import type { CellLook, SheetOut, SheetPrint } from "../../../dataset/spreadsheet.ts";
import type { ColumnOf } from "../../../dataset/table-shape.ts";
import type { OpeningLine } from "./plan.ts";
import { type ImportTable, tableOf } from "./tables.ts";

type Cell = string | number | null;
type Line = Readonly<Record<string, Cell>>;

/** What is written: everything, or only who there is and where they serve, without what was decided about anybody. */
export type Extent = "whole" | "without-decisions";

/** Columns that are only read: numbers are written, so that nobody needs a unit beside a name, and posts have their own table. */
const onlyRead: ReadonlySet<string> = new Set(["personUnit", "note"]);
const ofMainPost: ReadonlySet<string> = new Set(["unit", "section", "team", "roleClass", "title", "postSince"]);

const written = (table: ImportTable): readonly ColumnOf[] =>
  tableOf(table).columns.filter(({ name }) => !onlyRead.has(name) && !(table === "officials" && ofMainPost.has(name)));

/** A reading aid beside a number: whose it is. Left out again when the sheet comes back. */
const aid = { official: "姓名（对照）", unit: "单位名称（对照）", subject: "名称（对照）" } as const;
const aidOf = (table: ImportTable): keyof typeof aid | undefined =>
  (["subject", "official", "unit"] as const).find((each) => written(table).some(({ name }) => name === each));

const wordOf = (column: ColumnOf, value: string): string =>
  Object.entries(column.words ?? {}).find(([, english]) => english === value)?.[0] ?? value;

function cellOf(column: ColumnOf, value: unknown): Cell {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join("、");
  if (typeof value === "number") return value;
  return column.kind === "word" ? wordOf(column, String(value)) : String(value);
}

type Entry = Readonly<Record<string, unknown>>;

/** A sheet of one table, with a column for every attribute that one of its entries has. */
function sheetOf(
  table: ImportTable,
  entries: readonly Entry[],
  names: (id: string) => string,
  print: SheetPrint,
): SheetOut {
  const shape = tableOf(table);
  const attributes = [
    ...new Set(entries.flatMap((entry) => Object.keys((entry.attributes as object | undefined) ?? {}))),
  ].sort();
  const columns = written(table);
  const aided = aidOf(table);
  const headings = [
    ...columns.map(({ zh, name }) => zh[0] ?? name),
    ...attributes.map((name) => `属性：${name}`),
    ...(aided === undefined ? [] : [aid[aided]]),
  ];
  const rows = entries.map((entry): Cell[] => {
    const said: Line = Object.fromEntries(columns.map((column) => [column.name, cellOf(column, entry[column.name])]));
    const own: Readonly<Record<string, string>> = {
      ...(entry.attributes as Readonly<Record<string, string>> | undefined),
    };
    return [
      ...columns.map(({ name }) => said[name] ?? null),
      ...attributes.map((name) => own[name] ?? null),
      ...(aided === undefined ? [] : [names(String(entry[aided] ?? ""))]),
    ];
  });
  return {
    name: shape.zh[0] ?? table,
    rows: [headings, ...rows],
    widths: headings.map((heading) => Math.min(28, Math.max(10, heading.length * 2 + 2))),
    frozenColumns: 1,
    rowLooks: new Map([
      [
        0,
        headings.map(
          (): CellLook => ({ isBold: true, isShaded: true, isRuled: true, isWrapped: true, align: "center" }),
        ),
      ],
    ]),
    print,
  };
}

const flat = (entry: object): Entry => {
  const { name, ledFrom, ...rest }: Entry = { ...entry };
  const both = (value: unknown, zh: string, en: string): Entry => {
    if (typeof value !== "object" || value === null) return {};
    const named: Entry = { ...value };
    return { [zh]: named["zh-CN"], ...(named.en === named["zh-CN"] ? {} : { [en]: named.en }) };
  };
  return { ...rest, ...both(name, "name", "nameEn"), ...both(ledFrom, "ledFrom", "ledFromEn") };
};

/**
 * The registry as the workbook that comes in: what is written and brought in again changes nothing. An empty registry gives
 * the template. `note`: what stands on the last sheet, which is no table.
 */
export function workbookOf(
  registry: Registry,
  openings: readonly OpeningLine[],
  options: {
    readonly extent: Extent;
    readonly print: Omit<SheetPrint, "paper" | "repeated">;
    readonly note: readonly string[];
  },
): readonly SheetOut[] {
  const names = new Map<string, string>();
  for (const { unit, name, until } of registry.unit)
    if (until === undefined || !names.has(unit)) names.set(unit, name["zh-CN"]);
  for (const list of [registry.team, registry.official]) for (const { id, name } of list) names.set(id, name["zh-CN"]);
  const called = (id: string): string => names.get(id) ?? "";
  const print: SheetPrint = { paper: "a4", repeated: 1, ...options.print };
  const entry = ({ id, ...rest }: { readonly id: string }): Entry => ({ ...flat(rest), entry: id });
  const bySort = <E extends { readonly sort: number; readonly id: string }>(list: readonly E[]): readonly E[] =>
    list.toSorted((a, b) => a.sort - b.sort || (a.id < b.id ? -1 : 1));
  const decided = options.extent === "whole";
  const tables: readonly (readonly [ImportTable, readonly Entry[]])[] = [
    ["units", bySort(registry.unit).map(({ id, unit, ...rest }) => ({ ...flat(rest), id: unit, entry: id }))],
    ["sections", bySort(registry.section).map(flat)],
    ["teams", bySort(registry.team).map(flat)],
    ["officials", bySort(registry.official).map(flat)],
    ["posts", registry.post.map(entry)],
    ["grades", decided ? registry.grade.map(entry) : []],
    ["sanctions", decided ? registry.sanction.map(entry) : []],
    ["leave", decided ? registry.leave.map(entry) : []],
    ["openings", decided ? openings.map((each) => ({ ...each })) : []],
  ];
  return [
    ...tables.map(([table, entries]) => sheetOf(table, entries, called, print)),
    { name: "说明", rows: options.note.map((line) => [line]), widths: [100], frozen: 0, looks: [{ isWrapped: true }] },
  ];
}
