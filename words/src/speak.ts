import type { Code } from "./index.ts";
import { fill, type Language, type Params } from "./language.ts";
import { ruleSentences } from "./rule-sentence.ts";
import { findingParamsIn } from "./scheme-finding.ts";

export { day, decimal, measured, moment, money, percent, periodName, quantity, score, signed } from "./format.ts";
export { type Language, languages, type Params, parametersOf, type Sentence } from "./language.ts";
export type { RuleSays, RuleTold } from "./rule-sentence.ts";

/** A page holds the sentences of the language that is read (it imports this file alone); everything else holds both. */
const held = new Map<Language, Readonly<Record<string, string>>>();

/** Beside those that are held already. */
export function hold(language: Language, sentences: Readonly<Record<string, string>>): void {
  held.set(language, { ...held.get(language), ...sentences });
}

export const isHeld = (language: Language): boolean => held.has(language);

export const isCode = (text: string): text is Code =>
  [...held.values()].some((sentences) => Object.hasOwn(sentences, text));

/** The codes of every sentence that is held. */
export const codesHeld = (): readonly Code[] => Object.keys([...held.values()][0] ?? {}).filter(isCode);

/** The sentence for a code, with its parameters put in. */
export function say(language: Language, code: Code, params: Params = {}): string {
  return sayComposed(language, code, params);
}

/**
 * As {@link say}, for a code that was put together while running (`lint.${finding.code}`). An unknown code is shown as
 * itself, so that nothing is hidden.
 */
export function sayComposed(language: Language, code: string, params: Params = {}): string {
  const sentences = held.get(language);
  const sentence = sentences !== undefined && Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return sentence === undefined ? code : fill(sentence, params);
}

/** What a rule says, why points came about, and what would give them back. */
export const rules = ruleSentences(sayComposed, isCode);

/** What people call a rule of the rulebooks; one that the words do not know is called by its key. */
export function ruleName(language: Language, rule: string): string {
  const code = `rule-name.${rule}`;
  return isCode(code) ? say(language, code) : rule;
}

export const findingParams = findingParamsIn(ruleName);
