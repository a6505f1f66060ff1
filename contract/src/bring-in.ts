import { z } from "zod";
import {
  ImportCounts,
  ImportExtent,
  ImportSheet,
  ImportState,
  ImportTable,
  RegistryImport,
} from "./bring-in-values.ts";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Name, RunNumber } from "./values.ts";

const Text = z.string().max(1_000);
const ofProgramme = z.strictObject({ programme: Id });
const ofImport = z.strictObject({ import: RunNumber });

/** What stands against every step of an import: it is over, somebody is at it, or it stands otherwise than the page shows. */
const whileOpen = ["outside-scope", "import-over", "import-busy", "version-stale"] as const;
const begun = z.object({ import: z.int() });

/** Units, people and their imports; where nothing is yet, the first thing that an installation shows. */
export const listRegistries = route({
  method: "GET",
  path: "/registries",
  summary: "Programmes with what their registries hold",
  action: "see-imports",
  audit: "none",
  input: {},
  output: z.object({
    programmes: z.array(
      z.object({
        id: Id,
        title: Name,
        synthetic: z.boolean(),
        cycle: z.string().nullable(),
        units: z.int(),
        officials: z.int(),
        open: z.int().nullable(),
      }),
    ),
  }),
  refusals: [],
});

export const makeProgramme = route({
  method: "POST",
  path: "/registries",
  summary: "Make a programme: the appraisal of a city over a year, with nobody in it yet",
  action: "make-programme",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
      title: z.object({ "zh-CN": z.string().trim().min(1).max(100), en: z.string().trim().max(100) }),
      cycle: z.string().regex(/^(?:19|20|21)\d{2}$/),
    }),
  },
  output: z.object({ programme: Id }),
  success: 201,
  refusals: ["programme-taken"],
});

