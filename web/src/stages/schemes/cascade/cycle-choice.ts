export type CycleChoice = { readonly cycle?: string };

/** Whatever an address says: what is no year is left out. The router reads a year as a number. */
export function readCycleChoice(search: Readonly<Record<string, unknown>>): CycleChoice {
  const text = String(search.cycle ?? "");
  return /^\d{4}$/.test(text) ? { cycle: text } : {};
}
