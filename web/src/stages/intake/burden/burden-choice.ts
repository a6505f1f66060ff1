/** What of the burden meter is shown, as it stands in the address. */
export type ReportChoice = {
  readonly year?: number;
  readonly by?: "asker" | "kind" | "unit";
  readonly side?: "asking";
};
export type RequestChoice = {
  readonly year?: number;
  readonly month?: number;
  readonly asker?: string;
  readonly kind?: string;
  readonly unit?: string;
  readonly before?: number;
};
type Search = Readonly<Record<string, unknown>>;

const wholeOf = (value: unknown, least: number, most: number): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
};
const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" || typeof value === "number") && String(value) !== ""
    ? String(value).slice(0, 200)
    : undefined;
const held = <T extends object>(choice: T) =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));

export const readYearChoice = (search: Search): { year?: number } => held({ year: wholeOf(search.year, 2000, 2200) });

/** Whatever an address says: what is no choice is left out. */
export function readReportChoice(search: Search): ReportChoice {
  const by = (["asker", "kind", "unit"] as const).find((each) => each === search.by);
  return held({ ...readYearChoice(search), by, side: search.side === "asking" ? "asking" : undefined });
}

export function readRequestChoice(search: Search): RequestChoice {
  return held({
    ...readYearChoice(search),
    ...{ month: wholeOf(search.month, 1, 12), before: wholeOf(search.before, 1, 2_147_483_647) },
    ...{ asker: textOf(search.asker), kind: textOf(search.kind), unit: textOf(search.unit) },
  });
}
