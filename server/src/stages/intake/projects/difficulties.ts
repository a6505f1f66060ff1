import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { alsoFor, wholeCity } from "../../../platform/scope.ts";
import { saveAct, saveDifficulty, saveDispatch } from "./act-store.ts";
import { isRunning } from "./gates.ts";
import { listDifficulties, listMilestones, lockProject, type ProjectRow } from "./project-store.ts";
import { type By, heldBy, outside, settled, type Tools } from "./projects.ts";
import { unitsIn } from "./reach.ts";
import { solved, tellSolver } from "./tell.ts";

const unknown = (things: readonly unknown[]) =>
  refuse({ code: "things-unknown", params: { things: things.slice(0, 5).join("、") } } as const);

export async function raiseDifficulty(
  tx: Transaction,
  actor: By,
  said: { readonly project: number; readonly what: string; readonly milestone?: number | undefined },
  tools: Tools,
): Promise<
  Outcome<
    { readonly row: ProjectRow; readonly difficulty: number },
    Refusal<"outside-scope" | "project-settled" | "things-unknown">
  >
> {
  const { project, what, milestone } = said;
  const row = await heldBy(tx, actor, { project, as: "keep-projects" }, tools);
  if (row === undefined) return outside();
  if (!isRunning(row.stage) || row.isProposed) return settled();
  const milestones = await listMilestones(tx, row, tools.clock.today());
  if (milestone !== undefined && !milestones.some(({ number }) => number === milestone)) return unknown([milestone]);
  const difficulty = await saveDifficulty(tx, { project, milestone, what, by: actor.id });
  return ok({ row, difficulty });
}

type Assigned = { readonly difficulty: number; readonly unit: string; readonly due: string };
export type Dispatch = {
  readonly programme: string;
  readonly day: string;
  readonly document: string;
  readonly assigned: readonly Assigned[];
};

async function projectOf(tx: Transaction, difficulty: number): Promise<number | undefined> {
  const { rows } = await sql<{ project: number }>`
    select project from project_difficulty_standing where id = ${difficulty} and not is_solved`.execute(tx);
  return rows[0]?.project;
}

/** A round: each difficulty gets a unit and a day; what an earlier round said stays on record beside it. */
export async function holdDispatch(
  tx: Transaction,
  actor: By,
  { programme, day, document, assigned }: Dispatch,
  tools: Tools,
): Promise<Outcome<number, Refusal<"outside-scope" | "things-unknown" | "day-to-come" | "days-out-of-order">>> {
  const reached = await unitsIn(tx, alsoFor(actor.scope, "decide-projects"), programme);
  if (reached.length === 0) return outside();
  if (day > tools.clock.today()) return refuse({ code: "day-to-come" });
  if (assigned.some(({ due }) => due < day)) return refuse({ code: "days-out-of-order" });
  const units = await unitsIn(tx, wholeCity, programme);
  const strange = assigned.filter(({ unit }) => !units.some(({ id }) => id === unit));
  if (strange.length > 0) return unknown(strange.map(({ unit }) => unit));
  const dispatch = await saveDispatch(tx, { programme, day, document, by: actor.id });
  for (const each of assigned.toSorted((a, b) => a.difficulty - b.difficulty)) {
    const project = await projectOf(tx, each.difficulty);
    const row = project && (await heldBy(tx, actor, { project, as: "decide-projects" }, tools));
    if (!row || row.programme !== programme || !isRunning(row.stage)) return unknown([each.difficulty]);
    const { difficulty, unit, due } = each;
    await saveAct(tx, { project: row.project, act: "assigned", difficulty, dispatch, unit, day: due, by: actor.id });
    await tellSolver(tx, row, each, actor.id);
  }
  return ok(dispatch);
}

/** By the unit that has to solve it, or by the project's own, which had raised it. */
export async function solveDifficulty(
  tx: Transaction,
  actor: By,
  { difficulty, reason }: { readonly difficulty: number; readonly reason: string },
  tools: Tools,
): Promise<Outcome<ProjectRow, Refusal<"outside-scope" | "difficulty-settled">>> {
  const { rows } = await sql<{ project: number }>`
    select project from project_difficulty where id = ${difficulty}`.execute(tx);
  const reader = { scope: alsoFor(actor.scope, "keep-projects"), today: tools.clock.today() };
  const [which] = rows;
  const row = which && (await lockProject(tx, reader, which.project));
  const one = row && (await listDifficulties(tx, reader, row.project)).find((each) => each.difficulty === difficulty);
  if (row === undefined || one === undefined) return outside();
  if (one.isSolved) return refuse({ code: "difficulty-settled" });
  if (!one.maySolve) return outside();
  await saveAct(tx, { project: row.project, act: "solved", difficulty, reason, by: actor.id });
  await solved(tx, difficulty, actor.id);
  return ok(row);
}
