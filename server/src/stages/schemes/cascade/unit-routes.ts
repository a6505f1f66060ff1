import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { finishTodos } from "../../../platform/todos.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { currentSections } from "../../registry/section-store.ts";
import { findOwnList, listOwnCycles } from "./commitment-store.ts";
import { readCovered } from "./coverage-store.ts";
import {
  attestTasks,
  type CascadeDays,
  confirmTasks,
  type Dated,
  decompose,
  todoOfAttested,
  todoOfPerson,
} from "./decompose.ts";
import { isProgramme } from "./goal-store.ts";
import { tasksOf } from "./list.ts";
import { listObjections } from "./task-objection-store.ts";
import { answerTaskObjection, objectToTask, type Self, selfOf } from "./task-objections.ts";
import { objectionShown, unitPage } from "./unit-page.ts";

export type CascadeOptions = CascadeDays & { readonly clock: Clock };

async function ownPage(
  tx: Transaction,
  { scope }: Actor,
  { programme, official }: Self,
  wanted: string | undefined,
  today: string,
) {
  const cycles = [...(await listOwnCycles(tx, scope, programme, official))];
  const cycle = wanted ?? cycles[0] ?? null;
  const list = cycle === null ? undefined : await findOwnList(tx, scope, { programme, cycle }, official);
  const raised = cycle === null ? [] : await listObjections(tx, scope, { programme, cycle, official });
  const empty = {
    ...{ unit: null, confirmedAt: null, signedOn: null, due: null, isDueProvisional: false },
    ...{ state: "stands" as const, tasks: [], past: raised.map(objectionShown) },
  };
  if (cycle === null || list === undefined) return { cycles, cycle, ...empty };
  const sections = new Map(
    (await currentSections(tx, wholeCity, programme, list.unit)).map(({ id, name }) => [id, name]),
  );
  const objections = raised.filter(({ unit }) => unit === list.unit);
  const tasks = tasksOf(list.content).flatMap((task) =>
    task.duties.flatMap((duty, n) =>
      duty.people
        .filter((own) => own.official === official)
        .map(({ role, share }) => {
          // Of an earlier version of the list as well, as long as the duty is worded as it was.
          const objection = objections
            .map(objectionShown)
            .find((each, i) => objections[i]?.goal === task.goal && each.what === duty.what);
          return {
            goal: { id: task.goal, name: task.name, target: task.target, measure: task.measure },
            ...{ aggregation: task.aggregation, unitShare: task.share, part: task.part, duty: n, what: duty.what },
            section:
              duty.section === null
                ? null
                : (sections.get(duty.section) ?? { "zh-CN": duty.section, en: duty.section }),
            ...{ sectionShare: duty.share, role, share },
            objection: objection ?? null,
          };
        }),
    ),
  );
  const shown = new Set(tasks.flatMap(({ objection }) => objection?.objection ?? []));
  const isObjected = objections.some(({ answered_at }) => answered_at === null);
  const isOpen = list.due !== null && today <= list.due;
  return {
    ...{ cycles, cycle, unit: { id: list.unit, type: "unit" as const, name: list.unit_name }, tasks },
    past: raised.filter(({ id }) => !shown.has(id)).map(objectionShown),
    ...{
      confirmedAt: list.confirmed_at.toISOString(),
      signedOn: list.signed_on,
      due: list.due,
      isDueProvisional: list.due_provisional,
    },
    state: isObjected ? ("objected" as const) : isOpen ? ("open" as const) : ("stands" as const),
  };
}

/** The unit's side and the official's side of what is handed down. */
export const unitTaskRoutes = ({ clock, ...days }: CascadeOptions): readonly MountedRoute<Actor>[] => {
  const today = (ifMatch: string | undefined): Dated => ({ ifMatch, day: clock.today(), ...days });
  async function page(tx: Transaction, actor: Actor, params: { programme: string; cycle: string; subject: string }) {
    const read = await unitPage(tx, actor, params, params.subject, clock.today());
    return read.ok ? ok({ value: read.value, etag: String(read.value.version) }) : read;
  }
  return [
    handle<Actor>()(routes.readUnitTasks, (tx, { actor, input }) => page(tx, actor, input.params)),
    handle<Actor>()(routes.decomposeTasks, async (tx, { actor, input, ifMatch }) => {
      const { subject: unit, ...where } = input.params;
      const done = await decompose(tx, actor, { ...where, unit }, input.body.tasks, today(ifMatch));
      return done.ok ? page(tx, actor, input.params) : done;
    }),
    handle<Actor>()(routes.confirmTasks, async (tx, { actor, input, ifMatch }) => {
      const { subject: unit, ...where } = input.params;
      const done = await confirmTasks(tx, actor, { ...where, unit }, today(ifMatch));
      return done.ok ? page(tx, actor, input.params) : done;
    }),
    handle<Actor>()(routes.attestTasks, async (tx, { actor, input, ifMatch }) => {
      const { subject: unit, ...where } = input.params;
      const done = await attestTasks(tx, actor, { ...where, unit }, input.body, today(ifMatch));
      return done.ok ? page(tx, actor, input.params) : done;
    }),
    handle<Actor>()(routes.noteAttestation, async (tx, { actor, input }) => {
      const { subject: unit, ...where } = input.params;
      const read = await page(tx, actor, input.params);
      if (!read.ok) return read;
      await finishTodos(tx, todoOfAttested({ ...where, unit }), actor.id);
      return ok({ value: { cycle: where.cycle } });
    }),
    handle<Actor>()(routes.answerTaskObjection, async (tx, { actor, input, ifMatch }) => {
      const answer = { objection: input.params.taskObjection, ...input.body };
      const due = workingDaysAfter(clock.today(), days.objectionDays).day;
      const done = await answerTaskObjection(tx, actor, answer, today(ifMatch), due);
      if (!done.ok) return done;
      const { programme, official } = done.value;
      return ok({ value: objectionShown(done.value), trail: { programme, subject: official.id } });
    }),
    handle<Actor>()(routes.readCoverage, async (tx, { actor, input }) => {
      if (!(await isProgramme(tx, actor.scope, input.params.programme))) return refuse({ code: "outside-scope" });
      return ok({ value: (await readCovered(tx, actor.scope, input.params)).page });
    }),
    handle<Actor>()(routes.readOwnTasks, async (tx, { actor, input }) => {
      const self = selfOf(actor) ?? { programme: "", official: "" };
      return ok({ value: await ownPage(tx, actor, self, input.query.cycle, clock.today()) });
    }),
    handle<Actor>()(routes.noteOwnTasks, async (tx, { actor, input }) => {
      const self = selfOf(actor);
      const { cycle } = input.body;
      const list = self && (await findOwnList(tx, actor.scope, { programme: self.programme, cycle }, self.official));
      if (self !== undefined && list !== undefined) {
        const of = { programme: self.programme, cycle, unit: list.unit };
        await finishTodos(tx, todoOfPerson(of, self.official), actor.id);
        for (const { id } of await listObjections(tx, actor.scope, { ...self, cycle, unit: list.unit }))
          await finishTodos(tx, `task-answer:${id}:`, actor.id);
      }
      return ok({ value: { cycle } });
    }),
    handle<Actor>()(routes.objectToTask, async (tx, { actor, input }) => {
      const made = await objectToTask(tx, actor, input.body, clock.today());
      const self = selfOf(actor);
      if (!made.ok) return made;
      return ok({ value: { objection: made.value }, trail: { programme: self?.programme, subject: self?.official } });
    }),
  ];
};
