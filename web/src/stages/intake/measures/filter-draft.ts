import type { RecordFilter } from "@biaochi/contract";

export const comparisons = [
  ...(["present", "absent", "equal", "not-equal", "less", "at-most", "more", "at-least", "one-of"] as const),
  ...(["hours", "days", "working-days"] as const),
] as const;
export type Comparison = (typeof comparisons)[number];

/** One line of a form: a field, how it is compared, with what; of a span also the other moment. */
export type Line = {
  /** Which one it is, wherever it stands. */
  readonly id: number;
  readonly field: string;
  readonly is: Comparison;
  readonly value: string;
  readonly to: string;
};

/** `kept`: conditions in conditions, which no line can say; they stay as they are. */
export type FilterDraft = {
  readonly joined: "all" | "any";
  readonly lines: readonly Line[];
  readonly kept: RecordFilter | undefined;
};
export const noFilter: FilterDraft = { joined: "all", lines: [], kept: undefined };

export const takesValue = (is: Comparison): boolean => is !== "present" && is !== "absent";
export const isSpan = (is: Comparison): is is "hours" | "days" | "working-days" =>
  is === "hours" || is === "days" || is === "working-days";

function lineOf(filter: RecordFilter, id: number): Line | undefined {
  if ("all" in filter || "any" in filter || "not" in filter) return undefined;
  if ("from" in filter) return { id, field: filter.from, is: filter.in, value: String(filter.atMost), to: filter.to };
  if ("values" in filter) return { id, field: filter.field, is: "one-of", value: filter.values.join("，"), to: "" };
  return { id, field: filter.field, is: filter.is, value: "value" in filter ? filter.value : "", to: "" };
}

export function draftOf(filter: RecordFilter | undefined): FilterDraft {
  if (filter === undefined) return noFilter;
  const parts = "all" in filter ? filter.all : "any" in filter ? filter.any : [filter];
  const lines = parts.flatMap((part, id) => lineOf(part, id) ?? []);
  if (lines.length < parts.length) return { ...noFilter, kept: filter };
  return { joined: "any" in filter ? "any" : "all", lines, kept: undefined };
}

function filterOf({ field, is, value, to }: Line): RecordFilter {
  if (isSpan(is)) return { from: field, to, atMost: Number(value), in: is };
  if (is === "one-of")
    return {
      field,
      is,
      values: value
        .split(/[,，]/)
        .map((each) => each.trim())
        .filter(Boolean),
    };
  return is === "present" || is === "absent" ? { field, is } : { field, is, value: value.trim() };
}

/** undefined: nothing is asked of a record. */
export function filterFrom({ joined, lines, kept }: FilterDraft): RecordFilter | undefined {
  if (kept !== undefined) return kept;
  const [first, ...rest] = lines.map(filterOf);
  if (first === undefined || rest.length === 0) return first;
  return joined === "all" ? { all: [first, ...rest] } : { any: [first, ...rest] };
}
