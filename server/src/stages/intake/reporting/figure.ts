import { compare, exactOf, show } from "@biaochi/engine";
import { readCell } from "../../../dataset/cells.ts";
import { cleanCell } from "../../../dataset/upload/clean-cell.ts";

/** Why what was typed is no figure of an indicator: words `report-value.<code>`. */
export type ValueFault = { readonly code: string; readonly values: Readonly<Record<string, string>> };
export type Bounds = { readonly decimals: number; readonly isShare: boolean; readonly measure: string | null };

const longest = 15;
const whole = exactOf("100");
const nothing = exactOf("0");

/** A figure as an office writes it ("１，２３４.5", "98.5%" of what is counted in percent), exact and canonical. */
export function readFigure(typed: string, { decimals, isShare, measure }: Bounds): string | ValueFault {
  const clean = cleanCell(typed, "number");
  const bare = measure === "%" ? clean.replace(/%$/, "") : clean;
  if (bare === "") return { code: "empty", values: {} };
  const read = readCell(bare.replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, ""), { name: "value", zh: [], kind: "number" });
  if ("code" in read || !/^-?\d+(\.\d+)?$/.test(read.text)) return { code: "not-a-number", values: { found: typed } };
  const value = exactOf(read.text);
  const text = show(value);
  const [before = "", after = ""] = text.replace("-", "").split(".");
  if (before.length > longest) return { code: "too-long", values: { found: typed, most: String(longest) } };
  if (after.length > decimals) return { code: "decimals", values: { found: typed, most: String(decimals) } };
  const isOutside = isShare && (compare(value, nothing) < 0 || compare(value, whole) > 0);
  return isOutside ? { code: "share", values: { found: typed } } : text;
}
