import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type AuditReport, audit, openSignatureThreads, readPolicy } from "@biaochi/ledger/log";
import { say, sayComposed } from "@biaochi/words";
import { fromHere } from "../platform/settings.ts";
import { type CommandContext, type ExitCode, exitCode } from "./command.ts";
import { logPlacesOf, policyPathOf } from "./log-places.ts";
import { readable, sourceOf } from "./log-source.ts";
import { refusedByLedger } from "./say-ledger.ts";

/** A log from its first entry to its last: this one, an exported folder, or one that somebody serves. */
export async function auditLog(context: CommandContext, where?: string): Promise<ExitCode> {
  const policy = await readPolicy(policyPathOf(context));
  if (!policy.ok) return refusedByLedger(context, policy.refusal);
  const promises = await readPromises(context);
  if (typeof promises === "string") return refusedByLedger(context, { code: "source-unreadable", detail: promises });
  const place = where ?? join(logPlacesOf(context.settings.settings).folder, "public");
  const now = BigInt(Math.floor(Date.now() / 1000));
  const threads = openSignatureThreads();
  try {
    const asked = { source: sourceOf(place), policy: policy.value, promises, now, check: threads.check };
    const report = await readable(place, () => audit(asked));
    return report.ok ? tell(context, report.value) : refusedByLedger(context, report.refusal);
  } finally {
    await threads.close();
  }
}

/** The promises, or the name of a file that cannot be read. */
async function readPromises({ values }: CommandContext): Promise<Uint8Array[] | string> {
  const names = Array.isArray(values.promise) ? values.promise.map(String) : [];
  const promises: Uint8Array[] = [];
  for (const name of names) {
    const bytes = await readFile(fromHere(name)).catch(() => undefined);
    if (bytes === undefined) return name;
    promises.push(new Uint8Array(bytes));
  }
  return promises;
}

function tell(context: CommandContext, report: AuditReport): ExitCode {
  const { language } = context;
  const { checkpoint, damages, broken, valid, void: voids, records, snapshots, stateRoot } = report;
  const n = damages.length + broken.length;
  const names = [...report.witnesses.keys()];
  const figures = { origin: checkpoint.origin, size: Number(checkpoint.size), records, snapshots, stateRoot };
  if (context.isJson)
    context.print(JSON.stringify({ ok: n === 0, ...figures, valid, void: voids, damages, broken, witnesses: names }));
  else {
    const witnesses = names.join(language === "en" ? ", " : "、");
    context.print(say(language, n === 0 ? "log.audit-sound" : "log.audit-unsound", { ...figures, witnesses, n }));
    context.print(say(language, "log.audit-counts", { ...figures, valid, void: voids.length }));
    for (const { path, why } of damages) context.print(`  ${sayComposed(language, `ledger-damage.${why}`, { path })}`);
    for (const leaf of broken) context.print(`  ${say(language, "log.audit-broken", { leaf })}`);
    for (const { index, t = "?", reason } of voids) {
      const why = sayComposed(language, `ledger-void.${reason}`);
      context.print(`  ${say(language, "log.audit-void", { index, t, reason: why })}`);
    }
  }
  return n === 0 ? exitCode.done : exitCode.refused;
}
