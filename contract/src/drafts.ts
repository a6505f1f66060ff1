import { z } from "zod";
import { IndicatorEntry } from "./library.ts";
import { route } from "./route.ts";
import { DocumentLine, SchemeFinding } from "./schemes.ts";
import { Digest, Id, Instant, Name, PeriodName, Who } from "./values.ts";

/**
 * The life of a scheme before it is one: a draft is written, submitted and decided by a body. What was approved is a version
 * like any other; whether that is in force is read from the days in its document, never from a switch.
 */
export const draftStates = ["draft", "submitted", "returned", "approved", "withdrawn"] as const;
export const DraftState = z.enum(draftStates).meta({ id: "DraftState" });
export type DraftState = z.output<typeof DraftState>;

/** not-yet: its first day is to come. superseded: a newer version holds from a day on that has come. over: its last day has passed. */
export const VersionStanding = z.enum(["not-yet", "in-force", "superseded", "over"]).meta({ id: "VersionStanding" });
export type VersionStanding = z.output<typeof VersionStanding>;

/** Letters of a document that a draft may have: larger ones are not written by people. */
export const mostDraftLetters = 300_000;
export const DraftText = z.string().min(1).max(mostDraftLetters);
const Day = z.iso.date();
const Words = z.string().trim().min(1).max(200);
const DraftNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const oneDraft = z.strictObject({ draft: DraftNumber });
const Revision = z.coerce.number().int().min(1).max(1_000_000);

export const SchemeVersionHeading = z
  .object({
    scheme: Id,
    version: z.int(),
    title: Name,
    cycle: PeriodName,
    digest: Digest,
    effective: z.object({ from: Day, until: Day.nullable() }),
    standing: VersionStanding,
    /** The day from which a newer version takes its place. */
    supersededFrom: Day.nullable(),
    recordedAt: Instant,
    /** The decision by which it was approved; null: it came with its data. */
    decision: z.object({ body: Name, meeting: z.string(), day: Day, minutes: z.string() }).nullable(),
  })
  .meta({ id: "SchemeVersionHeading" });

export const DraftHead = z
  .object({
    draft: z.int(),
    programme: Id,
    scheme: Id,
    title: Name,
    source: z.object({ kind: z.enum(["version", "scheme", "template", "file"]), name: z.string() }),
    basedOn: z.int().nullable(),
    state: DraftState,
    revision: z.int(),
    digest: Digest,
    made: z.object({ by: Who, at: Instant }),
    /** The newest revision. */
    saved: z.object({ by: Who, at: Instant }),
  })
  .meta({ id: "DraftHead" });

export const DraftAct = z
  .object({
    act: z.enum(["submitted", "returned", "approved", "withdrawn"]),
    revision: z.int(),
    digest: Digest,
    by: Who,
    at: Instant,
    reason: z.string().nullable(),
    acknowledged: z.array(SchemeFinding),
    retroactive: z.string().nullable(),
    decision: z.object({ body: Name, meeting: z.string(), day: Day, minutes: z.string(), version: z.int() }).nullable(),
  })
  .meta({ id: "DraftAct" });

export const DraftPage = DraftHead.extend({
  text: z.string(),
  /** Everything that is wrong with it or should be looked at: the linter's, and what the programme's other schemes say. */
  findings: z.array(SchemeFinding),
  acts: z.array(DraftAct),
  revisions: z.array(
    z.object({ revision: z.int(), digest: Digest, by: Who, at: Instant, note: z.string().nullable() }),
  ),
  /** Where the document can be read: when it would hold, and for what. */
  effective: z.object({ from: Day, until: Day.nullable(), cycle: z.string(), version: z.int() }).nullable(),
  /** It would hold from a day that is over; then a document has to let it. */
  isRetroactive: z.boolean(),
  /** What it is compared with: recorded versions of the programme, the one in force first. */
  versions: z.array(SchemeVersionHeading),
  bodies: z.array(z.object({ id: Id, name: Name })),
  mayWrite: z.boolean(),
  /** Not whoever wrote a line of it. */
  mayDecide: z.boolean(),
}).meta({ id: "DraftPage" });
export type DraftPage = z.output<typeof DraftPage>;

export const listDrafts = route({
  method: "GET",
  path: "/drafts",
  summary: "Drafts of schemes, the newest first, with everything that a new one can be begun from",
  action: "see-drafts",
  audit: "none",
  input: { query: z.strictObject({ programme: Id.optional() }) },
  output: z.object({
    drafts: z.array(DraftHead),
    programmes: z.array(z.object({ id: Id, title: Name, versions: z.array(SchemeVersionHeading) })),
    templates: z.array(z.object({ id: Id, title: Name, document: z.string() })),
    mayWrite: z.boolean(),
  }),
  refusals: [],
});

