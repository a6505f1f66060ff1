import { z } from "zod";
import { Balance, LibraryFinding, LibraryIndicator, Why, written } from "./library.ts";
import { route } from "./route.ts";
import { Id, Instant, Name, Who } from "./values.ts";

/** What an owner proposes for the library, and what the appraisal office decides on it. */

const Line = z.string().trim().min(1).max(500);

export const LibraryProposal = z
  .object({
    proposal: z.int(),
    programme: Id,
    kind: z.enum(["new", "change", "end"]),
    indicator: Id,
    name: Name,
    instead: Id.nullable(),
    reason: z.string(),
    document: z.string().nullable(),
    state: z.enum(["waiting", "accepted", "refused", "withdrawn"]),
    asked: z.object({ by: Who, at: Instant }),
    decided: z.object({ by: Who, at: Instant, reason: z.string().nullable() }).nullable(),
    /** Which version of the indicator it has become. */
    version: z.int().nullable(),
    mayDecide: z.boolean(),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: "LibraryProposal" });
export type LibraryProposal = z.output<typeof LibraryProposal>;

export const listProposals = route({
  method: "GET",
  path: "/library/proposals",
  summary:
    "Proposals for the library, those that wait first: all for the office, of an owner the own ones and those on own indicators",
  action: "see-proposals",
  audit: "none",
  input: { query: z.strictObject({ programme: Id.optional() }) },
  output: z.object({ proposals: z.array(LibraryProposal) }),
  refusals: ["outside-scope"],
});

const Sided = z.object({
  indicator: LibraryIndicator,
  owner: z.object({ id: Id, name: Name }).nullable(),
  dataOwner: z.object({ id: Id, name: Name }).nullable(),
});
const params = z.strictObject({ proposal: z.coerce.number().int().min(1).max(2_147_483_647) });

export const readProposal = route({
  method: "GET",
  path: "/library/proposals/{proposal}",
  summary: "One proposal: what the indicator says now and would say, and what stands against it today",
  action: "see-proposals",
  audit: "none",
  input: { params, query: z.strictObject({ programme: Id.optional() }) },
  output: LibraryProposal.extend({
    /** null: it is not in the library yet. */
    now: Sided.nullable(),
    /** null: it is to end. */
    proposed: Sided.nullable(),
    findings: z.array(LibraryFinding),
    /** Somebody has written another version since. */
    isStale: z.boolean(),
  }).meta({ id: "ProposalPage" }),
  refusals: ["outside-scope"],
});

export const checkProposal = route({
  method: "POST",
  path: "/library/proposals/check",
  summary: "What would be found on an indicator if it were proposed now; nothing is changed",
  action: "propose-indicator",
  audit: "none",
  input: { body: z.strictObject(written) },
  output: z.object({ findings: z.array(LibraryFinding), balance: Balance, isNew: z.boolean() }),
  refusals: ["outside-scope"],
});

const Made = z.object({ proposal: z.int() });

export const proposeIndicator = route({
  method: "POST",
  path: "/library/proposals",
  summary: "Propose a new indicator, or another version of an own one; what could not be written cannot be proposed",
  action: "propose-indicator",
  audit: "change",
  input: {
    body: z.strictObject({
      ...written,
      ...Why,
      /** The version that was on the screen; none: a new indicator. */
      after: z.int().min(1).optional(),
    }),
  },
  output: Made,
  success: 201,
  refusals: [
    ...(["outside-scope", "version-stale", "library-same", "library-forbidden", "library-wrong"] as const),
    ...(["library-blocked", "library-instead-unknown", "proposal-owner-foreign", "proposal-waits"] as const),
  ],
});

export const proposeEnd = route({
  method: "POST",
  path: "/library/indicators/{indicator}/end-proposal",
  summary: "Propose that an own indicator end",
  action: "propose-indicator",
  audit: "change",
  input: { params: z.strictObject({ indicator: Id }), body: z.strictObject({ programme: Id, ...Why }) },
  output: Made,
  success: 201,
  refusals: ["outside-scope", "library-ended", "proposal-waits"],
});

/** What is accepted is written in the same act, and meets the same blocks as on any other day. */
export const decideProposal = route({
  method: "POST",
  path: "/library/proposals/{proposal}/decision",
  summary: "Accept a proposal, which writes it, or refuse it; either way with the reason",
  action: "decide-proposal",
  audit: "change",
  input: { params, body: z.strictObject({ programme: Id, accept: z.boolean(), reason: Line }) },
  output: LibraryProposal,
  refusals: [
    ...(["outside-scope", "not-found", "same-person", "proposal-decided", "version-stale", "library-same"] as const),
    ...(["library-forbidden", "library-wrong", "library-blocked", "library-instead-unknown", "library-ended"] as const),
  ],
});

export const withdrawProposal = route({
  method: "POST",
  path: "/library/proposals/{proposal}/withdrawal",
  summary: "Withdraw an own proposal on which nobody has decided",
  action: "propose-indicator",
  audit: "change",
  input: { params, body: z.strictObject({ programme: Id }) },
  output: LibraryProposal,
  refusals: ["outside-scope", "proposal-decided"],
});
