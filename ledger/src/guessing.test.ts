import { expect, test } from "vitest";
import { hmacSha256, sha256 } from "#primitives";
import { type Bytes, base64, hex, textOf, utf8 } from "./bytes.ts";
import { deepestRecord, type Json, toCanonical } from "./canonical.ts";
import { commit } from "./commitment.ts";
import { TestLog } from "./test-log.ts";

const people = Array.from({ length: 40 }, (_, at) => `official-${at}`);
const scores = Array.from({ length: 101 }, (_, points) => `${points}.00`);
const recordOf = (person: string, score: string): Json => ({ period: "2026Q3", person, score });
const bytesOf = (record: Json) => {
  const bytes = toCanonical(record, deepestRecord);
  return bytes.ok ? bytes.value : expect.fail(bytes.refusal.code);
};

/** Every text of the log's entries, at whatever depth: what a reader of the log has in hand. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

test("who knows everybody and every possible score, and holds the whole log, finds no record in it without its key", () => {
  const log = new TestLog();
  const keys = new Map<string, Bytes>();
  for (const [at, person] of people.entries()) {
    const made = commit(recordOf(person, scores[(at * 37) % 101] ?? ""));
    if (!made.ok) return expect.fail(made.refusal.code);
    keys.set(person, made.value.opening.key);
    log.record({ c: base64(made.value.commitment) });
  }
  log.snapshot();
  const known = new Set(log.leaves.flatMap((leaf) => textsIn(JSON.parse(textOf(leaf) ?? ""))));
  const public32 = [...known].filter((text) => text.length === 44).slice(0, 12);
  const guessKeys = [log.state.origin, "", "0".repeat(32), ...public32].map(utf8);
  const found: string[] = [];
  for (const person of people)
    for (const score of scores) {
      const record = bytesOf(recordOf(person, score));
      const digests = [sha256(record), ...guessKeys.map((key) => hmacSha256(key, record))];
      if (digests.some((each) => known.has(base64(each)) || known.has(hex(each)))) found.push(person);
    }
  for (const name of people) if (known.has(hex(sha256(utf8(name)))) || known.has(name)) found.push(name);
  expect(found).toEqual([]);
  // With the key that is kept outside the log, the same search finds the record at once.
  const [somebody = ""] = people;
  const key = keys.get(somebody) ?? expect.fail("key");
  const hits = scores.filter((score) => known.has(base64(hmacSha256(key, bytesOf(recordOf(somebody, score))))));
  expect(hits).toEqual(["0.00"]);
});
