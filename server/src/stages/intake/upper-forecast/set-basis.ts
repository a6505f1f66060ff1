import type { Outcome, Refusal, UpperBasis, UpperRule } from "@biaochi/contract";
import { ok, refuse } from "@biaochi/contract";
import { exactOf, grains, type Indicator, inside, readExact, readPeriod, show } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { indicatorsOf } from "../../schemes/store.ts";
import { listUnits, listUpperItems, type UpperItemRow, type UpperRow } from "../../schemes/upper/upper-store.ts";
import { saveBasis } from "./basis-store.ts";
import { keepForeseen } from "./keep.ts";
import { ruleOfTable } from "./upper-rule.ts";

type Refused = Refusal<
  | "upper-thing-unknown"
  | "upper-period-unfit"
  | "upper-by-unfit"
  | "upper-shares-unfit"
  | "upper-number-unreadable"
  | "upper-rule-unfit"
>;
type Set = {
  readonly item: string;
  readonly since: string;
  readonly reason: string;
  readonly basis: UpperBasis | null;
};

/** By which of our figures an item is foretold from a day on. What was foretold before stays as it was kept. */
export async function setBasis(
  tx: Transaction,
  actor: Actor,
  upper: UpperRow,
  { set, today }: { readonly set: Set; readonly today: string },
): Promise<Outcome<undefined, Refused>> {
  const { item, since, reason, basis } = set;
  const row = (await listUpperItems(tx, actor.scope, upper.id)).find((each) => each.item === item);
  if (row === undefined) return refuse({ code: "upper-thing-unknown", params: { things: item } });
  const fit = basis === null ? ok(null) : await fitting(tx, actor, upper, row, basis);
  if (!fit.ok) return fit;
  await saveBasis(tx, { upper: upper.id, item, day: since, content: fit.value, reason, by: actor.id });
  await keepForeseen(tx, upper, { day: today, isReplayed: false });
  return ok(undefined);
}

async function fitting(
  tx: Transaction,
  { scope }: Actor,
  upper: UpperRow,
  row: UpperItemRow,
  basis: UpperBasis,
): Promise<Outcome<UpperBasis, Refused>> {
  const ours = await indicatorsOf(tx, scope, upper.programme);
  const units = new Set((await listUnits(tx, scope, upper.programme)).map(({ id }) => id));
  const indicator = ours.get(basis.indicator);
  const isUnknown = (id: string) => !ours.has(id);
  const things = [
    ...[basis.indicator, ...(basis.by === null ? [] : [basis.by])].filter(isUnknown),
    ...[...basis.units, ...Object.keys(basis.shares)].filter((id) => !units.has(id)),
  ];
  if (indicator === undefined || things.length > 0)
    return refuse({ code: "upper-thing-unknown", params: { things: things.join(", ") } });
  if (!isPeriodOf(indicator, basis.period))
    return refuse({ code: "upper-period-unfit", params: { period: basis.period } });
  const isWeighed = basis.figure === "weighted" || basis.figure === "share";
  if (isWeighed !== (basis.by !== null)) return refuse({ code: "upper-by-unfit" });
  const sum = Object.values(basis.shares).reduce((all, each) => all + each, 0);
  const strangers = Object.keys(basis.shares).filter((unit) => !(row.helping ?? []).includes(unit));
  if (sum > 100 || strangers.length > 0) return refuse({ code: "upper-shares-unfit", params: { sum } });
  const read = numbersOf(basis);
  if (!read.ok) return read;
  return hasFitRule(upper, row, read.value, indicator) ? read : refuse({ code: "upper-rule-unfit" });
}

/** A whole period that the figures of an indicator can fill: no term, and nothing finer than they are. */
function isPeriodOf(indicator: Indicator, period: string): boolean {
  const read = readPeriod(period);
  if (read === undefined || read.grain === "term" || indicator.period === "term") return false;
  return grains.indexOf(read.grain) >= grains.indexOf(indicator.period) && inside(read, indicator.period).length > 0;
}

/** Numbers as people write them, as numbers; the first that is none is told. */
function numbersOf(basis: UpperBasis): Outcome<UpperBasis, Refusal<"upper-number-unreadable">> {
  const { rule, target } = basis;
  const written = [target, rule?.target, rule?.per, rule?.deduct].filter((each) => typeof each === "string");
  const wrong = written.find((text) => readExact(text) === undefined);
  if (wrong !== undefined) return refuse({ code: "upper-number-unreadable", params: { found: wrong } });
  const number = (text: string) => show(exactOf(text));
  const read = (each: UpperRule): UpperRule => ({
    ...{ ...each, target: number(each.target) },
    ...(each.per === undefined ? {} : { per: number(each.per) }),
    ...(each.deduct === undefined ? {} : { deduct: number(each.deduct) }),
  });
  return ok({ ...basis, target: target === null ? null : number(target), rule: rule === null ? null : read(rule) });
}

/** A scheme of the level above has its rules; a table has none until the office writes one down that makes sense. */
function hasFitRule(
  { form }: UpperRow,
  { points }: UpperItemRow,
  { rule, period }: UpperBasis,
  indicator: Indicator,
): boolean {
  if (form === "scheme") return rule === null;
  const whole = readPeriod(period);
  if (rule === null || whole === undefined) return false;
  return ruleOfTable(rule, indicator, whole, exactOf(points ?? "1")) !== undefined;
}
