import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import { mailSettings } from "./mail/mail-settings.ts";
import type { PlatformRefusal } from "./refusal.ts";
import {
  addresses,
  anyText,
  file,
  folder,
  fromHere,
  host,
  oneOf,
  provider,
  type Setting,
  url,
  wholeNumber,
} from "./setting-kinds.ts";

export { fromHere, isLoopback } from "./setting-kinds.ts";

export type Mode = "demo" | "production";

const repository = resolve(import.meta.dirname, "../../..");

/** Every setting there is. The key is its name in the file and in the program. */
const table = {
  port: { env: "PORT", kind: wholeNumber("expected.port", 0, 65_535), fallback: 3000 },
  host: { env: "HOST", kind: host, fallback: "localhost" },
  origin: { env: "BIAOCHI_ORIGIN", kind: url("expected.origin", ["http:", "https:"], true), fallback: "" },
  data: { env: "BIAOCHI_DATA", kind: folder, fallback: join(repository, ".biaochi") },
  mode: { env: "BIAOCHI_MODE", kind: oneOf("expected.mode", ["demo", "production"]), fallback: "demo" },
  databaseUrl: {
    env: "DATABASE_URL",
    kind: url("expected.database", ["postgres:", "postgresql:"], false),
    fallback: "",
    secret: true,
  },
  language: { env: "BIAOCHI_LANG", kind: oneOf("expected.language", ["zh-CN", "en"]), fallback: "zh-CN" },
  requestsPerMinute: {
    env: "BIAOCHI_REQUESTS_PER_MINUTE",
    kind: wholeNumber("expected.rate", 1, 1_000_000),
    fallback: 3000,
  },
  auditDays: { env: "BIAOCHI_AUDIT_DAYS", kind: wholeNumber("expected.audit-days", 180, 36_500), fallback: 1096 },
  auditHeads: { env: "BIAOCHI_AUDIT_HEADS", kind: file, fallback: "" },
  logHighWater: { env: "BIAOCHI_LOG_HIGH_WATER", kind: file, fallback: "" },
  proxy: { env: "BIAOCHI_PROXY", kind: addresses, fallback: "" },
  signInsPerMinute: {
    env: "BIAOCHI_SIGN_INS_PER_MINUTE",
    kind: wholeNumber("expected.rate", 1, 1_000_000),
    fallback: 300,
  },
  idleMinutes: { env: "BIAOCHI_IDLE_MINUTES", kind: wholeNumber("expected.idle", 5, 720), fallback: 30 },
  passwordDays: { env: "BIAOCHI_PASSWORD_DAYS", kind: wholeNumber("expected.password-days", 0, 3650), fallback: 90 },
  objectionDays: { env: "BIAOCHI_OBJECTION_DAYS", kind: wholeNumber("expected.objection-days", 1, 60), fallback: 5 },
  contestDays: { env: "BIAOCHI_CONTEST_DAYS", kind: wholeNumber("expected.contest-days", 1, 60), fallback: 5 },
  reportDays: { env: "BIAOCHI_REPORT_DAYS", kind: wholeNumber("expected.report-days", 1, 60), fallback: 5 },
  reportOfficeDays: {
    env: "BIAOCHI_REPORT_OFFICE_DAYS",
    kind: wholeNumber("expected.report-days", 1, 60),
    fallback: 3,
  },
  handDownDays: { env: "BIAOCHI_HAND_DOWN_DAYS", kind: wholeNumber("expected.hand-down-days", 1, 250), fallback: 10 },
  deductionDays: { env: "BIAOCHI_DEDUCTION_DAYS", kind: wholeNumber("expected.contest-days", 1, 60), fallback: 5 },
  bonusDays: { env: "BIAOCHI_BONUS_DAYS", kind: wholeNumber("expected.hand-down-days", 1, 250), fallback: 30 },
  publicityDays: { env: "BIAOCHI_PUBLICITY_DAYS", kind: wholeNumber("expected.contest-days", 1, 60), fallback: 5 },
  level: { env: "BIAOCHI_LEVEL", kind: wholeNumber("expected.level", 0, 5), fallback: 5 },
  localSignIn: {
    env: "BIAOCHI_LOCAL_SIGN_IN",
    kind: oneOf("expected.local-sign-in", ["everyone", "administrators"]),
    fallback: "everyone",
  },
  ssoIssuer: { env: "BIAOCHI_SSO_ISSUER", kind: provider, fallback: "" },
  ssoClient: { env: "BIAOCHI_SSO_CLIENT", kind: anyText, fallback: "biaochi" },
  ssoSecret: { env: "BIAOCHI_SSO_SECRET", kind: anyText, fallback: "", secret: true },
  ssoScope: { env: "BIAOCHI_SSO_SCOPE", kind: anyText, fallback: "openid profile" },
  ssoClaim: { env: "BIAOCHI_SSO_CLAIM", kind: anyText, fallback: "staff_number" },
  ssoName: { env: "BIAOCHI_SSO_NAME", kind: anyText, fallback: "" },
  ...mailSettings,
  arrivals: { env: "BIAOCHI_ARRIVALS", kind: oneOf("expected.on-off", ["on", "off"]), fallback: "on" },
  log: {
    env: "BIAOCHI_LOG",
    kind: oneOf("expected.log", ["silent", "error", "warn", "info", "debug"]),
    fallback: "warn",
  },
} as const satisfies { readonly [name: string]: Setting<string> | Setting<number> };

