import { z } from "zod";
import { Id, Name } from "./values.ts";

/**
 * How data of other systems arrive (docs/decisions/0067): a connection says where they are and under which agreement, a stream
 * what its rows mean, a measure how its records become the figure of an indicator.
 */
export const connectionKinds = ["http", "sql", "folder", "push", "own"] as const;

const Seconds = z.int().min(1).max(600);

/** Where an HTTP source is and how it is walked through. Names of headers and parameters, never their secret values. */
const HttpPlace = z.strictObject({
  kind: z.literal("http"),
  /** Without credentials. `{since}` and `{until}` stand for the window that is asked for, as instants. */
  address: z.url({ protocol: /^https?$/ }).max(2000),
  sign: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("none") }),
    z.strictObject({ by: z.literal("header"), header: z.string().regex(/^[A-Za-z0-9-]{1,60}$/) }),
    z.strictObject({
      by: z.literal("client-credentials"),
      token: z.url({ protocol: /^https?$/ }).max(2000),
      client: z.string().min(1).max(200),
      scope: z.string().max(500).optional(),
    }),
  ]),
  paging: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("none") }),
    /** The answer holds the next page's mark; it is sent back as a parameter. */
    z.strictObject({ by: z.literal("mark"), parameter: z.string().min(1), next: z.string().min(1) }),
    z.strictObject({ by: z.literal("page"), parameter: z.string().min(1), first: z.int().min(0).max(1) }),
    z.strictObject({ by: z.literal("link") }),
  ]),
  timeoutSeconds: Seconds.default(30),
  /** Addresses inside the office's own network are refused unless they are named here: `10.1.2.3`, `source.example`. */
  inside: z.array(z.string().min(1).max(200)).max(20).default([]),
});

const SqlPlace = z.strictObject({
  kind: z.literal("sql"),
  host: z.string().min(1).max(200),
  port: z.int().min(1).max(65_535).default(5432),
  database: z.string().min(1).max(100),
  user: z.string().min(1).max(100),
  tls: z.boolean().default(false),
  /** One SELECT; `$1` and `$2` are the window's two ends. It runs read-only and is stopped after the time limit. */
  query: z.string().min(1).max(20_000),
  timeoutSeconds: Seconds.default(120),
  inside: z.array(z.string().min(1).max(200)).max(20).default([]),
});

const FolderPlace = z.strictObject({
  kind: z.literal("folder"),
  /** A name below the folder of arrivals; files in it are taken in when their size has rested. */
  folder: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  encoding: z.enum(["utf-8", "gb18030"]).default("utf-8"),
});

/** Sent to `/api/v1/arrivals/{programme}/{stream}`, signed with HMAC-SHA-256. */
const PushPlace = z.strictObject({ kind: z.literal("push") });

/** What this installation holds itself: milestones of projects. Made with the first project that is approved. */
const OwnPlace = z.strictObject({ kind: z.literal("own"), what: z.literal("project-milestones") });

export const Place = z.discriminatedUnion("kind", [HttpPlace, SqlPlace, FolderPlace, PushPlace, OwnPlace]);
export type Place = z.output<typeof Place>;

/** The agreement under which a unit lets its data be used. */
export const SharingAgreement = z.strictObject({
  approver: z.string().min(1).max(200),
  /** The document that allows it, with its number. */
  basis: z.string().min(1).max(500),
  fields: z.array(z.string().min(1).max(200)).min(1).max(200),
  frequency: z.string().min(1).max(200),
  contact: z.string().min(1).max(200),
  /** After this day nothing is fetched. */
  lastDay: z.iso.date(),
});
export type SharingAgreement = z.output<typeof SharingAgreement>;

/** Where in a row a value stands: a column's heading, or a JSONata expression within one item. */
const From = z.string().min(1).max(500);

export const FieldType = z.enum(["text", "number", "instant", "day", "truth"]);
const Field = z.strictObject({
  from: From,
  /** What people call it; absent: its name. */
  title: Name.optional(),
  type: FieldType,
  /** How an instant or a day is written: `iso`, or a pattern of yyyy MM dd HH hh mm ss a. */
  form: z.string().max(60).optional(),
  /** What means yes and no. */
  yes: z.array(z.string()).max(20).optional(),
  no: z.array(z.string()).max(20).optional(),
  required: z.boolean().default(false),
});

const FieldName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);
/** `refuse`: the row is put aside and counts nowhere. `note`: it counts, and the finding is told. */
const severity = z.enum(["refuse", "note"]);
const check = { id: Id, name: Name, severity } as const;

