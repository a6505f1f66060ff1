import type { NationalRule } from "@biaochi/contract";
import { isOf, type NationalRule as Rule, type Rulebook, ruleHoldsOn } from "@biaochi/engine";
import type { z } from "zod";
import { type Edition, entryDigest } from "../../../platform/rulebooks.ts";
import type { Confirmed } from "./confirmation-store.ts";
import { figureOf, layersOf } from "./figures.ts";

type Page = z.input<typeof NationalRule>;

/** A slot whose text is to be supplied. */
export const isOpenSlot = (rule: Rule): boolean =>
  (isOf(rule, "red-lines") || isOf(rule, "exemption-kinds")) && rule.value?.isOpen === true;

const confirmationOf = (rule: Rule, confirmed: readonly Confirmed[]): Confirmed | undefined => {
  const entry = entryDigest(rule);
  return confirmed.find((each) => each.rule === rule.id && each.entry === entry);
};

/** Read in the source, or confirmed here, and which of the two. */
export function stateOf(rule: Rule, confirmed: readonly Confirmed[]): Page["state"] {
  if (isOpenSlot(rule)) return "open";
  if (rule.verified) return "read";
  return confirmationOf(rule, confirmed) ? "confirmed" : "waiting";
}

/** The rules of an edition with what the city has confirmed of them, and what province and city have set upon them. */
export function rulesPage(
  { rulebook }: Edition,
  confirmed: readonly Confirmed[],
  { today, inForce }: { readonly today: string; readonly inForce: Rulebook },
): readonly Page[] {
  const now = new Map(inForce.rules.filter((rule) => ruleHoldsOn(rule, today)).map((rule) => [rule.id, rule]));
  return rulebook.rules.map((rule): Page => {
    const here = (ruleHoldsOn(rule, today) && now.get(rule.id)) || rule;
    const entry = entryDigest(rule);
    const own = confirmed.filter((each) => each.rule === rule.id);
    const found = confirmationOf(rule, confirmed);
    return {
      ...{
        rule: rule.id,
        subject: rule.subject,
        from: rule.from,
        until: rule.until ?? null,
        holds: ruleHoldsOn(rule, today),
      },
      ...{ fromEvidence: rule.fromEvidence, numberEvidence: rule.numberEvidence, evidence: rule.evidence },
      ...{ source: rule.source, article: rule.article ?? null, chapter: rule.chapter ?? null },
      ...{ text: rule.text, note: rule.note ?? null, entry },
      state: stateOf(rule, confirmed),
      verified: rule.verified || found !== undefined,
      confirmation: found === undefined ? null : withoutEntry(found),
      ...{ figure: figureOf(here), layers: layersOf(here) },
      hasChanged:
        found === undefined &&
        own.length > 0 &&
        !rulebook.rules.some((other) => other !== rule && other.id === rule.id),
    };
  });
}

const withoutEntry = ({ rule: _rule, entry: _entry, ...confirmation }: Confirmed) => confirmation;
