import { z } from "zod";
import { route } from "./route.ts";
import { Id, Instant, RunNumber, Who } from "./values.ts";

const ofProgramme = z.strictObject({ programme: Id });
const ofExport = z.strictObject({ programme: Id, export: RunNumber });
const Lang = z.enum(["zh-CN", "en"]);
const workbook = { mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;

/** whole: with leave, formal conclusions, earlier grades and opening balances. without-decisions: who there is and where they serve. */
export const RegistryExtent = z.enum(["whole", "without-decisions"]).meta({ id: "RegistryExtent" });
/** asked: somebody else has to approve. waiting: it is being made. gone: it is not kept any more. */
export const RegistryExportState = z
  .enum(["asked", "refused", "waiting", "ready", "failed", "gone"])
  .meta({ id: "RegistryExportState" });

export const listRegistryExports = route({
  method: "GET",
  path: "/registries/{programme}/exports",
  summary:
    "The newest workbooks of the registry that were asked for: by whom, for what, approved by whom, ready or not",
  action: "see-registry-exports",
  audit: "none",
  input: { params: ofProgramme },
  output: z.object({
    exports: z.array(
      z.object({
        export: z.int(),
        extent: RegistryExtent,
        state: RegistryExportState,
        purpose: z.string(),
        by: Who,
        at: Instant,
        decidedBy: Who.nullable(),
        size: z.int().nullable(),
        /** What the reader may do with it: approve or refuse it, take it, do without it. */
        mayDecide: z.boolean(),
        mayTake: z.boolean(),
        mayEnd: z.boolean(),
      }),
    ),
    /** For how many days a workbook can be taken. */
    keptDays: z.int(),
  }),
  refusals: ["outside-scope"],
});

export const askRegistryExport = route({
  method: "POST",
  path: "/registries/{programme}/exports",
  summary:
    "Ask for the registry as the workbook that comes in; with what was decided about people somebody else approves",
  action: "export-registry",
  audit: "change",
  input: {
    params: ofProgramme,
    body: z.strictObject({ extent: RegistryExtent, lang: Lang, purpose: z.string().trim().min(1).max(200) }),
  },
  output: z.object({ export: z.int() }),
  success: 202,
  refusals: ["outside-scope"],
});

export const decideRegistryExport = route({
  method: "POST",
  path: "/registries/{programme}/exports/{export}/decision",
  summary: "Approve or refuse that the whole registry leaves",
  action: "decide-registry-export",
  audit: "change",
  input: { params: ofExport, body: z.strictObject({ approve: z.boolean() }) },
  output: z.object({ export: z.int() }),
  refusals: ["outside-scope", "own-export", "approval-decided"],
});

export const takeRegistryExport = route({
  method: "GET",
  path: "/registries/{programme}/exports/{export}/workbook.xlsx",
  summary: "The workbook, for whoever asked for it",
  action: "export-registry",
  audit: "export",
  input: { params: ofExport },
  output: workbook,
  refusals: ["outside-scope"],
});

export const endRegistryExport = route({
  method: "POST",
  path: "/registries/{programme}/exports/{export}/end",
  summary: "Take an application back, or say that what was made is needed no longer: it is not kept",
  action: "export-registry",
  audit: "change",
  input: { params: ofExport },
  output: z.object({ export: z.int() }),
  refusals: ["outside-scope"],
});

/** An empty form is nobody's: it is made at once. */
export const readRegistryTemplate = route({
  method: "GET",
  path: "/registries/{programme}/template.xlsx",
  summary: "The workbook that comes in, with nothing in it",
  action: "see-imports",
  audit: "none",
  input: { params: ofProgramme, query: z.strictObject({ lang: Lang.default("zh-CN") }) },
  output: workbook,
  refusals: ["outside-scope"],
});
