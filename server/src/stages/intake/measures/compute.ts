import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { inTransaction, lockRecordings, openRecording } from "../../../platform/recordings.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { closingOf } from "../closed-period.ts";
import { listClosings } from "../closed-period-store.ts";
import { successorOf } from "../correction.ts";
import { type Late, type LateReason, lastLate, saveLate } from "./late-store.ts";
import { findMeasure, type MeasureRow } from "./measure-store.ts";
import { type Computed, type Made, newestRun, type Standing, saveMeasured, standingAt } from "./measured-store.ts";
import { daysOf } from "./periods.ts";
import { type Counted, countRecords, questionOf, unitsExpected } from "./record-store.ts";

export type Computing = {
  readonly programme: string;
  readonly measure: string;
  readonly periods: readonly string[];
  readonly author: string;
};

export type ComputedMeasure = {
  /** null: no figure differs. */
  readonly recording: number | null;
  readonly indicator: string;
  /** The periods in which a figure was recorded. */
  readonly periods: readonly string[];
  readonly made: number;
  readonly late: number;
};

const nothing = (indicator: string): ComputedMeasure => ({ recording: null, indicator, periods: [], made: 0, late: 0 });

/**
 * Brings the figures of a measure up to what its records say, in one recording, where they differ from what stands.
 *
 *  1. the measure's lock: who computed later has read later
 *  2. the records are counted            before the lock of recordings: this takes long
 *  3. the lock of recordings; what stands, and which periods are closed
 *  4. facts with their origin, and what is held back    commit: everything, or nothing
 */
export async function computeMeasure(tx: Transaction, computing: Computing): Promise<ComputedMeasure> {
  const { programme, measure, periods, author } = computing;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`measure ${programme} ${measure}`}, 0))`.execute(tx);
  const row = await findMeasure(tx, wholeCity, { programme, measure });
  if (row === undefined || row.isEnded || periods.length === 0) return nothing(row?.content.indicator ?? "");
  const counted = await countRecords(tx, questionOf(row, periods));
  await lockRecordings(inTransaction(tx));
  const { indicator } = row.content;
  const standing = await standingAt(tx, { programme, indicator, periods });
  const places = await placesOf(tx, row, { periods, counted, standing });
  const closings = await listClosings(tx, wholeCity, programme);
  const late = new Map((await lastLate(tx, { programme, measure, periods })).map((each) => [placeOf(each), each]));
  const decided = places.map((place) => {
    const isClosed = closingOf(closings, place.computed.period) !== undefined;
    return decide(measure, place, isClosed, late.get(placeOf(place.computed)));
  });
  const made = decided.flatMap((each) => each.made ?? []);
  const held = decided.flatMap((each) => each.late ?? []);
  const origin = { programme, measure, version: row.version, indicator };
  if (held.length > 0) await saveLate(tx, origin, held);
  if (made.length === 0) return { ...nothing(indicator), late: held.length };
  const name = `${measure} · ${row.content.stream}`;
  const recording = await openRecording(inTransaction(tx), { programme, kind: "import", name, author });
  const source = row.streamName["zh-CN"];
  await saveMeasured(tx, recording.id, { ...origin, trust: row.content.trust, source }, made);
  const touched = [...new Set(made.map(({ period }) => period))];
  return { recording: recording.id, indicator, periods: touched, made: made.length, late: held.length };
}

const placeOf = ({ subject, period }: { readonly subject: string; readonly period: string }): string =>
  `${period} ${subject}`;

type Place = { readonly computed: Computed; readonly standing: readonly Standing[] };

/** Every unit that has a figure, had one, or is known to the other system in a period of which something has arrived. */
async function placesOf(
  tx: Transaction,
  row: MeasureRow,
  found: {
    readonly periods: readonly string[];
    readonly counted: readonly Counted[];
    readonly standing: readonly Standing[];
  },
): Promise<readonly Place[]> {
  const { programme, content } = row;
  const places = new Map<string, Computed>();
  for (const { subject, period, figure, run, retrieved_at: retrievedAt, digest } of found.counted)
    if (subject !== null)
      places.set(placeOf({ subject, period }), { ...figure, subject, period, run, retrievedAt, digest });
  const newest = await newestRun(tx, { programme, stream: content.stream });
  const emptied = (subject: string, period: string): void => {
    if (newest === undefined || places.has(placeOf({ subject, period }))) return;
    const parts = { value: null, numerator: null, denominator: null, records: 0 };
    const origin = { run: newest.run, retrievedAt: newest.at, digest: digestOfNothing };
    places.set(placeOf({ subject, period }), { ...parts, ...origin, subject, period });
  };
  for (const period of new Set(found.counted.map((each) => each.period)))
    for (const subject of await unitsExpected(tx, questionOf(row, []), daysOf(period))) emptied(subject, period);
  for (const { subject, period, measure } of found.standing) if (measure === row.id) emptied(subject, period);
  const standing = Map.groupBy(found.standing, placeOf);
  return [...places].map(([place, computed]) => ({ computed, standing: standing.get(place) ?? [] }));
}
const digestOfNothing = createHash("sha256").digest();

type Decision = { readonly made?: Made; readonly late?: Late };

function decide(measure: string, place: Place, isClosed: boolean, last: Late | undefined): Decision {
  const { computed, standing } = place;
  const [stands] = standing;
  const isSame =
    stands !== undefined &&
    stands.value === computed.value &&
    stands.absence === (computed.value === null ? "not-applicable" : null);
  const why = isSame ? undefined : whyNot(measure, standing, isClosed);
  const late = lateOf(place, why ?? last?.why ?? "period-closed", why === undefined);
  const isNews = last === undefined ? late.now !== late.old : last.now !== late.now || last.old !== late.old;
  const told = isNews ? { late } : {};
  if (isSame || why !== undefined) return told;
  const fact = stands === undefined ? `m:${measure}:${computed.subject}:${computed.period}` : successorOf(stands.fact);
  return { made: { ...computed, fact, supersedes: stands?.fact ?? null }, ...told };
}

/** The reason why a newer figure does not take the place of what stands. */
function whyNot(measure: string, standing: readonly Standing[], isClosed: boolean): LateReason | undefined {
  if (isClosed) return "period-closed";
  if (standing.some((each) => each.measure !== measure)) return "other-source";
  return standing.some(({ isCorrected }) => isCorrected) ? "corrected" : undefined;
}

/** `isSettled`: what was held back before is so no longer, and both figures are the same again. */
function lateOf({ computed, standing }: Place, why: LateReason, isSettled: boolean): Late {
  const { subject, period, value, records, run } = computed;
  const old = isSettled ? value : (standing[0]?.value ?? null);
  return { subject, period, why, fact: standing[0]?.fact ?? null, old, now: value, records, run };
}
