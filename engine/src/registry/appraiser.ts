import type { Period } from "../facts/period.ts";
import {
  type AppraiserCode,
  type AppraiserRule,
  appraiserRules,
  type TakingPartCode,
  takingPartRules,
} from "./appraiser-rules.ts";
import type { Day, LeaveDays, Official, Post } from "./model.ts";
import { daysIn, firstDayOf, holdsOn, lastDayOf, overlap } from "./months.ts";

/** Days of the cycle in one unit, in main posts or sent there. */
export type DaysInUnit = { readonly unit: string; readonly kind: "main" | "secondment"; readonly days: number };

/** Who appraises somebody in a cycle and why: a code and its values, with the article and whether it was read. */
export interface Appraiser {
  readonly code: AppraiserCode;
  readonly rule: AppraiserRule;
  /** The body that decides, or the unit that appraises; neither for somebody who left or is nowhere. */
  readonly body?: string;
  readonly unit?: string;
  /** Units that are heard or supply material. */
  readonly hears: readonly string[];
  readonly days: readonly DaysInUnit[];
  readonly daysOfCycle: number;
  /** The last day that was looked at for where somebody is. */
  readonly cutOff: Day;
  /** What follows for the grade, whoever appraises. */
  readonly takingPart: readonly {
    readonly code: TakingPartCode;
    readonly rule: AppraiserRule;
    readonly values: Readonly<Record<string, string>>;
  }[];
}

const servants: ReadonlySet<string | undefined> = new Set(["civil-servant", "participating", "probation"]);

/** `cutOff`: the last day of the cut-off month; without one, of the cycle. */
export function appraiserOf(
  official: Official,
  posts: readonly Post[],
  leave: readonly LeaveDays[],
  when: { readonly cycle: Period; readonly cutOff?: Day | undefined },
): Appraiser {
  const [since, until] = [firstDayOf(when.cycle.from), lastDayOf(when.cycle.to)];
  const cutOff = when.cutOff ?? until;
  const daysOfCycle = daysIn(since, until);
  const days = daysByUnit(posts, since, until);
  const isLeader = official.regime === "leading-member";
  const main = posts.filter(({ kind }) => kind === "main");
  const now = main.find((post) => holdsOn(post, cutOff));
  const takingPart = takingPartOf(official, leave, { since, until, daysOfCycle });
  const told = (
    code: AppraiserCode,
    who: { readonly body?: string; readonly unit?: string },
    hears: readonly string[] = [],
  ): Appraiser => ({
    ...{ code, rule: appraiserRules[code], ...who, hears, days, daysOfCycle, cutOff, takingPart },
  });
  if (official.until !== undefined && official.until < cutOff) return told("left-before", {});
  if (now === undefined) return told("placeless", {});
  const elsewhere = days.filter(({ unit, kind }) => kind === "main" && unit !== now.unit).map(({ unit }) => unit);
  if (isLeader) {
    if (official.managedBy === undefined) return told("authority-unknown", { unit: now.unit }, elsewhere);
    return told("by-authority", { body: official.managedBy }, [now.unit, ...elsewhere]);
  }
  if (!servants.has(official.regime)) return told("local-rule", { unit: now.unit }, elsewhere);
  const sent = days.filter(({ kind, unit }) => kind === "secondment" && unit !== now.unit);
  const longest = sent.reduce<DaysInUnit | undefined>(
    (a, b) => (a === undefined || b.days > a.days ? b : a),
    undefined,
  );
  if (longest !== undefined && 2 * longest.days >= daysOfCycle)
    return told("seconded-longer", { unit: longest.unit }, [now.unit, ...elsewhere]);
  if (longest !== undefined)
    return told("seconded-shorter", { unit: now.unit }, [...sent.map(({ unit }) => unit), ...elsewhere]);
  return elsewhere.length > 0
    ? told("transferred", { unit: now.unit }, elsewhere)
    : told("own-unit", { unit: now.unit });
}

/** How many days of a stretch somebody was in each unit; a day in two posts of one unit counts once. */
export function daysByUnit(posts: readonly Post[], since: Day, until: Day): readonly DaysInUnit[] {
  const days: DaysInUnit[] = [];
  for (const kind of ["main", "secondment"] as const) {
    const served = posts.filter((post) => post.kind === kind && overlap(post, { since, until }));
    for (const [unit, held] of Map.groupBy(served, (post) => post.unit)) {
      const spans = held
        .map((post) => ({ from: later(post.since ?? since, since), to: earlier(post.until ?? until, until) }))
        .sort((a, b) => (a.from < b.from ? -1 : 1));
      let count = 0;
      let end = "";
      for (const { from, to } of spans) {
        if (to <= end) continue;
        count += daysIn(from, to) - (from <= end ? daysIn(from, end) : 0);
        end = to;
      }
      days.push({ unit, kind, days: count });
    }
  }
  return days;
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

function takingPartOf(
  { regime }: Official,
  leave: readonly LeaveDays[],
  { since, until, daysOfCycle }: { readonly since: Day; readonly until: Day; readonly daysOfCycle: number },
): Appraiser["takingPart"] {
  const told = (code: TakingPartCode, values: Readonly<Record<string, string>>) => ({
    ...{ code, rule: takingPartRules[code], values },
  });
  // Leave that reaches beyond the cycle counts here as far as its days can lie in it.
  const days = leave.reduce((sum, each) => {
    const inside = daysIn(later(each.since, since), earlier(each.until, until));
    return sum + Math.min(each.days, inside);
  }, 0);
  return [
    ...(regime === "probation" ? [told("comment-only", {})] : []),
    ...(2 * days > daysOfCycle ? [told("no-grade-for-leave", { days: String(days), of: String(daysOfCycle) })] : []),
  ];
}
