import { ok, refuse, routes } from "@biaochi/contract";
import type { LibraryIndicator } from "@biaochi/engine/library";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { unitNames } from "../../registry/store.ts";
import { listAppraisals } from "./appraisal-store.ts";
import { type Side, sideOf, sidesOf } from "./slimming.ts";
import { programmeInReach } from "./store.ts";

export function slimmingRoutes(clock: Clock, model: Readonly<Record<string, number>>): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readSlimming, async (tx, { actor, input }) => {
      const programme = await programmeInReach(tx, actor.scope, input.query.programme);
      if (programme === undefined) return refuse({ code: "outside-scope" });
      const sides = await sidesOf(tx, actor.scope, programme, clock.today());
      const { before: first = sides[0]?.side, after: second = sides.at(-1)?.side } = input.query;
      const before = first === undefined ? undefined : await sideOf(tx, actor.scope, programme, first);
      const after = second === undefined ? undefined : await sideOf(tx, actor.scope, programme, second);
      if (before === undefined || after === undefined) return refuse({ code: "not-found" });
      const nameUnit = await unitNames(tx, actor.scope, programme);
      const beside = (await listAppraisals(tx, actor.scope, programme)).filter(({ ended_at }) => ended_at === null);
      return ok({
        value: {
          ...{ programme, sides: [...sides], model: { ...model } },
          ...{ before: shown(before, nameUnit), after: shown(after, nameUnit) },
          ...{ gone: onlyIn(before, after), come: onlyIn(after, before) },
          beside: {
            appraisals: beside.filter(({ kind }) => kind === "appraisal").length,
            inspections: beside.filter(({ kind }) => kind === "inspection").length,
            minutes: beside.reduce((sum, { units, times, minutes }) => sum + units * times * minutes, 0),
          },
        },
      });
    }),
  ];
}

type NameUnit = (id: string) => { "zh-CN": string; en: string };

function shown({ side, indicators, slim }: Side, nameUnit: NameUnit) {
  const names = new Map(indicators.map(({ id, name }) => [id, name]));
  const named = (id: string) => ({ id, name: names.get(id) ?? { "zh-CN": id, en: id } });
  const byOwner = Object.entries(slim.byOwner).map(([id, count]) => ({
    ...{ owner: id === "" ? null : { id, name: nameUnit(id) }, count },
  }));
  return {
    ...{ side, indicators: slim.indicators, bySource: { ...slim.bySource }, forms: slim.forms, minutes: slim.minutes },
    byOwner: byOwner.sort((a, b) => b.count - a.count || ((a.owner?.id ?? "") < (b.owner?.id ?? "") ? -1 : 1)),
    byUnitType: [...slim.byUnitType],
    duplicates: slim.duplicates.map(([one, other]) => ({ one: named(one), other: named(other) })),
  };
}

const onlyIn = (one: Side, other: Side) => {
  const ids = new Set(other.indicators.map(({ id }: LibraryIndicator) => id));
  return one.indicators
    .filter(({ id }) => !ids.has(id))
    .map(({ id, name, source }) => ({ id, name, source: source?.kind ?? null }));
};
