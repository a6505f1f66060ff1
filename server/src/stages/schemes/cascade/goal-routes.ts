import { type CityGoal, ok, refuse, routes } from "@biaochi/contract";
import { exactOf } from "@biaochi/engine";
import { closingOf } from "@biaochi/engine/cascade";
import type { z } from "zod";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { isOffice } from "../../../platform/scope.ts";
import { indicatorsOf } from "../store.ts";
import { isWordedAlike } from "./alike.ts";
import { type BarredRow, type ExceptionRow, listBarred, listExceptions } from "./barred-store.ts";
import { type GoalRow, isProgramme, listCycles, listGoals, listUnits } from "./goal-store.ts";
import { askException, decideException, endGoal, setBarred, setGoal } from "./goals.ts";
import { closingShown, stateOf } from "./list.ts";
import { listUnitLists, type UnitList } from "./list-store.ts";

type Shown = z.input<typeof CityGoal>;

function goalShown(
  goal: GoalRow,
  units: ReadonlyMap<string, UnitList & { readonly state: Shown["tasks"][number]["state"] }>,
  matters: readonly BarredRow[],
  isWhole: boolean,
): Shown {
  const { id, end_reason: endReason, tasks, ...rest } = goal;
  const parts = tasks.flatMap(({ part, share, coefficient }) =>
    share === null && part === "cooperating"
      ? []
      : [{ value: share === null ? undefined : exactOf(share), coefficient: exactOf(coefficient) }],
  );
  const declared = [goal.matter, ...tasks.map(({ matter }) => matter)];
  return {
    ...rest,
    ...{ goal: id, endReason },
    tasks: tasks.flatMap(({ unit, ...task }) => {
      const known = units.get(unit);
      return known === undefined
        ? []
        : [{ ...task, unit: { id: unit, type: "unit" as const, name: known.name }, state: known.state }];
    }),
    closing: isWhole ? closingShown(closingOf(goal.aggregation, exactOf(goal.target), parts)) : null,
    alike: matters
      .filter((matter) => !declared.includes(matter.id) && isWordedAlike(goal.name["zh-CN"], matter.name["zh-CN"]))
      .map((matter) => matter.id),
  };
}

const exceptionShown = (row: ExceptionRow, reader: string) => ({
  ...{ exception: row.id, cycle: row.cycle, goal: { id: row.goal, name: row.goal_name }, unit: row.unit },
  ...{ matter: { matter: row.matter, name: row.matter_name }, document: row.document, reason: row.reason },
  state: row.approved === null ? ("waiting" as const) : row.approved ? ("approved" as const) : ("refused" as const),
  asked: { by: row.asked_by, at: row.asked_at.toISOString() },
  decided:
    row.decided_at === null
      ? null
      : { by: row.decided_by, at: row.decided_at.toISOString(), reason: row.decision_reason },
  mayDecide: row.approved === null && row.asked_by.id !== reader,
});

/** The goals of the city and the negative list: set by the appraisal office, read by those who answer for units. */
export const goalRoutes = (clock: Clock, handDownDays: number): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.readGoals, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await isProgramme(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const isWhole = actor.scope.some(({ reach }) => reach.kind === "city");
    const lists = await listUnitLists(tx, actor.scope, input.params);
    const units = new Map(lists.map((list) => [list.id, { ...list, state: stateOf(input.params, list) }]));
    const matters = await listBarred(tx, actor.scope, programme);
    const goals = await listGoals(tx, actor.scope, input.params);
    const indicators = isOffice(actor.scope) ? [...(await indicatorsOf(tx, actor.scope, programme)).values()] : [];
    const year = clock.today().slice(0, 4);
    return ok({
      value: {
        cycles: [...new Set([year, ...(await listCycles(tx, programme))])].sort().reverse(),
        goals: goals.map((goal) => goalShown(goal, units, matters, isWhole)),
        matters: matters.map(({ id: matter, name }) => ({ matter, name })),
        indicators: indicators.map(({ id: indicator, name }) => ({ indicator, name })),
        units: (await listUnits(tx, actor.scope, programme)).map((unit) => ({ ...unit, type: "unit" as const })),
      },
    });
  }),
  handle<Actor>()(routes.setGoal, async (tx, { actor, input, ifMatch }) => {
    const set = await setGoal(tx, actor, input.params, input.body, { ifMatch, day: clock.today(), handDownDays });
    return set.ok ? ok({ value: { goal: input.params.goal, version: set.value }, etag: String(set.value) }) : set;
  }),
  handle<Actor>()(routes.endGoal, async (tx, { actor, input }) => {
    const today = { day: clock.today(), handDownDays };
    const ended = await endGoal(tx, actor, input.params, input.body.reason, today);
    return ended.ok ? ok({ value: { goal: input.params.goal, version: ended.value } }) : ended;
  }),
  handle<Actor>()(routes.listBarred, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await isProgramme(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const today = clock.today();
    const exceptions = await listExceptions(tx, actor.scope, { programme });
    const types = (await listUnits(tx, actor.scope, programme)).flatMap(({ unitType }) => unitType ?? []);
    return ok({
      value: {
        matters: (await listBarred(tx, actor.scope, programme)).map((row) => ({
          ...{ matter: row.id, version: row.version, name: row.name, basis: row.basis, reason: row.reason },
          ...{ unitTypes: [...row.unit_types], from: row.from_day, until: row.until_day },
          isInForce: row.from_day <= today && (row.until_day === null || row.until_day >= today),
          set: { by: row.by, at: row.set_at.toISOString() },
        })),
        exceptions: exceptions.map((row) => exceptionShown(row, actor.id)),
        unitTypes: [...new Set(types)].sort(),
      },
    });
  }),
  handle<Actor>()(routes.setBarred, async (tx, { actor, input, ifMatch }) => {
    const set = await setBarred(tx, actor, { ...input.params, ...input.body }, { ifMatch });
    return set.ok ? ok({ value: { matter: input.params.matter, version: set.value }, etag: String(set.value) }) : set;
  }),
  handle<Actor>()(routes.askBarredException, async (tx, { actor, input }) => {
    const asked = await askException(tx, actor, { ...input.params, ...input.body });
    return asked.ok ? ok({ value: { exception: asked.value } }) : asked;
  }),
  handle<Actor>()(routes.decideBarredException, async (tx, { actor, input }) => {
    const decided = await decideException(tx, actor, { ...input.params, ...input.body });
    return decided.ok ? ok({ value: input.params }) : decided;
  }),
];