export const RecordCheck = z.discriminatedUnion("kind", [
  /** Of two instants the earlier is not after the later; `isStrict`: nor the same. */
  z.strictObject({ ...check, kind: z.literal("order"), earlier: FieldName, later: FieldName, isStrict: z.boolean() }),
  z.strictObject({ ...check, kind: z.literal("present"), field: FieldName }),
  z.strictObject({ ...check, kind: z.literal("pattern"), field: FieldName, pattern: z.string().min(1).max(200) }),
  z.strictObject({
    ...check,
    kind: z.literal("one-of"),
    field: FieldName,
    values: z.array(z.string()).min(1).max(500),
  }),
  z.strictObject({
    ...check,
    kind: z.literal("within"),
    field: FieldName,
    least: z.string().optional(),
    most: z.string().optional(),
  }),
]);
export type RecordCheck = z.output<typeof RecordCheck>;

/** What the rows of a connection mean. `happenedAt` and `unit` are names of fields below. */
export const StreamMapping = z.strictObject({
  /** JSON: a JSONata expression that gives the items. Tables: absent, the first sheet. */
  rows: From.optional(),
  /** Row of the headings, counted from 1. */
  headings: z.int().min(1).max(50).default(1),
  key: From,
  fields: z.record(FieldName, Field),
  happenedAt: FieldName.optional(),
  unit: FieldName.optional(),
  /** The table of codes in which the unit is looked up. */
  codes: Id.optional(),
  checks: z.array(RecordCheck).max(50).default([]),
});
export type StreamMapping = z.output<typeof StreamMapping>;

/** A condition on a record. A field that is absent fulfils nothing but `absent`. */
export type RecordFilter =
  | { readonly all: readonly RecordFilter[] }
  | { readonly any: readonly RecordFilter[] }
  | { readonly not: RecordFilter }
  | { readonly field: string; readonly is: "present" | "absent" }
  | {
      readonly field: string;
      readonly is: "equal" | "not-equal" | "less" | "at-most" | "more" | "at-least";
      readonly value: string;
    }
  | { readonly field: string; readonly is: "one-of"; readonly values: readonly string[] }
  /** From one instant to another, at most so much: ISO duration in one unit. */
  | { readonly from: string; readonly to: string; readonly atMost: number; readonly in: SpanUnit };

export const spanUnits = ["hours", "days", "working-days"] as const;
export type SpanUnit = (typeof spanUnits)[number];

export const RecordFilter: z.ZodType<RecordFilter> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(RecordFilter).min(1).max(20) }),
      z.strictObject({ any: z.array(RecordFilter).min(1).max(20) }),
      z.strictObject({ not: RecordFilter }),
      z.strictObject({ field: FieldName, is: z.enum(["present", "absent"]) }),
      z.strictObject({
        field: FieldName,
        is: z.enum(["equal", "not-equal", "less", "at-most", "more", "at-least"]),
        value: z.string().max(200),
      }),
      z.strictObject({
        field: FieldName,
        is: z.literal("one-of"),
        values: z.array(z.string().max(200)).min(1).max(500),
      }),
      z.strictObject({ from: FieldName, to: FieldName, atMost: z.number().min(0), in: z.enum(spanUnits) }),
    ]),
  )
  .meta({ id: "RecordFilter" });

/** What is summed up of the records that count. */
const Value = z.union([
  z.strictObject({ field: FieldName }),
  z.strictObject({ from: FieldName, to: FieldName, in: z.enum(spanUnits) }),
]);

export const Measure = z.strictObject({
  indicator: Id,
  stream: Id,
  name: Name,
  period: z.enum(["month", "quarter", "year"]),
  /** The field whose instant or day decides the period. */
  when: FieldName,
  /** Which records are looked at at all. */
  where: RecordFilter.optional(),
  of: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("count") }),
    /** Exact: the share, times `times` (100 for a percentage). */
    z.strictObject({ kind: z.literal("ratio"), numerator: RecordFilter, times: z.int().min(1).max(10_000) }),
    z.strictObject({ kind: z.literal("sum"), value: Value }),
    z.strictObject({ kind: z.literal("mean"), value: Value }),
    z.strictObject({ kind: z.literal("median"), value: Value }),
    /** Nearest rank: the smallest value that so many per cent do not exceed. */
    z.strictObject({ kind: z.literal("percentile"), value: Value, percent: z.int().min(1).max(99) }),
    z.strictObject({ kind: z.literal("distinct"), field: FieldName }),
  ]),
  /** With fewer records a figure is no measure: the period is recorded as not applicable. */
  least: z.int().min(1).max(1000).default(1),
  trust: z.enum(["A", "B", "C", "D"]),
});
export type Measure = z.output<typeof Measure>;
