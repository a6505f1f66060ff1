import { z } from "zod";
import { problemStatus } from "./problem.ts";
import { type Role, reaches, roles } from "./roles.ts";
import { auditKinds, route } from "./route.ts";
import { Cursor, Id, Instant, Name } from "./values.ts";

/** One line of the trail. It names whom and what an act was about, and never a value. */
export const AuditEvent = z
  .object({
    /** Identifier of the line, and its place in the chain; null until it is sealed, a second later. */
    event: z.int(),
    sequence: z.int().nullable(),
    at: Instant,
    kind: z.enum(auditKinds),
    /** null: nobody had signed in, or the installation itself acted. */
    account: z.object({ id: Id, name: Name.nullable() }).nullable(),
    /** The roles that permitted the act, and how far they reach. */
    roles: z.array(z.enum(roles)),
    reach: z.array(z.enum(reaches)),
    action: z.string(),
    /** "GET /runs/{run}/subjects/{subject}"; null: not through a route. */
    route: z.string().nullable(),
    programme: Id.nullable(),
    run: z.int().nullable(),
    subject: z.object({ id: Id, name: Name.nullable() }).nullable(),
    fact: Id.nullable(),
    /** Whatever else the act was about: "document:000012", "account:u-17". */
    thing: z.string().nullable(),
    /** The account among those, as it is called. */
    about: z.object({ id: Id, name: Name }).nullable(),
    /** "done", or the code of the refusal. */
    outcome: z.string(),
    request: z.string().nullable(),
    /** Keyed digest of the address it came from: equal for equal addresses, and no address. */
    address: z.string().nullable(),
  })
  .meta({ id: "AuditEvent" });
export type AuditEvent = z.output<typeof AuditEvent>;

const outcomes = ["done", ...Object.keys(problemStatus)] as const;

const filter = {
  /** From this day on, and up to this day, both inside. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  kind: z.enum(auditKinds).optional(),
  /** Who acted, or on whose account: identifier, or part of a name. */
  account: Id.optional(),
  action: z.string().min(1).max(100).optional(),
  /** Unit, team or official it was about: identifier, or part of a name. */
  subject: Id.optional(),
  /** Whatever else it was about: "document:000012", or its second part alone; of an account part of a name, too. */
  thing: Id.optional(),
  /** "refused": whatever was not done. */
  outcome: z.enum(["refused", ...outcomes]).optional(),
};
const auditFilter = z.strictObject(filter);
export type AuditFilter = z.output<typeof auditFilter>;

export const searchAudit = route({
  method: "GET",
  path: "/audit",
  summary: "The audit trail, newest first",
  action: "see-audit",
  audit: "read",
  input: {
    query: z.strictObject({
      ...filter,
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  output: z.object({ events: z.array(AuditEvent), next: Cursor.nullable() }),
  refusals: [],
});

export const checkAudit = route({
  method: "GET",
  path: "/audit/check",
  summary: "Whether the trail is as it was sealed: every line, every batch, and the heads kept beside the database",
  action: "see-audit",
  audit: "read",
  input: {},
  output: z.object({
    rows: z.int(),
    batches: z.int(),
    /** Lines that wait for their seal. */
    unsealed: z.int(),
    /** Sentences of words `audit.<code>`; none: it is sound. The first 200. */
    findings: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
  }),
  refusals: [],
});

/** docs/formats/audit-trail.md says the lines byte by byte. */
export const exportAudit = route({
  method: "GET",
  path: "/audit/export.ndjson",
  summary: "The sealed lines of some days with their chain, one JSON object each",
  action: "export-audit",
  audit: "export",
  input: { query: z.strictObject({ from: filter.from, until: filter.until }) },
  output: { mediaType: "application/x-ndjson" },
  refusals: [],
});

/** Who reads files, as a person is told. */
export const readerGroups = ["self", "unit", "body", "authority", "oversight"] as const;
export type ReaderGroup = (typeof readerGroups)[number];

/**
 * Reads by the appraisal office (the organisation department's) and by discipline are told to nobody but the audit
 * administrator; owners and administrators read no result.
 */
const groupOfRole: Readonly<Record<Role, ReaderGroup | undefined>> = {
  organiser: undefined,
  discipline: undefined,
  owner: undefined,
  head: "unit",
  liaison: "unit",
  deputy: "unit",
  "section-head": "unit",
  "committee-member": "body",
  clerk: "body",
  authority: "authority",
  auditor: "oversight",
  "case-officer": "oversight",
  official: undefined,
  "system-administrator": undefined,
  "security-administrator": undefined,
  "audit-administrator": undefined,
};

/**
 * The group that a read of somebody else's file is told as; undefined: it is not told. One role that is not told hides the
 * read. That the reader is an official as well says nothing: as such nobody reads another's file.
 */
export function readerGroupOf(held: readonly Role[]): ReaderGroup | undefined {
  const groups = held.filter((role) => role !== "official").map((role) => groupOfRole[role]);
  if (groups.includes(undefined)) return undefined;
  return readerGroups.findLast((group) => groups.includes(group));
}

export const readOwnReaders = route({
  method: "GET",
  path: "/own-file/readers",
  summary: "Who looked at one's own file: category and month",
  action: "see-own-readers",
  audit: "none",
  input: {},
  output: z.object({
    /** Newest first; a month in which nobody looked is not named. */
    months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), readers: z.array(z.enum(readerGroups)) })),
    /** How long the trail is kept. */
    days: z.int(),
  }),
  refusals: [],
});
