import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { minutesOf, recordAsks } from "../../platform/asks.ts";
import type { Day } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import { isOffice, type Scope } from "../../platform/scope.ts";
import { addTodos, finishTodos } from "../../platform/todos.ts";
import { workingDaysAfter } from "../../platform/working-days.ts";
import {
  figuresSince,
  findObjection,
  listObjections,
  type ObjectionRow,
  saveAnswer,
  saveObjection,
} from "./objection-store.ts";
import { listUnitsOf, type RunRow } from "./store.ts";
import { findUnitOfRun, type UnitOfRun } from "./unit-of-run.ts";
import {
  findRound,
  holdRelease,
  lockUnit,
  type Paper,
  type RoundRow,
  saveConfirmation,
  saveRound,
} from "./verification-store.ts";

/** Practice: provisional results lie with the units for two to three working days. */
const workingDaysToVerify = 3;

const todosOfRun = (run: number): string => `verify:${run}:`;
const todosOfUnit = (run: number, unit: string): string => `${todosOfRun(run)}${unit}:`;
const todoOfObjection = (id: number): string => `objection:${id}:`;

const pageOf = (run: number, unit: string): string => `/runs/${run}/verification/${encodeURIComponent(unit)}`;

export type AskToVerify = {
  readonly reason: string;
  /** The day by which the units answer; without it the usual number of working days. */
  readonly due?: string | undefined;
  readonly by: string;
  readonly day: Day;
};

/** Every unit of the run looks at its own provisional result; whoever is its liaison does it, or its head. */
export async function askToVerify(tx: Transaction, run: RunRow, asked: AskToVerify): Promise<void> {
  const { id, programme, period } = run;
  const { by, reason } = asked;
  const reckoned = workingDaysAfter(asked.day, workingDaysToVerify);
  const due = asked.due ?? reckoned.day;
  const isDueProvisional = asked.due === undefined && reckoned.isProvisional;
  await saveRound(tx, { run: id, due, isDueProvisional, by });
  const units = await listUnitsOf(tx, id);
  await recordAsks(tx, { kind: "verification", programme, subjects: units, by, reason });
  for (const unit of units)
    await addTodos(
      tx,
      (["liaison", "head"] as const).map((role) => ({
        key: `${todosOfUnit(id, unit)}${role}`,
        ...{ kind: "verify-result", params: { period }, for: { role, programme, unit }, due },
        path: pageOf(id, unit),
        minutes: minutesOf.verification,
        isOnRecord: true as const,
      })),
    );
}

/** The run went on, or back: nobody has to answer any more. Objections stay until they are answered. */
export const endVerification = (tx: Transaction, run: number, by: string): Promise<void> =>
  finishTodos(tx, todosOfRun(run), by);

export type Answering = {
  readonly run: number;
  readonly unit: string;
  readonly by: string;
  /** Signed on paper, and typed in here. */
  readonly paper?: Paper | undefined;
};

type NotNow = Refusal<"outside-scope" | "verification-over" | "paper-required">;
type Ready = { readonly unit: UnitOfRun; readonly round: RoundRow; readonly before: readonly ObjectionRow[] };

/** Whether a unit may be answered for, by whom, and now. The office answers for nobody; it types in what was signed. */
async function prepare(
  tx: Transaction,
  scope: Scope,
  { run, unit: id, paper }: Answering,
): Promise<Outcome<Ready, NotNow>> {
  const unit = await findUnitOfRun(tx, scope, run, id);
  if (unit === undefined) return refuse({ code: "outside-scope" });
  const release = await holdRelease(tx, run);
  const round = await findRound(tx, run);
  if (release !== "in-verification" || round === undefined) return refuse({ code: "verification-over" });
  if (isOffice(scope) && paper === undefined) return refuse({ code: "paper-required" });
  await lockUnit(tx, round.id, id);
  return ok({ unit, round, before: await listObjections(tx, scope, run, id) });
}

const isOpen = ({ answered_at }: ObjectionRow): boolean => answered_at === null;

/** 核对无误: everything is right, or has been answered. */
export async function confirmVerification(
  tx: Transaction,
  scope: Scope,
  answering: Answering,
): Promise<Outcome<null, NotNow | Refusal<"objections-open" | "verification-answered">>> {
  const ready = await prepare(tx, scope, answering);
  if (!ready.ok) return ready;
  const { round, before } = ready.value;
  const { run, unit, by, paper } = answering;
  const open = before.filter(isOpen).length;
  if (open > 0) return refuse({ code: "objections-open", params: { n: open } });
  if (!(await saveConfirmation(tx, { round: round.id, unit, by, paper })))
    return refuse({ code: "verification-answered" });
  await finishTodos(tx, todosOfUnit(run, unit), by);
  return ok(null);
}

/** Holds something against one indicator. Whoever has confirmed may still do so, as long as the verification lasts. */
export async function raiseObjection(
  tx: Transaction,
  scope: Scope,
  objection: Answering & { readonly indicator: string; readonly statement: string },
): Promise<Outcome<null, NotNow | Refusal<"indicator-not-listed" | "objection-open">>> {
  const ready = await prepare(tx, scope, objection);
  if (!ready.ok) return ready;
  const { unit, round, before } = ready.value;
  const { indicator, statement, run, by, paper } = objection;
  if (!unit.indicators.some(({ id }) => id === indicator))
    return refuse({ code: "indicator-not-listed", params: { indicator } });
  if (before.some((each) => each.indicator === indicator && isOpen(each))) return refuse({ code: "objection-open" });
  const { programme } = unit;
  const id = await saveObjection(tx, { round: round.id, programme, unit: unit.id, indicator, statement, by, paper });
  await finishTodos(tx, todosOfUnit(run, unit.id), by);
  await addTodos(tx, [
    {
      ...{ key: todoOfObjection(id), kind: "answer-objection", params: { period: unit.period } },
      ...{ for: { role: "organiser" }, path: pageOf(run, unit.id), minutes: 10 },
    },
  ]);
  return ok(null);
}

export type AnswerObjection = {
  readonly objection: number;
  readonly reason: string;
  /** Accepted by this fact; absent: not accepted. */
  readonly correction?: string | undefined;
  readonly by: string;
};

/** Accepted only by a correction that is there: what was promised and not done would be found by nobody. */
export async function answerObjection(
  tx: Transaction,
  scope: Scope,
  { objection: id, reason, correction: fact, by }: AnswerObjection,
): Promise<Outcome<ObjectionRow, Refusal<"outside-scope" | "objection-answered" | "correction-missing">>> {
  const found = await findObjection(tx, scope, id);
  if (found === undefined) return refuse({ code: "outside-scope" });
  if (!isOpen(found)) return refuse({ code: "objection-answered" });
  if (fact !== undefined && !(await figuresSince(tx, found, found.raised_at)).some((each) => each.fact === fact))
    return refuse({ code: "correction-missing" });
  if (!(await saveAnswer(tx, { objection: id, reason, fact, by }))) return refuse({ code: "objection-answered" });
  await finishTodos(tx, todoOfObjection(id), by);
  return ok(found);
}
