import { z } from "zod";
import { evidenceTypes } from "./deeds.ts";
import { route } from "./route.ts";
import { Digest, ExactText, Id, Instant, Name, PeriodName, Who } from "./values.ts";

/**
 * Deductions and bonuses that people decide on (加减分事项): proposed or applied for, answered or reviewed, and confirmed. Only what
 * was confirmed becomes a fact.
 */
export const claimKinds = ["deduction", "bonus"] as const;
/** joint-supervision: a formal conclusion of the authorities that supervise together; only its document number enters. */
export const claimOrigins = ["owner", "joint-supervision", "unit"] as const;
/**
 * silent: the unit has not answered in its days, which confirms nothing. list-over: the list has been open to all units long enough.
 * declined: a reviewer did not agree.
 */
export const claimStates = [
  ...([
    "proposed",
    "silent",
    "accepted",
    "objected",
    "applied",
    "in-review",
    "declined",
    "listed",
    "list-over",
  ] as const),
  ...(["confirmed", "lowered", "dropped"] as const),
] as const;
export const claimSteps = [
  ...(["accepted", "objected", "reviewer", "agreed", "disagreed", "listed", "remarked", "remark-answered"] as const),
  ...(["confirmed", "lowered", "dropped"] as const),
] as const;
export const claimActs = [
  ...(["answer", "attach", "name-reviewers", "review", "remark", "answer-remark", "confirm", "lower", "drop"] as const),
] as const;
export type ClaimAct = (typeof claimActs)[number];
/** Files that show one claim, of each side. */
export const mostClaimEvidence = 5;

const Statement = z.string().trim().min(1).max(1000);
const Line = z.string().trim().min(1).max(200);
const Day = z.iso.date();
const ClaimNumber = z.coerce.number().int().min(1).max(2_147_483_647);
const Unit = z.object({ id: Id, type: z.literal("unit"), name: Name });
const Level = z.object({ level: z.string(), points: ExactText });

export const ClaimEvidence = z.object({
  ...{ sha256: Digest, name: z.string(), mediaType: z.enum(evidenceTypes), size: z.int(), by: Who },
});

export const ClaimStep = z
  .object({
    step: z.int(),
    what: z.enum(claimSteps),
    /** The unit that reviews, agrees or remarks. */
    unit: Unit.nullable(),
    level: z.string().nullable(),
    text: z.string().nullable(),
    until: Day.nullable(),
    /** The remark that is answered. */
    of: z.int().nullable(),
    made: z.object({ by: Who, at: Instant }),
  })
  .meta({ id: "ClaimStep" });

export const Claim = z
  .object({
    claim: z.int(),
    kind: z.enum(claimKinds),
    origin: z.enum(claimOrigins),
    unit: Unit,
    item: z.object({ id: Id, name: Name }),
    type: z.string(),
    /** How a scheme calls the type of the event; null: none says. */
    event: Name.nullable(),
    /** As proposed; what it was lowered to stands in the steps. */
    level: z.string().nullable(),
    /** What this level takes or gives by itself, before caps of the item; null where the rule counts several together. */
    points: ExactText.nullable(),
    levels: z.array(Level),
    matter: z.string(),
    what: z.string().nullable(),
    document: z.string(),
    documentDay: Day,
    day: Day,
    /** The day by which it counts, and the period of the scheme in which that day lies. */
    effect: z.object({ day: Day, period: PeriodName }),
    due: z.object({ day: Day, isProvisional: z.boolean() }).nullable(),
    state: z.enum(claimStates),
    entered: z.object({ by: Who, at: Instant }),
    fact: z.string().nullable(),
    evidence: z.array(ClaimEvidence),
    steps: z.array(ClaimStep),
    may: z.array(z.enum(claimActs)),
  })
  .meta({ id: "Claim" });
export type Claim = z.output<typeof Claim>;

