import type { Period } from "../facts/period.ts";
import { compare, type Exact, exact, percent } from "../number/exact.ts";
import { appraiserRule, deferralCause } from "../rulebook/ask.ts";
import type { Rule, Rulebook } from "../rulebook/rulebook.ts";
import type { Day, LeaveDays, Official, Post } from "./model.ts";
import { daysIn, firstDayOf, holdsOn, lastDayOf, overlap } from "./months.ts";

/** Days of the cycle in one unit, in main posts or sent there. */
export type DaysInUnit = { readonly unit: string; readonly kind: "main" | "secondment"; readonly days: number };

const appraiserCodes = [
  ...(["by-authority", "authority-unknown", "own-unit", "transferred", "seconded-longer", "seconded-shorter"] as const),
  /** Neither civil servants nor staff under the same rules, or no national rule is known for the time: the city's own. */
  ...(["local-rule", "left-before", "placeless"] as const),
] as const;
export type AppraiserCode = (typeof appraiserCodes)[number];
export type TakingPartCode = "comment-only" | "no-grade-for-leave";

/** Who appraises somebody in a cycle and why: a code and its values, with the national rule that it rests on. */
export interface Appraiser {
  readonly code: AppraiserCode;
  /** Absent where no national rule says so. */
  readonly rule: Rule | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** The body that decides, or the unit that appraises; neither for somebody who left or is nowhere. */
  readonly body?: string;
  readonly unit?: string;
  /** Units that are heard or supply material. */
  readonly hears: readonly string[];
  readonly days: readonly DaysInUnit[];
  readonly daysOfCycle: number;
  /** The last day that was looked at for where somebody is, and the rule that says so where the city has set none. */
  readonly cutOff: Day;
  readonly cutOffRule: Rule | undefined;
  /** What follows for the grade, whoever appraises. */
  readonly takingPart: readonly {
    readonly code: TakingPartCode;
    readonly rule: Rule;
    readonly values: Readonly<Record<string, string>>;
  }[];
}

const servants: ReadonlySet<string | undefined> = new Set(["civil-servant", "participating", "probation"]);
const shareOf = (days: number, of: number): Exact => exact(days, of);

type When = {
  readonly cycle: Period;
  /** The last day of the cut-off month that the city has set. */
  readonly cutOff?: Day | undefined;
};

/** By the rules that hold on the last day of the cycle. Where they say nothing of a case, the city's own rule decides it. */
export function appraiserOf(
  official: Official,
  posts: readonly Post[],
  leave: readonly LeaveDays[],
  when: When,
  rulebook: Rulebook,
): Appraiser {
  const [since, until] = [firstDayOf(when.cycle.from), lastDayOf(when.cycle.to)];
  const cutOff = when.cutOff ?? until;
  const daysOfCycle = daysIn(since, until);
  const days = daysByUnit(posts, since, until);
  const main = posts.filter(({ kind }) => kind === "main");
  const now = main.find((post) => holdsOn(post, cutOff));
  const seen = {
    ...{ days, daysOfCycle, cutOff },
    cutOffRule: when.cutOff === undefined ? appraiserRule(rulebook, "cut-off", until)?.rule : undefined,
    takingPart: takingPartOf(official, leave, { since, until, daysOfCycle }, rulebook),
  };
  const told = (
    code: AppraiserCode,
    rule: Rule | undefined,
    who: { readonly body?: string; readonly unit?: string },
    hears: readonly string[] = [],
    values: Readonly<Record<string, string>> = {},
  ): Appraiser => ({ ...{ code, rule, values, hears }, ...who, ...seen });
  if (official.until !== undefined && official.until < cutOff) return told("left-before", undefined, {});
  if (now === undefined) return told("placeless", undefined, {});
  const elsewhere = days.filter(({ unit, kind }) => kind === "main" && unit !== now.unit).map(({ unit }) => unit);
  const byOwnRule = () => told("local-rule", undefined, { unit: now.unit }, elsewhere);
  if (official.regime === "leading-member") {
    const rule = appraiserRule(rulebook, "by-authority", until)?.rule;
    if (rule === undefined) return byOwnRule();
    if (official.managedBy === undefined) return told("authority-unknown", rule, { unit: now.unit }, elsewhere);
    return told("by-authority", rule, { body: official.managedBy }, [now.unit, ...elsewhere]);
  }
  if (!servants.has(official.regime)) return byOwnRule();
  const sent = days.filter(({ kind, unit }) => kind === "secondment" && unit !== now.unit);
  const longest = sent.reduce<DaysInUnit | undefined>(
    (a, b) => (a === undefined || b.days > a.days ? b : a),
    undefined,
  );
  if (longest !== undefined) {
    const seconded = appraiserRule(rulebook, "seconded", until);
    if (seconded === undefined) return byOwnRule();
    const { rule, value } = seconded;
    const values = { share: percent(value.share) };
    return compare(shareOf(longest.days, daysOfCycle), value.share) >= 0
      ? told("seconded-longer", rule, { unit: longest.unit }, [now.unit, ...elsewhere], values)
      : told("seconded-shorter", rule, { unit: now.unit }, [...sent.map(({ unit }) => unit), ...elsewhere], values);
  }
  const code = elsewhere.length > 0 ? "transferred" : "own-unit";
  const rule = appraiserRule(rulebook, code, until)?.rule;
  return rule === undefined ? byOwnRule() : told(code, rule, { unit: now.unit }, elsewhere);
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
  rulebook: Rulebook,
): Appraiser["takingPart"] {
  // Leave that reaches beyond the cycle counts here as far as its days can lie in it.
  const days = leave.reduce((sum, each) => {
    const inside = daysIn(later(each.since, since), earlier(each.until, until));
    return sum + Math.min(each.days, inside);
  }, 0);
  const probation = regime === "probation" ? deferralCause(rulebook, "probation", until) : undefined;
  const long = deferralCause(rulebook, "long-leave", until);
  const most = long?.value.moreThan;
  const isLong = most !== undefined && compare(shareOf(days, daysOfCycle), most) > 0;
  return [
    ...(probation === undefined ? [] : [{ code: "comment-only" as const, rule: probation.rule, values: {} }]),
    ...(long === undefined || !isLong
      ? []
      : [
          {
            ...{ code: "no-grade-for-leave" as const, rule: long.rule },
            values: { days: String(days), of: String(daysOfCycle), share: percent(most) },
          },
        ]),
  ];
}
