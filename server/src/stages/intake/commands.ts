import { type Correction, type FactCorrection, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { exactOf } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { inTransaction, openRecording } from "../../platform/recordings.ts";
import { checkOpen } from "./closed-period-store.ts";
import { type Correctable, corrected, successorOf } from "./correction.ts";
import { periodsOf, readCorrectable, saveCorrected } from "./correction-store.ts";
import { newestOf } from "./fact-page.ts";
import { type FactRow, findFacts, findVersions } from "./fact-store.ts";

type Refused = Refusal<
  | "outside-scope"
  | "version-required"
  | "version-stale"
  | "fact-superseded"
  | "period-closed"
  | "kind-not-correctable"
  | "correction-unsound"
>;
type Corrected = { readonly row: FactRow; readonly versions: readonly FactRow[] };

type Request = {
  readonly programme: string;
  readonly fact: string;
  readonly ifMatch: string | undefined;
  readonly reason: string;
  /** What is to stand in its place, under its own identifier. */
  readonly next: (old: Correctable, id: string) => Outcome<Correctable, Refusal<"correction-unsound">>;
};

/**
 * A new fact supersedes an old one, with author and reason; both remain. The correction names the version it is based on,
 * so that nobody overwrites a correction unread. One transaction: the recording and the fact are in, or neither is.
 */
async function supersede(tx: Transaction, actor: Actor, request: Request): Promise<Outcome<Corrected, Refused>> {
  const { programme, fact, ifMatch, reason } = request;
  const found = await readCorrectable(tx, actor.scope, request);
  if (!found.ok) return found;
  const { row, old } = found.value;
  const newest = newestOf(await findVersions(tx, actor.scope, programme, row));
  if (ifMatch === undefined) return refuse({ code: "version-required" });
  if (ifMatch !== newest) return refuse({ code: "version-stale", params: { newest: newest ?? null } });
  if (row.superseded_by !== null)
    return refuse({ code: "fact-superseded", params: { by: newest ?? row.superseded_by } });
  const next = request.next(old, successorOf(fact));
  if (!next.ok) return next;
  const author = actor.id;
  const recording = await openRecording(inTransaction(tx), {
    programme,
    kind: "correction",
    name: fact,
    author,
    reason,
  });
  const open = await checkOpen(tx, programme, periodsOf(row));
  if (!open.ok) return open;
  const isSaved = await saveCorrected(tx, { programme, recording: recording.id, supersedes: fact }, next.value);
  const { id } = next.value.fact;
  if (!isSaved) return refuse({ code: "fact-superseded", params: { by: id } });
  const [saved] = await findFacts(tx, actor.scope, programme, [id]);
  if (saved === undefined) throw new Error("the correction just saved is not there");
  return ok({ row: saved, versions: await findVersions(tx, actor.scope, programme, saved) });
}

/** Corrects a fact of any kind that may be corrected one by one. */
export function correctFact(
  tx: Transaction,
  actor: Actor,
  request: Omit<Request, "next"> & { readonly correction: z.output<typeof FactCorrection> },
): Promise<Outcome<Corrected, Refused>> {
  const { correction, ...rest } = request;
  return supersede(tx, actor, { ...rest, next: (old, id) => corrected(old, correction, id) });
}

/** Corrects an observation: its value and its absence are replaced together. */
export async function correctObservation(
  tx: Transaction,
  actor: Actor,
  correction: z.output<typeof Correction>,
  ifMatch: string | undefined,
): Promise<
  Outcome<
    Corrected,
    Refusal<"outside-scope" | "version-required" | "version-stale" | "fact-superseded" | "period-closed">
  >
> {
  const { programme, supersedes: fact, value, absence, source, reason } = correction;
  const [row] = await findFacts(tx, actor.scope, programme, [fact]);
  if (row?.kind !== "observation") return refuse({ code: "outside-scope" });
  const outcome = await supersede(tx, actor, {
    ...{ programme, fact, ifMatch, reason },
    next: (old, id) => {
      if (old.list !== "observations") return refuse({ code: "correction-unsound" });
      const { value: _value, absence: _absence, ...rest } = old.fact;
      const stands = { ...(value === undefined ? {} : { value: exactOf(value) }), ...(absence ? { absence } : {}) };
      return ok({ list: "observations", fact: { ...rest, ...stands, source, id } });
    },
  });
  if (outcome.ok) return outcome;
  const { code, params = {} } = outcome.refusal;
  if (code === "correction-unsound" || code === "kind-not-correctable")
    throw new Error(`an observation was refused as ${code}`);
  return refuse({ code, params });
}
