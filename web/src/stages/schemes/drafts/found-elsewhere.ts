import type { DraftPage } from "@biaochi/contract";
import { readScheme, readSource, type SchemeFinding } from "@biaochi/engine";

type Found = DraftPage["findings"][number];

/**
 * What was found on a draft beside what its document says by itself, for a form that reads the document anew: each at the thing
 * that begins on its line, or on the nearest line above.
 */
export function foundElsewhere(text: string, findings: readonly Found[]): readonly SchemeFinding[] {
  const { raw, place } = readSource(text);
  const own = new Set(readScheme(text).findings.map(keyOf));
  const begins = thingsIn(raw)
    .map((path) => ({ path: path.join("."), line: place(path).line }))
    .sort((a, b) => a.line - b.line);
  return findings
    .filter((each) => !own.has(keyOf(each)))
    .map((each) => ({ ...each, column: 1, path: begins.findLast(({ line }) => line <= each.line)?.path ?? "" }));
}

const keyOf = ({ code, line }: Pick<Found, "code" | "line">): string => `${code}@${line}`;

/** The outermost keys, and what stands in the lists below them. */
function thingsIn(raw: unknown): readonly (readonly (string | number)[])[] {
  if (typeof raw !== "object" || raw === null) return [];
  return Object.entries(raw).flatMap(([key, value]: [string, unknown]) => [
    [key],
    ...(Array.isArray(value) ? value.map((_, position) => [key, position]) : []),
  ]);
}
