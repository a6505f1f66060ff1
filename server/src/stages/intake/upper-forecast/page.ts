import type { ForecastItem, ForecastTotal, Name, UpperForecast } from "@biaochi/contract";
import { type Exact, show } from "@biaochi/engine";
import { plus, zero } from "@biaochi/engine/exact";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor, type Scope, wholeProgrammeInScope } from "../../../platform/scope.ts";
import { listUnits, type UpperRow } from "../../schemes/upper/upper-store.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { assess } from "./assess.ts";
import { type BasisRow, basesOn } from "./basis-store.ts";
import { foresee, lossesOf, type Total, totalOf } from "./foresee.ts";
import type { Foreseen } from "./foresee-item.ts";
import { keptForecasts } from "./kept-store.ts";
import { findPublished } from "./published-store.ts";

type Page = z.input<typeof UpperForecast>;
type Item = z.input<typeof ForecastItem>;
type Unit = Item["helping"][number];

/** Whose items and whose share of them somebody sees: everybody's, or those of the units in reach. */
type Sight = { readonly isWhole: boolean; readonly sees: (unit: string) => boolean };

async function sightOf(tx: Transaction, scope: Scope, programme: string, day: string): Promise<Sight> {
  const { rows } =
    await sql`select from programme p where p.id = ${programme} and ${wholeProgrammeInScope(scope, "p.id")}`.execute(
      tx,
    );
  const own = new Set((await unitsOn(tx, scope, { programme, day })).map(({ id }) => id));
  const isWhole = rows.length > 0;
  return { isWhole, sees: (unit) => isWhole || own.has(unit) };
}

const concerns = ({ row }: Foreseen, { isWhole, sees }: Sight): boolean =>
  isWhole || [row.lead ?? "", ...(row.helping ?? [])].some(sees);

const shown = (value: Exact | undefined): string | null => (value === undefined ? null : show(value));
const shownMarks = (marks: Foreseen["now"]) =>
  marks === undefined ? null : { value: show(marks.value), points: show(marks.points) };
const shownRange = ({ low, high }: Total["range"]) => ({ low: show(low), high: show(high) });

/** The forecast as somebody sees it: the whole for the office and who leads the city, its own part for a unit. */
export async function forecastPage(tx: Transaction, actor: Actor, upper: UpperRow, day: string): Promise<Page> {
  const { id, programme } = upper;
  const { scope } = actor;
  const sight = await sightOf(tx, scope, programme, day);
  const items = (await foresee(tx, upper, day)).filter((each) => concerns(each, sight));
  const bases = await basesOn(tx, scope, { upper: id, day });
  const units = new Map((await listUnits(tx, scope, programme)).map((unit) => [unit.id, unit]));
  const unitOf = (unit: string): Unit => {
    const { type, name } = units.get(unit) ?? { type: "unit" as const, name: { "zh-CN": unit, en: unit } };
    return { id: unit, type, name };
  };
  const kept = await keptForecasts(tx, scope, id);
  return {
    ...{ upper: id, programme, title: upper.title, name: upper.name, cycle: upper.cycle, form: upper.form, day },
    total: sight.isWhole ? shownTotal(totalOf(items)) : null,
    rows: items.map((each) => shownItem(each, bases.get(each.row.item), sight, unitOf)),
    byUnit: lossesByUnit(items, sight, unitOf),
    steps: sight.isWhole
      ? kept.map(({ day: on, isReplayed, content: { total } }) => ({
          ...{ day: on, isReplayed, known: total.known, range: { low: total.low, high: total.high } },
        }))
      : [],
    ...(await publishedPart(tx, scope, upper, { items, kept, isWhole: sight.isWhole })),
    mayWrite: alsoFor(scope, "write-upper").length > 0,
  };
}

const shownTotal = ({ full, known, range, unknown, rangeless, unweighed }: Total): z.input<typeof ForecastTotal> => ({
  ...{ full: show(full), range: shownRange(range), unknown, rangeless, unweighed },
  known: { full: show(known.full), now: show(known.now), forecast: show(known.forecast) },
});

