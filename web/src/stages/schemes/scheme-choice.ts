/** Which list of a scheme is shown, to whom its weights are shown, and beside which other version: as it stands in the address. */
export type SchemeChoice = {
  readonly list?: string;
  /** "roleClass=head": the kind of subject. */
  readonly who?: string;
  readonly subject?: string;
  readonly since?: number;
};

const text = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value) !== ""
    ? String(value).slice(0, 200)
    : undefined;

export function readSchemeChoice(search: Record<string, unknown>): SchemeChoice {
  const [list, who, subject] = [text(search.list), text(search.who), text(search.subject)];
  const since = Number(search.since);
  return {
    ...(list ? { list } : {}),
    ...(who ? { who } : {}),
    ...(subject ? { subject } : {}),
    ...(Number.isInteger(since) && since > 0 ? { since } : {}),
  };
}
