import { readFileSync } from "node:fs";
import { checkReceipt, parseReceipt, type ReceiptReport, receiptFromText, textOf } from "@biaochi/ledger";
import { readPolicy } from "@biaochi/ledger/log";
import { moment, say, sayComposed } from "@biaochi/words";
import { fromHere } from "../platform/settings.ts";
import { type Command, type CommandContext, type ExitCode, exitCode, misused } from "./command.ts";
import { policyPathOf } from "./log-places.ts";
import { refusedByLedger } from "./say-ledger.ts";

/** A receipt against a policy: offline, without a data folder if a policy is named. */
export const verify: Command = {
  name: "verify",
  summary: "command.verify",
  arguments: "<file | BC1:…>",
  options: { policy: { type: "string", summary: "command.option-log-policy" } },
  async run(context) {
    const [what, ...more] = context.positionals;
    if (what === undefined || more.length > 0) return misused(context, "verify", "<file | BC1:…>");
    const policy = await readPolicy(policyPathOf(context));
    if (!policy.ok) return refusedByLedger(context, policy.refusal);
    const receipt = readReceipt(what);
    if (!receipt.ok) return refusedByLedger(context, receipt.refusal);
    const report = checkReceipt(receipt.value, policy.value, BigInt(Math.floor(Date.now() / 1000)));
    return report.ok ? tell(context, report.value) : refusedByLedger(context, report.refusal);
  },
};

/** A file, the text of a QR in a file, or that text itself. */
function readReceipt(what: string) {
  if (what.startsWith("BC1:")) return receiptFromText(what);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(fromHere(what)));
  } catch {
    return { ok: false as const, refusal: { code: "source-unreadable" as const, detail: what } };
  }
  const text = textOf(bytes)?.trimEnd();
  return text?.startsWith("BC1:") === true ? receiptFromText(text) : parseReceipt(bytes);
}

function tell(context: CommandContext, report: ReceiptReport): ExitCode {
  const { language } = context;
  const { checkpoint, index, entry, standing, snapshot, record, witnesses, isOpened } = report;
  const isRefuted = isOpened === false;
  const figures = { index: Number(index), origin: checkpoint.origin, size: Number(checkpoint.size) };
  const seen = [...witnesses].map(([name, time]) => ({ name, at: new Date(Number(time) * 1000).toISOString() }));
  if (context.isJson)
    context.print(
      JSON.stringify({
        ok: !isRefuted,
        ...figures,
        standing,
        snapshot: snapshot?.index,
        record,
        entry,
        witnesses: seen,
        isOpened,
      }),
    );
  else {
    context.print(say(language, "log.verified", figures));
    const shown = { snapshot: snapshot?.index ?? "", version: record?.version ?? "" };
    context.print(sayComposed(language, `log.standing-${standing}`, shown));
    if (isOpened !== undefined) context.print(say(language, isOpened ? "log.opened" : "log.not-opened"));
    for (const { name, at } of seen)
      context.print(say(language, "log.verified-by", { name, at: moment(language, at) }));
  }
  return isRefuted ? exitCode.refused : exitCode.done;
}
