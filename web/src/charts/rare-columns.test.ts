import { describe, expect, it } from "vitest";
import type { HeatMapPage } from "./heat-map.tsx";
import { withoutRare } from "./rare-columns.ts";

const name = (text: string) => ({ "zh-CN": text, en: text });
const cell = { rate: "0.9", points: "9", full: "10", absence: null };

/** `held[x]` rows have a cell in column x, the first ones. */
function pageOf(rows: number, held: readonly number[]): HeatMapPage {
  return {
    columns: held.map((_, at) => ({
      ...{ path: `c${at}`, kind: "item" as const, name: name(`c${at}`), part: { path: "p", name: name("p") } },
      ...{ median: null, low: null, high: null },
    })),
    rows: Array.from({ length: rows }, (_, y) => ({
      subject: { id: `s${y}`, type: "unit" as const, name: name(`s${y}`) },
      score: "90",
      cells: held.map((n) => (y < n ? cell : null)),
    })),
    total: rows,
    cohorts: [],
  };
}

describe("columns that are empty for nearly everybody", () => {
  it("are left out of the picture and named, with how many rows have them", () => {
    const { page, rare } = withoutRare(pageOf(60, [60, 3, 4, 1]));
    expect(page.columns.map(({ path }) => path)).toEqual(["c0", "c2"]);
    expect(page.rows[0]?.cells).toHaveLength(2);
    expect(rare.map(({ column, rows }) => [column.path, rows])).toEqual([
      ["c1", 3],
      ["c3", 1],
    ]);
  });

  it("are also the blocks that a few have in one figure instead of their items", () => {
    const page = pageOf(10, [10, 4, 4]);
    const columns = page.columns.map((column, at) => (at === 1 ? { ...column, kind: "block" as const } : column));
    expect(withoutRare({ ...page, columns }).rare.map(({ column }) => column.path)).toEqual(["c1"]);
  });

  it("stay for a handful of rows, and where there would be no other column", () => {
    expect(withoutRare(pageOf(4, [4, 1])).rare).toEqual([]);
    expect(withoutRare(pageOf(9, [1, 1])).rare).toEqual([]);
    expect(withoutRare(pageOf(9, [9, 1])).rare.map(({ rows }) => rows)).toEqual([1]);
  });
});
