import type { NewAssessment, Outcome, Refusal } from "@biaochi/contract";
import { ok, refuse } from "@biaochi/contract";
import { type Assessment, compare, exactOf } from "@biaochi/engine";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { checkOpen, type PeriodClosed } from "../closed-period-store.ts";
import { checkFile } from "../deeds/evidence.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { type Assessed, assessedOn, type Line } from "./assessed.ts";
import type { Today } from "./claims.ts";
import { type File, saveFile, takeFile } from "./evidence.ts";
import { recordAssessments } from "./record-facts.ts";
import { schemesOn } from "./schemes-on.ts";
import {
  findSheet,
  findStanding,
  lockPeriod,
  type Mark,
  marksOf,
  type SheetRow,
  saveSheet,
  saveSheetAct,
  type Which,
} from "./sheet-store.ts";

const minutesToSign = 10;
const todoOf = (sheet: number): string => `sign-assessment:${sheet}:`;

/** What is assessed on a day, of which somebody reaches the indicators. */
export async function listAssessed(tx: Transaction, programme: string, day: string): Promise<readonly Assessed[]> {
  const units = await unitsOn(tx, wholeCity, { programme, day });
  return assessedOn(await schemesOn(tx, programme, day), units, day);
}

export const assesses = ({ scope }: Actor, programme: string, indicator: string): boolean =>
  scope.some(
    ({ reach }) => reach.kind === "indicators" && reach.programme === programme && reach.indicators.includes(indicator),
  );

type Given = z.output<typeof NewAssessment>;
type Unfit = Refusal<
  | "assessment-unknown"
  | "assessment-incomplete"
  | "assessment-points-unfit"
  | "assessment-reason-missing"
  | "assessment-all-full"
>;

const placeOf = (unit: string, criterion: string | null | undefined): string => `${unit}\n${criterion ?? ""}`;
const sayWhere = ({ unit, criterion }: Line): string =>
  [unit.name["zh-CN"], ...(criterion === null ? [] : [criterion.name["zh-CN"]])].join(" · ");
const shown = (lines: readonly Line[]): string => lines.slice(0, 5).map(sayWhere).join("、");

/** Whether anything was taken away. */
const isDeducted = ({ points, full }: Mark, gives: Assessed["gives"]): boolean =>
  gives === "deductions" ? exactOf(points).num > 0n : compare(exactOf(points), exactOf(full)) < 0;

/** Every line once, within its full marks, and a reason for every deduction. */
function marksFrom({ lines, gives }: Assessed, { marks, allFull }: Given): Outcome<readonly Mark[], Unfit> {
  const given = new Map(marks.map((each) => [placeOf(each.unit, each.criterion), each]));
  const keyed = lines.map((line) => ({ line, mark: given.get(placeOf(line.unit.id, line.criterion?.id)) }));
  const missing = keyed.flatMap(({ line, mark }) => (mark === undefined ? [line] : []));
  if (missing.length > 0 || marks.length !== lines.length)
    return refuse({
      code: "assessment-incomplete",
      params: { expected: lines.length, found: marks.length, where: shown(missing) || "—" },
    });
  const made = keyed.flatMap(({ line, mark }) =>
    mark === undefined
      ? []
      : [{ line, mark: { ...mark, subject: line.unit.id, criterion: line.criterion?.id ?? null, full: line.full } }],
  );
  const unfit = made.filter(
    ({ mark }) => exactOf(mark.points).num < 0n || compare(exactOf(mark.points), exactOf(mark.full)) > 0,
  );
  if (unfit.length > 0)
    return refuse({ code: "assessment-points-unfit", params: { where: shown(unfit.map(({ line }) => line)) } });
  const judged = made.map(({ line, mark: { subject, criterion, points, full, reason = null } }) => {
    const mark = { subject, criterion, points, full, reason };
    return { line, mark, isDeducted: isDeducted(mark, gives) };
  });
  const unreasoned = judged.filter(({ mark, isDeducted: is }) => is && mark.reason === null);
  if (unreasoned.length > 0)
    return refuse({ code: "assessment-reason-missing", params: { where: shown(unreasoned.map(({ line }) => line)) } });
  if (judged.every(({ isDeducted: is }) => !is) && allFull === undefined)
    return refuse({ code: "assessment-all-full", params: { units: new Set(lines.map(({ unit }) => unit.id)).size } });
  return ok(judged.map(({ mark, isDeducted: is }) => ({ ...mark, reason: is ? mark.reason : null })));
}

async function stands(
  tx: Transaction,
  which: Which,
  except?: number,
): Promise<Refusal<"assessment-stands"> | undefined> {
  const { sheet, fact } = await findStanding(tx, which, except);
  if (sheet === null && fact === null) return undefined;
  return { code: "assessment-stands", params: { period: which.period, where: fact ?? `sheet:${sheet}` } };
}

