import { compare, exact } from "@biaochi/engine/exact";
import { chanceOfAtLeast, onceIn } from "./binomial.ts";
import { lengthOf } from "./days.ts";
import type { Found, RecordDays } from "./material.ts";
import { thresholds } from "./thresholds.ts";

const allowed = exact(1n, BigInt(Math.round(1 / thresholds.spike.chance)));

/** The last days of a period that are looked at: a tenth of it, rounded up. */
export const lastDaysOf = (period: string): number => Math.ceil(lengthOf(period) / thresholds.spike.part);

/** Far more records in the last days of a period than an even spread over its days would bring. */
export function spikeAt({ fact, subject, indicator, period, records, atEnd }: RecordDays): Found | undefined {
  const { fewest, times } = thresholds.spike;
  if (records < fewest) return undefined;
  const even = exact(BigInt(lastDaysOf(period)), BigInt(lengthOf(period)));
  const share = exact(BigInt(atEnd), BigInt(records));
  if (compare(share, exact(even.num * BigInt(times), even.den)) < 0) return undefined;
  const chance = chanceOfAtLeast(atEnd, records, even);
  if (compare(chance, allowed) > 0) return undefined;
  const told = {
    records,
    atEnd,
    days: lastDaysOf(period),
    length: lengthOf(period),
    once: onceIn(chance),
  };
  return { kind: "period-end", indicator, period, subject, facts: [fact], told, mark: "" };
}
