import type { Language } from "./language.ts";

type Found = {
  readonly values: Readonly<Record<string, string>>;
  readonly names?: Readonly<Record<string, Readonly<Record<Language, string>>>> | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
};

/** What the sentence of a finding in a scheme is filled with: titles and names of rules in the language of the reader. */
export const findingParamsIn =
  (nameRule: (language: Language, rule: string) => string) =>
  (language: Language, { values, names = {}, expected, found }: Found): Readonly<Record<string, string>> => ({
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...values,
    ...(values.rule === undefined ? {} : { rule: nameRule(language, values.rule) }),
    ...Object.fromEntries(Object.entries(names).map(([key, name]) => [key, name[language]])),
  });
