import type { Evidence, RuleSubject, ValueOf } from "./document.ts";

export type Words = { readonly "zh-CN": string; readonly en: string };

/** Who has set a value upon the nation's, from when, by which document. */
export type Layer = {
  readonly id: number;
  readonly level: "province" | "city";
  readonly from: string;
  readonly until: string | undefined;
  readonly authority: string;
  readonly document: string;
};

/** One rule of one time. An identifier stands once for each time in which it read so. */
export type Rule<S extends RuleSubject = RuleSubject> = {
  readonly id: string;
  readonly subject: S;
  readonly from: string;
  readonly until: string | undefined;
  readonly fromEvidence: Evidence;
  readonly source: Words;
  readonly article: string | undefined;
  readonly chapter: string | undefined;
  readonly numberEvidence: Evidence;
  readonly evidence: Evidence;
  readonly verified: boolean;
  readonly text: Words;
  readonly note: Words | undefined;
  /** Absent: a rule that no program applies. */
  readonly value: ValueOf<S> | undefined;
  /** What was set upon the nation's value, from above to below: the last one gives it. Absent: the nation's own. */
  readonly layers?: readonly Layer[];
  /** The entry in one form, whatever the file's layout: equal texts are equal entries. */
  readonly canonical: string;
};

export type Rulebook = {
  readonly subjects: readonly { readonly subject: RuleSubject; readonly title: Words }[];
  readonly rules: readonly Rule[];
};

export const isOf = <S extends RuleSubject>(rule: Rule, subject: S): rule is Rule<S> => rule.subject === subject;

/** Whether a rule held on a day. */
export const holdsOn = ({ from, until }: Pick<Rule, "from" | "until">, day: string): boolean =>
  from <= day && (until === undefined || day <= until);

/** The rules of a subject that held on a day, each with its value. */
export function rulesOn<S extends RuleSubject>(
  rulebook: Rulebook,
  subject: S,
  day: string,
): readonly (Rule<S> & { readonly value: ValueOf<S> })[] {
  return rulebook.rules.flatMap((rule) =>
    isOf(rule, subject) && rule.value !== undefined && holdsOn(rule, day) ? [{ ...rule, value: rule.value }] : [],
  );
}
