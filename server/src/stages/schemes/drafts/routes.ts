import { ok, type Refusal, refuse, routes } from "@biaochi/contract";
import type { Clock } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { handle, type MountedRoute } from "../../../platform/mount-routes.ts";
import { alsoFor } from "../../../platform/scope.ts";
import { listProgrammes } from "../../registry/store.ts";
import { lineDifference } from "../line-difference.ts";
import { listHeadings } from "../version-store.ts";
import { decideDraft, submitDraft, withdrawDraft } from "./decide.ts";
import { headingsOf, headOf, pageOf, whoOf } from "./draft-page.ts";
import { findDraft, findRevision, listDraftRows } from "./draft-store.ts";
import { templates } from "./templates.ts";
import { vocabularyOf } from "./vocabulary.ts";
import { saveDraft, startDraft } from "./write.ts";

const mostListed = 200;

export function draftRoutes(clock: Clock): readonly MountedRoute<Actor>[] {
  const answer = async (tx: Transaction, actor: Actor, id: number) => {
    const row = await findDraft(tx, actor.scope, id);
    if (row === undefined) return refuse({ code: "outside-scope" } satisfies Refusal);
    const value = await pageOf(tx, actor, row, clock.today());
    return ok({ value, etag: String(row.revision), trail: { programme: row.programme, thing: `draft:${id}` } });
  };
  return [
    handle<Actor>()(routes.listDrafts, async (tx, { actor, input }) => {
      const rows = await listDraftRows(tx, actor.scope, { programme: input.query.programme, limit: mostListed });
      const reached = actor.scope.flatMap(({ reach }) => (reach.kind === "city" ? [reach.programme] : []));
      const known = (await listProgrammes(tx, actor.scope)).filter(
        ({ id }) => reached.includes(undefined) || reached.includes(id),
      );
      const programmes = [];
      for (const { id, title } of known) {
        const versions = headingsOf(await listHeadings(tx, actor.scope, id), clock.today());
        programmes.push({ id, title, versions });
      }
      const mayWrite = alsoFor(actor.scope, "write-draft").length > 0;
      return ok({
        value: { drafts: rows.map(headOf), programmes, templates: mayWrite ? [...templates()] : [], mayWrite },
      });
    }),
    handle<Actor>()(routes.startDraft, async (tx, { actor, input }) => {
      const started = await startDraft(tx, actor, input.body);
      if (!started.ok) return started;
      return ok({ value: { draft: started.value }, trail: { thing: `draft:${started.value}` } });
    }),
    handle<Actor>()(routes.readDraft, (tx, { actor, input }) => answer(tx, actor, input.params.draft)),
    handle<Actor>()(routes.saveDraft, async (tx, { actor, input, ifMatch }) => {
      const saved = await saveDraft(tx, actor, { ...input.params, ...input.body }, ifMatch);
      return saved.ok ? answer(tx, actor, input.params.draft) : saved;
    }),
    handle<Actor>()(routes.readDraftRevision, async (tx, { actor, input }) => {
      const { draft, revision } = input.params;
      const row = await findRevision(tx, actor.scope, draft, revision);
      if (row === undefined) return refuse({ code: "outside-scope" });
      const { since } = input.query;
      const earlier = since === undefined ? undefined : await findRevision(tx, actor.scope, draft, since);
      if (since !== undefined && earlier === undefined) return refuse({ code: "outside-scope" });
      const lines = earlier === undefined ? [] : lineDifference(earlier.document, row.document);
      const { document: text, saved_by, saved_by_name, saved_at } = row;
      return ok({
        value: {
          ...{ revision, text, by: whoOf(saved_by, saved_by_name), at: saved_at.toISOString() },
          before: earlier?.document ?? null,
          lines: lines.map((line) => ({ ...line })),
        },
      });
    }),
    handle<Actor>()(routes.readVocabulary, async (tx, { actor, input }) => {
      const row = await findDraft(tx, actor.scope, input.params.draft);
      if (row === undefined) return refuse({ code: "outside-scope" });
      return ok({ value: await vocabularyOf(tx, actor.scope, row.programme, clock.today()) });
    }),
    handle<Actor>()(routes.submitDraft, async (tx, { actor, input, ifMatch }) => {
      const asked = { ...input.params, ...input.body };
      const submitted = await submitDraft(tx, actor, asked, ifMatch, clock.today());
      return submitted.ok ? answer(tx, actor, input.params.draft) : submitted;
    }),
    handle<Actor>()(routes.decideDraft, async (tx, { actor, input, ifMatch }) => {
      const asked = { ...input.params, decision: input.body };
      const decided = await decideDraft(tx, actor, asked, ifMatch, clock.today());
      return decided.ok ? answer(tx, actor, input.params.draft) : decided;
    }),
    handle<Actor>()(routes.withdrawDraft, async (tx, { actor, input }) => {
      const withdrawn = await withdrawDraft(tx, actor, { ...input.params, ...input.body });
      return withdrawn.ok ? answer(tx, actor, input.params.draft) : withdrawn;
    }),
    handle<Actor>()(routes.listSchemeVersions, async (tx, { actor, input }) => {
      const rows = await listHeadings(tx, actor.scope, input.query.programme);
      if (rows.length === 0) return refuse({ code: "outside-scope" });
      return ok({ value: { versions: headingsOf(rows, clock.today()) } });
    }),
  ];
}
