import { createHash } from "node:crypto";

/** A line as it was sealed. Times are UTC to the microsecond, because that is what the database keeps. */
export type SealedLine = {
  readonly account: string | null;
  readonly action: string;
  readonly address: string | null;
  readonly at: string;
  readonly event: string;
  readonly fact: string | null;
  readonly kind: string;
  readonly masked: boolean;
  readonly outcome: string;
  readonly programme: string | null;
  readonly reach: readonly string[];
  readonly request: string | null;
  readonly roles: readonly string[];
  readonly route: string | null;
  readonly run: number | null;
  readonly subject: string | null;
  readonly thing: string | null;
};

/** The columns of {@link SealedLine} as SQL, from a table called `e`. */
export const lineColumns = `e.account, e.action, e.address,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.event::text as event, e.fact, e.kind, e.masked,
  e.outcome, e.programme, e.reach, e.request, e.roles, e.route, e.run, e.subject, e.thing`;

/** The bytes that are hashed (docs/formats/audit-trail.md): canonical JSON (RFC 8785), names in order, nothing left out. */
export function canonicalText(line: SealedLine, sequence: bigint): string {
  const { account, action, address, at, event, fact, kind, masked, outcome, programme, reach, request, roles, route } =
    line;
  const { run, subject, thing } = line;
  const ordered = {
    ...{
      account,
      action,
      address,
      at,
      event,
      fact,
      format: "biaochi-audit/1",
      kind,
      masked,
      outcome,
      programme,
      reach,
    },
    ...{ request, roles, route, run, sequence: String(sequence), subject, thing },
  };
  return JSON.stringify(ordered);
}

/** SHA-256 over the digest before it (32 bytes) and the canonical text. */
export function digestAfter(previous: Uint8Array, text: string): Buffer {
  return createHash("sha256").update(previous).update(text, "utf8").digest();
}

/** What stands before the first line: no chain of another installation fits in here. */
export function beginning(installation: string): Buffer {
  return createHash("sha256").update(`biaochi-audit/1\n${installation}`, "utf8").digest();
}