/** The owner's sheet, whole: it waits for the head of the owner's unit, and is no fact until then. */
export async function enterAssessment(
  tx: Transaction,
  actor: Actor,
  given: Given & { readonly programme: string; readonly indicator: string },
  { day, days }: Today,
): Promise<Outcome<number, Unfit | PeriodClosed | Refusal<"outside-scope" | "assessment-stands">>> {
  const { programme, indicator, period, allFull } = given;
  if (!assesses(actor, programme, indicator)) return refuse({ code: "outside-scope" });
  const assessed = (await listAssessed(tx, programme, day)).find((each) => each.indicator.id === indicator);
  if (assessed === undefined || !assessed.periods.includes(period))
    return refuse({ code: "assessment-unknown", params: { indicator, period } });
  const marks = marksFrom(assessed, given);
  if (!marks.ok) return marks;
  const which = { programme, indicator, period, owner: assessed.owner };
  await lockPeriod(tx, which);
  const standing = await stands(tx, which);
  if (standing !== undefined) return refuse(standing);
  const open = await checkOpen(tx, programme, [period]);
  if (!open.ok) return open;
  const isAllFull = marks.value.every(({ reason }) => reason === null);
  const { name } = assessed.indicator;
  const kept = { allFull: isAllFull ? allFull : undefined, marks: marks.value, name, by: actor.id };
  const sheet = await saveSheet(tx, { ...which, ...kept });
  await addTodos(tx, [
    {
      ...{ key: todoOf(sheet), kind: "sign-assessment", params: { period }, minutes: minutesToSign },
      ...{
        for: { role: "head", programme, unit: assessed.owner },
        path: `/programmes/${encodeURIComponent(programme)}/assessments`,
      },
      due: workingDaysAfter(day, days.answer).day,
    },
  ]);
  return ok(sheet);
}

type Settled = Refusal<"outside-scope" | "assessment-settled">;

async function holdSheet(tx: Transaction, { scope }: Actor, sheet: number): Promise<Outcome<SheetRow, Settled>> {
  const seen = await findSheet(tx, scope, sheet);
  if (seen === undefined) return refuse({ code: "outside-scope" });
  await lockPeriod(tx, { programme: seen.programme, indicator: seen.indicator.id, period: seen.period });
  const row = await findSheet(tx, scope, sheet);
  return row?.state === "entered" ? ok(row) : refuse({ code: "assessment-settled" });
}

/** The head of the owner's unit signs, who has not entered it; the points are facts from this moment on. */
export async function signAssessment(
  tx: Transaction,
  actor: Actor,
  sheet: number,
): Promise<Outcome<SheetRow, Settled | PeriodClosed | Refusal<"same-person" | "assessment-stands">>> {
  const held = await holdSheet(tx, actor, sheet);
  if (!held.ok) return held;
  const { programme, indicator, period, owner, entered } = held.value;
  if (await isSamePerson(tx, entered.by.id, actor.id)) return refuse({ code: "same-person" });
  const standing = await stands(tx, { programme, indicator: indicator.id, period, owner: owner.id }, sheet);
  if (standing !== undefined) return refuse(standing);
  const facts = (await marksOf(tx, sheet)).map(
    ({ subject, criterion, points, reason }, n): Assessment => ({
      ...{ id: `sheet:${sheet}:${n + 1}`, subject, indicator: indicator.id, period, assessor: owner.id },
      ...(criterion === null ? {} : { criterion }),
      ...(reason === null ? {} : { reason }),
      ...{ points: exactOf(points), source: `sheet:${sheet}` },
    }),
  );
  const name = `sheet:${sheet}`;
  const saved = await recordAssessments(tx, { programme, name, author: actor.id, reason: undefined }, facts);
  if (!saved.ok) return saved;
  await saveSheetAct(tx, { sheet, act: "signed", by: actor.id });
  await finishTodos(tx, todoOf(sheet), actor.id);
  return held;
}

export async function returnAssessment(
  tx: Transaction,
  actor: Actor,
  { sheet, reason }: { readonly sheet: number; readonly reason: string },
): Promise<Outcome<SheetRow, Settled>> {
  const held = await holdSheet(tx, actor, sheet);
  if (!held.ok) return held;
  await saveSheetAct(tx, { sheet, act: "returned", reason, by: actor.id });
  await finishTodos(tx, todoOf(sheet), actor.id);
  return held;
}

/** One scan of the sheet on paper; it may come before the signature here or after it. */
export async function attachScan(
  tx: Transaction,
  actor: Actor,
  file: File & { readonly sheet: number },
): Promise<Outcome<{ readonly row: SheetRow; readonly sha256: string }, Settled | Refusal<"deed-evidence-unfit">>> {
  const { sheet, name, content } = file;
  const row = await findSheet(tx, actor.scope, sheet);
  if (row === undefined) return refuse({ code: "outside-scope" });
  await lockPeriod(tx, { programme: row.programme, indicator: row.indicator.id, period: row.period });
  const now = await findSheet(tx, actor.scope, sheet);
  if (now === undefined || now.scan !== null || now.state === "returned") return refuse({ code: "assessment-settled" });
  const checked = checkFile(content);
  if (!checked.ok) return checked;
  await saveFile(tx, { sheet, name, ...checked.value, by: actor.id });
  return ok({ row, sha256: checked.value.sha256 });
}

export const takeScan = (tx: Transaction, sheet: number) => takeFile(tx, sql<boolean>`sheet = ${sheet}`);
