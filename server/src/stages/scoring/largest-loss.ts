import type { NodeResult, ResultColumns } from "@biaochi/engine";
import { decimalText } from "./run-output.ts";

/** Losses smaller than this are what doubles leave of nothing. */
const nothing = 5e-10;

/** Whether full marks count at a node: what was not reached is lost. Elsewhere (a deduction, a floor) what was taken is. */
export const isAgainstFull = ({ kind, path }: Pick<NodeResult, "kind" | "path">): boolean =>
  kind === "item" || kind === "block" || kind === "opening" || path.endsWith("#absent");

export type LargestLoss = readonly [path: string, points: string] | undefined;

/** Per position in `columns.rows`, or for those in `only`: the node, other than a block, where most was lost. */
export function largestLosses(columns: ResultColumns, only?: ReadonlySet<number>): (i: number) => LargestLoss {
  const most = new Float64Array(columns.rows.length).fill(nothing);
  const where: (string | undefined)[] = new Array(columns.rows.length).fill(undefined);
  for (const { members, nodes } of columns.lists) {
    const wanted = only && Int32Array.from(members.keys().filter((m) => only.has(members[m] ?? -1)));
    const count = wanted?.length ?? members.length;
    for (const node of nodes) {
      if (node.kind === "block") continue;
      const whole = isAgainstFull(node) ? 1 : 0;
      for (let n = 0; n < count; n += 1) {
        const m = wanted?.[n] ?? n;
        const i = members[m] ?? 0;
        const lost = whole * (node.full[m] ?? 0) - (node.points[m] ?? 0);
        if (lost > (most[i] ?? 0)) {
          most[i] = lost;
          where[i] = node.path;
        }
      }
    }
  }
  return (i) => {
    const path = where[i];
    return path === undefined ? undefined : [path, decimalText(most[i] ?? 0)];
  };
}
