import { z } from "zod";
import { LibraryException } from "./library-exceptions.ts";
import { route } from "./route.ts";
import { Cursor, Id, Name, Who } from "./values.ts";

/** The library of indicators: what each means, who answers for it, where its figures come from, and what stands against it. */

export const librarySources = ["automatic", "reported", "assessment", "ballot", "event"] as const;
const libraryPeriods = ["month", "quarter", "half", "year", "term"] as const;
const libraryDirections = ["higher", "lower", "nearest", "none"] as const;

const Line = z.string().trim().min(1).max(500);
const Words = z.strictObject({ "zh-CN": Line, en: Line });
const IndicatorId = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u);
const shape = {
  name: Words,
  definition: Words.optional(),
  numerator: Line.optional(),
  denominator: Line.optional(),
  measure: z.string().trim().min(1).max(20).optional(),
  direction: z.enum(libraryDirections),
  midpoint: z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,9})?$/)
    .optional(),
  decimals: z.int().min(0).max(9),
  period: z.enum(libraryPeriods),
  /** virtue, ability, diligence, achievement, integrity, or a word of the city's own. */
  dimension: z.string().trim().min(1).max(40).optional(),
  owner: Id.optional(),
  dataOwner: Id.optional(),
  source: z
    .strictObject({
      kind: z.enum(librarySources),
      system: Line.optional(),
      datum: Line.optional(),
      whyReported: Words.optional(),
    })
    .optional(),
  evidence: Line.optional(),
  sunset: z.iso.date().optional(),
  isMonitored: z.boolean(),
  basis: Line.optional(),
};

export const LibraryIndicator = z.strictObject({ id: IndicatorId, ...shape }).meta({
  id: "LibraryIndicator",
  description: "What the library knows of an indicator. Its identifier is the one that schemes use.",
});
export type LibraryIndicator = z.output<typeof LibraryIndicator>;

/** An indicator as a scheme document has it, with nothing that only the library knows. */
export const IndicatorEntry = z
  .object({
    id: Id,
    name: Name,
    definition: Name.optional(),
    measure: z.string().optional(),
    direction: z.enum(libraryDirections),
    midpoint: z.string().optional(),
    decimals: z.int(),
    period: z.enum(libraryPeriods),
    dimension: z.enum(["virtue", "ability", "diligence", "achievement", "integrity"]).optional(),
    owner: z.string().optional(),
    source: z
      .object({ kind: z.enum(librarySources), system: z.string().optional(), whyReported: Name.optional() })
      .optional(),
    /** Of these the library knows nothing: as the programme's newest version has them. */
    shows: z.enum(["outcome", "process", "record"]).optional(),
    voice: z.enum(["public", "inside", "none"]).optional(),
    sunset: z.string().optional(),
  })
  .meta({ id: "IndicatorEntry" });

/** A unit, or an indicator, by what it is called. */
const Named = z.object({ id: Id, name: Name });

/** Sentence: words `library.finding.<code>`. forbidden: nobody can write it. blocked: stands only with an approved exception. */
export const LibraryFinding = z
  .object({
    code: z.string(),
    level: z.enum(["forbidden", "wrong", "blocked", "reason", "advice"]),
    values: z.record(z.string(), z.string()),
    other: Id.nullable(),
  })
  .meta({ id: "LibraryFinding" });
export type LibraryFinding = z.output<typeof LibraryFinding>;

const LibraryEntry = z.object({
  id: Id,
  version: z.int(),
  name: Name,
  measure: z.string().nullable(),
  period: z.enum(libraryPeriods),
  dimension: z.string().nullable(),
  owner: Named.nullable(),
  source: z.enum(librarySources).nullable(),
  system: z.string().nullable(),
  isMonitored: z.boolean(),
  state: z.enum(["live", "past", "ended"]),
  /** Whether it rests on an exception that holds. */
  isExcepted: z.boolean(),
  /** The reader answers for it, and may propose. */
  isOwn: z.boolean(),
});

const Programme = Id.optional();
const count = z.int().min(0);
export const Balance = z
  .object({ year: z.string(), added: count, excepted: count, ended: count, places: z.int() })
  .meta({ id: "Balance", description: "One in, one out of a year: what came to be asked of people, and what went." });