export const listImports = route({
  method: "GET",
  path: "/registries/{programme}/imports",
  summary: "Workbooks that were brought in, and what was undone, newest first",
  action: "see-imports",
  audit: "none",
  input: {
    params: ofProgramme,
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
  },
  output: z.object({
    imports: z.array(
      z.object({
        import: z.int(),
        state: ImportState,
        by: Name.nullable(),
        at: Instant,
        day: z.iso.date(),
        extent: ImportExtent,
        files: z.array(z.string()),
        reason: z.string().nullable(),
        recording: z.int().nullable(),
        counts: z.array(z.object({ kind: z.string(), counts: ImportCounts })),
        /** The recording that undid it. */
        undoneBy: z.int().nullable(),
        /** Whether it is the last recording of the registry: only that one can be undone. */
        isLast: z.boolean(),
      }),
    ),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});

export const startImport = route({
  method: "POST",
  path: "/registries/{programme}/imports",
  summary: "Begin to bring a workbook in",
  action: "bring-in",
  audit: "change",
  input: { params: ofProgramme, body: z.strictObject({ day: z.iso.date(), extent: ImportExtent }) },
  output: begun,
  success: 201,
  refusals: ["outside-scope"],
});

/** The body is the file as it is, of type application/octet-stream. File 0 begins a new set; the others follow one by one. */
export const sendImportFile = route({
  method: "PUT",
  path: "/imports/{import}/files/{position}",
  summary: "Send a file of an import: an .xlsx workbook or a CSV file of at most 32 MB, as it is",
  action: "bring-in",
  audit: "change",
  input: {
    params: z.strictObject({ import: RunNumber, position: z.coerce.number().int().min(0).max(50) }),
    query: z.strictObject({ name: z.string().trim().min(1).max(200) }),
  },
  output: z.object({ import: z.int(), sha256: z.string() }),
  refusals: [...whileOpen, "file-refused"],
});

export const readImportFiles = route({
  method: "POST",
  path: "/imports/{import}/reading",
  summary: "Open the files of an import and propose what each sheet holds",
  action: "bring-in",
  audit: "change",
  input: { params: ofImport },
  output: begun,
  success: 202,
  refusals: [...whileOpen, "import-empty"],
});

export const readImport = route({
  method: "GET",
  path: "/imports/{import}",
  summary: "An import with its progress, what its sheets mean and what trying it found",
  action: "see-imports",
  audit: "none",
  input: { params: ofImport },
  output: RegistryImport,
  refusals: ["outside-scope"],
});

export const ImportChange = z
  .object({
    position: z.int(),
    what: z.enum(["new", "changed", "ended"]),
    kind: z.string(),
    id: z.string(),
    name: z.string(),
    fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  })
  .meta({ id: "ImportChange" });

export const listImportChanges = route({
  method: "GET",
  path: "/imports/{import}/changes",
  summary: "What an import would change, entry by entry and field by field",
  action: "see-imports",
  audit: "none",
  input: {
    params: ofImport,
    query: z.strictObject({
      what: z.enum(["new", "changed", "ended"]).optional(),
      kind: Id.optional(),
      cursor: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  output: z.object({ changes: z.array(ImportChange), next: z.int().nullable() }),
  refusals: ["outside-scope"],
});

const saidColumns = z
  .array(z.strictObject({ at: z.int().min(0).max(500), to: z.string().max(100).nullable() }))
  .max(500);

export const proposeImportSheet = route({
  method: "POST",
  path: "/imports/{import}/proposal",
  summary: "What a sheet would hold if its headings stood in another row, or it were another table",
  action: "bring-in",
  audit: "none",
  input: {
    params: ofImport,
    body: z.strictObject({
      file: Text,
      sheet: Text,
      table: ImportTable.nullable().optional(),
      headingRow: z.int().min(1).max(1_048_576),
    }),
  },
  output: ImportSheet,
  refusals: ["outside-scope", "mapping-unfit"],
});

export const changeImport = route({
  method: "PUT",
  path: "/imports/{import}",
  summary: "Say what the sheets of an import mean, answer what it asks, choose its day and extent",
  action: "bring-in",
  audit: "change",
  input: {
    params: ofImport,
    body: z.strictObject({
      revision: z.int(),
      sheets: z
        .array(
          z.strictObject({
            ...{ file: Text, sheet: Text, table: ImportTable.nullable(), columns: saidColumns },
            headingRow: z.int().min(1).max(1_048_576),
          }),
        )
        .max(200)
        .optional(),
      /** By the key of the question; "" takes an answer back. */
      answers: z.record(z.string().max(1_000), z.string().max(200)).optional(),
      day: z.iso.date().optional(),
      extent: ImportExtent.optional(),
      roleByTitle: z.boolean().optional(),
    }),
  },
  output: RegistryImport,
  refusals: [...whileOpen, "mapping-unfit"],
});

const revised = z.strictObject({ revision: z.int() });

export const tryImport = route({
  method: "POST",
  path: "/imports/{import}/trial",
  summary: "Try an import: everything is checked and compared, nothing is recorded",
  action: "bring-in",
  audit: "change",
  input: { params: ofImport, body: revised },
  output: begun,
  success: 202,
  refusals: [...whileOpen, "import-empty", "mapping-unfit"],
});

export const applyImport = route({
  method: "POST",
  path: "/imports/{import}/application",
  summary: "Record an import as it was tried: all of it in one recording, or nothing",
  action: "bring-in",
  audit: "change",
  input: { params: ofImport, body: revised.extend({ reason: z.string().trim().min(1).max(500) }) },
  output: begun,
  success: 202,
  refusals: [...whileOpen, "import-untried"],
});

export const abandonImport = route({
  method: "POST",
  path: "/imports/{import}/abandonment",
  summary: "End an import without recording anything; its files are not kept",
  action: "bring-in",
  audit: "change",
  input: { params: ofImport },
  output: begun,
  refusals: ["outside-scope", "import-over"],
});

const ofRecognised = z.strictObject({ programme: Id, recognised: RunNumber });

export const listRecognised = route({
  method: "GET",
  path: "/registries/{programme}/recognised",
  summary: "Whom a name in a workbook was said to mean, by unit and post: it is not asked again",
  action: "see-imports",
  audit: "none",
  input: {
    params: ofProgramme,
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  },
  output: z.object({
    recognised: z.array(
      z.object({
        recognised: z.int(),
        unit: z.string(),
        post: z.string(),
        official: z.object({ id: Id, name: Name }),
        import: z.int(),
        by: Name.nullable(),
        at: Instant,
      }),
    ),
    next: Cursor.nullable(),
  }),
  refusals: ["outside-scope"],
});

export const withdrawRecognised = route({
  method: "POST",
  path: "/registries/{programme}/recognised/{recognised}/withdrawal",
  summary: "Take back whom a name was said to mean: the next workbook asks again",
  action: "bring-in",
  audit: "change",
  input: { params: ofRecognised },
  output: z.object({ recognised: z.int() }),
  refusals: ["outside-scope"],
});

const ofRecording = z.strictObject({ programme: Id, recording: RunNumber });
const notUndone = [
  "outside-scope",
  "edition-unknown",
  "edition-not-last",
  "edition-carries-facts",
  "undo-unsound",
  "registry-empty",
] as const;

export const previewUndo = route({
  method: "GET",
  path: "/registries/{programme}/recordings/{recording}/undo",
  summary: "What undoing a recording of the registry would change",
  action: "undo-import",
  audit: "none",
  input: { params: ofRecording },
  output: z.object({ changes: z.array(ImportChange), total: z.int() }),
  refusals: notUndone,
});

export const undoImport = route({
  method: "POST",
  path: "/registries/{programme}/recordings/{recording}/undo",
  summary: "Undo the last recording of the registry by a new one that puts back what stood before",
  action: "undo-import",
  audit: "change",
  input: { params: ofRecording, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) },
  output: z.object({ recording: z.int() }),
  refusals: notUndone,
});
