import { type Name, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { readExact, readScheme, type Subject, show } from "@biaochi/engine";
import { parse } from "csv-parse/sync";
import { indicatorOf, nodesOf } from "../nodes.ts";
import { worthOf } from "../worth.ts";

/** One item of the level above: what it is called, what it weighs of the whole there, and how it is measured. */
export type NewUpperItem = {
  readonly item: string;
  readonly name: Name;
  readonly points: string | null;
  readonly indicator: string | null;
};

export type UpperRead = {
  readonly title: Name;
  readonly cycle: string | null;
  readonly items: readonly NewUpperItem[];
};
type Unreadable = Refusal<"upper-unreadable">;

const mostItems = 2_000;
const both = (text: string): Name => ({ "zh-CN": text, en: text });
const refused = (line: number, why: string): { ok: false; refusal: Unreadable } =>
  refuse({ code: "upper-unreadable", params: { line, why } });

/** The city as the one subject of such a scheme. */
const city: Subject = {
  ...{ id: "city", type: "unit", name: { "zh-CN": "本市", en: "The city" }, sort: 0, attributes: {}, service: [] },
};

/** Our own form: a scheme document. Its one list is the city's, whoever it says it is for. */
export function itemsOfScheme(text: string): Outcome<UpperRead, Unreadable> {
  const { scheme, findings } = readScheme(text);
  const wrong = findings.find(({ severity }) => severity === "error");
  if (scheme === undefined) return refused(wrong?.line ?? 1, "document");
  const [list, second] = scheme.lists;
  if (list === undefined || second !== undefined) return refused(1, "lists");
  const worth = worthOf(scheme, list, city);
  const items = nodesOf(scheme, list).flatMap(({ path, kind, name, node }): NewUpperItem[] => {
    if (kind !== "item" || "block" in node) return [];
    const points = worth.get(path);
    const found = indicatorOf(scheme, node);
    const wording = found?.definition ?? found?.name;
    return [
      {
        ...{ item: path, name, points: points === undefined ? null : show(points) },
        indicator: wording === undefined ? null : wording["zh-CN"],
      },
    ];
  });
  return items.length === 0 ? refused(1, "empty") : ok({ title: scheme.title, cycle: scheme.cycle, items });
}

const headings = {
  name: ["item", "name", "考核内容", "考核项目", "项目", "指标名称", "考核指标", "名称"],
  points: ["weight", "points", "权重", "分值", "满分"],
  indicator: ["indicator", "definition", "指标说明", "指标", "评分标准", "考核标准", "说明"],
} as const;

type Row = readonly string[];

/** A simple table: a row of headings, then one item a row. Merged-away repetitions and a last line of sums are people's habit. */
export function itemsOfTable(rows: readonly Row[], title: string): Outcome<UpperRead, Unreadable> {
  const at = rows.findIndex((row) => columnsOf(row) !== undefined);
  const columns = columnsOf(rows[at] ?? []);
  if (columns === undefined) return refused(1, "headings");
  const items: NewUpperItem[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const cell = (column: number) => (column < 0 ? "" : (row[column] ?? "").trim());
    const name = cell(columns.name);
    if (index <= at || name === "" || /^(合计|总计|小计|total|sum)/i.test(name)) continue;
    const written = cell(columns.points).replace(/分$/, "");
    const points = written === "" ? undefined : readExact(written);
    if (written !== "" && (points === undefined || points.num < 0n)) return refused(index + 1, "weight");
    if (name.length > 200) return refused(index + 1, "name");
    let item = name;
    for (let again = 2; seen.has(item); again += 1) item = `${name} (${again})`;
    seen.add(item);
    items.push({
      ...{ item, name: both(name), points: points === undefined ? null : show(points) },
      indicator: cell(columns.indicator).slice(0, 2000) || null,
    });
    if (items.length > mostItems) return refused(index + 1, "many");
  }
  return items.length === 0 ? refused(at + 1, "empty") : ok({ title: both(title), cycle: null, items });
}

function columnsOf(row: Row): { name: number; points: number; indicator: number } | undefined {
  const heads = row.map((cell) => cell.trim().toLowerCase());
  const find = (of: readonly string[], not: readonly number[]) =>
    of.map((word) => heads.findIndex((head, at) => head === word && !not.includes(at))).find((at) => at >= 0) ??
    heads.findIndex((head, at) => !not.includes(at) && of.some((word) => word > "\u2e80" && head.includes(word)));
  const points = find(headings.points, []);
  const name = find(headings.name, [points]);
  if (points < 0 || name < 0) return undefined;
  return { name, points, indicator: find(headings.indicator, [points, name]) };
}

/** The rows of a CSV text; undefined: it is none. */
export function csvRows(text: string): readonly Row[] | undefined {
  try {
    return parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: false }) as string[][];
  } catch {
    return undefined; // a quote that is never closed: the table is refused as a whole
  }
}
