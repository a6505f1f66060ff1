import { type Correction, type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { readExact, show } from "@biaochi/engine";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { inTransaction, openRecording } from "../../platform/recordings.ts";
import { newestOf } from "./fact-page.ts";
import { type FactRow, findFacts, findVersions, saveCorrection } from "./fact-store.ts";

type CorrectionRefusal = Refusal<"outside-scope" | "version-required" | "version-stale" | "fact-superseded">;

/** "obs.csv:12" → "obs.csv:12@2" → "obs.csv:12@3": the name of the datum with the number of its version. */
function successorOf(id: string): string {
  const match = /^(.*)@(\d+)$/.exec(id);
  return match === null ? `${id}@2` : `${match[1]}@${Number(match[2]) + 1}`;
}

/**
 * Corrects an observation: a new fact supersedes it, with author and reason; both remain. The correction names the version
 * it is based on, so that nobody overwrites a correction unread.
 */
export async function correctObservation(
  tx: Transaction,
  actor: Actor,
  correction: z.output<typeof Correction>,
  ifMatch: string | undefined,
): Promise<Outcome<{ readonly row: FactRow; readonly versions: readonly FactRow[] }, CorrectionRefusal>> {
  const { programme, supersedes, value, absence, source, reason } = correction;
  const { scope } = actor;
  const found = (await findFacts(tx, scope, programme, [supersedes])).find((row) => row.kind === "observation");
  if (found === undefined) return refuse({ code: "outside-scope" });
  const newest = newestOf(await findVersions(tx, scope, programme, found));
  if (ifMatch === undefined) return refuse({ code: "version-required" });
  if (ifMatch !== newest) return refuse({ code: "version-stale" });
  if (found.superseded_by !== null) return refuse({ code: "fact-superseded", params: { by: found.superseded_by } });

  const author = actor.id;
  const recording = await openRecording(inTransaction(tx), {
    programme,
    kind: "correction",
    name: supersedes,
    author,
    reason,
  });
  const id = successorOf(supersedes);
  const exact = value === undefined ? undefined : readExact(value);
  const isSaved = await saveCorrection(tx, {
    ...{ programme, id, recording: recording.id, supersedes, source, absence: absence ?? null },
    ...{ subject: found.subject, indicator: found.indicator ?? "", period: found.period ?? "" },
    value: exact === undefined ? null : show(exact),
  });
  if (!isSaved) return refuse({ code: "fact-superseded", params: { by: id } });
  const [row] = await findFacts(tx, scope, programme, [id]);
  if (row === undefined) throw new Error("the correction just saved is not there");
  return ok({ row, versions: await findVersions(tx, scope, programme, row) });
}
