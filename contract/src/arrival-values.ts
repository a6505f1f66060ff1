import { z } from "zod";
import { connectionKinds, Place, SharingAgreement, StreamMapping } from "./arrivals.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** What the doors of arrivals answer with. */
export const ConnectionKind = z.enum(connectionKinds).meta({ id: "ConnectionKind" });
export type ConnectionKind = z.output<typeof ConnectionKind>;

/** A thing of the registry or of a scheme, as it is named beside something else. */
const Called = z.object({ id: Id, name: Name });

export const runReasons = ["schedule", "asked", "sent", "file", "replay", "mended"] as const;
export const runStates = ["waiting", "running", "done", "failed", "given-up"] as const;

/** A code with what its sentence mentions. */
export const Coded = z
  .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) })
  .meta({ id: "Coded" });

export const ArrivalRun = z
  .object({
    run: z.int(),
    stream: Called,
    why: z.enum(runReasons),
    state: z.enum(runStates),
    /** Of a replay: the day in the city's time. */
    day: z.iso.date().nullable(),
    /** What was sent, or the name of the file. */
    name: z.string().nullable(),
    by: Who,
    madeAt: Instant,
    begunAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    attempts: z.int(),
    ...{ read: z.int(), fresh: z.int(), changed: z.int(), same: z.int(), refused: z.int(), noted: z.int() },
    failure: Coded.nullable(),
    /** What somebody should know though it went well. */
    remarks: z.array(Coded),
  })
  .meta({ id: "ArrivalRun" });
export type ArrivalRun = z.output<typeof ArrivalRun>;

/** The agreement's last day is near, or over; then nothing is fetched. */
export const Expiry = z.enum(["far", "near", "over"]);

export const ConnectionHead = z
  .object({
    programme: z.object({ id: Id, title: Name }),
    connection: Id,
    version: z.int(),
    kind: ConnectionKind,
    name: Name,
    /** A demonstration's own source. */
    isSimulated: z.boolean(),
    /** The unit that holds the data. */
    keeper: Called.nullable(),
    lastDay: z.iso.date(),
    expiry: Expiry,
    isActive: z.boolean(),
    everyMinutes: z.int().nullable(),
    nextAt: Instant.nullable(),
    /** One after the other, since it last worked. */
    failures: z.int(),
    lastRun: ArrivalRun.nullable(),
    /** Rows that were put aside and wait. */
    open: z.int(),
  })
  .meta({ id: "ConnectionHead" });

export const Version = z
  .object({
    version: z.int(),
    by: Who,
    at: Instant,
    reason: z.string(),
    /** What reads differently than in the version before; none of the first. */
    changed: z.array(z.string()),
  })
  .meta({ id: "ArrivalVersion" });

const StreamHead = z.object({
  stream: Id,
  name: Name,
  version: z.int(),
  open: z.int(),
  lastRun: ArrivalRun.nullable(),
});

export const ConnectionPage = ConnectionHead.extend({
  place: Place,
  /** The secret itself never leaves again. */
  hasSecret: z.boolean(),
  agreement: SharingAgreement,
  versions: z.array(Version),
  streams: z.array(StreamHead),
  /** Tables of codes that streams of the programme use. */
  tables: z.array(Id),
}).meta({ id: "ConnectionPage" });

export const StreamPage = z
  .object({
    programme: Id,
    stream: Id,
    version: z.int(),
    name: Name,
    connection: z.object({ id: Id, name: Name, kind: ConnectionKind, isSimulated: z.boolean() }),
    /** Whether its connection fetches, or takes what is sent. */
    isActive: z.boolean(),
    mapping: StreamMapping,
    versions: z.array(Version),
    open: z.int(),
    /** Tables of codes that streams of the programme use. */
    tables: z.array(Id),
  })
  .meta({ id: "StreamPage" });

/** Why a row does not count, or what is noted on it. */
export const RowReason = z
  .object({
    code: z.string(),
    field: z.string().nullable(),
    found: z.string().nullable(),
    /** What the check that failed is called. */
    check: Name.nullable(),
  })
  .meta({ id: "RowReason" });
export type RowReason = z.output<typeof RowReason>;

/** Values of a row by their names: exact texts, and truths. */
export const RowValues = z.record(z.string(), z.union([z.string(), z.boolean(), z.null()]));

/** The first rows as they are and as they would become; nothing of it is kept. */
export const ArrivalPreview = z
  .object({
    /** Why nothing came, or why all of it would be refused. */
    failure: Coded.nullable(),
    /** Headings of a table; null: the rows are items. */
    columns: z.array(z.string()).nullable(),
    /** How many came; at most 50 are looked at. */
    read: z.int(),
    refused: z.int(),
    noted: z.int(),
    /** The rows are not for whoever may see no record. */
    isHidden: z.boolean(),
    rows: z.array(
      z.object({
        rowRef: z.string(),
        raw: RowValues,
        key: z.string().nullable(),
        fields: RowValues,
        unit: z.object({ code: z.string(), name: Name.nullable() }).nullable(),
        /** Why it would be put aside. */
        reasons: z.array(RowReason),
        /** Checks that it does not pass though it may count. */
        notes: z.array(Name),
      }),
    ),
    remarks: z.array(Coded),
  })
  .meta({ id: "ArrivalPreview" });
