import { type InputOf, type Outcome, ok, type Refusal, refuse, type routes } from "@biaochi/contract";
import { say } from "@biaochi/words";
import type { Transaction } from "../../../platform/database.ts";
import type { Actor } from "../../../platform/identity.ts";
import { inTransaction, lockRecordings, openRecording } from "../../../platform/recordings.ts";
import { addTodos, finishTodos } from "../../../platform/todos.ts";
import { saveSchemeVersion } from "../version-store.ts";
import { listActs, listDeciders, listDeciding, saveAct } from "./act-store.ts";
import { type DraftRow, findDraftToChange, hasWritten } from "./draft-store.ts";
import { type Checked, checkText, isError, isWarning, keyOf } from "./findings.ts";
import { after } from "./life.ts";
import { announce } from "./notice.ts";
import { standsOn } from "./write.ts";

type Body<N extends "submitDraft" | "decideDraft"> = InputOf<(typeof routes)[N]>["body"];
type Blocked = Refusal<"outside-scope" | "version-required" | "draft-stale" | "draft-not-now" | "draft-unsound">;

const minutesToDecide = 20;
const minutesToRead = 2;
const waiting = (draft: number): string => `scheme-draft:${draft}:`;

async function toAct(
  tx: Transaction,
  actor: Actor,
  { draft: id }: { readonly draft: number },
  ifMatch: string | undefined,
  act: "submit" | "approve" | "return",
): Promise<Outcome<DraftRow, Blocked>> {
  const draft = await findDraftToChange(tx, actor.scope, id);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  const fresh = standsOn(draft, ifMatch);
  if (!fresh.ok) return fresh;
  if (after(draft.state, act) === undefined) return refuse({ code: "draft-not-now", params: { state: draft.state } });
  return ok(draft);
}

/** What keeps a document from being submitted, and once more from being approved: meanwhile another may have taken its number. */
async function sound(
  tx: Transaction,
  actor: Actor,
  draft: DraftRow,
  today: string,
): Promise<Outcome<Required<Checked>, Refusal<"draft-unsound">>> {
  const { programme, scheme, document: text } = draft;
  const checked = await checkText(tx, actor.scope, { programme, scheme, text }, today);
  const errors = checked.findings.filter(isError);
  if (checked.scheme === undefined || errors.length > 0)
    return refuse({ code: "draft-unsound", params: { n: errors.length } });
  return ok({ ...checked, scheme: checked.scheme });
}

export async function submitDraft(
  tx: Transaction,
  actor: Actor,
  asked: { readonly draft: number } & Body<"submitDraft">,
  ifMatch: string | undefined,
  today: string,
): Promise<Outcome<null, Blocked | Refusal<"draft-warnings-open" | "draft-retroactive">>> {
  const found = await toAct(tx, actor, asked, ifMatch, "submit");
  if (!found.ok) return found;
  const draft = found.value;
  const checked = await sound(tx, actor, draft, today);
  if (!checked.ok) return checked;
  const { findings, isRetroactive, scheme } = checked.value;
  const warnings = findings.filter(isWarning);
  const open = warnings.filter((each) => !asked.acknowledged.includes(keyOf(each)));
  if (open.length > 0) return refuse({ code: "draft-warnings-open", params: { n: open.length } });
  if (isRetroactive && asked.retroactive === undefined)
    return refuse({ code: "draft-retroactive", params: { from: scheme.effective.from } });
  await saveAct(tx, draft.id, {
    ...{ act: "submitted", to: "submitted", by: actor.id, acknowledged: warnings },
    retroactive: isRetroactive ? asked.retroactive : undefined,
  });
  await finishTodos(tx, waiting(draft.id), actor.id);
  const { programme } = draft;
  const deciders = await listDeciders(tx, actor.scope, { programme, draft: draft.id, today });
  await addTodos(
    tx,
    deciders.map((account) => ({
      key: `${waiting(draft.id)}${account}`,
      ...{ kind: "decide-draft", params: { draft: draft.id }, for: { account } },
      ...{ path: `/drafts/${draft.id}?tab=approval`, minutes: minutesToDecide },
    })),
  );
  return ok(null);
}

