import { mostDeeds, type NewDeed, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { isSamePerson } from "../../registry/rulebooks/red-line-store.ts";
import { holdProject } from "../projects/project-store.ts";
import {
  countOfQuarter,
  type DeedRow,
  type DeedToSave,
  findMatter,
  listPeople,
  lockDeed,
  lockOfficial,
  type Reader,
  saveAct,
  saveDeed,
} from "./deed-store.ts";
import { listProposals, readChoices } from "./link-store.ts";
import { findEvent } from "./project-deeds.ts";
import { whoDecides } from "./reach.ts";
import { settleTodo, tellConfirmer } from "./tell.ts";

/** What may be done with a deed, by where it stands. What is not here cannot happen. */
const acts: Readonly<Record<DeedRow["state"], readonly ("confirmed" | "returned" | "withdrawn")[]>> = {
  own: ["confirmed", "returned", "withdrawn"],
  confirmed: ["returned"],
  returned: ["withdrawn"],
  withdrawn: [],
};
export const mayBecome = ({ state }: Pick<DeedRow, "state">, act: "confirmed" | "returned" | "withdrawn"): boolean =>
  acts[state].includes(act);

const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

type Unfit = Refusal<
  | "outside-scope"
  | "day-to-come"
  | "deed-limit"
  | "deed-link-unknown"
  | "deed-proposal-gone"
  | "deed-matter-counted"
  | "deed-matter-taken"
>;
type Whose = { readonly programme: string; readonly official: string };
type Wanted = Whose & NewDeed;

/** One event counts once: it is refused, and shown where it stands. */
async function twice(tx: Transaction, whose: Whose, matter: string | undefined): Promise<Unfit | undefined> {
  if (matter === undefined) return undefined;
  const { counted, deed } = await findMatter(tx, whose, matter);
  if (counted !== null)
    return {
      code: "deed-matter-counted",
      params: { matter, where: counted.what ?? counted.type, day: counted.day, fact: counted.fact },
    };
  return deed === null ? undefined : { code: "deed-matter-taken", params: { matter, deed: deed.id, day: deed.day } };
}

/** Links lead to what the official has: an own task, an indicator of the library, a mission that they are on. */
async function foreignLink(tx: Transaction, reader: Reader, wanted: Wanted): Promise<Unfit | undefined> {
  const { programme, official, day, task, indicator, mission } = wanted;
  if (task === undefined && indicator === undefined && mission === undefined) return undefined;
  const year = Number(task?.cycle ?? day.slice(0, 4));
  const { tasks, indicators, missions } = await readChoices(tx, reader, { programme, official, year });
  const unknown = [
    ...(task && !tasks.some(({ goal }) => goal === task.goal) ? [task.goal] : []),
    ...(indicator !== undefined && !indicators.some(({ id }) => id === indicator) ? [indicator] : []),
    ...(mission !== undefined && !missions.some((each) => each.mission === mission) ? [String(mission)] : []),
  ];
  const [link] = unknown;
  return link === undefined ? undefined : { code: "deed-link-unknown", params: { link } };
}

/** The figure that a deed is taken from, as it was proposed. */
async function proposedBy(tx: Transaction, reader: Reader, wanted: Wanted, fact: string) {
  const { programme, official, day } = wanted;
  const asked = { programme, official, year: Number(day.slice(0, 4)) };
  const proposal = (await listProposals(tx, reader, asked)).find(({ figure }) => figure.fact === fact);
  return proposal === undefined ? refuse({ code: "deed-proposal-gone" } satisfies Unfit) : ok(proposal);
}

type Source = Pick<DeedToSave, "origin" | "day" | "task" | "indicator" | "matter" | "figure" | "project">;

/** Where a deed comes from: somebody's own words, a figure, or what a project has come to, which has its own day and key. */
async function sourceOf(
  tx: Transaction,
  reader: Reader,
  wanted: Wanted,
  origin: "official" | "leader",
): Promise<Outcome<Source, Unfit>> {
  const { day, task, indicator, matter, fact, project } = wanted;
  const own = { origin, day, task, indicator, matter } as const;
  if (fact !== undefined && project !== undefined)
    return refuse({ code: "deed-link-unknown", params: { link: `${fact}, ${project.project}` } });
  if (fact !== undefined) {
    const proposed = await proposedBy(tx, reader, wanted, fact);
    if (!proposed.ok) return proposed;
    const { figure, task: proposedTask } = proposed.value;
    const { indicator: measured, period } = figure;
    return ok({ ...own, origin: "facts", task: proposedTask, indicator: measured, figure: { fact, period } });
  }
  if (project === undefined) return ok(own);
  const event = await findEvent(tx, reader, wanted, project);
  if (event === undefined) return refuse({ code: "deed-proposal-gone" });
  const from = { project: project.project, milestone: project.milestone ?? null };
  const { day: on, matter: key, task: goal } = event;
  return ok({ ...own, origin: "project", day: on, matter: key, task: goal ?? task, project: from });
}

async function enter(
  tx: Transaction,
  actor: Actor,
  wanted: Wanted,
  { origin, today }: { readonly origin: "official" | "leader"; readonly today: string },
): Promise<Outcome<number, Unfit>> {
  const { programme, official, what, part, mission } = wanted;
  const reader: Reader = { scope: actor.scope, today };
  if (wanted.day > today) return refuse({ code: "day-to-come" });
  // Before the official, as whoever gives a milestone back does it.
  if (wanted.project !== undefined) await holdProject(tx, wanted.project.project);
  await lockOfficial(tx, wanted);
  const source = await sourceOf(tx, reader, wanted, origin);
  if (!source.ok) return source;
  const { day, matter } = source.value;
  const wrong = (await twice(tx, wanted, matter)) ?? (await foreignLink(tx, reader, wanted));
  if (wrong !== undefined) return refuse(wrong);
  if ((await countOfQuarter(tx, wanted, day)) >= mostDeeds)
    return refuse({ code: "deed-limit", params: { quarter: quarterOf(day), most: mostDeeds } });
  return ok(await saveDeed(tx, { programme, official, what, part, mission, by: actor.id, ...source.value }));
}

export async function enterOwnDeed(
  tx: Transaction,
  actor: Actor,
  wanted: Wanted,
  today: string,
): Promise<Outcome<number, Unfit>> {
  if (wanted.official === "") return refuse({ code: "outside-scope" });
  const entered = await enter(tx, actor, wanted, { origin: "official", today });
  if (entered.ok) await tellConfirmer(tx, wanted, today);
  return entered;
}

/** A leader's entry; the head's word confirms it at once, what a deputy enters waits for the head. */
export async function enterDeed(
  tx: Transaction,
  actor: Actor,
  wanted: Wanted,
  today: string,
): Promise<Outcome<number, Unfit>> {
  const reader: Reader = { scope: actor.scope, today };
  const { programme, official } = wanted;
  const isOwn = actor.account?.programme === programme && actor.account.self?.id === official;
  if (isOwn || !(await listPeople(tx, reader, programme)).some(({ id }) => id === official))
    return refuse({ code: "outside-scope" });
  const entered = await enter(tx, actor, wanted, { origin: "leader", today });
  if (!entered.ok) return entered;
  const heads: Reader = { scope: whoDecides(alsoFor(actor.scope, "decide-deed")), today };
  const isConfirmed = (await listPeople(tx, heads, programme)).some(({ id }) => id === official);
  if (isConfirmed) await saveAct(tx, { deed: entered.value, act: "confirmed", by: actor.id });
  else await tellConfirmer(tx, wanted, today);
  return entered;
}

type Settled = Refusal<"outside-scope" | "deed-settled">;

export async function withdrawDeed(
  tx: Transaction,
  actor: Actor,
  deed: number,
  today: string,
): Promise<Outcome<DeedRow, Settled>> {
  const row = await lockDeed(tx, { scope: actor.scope, today }, deed);
  if (row === undefined) return refuse({ code: "outside-scope" });
  if (!mayBecome(row, "withdrawn")) return refuse({ code: "deed-settled" });
  await saveAct(tx, { deed, act: "withdrawn", by: actor.id });
  await settleTodo(tx, { programme: row.programme, official: row.official.id }, actor.id, today);
  return ok(row);
}

/** Nobody confirms what they have done themselves, with whatever account. */
export async function decideDeed(
  tx: Transaction,
  actor: Actor,
  decision: { readonly deed: number; readonly act: "confirmed" | "returned"; readonly reason?: string },
  today: string,
): Promise<Outcome<DeedRow, Settled | Refusal<"same-person">>> {
  const row = await lockDeed(tx, { scope: actor.scope, today }, decision.deed);
  if (row === undefined) return refuse({ code: "outside-scope" });
  const isOwn = actor.account?.programme === row.programme && actor.account.self?.id === row.official.id;
  if (isOwn || (row.origin === "official" && (await isSamePerson(tx, row.entered.by.id, actor.id))))
    return refuse({ code: "same-person" });
  if (!mayBecome(row, decision.act)) return refuse({ code: "deed-settled" });
  await saveAct(tx, { ...decision, by: actor.id });
  await settleTodo(tx, { programme: row.programme, official: row.official.id }, actor.id, today);
  return ok(row);
}
