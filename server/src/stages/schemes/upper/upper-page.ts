import type { UpperHead, UpperItem } from "@biaochi/contract";
import { type Exact, exactOf, fixed, minus, plus, type Scheme, type Subject, times, worthOf } from "@biaochi/engine";
import { over, zero } from "@biaochi/engine/exact";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { askingOn } from "../drafts/standing.ts";
import { listFor } from "../effects/entries.ts";
import { indicatorOf, nodesOf } from "../nodes.ts";
import { findSchemeVersion, indicatorsOf, listSchemeVersions, schemeOf } from "../store.ts";
import { listUnits, listUpperItems, type UpperItemRow, type UpperRow } from "./upper-store.ts";

const hundred = exactOf(100);
const percent = (value: Exact | undefined): string | null => (value === undefined ? null : fixed(value, 2));

export const headOf = (row: UpperRow): z.input<typeof UpperHead> => ({
  ...{ upper: row.id, programme: row.programme, title: row.title, cycle: row.cycle, name: row.name, form: row.form },
  ...{ digest: row.digest, items: row.items, open: row.open },
  taken: { by: { id: row.taken_by, name: row.taken_by_name }, at: row.taken_at.toISOString() },
});

/** Per cent that some indicators weigh of the list of a unit; undefined where nothing can be said. */
function weightOf(scheme: Scheme | undefined, unit: Subject, indicators: readonly string[]): Exact | undefined {
  const list = listFor(scheme, unit);
  if (scheme === undefined || list === undefined || indicators.length === 0) return undefined;
  const worth = worthOf(scheme, list, unit);
  const full = worth.get("");
  if (full === undefined || full.num === 0n) return undefined;
  let sum: Exact = zero;
  let isFound = false;
  for (const { path, kind, node } of nodesOf(scheme, list)) {
    if (kind !== "item" || "block" in node || !worth.has(path)) continue;
    if (!indicators.includes(indicatorOf(scheme, node)?.id ?? "")) continue;
    const points = worth.get(path);
    if (points === undefined) return undefined;
    isFound = true;
    sum = plus(sum, points);
  }
  return isFound ? times(over(sum, full), hundred) : undefined;
}

const sumOf = (rows: readonly UpperItemRow[]): Exact | undefined => {
  if (rows.some(({ points }) => points === null)) return undefined;
  const sum = rows.reduce<Exact>((all, { points }) => plus(all, exactOf(points ?? "0")), zero);
  return sum.num === 0n ? undefined : sum;
};

/** The items with who leads them, and what each weighs there and here. */
export async function upperPage(tx: Transaction, actor: Actor, row: UpperRow, today: string) {
  const { scope } = actor;
  const { programme } = row;
  const items = await listUpperItems(tx, scope, row.id);
  const units = await listUnits(tx, scope, programme);
  const ours = await indicatorsOf(tx, scope, programme);
  const all = await listSchemeVersions(tx, scope, programme);
  const now = askingOn(today, all);
  const version = now && (await findSchemeVersion(tx, scope, { programme, scheme: now.scheme, version: now.version }));
  const scheme = version && schemeOf(version);
  const whole = sumOf(items);
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  const named = (id: string) => {
    const { type, name } = unitById.get(id) ?? { type: "unit" as const, name: { "zh-CN": id, en: id } };
    return { id, type, name };
  };
  const rows = items.map((each): z.input<typeof UpperItem> => {
    const share =
      whole === undefined || each.points === null ? undefined : times(over(exactOf(each.points), whole), hundred);
    const unit = each.lead === null ? undefined : unitById.get(each.lead);
    const here = unit && weightOf(scheme, { ...unit, sort: 0, service: [] }, each.indicators ?? []);
    return {
      ...{ item: each.item, name: each.name, indicator: each.indicator, points: each.points, share: percent(share) },
      lead: each.lead === null ? null : named(each.lead),
      helping: (each.helping ?? []).map(named),
      indicators: (each.indicators ?? []).map((id) => ({ id, name: ours.get(id)?.name ?? { "zh-CN": id, en: id } })),
      set:
        each.set_by === null || each.set_at === null
          ? null
          : { by: { id: each.set_by, name: each.set_by_name }, at: each.set_at.toISOString() },
      here: percent(here),
      gap: share === undefined || here === undefined ? null : percent(minus(share, here)),
    };
  });
  return {
    ...headOf(row),
    document: row.document,
    whole: whole === undefined ? null : fixed(whole, 2).replace(/\.?0+$/, ""),
    rows,
    units: units.map(({ id, type, name }) => ({ id, type, name })),
    ours: [...ours.values()].map(({ id, name }) => ({ id, name })),
    against: now === undefined ? null : { scheme: now.scheme, version: now.version },
    mayWrite: alsoFor(scope, "write-upper").length > 0,
  };
}
