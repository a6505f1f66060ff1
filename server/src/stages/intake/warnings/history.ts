import { before, type Period } from "@biaochi/engine";
import { collected, type Figure, type How, type Known } from "./project.ts";

/** So many earlier periods are looked at for how much it changes from one to the next. */
const mostEarlier = 5;

type Parts = (period: Period) => readonly Figure[];
type History = Pick<Known, "yearBefore" | "earlier"> & { readonly yearAgo: readonly Figure[] };

/** What came before a period, as far as a projection may rest on it. `partsOf`: the parts of any period. */
export function historyOf(partsOf: Parts, how: How, period: Period): History {
  const [parts, yearAgo] = [partsOf(period), partsOf(yearEarlier(period))];
  const isWhole = yearAgo.length > 0 && yearAgo.every(({ value }) => value !== undefined);
  const yearBefore = isWhole && yearAgo.length === parts.length ? yearAgo : undefined;
  return { yearAgo, yearBefore, earlier: earlierOf(partsOf, how, period) };
}

/** Four quarters before a quarter, twelve months before a month. */
function yearEarlier(period: Period): Period {
  let earlier = before(period);
  while (earlier.from > period.from - 12) earlier = before(earlier);
  return earlier;
}

/** Whole periods before this one without a gap, the newest last. */
function earlierOf(partsOf: Parts, how: How, period: Period): readonly Figure[] {
  const found: Figure[] = [];
  for (let each = before(period); found.length < mostEarlier; each = before(each)) {
    const values = partsOf(each).map(({ value }) => value);
    const present = values.flatMap((value) => value ?? []);
    if (present.length === 0 || present.length < values.length) break;
    found.unshift({ period: each.id, value: collected(how, present) });
  }
  return found;
}
