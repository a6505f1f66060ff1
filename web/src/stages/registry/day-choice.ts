/** As of which day a page of the registry is read: in its address, so that a colleague sees the same. */
export type DayChoice = { readonly on?: string };

export function readDayChoice(search: Record<string, unknown>): DayChoice {
  const { on } = search;
  return typeof on === "string" && /^\d{4}-\d{2}-\d{2}$/.test(on) ? { on } : {};
}
