import { ok, routes } from "@biaochi/contract";
import { checkTrail } from "../../platform/audit/check.ts";
import { exportLines } from "../../platform/audit/export.ts";
import type { Database } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { type AuditPlace, listAudit, listReaders } from "./audit-store.ts";

const mostFindings = 200;

export type AuditOptions = { readonly database: Database; readonly heads: string; readonly keepDays: number };

const writePlace = ({ at, event }: AuditPlace): string => `${at}/${event}`;

/** One that was tampered with reads as the beginning of the list. */
function readPlace(cursor: string | undefined): AuditPlace | undefined {
  const [, at, event] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\/(\d{1,18})$/.exec(cursor ?? "") ?? [];
  const isMoment = at !== undefined && new Date(Date.parse(at) || 0).toISOString().slice(0, 19) === at.slice(0, 19);
  return isMoment && event !== undefined ? { at, event } : undefined;
}

/** The trail for the audit administrator, who reads who did what and nobody's score; and for everyone, who read theirs. */
export function auditRoutes({ database, heads, keepDays }: AuditOptions): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.searchAudit, async (tx, { actor, input }) => {
      const { cursor, limit, ...filter } = input.query;
      const found = await listAudit(tx, actor.scope, filter, { after: readPlace(cursor), limit: limit + 1 });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const events = shown.map((line) => ({
        ...line,
        event: Number(line.event),
        sequence: line.sequence === null ? null : Number(line.sequence),
      }));
      const next = found.length > limit && last ? writePlace({ at: last.at, event: String(last.event) }) : null;
      return ok({ value: { events, next } });
    }),
    handle<Actor>()(routes.checkAudit, async () => {
      const { findings, ...counts } = await checkTrail(database, heads);
      return ok({
        value: { ...counts, findings: findings.slice(0, mostFindings).map(({ code, params }) => ({ code, params })) },
      });
    }),
    handle<Actor>()(routes.exportAudit, async (_tx, { input }) => {
      const { from, until } = input.query;
      const name = `audit-${from ?? "begin"}-${until ?? "now"}.ndjson`;
      return ok({ value: { name, content: exportLines(database, { from, until }) } });
    }),
    handle<Actor>()(routes.readOwnReaders, async (tx, { actor }) =>
      ok({
        value: {
          months: (await listReaders(tx, actor.scope)).map(({ month, readers }) => ({ month, readers: [...readers] })),
          days: keepDays,
        },
      }),
    ),
  ];
}
