import { type Outcome, ok, type Refusal, type Release, refuse, releasesAfter } from "@biaochi/contract";
import { readPeriod } from "@biaochi/engine";
import type { Day } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { listSchemeVersions, schemeInForce } from "../schemes/store.ts";
import { engineDigest } from "./engine-identity.ts";
import { findRun, findSameRun, type RunRow, saveCancel, saveRelease, saveRun } from "./store.ts";
import { askToVerify, endVerification } from "./verification.ts";

export type StartRun = {
  readonly programme: string;
  readonly period: string;
  /** Default: the version in force on the last day of the period. */
  readonly scheme?: { readonly id: string; readonly version: number } | undefined;
  /** The facts as of an earlier recording; default: as they are now. */
  readonly recording?: number | undefined;
  /** The account that asks. */
  readonly by?: string | undefined;
};

/**
 * Queues a run over the facts recorded so far; a job computes it. A run is a function of what it is computed from: the
 * same question again answers the same run, also while it waits.
 */
export async function startRun(
  tx: Transaction,
  scope: Scope,
  request: StartRun,
): Promise<Outcome<RunRow, Refusal<"outside-scope" | "period-outside-cycle">>> {
  const { programme, scheme: asked } = request;
  const versions = await listSchemeVersions(tx, scope, programme);
  if (versions.length === 0) return refuse({ code: "outside-scope" });
  const period = readPeriod(request.period);
  const candidates =
    asked === undefined ? versions : versions.filter((v) => v.scheme === asked.id && v.version === asked.version);
  const version = period === undefined ? undefined : schemeInForce(candidates, period);
  if (period === undefined || version === undefined)
    return refuse({
      code: "period-outside-cycle",
      params: { period: request.period, cycle: (candidates.at(-1) ?? versions.at(-1))?.cycle ?? "" },
    });
  const { scheme, version: number, digest: schemeDigest } = version;
  const { by: askedBy, recording } = request;
  const wanted = { programme, scheme, version: number, schemeDigest, period: period.id, askedBy, recording };
  const findSame = () => findSameRun(tx, scope, { ...wanted, engineDigest: engineDigest() });
  const id = (await findSame()) ?? (await saveRun(tx, scope, wanted)) ?? (await findSame());
  const run = id === undefined ? undefined : await findRun(tx, scope, id);
  return run === undefined ? refuse({ code: "outside-scope" }) : ok(run);
}

/** Ends a run that waits or is being computed. What it would have answered is not there, nor any part of it. */
export async function cancelRun(
  tx: Transaction,
  scope: Scope,
  request: { readonly run: number; readonly by: string },
): Promise<Outcome<RunRow, Refusal<"outside-scope" | "run-finished">>> {
  const state = await saveCancel(tx, scope, request.run, request.by);
  const run = state === undefined ? undefined : await findRun(tx, scope, request.run);
  if (run === undefined) return refuse({ code: "outside-scope" });
  if (state !== "queued" && state !== "running") return refuse({ code: "run-finished", params: { state: run.state } });
  return ok(run);
}

export type ReleaseRun = {
  readonly run: number;
  readonly to: Release;
  readonly document?: string | undefined;
  readonly reason: string;
  /** For the verification: the day by which the units are to answer. */
  readonly due?: string | undefined;
  readonly by: string;
  readonly day: Day;
};

/** Shows the results of a finished run to those whom the next step concerns. To issue them takes a document number. */
export async function releaseRun(
  tx: Transaction,
  scope: Scope,
  request: ReleaseRun,
): Promise<
  Outcome<RunRow, Refusal<"outside-scope" | "run-unfinished" | "release-out-of-order" | "release-document-required">>
> {
  const run = await findRun(tx, scope, request.run);
  if (run === undefined) return refuse({ code: "outside-scope" });
  if (run.state !== "done") return refuse({ code: "run-unfinished", params: { state: run.state } });
  const { release: from } = run;
  const { to, document } = request;
  if (!releasesAfter(from).includes(to)) return refuse({ code: "release-out-of-order", params: { from, to } });
  if (to === "issued" && document === undefined) return refuse({ code: "release-document-required" });
  if (!(await saveRelease(tx, scope, { ...request, from })))
    return refuse({ code: "release-out-of-order", params: { from, to } });
  await endVerification(tx, run.id, request.by);
  if (to === "in-verification") await askToVerify(tx, run, request);
  return ok({ ...run, release: to });
}
