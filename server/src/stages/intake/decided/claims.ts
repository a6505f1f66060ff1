import type { NewBonus, NewDeduction, Outcome, Refusal } from "@biaochi/contract";
import { ok, refuse } from "@biaochi/contract";
import type { z } from "zod";
import type { Day } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { checkOpen } from "../closed-period-store.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { type ClaimToSave, type Counted, findStanding, lockUnit, saveClaim } from "./claim-store.ts";
import { documentNumber } from "./document-number.ts";
import { type EventItem, eventItemsOn, worthAt } from "./event-items.ts";
import { answersForItem, unitsOf } from "./reach.ts";
import { schemesOn } from "./schemes-on.ts";
import { tellOfBonus, tellOfDeduction } from "./tell.ts";

/** Working days: in which a unit answers, in which one applies after the certificate, and for which a list is open to all units. */
export type ClaimDays = { readonly answer: number; readonly apply: number; readonly list: number };
export type Today = { readonly day: Day; readonly days: ClaimDays };

type Unfit = Refusal<
  | "outside-scope"
  | "day-to-come"
  | "days-out-of-order"
  | "claim-item-unknown"
  | "claim-level-unknown"
  | "claim-document-unfit"
  | "claim-matter-counted"
  | "claim-matter-open"
  | "period-closed"
>;
type Deduction = z.output<typeof NewDeduction> & { readonly programme: string };
type Bonus = z.output<typeof NewBonus> & { readonly programme: string };

type Fit = {
  readonly item: EventItem;
  readonly document: string;
  readonly effect: Day;
  readonly points: string | null;
};

/** The item of the unit's own list on the day by which it counts, with its table. */
async function itemOf(
  tx: Transaction,
  wanted: Deduction | Bonus,
  kind: EventItem["kind"],
  day: Day,
): Promise<Outcome<EventItem, Unfit>> {
  const { programme, unit, item, type } = wanted;
  const subject = (await unitsOn(tx, wholeCity, { programme, day })).find(({ id }) => id === unit);
  const items = subject === undefined ? [] : eventItemsOn(await schemesOn(tx, programme, day), subject);
  const found = items.find((each) => each.kind === kind && each.item === item && each.type === type);
  return found === undefined ? refuse({ code: "claim-item-unknown", params: { item, type, unit } }) : ok(found);
}

export const countsAs = ({ fact, what, type, day }: Counted, matter: string): Refusal<"claim-matter-counted"> => ({
  ...{ code: "claim-matter-counted", params: { matter, where: what ?? type, day, fact } },
});

/** One event once: it is refused, and shown where it stands. */
async function twice(
  tx: Transaction,
  whose: { readonly programme: string; readonly unit: string },
  matter: string,
): Promise<Unfit | undefined> {
  const { counted, claim } = await findStanding(tx, whose, matter);
  if (counted !== null) return countsAs(counted, matter);
  return claim === null
    ? undefined
    : { code: "claim-matter-open", params: { matter, claim: claim.id, day: claim.day } };
}

/** What both need: days that can be, a document that is one, an item with its level, an event that stands nowhere. */
async function fit(
  tx: Transaction,
  wanted: Deduction | Bonus,
  kind: EventItem["kind"],
  today: Day,
): Promise<Outcome<Fit, Unfit>> {
  const { programme, unit, day, documentDay, counts, level, matter } = wanted;
  if (day > today || documentDay > today) return refuse({ code: "day-to-come" });
  if (documentDay < day) return refuse({ code: "days-out-of-order" });
  const document = documentNumber(wanted.document);
  if (document === undefined) return refuse({ code: "claim-document-unfit", params: { found: wanted.document } });
  const effect = counts === "event" ? day : documentDay;
  const item = await itemOf(tx, wanted, kind, effect);
  if (!item.ok) return item;
  const worth = worthAt(item.value, level);
  const levels = item.value.levels.map((each) => each.level).join("、");
  if (worth === undefined) return refuse({ code: "claim-level-unknown", params: { level: level ?? "—", levels } });
  await lockUnit(tx, { programme, unit });
  const standing = await twice(tx, { programme, unit }, matter);
  if (standing !== undefined) return refuse(standing);
  const open = await checkOpen(tx, programme, [effect.slice(0, 7)]);
  return open.ok ? ok({ item: item.value, document, effect, points: worth.points }) : open;
}

function claimOf(wanted: Deduction | Bonus, { item, document, effect, points }: Fit, by: string) {
  const { programme, unit, type, level, matter, what, documentDay, day } = wanted;
  return {
    ...{ programme, kind: item.kind, unit, type, level, matter, document, documentDay, day, points, by },
    ...{ item: { id: item.item, name: item.name, indicator: item.indicator }, owner: item.owner, levels: item.levels },
    ...{ what, effect: { day: effect, period: item.period } },
  } satisfies Omit<ClaimToSave, "origin" | "due">;
}

/** Whoever answers for the item proposes; the unit has its days to answer, and until somebody confirms it nothing is deducted. */
export async function proposeDeduction(
  tx: Transaction,
  { scope, id: by }: Actor,
  wanted: Deduction,
  { day: today, days }: Today,
): Promise<Outcome<number, Unfit>> {
  const { programme, origin } = wanted;
  const units = await unitsOn(tx, wholeCity, { programme, day: today });
  const unit = units.find(({ id }) => id === wanted.unit);
  if (unit === undefined) return refuse({ code: "outside-scope" });
  const fitting = await fit(tx, wanted, "deduction", today);
  if (!fitting.ok) return fitting;
  if (!answersForItem(scope, programme, fitting.value.item)) return refuse({ code: "outside-scope" });
  const due = workingDaysAfter(today, days.answer);
  // Of a conclusion of joint supervision nothing but the document enters; of others it is said what happened.
  const what = origin === "joint-supervision" ? undefined : (wanted.what ?? fitting.value.item.name["zh-CN"]);
  const claim = await saveClaim(tx, { ...claimOf({ ...wanted, what }, fitting.value, by), origin, due });
  await tellOfDeduction(tx, { programme, claim, unit: wanted.unit, due: due.day, days });
  return ok(claim);
}

/** A unit applies for itself, while the certificate is new. */
export async function applyForBonus(
  tx: Transaction,
  { scope, id: by }: Actor,
  wanted: Bonus,
  { day: today, days }: Today,
): Promise<Outcome<number, Unfit | Refusal<"claim-too-late">>> {
  const { programme, unit, documentDay } = wanted;
  if (!unitsOf(scope, programme).includes(unit)) return refuse({ code: "outside-scope" });
  const fitting = await fit(tx, wanted, "bonus", today);
  if (!fitting.ok) return fitting;
  const last = workingDaysAfter(documentDay, days.apply).day;
  if (last < today) return refuse({ code: "claim-too-late", params: { last, days: days.apply } });
  const claim = await saveClaim(tx, { ...claimOf(wanted, fitting.value, by), origin: "unit", due: undefined });
  await tellOfBonus(tx, { programme, claim, due: workingDaysAfter(today, days.answer).day });
  return ok(claim);
}
