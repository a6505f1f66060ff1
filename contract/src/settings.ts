import { z } from "zod";
import { route } from "./route.ts";
import { Instant, Who } from "./values.ts";

/**
 * The settings that the security administrator decides on a page, and between which numbers. Whatever else there is, the
 * operator sets in the environment or the file.
 */
export const changeableSettings = {
  idleMinutes: { from: 5, to: 720 },
  passwordDays: { from: 0, to: 3650 },
  /** Which modules are switched on (`levels.ts`). */
  level: { from: 0, to: 5 },
} as const;
export type ChangeableSetting = keyof typeof changeableSettings;
export const changeableNames = ["idleMinutes", "passwordDays", "level"] as const satisfies readonly ChangeableSetting[];

/** Whether a change makes it easier for a stranger: then a second person confirms it. 0 days: a password never falls due. */
export function weakens(setting: ChangeableSetting, before: number, after: number): boolean {
  if (setting === "level") return false; // a level opens nothing to anybody who may not
  const asLength = (value: number) => (setting === "passwordDays" && value === 0 ? Number.POSITIVE_INFINITY : value);
  return asLength(after) > asLength(before);
}

/** program: it is the same everywhere and cannot be set. page: decided by the security administrator. */
export const settingOrigins = ["environment", "file", "page", "default", "program"] as const;

export const ShownSetting = z
  .object({
    name: z.string(),
    group: z.enum(["modules", "sign-in", "sso", "audit", "server"]),
    /** null: a secret, of which only whether there is one is told. */
    value: z.string().nullable(),
    isSet: z.boolean(),
    from: z.enum(settingOrigins),
    /** The variable of the environment that sets it; null: none does. */
    env: z.string().nullable(),
    /** Between which numbers the security administrator may set it; null: not on a page. */
    bounds: z.object({ from: z.int(), to: z.int() }).nullable(),
  })
  .meta({ id: "ShownSetting" });

const Done = z.object({ by: Who, at: Instant });

/** waiting: for a second person. in-force: from the day it was decided until the next one. ended: withdrawn or refused. */
export const SettingChange = z
  .object({
    change: z.int(),
    setting: z.enum(changeableNames),
    before: z.int(),
    after: z.int(),
    reason: z.string(),
    isTwofold: z.boolean(),
    state: z.enum(["waiting", "done", "ended"]),
    asked: Done,
    confirmed: Done.nullable(),
    ended: Done.nullable(),
    mayConfirm: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: "SettingChange" });
export type SettingChange = z.output<typeof SettingChange>;

const params = z.strictObject({ change: z.coerce.number().int().min(1).max(2_147_483_647) });

export const readInstallationSettings = route({
  method: "GET",
  path: "/settings",
  summary: "What the installation is set to and where that is set; of secrets only whether there are any",
  action: "see-settings",
  audit: "none",
  input: {},
  output: z.object({
    settings: z.array(ShownSetting),
    /** The file that is read at the start, whether it is there or not. */
    file: z.string(),
    /** The newest hundred. */
    changes: z.array(SettingChange),
  }),
  refusals: [],
});

export const changeSetting = route({
  method: "POST",
  path: "/settings/changes",
  summary: "Change a setting: at once where it strengthens, after a second person's confirmation where it weakens",
  action: "change-setting",
  audit: "none",
  input: {
    body: z.strictObject({
      setting: z.enum(changeableNames),
      value: z.int().min(0).max(3650),
      reason: z.string().trim().min(1).max(500),
    }),
  },
  output: SettingChange,
  success: 201,
  refusals: ["setting-fixed", "setting-same", "setting-outside", "setting-waits"],
});

export const confirmSettingChange = route({
  method: "POST",
  path: "/settings/changes/{change}/confirmation",
  summary: "Confirm a change that weakens, as a second person",
  action: "confirm-setting",
  audit: "none",
  input: { params },
  output: SettingChange,
  refusals: ["not-found", "same-person", "setting-fixed"],
});

export const endSettingChange = route({
  method: "POST",
  path: "/settings/changes/{change}/end",
  summary: "Withdraw or refuse a change that waits",
  action: "confirm-setting",
  audit: "none",
  input: { params },
  output: SettingChange,
  refusals: ["not-found"],
});
