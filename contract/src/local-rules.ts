import { z } from "zod";
import { route } from "./route.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** What a province or a city has set for itself inside what the nation permits: by a document, for a time, by two persons. */

export const localLevels = ["province", "city"] as const;
const Day = z.iso.date();
const Line = z.string().trim().min(1).max(200);
const Note = z.string().trim().min(1).max(500);
const Share = z.string().regex(/^\d{1,3}(\.\d{1,4})?%$/);

/** A figure of the rules that may be set locally, as it stands: of how many, or how long. */
export const RuleFigure = z
  .discriminatedUnion("of", [
    z.object({
      of: z.literal("quota"),
      share: z.string(),
      /** With the consent of whoever the rule names. */
      ceiling: z.string().nullable(),
      byTeamGrade: z.array(z.object({ grade: Name, share: z.string() })),
    }),
    z.object({
      of: z.literal("clock"),
      bound: z.enum(["at-least", "at-most"]),
      length: z.int(),
      unit: z.enum(["days", "working-days", "months"]),
    }),
  ])
  .meta({ id: "RuleFigure" });
export type RuleFigure = z.output<typeof RuleFigure>;

export const LocalFigure = z
  .union([
    z.strictObject({
      share: Share,
      /** Up to which consent may raise it; without it no consent does. */
      ceiling: Share.optional(),
      byTeamGrade: z.record(z.string().min(1).max(20), Share).optional(),
    }),
    z.strictObject({ length: z.int().min(1).max(3650) }),
  ])
  .meta({ id: "LocalFigure" });

/** Who has set a value upon the nation's, and by which document. */
export const RuleLayer = z
  .object({
    local: z.int(),
    level: z.enum(localLevels),
    authority: z.string(),
    document: z.string(),
    from: Day,
    until: Day.nullable(),
  })
  .meta({ id: "RuleLayer" });

const Done = z.object({ by: Who, at: Instant });

/** beyond: its days have come, and it does not hold, since what stands above it has become stricter. */
const localStates = ["waiting", "in-force", "to-come", "beyond", "expired", "ended", "refused"] as const;

export const LocalRule = z
  .object({
    local: z.int(),
    rule: Id,
    /** The national rule upon which it is set. */
    text: Name,
    level: z.enum(localLevels),
    figure: LocalFigure,
    authority: z.string(),
    document: z.string(),
    /** What the document says, in its words. */
    excerpt: z.string(),
    from: Day,
    until: Day.nullable(),
    state: z.enum(localStates),
    asked: Done,
    decided: Done.extend({ approved: z.boolean(), reason: z.string().nullable() }).nullable(),
    ended: Done.extend({ document: z.string(), reason: z.string(), lastDay: Day }).nullable(),
    mayDecide: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: "LocalRule", description: "A figure of a province or a city upon a national rule." });
export type LocalRule = z.output<typeof LocalRule>;

export const listLocalRules = route({
  method: "GET",
  path: "/local-rules",
  summary:
    "What may be set locally and what has been: in force, to come and over; what waits, for those who decide on it",
  action: "see-rulebooks",
  audit: "none",
  input: {},
  output: z.object({
    /** National rules that hold today and of which a figure may be set locally. */
    rules: z.array(
      z.object({
        rule: Id,
        text: Name,
        source: Name,
        article: z.string().nullable(),
        national: RuleFigure,
        /** What holds today, and whose it is; no layer: the nation's. */
        inForce: RuleFigure,
        layers: z.array(RuleLayer),
      }),
    ),
    locals: z.array(LocalRule),
  }),
  refusals: [],
});

export const askLocalRule = route({
  method: "POST",
  path: "/local-rules",
  summary: "Put a local figure before a second person; what would loosen the rule is refused with its article",
  action: "add-local-rule",
  audit: "change",
  input: {
    body: z.strictObject({
      rule: Id,
      level: z.enum(localLevels),
      figure: LocalFigure,
      authority: Line,
      document: Line,
      excerpt: Note,
      from: Day,
      until: Day.optional(),
    }),
  },
  output: z.object({ local: z.int() }),
  success: 201,
  refusals: [
    ...(["not-found", "local-rule-not-permitted", "local-rule-beyond", "local-rule-beyond-province"] as const),
    ...(["local-rule-taken", "days-out-of-order"] as const),
  ],
});

const params = z.strictObject({ local: z.coerce.number().int().min(1).max(2_147_483_647) });

export const decideLocalRule = route({
  method: "POST",
  path: "/local-rules/{local}/decision",
  summary: "Confirm or refuse a local figure, as a second person who has the document before them",
  action: "decide-local-rule",
  audit: "change",
  input: {
    params,
    body: z.union([
      z.strictObject({ approve: z.literal(true) }),
      z.strictObject({ approve: z.literal(false), reason: Note }),
    ]),
  },
  output: z.object({ local: z.int() }),
  refusals: [
    ...(["not-found", "same-person", "local-rule-decided", "local-rule-not-permitted"] as const),
    ...(["local-rule-beyond", "local-rule-beyond-province"] as const),
  ],
});

/** What was computed by it stays. From the day after on what stands above it holds again. */
export const endLocalRule = route({
  method: "POST",
  path: "/local-rules/{local}/end",
  summary: "End a local figure, by a document, with a last day",
  action: "add-local-rule",
  audit: "change",
  input: { params, body: z.strictObject({ document: Line, reason: Note, lastDay: Day }) },
  output: z.object({ local: z.int() }),
  refusals: ["not-found", "local-rule-ended", "days-out-of-order"],
});
