import {
  type DeferralCause,
  dataClasses,
  deferralCauses,
  ok,
  type Role,
  releasesFor,
  roles,
  routes,
} from "@biaochi/contract";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { programmeInScope } from "../../platform/scope.ts";
import { type DeferralRow, listDeferrable, listDeferrals, listRunsOver, type Reader } from "./cause-store.ts";
import { deferGrade, deferrableOf, endDeferral } from "./commands.ts";

const readerOf = ({ scope, account }: Actor): Reader => ({ scope, self: account?.self?.id });

const causes = (Object.keys(deferralCauses) as DeferralCause[]).map((cause) => ({ cause, ...deferralCauses[cause] }));

/** What a role reads of a deferral, by the action table and the data class. */
function readBy(role: Role): "cause" | "deferral" | "nothing" {
  const named: readonly Role[] = dataClasses.investigation.readBy;
  if (named.includes(role)) return "cause";
  return releasesFor("see-subject", role).length > 0 ? "deferral" : "nothing";
}

const pageOf = ({ id, subject, unit, first_day: from, set, ended, ...row }: DeferralRow) => ({
  ...row,
  ...{ deferral: id, subject, unit, from },
  set: { by: set.by, byName: set.name, at: set.at },
  ended:
    ended === null
      ? null
      : { by: ended.by, byName: ended.name, at: ended.at, document: ended.document, reason: ended.reason },
});

/** The doors of those who are named in the data class. Their lines in the audit trail name whom, and never why. */
export const deferralRoutes: readonly MountedRoute<Actor>[] = [
  handle<Actor>()(routes.listDeferrals, async (tx, { actor, input }) => {
    const { cursor, limit, ...which } = input.query;
    const before = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
    const found = await listDeferrals(tx, readerOf(actor), { ...which, before, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const programmes = await listDeferrable(tx, programmeInScope(actor.scope, "p.id"));
    return ok({
      value: {
        deferrals: shown.map(pageOf),
        next: found.length > limit ? String(shown.at(-1)?.id ?? "") : null,
        programmes: programmes.map((each) => ({ ...each, periods: [...each.periods] })),
        causes,
      },
      trail: { masked: true },
    });
  }),
  handle<Actor>()(routes.previewDeferral, async (tx, { actor, input }) => {
    const whose = await deferrableOf(tx, readerOf(actor), input.query);
    if (!whose.ok) return whose;
    const { id, type, name } = whose.value;
    return ok({
      value: {
        subject: { id, type, name },
        runs: [...(await listRunsOver(tx, input.query))],
        seen: roles.map((role) => ({ role, reads: readBy(role) })),
      },
      trail: { masked: true },
    });
  }),
  handle<Actor>()(routes.deferGrade, async (tx, { actor, input }) => {
    const set = await deferGrade(tx, readerOf(actor), input.body, actor.id);
    return set.ok ? ok({ value: set.value, trail: { masked: true } }) : set;
  }),
  handle<Actor>()(routes.endDeferral, async (tx, { actor, input }) => {
    const ended = await endDeferral(tx, readerOf(actor), { ...input.params, ...input.body, by: actor.id });
    return ended.ok ? ok({ value: { ...input.params }, trail: { ...ended.value, masked: true } }) : ended;
  }),
];
