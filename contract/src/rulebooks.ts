import { z } from "zod";
import { RuleFigure, RuleLayer } from "./local-rules.ts";
import { route } from "./route.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** How a thing is known. read: its text was read. secondary: somebody else states it. memory: nothing confirmed it. */
const Evidence = z.enum(["read", "secondary", "memory"]).meta({ id: "RuleEvidence" });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Day = z.iso.date();
const Document = z.string().trim().min(1).max(200);
const PersonName = z.string().trim().min(1).max(100);

export const RuleConfirmation = z
  .object({
    confirmation: z.int(),
    /** Who confirmed it, by name, and the account that recorded it. */
    name: z.string(),
    by: Who,
    day: Day,
    document: z.string(),
    note: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: "RuleConfirmation" });

/** read: the text was read. confirmed: the city has confirmed it. waiting: neither. open: the text is to be supplied. */
export const ruleStates = ["read", "confirmed", "waiting", "open"] as const;

export const NationalRule = z
  .object({
    rule: Id,
    subject: z.string(),
    from: Day,
    until: Day.nullable(),
    fromEvidence: Evidence,
    /** Whether it holds today. */
    holds: z.boolean(),
    source: Name,
    article: z.string().nullable(),
    chapter: z.string().nullable(),
    numberEvidence: Evidence,
    evidence: Evidence,
    text: Name,
    note: Name.nullable(),
    /** SHA-256 of the entry: what a confirmation holds for. */
    entry: Sha256,
    state: z.enum(ruleStates),
    verified: z.boolean(),
    confirmation: RuleConfirmation.nullable(),
    /** An earlier reading of it was confirmed; this one has changed since. */
    hasChanged: z.boolean(),
    /** Of a rule of which a figure may be set locally: the one that holds today, and whose it is (no layer: the nation's). */
    figure: RuleFigure.nullable(),
    layers: z.array(RuleLayer),
  })
  .meta({ id: "NationalRule" });
export type NationalRule = z.output<typeof NationalRule>;

/** A rule that something rests on, as it is told beside it. */
export const RuleCited = z
  .object({
    rule: Id,
    source: Name,
    article: z.string().nullable(),
    chapter: z.string().nullable(),
    state: z.enum(ruleStates),
    /** Who has set its value, from above to below; none: the nation's own. */
    layers: z.array(RuleLayer),
  })
  .meta({ id: "RuleCited" });

export const readRulebooks = route({
  method: "GET",
  path: "/rulebooks",
  summary: "The national rules with source, evidence and confirmation; what is still to be confirmed",
  action: "see-rulebooks",
  audit: "none",
  input: {},
  output: z.object({
    edition: z.object({ digest: Sha256, day: Day.nullable() }),
    subjects: z.array(z.object({ subject: z.string(), title: Name })),
    rules: z.array(NationalRule),
    /** Rules that hold today and are neither read nor confirmed. */
    waiting: z.int(),
    /** The last day that the calendar of working days knows. */
    calendarUntil: Day,
  }),
  refusals: [],
});

export const confirmRule = route({
  method: "POST",
  path: "/rulebooks/confirmations",
  summary: "Confirm one entry of the national rules, by name, day and document",
  action: "confirm-rule",
  audit: "change",
  input: {
    body: z.strictObject({
      rule: Id,
      entry: Sha256,
      name: PersonName,
      day: Day,
      document: Document,
      note: z.string().trim().min(1).max(500).optional(),
    }),
  },
  output: z.object({ confirmation: z.int() }),
  success: 201,
  refusals: ["not-found", "rule-changed", "rule-confirmed", "rule-open", "day-to-come"],
});

export const withdrawConfirmation = route({
  method: "POST",
  path: "/rulebooks/confirmations/{confirmation}/withdrawal",
  summary: "Withdraw a confirmation; both stay on record",
  action: "confirm-rule",
  audit: "change",
  input: {
    params: z.strictObject({ confirmation: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ name: PersonName, reason: z.string().trim().min(1).max(500) }),
  },
  output: z.object({ confirmation: z.int() }),
  refusals: ["not-found", "confirmation-withdrawn"],
});