export const startDraft = route({
  method: "POST",
  path: "/drafts",
  summary: "Begin a draft from a version, another scheme, a template or a file",
  action: "write-draft",
  audit: "change",
  input: {
    body: z.strictObject({
      programme: Id,
      from: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("version"), scheme: Id, version: z.int().min(1).max(9999) }),
        /** A version of another programme. */
        z.strictObject({
          kind: z.literal("scheme"),
          programme: Id,
          scheme: Id,
          version: z.int().min(1).max(9999),
        }),
        z.strictObject({ kind: z.literal("template"), template: Id }),
        z.strictObject({ kind: z.literal("file"), name: Words, text: DraftText }),
      ]),
    }),
  },
  output: z.object({ draft: z.int() }),
  success: 201,
  refusals: ["outside-scope", "draft-unreadable"],
});

export const readDraft = route({
  method: "GET",
  path: "/drafts/{draft}",
  summary: "A draft with its checks, its acts and everything that was ever saved of it",
  action: "see-drafts",
  audit: "none",
  input: { params: oneDraft },
  output: DraftPage,
  refusals: ["outside-scope"],
});

export const saveDraft = route({
  method: "PUT",
  path: "/drafts/{draft}",
  summary: "Save a new revision (If-Match: the revision it was written on)",
  action: "write-draft",
  audit: "change",
  input: { params: oneDraft, body: z.strictObject({ text: DraftText, note: Words.optional() }) },
  output: DraftPage,
  refusals: ["outside-scope", "version-required", "draft-stale", "draft-not-now", "draft-unreadable"],
});

export const readDraftRevision = route({
  method: "GET",
  path: "/drafts/{draft}/revisions/{revision}",
  summary: "What was saved once, and line by line what became different since an earlier revision",
  action: "see-drafts",
  audit: "none",
  input: {
    params: z.strictObject({ draft: DraftNumber, revision: Revision }),
    query: z.strictObject({ since: Revision.optional() }),
  },
  output: z.object({
    revision: z.int(),
    text: z.string(),
    by: Who,
    at: Instant,
    /** The text of `since`, and the difference; without it none. */
    before: z.string().nullable(),
    lines: z.array(DocumentLine),
  }),
  refusals: ["outside-scope"],
});

/** Words for completion while one types, and what may be chosen in the form: what this programme and its library have. */
export const readVocabulary = route({
  method: "GET",
  path: "/drafts/{draft}/vocabulary",
  summary: "Indicators of the programme and of its library, units and attributes: what a draft may name",
  action: "see-drafts",
  audit: "none",
  input: { params: oneDraft },
  output: z.object({
    /** `entry`: what is put into the document, where the library has the indicator and it may be appraised today. */
    indicators: z.array(z.object({ id: Id, name: Name, entry: IndicatorEntry.optional() })),
    units: z.array(z.object({ id: Id, name: Name })),
    attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  }),
  refusals: ["outside-scope"],
});

export const submitDraft = route({
  method: "POST",
  path: "/drafts/{draft}/submission",
  summary: "Put a draft before those who decide (If-Match: its revision)",
  action: "write-draft",
  audit: "change",
  input: {
    params: oneDraft,
    body: z.strictObject({
      /** Warnings that have been seen: "code@line". */
      acknowledged: z.array(z.string().max(200)).max(500).default([]),
      /** The document that lets it hold from a day that is over. */
      retroactive: Words.optional(),
    }),
  },
  output: DraftPage,
  refusals: [
    ...(["outside-scope", "version-required", "draft-stale", "draft-not-now", "draft-unsound"] as const),
    ...(["draft-warnings-open", "draft-retroactive"] as const),
  ],
});

export const decideDraft = route({
  method: "POST",
  path: "/drafts/{draft}/decision",
  summary:
    "Type in the decision of a body on a submitted draft (If-Match: its revision): approved, or returned with the reason",
  action: "decide-draft",
  audit: "change",
  input: {
    params: oneDraft,
    body: z.discriminatedUnion("approve", [
      z.strictObject({
        approve: z.literal(true),
        body: Id,
        meeting: Words,
        day: Day,
        minutes: Words,
        retroactive: Words.optional(),
      }),
      z.strictObject({ approve: z.literal(false), reason: z.string().trim().min(1).max(1000) }),
    ]),
  },
  output: DraftPage,
  refusals: [
    ...(["outside-scope", "version-required", "draft-stale", "draft-not-now", "draft-unsound"] as const),
    ...(["draft-own", "draft-retroactive", "body-unknown", "decision-day-ahead"] as const),
  ],
});

export const withdrawDraft = route({
  method: "POST",
  path: "/drafts/{draft}/withdrawal",
  summary: "Give a draft up; it stays on record",
  action: "write-draft",
  audit: "change",
  input: { params: oneDraft, body: z.strictObject({ reason: z.string().trim().min(1).max(500) }) },
  output: DraftPage,
  refusals: ["outside-scope", "draft-not-now"],
});

export const listSchemeVersions = route({
  method: "GET",
  path: "/schemes",
  summary: "Every version of the schemes of a programme, with how it stands today and who approved it",
  action: "see-scheme",
  audit: "none",
  input: { query: z.strictObject({ programme: Id }) },
  output: z.object({ versions: z.array(SchemeVersionHeading) }),
  refusals: ["outside-scope"],
});
