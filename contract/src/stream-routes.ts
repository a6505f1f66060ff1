import { z } from "zod";
import { basedOn, SlugId, saved } from "./arrival-routes.ts";
import { ArrivalPreview, ArrivalRun, ConnectionKind, RowReason, RowValues, StreamPage } from "./arrival-values.ts";
import { StreamMapping } from "./arrivals.ts";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Name, Who } from "./values.ts";

/** Streams: what rows mean, how the other system calls units, which rows wait, and what has become a record. */
const ofProgramme = z.strictObject({ programme: Id });
const ofStream = z.strictObject({ programme: Id, stream: SlugId });
const reason = z.string().trim().min(1).max(500);
const mappingFaults = ["arrival-expression", "arrival-field-unknown", "arrival-pattern"] as const;
const numbers = z.array(z.int().min(1)).min(1).max(500);

export const listStreams = route({
  method: "GET",
  path: "/programmes/{programme}/streams",
  summary: "Streams whose records are open to whoever asks",
  action: "see-records",
  audit: "none",
  input: { params: ofProgramme },
  output: z.object({
    streams: z.array(
      z.object({
        stream: Id,
        name: Name,
        connection: z.object({ id: Id, name: Name, kind: ConnectionKind, isSimulated: z.boolean() }),
        lastRun: ArrivalRun.nullable(),
        /** Rows that wait; null to whoever may not see them. */
        open: z.int().nullable(),
      }),
    ),
  }),
  refusals: ["outside-scope"],
});

export const readStream = route({
  method: "GET",
  path: "/programmes/{programme}/streams/{stream}",
  summary: "A stream: what its rows mean, its checks and its versions",
  action: "see-streams",
  audit: "none",
  input: { params: ofStream },
  output: StreamPage,
  refusals: ["outside-scope"],
});

export const listStreamRuns = route({
  method: "GET",
  path: "/programmes/{programme}/streams/{stream}/runs",
  summary: "Runs of a stream, newest first",
  action: "see-streams",
  audit: "none",
  input: {
    params: ofStream,
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  },
  output: z.object({ runs: z.array(ArrivalRun), next: Cursor.nullable() }),
  refusals: ["outside-scope"],
});

export const saveStream = route({
  method: "PUT",
  path: "/programmes/{programme}/streams/{stream}",
  summary: "Say what the rows of a connection mean: a new stream, or its next version",
  action: "keep-streams",
  audit: "change",
  input: {
    params: ofStream,
    body: z.strictObject({ connection: SlugId, name: Name, mapping: StreamMapping, reason, basedOn }),
  },
  output: saved,
  refusals: ["outside-scope", "version-stale", "arrival-taken", "arrival-connection-unknown", ...mappingFaults],
});

export const tryStream = route({
  method: "POST",
  path: "/programmes/{programme}/connections/{connection}/stream-trial",
  summary: "The first rows of a connection as they are and as a mapping would read them; nothing is kept",
  action: "keep-streams",
  audit: "change",
  input: {
    params: z.strictObject({ programme: Id, connection: SlugId }),
    body: z.strictObject({
      mapping: StreamMapping,
      /** For what is sent: an example of it, a JSON array or CSV. */
      sample: z.string().max(1_000_000).optional(),
    }),
  },
  output: ArrivalPreview,
  refusals: ["outside-scope", "arrival-secret-needed", ...mappingFaults],
});

export const listCodes = route({
  method: "GET",
  path: "/programmes/{programme}/streams/{stream}/codes",
  summary: "How the other system calls units; codes of records that no line names stand first, with their counts",
  action: "see-streams",
  audit: "none",
  input: { params: ofStream },
  output: z.object({
    /** null: the mapping names no table of codes. */
    codes: Id.nullable(),
    /** "": records without any code. */
    unmapped: z.array(z.object({ code: z.string(), records: z.int(), newest: Instant.nullable() })),
    lines: z.array(
      z.object({
        line: z.int(),
        code: z.string(),
        unit: z.object({ id: Id, name: Name }),
        firstDay: z.iso.date(),
        lastDay: z.iso.date().nullable(),
        by: Who,
        at: Instant,
      }),
    ),
    units: z.array(z.object({ id: Id, name: Name })),
  }),
  refusals: ["outside-scope"],
});

export const saveCodes = route({
  method: "POST",
  path: "/programmes/{programme}/streams/{stream}/codes",
  summary: "Say which units codes mean, and from which day",
  action: "keep-streams",
  audit: "change",
  input: {
    params: ofStream,
    body: z.strictObject({
      lines: z
        .array(z.strictObject({ code: z.string().trim().min(1).max(200), unit: Id, firstDay: z.iso.date() }))
        .min(1)
        .max(2_000),
    }),
  },
  output: z.object({ saved: z.int() }),
  refusals: ["outside-scope", "arrival-codes-none", "arrival-code-taken", "arrival-unit-unknown", "days-out-of-order"],
});

