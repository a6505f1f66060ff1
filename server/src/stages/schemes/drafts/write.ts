import { type InputOf, type Outcome, ok, type Refusal, refuse, type routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { type Scope, wholeProgrammeInScope } from "../../../platform/scope.ts";
import { findSchemeVersion, listSchemeVersions } from "../store.ts";
import { type DraftRow, findDraftToChange, type NewDraft, saveNewDraft, saveRevision } from "./draft-store.ts";
import { after } from "./life.ts";
import { headingOf, withVersion } from "./source.ts";
import { templates } from "./templates.ts";

type From = InputOf<typeof routes.startDraft>["body"]["from"];
type Begun = Pick<NewDraft, "source" | "source_name" | "based_on" | "document">;

async function isKnown(tx: Transaction, scope: Scope, programme: string): Promise<boolean> {
  const { rows } =
    await sql`select from programme p where p.id = ${programme} and ${wholeProgrammeInScope(scope, "p.id")}`.execute(
      tx,
    );
  return rows.length > 0;
}

async function begin(tx: Transaction, scope: Scope, programme: string, from: From): Promise<Begun | undefined> {
  if (from.kind === "file")
    return { source: "file", source_name: from.name, based_on: null, document: from.text.replace(/\r\n?/g, "\n") };
  if (from.kind === "template") {
    const found = templates().find(({ id }) => id === from.template);
    return found && { source: "template", source_name: found.id, based_on: null, document: found.document };
  }
  const { scheme, version } = from;
  const row = await findSchemeVersion(tx, scope, {
    ...{ scheme, version },
    programme: from.kind === "scheme" ? from.programme : programme,
  });
  if (row === undefined) return undefined;
  if (from.kind === "scheme")
    return {
      source: "scheme",
      source_name: `${from.programme}/${scheme} ${version}`,
      based_on: null,
      document: row.document,
    };
  const all = await listSchemeVersions(tx, scope, programme);
  const newest = all.findLast((each) => each.scheme === scheme)?.version ?? version;
  const document = withVersion(row.document, newest + 1);
  return { source: "version", source_name: `${scheme} ${version}`, based_on: version, document };
}

export async function startDraft(
  tx: Transaction,
  actor: Actor,
  { programme, from }: InputOf<typeof routes.startDraft>["body"],
): Promise<Outcome<number, Refusal<"outside-scope" | "draft-unreadable">>> {
  if (!(await isKnown(tx, actor.scope, programme))) return refuse({ code: "outside-scope" });
  const begun = await begin(tx, actor.scope, programme, from);
  if (begun === undefined) return refuse({ code: "outside-scope" });
  const heading = headingOf(begun.document);
  if (!heading.ok) return heading;
  const { id: scheme, title } = heading.value;
  return ok(await saveNewDraft(tx, { programme, scheme, title, ...begun }, actor.id));
}

type Stale = Refusal<"version-required" | "draft-stale">;

/** What a change was made on has to be what is there; otherwise the answer says whose revision stands in the way. */
export function standsOn(draft: DraftRow, ifMatch: string | undefined): Outcome<null, Stale> {
  if (ifMatch === undefined) return refuse({ code: "version-required" });
  if (ifMatch === String(draft.revision)) return ok(null);
  const { revision, saved_by, saved_by_name, saved_at } = draft;
  const name = saved_by_name?.["zh-CN"] ?? saved_by;
  return refuse({
    code: "draft-stale",
    params: { revision, by: name, at: saved_at.toISOString() },
  });
}

export async function saveDraft(
  tx: Transaction,
  actor: Actor,
  saved: { readonly draft: number; readonly text: string; readonly note?: string | undefined },
  ifMatch: string | undefined,
): Promise<Outcome<null, Stale | Refusal<"outside-scope" | "draft-not-now" | "draft-unreadable">>> {
  const draft = await findDraftToChange(tx, actor.scope, saved.draft);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  const fresh = standsOn(draft, ifMatch);
  if (!fresh.ok) return fresh;
  if (after(draft.state, "save") === undefined)
    return refuse({ code: "draft-not-now", params: { state: draft.state } });
  const document = saved.text.replace(/\r\n?/g, "\n");
  if (document === draft.document) return ok(null);
  const heading = headingOf(document);
  // A document that cannot be read for now keeps its title; nothing typed is lost because of it.
  const title = heading.ok ? heading.value.title : draft.title;
  await saveRevision(tx, draft.id, { document, title, note: saved.note ?? null, by: actor.id });
  return ok(null);
}
