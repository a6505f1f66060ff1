import type { LibraryIndicator } from "@biaochi/contract";

/** What may be chosen in the library. The contract's own lists carry its schemas, which a browser does not need. */
export const librarySources = [
  ...(["automatic", "reported", "assessment", "ballot", "event"] as const),
] as const satisfies readonly NonNullable<LibraryIndicator["source"]>["kind"][];
export const libraryPeriods = [
  ...(["month", "quarter", "half", "year", "term"] as const),
] as const satisfies readonly LibraryIndicator["period"][];
export const libraryDirections = [
  ...(["higher", "lower", "nearest", "none"] as const),
] as const satisfies readonly LibraryIndicator["direction"][];
