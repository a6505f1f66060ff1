// What of a record stands on the log. FORMAT.md §10.
import { hmacSha256, randomBytes } from "#primitives";
import { type Bytes, sameBytes } from "./bytes.ts";
import { deepestRecord, type Json, toCanonical } from "./canonical.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";
import type { Hash } from "./tree.ts";

export interface Opening {
  readonly key: Bytes;
  readonly record: Json;
}

export const commitmentKeyLength = 32;

/** A new key for every version of every record: with one key for two, equal records would show. */
export function commit(record: Json): Outcome<{ readonly commitment: Hash; readonly opening: Opening }> {
  const opening = { key: randomBytes(commitmentKeyLength), record };
  const commitment = commitmentOf(opening);
  return commitment.ok ? ok({ commitment: commitment.value, opening }) : commitment;
}

export function commitmentOf({ key, record }: Opening): Outcome<Hash> {
  if (key.length !== commitmentKeyLength) return refuse("hash-length", "key");
  const bytes = toCanonical(record, deepestRecord);
  return bytes.ok ? ok(hmacSha256(key, bytes.value)) : bytes;
}

export function opens(commitment: Hash, opening: Opening): boolean {
  const found = commitmentOf(opening);
  return found.ok && sameBytes(found.value, commitment);
}