export const listLibrary = route({
  method: "GET",
  path: "/library/indicators",
  summary: "Indicators of the library; q is part of a name, a definition or an identifier",
  action: "see-library",
  audit: "none",
  input: {
    query: z.strictObject({
      programme: Programme,
      q: z.string().trim().max(100).optional(),
      owner: Id.optional(),
      source: z.enum([...librarySources, "unsaid"]).optional(),
      dimension: z.string().max(40).optional(),
      state: z.enum(["live", "past", "ended", "all"]).default("live"),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    programme: Id.nullable(),
    indicators: z.array(LibraryEntry),
    next: Cursor.nullable(),
    total: count,
    /** Of those that live: how many of each source. */
    bySource: z.record(z.string(), count),
    owners: z.array(Named),
    dimensions: z.array(z.string()),
    /** Years in which something came or went, the newest first. */
    balances: z.array(Balance),
    waiting: count,
    /** Proposals that wait, of those that the reader may see. */
    proposals: count,
  }),
  refusals: ["outside-scope"],
});

const params = z.strictObject({ indicator: Id });

export const readLibraryIndicator = route({
  method: "GET",
  path: "/library/indicators/{indicator}",
  summary: "One indicator: what it means, its versions, what uses it, what is like it and why, and its exceptions",
  action: "see-library",
  audit: "none",
  input: { params, query: z.strictObject({ programme: Programme }) },
  output: z.object({
    programme: Id,
    indicator: LibraryIndicator,
    version: z.int(),
    state: z.enum(["live", "past", "ended"]),
    owner: Named.nullable(),
    dataOwner: Named.nullable(),
    versions: z.array(
      z.object({
        version: z.int(),
        by: Who,
        day: z.iso.date(),
        reason: z.string(),
        document: z.string().nullable(),
        isEnded: z.boolean(),
        isTakenOver: z.boolean(),
        /** Which fields differ from the version before. */
        changed: z.array(z.string()),
      }),
    ),
    usedBy: z.array(
      z.object({
        scheme: Id,
        version: z.int(),
        title: Name,
        lists: z.array(z.object({ id: Id, name: Name })),
        /** Fields in which the scheme says something else. */
        differs: z.array(z.string()),
      }),
    ),
    /** Observations on record, corrections not counted. */
    facts: count,
    near: z.array(
      z.object({
        id: Id,
        name: Name,
        percent: z.int(),
        verdict: z.enum(["same", "like"]),
        reasons: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.string()) })),
      }),
    ),
    findings: z.array(LibraryFinding),
    exceptions: z.array(LibraryException),
    /** It is an indicator of the reader's own. */
    mayPropose: z.boolean(),
  }),
  refusals: ["outside-scope", "not-found"],
});

/** An indicator as somebody writes or proposes it, and why. */
export const written = { programme: Id, indicator: LibraryIndicator, instead: Id.optional() };

export const checkLibraryIndicator = route({
  method: "POST",
  path: "/library/check",
  summary: "What would be found on an indicator if it were written now; nothing is changed",
  action: "keep-library",
  audit: "none",
  input: { body: z.strictObject(written) },
  output: z.object({ findings: z.array(LibraryFinding), balance: Balance, isNew: z.boolean() }),
  refusals: ["outside-scope"],
});

export const Why = { reason: Line, document: Line.optional() };
const Saved = z.object({ id: Id, version: z.int() });

export const saveLibraryIndicator = route({
  method: "POST",
  path: "/library/indicators",
  summary: "Add an indicator, or a version of one; `instead` is ended in the same act",
  action: "keep-library",
  audit: "change",
  input: {
    body: z.strictObject({
      ...written,
      ...Why,
      /** The version that was on the screen; none: a new indicator. */
      after: z.int().min(1).optional(),
    }),
  },
  output: Saved,
  success: 201,
  refusals: [
    ...(["outside-scope", "version-stale", "library-same", "library-forbidden", "library-wrong"] as const),
    ...(["library-blocked", "library-instead-unknown"] as const),
  ],
});

export const endLibraryIndicator = route({
  method: "POST",
  path: "/library/indicators/{indicator}/end",
  summary: "End an indicator: it stays on record and no new scheme may use it",
  action: "keep-library",
  audit: "change",
  input: { params, body: z.strictObject({ programme: Id, ...Why }) },
  output: Saved,
  refusals: ["outside-scope", "not-found", "library-ended"],
});

export const previewTakeOver = route({
  method: "GET",
  path: "/library/take-over",
  summary: "What taking over the indicators of the newest scheme would add and change",
  action: "keep-library",
  audit: "none",
  input: { query: z.strictObject({ programme: Programme }) },
  output: z.object({
    programme: Id,
    scheme: z.object({ id: Id, version: z.int(), title: Name }).nullable(),
    added: z.array(z.object({ id: Id, name: Name })),
    changed: z.array(z.object({ id: Id, name: Name, fields: z.array(z.string()) })),
    same: count,
    /** Live in the library and not in the scheme; they stay. */
    absent: z.array(z.object({ id: Id, name: Name })),
    /** Ended in the library: they stay so. */
    ended: z.array(z.object({ id: Id, name: Name })),
    duplicates: z.array(z.object({ one: Named, other: Named, percent: z.int() })),
  }),
  refusals: ["outside-scope"],
});

export const takeOver = route({
  method: "POST",
  path: "/library/take-over",
  summary: "Take over the indicators of one version of a scheme",
  action: "keep-library",
  audit: "change",
  input: { body: z.strictObject({ programme: Id, scheme: Id, version: z.int().min(1), reason: Line }) },
  output: z.object({ added: count, changed: count }),
  refusals: ["outside-scope", "version-stale", "library-same"],
});
