import { type Outcome, ok, type ProblemCode, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { dropDeedsOf } from "../deeds/project-deeds.ts";
import { saveAct } from "./act-store.ts";
import { askFeed } from "./feed.ts";
import { listMilestones, type ProjectRow } from "./project-store.ts";
import { type By, heldBy, outside, settled, type Tools } from "./projects.ts";
import { decided, reported, tellDecider, tellOwner } from "./tell.ts";

type Which = { readonly project: number; readonly milestone: number };
type Milestone = Awaited<ReturnType<typeof listMilestones>>[number];
type Found = { readonly row: ProjectRow; readonly one: Milestone };
type Acted<R extends ProblemCode = "outside-scope"> = Promise<
  Outcome<ProjectRow, Refusal<"outside-scope" | "project-settled" | "milestone-settled" | R>>
>;

/** A milestone of a project that is under way. */
async function found(
  tx: Transaction,
  actor: By,
  { project, milestone }: Which,
  { as, tools }: { readonly as: "keep-projects" | "decide-projects"; readonly tools: Tools },
): Promise<Outcome<Found, Refusal<"outside-scope" | "project-settled">>> {
  const row = await heldBy(tx, actor, { project, as }, tools);
  if (row === undefined) return outside();
  const one = (await listMilestones(tx, row, tools.clock.today())).find(({ number }) => number === milestone);
  if (one === undefined) return outside();
  return row.stage === "under-way" && !row.isProposed ? ok({ row, one }) : settled();
}

const milestoneSettled = () => refuse({ code: "milestone-settled" } as const);

export async function reportMilestone(
  tx: Transaction,
  actor: By,
  { day, ...which }: Which & { readonly day: string },
  tools: Tools,
): Acted<"day-to-come" | "project-evidence-missing"> {
  const { project, milestone } = which;
  const here = await found(tx, actor, which, { as: "keep-projects", tools });
  if (!here.ok) return here;
  const { row, one } = here.value;
  if (one.done !== null) return milestoneSettled();
  if (day > tools.clock.today()) return refuse({ code: "day-to-come" });
  if (one.evidence.length === 0) return refuse({ code: "project-evidence-missing" });
  await saveAct(tx, { project, act: "done", milestone, day, by: actor.id });
  await reported(tx, project, actor.id, milestone);
  await tellOwner(tx, row, tools.clock.today());
  await askFeed(tx, row.programme, actor.id);
  return ok(row);
}

/** What was reported was not so, or does not show it: the milestone is open again, and asked for again. */
export async function giveMilestoneBack(
  tx: Transaction,
  actor: By,
  { reason, ...which }: Which & { readonly reason: string },
  tools: Tools,
): Acted<"same-person"> {
  const { project, milestone } = which;
  const here = await found(tx, actor, which, { as: "decide-projects", tools });
  if (!here.ok) return here;
  const { row, one } = here.value;
  if (one.done === null) return milestoneSettled();
  if (await isSamePerson(tx, one.doneBy ?? "", actor.id)) return refuse({ code: "same-person" });
  await saveAct(tx, { project, act: "given-back", milestone, reason, by: actor.id });
  await dropDeedsOf(tx, { project, milestone, reason }, actor.id, tools.clock.today());
  await tellOwner(tx, row, tools.clock.today());
  await askFeed(tx, row.programme, actor.id);
  return ok(row);
}

export async function askDelay(
  tx: Transaction,
  actor: By,
  said: Which & { readonly day: string; readonly cause: string; readonly reason: string },
  tools: Tools,
): Acted<"days-out-of-order"> {
  const { project, milestone, day, cause, reason } = said;
  const here = await found(tx, actor, said, { as: "keep-projects", tools });
  if (!here.ok) return here;
  const { row, one } = here.value;
  if (one.done !== null || one.delay !== null) return milestoneSettled();
  if (day <= one.agreed) return refuse({ code: "days-out-of-order" });
  await saveAct(tx, { project, act: "delay-asked", milestone, day, cause, reason, by: actor.id });
  await tellDecider(tx, row, "decide-delay", milestone);
  return ok(row);
}

/** `reason`: why it is refused; without one it is agreed to. The first planned day stays where it stands. */
export async function decideDelay(
  tx: Transaction,
  actor: By,
  { reason, ...which }: Which & { readonly reason?: string | undefined },
  tools: Tools,
): Acted<"same-person"> {
  const { project, milestone } = which;
  const here = await found(tx, actor, which, { as: "decide-projects", tools });
  if (!here.ok) return here;
  const { row, one } = here.value;
  if (one.delay === null || one.done !== null) return milestoneSettled();
  if (await isSamePerson(tx, one.delayBy ?? "", actor.id)) return refuse({ code: "same-person" });
  const { day } = one.delay;
  const decision =
    reason === undefined ? { act: "delay-agreed" as const, day } : { act: "delay-refused" as const, reason };
  await saveAct(tx, { project, milestone, by: actor.id, ...decision });
  await decided(tx, project, "decide-delay", actor.id, milestone);
  if (reason !== undefined) return ok(row);
  await reported(tx, project, actor.id, milestone);
  await tellOwner(tx, row, tools.clock.today());
  await askFeed(tx, row.programme, actor.id);
  return ok(row);
}
