import { ok, refuse, routes } from "@biaochi/contract";
import { sayComposed } from "@biaochi/words";
import { writeWorkbook } from "../../../dataset/spreadsheet.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { readCovered } from "../../schemes/cascade/coverage-store.ts";
import { isProgramme, listUnits, programmeOf } from "../../schemes/cascade/goal-store.ts";
import { readUnitPaper } from "../../schemes/cascade/paper-store.ts";
import { order } from "../document-routes.ts";
import { fileName } from "../sheet-name.ts";
import { findJob } from "../store.ts";
import { coverageWorkbook } from "./coverage-workbook.ts";

type CascadeExports = {
  readonly clock: Clock;
  /** Told when an order waits. */
  readonly onOrdered: () => void;
};

/** What is taken along of the goals handed down: orders for papers, and the coverage as a workbook. */
export const cascadeRoutes = ({ clock, onOrdered }: CascadeExports): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.issueCascadePaper, async (tx, { actor, input, reply }) => {
    const { programme, cycle } = input.params;
    const { kind, unit, format, language } = input.body;
    if (!(await isProgramme(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const paper = unit === undefined ? undefined : await readUnitPaper(tx, actor.scope, input.params, unit);
    const reached = unit === undefined ? await listUnits(tx, actor.scope, programme) : [];
    if (paper === undefined && reached.length === 0) return refuse({ code: "outside-scope" });
    const subjects = paper === undefined ? null : [{ ...paper.unit, type: "unit" as const }];
    const units = (subjects ?? reached).map(({ id }) => id);
    const id = await order(tx, actor, clock, { of: { programme, cycle, units }, kind, format, language, subjects });
    reply.raw.once("close", onOrdered);
    const job = await findJob(tx, actor, id);
    if (job === undefined) throw new Error("an order was saved and is gone");
    return ok({ value: job, trail: { programme, ...(unit === undefined ? {} : { subject: unit }) } });
  }),
  handle<Actor>()(routes.exportCoverage, async (tx, { actor, input }) => {
    const { programme, cycle } = input.params;
    if (!(await isProgramme(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const { lang: language } = input.query;
    const known = await programmeOf(tx, programme);
    const marks = known?.synthetic ? [sayComposed(language, "document.mark.synthetic")] : [];
    const covered = await readCovered(tx, actor.scope, input.params);
    const content = await writeWorkbook(coverageWorkbook(covered, { language, cycle }, marks));
    return ok({ value: { name: fileName([sayComposed(language, "coverage.title"), cycle], "xlsx"), content } });
  }),
];
