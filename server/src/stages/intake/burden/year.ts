import { inside, type Period, type Scheme, type Subject } from "@biaochi/engine";
import { minutesOf } from "../../../platform/asks.ts";
import { isReadOf } from "../reporting/wanted.ts";

/** once: of an account, in its first year. cycle, close, report, month: by the calendar. event: only when something happens. */
type Rhythm = "once" | "cycle" | "close" | "report" | "reports" | "month";
/** Of whom: the official, whoever holds a post of the unit (head or liaison), the owner of an indicator, the appraisal office. */
type Holder = "official" | "unit" | "owner" | "office";
type ByCalendar = { readonly of: Holder; readonly rhythm: Rhythm };

/**
 * Everything that this product asks of people, and what makes it ask. A kind that is not here is a fault: a test holds this list
 * against the sentences of to-dos.
 */
export const asksByCalendar = {
  "set-password": { of: "official", rhythm: "once" },
  "set-up-factor": { of: "official", rhythm: "once" },
  "read-tasks": { of: "official", rhythm: "cycle" },
  "hand-down-tasks": { of: "unit", rhythm: "cycle" },
  "verify-result": { of: "unit", rhythm: "close" },
  report: { of: "unit", rhythm: "report" },
  "confirm-reports": { of: "unit", rhythm: "reports" },
  "accept-reports": { of: "owner", rhythm: "report" },
  "read-quality": { of: "office", rhythm: "month" },
} as const satisfies Readonly<Record<string, ByCalendar>>;
type CalendarKind = keyof typeof asksByCalendar;

export const asksByEvent = [
  // Somebody proposed, objected, applied or asked, and another one decides or reads the answer.
  ...(["accept-hand-over", "answer-deduction", "answer-objection", "answer-remark", "answer-task-objection"] as const),
  ...([
    "claim-decided",
    "confirm-deeds",
    "contest-decided",
    "decide-barred",
    "decide-claim",
    "decide-contest",
  ] as const),
  ...(["decide-delay", "decide-draft", "decide-erasure", "decide-export", "decide-library-exception"] as const),
  ...(["decide-library-proposal", "decide-local-rule", "decide-project", "decide-red-line"] as const),
  ...(["decide-registry-export", "draft-approved", "draft-returned", "export-approved", "export-refused"] as const),
  ...(["library-proposal-accepted", "library-proposal-refused", "name-reviewers", "read-attested"] as const),
  ...(["read-task-answer", "registry-export-failed", "registry-export-ready", "registry-export-refused"] as const),
  ...(["review-bonus", "scheme-in-force", "sign-assessment"] as const),
  // A figure, a file or a milestone is not as it should be.
  ...(["answer-warning", "arrival-agreement-over", "arrival-given-up", "import-applied", "import-stopped"] as const),
  ...(["import-tried", "late-reports", "mend-figure", "mend-reports", "overdue-reports", "report-milestone"] as const),
  ...(["solve-difficulty"] as const),
  // Of those who keep the installation.
  ...(["confirm-factor-recovery", "confirm-grant", "confirm-password-link", "confirm-setting"] as const),
  "take-password-link",
] as const;

/** What is stated to whoever is asked, each time; where it depends on how much there is, the most for one. */
const minutesFor: Readonly<Record<CalendarKind, number>> = {
  ...{ "set-password": minutesOf["set-password"], "set-up-factor": minutesOf["set-up-factor"] },
  ...{ "read-tasks": minutesOf["task-list"], "hand-down-tasks": minutesOf["hand-down-tasks"] },
  ...{ "verify-result": minutesOf.verification, report: minutesOf.report },
  ...{ "confirm-reports": minutesOf["confirm-reports"], "accept-reports": minutesOf["accept-reports"] },
  "read-quality": minutesOf["read-quality"],
};

export type Known = {
  readonly scheme: Scheme;
  readonly cycle: Period;
  readonly units: readonly Subject[];
  /** Indicators of the scheme that units report by hand. */
  readonly reported: ReadonlySet<string>;
};

/** Parts of the cycle for which each reported indicator is due. */
const dueParts = ({ scheme, cycle, reported }: Known) =>
  scheme.indicators
    .filter(({ id }) => reported.has(id))
    .map((indicator) => ({ indicator, parts: inside(cycle, indicator.period).map(({ id }) => id) }));

/** The most that one unit reports in a year: figures, and periods in which it has any to report. */
function mostOfUnit(known: Known): { readonly figures: number; readonly periods: number } {
  const due = dueParts(known);
  const each = known.units.map((unit) => {
    const own = due.filter(({ indicator }) => isReadOf(known.scheme, unit, indicator.id));
    return {
      figures: own.reduce((sum, { parts }) => sum + parts.length, 0),
      periods: new Set(own.flatMap(({ parts }) => parts)).size,
    };
  });
  const most = (of: (one: (typeof each)[number]) => number) => each.reduce((top, one) => Math.max(top, of(one)), 0);
  return { figures: most(({ figures }) => figures), periods: most(({ periods }) => periods) };
}

/** The most that one owner accepts: once for each period of each indicator that has units to report it. */
function mostOfOwner(known: Known): number {
  const due = dueParts(known).filter(({ indicator }) =>
    known.units.some((unit) => isReadOf(known.scheme, unit, indicator.id)),
  );
  const byOwner = Map.groupBy(due, ({ indicator }) => indicator.owner ?? "");
  return [...byOwner.values()].reduce(
    (top, each) =>
      Math.max(
        top,
        each.reduce((sum, { parts }) => sum + parts.length, 0),
      ),
    0,
  );
}

export type Calendar = {
  readonly rows: readonly (ByCalendar & { readonly kind: string; readonly times: number; readonly minutes: number })[];
  /** How often a year one official is asked who holds no post; and one who is head or liaison of the unit that is asked most. */
  readonly official: number;
  readonly post: number;
  readonly events: readonly string[];
};

/** What the calendar makes this product ask in a year, of those of whom it asks most: computed from the scheme, its units and its cycle. */
export function calendarOf(known: Known): Calendar {
  const unit = mostOfUnit(known);
  // Units verify each quarter and the whole.
  const closings = inside(known.cycle, "quarter").length + 1;
  const times = (kind: CalendarKind): number => {
    const { rhythm, of } = asksByCalendar[kind];
    if (rhythm === "close") return closings;
    if (rhythm === "month") return inside(known.cycle, "month").length;
    if (rhythm === "report") return of === "owner" ? mostOfOwner(known) : unit.figures;
    return rhythm === "reports" ? unit.periods : 1;
  };
  const kinds = Object.keys(asksByCalendar) as CalendarKind[];
  const rows = kinds
    .map((kind) => ({ kind, ...asksByCalendar[kind], times: times(kind), minutes: minutesFor[kind] }))
    .filter((row) => row.times > 0);
  const sumOf = (holder: Holder) => rows.filter(({ of }) => of === holder).reduce((sum, row) => sum + row.times, 0);
  const official = sumOf("official");
  return { rows, official, post: official + sumOf("unit"), events: asksByEvent };
}
