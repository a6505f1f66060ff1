import type { Day, Entries, EntryKind } from "@biaochi/engine";
import type { Draft } from "./build.ts";
import type { ImportTable } from "./tables.ts";

/** Entries that last until they are ended; what was decided or happened stays as it is. */
const lasting = {
  units: "unit",
  sections: "section",
  teams: "team",
  officials: "official",
  posts: "post",
} as const satisfies Partial<Record<ImportTable, EntryKind>>;

type Lasting = Entries[(typeof lasting)[keyof typeof lasting]];

const lasts = (entry: Lasting, day: Day): boolean => entry.until === undefined || entry.until > day;
const begun = (entry: Lasting, day: Day): boolean => entry.since === undefined || entry.since <= day;

/**
 * A workbook that is said to be whole ends what it does not name, on a day: of the tables that it has, and nothing of the
 * others. Whoever is appraised no more has no post either.
 */
export function endAbsent(draft: Draft, tables: readonly ImportTable[], day: Day): void {
  const end = <Kind extends EntryKind>(kind: Kind, entry: Entries[Kind] & Lasting) =>
    draft.change(kind, { ...entry, until: day, ...(kind === "unit" ? { ending: "abolished" } : {}) });
  const isAbsent = (kind: EntryKind, entry: Lasting): boolean =>
    lasts(entry, day) && begun(entry, day) && draft.origin(kind, entry.id) === undefined;
  if (tables.includes("units"))
    for (const each of [...draft.entries("unit")]) if (isAbsent("unit", each)) end("unit", each);
  if (tables.includes("sections"))
    for (const each of [...draft.entries("section")]) if (isAbsent("section", each)) end("section", each);
  if (tables.includes("teams"))
    for (const each of [...draft.entries("team")]) if (isAbsent("team", each)) end("team", each);
  const gone = new Set<string>();
  if (tables.includes("officials"))
    for (const each of [...draft.entries("official")])
      if (isAbsent("official", each)) {
        end("official", each);
        gone.add(each.id);
      }
  for (const each of [...draft.entries("post")])
    if ((tables.includes("posts") || gone.has(each.official)) && isAbsent("post", each)) end("post", each);
}