/**
 * Approving, in this order, all in one transaction: 1. nobody else records from here on; 2. the checks once more; 3. the recording
 * and the version with it; 4. the act, which names both; 5. those concerned are told where it holds already.
 */
async function approve(
  tx: Transaction,
  actor: Actor,
  draft: DraftRow,
  decision: Extract<Body<"decideDraft">, { approve: true }>,
  today: string,
): Promise<Outcome<null, Refusal<"draft-unsound" | "draft-retroactive" | "body-unknown" | "decision-day-ahead">>> {
  const { body, meeting, day, minutes } = decision;
  if (day > today) return refuse({ code: "decision-day-ahead" });
  const deciding = await listDeciding(tx, actor.scope, draft.programme);
  const named = deciding.find(({ id }) => id === body)?.name;
  if (named === undefined) return refuse({ code: "body-unknown" });
  await lockRecordings(inTransaction(tx));
  const checked = await sound(tx, actor, draft, today);
  if (!checked.ok) return checked;
  const { scheme, isRetroactive } = checked.value;
  const acts = await listActs(tx, actor.scope, draft.id);
  const submitted = acts.findLast(({ act }) => act === "submitted");
  const retroactive = decision.retroactive ?? submitted?.retroactive ?? undefined;
  if (isRetroactive && retroactive === undefined)
    return refuse({ code: "draft-retroactive", params: { from: scheme.effective.from } });
  const { id: scheme_, version } = scheme;
  const recording = await openRecording(inTransaction(tx), {
    ...{
      programme: draft.programme,
      kind: "scheme",
      name: `${scheme_} ${version}`,
      digest: draft.digest,
      author: actor.id,
    },
    reason: say("zh-CN", "draft.recorded-for", { body: named["zh-CN"], meeting, day, minutes }),
  });
  const where = { programme: draft.programme, recording: recording.id, name: `${scheme_}.v${version}.yaml` };
  await saveSchemeVersion(tx, where, { text: draft.document, scheme });
  await saveAct(tx, draft.id, {
    ...{ act: "approved", to: "approved", by: actor.id, retroactive: isRetroactive ? retroactive : undefined },
    decision: { body, meeting, day, minutes, version, recording: recording.id },
  });
  if (scheme.effective.from <= today)
    await announce(tx, { programme: draft.programme, scheme: scheme_, version }, today);
  return ok(null);
}

export async function decideDraft(
  tx: Transaction,
  actor: Actor,
  asked: { readonly draft: number; readonly decision: Body<"decideDraft"> },
  ifMatch: string | undefined,
  today: string,
): Promise<
  Outcome<null, Blocked | Refusal<"draft-own" | "draft-retroactive" | "body-unknown" | "decision-day-ahead">>
> {
  const { decision } = asked;
  const found = await toAct(tx, actor, asked, ifMatch, decision.approve ? "approve" : "return");
  if (!found.ok) return found;
  const draft = found.value;
  if (await hasWritten(tx, actor.scope, draft.id, actor.id)) return refuse({ code: "draft-own" });
  if (decision.approve) {
    const approved = await approve(tx, actor, draft, decision, today);
    if (!approved.ok) return approved;
  } else await saveAct(tx, draft.id, { act: "returned", to: "returned", by: actor.id, reason: decision.reason });
  await finishTodos(tx, waiting(draft.id), actor.id);
  await addTodos(tx, [
    {
      key: `${waiting(draft.id)}decided`,
      kind: decision.approve ? "draft-approved" : "draft-returned",
      params: { draft: draft.id },
      ...{ for: { account: draft.saved_by }, path: `/drafts/${draft.id}`, minutes: minutesToRead },
    },
  ]);
  return ok(null);
}

export async function withdrawDraft(
  tx: Transaction,
  actor: Actor,
  asked: { readonly draft: number; readonly reason: string },
): Promise<Outcome<null, Refusal<"outside-scope" | "draft-not-now">>> {
  const draft = await findDraftToChange(tx, actor.scope, asked.draft);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  if (after(draft.state, "withdraw") === undefined)
    return refuse({ code: "draft-not-now", params: { state: draft.state } });
  await saveAct(tx, draft.id, { act: "withdrawn", to: "withdrawn", by: actor.id, reason: asked.reason });
  await finishTodos(tx, waiting(draft.id), actor.id);
  return ok(null);
}
