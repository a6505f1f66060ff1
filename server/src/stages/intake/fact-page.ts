import type { FactPage } from "@biaochi/contract";
import type { z } from "zod";
import type { SchemeNames } from "../schemes/names-store.ts";
import { type FactRow, factOf } from "./fact-store.ts";

/** A fact that was read from a file is called `<file>:<row>`. */
function placeOf(id: string): { readonly file: string | null; readonly row: number | null } {
  const match = /^(.+):(\d+)$/.exec(id);
  return { file: match?.[1] ?? null, row: match?.[2] === undefined ? null : Number(match[2]) };
}

export function factPageOf(row: FactRow, versions: readonly FactRow[], names: SchemeNames): z.input<typeof FactPage> {
  const versionOf = (each: FactRow) => ({
    fact: factOf(each, names),
    author: each.author,
    reason: each.reason,
    batch: each.recording,
  });
  const { programme, recording_kind: kind, recording_name: name, recording_digest: digest } = row;
  const place = kind === "dataset" ? placeOf(row.id) : { file: null, row: null };
  return {
    ...versionOf(row),
    programme,
    provenance: { kind, name, digest, ...place },
    versions: versions.map(versionOf),
  };
}

/** The version of a datum is its newest fact: what If-Match must name. */
export const newestOf = (versions: readonly FactRow[]): string | undefined =>
  versions.find((each) => each.superseded_by === null)?.id;
