import { type Exact, exactOf, readScheme, type Scheme, show } from "@biaochi/engine";
import { minus, over, plus, times, zero } from "@biaochi/engine/exact";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { indicatorsOf } from "../../schemes/store.ts";
import { listUpperItems, type UpperRow } from "../../schemes/upper/upper-store.ts";
import { figuresOn } from "../warnings/figure-store.ts";
import { monthOfDay } from "../warnings/scheme-on.ts";
import { thresholdsOf } from "../warnings/threshold-store.ts";
import { basesOn } from "./basis-store.ts";
import { type Foreseen, foreseeItem } from "./foresee-item.ts";
import type { KeptForecast } from "./kept-store.ts";
import { unitLives } from "./life-store.ts";

type Upper = Pick<UpperRow, "id" | "programme" | "form" | "document">;

/** A document never changes, and reading one takes longer than foreseeing by it. */
const read = new Map<string, Scheme | undefined>();
const mostRead = 20;

function schemeOf({ form, document }: Upper): Scheme | undefined {
  if (form === "table") return undefined;
  if (!read.has(document)) {
    if (read.size >= mostRead) read.clear();
    read.set(document, readScheme(document).scheme);
  }
  return read.get(document);
}

/** What can be said of each item on a day: of the whole city, whoever asks; what is shown of it is for whoever shows it. */
export async function foresee(tx: Transaction, upper: Upper, day: string): Promise<readonly Foreseen[]> {
  const { programme } = upper;
  const items = await listUpperItems(tx, wholeCity, upper.id);
  const bases = await basesOn(tx, wholeCity, { upper: upper.id, day });
  const ours = await indicatorsOf(tx, wholeCity, programme);
  const asked = [...bases.values()].flatMap(({ content }) => (content === null ? [] : [content]));
  const indicators = [...new Set(asked.flatMap(({ indicator, by }) => (by === null ? [indicator] : [indicator, by])))];
  const seen = {
    ...{ scheme: schemeOf(upper), ours, month: monthOfDay(day) },
    lives: await unitLives(tx, wholeCity, programme),
    figures: await figuresOn(tx, wholeCity, { programme, indicators, day }),
    leastFigures: (await thresholdsOf(tx, wholeCity, programme)).leastFigures,
  };
  return items.map((row) => foreseeItem(seen, row, bases.get(row.item)?.content ?? undefined));
}

export type Total = {
  readonly full: Exact;
  readonly known: { readonly full: Exact; readonly now: Exact; readonly forecast: Exact };
  readonly range: { readonly low: Exact; readonly high: Exact };
  readonly unknown: number;
  readonly rangeless: number;
  readonly unweighed: number;
};

const sumOf = (values: readonly (Exact | undefined)[]): Exact =>
  values.reduce<Exact>((sum, each) => (each === undefined ? sum : plus(sum, each)), zero);

/** Unknown items count from none to full marks; one without a range counts as it is foretold, at both ends. */
export function totalOf(items: readonly Foreseen[]): Total {
  const weighed = items.filter(({ full }) => full !== undefined);
  const known = weighed.filter(({ forecast }) => forecast !== undefined);
  const end = (each: Foreseen, which: "low" | "high") => each.range?.[which] ?? each.forecast?.points;
  return {
    full: sumOf(weighed.map(({ full }) => full)),
    known: {
      full: sumOf(known.map(({ full }) => full)),
      now: sumOf(known.map(({ now }) => now?.points)),
      forecast: sumOf(known.map(({ forecast }) => forecast?.points)),
    },
    range: {
      low: sumOf(weighed.map((each) => end(each, "low"))),
      high: sumOf(weighed.map((each) => end(each, "high"))),
    },
    unknown: weighed.length - known.length,
    rangeless: known.filter(({ range }) => range === undefined).length,
    unweighed: items.length - weighed.length,
  };
}

/** As it is kept, to be assessed. */
export function keptOf(items: readonly Foreseen[]): KeptForecast {
  const { known, range, unknown } = totalOf(items);
  const kept = items.flatMap(({ row, forecast, range: own }) => {
    if (forecast === undefined) return [];
    const { points } = forecast;
    return [
      [row.item, { forecast: show(points), low: show(own?.low ?? points), high: show(own?.high ?? points) }],
    ] as const;
  });
  const total = { known: show(known.forecast), full: show(known.full), low: show(range.low), high: show(range.high) };
  return { total, unknown, items: Object.fromEntries(kept) };
}

export type Loss = { readonly unit: string; readonly share: Exact; readonly points: Exact };
const hundred = exactOf("100");

/** Who answers for what is lost: helping units by their shares, the leading unit for the rest; of an item that nobody leads nobody. */
export function lossesOf({ row, full, basis, forecast }: Foreseen): readonly Loss[] {
  if (row.lead === null || full === undefined || forecast === undefined) return [];
  const lost = minus(full, forecast.points);
  if (lost.num <= 0n) return [];
  const shares = (row.helping ?? []).flatMap((unit) => {
    const share = basis?.shares[unit] ?? 0;
    return share === 0 ? [] : [{ unit, share: exactOf(share) }];
  });
  const rest = minus(hundred, sumOf(shares.map(({ share }) => share)));
  return [{ unit: row.lead, share: rest }, ...shares].map(({ unit, share }) => ({
    ...{ unit, share },
    points: times(lost, over(share, hundred)),
  }));
}
