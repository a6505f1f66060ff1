import { type Outcome, ok, type ProblemCode, type ProjectPlan, type Refusal, refuse } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { saveAct, savePlan, saveProject } from "./act-store.ts";
import { readChoices } from "./choice-store.ts";
import { askFeed, openFeed } from "./feed.ts";
import { gates, isRunning, missingOf } from "./gates.ts";
import { listMilestones, listStageEvidence, lockProject, openDifficulties, type ProjectRow } from "./project-store.ts";
import { unitsIn } from "./reach.ts";
import { decided, reported, solved, tellDecider, tellOwner } from "./tell.ts";

export type By = Pick<Actor, "id" | "scope">;
export type Tools = { readonly clock: Pick<Clock, "today" | "now"> };
type Acted<R extends ProblemCode = "outside-scope"> = Promise<
  Outcome<ProjectRow, Refusal<"outside-scope" | "project-settled" | R>>
>;

export const outside = () => refuse({ code: "outside-scope" } satisfies Refusal);
export const settled = () => refuse({ code: "project-settled" } satisfies Refusal);

/** The project that whoever acts keeps, or decides on, held until the end of the transaction. */
export async function heldBy(
  tx: Transaction,
  { scope }: By,
  which: { readonly project: number; readonly as: "keep-projects" | "decide-projects" },
  { clock }: Tools,
): Promise<ProjectRow | undefined> {
  const row = await lockProject(tx, { scope: alsoFor(scope, which.as), today: clock.today() }, which.project);
  return (which.as === "keep-projects" ? row?.mayKeep : row?.mayDecide) ? row : undefined;
}

type Unfit = Refusal<"things-unknown" | "days-out-of-order">;

/** Who and what a plan names exists, and its milestones lie between its days. */
async function unfitPlan(
  tx: Transaction,
  whose: { readonly programme: string; readonly unit: string },
  { official, cooperating, goal, starts, ends, milestones }: ProjectPlan,
): Promise<Unfit | undefined> {
  const { people, goals, units } = await readChoices(tx, whose);
  const unknown = [
    ...(people.some(({ id }) => id === official) ? [] : [official]),
    ...cooperating.filter((each) => !units.some(({ id }) => id === each)),
    ...(goal && !goals.some((each) => each.goal === goal.goal && each.cycle === goal.cycle) ? [goal.goal] : []),
  ];
  if (unknown.length > 0) return { code: "things-unknown", params: { things: unknown.slice(0, 5).join("、") } };
  const isOutside = ({ planned }: { readonly planned: string }) => planned < starts || planned > ends;
  return milestones.some(isOutside) ? { code: "days-out-of-order" } : undefined;
}

export async function enterProject(
  tx: Transaction,
  { id: by, scope }: By,
  said: { readonly programme: string; readonly unit: string; readonly plan: ProjectPlan },
): Promise<Outcome<number, Refusal<"outside-scope"> | Unfit>> {
  const { programme, unit, plan } = said;
  const own = await unitsIn(tx, alsoFor(scope, "keep-projects"), programme);
  if (!own.some(({ id }) => id === unit)) return outside();
  const unfit = await unfitPlan(tx, said, plan);
  if (unfit !== undefined) return refuse(unfit);
  const project = await saveProject(tx, { programme, unit, by });
  await savePlan(tx, project, 1, plan, by);
  return ok(project);
}

/** Another plan, as long as the project is argued and nobody has been asked to approve it. */
export async function planProject(
  tx: Transaction,
  actor: By,
  { project, plan }: { readonly project: number; readonly plan: ProjectPlan },
  tools: Tools,
): Promise<Outcome<ProjectRow, Refusal<"outside-scope" | "project-settled"> | Unfit>> {
  const row = await heldBy(tx, actor, { project, as: "keep-projects" }, tools);
  if (row === undefined) return outside();
  if (row.stage !== "arguing" || row.isProposed) return settled();
  const unfit = await unfitPlan(tx, { programme: row.programme, unit: row.unit.id }, plan);
  if (unfit !== undefined) return refuse(unfit);
  const version = row.version + 1;
  await savePlan(tx, project, version, plan, actor.id);
  return ok({ ...row, version });
}

type Unmet = "project-evidence-missing" | "project-milestones-open" | "project-difficulties-open";

