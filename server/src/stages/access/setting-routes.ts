import { type ChangeableSetting, changeableNames, ok, routes, type SettingChange } from "@biaochi/contract";
import type { z } from "zod";
import type { Clock } from "../../platform/clock.ts";
import type { Transaction } from "../../platform/database.ts";
import type { Actor } from "../../platform/identity.ts";
import { handle, type MountedRoute } from "../../platform/mount-routes.ts";
import type { SettingsRead } from "../../platform/settings.ts";
import type { ReadPolicy } from "./policy.ts";
import { type ChangeRow, listChanges, lockChange, settingsInForce } from "./setting-store.ts";
import { changeSetting, confirmSetting, endSettingChange, shownSettings } from "./settings.ts";

const isKeeper = ({ held }: Actor): boolean =>
  held.includes("security-administrator") || held.includes("system-administrator");

function told(row: ChangeRow, actor: Actor): z.input<typeof SettingChange> {
  const isOpen = row.state === "waiting" && isKeeper(actor);
  return { ...row, mayConfirm: isOpen && row.asked.by.id !== actor.id, mayEnd: isOpen };
}

export type SettingDoor = { readonly read: SettingsRead; readonly policy: ReadPolicy; readonly clock: Clock };

/** What the installation is set to, and what the security administrator changes of it. */
export function settingRoutes({ read, policy, clock }: SettingDoor): readonly MountedRoute<Actor>[] {
  const page = async (tx: Transaction, actor: Actor, id: number) => {
    const row = await lockChange(tx, id);
    if (row === undefined) throw new Error(`the change ${id} just saved is not there`);
    return ok({ value: told(row, actor) });
  };
  const act = (actor: Actor, change: number) => ({ change, by: actor.id, now: clock.now() });
  return [
    handle<Actor>()(routes.readInstallationSettings, async (tx, { actor }) => {
      const decided = await settingsInForce(tx);
      const names = changeableNames.filter((name: ChangeableSetting) => decided[name] !== undefined);
      const settings = shownSettings(read, await policy(tx), names);
      const changes = (await listChanges(tx)).map((row) => told(row, actor));
      return ok({ value: { settings, file: read.file, changes } });
    }),
    handle<Actor>()(routes.changeSetting, async (tx, { actor, input }) => {
      const asked = { ...input.body, by: actor.id, now: clock.now() };
      const changed = await changeSetting(tx, read, await policy(tx), asked);
      return changed.ok ? page(tx, actor, changed.value) : changed;
    }),
    handle<Actor>()(routes.confirmSettingChange, async (tx, { actor, input }) => {
      const confirmed = await confirmSetting(tx, read, act(actor, input.params.change));
      return confirmed.ok ? page(tx, actor, input.params.change) : confirmed;
    }),
    handle<Actor>()(routes.endSettingChange, async (tx, { actor, input }) => {
      const ended = await endSettingChange(tx, act(actor, input.params.change));
      return ended.ok ? page(tx, actor, input.params.change) : ended;
    }),
  ];
}
