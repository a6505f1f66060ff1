import { type Objection, ok, refuse, routes, type UnitVerification, type VerificationRound } from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { isOffice } from "../../platform/scope.ts";
import { countOpen, figuresSince, listObjections, newestFigures, type ObjectionRow } from "./objection-store.ts";
import { runPageOf } from "./run-page.ts";
import { finishedRun } from "./standing-store.ts";
import type { RunRow } from "./store.ts";
import { findUnitOfRun, type UnitOfRun } from "./unit-of-run.ts";
import { answerObjection, confirmVerification, raiseObjection } from "./verification.ts";
import { countAnswers, findConfirmation, findRound, listUnitLines, type RoundRow } from "./verification-store.ts";

const roundOf = (round: RoundRow | undefined, { release }: RunRow): z.input<typeof VerificationRound> | null =>
  round === undefined
    ? null
    : {
        ...{ due: round.due, isDueProvisional: round.due_provisional, openedAt: round.opened_at.toISOString() },
        isOpen: release === "in-verification",
      };

const paperOf = ({
  paper_day: on,
  paper_by: by,
}: {
  readonly paper_day: string | null;
  readonly paper_by: string | null;
}) => (on === null || by === null ? null : { on, by });

async function objectionOf(
  tx: Transaction,
  actor: Actor,
  unit: UnitOfRun,
  row: ObjectionRow,
): Promise<z.input<typeof Objection>> {
  const { id, indicator, raised_at, answered_at, is_accepted, reason, fact } = row;
  const isAnswered = answered_at !== null && is_accepted !== null && reason !== null;
  const mayBeAccepted = isOffice(actor.scope) && !isAnswered;
  const facts = await newestFigures(tx, row);
  const since = mayBeAccepted ? await figuresSince(tx, row, raised_at) : [];
  return {
    objection: id,
    indicator: {
      id: indicator,
      name: unit.indicators.find((each) => each.id === indicator)?.name ?? { "zh-CN": indicator, en: indicator },
    },
    ...{ statement: row.statement, by: row.by_name, at: raised_at.toISOString(), paper: paperOf(row) },
    facts: facts.map(({ fact: each, kind, period, value }) => ({ fact: each, kind, period: period ?? "", value })),
    answer: isAnswered ? { isAccepted: is_accepted, reason, fact, at: answered_at.toISOString() } : null,
    corrections: since.map(({ fact: each, kind, period, value, at }) => ({
      fact: each,
      kind,
      period,
      value,
      at: at.toISOString(),
    })),
  };
}

async function unitPage(tx: Transaction, actor: Actor, unit: UnitOfRun): Promise<z.input<typeof UnitVerification>> {
  const round = await findRound(tx, unit.run.id);
  const confirmation = round && (await findConfirmation(tx, round.id, unit.id));
  const rows = await listObjections(tx, actor.scope, unit.run.id, unit.id);
  const objections: z.input<typeof Objection>[] = [];
  for (const row of rows) objections.push(await objectionOf(tx, actor, unit, row));
  const isObjected = objections.some(({ answer }) => answer === null);
  const settled = confirmation === undefined ? (objections.length > 0 ? "settled" : "waiting") : "confirmed";
  return {
    run: runPageOf(unit.run),
    unit: { id: unit.id, type: "unit", name: unit.name },
    round: roundOf(round, unit.run),
    answer: isObjected ? "objected" : settled,
    confirmation:
      confirmation === undefined
        ? null
        : { by: confirmation.by_name, at: confirmation.confirmed_at.toISOString(), paper: paperOf(confirmation) },
    indicators: [...unit.indicators],
    objections,
  };
}

/** The unit's side and the office's side of a verification. */
export const verificationRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.readVerification, async (tx, { actor, input }) => {
    const finished = await finishedRun(tx, actor.scope, input.params.run);
    if (!finished.ok) return finished;
    const { run } = finished.value;
    const round = await findRound(tx, run.id);
    const { answer, cursor, limit } = input.query;
    const after = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
    const asked = { run: run.id, round: round?.id, answer, after, limit: limit + 1 };
    const lines = await listUnitLines(tx, actor.scope, asked);
    const shown = lines.slice(0, limit);
    const open = await countOpen(tx, run);
    return ok({
      value: {
        run: runPageOf(run),
        round: roundOf(round, run),
        counts: await countAnswers(tx, actor.scope, run.id, round?.id),
        ...{ open: open.here, openInOtherRuns: open.elsewhere },
        units: shown.map(({ id, name, answer: given, at, is_on_paper: isOnPaper, objections, open: unanswered }) => ({
          ...{ unit: { id, type: "unit" as const, name }, answer: given, at: at?.toISOString() ?? null },
          ...{ isOnPaper, objections, open: unanswered },
        })),
        next: lines.length > limit ? String(shown.at(-1)?.place ?? "") : null,
      },
    });
  }),
  handle<Actor>()(routes.readUnitVerification, async (tx, { actor, input }) => {
    const finished = await finishedRun(tx, actor.scope, input.params.run);
    if (!finished.ok) return finished;
    const unit = await findUnitOfRun(tx, actor.scope, input.params.run, input.params.subject);
    return unit === undefined ? refuse({ code: "outside-scope" }) : ok({ value: await unitPage(tx, actor, unit) });
  }),
  handle<Actor>()(routes.confirmVerification, async (tx, { actor, input }) => {
    const { run, subject } = input.params;
    const done = await confirmVerification(tx, actor.scope, { run, unit: subject, ...input.body, by: actor.id });
    return done.ok ? answered(tx, actor, run, subject) : done;
  }),
  handle<Actor>()(routes.raiseObjection, async (tx, { actor, input }) => {
    const { run, subject } = input.params;
    const done = await raiseObjection(tx, actor.scope, { run, unit: subject, ...input.body, by: actor.id });
    return done.ok ? answered(tx, actor, run, subject) : done;
  }),
  handle<Actor>()(routes.answerObjection, async (tx, { actor, input }) => {
    const done = await answerObjection(tx, actor.scope, { ...input.params, ...input.body, by: actor.id });
    return done.ok ? answered(tx, actor, done.value.run, done.value.unit) : done;
  }),
];

async function answered(tx: Transaction, actor: Actor, run: number, id: string) {
  const unit = await findUnitOfRun(tx, actor.scope, run, id);
  return unit === undefined
    ? refuse({ code: "outside-scope" } as const)
    : ok({ value: await unitPage(tx, actor, unit), trail: { run, subject: id } });
}
