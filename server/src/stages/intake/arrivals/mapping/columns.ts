import type { StreamMapping } from "@biaochi/contract";
import type { Told } from "../run-store.ts";
import { type Page, SourceFailure } from "../sources/source.ts";
import { firstNameOf } from "./expression.ts";

const listed = (names: readonly string[]): string => [...new Set(names)].join("、").slice(0, 500);

/** The names that the items of a page have at all, each of which may leave out what it has not. */
function namesIn(page: Page): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { raw } of page.rows)
    if (typeof raw === "object" && raw !== null) for (const name of Object.keys(raw)) names.add(name);
  return names;
}

/**
 * A delivery whose columns are not those of the mapping is refused whole, since then nothing is known of any row: of a table
 * every heading, of items what no row can do without. What else no item has is told.
 */
export function checkColumns(mapping: StreamMapping, page: Page): readonly Told[] {
  const nameOf = (from: string) => (mapping.rows === undefined ? from : firstNameOf(from));
  const fields = Object.values(mapping.fields);
  const wanted = (those: typeof fields) => those.map(({ from }) => nameOf(from)).filter((name) => name !== undefined);
  const must = [
    ...[nameOf(mapping.key)].filter((name) => name !== undefined),
    ...wanted(fields.filter(({ required }) => required)),
  ];
  const may = wanted(fields.filter(({ required }) => !required));
  if (page.columns !== undefined) {
    const columns = page.columns;
    const missing = [...must, ...may].filter((name) => !columns.includes(name));
    if (missing.length > 0)
      throw new SourceFailure("columns-missing", { columns: listed(missing), found: listed(columns) });
    const twice = [...must, ...may].filter((name) => columns.indexOf(name) !== columns.lastIndexOf(name));
    if (twice.length > 0) throw new SourceFailure("columns-twice", { columns: listed(twice) });
    return [];
  }
  if (page.rows.length === 0) return [];
  const there = namesIn(page);
  const missing = must.filter((name) => !there.has(name));
  if (missing.length > 0)
    throw new SourceFailure("columns-missing", { columns: listed(missing), found: listed([...there]) });
  const absent = may.filter((name) => !there.has(name));
  return absent.length === 0 ? [] : [{ code: "columns-absent", params: { columns: listed(absent) } }];
}
