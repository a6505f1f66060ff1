import type { Balance } from "./balance.ts";
import { type CheckOptions, checkIndicator, type LibraryFinding } from "./checks.ts";
import { alreadyMonitored, nearDuplicates } from "./duplicates.ts";
import { isAsked, type LibraryIndicator } from "./indicator.ts";

/** What an approved exception lets stand: one kind of block, of one indicator, and of a duplicate beside which other. */
export const blockKinds = ["duplicate", "monitored", "one-in-one-out", "sunset-passed", "second-appraisal"] as const;
export type BlockKind = (typeof blockKinds)[number];
export type Exception = { readonly block: BlockKind; readonly indicator: string; readonly other?: string | undefined };

export type JudgeOptions = CheckOptions & {
  /** All that live in the library on this day. */
  readonly library: readonly LibraryIndicator[];
  /** Approved and not past. */
  readonly exceptions: readonly Exception[];
  /** Of the year in which it would be written. */
  readonly balance: Balance;
  /** The version that it follows; none: it is new. */
  readonly before?: LibraryIndicator | undefined;
  /** Ended in the same act. */
  readonly instead?: LibraryIndicator | undefined;
};

/** Everything that is found on an indicator before it is written, the hardest first. What an exception covers is advice. */
export function judge(indicator: LibraryIndicator, options: JudgeOptions): readonly LibraryFinding[] {
  const { exceptions, before, balance, instead } = options;
  const library = options.library.filter(({ id }) => id !== instead?.id);
  const monitored = alreadyMonitored(indicator, library).map(
    (near): LibraryFinding => ({ ...about(near.indicator, "monitored"), level: "blocked" }),
  );
  const watched = new Set(monitored.map(({ other }) => other));
  const duplicates = nearDuplicates(indicator, library)
    .filter(({ indicator: other }) => !watched.has(other.id))
    .map(
      ({ indicator: other, verdict, score }): LibraryFinding => ({
        ...about(other, verdict === "same" ? "duplicate" : "alike", { percent: String(Math.round(score * 100)) }),
        level: verdict === "same" ? "blocked" : "reason",
      }),
    );
  const isMore = isAsked(indicator.source?.kind) && !isAsked(before?.source?.kind);
  const makesPlace = isAsked(instead?.source?.kind);
  const place: LibraryFinding[] =
    isMore && !makesPlace && balance.places < 1
      ? [
          {
            ...{ code: "one-in-one-out", level: "blocked" },
            values: { year: balance.year, added: String(balance.added), ended: String(balance.ended) },
          },
        ]
      : [];
  const all = [...checkIndicator(indicator, options), ...monitored, ...duplicates, ...place];
  return all
    .map((finding) => (isExcepted(finding, indicator, exceptions) ? { ...finding, level: "advice" as const } : finding))
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

const order = ["forbidden", "wrong", "blocked", "reason", "advice"];

function about(other: LibraryIndicator, code: string, values: LibraryFinding["values"] = {}) {
  return {
    code,
    other: other.id,
    values: { ...values, id: other.id, name: other.name["zh-CN"], nameEn: other.name.en },
  };
}

/** A duplicate is let stand beside the one that the exception names. */
export function isExcepted(
  finding: LibraryFinding,
  { id }: { readonly id: string },
  exceptions: readonly Exception[],
): boolean {
  return exceptions.some(
    ({ block, indicator, other }) =>
      block === finding.code &&
      indicator === id &&
      (finding.other === undefined || other === undefined || other === finding.other),
  );
}
