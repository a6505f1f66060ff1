import { z } from "zod";

/**
 * Every way in which this system refuses, and the HTTP status that says so. The union is closed: a refusal without a row
 * here does not compile, and a row without a sentence in `words/` fails the tests.
 */
export const problemStatus = {
  "request-unreadable": 400,
  "not-signed-in": 401,
  "sign-in-refused": 401,
  "code-refused": 401,
  "passkey-refused": 401,
  "sso-refused": 401,
  /** What a system sends is signed with another key, or not at all. */
  "arrival-signature-refused": 401,
  /** Its time is too far from ours: it may have been overheard and sent again. */
  "arrival-untimely": 401,
  "not-permitted": 403,
  /** The city works at a level that has this module switched off. */
  "module-off": 403,
  "outside-scope": 403,
  "demo-sign-in-only": 403,
  "origin-foreign": 403,
  /** Results of people leave only after a second person has approved it. */
  "export-unapproved": 403,
  "password-wrong": 403,
  /** Whoever asks has proved who they are, but not just now: they sign in once more. */
  "proof-needed": 403,
  "sso-account-unknown": 403,
  "not-found": 404,
  /** The subject is known and in scope, and has no result in this run: no list is for it. */
  "no-result": 404,
  "live-none": 404,
  "document-gone": 404,
  "goal-unknown": 404,
  "own-task-unknown": 404,
  "sso-unknown": 404,
  "method-unknown": 405,
  "account-taken": 409,
  "account-closed": 409,
  "own-account": 409,
  "last-administrator": 409,
  "own-grant": 409,
  "same-person": 409,
  "grant-decided": 409,
  "own-export": 409,
  "approval-decided": 409,
  "own-erasure": 409,
  "erasure-decided": 409,
  "erasure-changed": 409,
  /** A duty to keep stands against it. */
  "erasure-retained": 409,
  /** Recomputing needs what was erased. */
  "facts-erased": 410,
  "administrators-apart": 409,
  conflict: 409,
  "deferral-ended": 409,
  /** Nothing has been recorded in the registry of the programme: it is imported first. */
  "registry-empty": 409,
  /** What the act is about is not there, or not on that day. */
  "registry-act-impossible": 409,
  "body-taken": 409,
  "fact-superseded": 409,
  "period-closed": 409,
  "period-open": 409,
  "run-unfinished": 409,
  "run-finished": 409,
  "trial-ended": 409,
  "engine-differs": 409,
  "release-out-of-order": 409,
  "sign-in-step-gone": 409,
  "sign-in-name-taken": 409,
  "factor-required": 409,
  "administrators-need-factor": 409,
  "recovery-open": 409,
  "recovery-own": 409,
  "recovery-needless": 409,
  "own-session": 409,
  "account-is-demo": 409,
  "password-link-open": 409,
  "password-link-waits": 409,
  "password-link-outdated": 409,
  "setting-fixed": 409,
  "setting-same": 409,
  "setting-waits": 409,
  "mail-off": 409,
  "verification-over": 409,
  "verification-answered": 409,
  /** Another measure writes the figures of the indicator. */
  "measure-taken": 409,
  "measure-ended": 409,
  "contest-open": 409,
  "contest-decided": 409,
  /** What is asked for does not follow upon the state of the finding. */
  "finding-course": 409,
  /** Of several some cannot be done with; each is named. */
  "findings-not-done": 409,
  "rule-ended": 409,
  "library-same": 409,
  "library-blocked": 409,
  "library-ended": 409,
  "library-exception-open": 409,
  /** Another proposal on the indicator waits. */
  "proposal-waits": 409,
  "proposal-decided": 409,
  "second-appraisal": 409,
  "objections-open": 409,
  "objection-open": 409,
  "objection-answered": 409,
  "matter-barred": 409,
  "exception-decided": 409,
  "cascade-open": 409,
  "cascade-confirmed": 409,
  "objection-over": 409,
  /** The entry reads differently now. */
  "rule-changed": 409,
  "rule-confirmed": 409,
  "confirmation-withdrawn": 409,
  "red-line-taken": 409,
  "red-line-decided": 409,
  "red-line-ended": 409,
  /** Another figure for the rule waits, or holds on one of the days. */
  "local-rule-taken": 409,
  "local-rule-decided": 409,
  "local-rule-ended": 409,
  "draft-not-now": 409,
  /** Nobody decides on what they wrote a line of. */
  "draft-own": 409,
  "upper-known": 409,
  "set-up-link-gone": 410,
  "mail-link-gone": 410,
  "programme-taken": 409,
  "import-over": 409,
  "import-busy": 409,
  "import-untried": 409,
  "registry-moved": 409,
  "edition-not-last": 409,
  "edition-carries-facts": 409,
  "undo-unsound": 409,
  /** The kind of a connection stays what it is. */
  "arrival-kind-fixed": 409,
  "arrival-code-taken": 409,
  "arrival-agreement-over": 409,
  "arrival-paused": 409,
  /** What was sent or laid down is not with the source any more. */
  "arrival-replay-impossible": 409,
  "arrival-waits": 409,
  "arrival-nothing-waits": 409,
  /** There is another of that name. */
  "arrival-taken": 409,
  "arrival-code-ended": 409,
  /** The mapping names no table of codes. */
  "arrival-codes-none": 409,
  /** It would go beyond what may be asked of a unit in a month. */
  "burden-over-budget": 409,
  "burden-over-count": 409,
  /** A datum that is asked for exists already: in the library, in a stream of data, or it was asked before. */
  "burden-in-library": 409,
  "burden-in-stream": 409,
  "burden-asked-before": 409,
  "burden-withdrawn": 409,
  /** Only a red warning of a period that runs is answered with a remedy. */
  "warning-not-red": 409,
  /** So many deeds of a quarter stand already. */
  "deed-limit": 409,
  /** One event counts once: as a bonus or deduction, as a deed, or by its figure. */
  "deed-matter-counted": 409,
  "deed-matter-taken": 409,
  "deed-proposal-gone": 409,
  "deed-settled": 409,
  "deed-evidence-many": 409,
  /** The same event stands as a bonus or deduction of the unit, or waits to be decided on. */
  "claim-matter-counted": 409,
  "claim-matter-open": 409,
  /** The certificate is older than the days in which one may apply. */
  "claim-too-late": 409,
  "claim-settled": 409,
  "claim-evidence-missing": 409,
  "claim-evidence-many": 409,
  /** What units have remarked has not been answered. */
  "claim-remarks-open": 409,
  "assessment-settled": 409,
  "assessment-stands": 409,
  "mission-ended": 409,
  /** Where the project, the milestone or the difficulty stands this cannot be done. */
  "project-settled": 409,
  "milestone-settled": 409,
  "difficulty-settled": 409,
  /** What stands between a project and its next stage. */
  "project-evidence-missing": 409,
  "project-milestones-open": 409,
  "project-difficulties-open": 409,
  /** Somebody else holds the report now; it is not as it was seen; another figure stands already. */
  "report-elsewhere": 409,
  "report-moved": 409,
  "report-fact-there": 409,
  "version-stale": 412,
  /** Somebody saved a newer revision meanwhile. */
  "draft-stale": 412,
  "body-too-large": 413,
  "media-type-unknown": 415,
  "host-unknown": 421,
  "idempotency-key-reused": 422,
  "correction-unsound": 422,
  "arrival-secret-needed": 422,
  "arrival-secret-short": 422,
  "arrival-keeper-unknown": 422,
  "arrival-connection-unknown": 422,
  "arrival-expression": 422,
  "arrival-field-unknown": 422,
  "arrival-pattern": 422,
  "arrival-unit-unknown": 422,
  /** Nothing of it was taken in; a part of a delivery never is refused this way. */
  "arrival-delivery-refused": 422,
  "kind-not-correctable": 422,
  "stream-unknown": 422,
  "measure-unsound": 422,
  "measure-period": 422,
  "rule-unsound": 422,
  "record-not-yours": 422,
  "contest-to-unknown": 422,
  "not-an-official": 422,
  "account-unknown": 422,
  "reach-not-for-role": 422,
  "things-unknown": 422,
  /** What an edition would leave contradicts itself. */
  "registry-unsound": 422,
  "days-out-of-order": 422,
  /** A remedy is for a day between today and the end of the period. */
  "remedy-day": 422,
  "warning-thresholds": 422,
  "setting-outside": 422,
  /** The text of the rule is to be supplied: nothing to confirm. */
  "rule-open": 422,
  "day-to-come": 422,
  "red-line-too-long": 422,
  /** Of this rule nothing is for a province or a city to set. */
  "local-rule-not-permitted": 422,
  /** It would loosen the nation's limit, or the province's. */
  "local-rule-beyond": 422,
  "local-rule-beyond-province": 422,
  "approval-too-long": 422,
  "erasure-of-nothing": 422,
  "erasure-fact-kept": 422,
  "release-document-required": 422,
  "paper-required": 422,
  "indicator-required": 422,
  "indicator-not-listed": 422,
  "library-forbidden": 422,
  "library-wrong": 422,
  "library-instead-unknown": 422,
  /** An owner proposes for the units whose indicators are their own. */
  "proposal-owner-foreign": 422,
  "correction-missing": 422,
  "cascade-unknown": 422,
  "signed-ahead": 422,
  /** The digest on a paper is not that of the list. */
  "paper-of-another": 422,
  "change-required": 422,
  "task-twice": 422,
  "person-twice": 422,
  "share-required": 422,
  "share-not-carried": 422,
  "reason-required": 422,
  "format-unknown": 422,
  "period-outside-cycle": 422,
  "draft-unreadable": 422,
  "draft-unsound": 422,
  "draft-warnings-open": 422,
  "draft-retroactive": 422,
  "body-unknown": 422,
  "decision-day-ahead": 422,
  "upper-unreadable": 422,
  "upper-thing-unknown": 422,
  "upper-period-unfit": 422,
  "upper-by-unfit": 422,
  "upper-shares-unfit": 422,
  "upper-number-unreadable": 422,
  "upper-rule-unfit": 422,
  "upper-result-above": 422,
  "upper-result-empty": 422,
  "upper-result-ahead": 422,
  "lead-unknown": 422,
  "document-unreadable": 422,
  "sign-in-name-unfit": 422,
  "password-weak": 422,
  "password-used-before": 422,
  "programme-unfit": 422,
  "file-refused": 422,
  "import-empty": 422,
  "mapping-unfit": 422,
  "edition-unknown": 422,
  "burden-fields-required": 422,
  "burden-fields-foreign": 422,
  "burden-field-twice": 422,
  "burden-statute-foreign": 422,
  "deed-link-unknown": 422,
  "claim-item-unknown": 422,
  "claim-level-unknown": 422,
  "claim-level-not-lower": 422,
  "claim-document-unfit": 422,
  "claim-reviewers-unfit": 422,
  "assessment-unknown": 422,
  "assessment-incomplete": 422,
  "assessment-points-unfit": 422,
  "assessment-reason-missing": 422,
  "assessment-all-full": 422,
  "deed-evidence-unfit": 422,
  "project-document-missing": 422,
  "report-values": 422,
  "report-file-unfit": 422,
  "version-required": 428,
  "too-many-requests": 429,
  "sign-in-locked": 429,
  "too-many-links": 429,
  "internal-error": 500,
  "explanation-differs": 500,
  "not-ready": 503,
  "too-busy": 503,
  "sso-unreachable": 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problemStatus;

/** What a sentence about a refusal may mention: values, never prose. */
export type ProblemParams = Readonly<Record<string, string | number | boolean | null>>;

/** One place in a request that could not be accepted. `path` is a JSON Pointer into the request (`/body/name`). */
export type ProblemFinding = {
  readonly path: string;
  readonly code: string;
  readonly params?: ProblemParams;
};

export type Refusal<Code extends ProblemCode = ProblemCode> = {
  readonly code: Code;
  readonly params?: ProblemParams;
  readonly findings?: readonly ProblemFinding[];
};

const paramsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** RFC 9457 problem details as they leave the server; `type` is a stable relative reference to the code. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    params: paramsSchema,
    instance: z.string(),
    findings: z.array(z.object({ path: z.string(), code: z.string(), params: paramsSchema.optional() })).optional(),
  })
  .meta({ id: "Problem" });

export type Problem = z.output<typeof problemSchema>;

/** What a decision gives: a value, or a refusal that is a value too. Throwing is for bugs. */
export type Outcome<Value, Refused = Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refused };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refuse<Refused>(refusal: Refused): { readonly ok: false; readonly refusal: Refused } {
  return { ok: false, refusal };
}
