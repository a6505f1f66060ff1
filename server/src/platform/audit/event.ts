import type { AuditKind, ReachKind, Role } from "@biaochi/contract";
import { CompiledQuery } from "kysely";
import type { Transaction } from "../database.ts";

/** What an act was about, by identifiers alone. */
export type About = {
  readonly programme?: string | undefined;
  readonly run?: number | undefined;
  readonly subject?: string | undefined;
  readonly fact?: string | undefined;
  /** Whatever else: "document:000012", "account:u-17", "grant:3". */
  readonly thing?: string | undefined;
};

/** One line of the trail before it has a time and a place. No value, no body, no address. */
export type NewAuditEvent = About & {
  readonly kind: AuditKind;
  /** The account that acted, or as whom somebody tried to; absent: nobody had signed in, or the installation acted. */
  readonly account?: string | undefined;
  /** The roles that permitted it, and how far they reach. */
  readonly roles?: readonly Role[];
  readonly reach?: readonly ReachKind[];
  /** Of the action table; acts of the installation have names of their own. */
  readonly action: string;
  readonly route?: string | undefined;
  /** "done", or the code of the refusal. */
  readonly outcome: string;
  /** Identifier of the request, as in the log. */
  readonly request?: string | undefined;
  /** {@link Trail.addressDigest} of where it came from. */
  readonly address?: string | undefined;
  /** About something that is kept from the person concerned. */
  readonly masked?: boolean;
};

const fields = `kind text, account text, roles text[], reach text[], action text, route text, programme text, run integer,
  subject text, fact text, thing text, outcome text, request text, address text, masked boolean`;
const names = fields.replaceAll(/\s+(text\[\]|text|integer|boolean)/g, "");
const values = names
  .replaceAll(/\b(roles|reach)\b/g, "coalesce($1, '{}')")
  .replace("masked", "coalesce(masked, false)");

/** One statement for any number of lines; its one parameter is made by {@link linesOf}. */
export const insertLines = `insert into audit_event (${names})
  select ${values} from jsonb_to_recordset($1::jsonb) as line(${fields})`;

/** PostgreSQL keeps no U+0000 and no half of a sign; whoever sent one is on record all the same. */
const storable = (_name: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\0", "\ufffd").toWellFormed() : value;

export const linesOf = (events: readonly NewAuditEvent[]): string => JSON.stringify(events, storable);

/**
 * Writes one line in the transaction at hand: it is there if and only if the act is. What is refused or only read has no
 * transaction of its own; for that there is the {@link Trail}.
 */
export async function recordEvent(tx: Transaction, event: NewAuditEvent): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(insertLines, [linesOf([event])]));
}