/** What a scheme takes or gives for an event of one type. */
export const ClaimChoice = z
  .object({
    kind: z.enum(claimKinds),
    item: z.object({ id: Id, name: Name }),
    type: z.string(),
    /** How the scheme calls the type of the event; null: it does not say. */
    event: Name.nullable(),
    levels: z.array(Level),
    points: ExactText.nullable(),
  })
  .meta({ id: "ClaimChoice" });
export type ClaimChoice = z.output<typeof ClaimChoice>;

const ofProgramme = z.strictObject({ programme: Id });
const ofClaim = z.strictObject({ claim: ClaimNumber });
const made = z.object({ claim: z.int() });
const unfit = [
  ...(["outside-scope", "day-to-come", "days-out-of-order", "claim-item-unknown", "claim-level-unknown"] as const),
  ...(["claim-document-unfit", "claim-matter-counted", "claim-matter-open", "period-closed"] as const),
];
const wanted = {
  ...{
    unit: Id,
    item: Id,
    type: Line,
    level: Line.optional(),
    matter: Line,
    document: Line,
    documentDay: Day,
    day: Day,
  },
  /** Whether it counts by the day on which it happened, or by that of the document. */
  counts: z.enum(["event", "document"]).default("event"),
};

export const NewDeduction = z
  .strictObject({
    ...wanted,
    what: Statement.optional(),
    origin: z.enum(["owner", "joint-supervision"]).default("owner"),
  })
  .meta({ id: "NewDeduction" });
export const NewBonus = z.strictObject({ ...wanted, what: Statement }).meta({ id: "NewBonus" });

export const listClaims = route({
  method: "GET",
  path: "/programmes/{programme}/claims",
  summary: "Deductions and bonuses in reach, the newest first, and every bonus whose list is or was open to all units",
  action: "see-claims",
  audit: "read",
  input: {
    params: ofProgramme,
    query: z.strictObject({ state: z.enum(claimStates).optional(), before: ClaimNumber.optional() }),
  },
  output: z.object({ claims: z.array(Claim), next: z.int().nullable() }),
  refusals: ["outside-scope"],
});

export const readClaimChoices = route({
  method: "GET",
  path: "/programmes/{programme}/claim-choices",
  summary: "For which units and items one may propose a deduction or apply for a bonus, with the tables of levels",
  action: "see-claim-choices",
  audit: "none",
  input: { params: ofProgramme, query: z.strictObject({ day: Day.optional() }) },
  output: z.object({
    units: z.array(Unit),
    /** Of these the own ones, which may apply. */
    own: z.array(Id),
    choices: z.array(ClaimChoice),
  }),
  refusals: ["outside-scope"],
});

export const proposeDeduction = route({
  method: "POST",
  path: "/programmes/{programme}/deductions",
  summary: "Propose a deduction, with the number of the document that says so; the unit answers within its days",
  action: "propose-deduction",
  audit: "change",
  input: { params: ofProgramme, body: NewDeduction },
  output: made,
  success: 201,
  refusals: [...unfit],
});

export const applyForBonus = route({
  method: "POST",
  path: "/programmes/{programme}/bonuses",
  summary: "Apply for a bonus of the own unit, within so many days of the certificate",
  action: "apply-bonus",
  audit: "change",
  input: { params: ofProgramme, body: NewBonus },
  output: made,
  success: 201,
  refusals: [...unfit, "claim-too-late"],
});

export const readClaim = route({
  method: "GET",
  path: "/claims/{claim}",
  summary: "One deduction or bonus with everything that has been done about it",
  action: "see-claims",
  audit: "read",
  input: { params: ofClaim },
  output: Claim.extend({ programme: Id, units: z.array(Unit) }),
  refusals: ["outside-scope"],
});

export const answerDeduction = route({
  method: "POST",
  path: "/claims/{claim}/answer",
  summary: "Accept a proposed deduction, or object to it and say why",
  action: "answer-deduction",
  audit: "change",
  input: {
    params: ofClaim,
    body: z.discriminatedUnion("accept", [
      z.strictObject({ accept: z.literal(true) }),
      z.strictObject({ accept: z.literal(false), text: Statement }),
    ]),
  },
  output: made,
  refusals: ["outside-scope", "same-person", "claim-settled"],
});

