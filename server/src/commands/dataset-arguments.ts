import { readPeriod } from "@biaochi/engine";
import { sayComposed } from "@biaochi/words";
import { fromHere } from "../platform/settings.ts";
import type { CommandContext, CommandOption } from "./command.ts";

/** Options that say which facts of a folder are taken. */
export const datasetOptions = {
  period: { type: "string", summary: "command.option-period" },
  "as-of": { type: "string", summary: "command.option-as-of" },
  scheme: { type: "string", summary: "command.option-scheme" },
} as const satisfies Record<string, CommandOption>;

export type DatasetArguments =
  | { readonly folder: string; readonly period?: string; readonly asOf?: string; readonly schemeFile?: string }
  | { readonly wrong: string };

/** Reads the folder and the options that the commands on datasets share. */
export function datasetArguments(context: CommandContext): DatasetArguments {
  const { values, positionals, language } = context;
  const [folder] = positionals;
  const { period, scheme } = values;
  const asOf = values["as-of"];
  if (folder === undefined) return { wrong: "<folder>" };
  if (typeof period === "string" && !readPeriod(period)) return { wrong: sayComposed(language, "period-expected") };
  if (typeof asOf === "string" && (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf)))) {
    return { wrong: sayComposed(language, "day-expected") };
  }
  return {
    folder: fromHere(folder),
    ...(typeof period === "string" ? { period } : {}),
    ...(typeof asOf === "string" ? { asOf } : {}),
    ...(typeof scheme === "string" ? { schemeFile: fromHere(scheme) } : {}),
  };
}
