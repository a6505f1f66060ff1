import { ok, routes, standingColumns } from "@biaochi/contract";
import { writeWorkbook } from "../../dataset/spreadsheet.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { readWholeStanding } from "../scoring/standing-store.ts";
import { standingsWorkbook } from "./standings-workbook.ts";

export const exportRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.exportStandings, async (tx, { actor, input }) => {
    const { lang, columns = standingColumns, sort, direction, ...which } = input.query;
    const asked = { run: input.params.run, ...which };
    const withTrend = columns.includes("trend");
    const standing = await readWholeStanding(tx, actor, asked, { sort, direction, withTrend });
    if (!standing.ok) return standing;
    const content = await writeWorkbook(standingsWorkbook(standing.value, lang, columns));
    const { programme, period } = standing.value.run;
    return ok({ value: { name: `standings-${programme}-${period}-${which.type}.xlsx`, content } });
  }),
];
