import { z } from "zod";
import { roles } from "./roles.ts";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Who } from "./values.ts";

/** Who is signed in now, for the security administrator: by what proof, since when, and never what they look at. */
export const LiveSession = z
  .object({
    session: z.int(),
    account: Who,
    roles: z.array(z.enum(roles)),
    /** "password+code": how its holder proved who they are. */
    way: z.string(),
    /** "Edge · Windows"; empty where the browser said nothing. */
    device: z.string(),
    /** Keyed digest of the address it was begun from: equal for equal addresses, and no address. */
    place: z.string().nullable(),
    beganAt: Instant,
    /** To the minute. */
    seenAt: Instant,
    /** Ends at this moment whatever happens, and earlier when it is not used. */
    endsAt: Instant,
    /** Whether it is the reader's own: those end on the page of the own security. */
    isOwn: z.boolean(),
  })
  .meta({ id: "LiveSession" });
export type LiveSession = z.output<typeof LiveSession>;

/** What was done to an account or its sessions, by whom and why. */
export const accountActs = ["active", "suspended", "closed", "session-ended", "sessions-ended"] as const;
export const AccountAct = z
  .object({
    id: z.int(),
    account: Who,
    act: z.enum(accountActs),
    reason: z.string(),
    by: Who,
    at: Instant,
  })
  .meta({ id: "AccountAct" });

const Reason = z.strictObject({ reason: z.string().trim().min(1).max(500) });

export const listLiveSessions = route({
  method: "GET",
  path: "/sessions",
  summary: "Sessions that are open now, the newest first; q is part of a name, an identifier or a staff number",
  action: "see-sessions",
  audit: "none",
  input: {
    query: z.strictObject({
      q: z.string().max(100).optional(),
      account: Id.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({
    sessions: z.array(LiveSession),
    next: Cursor.nullable(),
    /** Of all that are open, whatever was asked for. */
    total: z.int(),
    accounts: z.int(),
  }),
  refusals: [],
});

export const endLiveSession = route({
  method: "POST",
  path: "/sessions/{session}/end",
  summary: "End one session of somebody else",
  action: "end-sessions",
  audit: "none",
  input: {
    params: z.strictObject({ session: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: Reason,
  },
  output: z.object({ ended: z.int() }),
  refusals: ["not-found", "own-session"],
});

export const endSessionsOfAccount = route({
  method: "POST",
  path: "/accounts/{account}/sessions/end",
  summary: "End every session of somebody else, and whatever sign-in they have under way",
  action: "end-sessions",
  audit: "none",
  input: { params: z.strictObject({ account: Id }), body: Reason },
  output: z.object({ ended: z.int() }),
  refusals: ["account-unknown", "own-session"],
});

export const listAccountActs = route({
  method: "GET",
  path: "/account-acts",
  summary: "What administrators did to accounts and sessions, with their reasons, newest first",
  action: "see-accounts",
  audit: "none",
  input: {
    query: z.strictObject({
      account: Id.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(20),
    }),
  },
  output: z.object({ acts: z.array(AccountAct), next: Cursor.nullable() }),
  refusals: [],
});
