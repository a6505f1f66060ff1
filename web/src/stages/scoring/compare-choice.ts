/** What the comparison shows, as it stands in the address. Without `since` the run before is taken. */
export type CompareChoice = {
  readonly since?: number;
  readonly type?: "unit" | "team" | "official";
  readonly sort?: "protocol" | "difference";
  readonly q?: string;
  readonly cursor?: string;
};

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((each) => each === value);

export function readCompareChoice(search: Record<string, unknown>): CompareChoice {
  const since = Number(search.since);
  const type = oneOf(["unit", "team", "official"] as const, search.type);
  const sort = oneOf(["protocol", "difference"] as const, search.sort);
  const { q, cursor } = search;
  return {
    ...(Number.isInteger(since) && since > 0 ? { since } : {}),
    ...(type ? { type } : {}),
    ...(sort ? { sort } : {}),
    ...(q !== undefined && q !== "" ? { q: String(q).slice(0, 100) } : {}),
    ...(typeof cursor === "string" && cursor !== "" ? { cursor: cursor.slice(0, 500) } : {}),
  };
}
