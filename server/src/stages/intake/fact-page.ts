import type { Fact, FactPage, Name } from "@biaochi/contract";
import type { z } from "zod";
import type { FactRow } from "./fact-store.ts";

export type Named = { readonly id: string; readonly name: Name; readonly measure: string | null };
/** How an indicator is called, by the scheme at hand. */
export type NameIndicator = (id: string) => Named;

export function factOf(row: FactRow, nameIndicator: NameIndicator): z.input<typeof Fact> {
  const { id, kind, period, value, absence, source } = row;
  const { subject, subject_type: type, subject_name: name } = row;
  return {
    id,
    kind,
    subject: subject === "*" || type === null || name === null ? null : { id: subject, type, name },
    indicator: row.indicator === null ? null : nameIndicator(row.indicator),
    period,
    value,
    absence,
    details: row.details,
    source,
    recordedAt: row.recorded_at.toISOString(),
    supersededBy: row.superseded_by,
  };
}

/** A fact that was read from a file is called `<file>:<row>`. */
function placeOf(id: string): { readonly file: string | null; readonly row: number | null } {
  const match = /^(.+):(\d+)$/.exec(id);
  return { file: match?.[1] ?? null, row: match?.[2] === undefined ? null : Number(match[2]) };
}

export function factPageOf(row: FactRow, versions: readonly FactRow[], nameIndicator: NameIndicator): z.input<typeof FactPage> {
  const versionOf = (each: FactRow) => ({
    fact: factOf(each, nameIndicator),
    author: each.author,
    reason: each.reason,
    batch: each.recording,
  });
  const { programme, recording_kind: kind, recording_name: name, recording_digest: digest } = row;
  const place = kind === "dataset" ? placeOf(row.id) : { file: null, row: null };
  return { ...versionOf(row), programme, provenance: { kind, name, digest, ...place }, versions: versions.map(versionOf) };
}

/** The version of a datum is its newest fact: what If-Match must name. */
export const newestOf = (versions: readonly FactRow[]): string | undefined =>
  versions.find((each) => each.superseded_by === null)?.id;
