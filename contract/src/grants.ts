import { z } from "zod";
import { reaches, roles } from "./roles.ts";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Name } from "./values.ts";

const Day = z.iso.date();
const Reason = z.string().trim().min(1).max(500);
const GrantNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/** proposed: waits for a second person. to-come, holds, lapsed: by its days. ended: before its time. */
export const GrantState = z.enum(["proposed", "to-come", "holds", "lapsed", "ended"]).meta({ id: "GrantState" });

/** Who decided and when: an account with its name, or what is none, such as the command line, with null. */
const Done = z.object({ by: z.string(), byName: Name.nullable(), at: Instant });

export const Grant = z
  .object({
    grant: z.int(),
    account: z.object({ id: Id, name: Name }),
    role: z.enum(roles),
    reach: z.enum(reaches),
    programme: Id.nullable(),
    /** The units, people, indicators or the body that it reaches, as they are called. */
    things: z.array(z.object({ id: Id, name: Name })),
    from: Day,
    /** The last day on which it holds; null: until it is ended. */
    until: Day.nullable(),
    reason: z.string(),
    state: GrantState,
    given: Done,
    confirmed: Done.nullable(),
    ended: Done.extend({ reason: z.string().nullable() }).nullable(),
    /** Whether the reader is the second person that it waits for: what is asked is let through (confirmed; of a hand-over, accepted). */
    mayConfirm: z.boolean(),
  })
  .meta({ id: "Grant", description: "What somebody may do, from whom, confirmed by whom, from when until when." });
export type Grant = z.output<typeof Grant>;

const oneGrant = z.strictObject({ grant: GrantNumber });

export const listGrants = route({
  method: "GET",
  path: "/grants",
  summary: "Grants in reach, newest first: administrators see all, a head those of the unit’s liaisons",
  action: "see-grants",
  audit: "none",
  input: {
    query: z.strictObject({
      account: Id.optional(),
      /** Part of a name, an identifier or a staff number of whom it is for. */
      q: z.string().max(100).optional(),
      role: z.enum(roles).optional(),
      /** open: what waits for a second person. */
      which: z.enum(["all", "open", "holding"]).default("all"),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ grants: z.array(Grant), next: Cursor.nullable() }),
  refusals: [],
});

const NewGrant = z.strictObject({
  account: Id,
  role: z.enum(roles),
  reach: z.enum(reaches),
  programme: Id.optional(),
  things: z.array(Id).max(2000).default([]),
  from: Day,
  until: Day.optional(),
  reason: Reason,
});

/** Names alone: what may be named in a grant, for those who give one. */
export const listGrantable = route({
  method: "GET",
  path: "/grantable",
  summary: "Programmes, and the units, officials, indicators or bodies of one that a grant may name",
  action: "give-grant",
  audit: "none",
  input: {
    query: z.strictObject({
      programme: Id.optional(),
      reach: z.enum(["units", "people", "indicators", "body"]).optional(),
      /** Part of a name in either language, or of an identifier. */
      q: z.string().max(100).optional(),
    }),
  },
  output: z.object({
    programmes: z.array(z.object({ id: Id, title: Name })),
    /** Every role with the reaches that it may have. */
    roles: z.array(z.object({ role: z.enum(roles), reaches: z.array(z.enum(reaches)) })),
    /** The first fifty. */
    things: z.array(z.object({ id: Id, name: Name })),
  }),
  refusals: [],
});

/** Nothing is permitted by it until somebody else has confirmed it. */
export const giveGrant = route({
  method: "POST",
  path: "/grants",
  summary: "Propose that somebody may do something",
  action: "give-grant",
  audit: "grant",
  input: { body: NewGrant },
  output: Grant,
  success: 201,
  refusals: [
    "account-unknown",
    "own-grant",
    "administrators-apart",
    "reach-not-for-role",
    "things-unknown",
    "days-out-of-order",
  ],
});

export const confirmGrant = route({
  method: "POST",
  path: "/grants/{grant}/confirm",
  summary: "Confirm, as a second person, what somebody else has granted to a third",
  action: "confirm-grant",
  audit: "grant",
  input: { params: oneGrant },
  output: Grant,
  refusals: ["outside-scope", "own-grant", "same-person", "grant-decided", "administrators-apart"],
});

export const endGrant = route({
  method: "POST",
  path: "/grants/{grant}/end",
  summary: "End a grant, or withdraw one that was never confirmed",
  action: "end-grant",
  audit: "grant",
  input: { params: oneGrant, body: z.strictObject({ reason: Reason }) },
  output: Grant,
  refusals: ["outside-scope", "grant-decided", "last-administrator"],
});

/** The head or the liaison names the successor, who accepts; the centre has no part in it. */
export const handOver = route({
  method: "POST",
  path: "/hand-overs",
  summary: "Hand a unit’s liaison over to somebody of the same unit",
  action: "hand-over",
  audit: "grant",
  input: { body: z.strictObject({ programme: Id, unit: Id, to: Id, reason: Reason }) },
  output: Grant,
  success: 201,
  refusals: ["outside-scope", "account-unknown", "own-grant"],
});

/** From this moment the successor is the liaison and the one before is not. */
export const acceptHandOver = route({
  method: "POST",
  path: "/hand-overs/{grant}/accept",
  summary: "Accept to be the liaison of the own unit",
  action: "accept-hand-over",
  audit: "grant",
  input: { params: oneGrant },
  output: Grant,
  refusals: ["outside-scope", "administrators-apart"],
});

/** What waits for the reader's own acceptance. */
export const listHandOvers = route({
  method: "GET",
  path: "/hand-overs",
  summary: "Hand-overs that wait for the reader, and to whom the reader may hand over",
  action: "accept-hand-over",
  audit: "none",
  input: {},
  output: z.object({
    waiting: z.array(Grant),
    /** Units whose liaison the reader may name, with the accounts of their people. */
    units: z.array(
      z.object({
        programme: Id,
        unit: z.object({ id: Id, name: Name }),
        successors: z.array(z.object({ id: Id, name: Name })),
      }),
    ),
  }),
  refusals: [],
});
