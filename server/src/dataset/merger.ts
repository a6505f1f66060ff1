import { type Life, monthName, monthOf } from "@biaochi/engine";
import type { Findings } from "./finding.ts";
import type { Row } from "./row.ts";

/** A unit's life as the folder tells it; `since` −Infinity and `until` Infinity where nothing is said. */
export interface UnitLife extends Life {
  readonly successor?: string;
  readonly row: Row;
}

export function lifeOf(id: string, row: Row, successor: string | undefined): UnitLife {
  const { since, until } = row.cells;
  return {
    id,
    since: since ? monthOf(since) : Number.NEGATIVE_INFINITY,
    until: until ? monthOf(until) : Number.POSITIVE_INFINITY,
    successors: successor ? [successor] : [],
    ...(successor ? { successor } : {}),
    row,
  };
}

/** A successor needs an end to succeed to, and must itself live on after it. */
export function checkSpans(spans: ReadonlyMap<string, UnitLife>, findings: Findings): void {
  for (const span of spans.values()) {
    const warn = (code: string, column: string, value: string, expected?: string) =>
      findings.add({
        code,
        severity: "error",
        file: span.row.file,
        row: span.row.row,
        column: span.row.headers.get(column) ?? column,
        value,
        ...(expected ? { expected } : {}),
      });
    if (span.until < span.since) warn("service-backwards", "until", span.row.cells.until ?? "", span.row.cells.since);
    if (!span.successor) continue;
    const successor = spans.get(span.successor);
    if (span.until === Number.POSITIVE_INFINITY)
      warn("successor-without-end", "successor", span.successor, "expected.month");
    else if (successor && successor.until <= span.until) warn("successor-ended", "successor", span.successor);
    else if (successor && successor.since > span.until + 1)
      warn("successor-later", "successor", span.successor, monthName(span.until + 1));
  }
}