export const nameReviewers = route({
  method: "POST",
  path: "/claims/{claim}/reviewers",
  summary: "Name the two units that review a bonus together; never the one that applies",
  action: "name-reviewers",
  audit: "change",
  input: { params: ofClaim, body: z.strictObject({ units: z.array(Id).length(2) }) },
  output: made,
  refusals: ["outside-scope", "claim-settled", "claim-reviewers-unfit", "claim-evidence-missing"],
});

export const reviewBonus = route({
  method: "POST",
  path: "/claims/{claim}/review",
  summary:
    "Agree to a bonus for a unit that reviews it, or not, with the reason; when both agree it is listed for all units",
  action: "review-bonus",
  audit: "change",
  input: { params: ofClaim, body: z.strictObject({ unit: Id, agree: z.boolean(), text: Statement }) },
  output: made,
  refusals: ["outside-scope", "same-person", "claim-settled"],
});

export const raiseRemark = route({
  method: "POST",
  path: "/claims/{claim}/remarks",
  summary: "Say something against, or about, a bonus that is listed for all units",
  action: "raise-remark",
  audit: "change",
  input: { params: ofClaim, body: z.strictObject({ unit: Id, text: Statement }) },
  output: made,
  refusals: ["outside-scope", "claim-settled"],
});

export const answerRemark = route({
  method: "POST",
  path: "/claims/{claim}/remarks/{remark}/answer",
  summary: "Answer what a unit has remarked; without it the bonus cannot be confirmed",
  action: "answer-remark",
  audit: "change",
  input: {
    params: z.strictObject({ claim: ClaimNumber, remark: ClaimNumber }),
    body: z.strictObject({ text: Statement }),
  },
  output: made,
  refusals: ["outside-scope", "claim-settled"],
});

export const decideClaim = route({
  method: "POST",
  path: "/claims/{claim}/decision",
  summary: "Confirm it, which makes it a fact; confirm a deduction at a lower level; or drop it with a reason",
  action: "decide-claim",
  audit: "change",
  input: {
    params: ofClaim,
    body: z.discriminatedUnion("outcome", [
      z.strictObject({ outcome: z.literal("confirm"), text: Statement.optional() }),
      z.strictObject({ outcome: z.literal("lower"), level: Line, text: Statement }),
      z.strictObject({ outcome: z.literal("drop"), text: Statement }),
    ]),
  },
  output: z.object({ claim: z.int(), fact: z.string().nullable() }),
  refusals: [
    ...(["outside-scope", "same-person", "claim-settled", "claim-evidence-missing", "claim-remarks-open"] as const),
    ...(["claim-level-not-lower", "claim-matter-counted", "period-closed"] as const),
  ],
});

export const attachClaimEvidence = route({
  method: "PUT",
  path: "/claims/{claim}/evidence",
  summary: "Attach a file (PDF, PNG, JPEG) that shows it: of whoever proposed it, or of the unit concerned",
  action: "attach-claim-evidence",
  audit: "change",
  input: {
    params: ofClaim,
    query: z.strictObject({
      name: z.string().trim().min(1).max(200),
      /** That it holds nothing classified. */
      declared: z.literal("yes"),
    }),
  },
  output: z.object({ claim: z.int(), sha256: Digest }),
  refusals: ["outside-scope", "claim-settled", "deed-evidence-unfit", "claim-evidence-many"],
});

export const takeClaimEvidence = route({
  method: "GET",
  path: "/claims/{claim}/evidence/{sha256}",
  summary: "One file that shows a deduction or bonus, as it was attached",
  action: "see-claim-evidence",
  audit: "read",
  input: { params: z.strictObject({ claim: ClaimNumber, sha256: z.string().regex(/^[0-9a-f]{64}$/) }) },
  output: { mediaType: "application/octet-stream" },
  refusals: ["outside-scope", "document-gone"],
});
