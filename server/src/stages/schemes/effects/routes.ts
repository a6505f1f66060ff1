import { type Outcome, ok, type Refusal, refuse, routes } from "@biaochi/contract";
import { writeWorkbook } from "../../../dataset/spreadsheet.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { finishTodos } from "../../../platform/todos.ts";
import { findDraft } from "../drafts/draft-store.ts";
import { checkText } from "../drafts/findings.ts";
import { noticeKey, versionBefore } from "../drafts/notice.ts";
import { findSchemeVersion, type SchemeVersionRow, schemeOf } from "../store.ts";
import { effectsOf } from "./effects.ts";
import { effectsWorkbook } from "./effects-workbook.ts";

const read = (row: SchemeVersionRow | undefined) => row && { scheme: schemeOf(row), digest: row.digest };

type Against = { readonly scheme?: string | undefined; readonly version?: number | undefined };

async function effectsOfDraft(
  tx: Transaction,
  actor: Actor,
  { draft: id, scheme, version }: { readonly draft: number } & Against,
  today: string,
): Promise<Outcome<Awaited<ReturnType<typeof effectsOf>>, Refusal<"outside-scope" | "draft-unsound">>> {
  const { scope } = actor;
  const draft = await findDraft(tx, scope, id);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  const { programme, document: text, digest } = draft;
  const checked = await checkText(tx, scope, { programme, scheme: draft.scheme, text }, today);
  if (checked.scheme === undefined)
    return refuse({
      code: "draft-unsound",
      params: { n: checked.findings.filter((each) => each.severity === "error").length },
    });
  const after = { scheme: checked.scheme, digest };
  const before =
    scheme !== undefined && version !== undefined
      ? await findSchemeVersion(tx, scope, { programme, scheme, version })
      : await versionBefore(tx, scope, {
          ...{ programme, scheme: checked.scheme.id, version: checked.scheme.version, cycle: checked.scheme.cycle },
          effective_from: checked.scheme.effective.from,
        });
  if (before === undefined && version !== undefined) return refuse({ code: "outside-scope" });
  return ok(await effectsOf(tx, scope, { programme, before: read(before), after }));
}

export function effectRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  return [
    handle<Actor>()(routes.readDraftEffects, async (tx, { actor, input }) => {
      const effects = await effectsOfDraft(tx, actor, { ...input.params, ...input.query }, clock.today());
      return effects.ok ? ok({ value: effects.value }) : effects;
    }),
    handle<Actor>()(routes.exportDraftEffects, async (tx, { actor, input }) => {
      const { lang, ...against } = input.query;
      const effects = await effectsOfDraft(tx, actor, { ...input.params, ...against }, clock.today());
      if (!effects.ok) return effects;
      const content = await writeWorkbook(effectsWorkbook(effects.value, lang));
      const { scheme, version } = effects.value.after;
      return ok({
        value: { name: `${scheme}-v${version}-changes.xlsx`, content },
        trail: { thing: `draft:${input.params.draft}` },
      });
    }),
    handle<Actor>()(routes.readSchemeEffects, async (tx, { actor, input }) => {
      const { programme, since } = input.query;
      const { scope } = actor;
      const row = await findSchemeVersion(tx, scope, { ...input.params, programme });
      if (row === undefined) return refuse({ code: "outside-scope" });
      const before =
        since === undefined
          ? await versionBefore(tx, scope, row)
          : await findSchemeVersion(tx, scope, { programme: row.programme, scheme: row.scheme, version: since });
      if (before === undefined && since !== undefined) return refuse({ code: "outside-scope" });
      const after = { scheme: schemeOf(row), digest: row.digest };
      return ok({ value: await effectsOf(tx, scope, { programme: row.programme, before: read(before), after }) });
    }),
    handle<Actor>()(routes.noteScheme, async (tx, { actor, input }) => {
      const { programme } = input.body;
      const row = await findSchemeVersion(tx, actor.scope, { ...input.params, programme });
      if (row === undefined) return refuse({ code: "outside-scope" });
      await finishTodos(tx, noticeKey({ ...input.params, programme }, actor.id), actor.id);
      return ok({ value: { noted: true } });
    }),
  ];
}
