import { z } from "zod";
import { route } from "./route.ts";
import { ruleStates } from "./rulebooks.ts";
import { Id, Instant, Name, Who } from "./values.ts";

export const redLineCaps = ["bars-top-grade", "fails", "adjusts"] as const;
export const redLineStrikes = ["unit", "team", "person"] as const;
const caps = z.array(z.enum(redLineCaps)).min(1);
const strikes = z.array(z.enum(redLineStrikes)).min(1);
const Day = z.iso.date();
const Line = z.string().trim().min(1).max(200);

const scope = {
  /** How the grade may be touched, and of whom. */
  caps,
  strikes,
  /** Whether an exemption may lift it. */
  isLiftable: z.boolean(),
};

/** What the nation allows; an entry that is open names nothing yet, and nothing can rest on it. */
export const NationalRedLine = z
  .object({
    key: Id,
    text: Name,
    ...scope,
    basis: Name,
    article: z.string().nullable(),
    authority: Name,
    until: Day.nullable(),
    /** As on the page of the rules; what is open carries nothing. */
    state: z.enum(ruleStates),
  })
  .meta({ id: "NationalRedLine" });

const Done = z.object({ by: Who, at: Instant });

export const additionStates = ["waiting", "in-force", "to-come", "expired", "ended", "refused"] as const;

export const RedLineAddition = z
  .object({
    addition: z.int(),
    key: Id,
    title: Name,
    ...scope,
    basis: z.string(),
    document: z.string(),
    authority: z.string(),
    from: Day,
    until: Day,
    state: z.enum(additionStates),
    asked: Done,
    decided: Done.extend({ approved: z.boolean(), reason: z.string().nullable() }).nullable(),
    ended: Done.extend({ document: z.string(), reason: z.string() }).nullable(),
    mayDecide: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: "RedLineAddition", description: "What the city may draw as a red line beside the national rules." });
export type RedLineAddition = z.output<typeof RedLineAddition>;

export const listRedLines = route({
  method: "GET",
  path: "/red-lines",
  summary: "The allow-list of red lines: of the nation and of the city; what waits, for those who decide on it",
  action: "see-rulebooks",
  audit: "none",
  input: {},
  output: z.object({ national: z.array(NationalRedLine), additions: z.array(RedLineAddition) }),
  refusals: [],
});

export const askRedLine = route({
  method: "POST",
  path: "/red-lines",
  summary: "Put an addition to the allow-list before a second person",
  action: "add-red-line",
  audit: "change",
  input: {
    body: z.strictObject({
      /** "local.water": as a scheme names it. */
      key: z.string().regex(/^local\.[a-z0-9][a-z0-9-]{0,60}$/),
      title: Name,
      ...scope,
      basis: z.string().trim().min(1).max(500),
      document: Line,
      authority: Line,
      from: Day,
      until: Day,
    }),
  },
  output: z.object({ addition: z.int() }),
  success: 201,
  refusals: ["red-line-taken", "days-out-of-order", "red-line-too-long"],
});

const params = z.strictObject({ addition: z.coerce.number().int().min(1).max(2_147_483_647) });

export const decideRedLine = route({
  method: "POST",
  path: "/red-lines/{addition}/decision",
  summary: "Approve or refuse an addition, as a second person",
  action: "decide-red-line",
  audit: "change",
  input: {
    params,
    body: z.union([
      z.strictObject({ approve: z.literal(true) }),
      z.strictObject({ approve: z.literal(false), reason: z.string().trim().min(1).max(500) }),
    ]),
  },
  output: z.object({ addition: z.int() }),
  refusals: ["not-found", "same-person", "red-line-decided"],
});

/** A scheme in force keeps what it rests on; a new one cannot rest on it any more. */
export const endRedLine = route({
  method: "POST",
  path: "/red-lines/{addition}/end",
  summary: "End an addition, by a document",
  action: "add-red-line",
  audit: "change",
  input: { params, body: z.strictObject({ document: Line, reason: z.string().trim().min(1).max(500) }) },
  output: z.object({ addition: z.int() }),
  refusals: ["not-found", "red-line-ended"],
});
