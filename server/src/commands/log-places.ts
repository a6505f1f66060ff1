import { join } from "node:path";
import type { LogPlaces } from "@biaochi/ledger/log";
import { fromHere, logHighWaterOf, type Settings } from "../platform/settings.ts";
import type { CommandContext } from "./command.ts";

/** Where the log lies in a data folder. Its key and its high-water mark are in no backup. */
export function logPlacesOf(settings: Settings): LogPlaces {
  const { data } = settings;
  return { folder: join(data, "log"), key: join(data, "log-key"), highWater: logHighWaterOf(settings) };
}

export function policyPathOf(context: CommandContext): string {
  const { policy } = context.values;
  return typeof policy === "string" ? fromHere(policy) : join(logPlacesOf(context.settings.settings).folder, "policy");
}
