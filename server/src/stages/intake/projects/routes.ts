import { ok, routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { bytesOf } from "../../../platform/files.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { alsoFor, programmeInScope, wholeCity } from "../../../platform/scope.ts";
import { readChoices } from "./choice-store.ts";
import { holdDispatch, raiseDifficulty, solveDifficulty } from "./difficulties.ts";
import { attachEvidence, readEvidence } from "./evidence.ts";
import { askDelay, decideDelay, giveMilestoneBack, reportMilestone } from "./milestones.ts";
import { findProject, listOpen, listProjectRows, type ProjectRow, type Reader, withLight } from "./project-store.ts";
import {
  enterProject,
  outside,
  passProject,
  planProject,
  proposeProject,
  returnProject,
  stopProject,
} from "./projects.ts";
import { unitsIn } from "./reach.ts";
import { seenProject } from "./view.ts";

async function isReached(tx: Transaction, { scope }: Actor, programme: string): Promise<boolean> {
  const { rows } =
    await sql`select from programme p where p.id = ${programme} and ${programmeInScope(scope, "p.id")}`.execute(tx);
  return rows.length > 0;
}

const distinct = <T>(all: readonly T[], keyOf: (one: T) => string): T[] => [
  ...new Map(all.map((each) => [keyOf(each), each])).values(),
];

const trailOf = (row: ProjectRow) => ({
  programme: row.programme,
  subject: row.unit.id,
  thing: `project:${row.project}`,
});
const acted = (row: ProjectRow) => ok({ value: { project: row.project }, trail: trailOf(row) });

export type ProjectDoors = {
  readonly clock: Clock;
  /** Records of projects are to be read anew. */
  readonly onFeed: () => void;
};

export const projectRoutes = (doors: ProjectDoors): readonly MountedRoute<Actor>[] => [
  ...readingRoutes(doors),
  ...gateRoutes(doors),
  ...milestoneRoutes(doors),
  ...difficultyRoutes(doors),
];

function readingRoutes({ clock }: ProjectDoors): readonly MountedRoute<Actor>[] {
  const readerOf = ({ scope }: Actor): Reader => ({ scope, today: clock.today() });
  return [
    handle<Actor>()(routes.listProjects, async (tx, { actor, input }) => {
      const { programme } = input.params;
      if (!(await isReached(tx, actor, programme))) return outside();
      const all = await listProjectRows(tx, readerOf(actor), { programme });
      const rows = await listProjectRows(tx, readerOf(actor), { programme, ...input.query });
      const deciding = await unitsIn(tx, alsoFor(actor.scope, "decide-projects"), programme);
      const value = {
        projects: rows.map((row) => withLight(row, clock.today())),
        units: distinct(
          all.map(({ unit }) => unit),
          ({ id }) => id,
        ),
        goals: distinct(
          all.flatMap(({ goal }) => goal ?? []),
          ({ cycle, goal }) => `${cycle} ${goal}`,
        ),
        own: [...(await unitsIn(tx, alsoFor(actor.scope, "keep-projects"), programme))],
        open: await listOpen(
          tx,
          all.filter(({ mayDecide }) => mayDecide),
        ),
        solvers: deciding.length > 0 ? [...(await unitsIn(tx, wholeCity, programme))] : [],
        mayDecide: deciding.length > 0,
      };
      return ok({ value });
    }),
    handle<Actor>()(routes.readProject, async (tx, { actor, input }) => {
      const row = await findProject(tx, readerOf(actor), input.params.project);
      return row === undefined ? outside() : ok({ value: await seenProject(tx, readerOf(actor), row) });
    }),
    handle<Actor>()(routes.readProjectChoices, async (tx, { actor, input }) => {
      const { programme, subject: unit } = input.params;
      const own = await unitsIn(tx, actor.scope, programme);
      if (!own.some(({ id }) => id === unit)) return outside();
      const { people, goals, units } = await readChoices(tx, { programme, unit });
      return ok({ value: { people: [...people], goals: [...goals], units: [...units] } });
    }),
    handle<Actor>()(routes.takeProjectEvidence, async (tx, { actor, input }) => {
      const read = await readEvidence(tx, readerOf(actor), input.params);
      if (!read.ok) return read;
      const { row, name, content } = read.value;
      return ok({ value: { name, content }, trail: trailOf(row) });
    }),
  ];
}

function gateRoutes(doors: ProjectDoors): readonly MountedRoute<Actor>[] {
  const { onFeed } = doors;
  return [
    handle<Actor>()(routes.enterProject, async (tx, { actor, input }) => {
      const { subject: unit, ...plan } = input.body;
      const { programme } = input.params;
      const entered = await enterProject(tx, actor, { programme, unit, plan });
      if (!entered.ok) return entered;
      const trail = { programme, subject: unit, thing: `project:${entered.value}` };
      return ok({ value: { project: entered.value }, trail });
    }),
    handle<Actor>()(routes.planProject, async (tx, { actor, input }) => {
      const planned = await planProject(tx, actor, { ...input.params, plan: input.body }, doors);
      if (!planned.ok) return planned;
      return ok({ value: { version: planned.value.version }, trail: trailOf(planned.value) });
    }),
    handle<Actor>()(routes.proposeProject, async (tx, { actor, input }) => {
      const proposed = await proposeProject(tx, actor, { ...input.params, ...input.body }, doors);
      return proposed.ok ? acted(proposed.value) : proposed;
    }),
    handle<Actor>()(routes.passProject, async (tx, { actor, input, reply }) => {
      reply.raw.once("close", onFeed);
      const passed = await passProject(tx, actor, { ...input.params, ...input.body }, doors);
      return passed.ok ? acted(passed.value) : passed;
    }),
    handle<Actor>()(routes.returnProject, async (tx, { actor, input }) => {
      const returned = await returnProject(tx, actor, { ...input.params, ...input.body }, doors);
      return returned.ok ? acted(returned.value) : returned;
    }),
    handle<Actor>()(routes.stopProject, async (tx, { actor, input, reply }) => {
      reply.raw.once("close", onFeed);
      const stopped = await stopProject(tx, actor, { ...input.params, ...input.body }, doors);
      return stopped.ok ? acted(stopped.value) : stopped;
    }),
  ];
}

function milestoneRoutes(doors: ProjectDoors): readonly MountedRoute<Actor>[] {
  const { onFeed } = doors;
  return [
    handle<Actor>()(routes.reportMilestone, async (tx, { actor, input, reply }) => {
      reply.raw.once("close", onFeed);
      const reported = await reportMilestone(tx, actor, { ...input.params, ...input.body }, doors);
      return reported.ok ? acted(reported.value) : reported;
    }),
    handle<Actor>()(routes.giveMilestoneBack, async (tx, { actor, input, reply }) => {
      reply.raw.once("close", onFeed);
      const given = await giveMilestoneBack(tx, actor, { ...input.params, ...input.body }, doors);
      return given.ok ? acted(given.value) : given;
    }),
    handle<Actor>()(routes.askDelay, async (tx, { actor, input }) => {
      const asked = await askDelay(tx, actor, { ...input.params, ...input.body }, doors);
      return asked.ok ? acted(asked.value) : asked;
    }),
    handle<Actor>()(routes.decideDelay, async (tx, { actor, input, reply }) => {
      reply.raw.once("close", onFeed);
      const reason = input.body.isAgreed ? undefined : input.body.reason;
      const decided = await decideDelay(tx, actor, { ...input.params, reason }, doors);
      return decided.ok ? acted(decided.value) : decided;
    }),
  ];
}

function difficultyRoutes(doors: ProjectDoors): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.raiseDifficulty, async (tx, { actor, input }) => {
      const raised = await raiseDifficulty(tx, actor, { ...input.params, ...input.body }, doors);
      if (!raised.ok) return raised;
      const { row, difficulty } = raised.value;
      return ok({ value: { difficulty }, trail: trailOf(row) });
    }),
    handle<Actor>()(routes.holdDispatch, async (tx, { actor, input }) => {
      const { programme } = input.params;
      const held = await holdDispatch(tx, actor, { programme, ...input.body }, doors);
      if (!held.ok) return held;
      return ok({ value: { dispatch: held.value }, trail: { programme, thing: `dispatch:${held.value}` } });
    }),
    handle<Actor>()(routes.solveDifficulty, async (tx, { actor, input }) => {
      const solved = await solveDifficulty(tx, actor, { ...input.params, ...input.body }, doors);
      return solved.ok ? acted(solved.value) : solved;
    }),
  ];
}

/** Those whose body is a file as it is. */
export const projectFileRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.attachProjectEvidence, async (tx, { actor, input, request }) => {
    const { name, milestone } = input.query;
    const file = { ...input.params, name, milestone, content: bytesOf(request.body) };
    const attached = await attachEvidence(tx, actor, file, { clock });
    if (!attached.ok) return attached;
    const { row, sha256 } = attached.value;
    return ok({ value: { project: row.project, sha256 }, trail: trailOf(row) });
  }),
];