function shownItem(seen: Foreseen, set: BasisRow | undefined, sight: Sight, unitOf: (id: string) => Unit): Item {
  const { row, full, basis, indicator, why, method, now, forecast, range, parts, before, lowering } = seen;
  const isOwn = ({ unit }: { readonly unit: string }) => sight.sees(unit);
  return {
    ...{ item: row.item, name: row.name, full: shown(full), why: why ?? null, method: method ?? null },
    lead: row.lead === null ? null : unitOf(row.lead),
    helping: (row.helping ?? []).map(unitOf),
    indicator:
      indicator === undefined
        ? null
        : {
            ...{ id: indicator.id, name: indicator.name, measure: indicator.measure ?? null },
            decimals: indicator.decimals,
          },
    basis: basis === undefined ? null : basisSeen(basis, sight),
    set:
      set === undefined
        ? null
        : {
            by: { id: set.setBy, name: set.setByName },
            ...{ at: set.setAt.toISOString(), since: set.since, reason: set.reason },
          },
    ...{ now: shownMarks(now), forecast: shownMarks(forecast), range: range === undefined ? null : shownRange(range) },
    figures: parts.map(({ period, value, waitsFor }) => ({ period, value: shown(value), waitsFor: waitsFor.length })),
    before: before.map(({ period, value }) => ({ period, value: shown(value) })),
    lost: lossesOf(seen)
      .filter(isOwn)
      .map(({ unit, share, points }) => ({ unit: unitOf(unit), share: show(share), points: show(points) })),
    lowering: lowering
      .filter(isOwn)
      .map(({ unit, value, points }) => ({ unit: unitOf(unit), value: show(value), points: show(points) })),
  };
}

/** Of what was set the shares and units that somebody may know of. */
const basisSeen = (basis: NonNullable<Foreseen["basis"]>, { sees }: Sight) => ({
  ...basis,
  units: basis.units.filter(sees),
  shares: Object.fromEntries(Object.entries(basis.shares).filter(([unit]) => sees(unit))),
});

/** What each unit answers for, the most first; and of how many of its items nothing can be said. */
function lossesByUnit(items: readonly Foreseen[], { sees }: Sight, unitOf: (id: string) => Unit): Page["byUnit"] {
  const found = new Map<string, { points: Exact; items: number; unknown: number }>();
  const of = (unit: string) => {
    const each = found.get(unit) ?? { points: zero, items: 0, unknown: 0 };
    found.set(unit, each);
    return each;
  };
  for (const each of items) {
    if (each.row.lead !== null && each.full !== undefined && each.forecast === undefined)
      of(each.row.lead).unknown += 1;
    for (const { unit, points } of lossesOf(each)) {
      const sum = of(unit);
      sum.points = plus(sum.points, points);
      sum.items += 1;
    }
  }
  const value = ({ points }: { readonly points: Exact }) => Number(points.num) / Number(points.den);
  return [...found]
    .filter(([unit]) => sees(unit))
    .sort(([a, one], [b, other]) => value(other) - value(one) || (a < b ? -1 : 1))
    .map(([unit, each]) => ({ ...each, unit: unitOf(unit), points: show(each.points) }));
}

type Part = {
  readonly items: readonly Foreseen[];
  readonly kept: Awaited<ReturnType<typeof keptForecasts>>;
  readonly isWhole: boolean;
};

async function publishedPart(
  tx: Transaction,
  scope: Scope,
  { id }: UpperRow,
  { items, kept, isWhole }: Part,
): Promise<Pick<Page, "published" | "record">> {
  const found = await findPublished(tx, scope, id);
  if (found === undefined) return { published: null, record: null };
  const names = new Map<string, Name>(items.map(({ row }) => [row.item, row.name]));
  const named = <T extends { readonly item: string }>(each: T) => {
    const name = names.get(each.item);
    return name === undefined ? [] : [{ ...each, name }];
  };
  const { document, publishedOn, enteredBy, enteredByName, enteredAt } = found;
  const total = isWhole ? found.total : null;
  const record = assess(kept, { document, publishedOn, total, items: found.items });
  return {
    published: {
      ...{ document, publishedOn, total },
      entered: { by: { id: enteredBy, name: enteredByName }, at: enteredAt.toISOString() },
      items: Object.entries(found.items).flatMap(([item, points]) => named({ item, points })),
    },
    record: record === null ? null : { ...record, items: record.items.flatMap(named) },
  };
}
