import { z } from "zod";
import { route } from "./route.ts";
import { Cursor, Id, Instant, Who } from "./values.ts";

/**
 * waiting: for a second person. ready: for whoever asked to take it. taken: shown once, not used yet. used, expired, ended:
 * over.
 */
export const passwordLinkStates = ["waiting", "ready", "taken", "used", "expired", "ended"] as const;

const Done = z.object({ by: Who, at: Instant });

export const PasswordLink = z
  .object({
    link: z.int(),
    account: Who,
    reason: z.string(),
    state: z.enum(passwordLinkStates),
    /** A role of the account needs a second factor: then a second person confirms. */
    isTwofold: z.boolean(),
    asked: Done,
    confirmed: Done.nullable(),
    ended: Done.nullable(),
    /** Until when it works, once it was taken. */
    expiresAt: Instant.nullable(),
    /** What the reader may do with it. */
    mayConfirm: z.boolean(),
    mayTake: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: "PasswordLink", description: "A link by which somebody sets a first or a new password. It works once." });
export type PasswordLink = z.output<typeof PasswordLink>;

const params = z.strictObject({ link: z.coerce.number().int().min(1).max(2_147_483_647) });

export const listPasswordLinks = route({
  method: "GET",
  path: "/password-links",
  summary: "Links for passwords, newest first; never what stands in them",
  action: "see-password-links",
  audit: "none",
  input: {
    query: z.strictObject({
      which: z.enum(["open", "all"]).default("open"),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  output: z.object({ links: z.array(PasswordLink), next: Cursor.nullable() }),
  refusals: [],
});

export const askPasswordLink = route({
  method: "POST",
  path: "/password-links",
  summary: "Ask for a link by which somebody sets a first or a new password",
  action: "make-password-link",
  audit: "none",
  input: { body: z.strictObject({ account: Id, reason: z.string().trim().min(1).max(500) }) },
  output: PasswordLink,
  success: 201,
  refusals: ["account-unknown", "own-account", "account-is-demo", "password-link-open", "sign-in-name-taken"],
});

export const confirmPasswordLink = route({
  method: "POST",
  path: "/password-links/{link}/confirmation",
  summary: "Confirm a link as a second person; whoever asked for it takes it then",
  action: "confirm-password-link",
  audit: "none",
  input: { params },
  output: PasswordLink,
  refusals: ["not-found", "same-person", "own-account"],
});

/** The one answer that holds a link. The digest alone is kept, so that nobody can ask for it again. */
export const takePasswordLink = route({
  method: "POST",
  path: "/password-links/{link}/address",
  summary: "Take the link that one has asked for: it is shown this once",
  action: "make-password-link",
  audit: "none",
  input: { params },
  output: z.object({ address: z.string(), expiresAt: Instant }),
  refusals: ["not-found", "password-link-waits", "password-link-outdated", "account-unknown"],
});

export const endPasswordLink = route({
  method: "POST",
  path: "/password-links/{link}/end",
  summary: "Withdraw or refuse a link; one that was taken and not used opens nothing any more",
  action: "end-password-link",
  audit: "none",
  input: { params },
  output: PasswordLink,
  refusals: ["not-found"],
});
