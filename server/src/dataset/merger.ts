import { type Period, readExact, type Service } from "@biaochi/engine";
import type { Findings } from "./finding.ts";
import type { Row } from "./row.ts";
import { monthName, monthOf } from "./service.ts";

/** A unit's life as the folder tells it; `since` −Infinity and `until` Infinity where nothing is said. */
export interface UnitSpan {
  readonly id: string;
  readonly since: number;
  readonly until: number;
  readonly successor?: string;
  readonly row: Row;
}

export function spanOf(id: string, row: Row, successor: string | undefined): UnitSpan {
  const { since, until } = row.cells;
  return {
    id,
    since: since ? monthOf(since) : Number.NEGATIVE_INFINITY,
    until: until ? monthOf(until) : Number.POSITIVE_INFINITY,
    ...(successor ? { successor } : {}),
    row,
  };
}

/** A successor needs an end to succeed to, and must itself live on after it. */
export function checkSpans(spans: ReadonlyMap<string, UnitSpan>, findings: Findings): void {
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

/**
 * Who carried a unit's work in each month of the cycle, when others were merged into it during the cycle. Shares of every
 * month sum to one: 1/n for each of the n units that were merged, and for the successor what the ended ones left.
 */
export function serviceOfMerged(unit: UnitSpan, spans: readonly UnitSpan[], cycle: Period): readonly Service[] {
  const merged = spans.filter(
    (span) => span.successor === unit.id && span.until >= cycle.from && span.until < cycle.to,
  );
  if (merged.length === 0) return [];
  const before = unit.since <= cycle.from ? 1 : 0;
  const members = merged.length + before;
  const service: Service[] = [];
  const serve = (id: string, from: number, to: number, parts: number) => {
    const share = readExact(`${parts}/${members}`);
    if (share && parts > 0 && from <= to) {
      service.push({ unit: id, from: monthName(from), to: monthName(to), share, kind: "main" });
    }
  };
  for (const span of merged) serve(span.id, Math.max(span.since, cycle.from), span.until, 1);
  const ends = [...new Set(merged.map((span) => span.until))].sort((a, b) => a - b);
  let from = cycle.from;
  for (const end of [...ends, Math.min(unit.until, cycle.to)]) {
    const ended = merged.filter((span) => span.until < from).length;
    serve(unit.id, Math.max(from, unit.since), end, before + ended);
    from = end + 1;
  }
  return service;
}
