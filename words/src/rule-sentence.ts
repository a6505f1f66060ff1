import { quantity, score } from "./format.ts";
import type { Language, Params } from "./language.ts";

/**
 * The sentences about a rule. A kind has a name (`rule.<kind>`), what it says (`.says`, or `.says.<variant>` for one form
 * of it), why points came about (`.why`) and what would have given them back (`.regain`).
 */
type Say = (language: Language, code: string, params?: Params) => string;
type Texts = Readonly<Record<string, string>>;
export type RuleTold = {
  readonly rule: string;
  readonly inputs: Texts;
  readonly points: string;
  readonly full: string;
  readonly lost: string;
};

/** What the engine says of a rule in a scheme: the code of a sentence, and settings that may be codes themselves. */
export type RuleSays = { readonly code: string; readonly values: Texts };

/** "completion-rate@1" → "completion-rate". */
const kindOf = (rule: string): string => rule.split("@")[0] ?? rule;
const isWhole = (sentence: string): boolean => !/\{\w+/.test(sentence);

export function ruleSentences(say: Say, isKnown: (code: string) => boolean) {
  /** A setting as it is read: a word where it is a code ("quantity.target"), otherwise its number. */
  const setting = (language: Language, value: string): string => {
    return isKnown(value) ? say(language, value) : quantity(value);
  };

  const told = ({ inputs, points, full, lost }: RuleTold): Texts => ({
    points: score(points),
    full: score(full),
    lost: score(lost),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, quantity(value)])),
  });

  /** The rule's sentence, or its own one for a value that reads differently: `rule.bands.why.band-0`. */
  function sentence(language: Language, step: RuleTold, about: "why" | "regain"): string | undefined {
    const usual = `rule.${kindOf(step.rule)}.${about}`;
    const special = Object.entries(step.inputs).map(([name, value]) => `${usual}.${name}-${value}`);
    const code = special.find((each) => isKnown(each)) ?? usual;
    const said = isKnown(code) ? say(language, code, told(step)) : undefined;
    return said !== undefined && isWhole(said) ? said : undefined;
  }

  return {
    name: (language: Language, rule: string): string => say(language, `rule.${kindOf(rule)}`),

    /** The rule itself: the sentence that the engine names, with its settings. */
    says(language: Language, { code, values }: RuleSays): string {
      const read = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, setting(language, value)]));
      return say(language, code, read);
    },

    /** How one subject's points came about; undefined where the rule has no such sentence for these values. */
    why: (language: Language, step: RuleTold): string | undefined => sentence(language, step, "why"),

    /** What would have given the points back; undefined where the rule has no such sentence for these values. */
    regain: (language: Language, step: RuleTold): string | undefined => sentence(language, step, "regain"),
  };
}
