import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import { readPeriod } from "@biaochi/engine";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import { listSchemeVersions, schemeInForce } from "../schemes/store.ts";
import { findRun, type RunRow, saveRun } from "./store.ts";

export type StartRun = {
  readonly programme: string;
  readonly period: string;
  /** Default: the version in force on the last day of the period. */
  readonly scheme?: { readonly id: string; readonly version: number } | undefined;
};

/** Queues a run over the facts recorded so far. A job computes it. */
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
  const id = await saveRun(tx, scope, { programme, scheme, version: number, schemeDigest, period: period.id });
  const run = id === undefined ? undefined : await findRun(tx, scope, id);
  return run === undefined ? refuse({ code: "outside-scope" }) : ok(run);
}
