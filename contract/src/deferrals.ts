import { z } from "zod";
import { deferralCauses } from "./deferral-causes.ts";
import { releases, roles } from "./roles.ts";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Name, PeriodName, SubjectName } from "./values.ts";

/** Why a person's grade is not determined for now: only what a national rule names, with whether its text was read. */
export { deferralCauses };
export type DeferralCause = keyof typeof deferralCauses;

const causes = Object.keys(deferralCauses) as [DeferralCause, ...DeferralCause[]];
export const DeferralCauseName = z.enum(causes).meta({ id: "DeferralCause" });

/** What everybody but the named readers reads in place of a deferred grade, whatever the cause. */
export const deferredGrade = "deferred";

/** Fewer people than this with a deferred grade are not counted aloud. */
export const fewestDeferredShown = 5;

const Day = z.iso.date();
const Document = z.string().trim().min(1).max(200);
/** Why the act is done, not what the case is about: contents of a case stand on paper. */
const Reason = z.string().trim().min(1).max(200);
const Done = z.object({ by: z.string(), byName: Name.nullable(), at: Instant });

export const Deferral = z
  .object({
    deferral: z.int(),
    programme: Id,
    subject: SubjectName,
    unit: SubjectName.nullable(),
    /** The cycle whose grade is withheld. */
    period: PeriodName,
    cause: DeferralCauseName,
    /** The day from which it holds by its document. */
    from: Day,
    document: z.string(),
    reason: z.string(),
    set: Done,
    ended: Done.extend({ document: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: "Deferral", description: "A person’s grade is withheld: for named readers, with its cause." });
export type Deferral = z.output<typeof Deferral>;

export const listDeferrals = route({
  method: "GET",
  path: "/deferrals",
  summary: "Deferred grades with their causes, newest first; nothing about the reader",
  action: "see-deferrals",
  audit: "read",
  input: {
    query: z.strictObject({
      programme: Id.optional(),
      which: z.enum(["open", "all"]).default("open"),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    deferrals: z.array(Deferral),
    next: Cursor.nullable(),
    /** Of which programmes and cycles a grade can be deferred. */
    programmes: z.array(z.object({ id: Id, title: Name, periods: z.array(PeriodName) })),
    causes: z.array(z.object({ cause: DeferralCauseName, source: z.string(), verified: z.boolean() })),
  }),
  refusals: [],
});

const whose = { programme: Id, subject: Id, period: PeriodName };

/** Asked before it is done. The cause is no part of the question: it would stand in addresses. */
export const previewDeferral = route({
  method: "GET",
  path: "/deferrals/preview",
  summary: "What a deferral would withhold, and what each role would read of it",
  action: "defer-grade",
  audit: "read",
  input: { query: z.strictObject(whose) },
  output: z.object({
    subject: SubjectName,
    /** Finished runs of that cycle, newest first: the grade is withheld in all of them, and in later ones. */
    runs: z.array(z.object({ run: z.int(), release: z.enum(releases) })),
    /** cause: the cause as well. deferral: that the grade is not determined for now. nothing: no result at all. */
    seen: z.array(z.object({ role: z.enum(roles), reads: z.enum(["cause", "deferral", "nothing"]) })),
  }),
  refusals: ["outside-scope", "not-an-official", "period-outside-cycle"],
});

export const deferGrade = route({
  method: "POST",
  path: "/deferrals",
  summary: "Defer the grade of a person, by a document",
  action: "defer-grade",
  audit: "change",
  input: {
    body: z.strictObject({ ...whose, cause: DeferralCauseName, from: Day, document: Document, reason: Reason }),
  },
  /** `isNew`: false where the same stood already. That is no refusal: the trail keeps refusals, and this one would tell of causes. */
  output: z.object({ deferral: z.int(), isNew: z.boolean() }),
  success: 201,
  refusals: ["outside-scope", "not-an-official", "period-outside-cycle"],
});

/** The grade is read again as the run proposes it, unless another deferral stands. */
export const endDeferral = route({
  method: "POST",
  path: "/deferrals/{deferral}/end",
  summary: "End a deferral, by a document",
  action: "end-deferral",
  audit: "change",
  input: {
    params: z.strictObject({ deferral: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ document: Document, reason: Reason }),
  },
  output: z.object({ deferral: z.int() }),
  refusals: ["outside-scope", "deferral-ended"],
});
