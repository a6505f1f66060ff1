import { type ChangeableSetting, changeableNames, fullLevel, isLevel, type Level } from "@biaochi/contract";
import type { Transaction } from "../../platform/database.ts";
import type { SettingsRead } from "../../platform/settings.ts";
import { settingsInForce } from "./setting-store.ts";

/** What the security administrator decides on a page, as it holds now. */
export type Policy = Readonly<Record<ChangeableSetting, number>>;
export type ReadPolicy = (tx: Transaction) => Promise<Policy>;

/** The bounds of the setting hold everywhere; a number that is no level switches nothing off. */
export const asLevel = (level: number): Level => (isLevel(level) ? level : fullLevel);

/** Set in the environment or the file: then the operator decides, and no page does. */
export const isFixed = ({ from }: Pick<SettingsRead, "from">, setting: ChangeableSetting): boolean =>
  from[setting] !== "default";

/** Environment and file before the page, the page before the default. Read anew each time: a change is felt at once. */
export function policyBy(read: Pick<SettingsRead, "settings" | "from">): ReadPolicy {
  const { settings } = read;
  const start: Policy = {
    idleMinutes: settings.idleMinutes,
    passwordDays: settings.passwordDays,
    level: settings.level,
  };
  const open = changeableNames.filter((name) => !isFixed(read, name));
  return async (tx) => {
    if (open.length === 0) return start;
    const decided = await settingsInForce(tx);
    return { ...start, ...Object.fromEntries(open.map((name) => [name, decided[name] ?? start[name]])) };
  };
}
