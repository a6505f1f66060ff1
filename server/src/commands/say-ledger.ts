import type { Refusal } from "@biaochi/ledger";
import { type Language, sayComposed } from "@biaochi/words";
import { type CommandContext, type ExitCode, exitCode } from "./command.ts";

/** The sentence of a refusal of the ledger, with the part that it names; of an entry that was not let in, why. */
export function sayLedger(language: Language, { code, detail, line }: Refusal): string {
  const sentence = sayComposed(language, `ledger.${code}`);
  const why = code === "entry-refused" ? sayComposed(language, `ledger-void.${detail}`) : (detail ?? "");
  const where = [why, line === undefined ? "" : `:${line}`].join("");
  if (where === "") return sentence;
  return language === "en" ? `${sentence} (${where})` : `${sentence}（${where}）`;
}

/** As `refused`, for what the ledger refuses. */
export function refusedByLedger(context: CommandContext, refusal: Refusal): ExitCode {
  if (context.isJson) context.print(JSON.stringify({ ok: false, ...refusal }));
  context.tell({ code: "log.refused", params: { sentence: sayLedger(context.language, refusal) } });
  return exitCode.refused;
}
