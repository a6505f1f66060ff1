// What the keeper of a node says in `node.json`. Read at every start; a value that cannot be read stops it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { utf8 } from "../bytes.ts";
import { isOrigin } from "../checkpoint.ts";
import { type NoteKey, parseVkey } from "../note-key.ts";
import { parseTrustPolicy, type TrustPolicy } from "../trust-policy.ts";
import { isMissing, reasonOf, writeDurably } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

export type NodeKind = "witness" | "mirror";

export interface NodeSettings {
  readonly kind: NodeKind;
  /** The name of the node's key, as it stands in the log's trust policy. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly requestsPerMinute: number;
  /** Absent: a quarter of all, or all where only this machine reaches the door. */
  readonly connectionsPerAddress?: number;
  /** Verifier keys of logs; of a mirror, of one log. */
  readonly logs: readonly string[];
  /** Of a mirror: where the log publishes, how often it is asked, when its silence is told, and whether the mirror witnesses. */
  readonly url?: string;
  readonly everySeconds?: number;
  readonly silentAfterHours?: number;
  readonly witnesses?: boolean;
  /** Name of a trust policy file beside `node.json`: checkpoints below its quorum are told. */
  readonly policy?: string;
}

export interface ReadSettings extends NodeSettings {
  readonly keys: ReadonlyMap<string, readonly NoteKey[]>;
  readonly trust?: TrustPolicy;
}

export const settingsFile = "node.json";

export const defaults = {
  witness: { host: "127.0.0.1", port: 8471, requestsPerMinute: 1200 },
  mirror: { host: "127.0.0.1", port: 8472, requestsPerMinute: 6000, everySeconds: 10, silentAfterHours: 24 },
} as const;

const forms: Readonly<Record<keyof NodeSettings, (value: unknown) => boolean>> = {
  kind: (value) => value === "witness" || value === "mirror",
  name: (value) => typeof value === "string" && isOrigin(value),
  host: (value) => typeof value === "string" && value !== "",
  port: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
  requestsPerMinute: (value) => Number.isInteger(value) && Number(value) >= 1,
  connectionsPerAddress: (value) => Number.isInteger(value) && Number(value) >= 1,
  logs: (value) => Array.isArray(value) && value.length <= 32 && value.every((each) => isLogKey(each)),
  url: (value) => typeof value === "string" && /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
  everySeconds: (value) => typeof value === "number" && value > 0 && value <= 86_400,
  silentAfterHours: (value) => typeof value === "number" && value > 0 && value <= 8760,
  witnesses: (value) => typeof value === "boolean",
  policy: (value) => typeof value === "string" && /^[\w.-]+$/.test(value),
};
const needed: Readonly<Record<NodeKind, readonly (keyof NodeSettings)[]>> = {
  witness: ["kind", "name", "host", "port", "requestsPerMinute", "logs"],
  mirror: ["kind", "name", "host", "port", "requestsPerMinute", "logs", "url", "everySeconds", "silentAfterHours"],
};

function isLogKey(value: unknown): boolean {
  const key = typeof value === "string" ? parseVkey(value) : undefined;
  return key?.ok === true && key.value.type === "ed25519" && isOrigin(key.value.name);
}

/** The name of the field that is wrong, or nothing. */
function wrongField(value: Readonly<Record<string, unknown>>, kind: NodeKind): string | undefined {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(forms, name));
  if (unknown !== undefined) return unknown;
  if (value.kind !== kind) return "kind";
  const missing = needed[kind].find((name) => value[name] === undefined);
  if (missing !== undefined) return missing;
  return (Object.keys(forms) as (keyof NodeSettings)[]).find(
    (name) => value[name] !== undefined && !forms[name](value[name]),
  );
}

export function readSettings(folder: string, kind: NodeKind): Done<ReadSettings> {
  const path = join(folder, settingsFile);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (isMissing(error)) return undone("folder-not-made", { folder });
    return undone("settings-malformed", { path, reason: reasonOf(error) });
  }
  if (typeof value !== "object" || value === null) return undone("settings-malformed", { path, reason: "{}" });
  const wrong = wrongField({ ...value }, kind);
  if (wrong !== undefined) return undone("settings-malformed", { path, reason: wrong });
  return withKeys(folder, value as NodeSettings);
}

function withKeys(folder: string, settings: NodeSettings): Done<ReadSettings> {
  const path = join(folder, settingsFile);
  const keys = new Map<string, NoteKey[]>();
  for (const text of settings.logs) {
    const key = parseVkey(text);
    if (key.ok) keys.set(key.value.name, [...(keys.get(key.value.name) ?? []), key.value]);
  }
  if (settings.kind === "mirror" && keys.size !== 1) return undone("settings-malformed", { path, reason: "logs" });
  if (settings.policy === undefined) return done({ ...settings, keys });
  try {
    const trust = parseTrustPolicy(new Uint8Array(readFileSync(join(folder, settings.policy))));
    if (trust.ok) return done({ ...settings, keys, trust: trust.value });
    const { detail = "", line = 0 } = trust.refusal;
    return undone("settings-malformed", { path: join(folder, settings.policy), reason: `${line}: ${detail}` });
  } catch (error) {
    return undone("settings-malformed", { path: join(folder, settings.policy), reason: reasonOf(error) });
  }
}

/** Where a node's door stands, and what one address may take of it. */
export function placeOfDoor({ host, port, requestsPerMinute, connectionsPerAddress }: NodeSettings) {
  const limits = connectionsPerAddress === undefined ? {} : { perAddress: connectionsPerAddress };
  return { host, port, requestsPerMinute, limits };
}

export function checkSettings(folder: string, settings: NodeSettings): Done<true> {
  const wrong = wrongField({ ...settings }, settings.kind);
  return wrong === undefined
    ? done(true)
    : undone("settings-malformed", { path: join(folder, settingsFile), reason: wrong });
}

export function writeSettings(folder: string, settings: NodeSettings): Done<true> {
  const checked = checkSettings(folder, settings);
  if (!checked.ok) return checked;
  writeDurably(join(folder, settingsFile), utf8(`${JSON.stringify(settings, undefined, 2)}\n`));
  return done(true);
}

export function hasSettings(folder: string): boolean {
  return existsSync(join(folder, settingsFile));
}
