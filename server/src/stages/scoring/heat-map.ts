import { Absence, type HeatMap, mostHeatMapColumns } from "@biaochi/contract";
import { compare, type Exact, exactOf, fixed, plus, type Scheme, times } from "@biaochi/engine";
import { over } from "@biaochi/engine/exact";
import type { z } from "zod";
import { naming } from "../schemes/store.ts";
import type { NodeLine } from "./node-store.ts";
import type { PeerLine } from "./peer-store.ts";

type Drawn = Pick<z.input<typeof HeatMap>, "columns" | "rows">;
type Node = NodeLine["nodes"][number];
type Cell = Drawn["rows"][number]["cells"][number];

/** Enough for a colour, a bar and a percentage with a decimal. */
const places = 6;
const text = (value: Exact): string => fixed(value, places);

const depthOf = (path: string): number => path.split("/").length - 1;
const partOf = (path: string): string => path.split("/")[0] ?? path;
/** A node with full marks, or one whose datum is absent: its full marks may have moved to its neighbours. */
const isScored = ([path, kind, full, , absence]: Node): boolean =>
  (kind === "block" || kind === "item" || kind === "opening") &&
  !path.includes("#") &&
  (exactOf(full).num > 0n || (kind !== "block" && absence !== null));

export type HeatMapOptions = {
  readonly lines: readonly NodeLine[];
  /** Figures of the cohort, for a reader who sees only some of its members. */
  readonly peers: readonly PeerLine[];
  /** The lines are the whole cohort: its figures follow from them. */
  readonly isWhole: boolean;
  readonly scheme: Scheme;
  readonly level: "items" | "parts";
};

/**
 * One column for one item of one part, however deep each list has it: "usual/hotline/response" and "usual/own/response" are
 * the same indicator to somebody who compares units.
 */
const keyOf = (path: string): string => `${partOf(path)}/${path.split("/").at(-1) ?? ""}`;

type Column = { readonly path: string; readonly list: string; readonly kind: string; readonly rates: Exact[] };

/**
 * Share of full marks by subject (rows) and item or part (columns). Parts are the top-level blocks; where a list has only
 * one of them (a quarter has the usual part alone), what stands inside it.
 */
export function heatMapOf({ lines, peers, isWhole, scheme, level }: HeatMapOptions): Drawn {
  const scored = lines.map((line) => ({ line, nodes: line.nodes.filter(isScored) }));
  const tops = new Set(scored.flatMap(({ nodes }) => nodes.map(([path]) => partOf(path))));
  const depth = tops.size > 1 ? 0 : 1;
  const isColumn = ([path, kind]: Node) => (level === "items" ? kind !== "block" : depthOf(path) === depth);
  const columns = new Map<string, Column>();
  const order: string[] = [];
  const rows = scored.map(({ line, nodes }) => {
    const cells = new Map<string, NonNullable<Cell>>();
    let after = -1;
    for (const node of nodes.filter(isColumn)) {
      const [path, kind, , points] = node;
      const key = cells.has(keyOf(path)) ? path : keyOf(path);
      const column = columns.get(key) ?? { path, list: line.list, kind, rates: [] };
      if (!columns.has(key)) order.splice(after + 1, 0, key);
      columns.set(key, column);
      after = order.indexOf(key);
      cells.set(key, cellOf(node));
      if (points !== null && exactOf(node[2]).num > 0n) column.rates.push(over(exactOf(points), exactOf(node[2])));
    }
    return { line, cells };
  });
  // Lists differ in what their parts hold: the columns of one part stand together.
  const parts = [...new Set(order.map(partOf))];
  const shown = parts.flatMap((part) => order.filter((key) => partOf(key) === part)).slice(0, mostHeatMapColumns);
  const names = new Map(lines.map(({ list }) => [list, naming(scheme, list)]));
  const nameOf = (path: string, list: string) => names.get(list)?.name(path) ?? { "zh-CN": path, en: path };
  const known = new Map(peers.map((peer) => [peer.path, peer]));
  return {
    columns: shown.flatMap((key) => {
      const column = columns.get(key);
      if (column === undefined) return [];
      const { path, list, kind } = column;
      const part = partOf(path);
      return [
        {
          path,
          name: nameOf(path, list),
          kind: kind === "block" ? ("block" as const) : ("item" as const),
          part: { path: part, name: nameOf(part, list) },
          ...(isWhole ? spreadOf(column.rates) : peerSpread(known.get(path))),
        },
      ];
    }),
    rows: rows.map(({ line, cells }) => ({
      subject: { id: line.subject, type: line.type, name: line.name },
      score: line.score,
      cells: shown.map((key) => cells.get(key) ?? null),
    })),
  };
}

type Spread = Pick<Drawn["columns"][number], "low" | "median" | "high">;
const noSpread: Spread = { low: null, median: null, high: null };

const peerSpread = (peer: PeerLine | undefined): Spread =>
  peer === undefined
    ? noSpread
    : { low: text(exactOf(peer.low)), median: text(exactOf(peer.median)), high: text(exactOf(peer.high)) };

/** Lowest, middle and highest; of an even number the middle lies half way between the two in the middle. */
function spreadOf(rates: readonly Exact[]): Spread {
  const sorted = [...rates].sort(compare);
  const [low, high] = [sorted[0], sorted.at(-1)];
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (!low || !high || !below || !above) return noSpread;
  return { low: text(low), median: text(times(plus(below, above), exactOf("0.5"))), high: text(high) };
}

function cellOf([, , fullText, pointsText, absenceText]: Node): NonNullable<Cell> {
  const full = exactOf(fullText);
  const points = pointsText === null ? undefined : exactOf(pointsText);
  const absence = Absence.safeParse(absenceText);
  return {
    rate: points === undefined || full.num === 0n ? null : text(over(points, full)),
    points: points === undefined ? null : text(points),
    full: text(full),
    absence: absence.success ? absence.data : null,
  };
}
