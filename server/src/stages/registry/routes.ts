import { ok, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../platform/clock.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import { programmeInScope } from "../../platform/scope.ts";
import { listMeetings, makeBody } from "./body-store.ts";
import { doAct, nameOfAct, previewAct } from "./commands.ts";
import { bodiesPageOf, fileOf, officialPageOf, treeOf, unitPageOf } from "./pages.ts";
import { listConfirmations } from "./rulebooks/confirmation-store.ts";
import { cited } from "./rulebooks/figures.ts";
import { bodyChanges, callBy, entryChanges, mostShown, namesIn, subjectChanges } from "./seen.ts";
import { listEditions, unitsInScope } from "./tree-store.ts";
import { isProgrammeInScope, namesOf } from "./whereabouts-store.ts";

/** The doors of the registry. Acts are one door with one form of input: what each says is the engine's business. */
export const registryRoutes = (clock: Clock): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.readRegistryTree, async (tx, { actor, input }) => {
    const { on = clock.today() } = input.query;
    const tree = await treeOf(tx, actor.scope, { ...input.params, on });
    return tree.ok ? ok({ value: tree.value, etag: String(tree.value.edition) }) : tree;
  }),
  handle<Actor>()(routes.readRegistryUnit, async (tx, { actor, input }) => {
    const { on = clock.today(), cursor, limit } = input.query;
    const { programme, subject: unit } = input.params;
    const page = await unitPageOf(tx, actor.scope, { programme, unit, on, cursor, limit });
    return page.ok ? ok({ value: page.value, etag: String(page.value.edition) }) : page;
  }),
  handle<Actor>()(routes.readRegistryOfficial, async (tx, { actor, input }) => {
    const page = await officialPageOf(tx, actor.scope, { ...input.params, on: clock.today() });
    return page.ok ? ok({ value: page.value, etag: String(page.value.edition) }) : page;
  }),
  handle<Actor>()(routes.readPersonnelFile, async (tx, { actor, input }) => {
    const file = await fileOf(tx, actor.scope, { ...input.params, on: clock.today() });
    return file.ok ? ok({ value: file.value }) : file;
  }),
  handle<Actor>()(routes.listBodies, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const found = await bodiesPageOf(tx, actor.scope, programme);
    if (!found.ok) return found;
    const meetings = await listMeetings(tx, actor.scope, programme);
    const { edition, bodies } = found.value;
    return ok({
      value: {
        edition,
        bodies: [...bodies],
        meetings: meetings.map(({ id: meeting, ...row }) => ({ meeting, ...row })),
      },
      etag: String(edition),
    });
  }),
  handle<Actor>()(routes.listRegistryEditions, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const { cursor, limit } = input.query;
    if (!(await isProgrammeInScope(tx, programmeInScope(actor.scope, "p.id"), programme)))
      return refuse({ code: "outside-scope" });
    const before = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
    const found = await listEditions(tx, actor.scope, programme, { before, limit: limit + 1 });
    const shown = found.slice(0, limit);
    return ok({
      value: {
        editions: shown.map(({ recording: edition, author, author_name, recorded_at, counts, ...row }) => ({
          ...{ ...row, edition, counts: { ...counts }, by: { id: author, name: author_name } },
          at: recorded_at.toISOString(),
        })),
        next: found.length > limit ? String(shown.at(-1)?.recording ?? "") : null,
      },
    });
  }),
  handle<Actor>()(routes.previewRegistryAct, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const previewed = await previewAct(tx, actor.scope, { programme, roles: actor.roles, ...input.body });
    if (!previewed.ok) return previewed;
    const { newest, before, after, edition, findings, changes, problem, term, bodyEnd } = previewed.value;
    const units = new Map(after.unit.map(({ unit, name }) => [unit, name]));
    const entries = [...entryChanges(before, edition, namesIn(after)), ...bodyChanges(bodyEnd)];
    const subjects = subjectChanges(changes, callBy(units));
    return ok({
      value: {
        edition: newest?.recording ?? 0,
        problem: problem === undefined ? null : { code: problem.code, values: { ...problem.values } },
        findings: findings.slice(0, mostShown).map((each) => ({ ...each, values: { ...each.values } })),
        ...{ entries: entries.slice(0, mostShown), entryCount: entries.length },
        ...{ subjects: subjects.slice(0, mostShown), subjectCount: subjects.length },
        term:
          term === undefined
            ? null
            : { months: term.months, until: term.until, rule: cited(term.rule, await listConfirmations(tx)) },
      },
      trail: { thing: `act:${nameOfAct(input.body.act)}` },
    });
  }),
  handle<Actor>()(routes.doRegistryAct, async (tx, { actor, input, ifMatch }) => {
    const { programme } = input.params;
    const done = await doAct(tx, actor.scope, {
      ...{ programme, ...input.body, roles: actor.roles, by: actor.id, ifMatch },
    });
    if (!done.ok) return done;
    const { about, ...value } = done.value;
    const trail = { subject: about, thing: `act:${nameOfAct(input.body.act)}` };
    return ok({ value, etag: String(value.edition), trail });
  }),
  handle<Actor>()(routes.makeBody, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const { reason: _, ...body } = input.body;
    if (!(await isProgrammeInScope(tx, programmeInScope(actor.scope, "p.id"), programme)))
      return refuse({ code: "outside-scope" });
    const known = await unitsInScope(tx, actor.scope, programme);
    const named = await namesOf(tx, actor.scope, programme, body.units);
    const unknown = body.units.filter((unit) => !known.has(unit) && !named.has(unit));
    if (unknown.length > 0) return refuse({ code: "things-unknown", params: { things: unknown.join(", ") } });
    if (!(await makeBody(tx, programme, body))) return refuse({ code: "body-taken", params: { body: body.id } });
    return ok({ value: { body: body.id }, trail: { thing: `body:${body.id}` } });
  }),
];
