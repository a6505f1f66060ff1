import { type Exact, show } from "../number/exact.ts";
import { kindOf } from "./registry.ts";
import type { Rule } from "./rule-kind.ts";

/** What a quantity is when it is not a constant: the words are `quantity.<form>`. */
const forms = ["target", "indicator", "coefficient", "statistic", "formula"] as const;

/** Choices that sentences name; the words are `choice.<name>`. */
const choices = new Set(["none", "full", "base", "group"]);

/** The code of the sentence that says what a rule does, and its parameters. */
export function ruleInWords(rule: Rule): { readonly code: string; readonly values: Readonly<Record<string, string>> } {
  const kind = kindOf(rule);
  const variant = kind.variant?.(rule as never);
  return { code: `rule.${kind.id}.says${variant === undefined ? "" : `.${variant}`}`, values: settingsOf(rule) };
}

const isExactValue = (value: object): value is Exact => "num" in value && "den" in value;

/**
 * The parameters of a rule by name, for the sentence `rule.<kind>.says`. Those of a nested object have both names:
 * "scale_by", "scale_step". A number is its exact text, a list its members divided by " / ", a quantity that differs
 * from subject to subject the code of its word ("quantity.target"), as is a choice ("choice.none"). Rules inside the rule are left out.
 */
export function settingsOf(rule: Rule): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(rule).flatMap(([name, value]) => (name === "kind" ? [] : entries(name, value))),
  );
}

function entries(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (typeof value === "string" && choices.has(value)) return [[name, `choice.${value}`]];
  if (typeof value !== "object") return [[name, String(value)]];
  if (Array.isArray(value)) return list(name, value);
  if (isExactValue(value)) return [[name, show(value)]];
  const form = forms.find((known) => known in value);
  if (form && !("rule" in value)) return [[name, `quantity.${form}`]];
  if ("kind" in value) return [];
  return Object.entries(value).flatMap(([inner, v]) => entries(`${name}_${inner}`, v));
}

function list(name: string, values: readonly unknown[]): readonly (readonly [string, string])[] {
  const texts = values.flatMap((value) => entries(name, value));
  return values.length > 0 && texts.length === values.length && texts.every(([inner]) => inner === name)
    ? [[name, texts.map(([, text]) => text).join(" / ")]]
    : [[name, String(values.length)]];
}
