/** What of the figures is shown, as it stands in the address. */
export type FigureChoice = {
  readonly type?: "team" | "official";
  readonly indicator?: string;
  readonly period?: string;
  readonly q?: string;
  readonly only?: "missing";
};

const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value) !== ""
    ? String(value).slice(0, 100)
    : undefined;

/** Whatever an address says: what is no choice is left out. */
export function readFigureChoice(search: Readonly<Record<string, unknown>>): FigureChoice {
  const { type, only } = search;
  const [indicator, period, q] = [textOf(search.indicator), textOf(search.period), textOf(search.q)];
  return {
    ...(type === "team" || type === "official" ? { type } : {}),
    ...(indicator === undefined ? {} : { indicator }),
    ...(period === undefined ? {} : { period }),
    ...(q === undefined ? {} : { q }),
    ...(only === "missing" ? { only } : {}),
  };
}
