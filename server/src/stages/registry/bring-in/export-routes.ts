import { may, ok, refuse, routes } from "@biaochi/contract";
import { emptyRegistry } from "@biaochi/engine";
import { writeWorkbook } from "../../../dataset/spreadsheet.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, handleLong, type MountedRoute } from "../../../platform/mount-routes.ts";
import { contentOf, type ExportRecord, endExport, keptDays, listExports } from "./export-store.ts";
import { askExport, decideExport, noteTaken, wording } from "./exports.ts";
import { listRecognised, withdrawRecognised } from "./recognised-store.ts";
import { titleOf } from "./routes.ts";
import { workbookOf } from "./workbook-out.ts";

const mostShown = 30;

const open: readonly ExportRecord["state"][] = ["asked", "waiting", "ready"];

const seen = (each: ExportRecord, { id, roles }: Actor) => ({
  ...{ export: each.id, extent: each.extent, state: each.state, purpose: each.purpose, size: each.size },
  by: { id: each.account, name: each.account_name },
  at: each.asked_at.toISOString(),
  decidedBy: each.decided_by === null ? null : { id: each.decided_by, name: each.decider_name },
  mayDecide: each.state === "asked" && !each.is_own,
  mayTake: each.state === "ready" && each.account === id && may("export-registry", roles),
  mayEnd: open.includes(each.state) && each.account === id && may("export-registry", roles),
});

/** How the registry leaves, the empty form of it, and whom names in workbooks were said to mean. `onQueued`: told when work waits. */
export const registryExportRoutes = (onQueued: () => void): readonly MountedRoute<Actor>[] => [
  handle<Actor>()(routes.listRegistryExports, async (tx, { actor, input }) => {
    const { programme } = input.params;
    if ((await titleOf(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
    const found = await listExports(tx, actor.scope, { programme, reader: actor.id, limit: mostShown });
    return ok({ value: { exports: found.map((each) => seen(each, actor)), keptDays } });
  }),
  handle<Actor>()(routes.askRegistryExport, async (tx, { actor, input, reply }) => {
    const { programme } = input.params;
    if ((await titleOf(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
    const id = await askExport(tx, { programme, account: actor.id, ...input.body });
    reply.raw.once("close", onQueued);
    return ok({ value: { export: id }, trail: { programme, thing: `export:${id}` } });
  }),
  handle<Actor>()(routes.decideRegistryExport, async (tx, { actor, input, reply }) => {
    const { programme, export: id } = input.params;
    const decided = await decideExport(tx, actor.scope, { programme, id, by: actor.id, ...input.body });
    if (!decided.ok) return decided;
    reply.raw.once("close", onQueued);
    return ok({ value: { export: id }, trail: { programme, thing: `export:${id}` } });
  }),
  handle<Actor>()(routes.endRegistryExport, async (tx, { actor, input }) => {
    const { programme, export: id } = input.params;
    if (!(await endExport(tx, actor.scope, { programme, id, reader: actor.id })))
      return refuse({ code: "outside-scope" });
    await noteTaken(tx, id, actor.id);
    return ok({ value: { export: id }, trail: { programme, thing: `export:${id}` } });
  }),
  handleLong<Actor>()(routes.takeRegistryExport, async (database, { actor, input }) => {
    const { programme, export: id } = input.params;
    const title = await database.read((tx) => titleOf(tx, actor.scope, programme));
    const content = await database.read((tx) => contentOf(tx, actor.scope, { programme, id, reader: actor.id }));
    if (title === undefined || content === undefined) return refuse({ code: "outside-scope" });
    await database.transaction((tx) => noteTaken(tx, id, actor.id));
    return ok({ value: { name: `${title["zh-CN"]}.xlsx`, content }, trail: { programme, thing: `export:${id}` } });
  }),
  handle<Actor>()(routes.readRegistryTemplate, async (tx, { actor, input }) => {
    const { lang } = input.query;
    const title = await titleOf(tx, actor.scope, input.params.programme);
    if (title === undefined) return refuse({ code: "outside-scope" });
    const extent = "without-decisions";
    const content = await writeWorkbook(
      workbookOf(emptyRegistry, [], { extent, ...wording(lang, extent, title[lang], undefined) }),
    );
    return ok({ value: { name: `${title[lang]}.xlsx`, content } });
  }),
  handle<Actor>()(routes.listRecognised, async (tx, { actor, input }) => {
    const { programme } = input.params;
    const { cursor, limit } = input.query;
    if ((await titleOf(tx, actor.scope, programme)) === undefined) return refuse({ code: "outside-scope" });
    const before = cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : undefined;
    const found = await listRecognised(tx, actor.scope, { programme, before, limit: limit + 1 });
    const recognised = found.slice(0, limit).map(({ id, official, name, said_at, ...row }) => ({
      ...{ ...row, recognised: id, at: said_at.toISOString() },
      official: { id: official, name: name ?? { "zh-CN": official, en: official } },
    }));
    return ok({
      value: { recognised, next: found.length > limit ? String(recognised.at(-1)?.recognised ?? "") : null },
    });
  }),
  handle<Actor>()(routes.withdrawRecognised, async (tx, { actor, input }) => {
    const { programme, recognised: id } = input.params;
    if (!(await withdrawRecognised(tx, actor.scope, { programme, id, by: actor.id })))
      return refuse({ code: "outside-scope" });
    return ok({ value: { recognised: id }, trail: { programme, thing: `recognised:${id}` } });
  }),
];
