import { exactOf, show } from "@biaochi/engine";
import { compare, minus } from "@biaochi/engine/exact";
import type { KeptRow } from "./kept-store.ts";
import type { Published } from "./published-store.ts";

export type Assessed = {
  readonly foretold: string | null;
  readonly published: string;
  readonly error: string | null;
  readonly inRange: boolean;
  readonly day: string;
  readonly isReplayed: boolean;
};
type Record = {
  readonly total: Assessed | null;
  readonly items: readonly (Assessed & { readonly item: string })[];
  /** Published items of which nothing had been foretold. */
  readonly unforetold: number;
};

/** What was foretold last before the level above published, beside what it published. Nothing was: nothing is assessed. */
export function assess(kept: readonly KeptRow[], published: Published): Record | null {
  const last = kept.findLast(({ day }) => day < published.publishedOn);
  if (last === undefined) return null;
  const { day, isReplayed, content } = last;
  const { total, unknown } = content;
  const items = Object.entries(published.items).flatMap(([item, points]) => {
    const foretold = content.items[item];
    if (foretold === undefined) return [];
    return [{ item, ...beside({ ...foretold, published: points }), day, isReplayed }];
  });
  return {
    total:
      published.total === null
        ? null
        : {
            ...beside({ ...total, forecast: unknown > 0 ? null : total.known, published: published.total }),
            ...{ day, isReplayed },
          },
    items,
    unforetold: Object.keys(published.items).length - items.length,
  };
}

type Beside = {
  readonly forecast: string | null;
  readonly low: string;
  readonly high: string;
  readonly published: string;
};

function beside({ forecast, low, high, published }: Beside) {
  const value = exactOf(published);
  return {
    ...{ foretold: forecast, published },
    error: forecast === null ? null : show(minus(value, exactOf(forecast))),
    inRange: compare(value, exactOf(low)) >= 0 && compare(value, exactOf(high)) <= 0,
  };
}
