import { may, type OutputOf, ok, refuse, routes, type Warning } from "@biaochi/contract";
import type { z } from "zod";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { programmeInReach } from "../../schemes/library/store.ts";
import { isProgrammeInScope } from "../lists/target-store.ts";
import { answerWarning, isAnswerable } from "./answer.ts";
import { courseOf } from "./course.ts";
import { countWarnings, findWarning, listWarningRows, looked, type ShownRow, stepsOf } from "./page-store.ts";
import { recordByRule } from "./record-store.ts";
import { remediesOf } from "./remedy-store.ts";
import { runningPeriods, schemeOn } from "./scheme-on.ts";
import { listThresholds, saveThresholds } from "./threshold-store.ts";
import { lockWarnings } from "./warning-store.ts";
import { unforeseen } from "./watched.ts";

function shown(row: ShownRow): z.input<typeof Warning> {
  const { id, rule, kind, period, state, basis, lookedOn, warnedOn, due, remedies, isReplayed, outcome } = row;
  const unit = { id: row.subject, type: "unit" as const, name: row.unitName };
  return {
    warning: id,
    unit,
    rule,
    kind,
    period,
    state,
    basis,
    lookedOn,
    warnedOn,
    due,
    remedies,
    isReplayed,
    outcome,
  };
}

export type WarningOptions = {
  readonly clock: Clock;
  /** Something by which warnings are judged has changed. */
  readonly onChanged: () => void;
};

export const warningRoutes = ({ clock, onChanged }: WarningOptions): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.listWarnings, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await isProgrammeInScope(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const { state, kind, period, unit, answer, cursor, limit } = input.query;
    const { lookedOn, periods: known } = await looked(tx, actor.scope, programme);
    const periods = period === undefined ? runningPeriods(clock.today()) : [period];
    const after = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
    const found = await listWarningRows(tx, actor.scope, {
      ...{ programme, periods, kind, unit, isDue: answer === "due", after, limit: limit + 1 },
      states: state === undefined ? ["red", "yellow"] : [state],
    });
    const value: OutputOf<(typeof routes)["listWarnings"]> = {
      ...{ lookedOn, periods: known, ...(await countWarnings(tx, actor.scope, { programme, periods })) },
      warnings: found.slice(0, limit).map(shown),
      next: found.length > limit ? String(after + limit) : null,
    };
    return ok({ value });
  }),
  handle<Actor>()(routes.readWarning, async (tx, { actor, input }) => {
    const row = await findWarning(tx, actor.scope, input.params);
    if (row === undefined) return refuse({ code: "outside-scope" });
    const remedies = await remediesOf(tx, actor.scope, input.params);
    const steps = await stepsOf(tx, actor.scope, input.params);
    const mayAnswer = may("answer-warning", actor.held) && isAnswerable(row, clock.today());
    return ok({ value: { ...shown(row), remedies, course: courseOf(row.basis), steps, mayAnswer } });
  }),
  handle<Actor>()(routes.answerWarning, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const answered = await answerWarning(tx, actor, { ...input.params, ...input.body }, clock.today());
    if (!answered.ok) return answered;
    return ok({ value: { warning: answered.value }, trail: { programme, thing: `warning:${answered.value}` } });
  }),
  handle<Actor>()(routes.readWarningRecord, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
    const on = await schemeOn(tx, programme, clock.today());
    return ok({
      value: {
        rows: await recordByRule(tx, actor.scope, programme),
        thresholds: await listThresholds(tx, actor.scope, programme),
        unforeseen: on === undefined ? [] : unforeseen(on.scheme).map(({ id, name }) => ({ id, name })),
        maySet: may("set-warnings", actor.held),
      },
    });
  }),
  handle<Actor>()(routes.setWarningThresholds, async (tx, { actor, input, reply }) => {
    const { programme } = input.params;
    const { thresholds, reason } = input.body;
    if ((await programmeInReach(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
    const { targetYellow: yellow, targetRed: red } = thresholds;
    if (red < yellow) return refuse({ code: "warning-thresholds", params: { yellow, red } });
    await lockWarnings(tx, programme);
    const version = await saveThresholds(tx, { programme, thresholds, reason, by: actor.id });
    reply.raw.once("close", onChanged);
    return ok({ value: { version }, trail: { programme, thing: `warning-thresholds:${version}` } });
  }),
];
