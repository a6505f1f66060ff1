import { day } from "./format.ts";
import type { Language } from "./language.ts";

type Found = {
  readonly values: Readonly<Record<string, string>>;
  readonly names?: Readonly<Record<string, Readonly<Record<Language, string>>>> | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
};

const daysIn = (language: Language, values: Found["values"]): Found["values"] =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(language, value) : value,
    ]),
  );

/** What the sentence of a finding in a scheme is filled with: days, titles and names of rules in the language of the reader. */
export const findingParamsIn =
  (nameRule: (language: Language, rule: string) => string) =>
  (language: Language, { values, names = {}, expected, found }: Found): Readonly<Record<string, string>> => ({
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...daysIn(language, values),
    ...(values.rule === undefined ? {} : { rule: nameRule(language, values.rule) }),
    ...Object.fromEntries(Object.entries(names).map(([key, name]) => [key, name[language]])),
  });
