import { z } from "zod";
import type { Ballot } from "../facts/model.ts";
import { State, type States } from "../facts/state.ts";
import { multiply } from "../number/arithmetic.ts";
import { fromExacts } from "../number/column.ts";
import { compare, type Exact, exact, over, plus, times, zero } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";
import { sumOf } from "./matter.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

/**
 * 17 票数折算: W × Σ v × n / (valid × outOf). Values are 100/80/60/40, 1/.8/.6/.3 or whatever the form says; `outOf`
 * defaults to the best of them.
 *
 * `valid` are the votes for an option of the table and, if `abstentions: valid`, the abstentions, which bring nothing.
 * Other votes are spoilt: told, and never valid. No ballot at all is missing; fewer valid votes than `minimum` say nothing,
 * and the item does not apply.
 */
export const voteShare = ruleKind({
  id: "vote-share",
  version: 1,
  number: 17,
  parameters: {
    campaign: z.string(),
    /** One item of the form, one rater group; all of them where it is not given. */
    item: z.string().optional(),
    group: z.string().optional(),
    options: z.record(z.string(), Decimal),
    abstain: z.array(z.string()).default([]),
    abstentions: z.enum(["valid", "not-valid"]).default("not-valid"),
    outOf: Decimal.optional(),
    minimum: z.int().min(1).default(1),
  },
  isRelative: () => false,
  score(rule, scope) {
    const outOf = rule.outOf ?? best(rule.options);
    const counts = scope.ballots(rule.campaign).map((ballots) =>
      count(
        rule,
        ballots.filter(
          (b) =>
            (rule.item === undefined || b.item === rule.item) && (rule.group === undefined || b.group === rule.group),
        ),
      ),
    );
    const states: States = Uint8Array.from(counts, (c) =>
      c.cast === 0 ? State.missing : c.valid < rule.minimum ? State.notApplicable : State.present,
    );
    const rate = fromExacts(counts.map((c) => (c.valid === 0 ? zero : over(c.sum, times(exact(c.valid), outOf)))));
    scope.tell("valid", fromExacts(counts.map((c) => exact(c.valid))));
    scope.tell("abstained", fromExacts(counts.map((c) => exact(c.abstained))));
    scope.tell("spoilt", fromExacts(counts.map((c) => exact(c.cast - c.abstained - c.known))));
    scope.tell("rate", rate);
    return { points: multiply(scope.weight, rate), states };
  },
  check(rule) {
    const found: Nonsense[] = [];
    const outOf = rule.outOf ?? best(rule.options);
    if (outOf.num <= 0n) found.push({ code: "scale-not-positive", at: ["outOf"] });
    else if (compare(best(rule.options), outOf) < 0) found.push({ code: "marks-unreachable", at: ["options"] });
    else if (compare(best(rule.options), outOf) > 0) found.push({ code: "points-above-weight", at: ["options"] });
    const both = rule.abstain.find((option) => Object.hasOwn(rule.options, option));
    if (both !== undefined) found.push({ code: "abstention-has-value", at: ["abstain"], values: { option: both } });
    return found;
  },
});

const best = (options: Readonly<Record<string, Exact>>): Exact =>
  Object.values(options).reduce((most, value) => (compare(value, most) > 0 ? value : most), zero);

interface Form {
  readonly options: Readonly<Record<string, Exact>>;
  readonly abstain: readonly string[];
  readonly abstentions: "valid" | "not-valid";
}
interface Count {
  readonly cast: number;
  readonly known: number;
  readonly abstained: number;
  readonly valid: number;
  readonly sum: Exact;
}

function count(form: Form, ballots: readonly Ballot[]): Count {
  const votes = (list: readonly Ballot[]): number => list.reduce((sum, ballot) => sum + ballot.votes, 0);
  const known = ballots.filter((ballot) => ballot.option !== undefined && Object.hasOwn(form.options, ballot.option));
  const abstained = votes(
    ballots.filter((ballot) => ballot.option !== undefined && form.abstain.includes(ballot.option)),
  );
  const sum = sumOf(known, (ballot) => times(form.options[ballot.option ?? ""] ?? zero, exact(ballot.votes)));
  const valid = plus(exact(votes(known)), exact(form.abstentions === "valid" ? abstained : 0));
  return { cast: votes(ballots), known: votes(known), abstained, valid: Number(valid.num), sum };
}
