import { type ClaimAct, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { type Event, exactOf } from "@biaochi/engine";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { type ClaimRow, findStanding, lockClaim, saveStep } from "./claim-store.ts";
import { countsAs, type Today } from "./claims.ts";
import { openRemarks, waitingReviewers } from "./lifecycle.ts";
import { actsOf, lowerLevels, unitsOf } from "./reach.ts";
import { recordEvent } from "./record-facts.ts";
import { answered, remarkAnswered, reviewed, tellOfEnd, tellOfList, tellOfRemark, tellReviewers } from "./tell.ts";

type Settled = Refusal<"outside-scope" | "claim-settled">;

/** The claim, held, if somebody may do this about it now. */
async function holdFor(
  tx: Transaction,
  actor: Actor,
  claim: number,
  act: ClaimAct,
  today: string,
): Promise<Outcome<ClaimRow, Settled>> {
  const row = await lockClaim(tx, actor.scope, claim);
  if (row === undefined) return refuse({ code: "outside-scope" });
  return actsOf(row, actor, today).includes(act) ? ok(row) : refuse({ code: "claim-settled" });
}

export async function answerDeduction(
  tx: Transaction,
  actor: Actor,
  answer: { readonly claim: number; readonly accept: boolean; readonly text?: string },
  { day }: Today,
): Promise<Outcome<ClaimRow, Settled | Refusal<"same-person">>> {
  const { claim, accept, text } = answer;
  const held = await holdFor(tx, actor, claim, "answer", day);
  if (!held.ok) return held;
  if (await isSamePerson(tx, held.value.entered.by.id, actor.id)) return refuse({ code: "same-person" });
  await saveStep(tx, claim, { what: accept ? "accepted" : "objected", text }, actor.id);
  await answered(tx, held.value, actor.id);
  return held;
}

/** Two units, neither of them the one that applies. */
export async function nameReviewers(
  tx: Transaction,
  actor: Actor,
  { claim, units }: { readonly claim: number; readonly units: readonly string[] },
  { day, days }: Today,
): Promise<Outcome<ClaimRow, Settled | Refusal<"claim-reviewers-unfit" | "claim-evidence-missing">>> {
  const held = await holdFor(tx, actor, claim, "name-reviewers", day);
  if (!held.ok) return held;
  const row = held.value;
  const known = await unitsOn(tx, wholeCity, { programme: row.programme, day });
  const fitting = units.filter((unit) => unit !== row.unit.id && known.some(({ id }) => id === unit));
  if (new Set(fitting).size !== 2) return refuse({ code: "claim-reviewers-unfit" });
  if (row.evidence.length === 0) return refuse({ code: "claim-evidence-missing" });
  for (const unit of units) await saveStep(tx, claim, { what: "reviewer", unit }, actor.id);
  await tellReviewers(tx, { ...row, units, due: workingDaysAfter(day, days.answer).day, by: actor.id });
  return held;
}

/** Both must agree; when the second one does, the list opens to all units. One who does not ends it. */
export async function reviewBonus(
  tx: Transaction,
  actor: Actor,
  review: { readonly claim: number; readonly unit: string; readonly agree: boolean; readonly text: string },
  { day, days }: Today,
): Promise<Outcome<ClaimRow, Settled | Refusal<"same-person">>> {
  const { claim, unit, agree, text } = review;
  const held = await holdFor(tx, actor, claim, "review", day);
  if (!held.ok) return held;
  const row = held.value;
  const waiting = waitingReviewers(row);
  if (!waiting.includes(unit) || !unitsOf(actor.scope, row.programme).includes(unit))
    return refuse({ code: "claim-settled" });
  const others = row.steps.filter(({ what }) => what === "agreed").map(({ made }) => made.by.id);
  for (const other of [row.entered.by.id, ...others])
    if (await isSamePerson(tx, other, actor.id)) return refuse({ code: "same-person" });
  await saveStep(tx, claim, { what: agree ? "agreed" : "disagreed", unit, text }, actor.id);
  await reviewed(tx, row, unit, actor.id);
  if (!agree) await tellOfEnd(tx, row, actor.id, day);
  else if (waiting.length === 1) {
    const until = workingDaysAfter(day, days.list).day;
    await saveStep(tx, claim, { what: "listed", until }, actor.id);
    await tellOfList(tx, { ...row, until });
  }
  return held;
}

export async function raiseRemark(
  tx: Transaction,
  actor: Actor,
  { claim, unit, text }: { readonly claim: number; readonly unit: string; readonly text: string },
  { day }: Today,
): Promise<Outcome<ClaimRow, Settled>> {
  const held = await holdFor(tx, actor, claim, "remark", day);
  if (!held.ok) return held;
  const row = held.value;
  if (unit === row.unit.id || !unitsOf(actor.scope, row.programme).includes(unit))
    return refuse({ code: "outside-scope" });
  await saveStep(tx, claim, { what: "remarked", unit, text }, actor.id);
  const until = row.steps.find(({ what }) => what === "listed")?.until ?? day;
  await tellOfRemark(tx, { ...row, until, remark: "" });
  return held;
}

export async function answerRemark(
  tx: Transaction,
  actor: Actor,
  { claim, remark, text }: { readonly claim: number; readonly remark: number; readonly text: string },
  { day }: Today,
): Promise<Outcome<ClaimRow, Settled>> {
  const held = await holdFor(tx, actor, claim, "answer-remark", day);
  if (!held.ok) return held;
  const open = openRemarks(held.value);
  if (!open.some(({ step }) => step === remark)) return refuse({ code: "claim-settled" });
  await saveStep(tx, claim, { what: "remark-answered", remark, text }, actor.id);
  if (open.length === 1) await remarkAnswered(tx, held.value, actor.id);
  return held;
}

type Decided = { readonly row: ClaimRow; readonly fact: string | null };
type Verdict =
  | { readonly outcome: "confirm"; readonly text?: string | undefined }
  | { readonly outcome: "lower"; readonly level: string; readonly text: string }
  | { readonly outcome: "drop"; readonly text: string };
type Undecided =
  | Settled
  | Refusal<
      | "same-person"
      | "claim-evidence-missing"
      | "claim-remarks-open"
      | "claim-level-not-lower"
      | "claim-matter-counted"
      | "period-closed"
    >;

/** What stands in the way of a claim becoming a fact. */
async function whyNot(tx: Transaction, row: ClaimRow, verdict: Verdict): Promise<Undecided | undefined> {
  if (row.origin !== "joint-supervision" && row.evidence.length === 0) return { code: "claim-evidence-missing" };
  if (openRemarks(row).length > 0) return { code: "claim-remarks-open", params: { count: openRemarks(row).length } };
  if (verdict.outcome === "lower" && !lowerLevels(row).some(({ level }) => level === verdict.level))
    return { code: "claim-level-not-lower", params: { level: verdict.level, proposed: row.level ?? "—" } };
  const { counted } = await findStanding(tx, { programme: row.programme, unit: row.unit.id }, row.matter);
  return counted === null ? undefined : countsAs(counted, row.matter);
}

const eventOf = (row: ClaimRow, level: string | null): Event => ({
  ...{ id: `claim:${row.claim}`, subject: row.unit.id, type: row.type, on: row.effect.day, count: exactOf("1") },
  ...(level === null ? {} : { level }),
  ...{ matter: row.matter, standing: "confirmed", reason: row.what ?? row.item.name["zh-CN"], source: row.document },
});

/** Whoever entered it decides nothing. Confirmed, it is a fact from this moment on; dropped, it is none. */
export async function decideClaim(
  tx: Transaction,
  actor: Actor,
  claim: number,
  verdict: Verdict,
  { day }: Today,
): Promise<Outcome<Decided, Undecided>> {
  const row = await lockClaim(tx, actor.scope, claim);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!reachesCity(actor, row.programme)) return refuse({ code: "outside-scope" });
  if (await isSamePerson(tx, row.entered.by.id, actor.id)) return refuse({ code: "same-person" });
  if (!actsOf(row, actor, day).includes(verdict.outcome)) return refuse({ code: "claim-settled" });
  const { text } = verdict;
  if (verdict.outcome === "drop") {
    await saveStep(tx, claim, { what: "dropped", text }, actor.id);
    await tellOfEnd(tx, row, actor.id, day);
    return ok({ row, fact: null });
  }
  const wrong = await whyNot(tx, row, verdict);
  if (wrong !== undefined) return refuse(wrong);
  const level = verdict.outcome === "lower" ? verdict.level : row.level;
  const event = eventOf(row, level);
  const name = `claim:${claim}`;
  const saved = await recordEvent(tx, { programme: row.programme, name, author: actor.id, reason: text }, event);
  if (!saved.ok) return saved;
  const what = verdict.outcome === "lower" ? "lowered" : "confirmed";
  await saveStep(tx, claim, { what, level: level ?? undefined, text, fact: event.id }, actor.id);
  await tellOfEnd(tx, row, actor.id, day);
  return ok({ row, fact: event.id });
}

const reachesCity = ({ scope }: Actor, programme: string): boolean =>
  scope.some(({ reach }) => reach.kind === "city" && (reach.programme ?? programme) === programme);