type SettingName = keyof typeof table;

export type Settings = {
  readonly [Name in SettingName]: NonNullable<ReturnType<(typeof table)[Name]["kind"]["read"]>>;
};

export type SettingOrigin = "environment" | "file" | "default";

export type SettingsRead = {
  readonly settings: Settings;
  readonly from: Readonly<Record<SettingName, SettingOrigin>>;
  readonly file: string;
};

export type SettingsQuestion = {
  readonly env: NodeJS.ProcessEnv;
  /** `--config`; without it `biaochi.config.json` in the data folder, if it is there. */
  readonly configFile?: string;
};

type FileText = Readonly<Record<string, string>>;

function readFile(path: string, asked: boolean): Outcome<FileText, PlatformRefusal> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const absent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (absent && !asked) return ok({});
    return refuse({ code: "settings-file-unreadable", params: { path, reason: String(error) } });
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) throw new TypeError("not an object");
    const known = Object.keys(table);
    const stranger = Object.keys(parsed).find((key) => !known.includes(key));
    if (stranger !== undefined)
      return refuse({ code: "settings-key-unknown", params: { path, key: stranger, known: known.join(", ") } });
    return ok(Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)])));
  } catch (error) {
    return refuse({ code: "settings-file-unreadable", params: { path, reason: String(error) } });
  }
}

/** Environment before file before default. A value that cannot be read is refused, never replaced by the default. */
export function readSettings(question: SettingsQuestion): Outcome<SettingsRead, PlatformRefusal> {
  const { env, configFile } = question;
  const dataFolder = table.data.kind.read(env[table.data.env] ?? "") ?? table.data.fallback;
  const file = configFile === undefined ? join(dataFolder, "biaochi.config.json") : fromHere(configFile);
  const inFile = readFile(file, configFile !== undefined);
  if (!inFile.ok) return inFile;

  const values: Record<string, string | number> = {};
  const from: Record<string, SettingOrigin> = {};
  for (const [name, setting] of Object.entries(table)) {
    const inEnvironment = env[setting.env];
    const [text, origin, where]: [string | undefined, SettingOrigin, string] =
      inEnvironment !== undefined && inEnvironment !== ""
        ? [inEnvironment, "environment", setting.env]
        : inFile.value[name] !== undefined
          ? [inFile.value[name], "file", file]
          : [undefined, "default", ""];
    const value = text === undefined ? setting.fallback : setting.kind.read(text);
    if (value === undefined) {
      const found = "secret" in setting ? "…" : (text ?? "");
      const { expected } = setting.kind;
      return refuse({ code: "setting-invalid", params: { name, found, where }, said: { expected } });
    }
    values[name] = value;
    from[name] = origin;
  }
  if (values.origin === "") values.origin = `http://localhost:${values.port}`;
  return ok({ settings: values as Settings, from: from as SettingsRead["from"], file });
}

/** Settings of which nobody says where they come from. */
export function asDefaults(settings: Settings): SettingsRead {
  const from = Object.fromEntries(Object.keys(table).map((name) => [name, "default"]));
  return { settings, from: from as SettingsRead["from"], file: join(settings.data, "biaochi.config.json") };
}

/** Shows an address without its password. */
export function redactUrl(text: string): string {
  if (!URL.canParse(text)) return text === "" ? "" : "…";
  const parsed = new URL(text);
  if (parsed.password !== "") parsed.password = "…";
  return decodeURI(parsed.href);
}

/** Where the heads of the audit trail are kept: in the data folder, unless they have a place of their own. */
export const auditHeadsOf = ({ auditHeads, data }: Pick<Settings, "auditHeads" | "data">): string =>
  auditHeads === "" ? join(data, "audit-heads.ndjson") : auditHeads;

/** What the log published last: in the data folder, unless it has a place of its own. */
export const logHighWaterOf = ({ logHighWater, data }: Pick<Settings, "logHighWater" | "data">): string =>
  logHighWater === "" ? join(data, "log-high-water") : logHighWater;

export type SettingLine = {
  readonly name: SettingName;
  readonly env: string;
  readonly value: string;
  readonly from: SettingOrigin;
  readonly isSecret: boolean;
};

/** One line per setting, secrets redacted: safe to paste into a support request. */
export function listSettings(read: SettingsRead): readonly SettingLine[] {
  return (Object.keys(table) as SettingName[]).map((name) => {
    const setting: Setting<string> | Setting<number> = table[name];
    const value = String(read.settings[name]);
    const isSecret = setting.secret === true;
    return { name, env: setting.env, value: isSecret ? redactUrl(value) : value, from: read.from[name], isSecret };
  });
}
