import { may, ok, type RecordContest, refuse, routes } from "@biaochi/contract";
import type { z } from "zod";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { isProgrammeInScope } from "../lists/target-store.ts";
import { type ContestRow, listContestRows, unitsOfProgramme } from "./contest-store.ts";
import { decideContest, raiseContest } from "./contests.ts";
import { listMeasures } from "./measure-store.ts";
import { ratesOf } from "./rates.ts";

type Seen = Omit<z.input<typeof RecordContest>, "rates">;

const unit = (id: string, name: ContestRow["unitName"]) => ({
  ...{ id, type: "unit" as const, name: name ?? { "zh-CN": id, en: id } },
});

function contestSeen(row: ContestRow, { id, held }: Actor): Seen {
  const { accepted, decidedBy, decidedAt } = row;
  return {
    ...{ contest: row.id, stream: { id: row.stream, name: row.streamName }, key: row.key, reason: row.reason },
    ...{ unit: unit(row.unit, row.unitName), to: row.to === null ? null : unit(row.to, row.toName) },
    ...{ evidence: row.evidence, by: { id: row.by, name: row.byName }, at: row.at.toISOString(), due: row.due },
    isDueProvisional: row.isDueProvisional,
    state: accepted === null ? "open" : accepted ? "accepted" : "refused",
    decided:
      decidedBy === null || decidedAt === null
        ? null
        : {
            by: { id: decidedBy, name: row.decidedByName },
            at: decidedAt.toISOString(),
            reason: row.decidedReason ?? "",
          },
    mayDecide: accepted === null && may("decide-contest", held) && row.by !== id,
  };
}

export type ContestOptions = {
  readonly clock: Clock;
  /** Working days in which a contest is decided. */
  readonly days: number;
  /** One was accepted, and the figures are to follow. */
  readonly onChanged: () => void;
};

export const contestRoutes = ({ clock, days, onChanged }: ContestOptions): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.listContests, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const { cursor, limit } = input.query;
    if (!(await isProgrammeInScope(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const after = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0;
    const found = await listContestRows(tx, actor.scope, { programme, after, limit: limit + 1 });
    const measures = await listMeasures(tx, actor.scope, programme);
    const contests = [];
    for (const row of found.slice(0, limit))
      contests.push({ ...contestSeen(row, actor), rates: await ratesOf(tx, row, measures) });
    return ok({ value: { contests, next: found.length > limit ? String(after + limit) : null } });
  }),
  handle<Actor>()(routes.readContestChoices, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await isProgrammeInScope(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const units = await unitsOfProgramme(tx, actor.scope, programme);
    const streams = (await listMeasures(tx, actor.scope, programme)).filter(({ isEnded }) => !isEnded);
    const named = new Map(streams.map(({ content, streamName }) => [content.stream, streamName]));
    return ok({
      value: {
        units: units.map(({ id, name }) => unit(id, name)),
        streams: [...named].map(([id, name]) => ({ id, name })),
      },
    });
  }),
  handle<Actor>()(routes.raiseContest, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const raised = await raiseContest(tx, actor, { programme, ...input.body, today: clock.today(), days });
    if (!raised.ok) return raised;
    return ok({ value: raised.value, trail: { programme, thing: `contest:${raised.value.contest}` } });
  }),
  handle<Actor>()(routes.decideContest, async (tx, { actor, input, reply }) => {
    const { contest } = input.params;
    const decided = await decideContest(tx, actor, { contest, ...input.body, today: clock.today() });
    if (!decided.ok) return decided;
    if (input.body.accept) reply.raw.once("close", onChanged);
    return ok({ value: { contest }, trail: { programme: decided.value.programme, thing: `contest:${contest}` } });
  }),
];
