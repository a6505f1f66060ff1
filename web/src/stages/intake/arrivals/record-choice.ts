/** Which record an address names. */
export const readRecordChoice = (search: Record<string, unknown>): { key?: string } =>
  (typeof search.key === "string" || typeof search.key === "number") && search.key !== ""
    ? { key: String(search.key).slice(0, 500) }
    : {};
