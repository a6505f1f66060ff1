import { ok, routes, standingColumns } from "@biaochi/contract";
import { writeWorkbook } from "../../dataset/spreadsheet.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { readWholeStanding } from "../scoring/standing-store.ts";
import { mayTake } from "./approvals.ts";
import { takerOf } from "./issue.ts";
import { standingsWorkbook } from "./standings-workbook.ts";

export const exportRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.exportStandings, async (tx, { actor, input }) => {
    const { lang, columns = standingColumns, sort, direction, ...which } = input.query;
    const asked = { run: input.params.run, ...which };
    const withTrend = columns.includes("trend");
    const standing = await readWholeStanding(tx, actor, asked, { sort, direction, withTrend });
    if (!standing.ok) return standing;
    const { run, rows } = standing.value;
    const people = which.type === "official" ? rows.map(({ subject }) => subject.id) : [];
    const taken = { run: run.id, programme: run.programme, what: "standings", people } as const;
    const allowed = await mayTake(tx, actor, taken, clock.today());
    if (!allowed.ok) return allowed;
    const watermark = people.length === 0 ? undefined : takerOf(lang, actor, clock.now());
    const content = await writeWorkbook(standingsWorkbook(standing.value, lang, columns, watermark));
    const value = { name: `standings-${run.programme}-${run.period}-${which.type}.xlsx`, content };
    return ok({
      value,
      ...(allowed.value === null ? {} : { trail: { thing: `type:${which.type} approval:${allowed.value}` } }),
    });
  }),
];