export const endCode = route({
  method: "POST",
  path: "/programmes/{programme}/streams/{stream}/codes/{line}/end",
  summary: "A code means its unit no longer after a day",
  action: "keep-streams",
  audit: "change",
  input: {
    params: ofStream.extend({ line: z.coerce.number().int().min(1) }),
    body: z.strictObject({ lastDay: z.iso.date() }),
  },
  output: z.object({ line: z.int() }),
  refusals: ["outside-scope", "arrival-codes-none", "arrival-code-ended", "days-out-of-order"],
});

export const listQuarantine = route({
  method: "GET",
  path: "/programmes/{programme}/streams/{stream}/quarantine",
  summary: "Rows that were put aside, with every reason",
  action: "see-streams",
  audit: "read",
  input: {
    params: ofStream,
    query: z.strictObject({
      state: z.enum(["open", "mended", "left"]).default("open"),
      /** A code of a reason. */
      reason: z.string().max(100).optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    rows: z.array(
      z.object({
        row: z.int(),
        run: z.int(),
        rowRef: z.string(),
        raw: RowValues,
        reasons: z.array(RowReason),
        state: z.enum(["open", "mended", "left"]),
        settled: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
      }),
    ),
    next: Cursor.nullable(),
    /** Of the rows that wait, by reason; a row with two reasons counts under both. */
    counts: z.array(z.object({ reason: RowReason, rows: z.int() })),
    open: z.int(),
  }),
  refusals: ["outside-scope"],
});

export const retryRows = route({
  method: "POST",
  path: "/programmes/{programme}/streams/{stream}/quarantine/retry",
  summary: "Read rows again that were put aside, by the mapping as it is now",
  action: "keep-streams",
  audit: "change",
  /** Without rows: all that wait. */
  input: { params: ofStream, body: z.strictObject({ rows: numbers.optional() }) },
  output: z.object({ run: z.int(), rows: z.int() }),
  success: 202,
  refusals: ["outside-scope", "arrival-nothing-waits", "arrival-waits"],
});

export const leaveRows = route({
  method: "POST",
  path: "/programmes/{programme}/streams/{stream}/quarantine/leaving",
  summary: "Leave rows out for good, with a reason",
  action: "keep-streams",
  audit: "change",
  input: { params: ofStream, body: z.strictObject({ rows: numbers, reason }) },
  output: z.object({ left: z.int() }),
  refusals: ["outside-scope", "arrival-nothing-waits"],
});

const ArrivedRecord = z
  .object({
    key: z.string(),
    revision: z.int(),
    happenedAt: Instant.nullable(),
    unit: z.object({ code: z.string(), name: Name.nullable() }).nullable(),
    fields: RowValues,
    /** Checks that it did not pass though it counts. */
    notes: z.array(Name),
    run: z.int(),
    rowRef: z.string(),
    retrievedAt: Instant,
  })
  .meta({ id: "ArrivedRecord" });

export const listRecords = route({
  method: "GET",
  path: "/programmes/{programme}/streams/{stream}/records",
  summary: "Records of a stream, newest first; whoever answers for a unit sees those of the unit",
  action: "see-records",
  audit: "read",
  input: {
    params: ofStream,
    query: z.strictObject({
      unit: Id.optional(),
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional(),
      /** The beginning of a key. */
      key: z.string().max(200).optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    stream: z.object({ id: Id, name: Name, isSimulated: z.boolean() }),
    /** Names of the fields, without those that are the key, the moment and the unit. */
    fields: z.array(z.string()),
    /** What people call them, where the mapping says it. */
    titles: z.record(z.string(), Name),
    records: z.array(ArrivedRecord),
    next: Cursor.nullable(),
    /** Units that may be chosen. */
    units: z.array(z.object({ id: Id, name: Name })),
  }),
  refusals: ["outside-scope"],
});

export const readRecord = route({
  method: "GET",
  path: "/programmes/{programme}/streams/{stream}/record",
  summary: "One record with all its revisions, newest first",
  action: "see-records",
  audit: "read",
  input: { params: ofStream, query: z.strictObject({ key: z.string().min(1).max(500) }) },
  output: z.object({
    stream: z.object({ id: Id, name: Name, isSimulated: z.boolean() }),
    fields: z.array(z.string()),
    titles: z.record(z.string(), Name),
    revisions: z.array(ArrivedRecord),
  }),
  refusals: ["outside-scope"],
});
