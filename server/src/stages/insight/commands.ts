import { createHash, randomInt } from "node:crypto";
import { type Outcome, ok, type Refusal, refuse, type Trial, type TrialKind } from "@biaochi/contract";
import { readPeriod, readScheme, type Scheme } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { findDraft, findDraftWith } from "../schemes/drafts/draft-store.ts";
import { findSchemeVersion, listSchemeVersions, schemeInForce } from "../schemes/store.ts";
import { findBaseRun, findTrial, listSitting, newestRecording, saveTrials, wishToCancel } from "./trial-store.ts";

type Page = z.input<typeof Trial>;

export type StartTrials = {
  readonly programme: string;
  readonly period: string;
  readonly document?: string | undefined;
  readonly scheme?: { readonly id: string; readonly version: number } | undefined;
  readonly draft?: number | undefined;
  readonly kinds: readonly TrialKind[];
  readonly seed?: number | undefined;
  readonly draws: number;
  readonly by: string;
};

/** Seeds that nobody chose stay short enough to be typed again. */
const seedsBelow = 2 ** 31;

/**
 * Puts trials on record, to be computed by a job. The facts are those of the run with which it is compared, so that nothing
 * but the document differs; without a run, as they are now.
 */
export async function startTrials(
  tx: Transaction,
  scope: Scope,
  request: StartTrials,
): Promise<Outcome<readonly Page[], Refusal<"outside-scope" | "period-outside-cycle" | "document-unreadable">>> {
  const { programme, kinds, draws, by } = request;
  const versions = await listSchemeVersions(tx, scope, programme);
  const period = readPeriod(request.period);
  const base = period === undefined ? undefined : schemeInForce(versions, period);
  if (versions.length === 0) return refuse({ code: "outside-scope" });
  if (period === undefined || base === undefined)
    return refuse({
      code: "period-outside-cycle",
      params: { period: request.period, cycle: versions.at(-1)?.cycle ?? "" },
    });
  const text = request.document ?? (await textOf(tx, scope, request));
  if (text === undefined) return refuse({ code: "outside-scope" });
  const document = schemeIn(text);
  if (!document.ok) return document;
  const { id, version, title } = document.value;
  const digest = createHash("sha256").update(text).digest("hex");
  const draft = await draftOf(tx, scope, request, digest);
  if (draft === undefined) return refuse({ code: "outside-scope" });
  const run = await findBaseRun(tx, scope, { programme, ...base, period: period.id });
  const recording = run?.recording ?? (await newestRecording(tx, scope, programme));
  if (recording === undefined) return refuse({ code: "outside-scope" });
  const ids = await saveTrials(tx, scope, {
    ...{ programme, draft, scheme: id, version, title, recording, draws, by },
    document: { text, digest },
    base: { scheme: base.scheme, version: base.version, run: run?.run ?? null },
    period: period.id,
    kinds: [...new Set(kinds)],
    seed: request.seed ?? randomInt(seedsBelow),
  });
  const [first] = ids;
  const saved = first === undefined ? undefined : await findTrial(tx, scope, first);
  return saved === undefined ? refuse({ code: "outside-scope" }) : ok(await listSitting(tx, scope, saved.sitting));
}

/**
 * The draft that a trial counts for: the one it was opened from, which must be one of the programme; for a text that comes
 * without, the one that was saved with the same text, so that nobody tries past the count. A recorded version is no draft.
 */
async function draftOf(
  tx: Transaction,
  scope: Scope,
  { programme, document, draft }: StartTrials,
  digest: string,
): Promise<number | null | undefined> {
  if (document === undefined) return null;
  if (draft === undefined) return (await findDraftWith(tx, scope, { programme, digest })) ?? null;
  return (await findDraft(tx, scope, draft))?.programme === programme ? draft : undefined;
}

async function textOf(tx: Transaction, scope: Scope, { programme, scheme }: StartTrials): Promise<string | undefined> {
  if (scheme === undefined) return undefined;
  const row = await findSchemeVersion(tx, scope, { programme, scheme: scheme.id, version: scheme.version });
  return row?.document;
}

function schemeIn(text: string): Outcome<Scheme, Refusal<"document-unreadable">> {
  const { scheme, findings } = readScheme(text);
  if (scheme !== undefined) return ok(scheme);
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  return refuse({
    code: "document-unreadable",
    params: { errors: errors.length, line: first?.line ?? 1, finding: first?.code ?? "" },
  });
}

/** That it was asked for stays on record. */
export async function cancelTrial(
  tx: Transaction,
  scope: Scope,
  request: { readonly trial: number; readonly by: string },
): Promise<Outcome<Page, Refusal<"outside-scope" | "trial-ended">>> {
  const known = await findTrial(tx, scope, request.trial);
  if (known === undefined) return refuse({ code: "outside-scope" });
  if (!(await wishToCancel(tx, scope, request.trial, request.by))) return refuse({ code: "trial-ended" });
  return ok((await findTrial(tx, scope, request.trial)) ?? known);
}