/** What is missing, as a refusal that names it. */
async function unmet(tx: Transaction, row: ProjectRow, today: string): Promise<Refusal<Unmet> | undefined> {
  const open = (await listMilestones(tx, row, today)).filter(({ done }) => done === null);
  const evidence = (await listStageEvidence(tx, row)).length;
  const { stage, difficulties } = row;
  const [missing] = missingOf({ stage, evidence, openMilestones: open.length, openDifficulties: difficulties });
  if (missing === "milestones") {
    const names = open.slice(0, 5).map(({ name }) => name);
    return { code: "project-milestones-open", params: { n: open.length, milestones: names.join("、") } };
  }
  if (missing === "difficulties") return { code: "project-difficulties-open", params: { n: difficulties } };
  return missing === "evidence" ? { code: "project-evidence-missing" } : undefined;
}

/** The owner's step towards the next stage: where nobody decides on it, it is taken. */
export async function proposeProject(
  tx: Transaction,
  actor: By,
  { project, reason }: { readonly project: number; readonly reason: string },
  tools: Tools,
): Acted<Unmet> {
  const today = tools.clock.today();
  const row = await heldBy(tx, actor, { project, as: "keep-projects" }, tools);
  if (row === undefined) return outside();
  const gate = gates[row.stage];
  if (gate === undefined || row.isProposed) return settled();
  const wrong = await unmet(tx, row, today);
  if (wrong !== undefined) return refuse(wrong);
  const act = gate.isDecided ? "proposed" : "begun";
  await saveAct(tx, { project, act, stage: gate.to, reason, by: actor.id });
  if (gate.isDecided) await tellDecider(tx, row, "decide-project");
  else await tellOwner(tx, { ...row, stage: gate.to }, today);
  return ok(row);
}

/** Nobody decides on what they have proposed themselves, with whatever account. */
async function proposed(tx: Transaction, actor: By, project: number, tools: Tools): Acted<"same-person"> {
  const row = await heldBy(tx, actor, { project, as: "decide-projects" }, tools);
  if (row === undefined) return outside();
  if (!row.isProposed) return settled();
  return (await isSamePerson(tx, row.proposedBy ?? "", actor.id)) ? refuse({ code: "same-person" }) : ok(row);
}

export async function passProject(
  tx: Transaction,
  actor: By,
  { project, document }: { readonly project: number; readonly document?: string | undefined },
  tools: Tools,
): Acted<"same-person" | "project-document-missing"> {
  const found = await proposed(tx, actor, project, tools);
  if (!found.ok) return found;
  const row = found.value;
  const gate = gates[row.stage];
  if (gate === undefined) return settled();
  if (gate.needsDocument && document === undefined) return refuse({ code: "project-document-missing" });
  await saveAct(tx, { project, act: "passed", stage: gate.to, document, by: actor.id });
  await decided(tx, project, "decide-project", actor.id);
  if (gate.to === "approved") await openFeed(tx, row.programme, actor.id, tools.clock);
  await askFeed(tx, row.programme, actor.id);
  return ok(row);
}

export async function returnProject(
  tx: Transaction,
  actor: By,
  { project, reason }: { readonly project: number; readonly reason: string },
  tools: Tools,
): Acted<"same-person"> {
  const found = await proposed(tx, actor, project, tools);
  if (!found.ok) return found;
  const gate = gates[found.value.stage];
  if (gate === undefined) return settled();
  await saveAct(tx, { project, act: "returned", stage: gate.to, reason, by: actor.id });
  await decided(tx, project, "decide-project", actor.id);
  return found;
}

export async function stopProject(
  tx: Transaction,
  actor: By,
  { project, reason, document }: { readonly project: number; readonly reason: string; readonly document: string },
  tools: Tools,
): Acted {
  const row = await heldBy(tx, actor, { project, as: "decide-projects" }, tools);
  if (row === undefined) return outside();
  if (row.stage !== "arguing" && !isRunning(row.stage)) return settled();
  await saveAct(tx, { project, act: "stopped", stage: "stopped", reason, document, by: actor.id });
  await decided(tx, project, "decide-project", actor.id);
  await reported(tx, project, actor.id);
  for (const { number } of await listMilestones(tx, row, tools.clock.today()))
    await decided(tx, project, "decide-delay", actor.id, number);
  for (const difficulty of await openDifficulties(tx, project)) await solved(tx, difficulty, actor.id);
  await askFeed(tx, row.programme, actor.id);
  return ok(row);
}
