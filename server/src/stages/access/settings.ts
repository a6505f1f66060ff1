import {
  type ChangeableSetting,
  changeableNames,
  changeableSettings,
  type Outcome,
  ok,
  type Refusal,
  refuse,
  type ShownSetting,
  weakens,
} from "@biaochi/contract";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { listSettings, type SettingLine, type SettingsRead } from "../../platform/settings.ts";
import { addTodos, finishTodos } from "../../platform/todos.ts";
import { recordAccessEvent } from "./events.ts";
import { failuresUntilLock, firstLock, longestLock } from "./guessing.ts";
import { longEnough } from "./password-policy.ts";
import { kept } from "./password-store.ts";
import { isFixed, type Policy } from "./policy.ts";
import { sessionSeconds } from "./session-store.ts";
import { linkHours } from "./set-up.ts";
import { type ChangeRow, confirmChange, endChange, lockChange, saveChange } from "./setting-store.ts";

type Shown = z.input<typeof ShownSetting>;

/** What is the same in every installation; told, because it is part of the policy. */
const ofTheProgram: readonly (readonly [string, string | number])[] = [
  ["sessionHours", sessionSeconds / 3600],
  ["failuresUntilLock", failuresUntilLock],
  ["firstLock", firstLock],
  ["longestLock", longestLock],
  ["passwordLength", longEnough],
  ["passwordsKept", kept],
  ["linkHours", linkHours.page],
];

const groupOf = (name: string): Shown["group"] => {
  if (name.startsWith("sso")) return "sso";
  if (name.startsWith("audit")) return "audit";
  if (name === "level") return "modules";
  return ["idleMinutes", "passwordDays", "localSignIn", "signInsPerMinute"].includes(name) ? "sign-in" : "server";
};

/** Everything that the installation is set to. The value of a secret is not even read here. */
export function shownSettings(read: SettingsRead, policy: Policy, decided: readonly ChangeableSetting[]): Shown[] {
  const shown = listSettings(read).map(({ name, env, value, from, isSecret }: SettingLine): Shown => {
    const changeable = changeableNames.find((each) => each === name);
    const isOpen = changeable !== undefined && !isFixed(read, changeable);
    return {
      ...{ name, env, group: groupOf(name), isSet: value !== "" },
      bounds: isOpen ? changeableSettings[changeable] : null,
      value: isSecret ? null : isOpen ? String(policy[changeable]) : value,
      from: isOpen && decided.includes(changeable) ? "page" : from,
    };
  });
  const fixed = ofTheProgram.map(
    ([name, value]): Shown => ({
      ...{ name, value: String(value), group: "sign-in", isSet: true, bounds: null },
      ...{ from: "program", env: null },
    }),
  );
  return [...shown, ...fixed];
}

const todoOf = (change: number): string => `setting:${change}:`;

type Asked = {
  readonly setting: ChangeableSetting;
  readonly value: number;
  readonly reason: string;
  readonly by: string;
  readonly now: Date;
};

/** Changes a setting: at once where that is safer than before, else when a second person has confirmed it. */
export async function changeSetting(
  tx: Transaction,
  read: SettingsRead,
  policy: Policy,
  { setting, value: after, reason, by, now }: Asked,
): Promise<Outcome<number, Refusal<"setting-fixed" | "setting-same" | "setting-outside" | "setting-waits">>> {
  if (isFixed(read, setting)) return refuse({ code: "setting-fixed", params: { setting } });
  const { from, to } = changeableSettings[setting];
  if (after < from || after > to) return refuse({ code: "setting-outside", params: { from, to } });
  const before = policy[setting];
  if (after === before) return refuse({ code: "setting-same" });
  const isTwofold = weakens(setting, before, after);
  const id = await saveChange(tx, { setting, before, after, reason, isTwofold, by, now });
  if (id === undefined) return refuse({ code: "setting-waits" });
  const about = `setting:${setting}`;
  const event = isTwofold ? "setting-change-asked" : "setting-changed";
  await recordAccessEvent(tx, { event, account: by, outcome: "done", about });
  if (isTwofold)
    await addTodos(tx, [
      ...(["system-administrator", "security-administrator"] as const).map((role) => ({
        ...{ key: todoOf(id) + role, kind: "confirm-setting", for: { role }, path: "/settings", minutes: 3 },
      })),
    ]);
  return ok(id);
}

/** A second person carries it out. While it waits nothing else is changed of the same setting. */
export async function confirmSetting(
  tx: Transaction,
  read: SettingsRead,
  { change: id, by, now }: { readonly change: number; readonly by: string; readonly now: Date },
): Promise<Outcome<ChangeRow, Refusal<"not-found" | "same-person" | "setting-fixed">>> {
  const change = await lockChange(tx, id);
  if (change?.state !== "waiting") return refuse({ code: "not-found" });
  if (change.asked.by.id === by) return refuse({ code: "same-person" });
  if (isFixed(read, change.setting)) return refuse({ code: "setting-fixed", params: { setting: change.setting } });
  await confirmChange(tx, id, by, now);
  await finishTodos(tx, todoOf(id), by);
  await recordAccessEvent(tx, {
    ...{ event: "setting-changed", account: by, outcome: "done", about: `setting:${change.setting}` },
  });
  return ok(change);
}

export async function endSettingChange(
  tx: Transaction,
  { change: id, by, now }: { readonly change: number; readonly by: string; readonly now: Date },
): Promise<Outcome<ChangeRow, Refusal<"not-found">>> {
  const change = await lockChange(tx, id);
  if (change?.state !== "waiting") return refuse({ code: "not-found" });
  await endChange(tx, id, by, now);
  await finishTodos(tx, todoOf(id), by);
  await recordAccessEvent(tx, {
    ...{ event: "setting-change-ended", account: by, outcome: "done", about: `setting:${change.setting}` },
  });
  return ok(change);
}
