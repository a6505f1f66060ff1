import { z } from "zod";
import { importTables } from "./bring-in-columns.ts";
import { Id, Instant, Name } from "./values.ts";

export const ImportTable = z.enum(importTables).meta({ id: "ImportTable" });
export type ImportTable = z.output<typeof ImportTable>;

/**
 * mapping: the person says what the sheets hold. reading, trying, applying: work that goes on without them. tried: what it would
 * change is known, and perhaps something is asked. applied and abandoned are the end.
 */
export const ImportState = z
  .enum(["mapping", "reading", "trying", "tried", "applying", "applied", "abandoned"])
  .meta({ id: "ImportState" });
/** whole: what is not in it ends the day before its day. additional: what is not in it stays. */
export const ImportExtent = z.enum(["whole", "additional"]).meta({ id: "ImportExtent" });

const Columns = z.array(
  z.object({
    at: z.int(),
    heading: z.string(),
    /** A column of the table, `attribute:` or `grade:` with a name or a year; null: left out. */
    to: z.string().nullable(),
    by: z.enum(["chosen", "remembered", "ours", "known", "similar", "none"]),
  }),
);
export const ImportSheet = z
  .object({
    file: z.string(),
    sheet: z.string(),
    rows: z.int(),
    table: ImportTable.nullable(),
    /** Counted from 1, as a spreadsheet does. */
    headingRow: z.int(),
    columns: Columns,
    /** The first rows, cut. */
    preview: z.array(z.array(z.string())),
    /** Columns that are needed and that no heading means. */
    absent: z.array(z.string()),
    /** Columns that several headings mean. */
    twice: z.array(z.string()),
  })
  .meta({ id: "ImportSheet", description: "A sheet of a workbook and what its headings are taken to mean." });
export type ImportSheet = z.output<typeof ImportSheet>;

/** Said by words: `dataset.<code>`, or, of the rules of the registry, `registry-finding.<code>`. */
export const ImportFinding = z
  .object({
    code: z.string(),
    severity: z.enum(["error", "warning"]),
    rule: z.boolean(),
    file: z.string(),
    row: z.int().nullable(),
    column: z.string().nullable(),
    value: z.string().nullable(),
    expected: z.string().nullable(),
    values: z.record(z.string(), z.string()),
  })
  .meta({ id: "ImportFinding" });
export type ImportFinding = z.output<typeof ImportFinding>;

export const ImportQuestion = z
  .object({
    key: z.string(),
    about: z.enum(["person", "unit"]),
    file: z.string(),
    row: z.int(),
    name: z.string(),
    unit: z.string(),
    alike: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string() })),
    rows: z.int(),
    /** What was answered since it was tried; `new`: somebody or something new. */
    answer: z.string().nullable(),
  })
  .meta({ id: "ImportQuestion" });
export type ImportQuestion = z.output<typeof ImportQuestion>;

export const ImportCounts = z.object({ new: z.int(), changed: z.int(), ended: z.int(), unchanged: z.int() });

export const ImportOutcome = z
  .object({
    errors: z.int(),
    warnings: z.int(),
    /** The first thousand of each severity. */
    findings: z.array(ImportFinding),
    asked: z.int(),
    answered: z.int(),
    questions: z.array(ImportQuestion),
    counts: z.array(z.object({ kind: z.string(), counts: ImportCounts })),
    openings: z.object({ new: z.int(), changed: z.int(), unchanged: z.int() }),
    /** How people of the roster were found. */
    found: z.object({ number: z.int(), nameAndUnit: z.int(), remembered: z.int(), answer: z.int(), new: z.int() }),
    passedOver: z.object({ total: z.int(), remark: z.int(), "headings-again": z.int() }),
    listed: z.int(),
    changes: z.int(),
  })
  .meta({ id: "ImportOutcome" });
export type ImportOutcome = z.output<typeof ImportOutcome>;

export const RegistryImport = z
  .object({
    import: z.int(),
    programme: z.object({ id: Id, title: Name }),
    state: ImportState,
    /** Changes are based on it. */
    revision: z.int(),
    day: z.iso.date(),
    extent: ImportExtent,
    /** Role classes are taken from titles where the workbook has none. */
    roleByTitle: z.boolean(),
    files: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })),
    sheets: z.array(ImportSheet),
    outcome: ImportOutcome.nullable(),
    /** Whether it may be recorded as it was tried. */
    isSound: z.boolean(),
    progress: z.object({ done: z.int(), total: z.int() }),
    /** Why work on it ended without a result: words `import.failure.<code>`. */
    failure: z.string().nullable(),
    recording: z.int().nullable(),
    madeAt: Instant,
    changedAt: Instant,
  })
  .meta({ id: "RegistryImport", description: "A workbook on its way into the registry." });
export type RegistryImport = z.output<typeof RegistryImport>;
