import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Day } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { addTodos, finishTodos, type TodoFor } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { checkOpen } from "../closed-period-store.ts";
import {
  type ContestRow,
  findOwnRecord,
  findStream,
  lockContest,
  lockRecord,
  ownersOf,
  saveContest,
  saveContestDecision,
  unitsOfProgramme,
} from "./contest-store.ts";
import { listMeasures, type MeasureRow } from "./measure-store.ts";
import { periodOfMonth } from "./periods.ts";

const minutesToDecide = 5;
const minutesToRead = 1;
/** What was decided stands on the list of whoever raised it for so many working days. */
const daysToRead = 10;
const todoOf = (contest: number): string => `contest:${contest}:`;
const pageOf = (programme: string): string => `/programmes/${encodeURIComponent(programme)}/contests`;

export type RaiseContest = {
  readonly programme: string;
  readonly stream: string;
  readonly key: string;
  readonly to?: string | undefined;
  readonly reason: string;
  readonly evidence?: string | undefined;
  readonly today: Day;
  /** Working days in which it is decided. */
  readonly days: number;
};

type RaiseRefusal = Refusal<
  "outside-scope" | "record-not-yours" | "contest-open" | "contest-to-unknown" | "period-closed"
>;

/** A unit contests a record that counts for it now, before every period that it counts in is closed. */
export async function raiseContest(
  tx: Transaction,
  { scope, id: by }: Actor,
  raised: RaiseContest,
): Promise<Outcome<{ readonly contest: number; readonly due: string }, RaiseRefusal>> {
  const { programme, stream, key, to, today, days } = raised;
  const units = await unitsOfProgramme(tx, scope, programme);
  if (units.length === 0) return refuse({ code: "outside-scope" });
  const mapping = await findStream(tx, scope, { programme, stream });
  if (mapping === undefined) return refuse({ code: "record-not-yours", params: { key } });
  await lockRecord(tx, programme, stream, key);
  const own = await findOwnRecord(tx, scope, { programme, stream, key, mapping });
  if (own === undefined) return refuse({ code: "record-not-yours", params: { key } });
  if (own.open !== null) return refuse({ code: "contest-open", params: { contest: own.open } });
  if (to !== undefined && (to === own.unit || !units.some(({ id }) => id === to)))
    return refuse({ code: "contest-to-unknown", params: { unit: to } });
  const measures = (await listMeasures(tx, scope, programme)).filter(isLiveOn(stream));
  const open = await someOpen(tx, programme, measures, own.month);
  if (!open.ok) return open;
  const reckoned = workingDaysAfter(today, days);
  const { reason, evidence } = raised;
  const contest = await saveContest(tx, {
    ...{ programme, stream, key, unit: own.unit, to, reason, evidence, by },
    ...{ due: reckoned.day, isDueProvisional: reckoned.isProvisional },
  });
  const indicators = measures.map(({ content }) => content.indicator);
  const owners = await ownersOf(tx, programme, indicators, today);
  const whom: TodoFor[] = owners.length === 0 ? [{ role: "organiser" }] : owners.map((account) => ({ account }));
  await addTodos(
    tx,
    whom.map((each, n) => ({
      ...{ key: `${todoOf(contest)}${n}`, kind: "decide-contest", params: { key }, for: each, path: pageOf(programme) },
      ...{ due: reckoned.day, minutes: minutesToDecide },
    })),
  );
  return ok({ contest, due: reckoned.day });
}

const isLiveOn =
  (stream: string) =>
  ({ content, isEnded }: MeasureRow): boolean =>
    !isEnded && content.stream === stream;

/** Refused only where nothing could follow: every period in which the record counts is closed. */
async function someOpen(
  tx: Transaction,
  programme: string,
  measures: readonly MeasureRow[],
  month: string,
): Promise<Outcome<"open", Refusal<"period-closed">>> {
  let last: Outcome<"open", Refusal<"period-closed">> = ok("open");
  for (const { content } of measures) {
    last = await checkOpen(tx, programme, [periodOfMonth(content, month)]);
    if (last.ok) return last;
  }
  return last;
}

export type DecideContest = {
  readonly contest: number;
  readonly accept: boolean;
  readonly reason: string;
  readonly today: Day;
};

/** Whoever raised it decides nothing, with whatever account. The figures follow by the next computation. */
export async function decideContest(
  tx: Transaction,
  { scope, id: by }: Actor,
  decision: DecideContest,
): Promise<Outcome<ContestRow, Refusal<"outside-scope" | "same-person" | "contest-decided">>> {
  const { contest, accept, reason, today } = decision;
  const row = await lockContest(tx, scope, contest);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (row.accepted !== null) return refuse({ code: "contest-decided" });
  if (await isSamePerson(tx, row.by, by)) return refuse({ code: "same-person" });
  await saveContestDecision(tx, { contest, accept, reason, by });
  await finishTodos(tx, todoOf(contest), by);
  await addTodos(tx, [
    {
      ...{ key: `contest-decided:${contest}`, kind: "contest-decided", params: { key: row.key } },
      ...{ for: { account: row.by }, path: pageOf(row.programme), minutes: minutesToRead },
      ...{ due: workingDaysAfter(today, daysToRead).day, lapses: true },
    },
  ]);
  return ok(row);
}
