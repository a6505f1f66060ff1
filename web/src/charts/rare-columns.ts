import type { HeatMapPage } from "./heat-map.tsx";

/** From this many rows on, a column of one row alone (or of a twentieth of them) is an exception and not a comparison. */
const fewestRows = 5;
const share = 0.05;

export type RareColumn = { readonly column: HeatMapPage["columns"][number]; readonly rows: number };

/**
 * A heat map without the columns that are empty for nearly everybody (a predecessor's months, an indicator of one unit),
 * and which ones those are: they are named below it, and every subject's own page has them.
 */
export function withoutRare(page: HeatMapPage): { readonly page: HeatMapPage; readonly rare: readonly RareColumn[] } {
  if (page.rows.length < fewestRows) return { page, rare: [] };
  const most = Math.max(1, Math.floor(page.rows.length * share));
  const counts = page.columns.map((_, at) => page.rows.filter((row) => (row.cells[at] ?? null) !== null).length);
  const isRare = (at: number): boolean => {
    const held = counts[at] ?? 0;
    // A whole block in one figure (decided outside, carried over) stands beside the items of those who have them.
    return held <= most || (page.columns[at]?.kind === "block" && held * 2 < page.rows.length);
  };
  if (!counts.some((_, at) => isRare(at)) || counts.every((_, at) => isRare(at))) return { page, rare: [] };
  return {
    page: {
      ...page,
      columns: page.columns.filter((_, at) => !isRare(at)),
      rows: page.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => !isRare(at)) })),
    },
    rare: page.columns.flatMap((column, at) => (isRare(at) ? [{ column, rows: counts[at] ?? 0 }] : [])),
  };
}
