import { ok, refuse, routes } from "@biaochi/contract";
import { sayComposed } from "@biaochi/words";
import { writeWorkbook } from "../../../dataset/spreadsheet.ts";
import { writeDocx } from "../../../documents/docx/write.ts";
import { layOut } from "../../../documents/layout/layout.ts";
import type { Document } from "../../../documents/model.ts";
import { writePdf } from "../../../documents/pdf/write.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { readCovered } from "../../schemes/cascade/coverage-store.ts";
import { isProgramme, programmeOf } from "../../schemes/cascade/goal-store.ts";
import { readCityPaper, readUnitPaper } from "../../schemes/cascade/paper-store.ts";
import { fileName } from "../sheet-name.ts";
import { cityBreakdown, unitBreakdown } from "./breakdown.ts";
import { coverageWorkbook } from "./coverage-workbook.ts";
import { type Copy, sayingOf } from "./dress.ts";
import { responsibilitySheet } from "./responsibility.ts";

/** As DOCX, or set on pages. These are made at once: a unit's papers are a few pages. */
export function written(document: Document, format: "docx" | "pdf"): Uint8Array {
  if (format === "docx") return writeDocx(document);
  return writePdf(document, layOut(document), sayComposed(document.language, "document.colophon"));
}

/** What is taken along of the goals handed down: papers of a unit and of the city, and the coverage as a workbook. */
export const cascadeRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => {
  const copyOf = (cycle: string, { lang }: { readonly lang: "zh-CN" | "en" }): Copy => ({
    language: lang,
    at: clock.now(),
    cycle,
  });
  return [
    handle<Actor>()(routes.exportResponsibility, async (tx, { actor, input }) => {
      const { subject, cycle } = input.params;
      const paper = await readUnitPaper(tx, actor.scope, input.params, subject);
      if (paper === undefined) return refuse({ code: "outside-scope" });
      const copy = copyOf(cycle, input.query);
      const document = responsibilitySheet(paper, copy);
      const name = fileName(
        [sayingOf(copy)("responsibility.name"), paper.unit.name[copy.language], cycle],
        input.query.format,
      );
      return ok({ value: { name, content: written(document, input.query.format) } });
    }),
    handle<Actor>()(routes.exportBreakdown, async (tx, { actor, input }) => {
      const { cycle } = input.params;
      const { unit, format } = input.query;
      const copy = copyOf(cycle, input.query);
      const title = sayingOf(copy)("breakdown.name");
      if (unit === undefined) {
        const paper = await readCityPaper(tx, actor.scope, input.params);
        if (paper === undefined) return refuse({ code: "outside-scope" });
        return ok({
          value: { name: fileName([title, cycle], format), content: written(cityBreakdown(paper, copy), format) },
        });
      }
      const paper = await readUnitPaper(tx, actor.scope, input.params, unit);
      if (paper === undefined) return refuse({ code: "outside-scope" });
      const name = fileName([title, paper.unit.name[copy.language], cycle], format);
      return ok({ value: { name, content: written(unitBreakdown(paper, copy), format) }, trail: { subject: unit } });
    }),
    handle<Actor>()(routes.exportCoverage, async (tx, { actor, input }) => {
      const { programme, cycle } = input.params;
      if (!(await isProgramme(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
      const copy = copyOf(cycle, input.query);
      const say = sayingOf(copy);
      const known = await programmeOf(tx, programme);
      const marks = known?.synthetic ? [say("document.mark.synthetic")] : [];
      const content = await writeWorkbook(
        coverageWorkbook(await readCovered(tx, actor.scope, input.params), copy, marks),
      );
      return ok({ value: { name: fileName([say("coverage.title"), cycle], "xlsx"), content } });
    }),
  ];
};
