import type { Block, Cell, Column } from "../../../documents/model.ts";
import type { Say } from "../issue.ts";

type Heading = readonly [code: string, share: number, more?: Partial<Pick<Column, "align" | "figures">>];

/** A table of a paper: its columns by the codes of their headings. What is not said to be otherwise stands at the left. */
export const tableOf = (say: Say, headings: readonly Heading[], rows: readonly (readonly Cell[])[]): Block => ({
  kind: "table",
  columns: headings.map(([code, share, more = {}]) => ({ title: say(code), share, align: "left", ...more })),
  rows,
});

export const inOrder = { align: "center", figures: "count" } as const;

const empty = (count: number): readonly Cell[] => Array.from({ length: count }, () => ({ text: "" }));

/**
 * The rows of one goal: what is said of the goal once, beside the first of its parts. A goal without a part says that nobody
 * has it, in a row of the same width.
 */
export function rowsOf(
  say: Say,
  { before, after = [] }: { readonly before: readonly Cell[]; readonly after?: readonly Cell[] },
  parts: readonly (readonly Cell[])[],
  width: number,
): readonly (readonly Cell[])[] {
  const rest = width - before.length - after.length;
  const all = parts.length === 0 ? [[{ text: say("cascade-paper.nobody") }, ...empty(rest - 1)]] : parts;
  return all.map((part, n) =>
    n === 0 ? [...before, ...part, ...after] : [...empty(before.length), ...part, ...empty(after.length)],
  );
}
