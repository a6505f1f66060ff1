/** What the standings page shows, as it stands in the address: a page that can be sent to a colleague. */
export type Choice = {
  readonly type?: "unit" | "team" | "official";
  readonly cohort?: string;
  readonly q?: string;
  readonly sort?: "protocol" | "rank" | "score" | "name";
  readonly direction?: "asc" | "desc";
  readonly cursor?: string;
};

/** What the server takes of a name that is looked for; a longer one would only be refused. */
export const longestSearch = 100;

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((each) => each === value);
const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value) !== ""
    ? String(value).slice(0, 500)
    : undefined;

export function readChoice(search: Record<string, unknown>): Choice {
  const type = oneOf(["unit", "team", "official"] as const, search.type);
  const sort = oneOf(["protocol", "rank", "score", "name"] as const, search.sort);
  const direction = oneOf(["asc", "desc"] as const, search.direction);
  const [cohort, q, cursor] = [text(search.cohort), text(search.q)?.slice(0, longestSearch), text(search.cursor)];
  return {
    ...(type ? { type } : {}),
    ...(cohort ? { cohort } : {}),
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
    ...(direction ? { direction } : {}),
    ...(cursor ? { cursor } : {}),
  };
}
