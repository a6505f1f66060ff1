import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { unitNames } from "../../registry/store.ts";
import { findSubject } from "../../registry/subject-store.ts";
import { askingOn, listSummary, ownList } from "../../schemes/lists-store.ts";
import { findSchemeVersion, listSchemeVersions, schemeOf } from "../../schemes/store.ts";
import { previewOf } from "./preview.ts";
import { isProgrammeInScope, subjectsOfType, targetsOf } from "./target-store.ts";

/** Lists as they are asked of somebody: the scheme with the targets that were recorded. */
export const listRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.readSchemeInForce, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if (!(await isProgrammeInScope(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
    const found = askingOn(clock.today(), await listSchemeVersions(tx, actor.scope, programme));
    return ok({ value: { scheme: found ? { id: found.scheme, version: found.version } : null } });
  }),
  handle<Actor>()(routes.readSchemeLists, async (tx, { actor, input }) => {
    const { programme, type } = input.query;
    const row = await findSchemeVersion(tx, actor.scope, { ...input.params, programme });
    if (row === undefined) return refuse({ code: "outside-scope" });
    const scheme = schemeOf(row);
    const subjects = await subjectsOfType(tx, actor.scope, row.programme, type);
    const lists = subjects.flatMap((subject) => listSummary(scheme, { ...subject, service: [] }) ?? []);
    const different = new Set(lists.map(({ digest }) => digest)).size;
    return ok({ value: { programme: row.programme, lists, different } });
  }),
  handle<Actor>()(routes.readListInWords, async (tx, { actor, input }) => {
    const { subject: id, ...version } = input.params;
    const row = await findSchemeVersion(tx, actor.scope, { ...version, programme: input.query.programme });
    const subject = row && (await findSubject(tx, actor.scope, row.programme, id));
    if (row === undefined || subject === undefined) return refuse({ code: "outside-scope" });
    const nameUnit = await unitNames(tx, actor.scope, row.programme);
    const targets = await targetsOf(tx, actor.scope, row.programme, id);
    const value = ownList(
      schemeOf(row),
      subject,
      nameUnit,
      targets.map((each) => ({ ...each })),
    );
    return value === undefined ? refuse({ code: "outside-scope" }) : ok({ value });
  }),
  handle<Actor>()(routes.previewScheme, async (tx, { actor, input }) => {
    if (!(await isProgrammeInScope(tx, actor.scope, input.body.programme))) return refuse({ code: "outside-scope" });
    return ok({ value: await previewOf(tx, actor.scope, input.body) });
  }),
];
