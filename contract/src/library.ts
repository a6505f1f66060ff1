import { z } from "zod";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Name, Who } from "./values.ts";

/** The library of indicators: what each means, who answers for it, where its figures come from, and what stands against it. */

export const librarySources = ["automatic", "reported", "assessment", "ballot", "event"] as const;
export const libraryPeriods = ["month", "quarter", "half", "year", "term"] as const;
export const libraryDirections = ["higher", "lower", "nearest", "none"] as const;
export const libraryBlocks = ["duplicate", "monitored", "one-in-one-out", "sunset-passed", "second-appraisal"] as const;

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

export const LibraryException = z
  .object({
    exception: z.int(),
    programme: Id,
    block: z.enum(libraryBlocks),
    indicator: Id,
    name: Name.nullable(),
    other: Id.nullable(),
    document: z.string(),
    signer: z.string(),
    reason: z.string(),
    until: z.iso.date(),
    /** past: it was approved and its last day is over. */
    state: z.enum(["waiting", "refused", "approved", "past"]),
    asked: z.object({ by: Who, at: Instant }),
    decided: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    mayDecide: z.boolean(),
  })
  .meta({ id: "LibraryException" });
export type LibraryException = z.output<typeof LibraryException>;

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
  }),
  refusals: ["outside-scope", "not-found"],
});

const written = { programme: Id, indicator: LibraryIndicator, instead: Id.optional() };

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

const Why = { reason: Line, document: Line.optional() };
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

export const listLibraryExceptions = route({
  method: "GET",
  path: "/library/exceptions",
  summary: "Exceptions from the blocks of the library, those that wait first, then the newest",
  action: "see-library",
  audit: "none",
  input: { query: z.strictObject({ programme: Programme }) },
  output: z.object({ exceptions: z.array(LibraryException) }),
  refusals: ["outside-scope"],
});

export const askLibraryException = route({
  method: "POST",
  path: "/library/exceptions",
  summary: "Ask that a block give way, by a document and its signer; a second person decides",
  action: "keep-library",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      block: z.enum(libraryBlocks),
      /** An indicator, known or not yet; of a second appraisal also "appraisal:<n>". */
      indicator: Id,
      other: Id.optional(),
      document: Line,
      signer: z.string().trim().min(1).max(100),
      reason: Line,
      until: z.iso.date(),
    }),
  },
  output: LibraryException,
  success: 201,
  refusals: ["outside-scope", "days-out-of-order", "library-exception-open"],
});

export const decideLibraryException = route({
  method: "POST",
  path: "/library/exceptions/{exception}/decision",
  summary: "Approve an exception as a second person, or refuse it with the reason",
  action: "decide-library-exception",
  audit: "change",
  input: {
    params: z.strictObject({ exception: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z
      .strictObject({ programme: Id, approve: z.boolean(), reason: z.string().trim().max(500).optional() })
      .refine(({ approve, reason }) => approve || (reason ?? "") !== "", { path: ["reason"] }),
  },
  output: LibraryException,
  refusals: ["outside-scope", "not-found", "same-person", "approval-decided"],
});

/** A side of the report: "scheme/<id>/<version>", or "day/2026-03-01". */
const SideName = z
  .string()
  .max(220)
  .regex(/^(scheme\/.+\/\d{1,4}|day\/\d{4}-\d{2}-\d{2})$/);
const Slim = z.object({
  side: SideName,
  indicators: count,
  bySource: z.record(z.string(), count),
  byOwner: z.array(z.object({ owner: Named.nullable(), count })),
  forms: z.number(),
  minutes: z.number(),
  byUnitType: z.array(z.object({ type: z.string(), units: count, forms: z.number(), minutes: z.number() })),
  duplicates: z.array(z.object({ one: z.object({ id: Id, name: Name }), other: z.object({ id: Id, name: Name }) })),
});

export const readSlimming = route({
  method: "GET",
  path: "/library/slimming",
  summary:
    "Two versions of schemes, or two days of the library, beside each other: what is asked, of whom, and what it takes",
  action: "see-library",
  audit: "none",
  input: { query: z.strictObject({ programme: Programme, before: SideName.optional(), after: SideName.optional() }) },
  output: z.object({
    programme: Id,
    sides: z.array(
      z.object({ side: SideName, scheme: Id.nullable(), version: z.int().nullable(), title: Name.nullable() }),
    ),
    before: Slim.nullable(),
    after: Slim.nullable(),
    /** Minutes that one asking takes, by source: the model behind all minutes here. */
    model: z.record(z.string(), z.number()),
    gone: z.array(z.object({ id: Id, name: Name, source: z.enum(librarySources).nullable() })),
    come: z.array(z.object({ id: Id, name: Name, source: z.enum(librarySources).nullable() })),
    /** Other appraisals and statutory inspections that stand today, and what they take of all units in a year. */
    beside: z.object({ appraisals: count, inspections: count, minutes: count }),
  }),
  refusals: ["outside-scope", "not-found"],
});

export const RegisteredAppraisal = z
  .object({
    appraisal: z.int(),
    kind: z.enum(["appraisal", "inspection"]),
    department: Named,
    title: z.string(),
    matter: z.string(),
    document: z.string(),
    units: z.int(),
    times: z.int(),
    /** Of one unit, each time. */
    minutes: z.int(),
    isExcepted: z.boolean(),
    recorded: z.object({ by: Who, at: Instant }),
    ended: z.object({ by: Who, at: Instant, reason: z.string() }).nullable(),
  })
  .meta({ id: "RegisteredAppraisal" });
export type RegisteredAppraisal = z.output<typeof RegisteredAppraisal>;

export const listAppraisals = route({
  method: "GET",
  path: "/library/appraisals",
  summary: "Appraisals beside this one and statutory inspections, with what they cost",
  action: "see-library",
  audit: "none",
  input: { query: z.strictObject({ programme: Programme }) },
  output: z.object({ programme: Id.nullable(), appraisals: z.array(RegisteredAppraisal) }),
  refusals: ["outside-scope"],
});

export const registerAppraisal = route({
  method: "POST",
  path: "/library/appraisals",
  summary:
    "Register a statutory inspection, or an appraisal; a second appraisal of the same thing is refused without an exception",
  action: "keep-library",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      kind: z.enum(["appraisal", "inspection"]),
      department: Id,
      title: Line,
      matter: Line,
      document: Line,
      units: z.int().min(1).max(100_000),
      times: z.int().min(1).max(366),
      minutes: z.int().min(0).max(100_000),
    }),
  },
  output: RegisteredAppraisal,
  success: 201,
  refusals: ["outside-scope", "things-unknown", "second-appraisal"],
});

export const endAppraisal = route({
  method: "POST",
  path: "/library/appraisals/{appraisal}/end",
  summary: "End a registered appraisal or inspection",
  action: "keep-library",
  audit: "change",
  input: {
    params: z.strictObject({ appraisal: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ programme: Id, reason: Line }),
  },
  output: RegisteredAppraisal,
  refusals: ["outside-scope", "not-found", "library-ended"],
});
