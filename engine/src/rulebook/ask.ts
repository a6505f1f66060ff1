import type { AppraiserRule, Clock, DeferralCause, GradeScale, NationalQuota, Outcome, Regime } from "./document.ts";
import { outcomes } from "./document.ts";
import { type Rule, type Rulebook, rulesOn } from "./rulebook.ts";

/** What is asked of a rulebook, each time with the day. Every answer brings the rule that it rests on. */

type Answered<V> = { readonly value: V; readonly rule: Rule };
type Form = GradeScale["form"];

/** The scale of people of a regime; undefined: the rulebook knows none. */
export function gradeScale(
  rulebook: Rulebook,
  regime: Regime,
  day: string,
  form: Form = "annual",
): Answered<GradeScale> | undefined {
  const rule = rulesOn(rulebook, "grade-scales", day).find(
    ({ value }) => value.of === "person" && value.form === form && value.regimes.includes(regime),
  );
  return rule && { value: rule.value, rule };
}

export function teamGradeScale(rulebook: Rulebook, day: string): Answered<GradeScale> | undefined {
  const rule = rulesOn(rulebook, "grade-scales", day).find(({ value }) => value.of === "team");
  return rule && { value: rule.value, rule };
}

/** The quota of the top grade of a regime, or of teams. */
export function quota(
  rulebook: Rulebook,
  whose: Regime | "team",
  day: string,
  form: Form = "annual",
): Answered<NationalQuota> | undefined {
  const rule = rulesOn(rulebook, "quotas", day).find(
    ({ value }) =>
      value.form === form &&
      (whose === "team" ? value.of === "team" : value.of === "person" && value.regimes.includes(whose)),
  );
  return rule && { value: rule.value, rule };
}

/** A deadline by its name, "clocks.review-request". */
export function clock(rulebook: Rulebook, name: string, day: string): Answered<Clock> | undefined {
  const rule = rulesOn(rulebook, "clocks", day).find(({ id }) => id === name);
  return rule && { value: rule.value, rule };
}

/** Whether a deadline of somebody else's rule would take time away from people, or give more to whoever decides. */
export function isBeyond({ bound, length, unit }: Clock, other: Pick<Clock, "length" | "unit">): boolean {
  if (other.unit !== unit) return true;
  return bound === "at-least" ? other.length < length : other.length > length;
}

/** What sanctions of one year do to the grades of that year and the next ones: of several the heavier effect on each. */
export function sanctionEffects(
  rulebook: Rulebook,
  sanctions: readonly string[],
  day: string,
): readonly { readonly outcome: Outcome; readonly rule: Rule }[] {
  const found = rulesOn(rulebook, "sanctions", day).flatMap((rule) =>
    "years" in rule.value && rule.value.sanctions.some((each) => sanctions.includes(each))
      ? [{ rule, years: rule.value.years }]
      : [],
  );
  const longest = Math.max(0, ...found.map(({ years }) => years.length));
  return Array.from({ length: longest }, (_, year) => {
    const of = found.flatMap(({ rule, years }) => {
      const outcome = years[year];
      return outcome === undefined ? [] : [{ outcome, rule }];
    });
    return of.reduce((a, b) => (outcomes.indexOf(b.outcome) > outcomes.indexOf(a.outcome) ? b : a));
  });
}

/** For how many months a sanction runs. */
export function sanctionMonths(rulebook: Rulebook, sanction: string, day: string): Answered<number> | undefined {
  for (const rule of rulesOn(rulebook, "sanctions", day))
    if ("months" in rule.value && rule.value.sanctions.includes(sanction)) return { value: rule.value.months, rule };
  return undefined;
}

/** The rule of one case of who appraises whom. */
export function appraiserRule<C extends AppraiserRule["case"]>(
  rulebook: Rulebook,
  which: C,
  day: string,
): Answered<Extract<AppraiserRule, { readonly case: C }>> | undefined {
  type Wanted = Extract<AppraiserRule, { readonly case: C }>;
  const isWanted = (value: AppraiserRule): value is Wanted => value.case === which;
  for (const rule of rulesOn(rulebook, "appraisers", day)) if (isWanted(rule.value)) return { value: rule.value, rule };
  return undefined;
}

/** Why a grade is not determined, by the name of the cause. */
export function deferralCause(rulebook: Rulebook, cause: string, day: string): Answered<DeferralCause> | undefined {
  const rule = rulesOn(rulebook, "deferral-causes", day).find(({ value }) => value.cause === cause);
  return rule && { value: rule.value, rule };
}

/** What follows from a grade of a regime, by itself or in a row of years; `better` are the grades above it. */
export function effectsOf(rulebook: Rulebook, regime: Regime, grade: string, day: string): readonly Rule<"effects">[] {
  const grades = gradeScale(rulebook, regime, day)?.value.grades.map((each) => each["zh-CN"]) ?? [];
  return rulesOn(rulebook, "effects", day).filter(({ value }) => {
    const [own, named] = [grades.indexOf(grade), grades.indexOf(value.grade["zh-CN"])];
    const fits = value.grade["zh-CN"] === grade || (value.orBetter && own >= 0 && own <= named);
    return value.regimes.includes(regime) && fits;
  });
}
