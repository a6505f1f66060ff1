import { z } from "zod";
import type { Ballot } from "../facts/model.ts";
import { type Exact, exact, over, plus, times, zero } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";

/** One question of a ballot form, or several with their own weights, to any depth. */
export type FormItem =
  | { readonly item: string; readonly weight: Exact; readonly options?: Readonly<Record<string, Exact>> | undefined }
  | {
      readonly composite: string;
      readonly weight: Exact;
      readonly options?: Readonly<Record<string, Exact>> | undefined;
      readonly items: readonly FormItem[];
    };

const Options = z.record(z.string(), Decimal).optional();
export const FormItem: z.ZodType<FormItem> = z
  .lazy(() =>
    z.union([
      z.strictObject({ item: z.string(), weight: Decimal, options: Options }),
      z.strictObject({ composite: z.string(), weight: Decimal, options: Options, items: z.array(FormItem).min(1) }),
    ]),
  )
  .meta({
    id: "BallotFormItem",
    description: "Weights are relative to their siblings. options: value of each choice, inherited from above.",
  });

/** The mean of one group's ballots; `undefined` where nothing was answered. */
export function meanOf(
  item: FormItem,
  ballots: readonly Ballot[],
  inherited: Readonly<Record<string, Exact>>,
): Exact | undefined {
  const options = item.options ?? inherited;
  if ("items" in item) {
    return weightedMean(item.items.map((one) => ({ weight: one.weight, value: meanOf(one, ballots, options) })));
  }
  let sum = zero;
  let votes = 0;
  for (const ballot of ballots) {
    const value = ballot.item === item.item ? worthOf(ballot, options) : undefined;
    if (!value) continue;
    sum = plus(sum, times(value, exact(ballot.votes)));
    votes += ballot.votes;
  }
  return votes === 0 ? undefined : over(sum, exact(votes));
}

/** The value of one ballot: its score, or that of its option. An option without a value is an abstention. */
const worthOf = (ballot: Ballot, options: Readonly<Record<string, Exact>>): Exact | undefined =>
  ballot.score ??
  (ballot.option !== undefined && Object.hasOwn(options, ballot.option) ? options[ballot.option] : undefined);

/** Σ weight × value / Σ weight over what is there: each weight is used exactly once. */
export function weightedMean(
  parts: readonly { readonly weight: Exact; readonly value: Exact | undefined }[],
): Exact | undefined {
  const there = parts.flatMap(({ weight, value }) => (value ? [{ weight, value }] : []));
  const sum = there.reduce((so, { weight }) => plus(so, weight), zero);
  if (sum.num === 0n) return undefined;
  return over(
    there.reduce((so, { weight, value }) => plus(so, times(weight, value)), zero),
    sum,
  );
}

/** How many sheets a group handed in: the most votes that any question got. */
export function sheetsOf(ballots: readonly Ballot[]): number {
  const byItem = new Map<string, number>();
  for (const ballot of ballots) byItem.set(ballot.item, (byItem.get(ballot.item) ?? 0) + ballot.votes);
  return Math.max(0, ...byItem.values());
}

/** Names of the questions below an item. */
export const questionsOf = (item: FormItem): readonly string[] =>
  "items" in item ? item.items.flatMap(questionsOf) : [item.item];
