// The commands of both nodes. `node-door-node.ts` lets them be called from a shell without the rest of the product.
import { existsSync, readFileSync } from "node:fs";
import { parseEvidence, proveFork } from "../evidence.ts";
import { formatVkey, parseVkey } from "../note-key.ts";
import { makeFolder } from "./durable-node.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { holdFolder } from "./folder-lock-node.ts";
import { makeNodeKey, readNodeKey } from "./node-keys-node.ts";
import {
  checkSettings,
  defaults,
  hasSettings,
  type NodeKind,
  type NodeSettings,
  readSettings,
  settingsFile,
  writeSettings,
} from "./node-settings-node.ts";
import { type Done, done, notice, type Tell, undone } from "./notice.ts";
import { mirrorStatus, runMirror, tellAlarms } from "./run-mirror-node.ts";
import { runWitness } from "./witness-node.ts";
import { WitnessState } from "./witness-state-node.ts";
import { witnessStatus } from "./witness-status-node.ts";

export { makeKeyFile, readKeyFile } from "./key-file-node.ts";
export type { Notice } from "./notice.ts";
export { noticeCodes } from "./notice.ts";

export const nodeOptions = {
  name: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  log: { type: "string", multiple: true },
  url: { type: "string" },
  policy: { type: "string" },
  witness: { type: "boolean" },
  once: { type: "boolean" },
  "passphrase-file": { type: "string" },
} as const;

export interface NodeCall {
  readonly kind: NodeKind;
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly print: (text: string) => void;
  readonly tell: Tell;
}

/** 0 done, 2 not called rightly, 3 refused, or (status, check-evidence, a mirror that ends) something stands against the log. */
export type NodeExit = 0 | 2 | 3;

const verbs: Readonly<Record<NodeKind, readonly string[]>> = {
  witness: ["init", "add-log", "run", "status", "key", "evidence", "check-evidence"],
  mirror: ["init", "run", "status", "key", "evidence", "check-evidence"],
};

export function usageOf(kind: NodeKind): string {
  const more = kind === "mirror" ? "--log <vkey> --url <url> [--witness] [--policy <file>]" : "[--log <vkey>]…";
  return [
    `${kind} init <folder> --name <name> ${more} [--host …] [--port …] [--passphrase-file <file>]`,
    ...(kind === "witness" ? ["witness add-log <folder> --log <vkey>"] : []),
    `${kind} run <folder> [--passphrase-file <file>]${kind === "mirror" ? " [--once]" : ""}`,
    kind === "mirror" ? "mirror status <folder>" : "witness status <folder> [--passphrase-file <file>]",
    `${kind} key <folder>`,
    `${kind} evidence <folder> [<name>]`,
    `${kind} check-evidence <file> --log <vkey>`,
  ].join("\n");
}

export async function nodeCommand(call: NodeCall): Promise<NodeExit> {
  const [verb = "", subject, more, tooMuch] = call.positionals;
  if (!verbs[call.kind].includes(verb) || subject === undefined || tooMuch !== undefined) return misused(call);
  if (more !== undefined && verb !== "evidence") return misused(call);
  if (verb === "init") return ended(call, init(call, subject));
  if (verb === "add-log") return ended(call, addLog(call, subject));
  if (verb === "key") return ended(call, tellKeys(call, subject));
  if (verb === "evidence") return tellEvidence(call, subject, more);
  if (verb === "check-evidence") return checkEvidence(call, subject);
  if (verb === "status") return call.kind === "mirror" ? mirrorStatus(subject, call) : tellWitness(call, subject);
  return run(call, subject);
}

function misused({ kind, print }: NodeCall): NodeExit {
  print(usageOf(kind));
  return 2;
}

function ended({ tell }: NodeCall, outcome: Done<true>): NodeExit {
  if (!outcome.ok) tell(outcome.notice);
  return outcome.ok ? 0 : 3;
}

const textIn = (value: unknown) => (typeof value === "string" ? value : undefined);
const listIn = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);

function passphraseOf({ values }: NodeCall): Done<string | undefined> {
  const path = textIn(values["passphrase-file"]);
  if (path === undefined) return done(undefined);
  if (!existsSync(path)) return undone("key-unreadable", { path, reason: "passphrase" });
  return done(readFileSync(path, "utf8").split("\n", 1)[0]);
}

function settingsOf({ kind, values }: NodeCall): NodeSettings {
  const [host, port, url, policy] = [values.host, values.port, values.url, values.policy].map(textIn);
  return {
    ...{ kind, name: textIn(values.name) ?? "", ...defaults[kind], logs: listIn(values.log) },
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: port === "" ? -1 : Number(port) }),
    ...(url === undefined ? {} : { url }),
    ...(policy === undefined ? {} : { policy }),
    ...(values.witness === true ? { witnesses: true } : {}),
  };
}

/**
 * The birth of a node, and of each log's empty state: the only time that a witness begins from nothing. Settings come last:
 * a crash before leaves a folder that no command takes for a node.
 */
function init(call: NodeCall, folder: string): Done<true> {
  if (hasSettings(folder)) return undone("folder-taken", { folder });
  const settings = settingsOf(call);
  const passphrase = passphraseOf(call);
  if (!passphrase.ok) return passphrase;
  // Before anything is there: what is half made stands in the way of the next attempt.
  const checked = checkSettings(folder, settings);
  if (!checked.ok) return checked;
  makeFolder(folder, 0o700);
  const roles = settings.kind === "witness" ? (["witness"] as const) : (["state", "witness"] as const);
  for (const role of roles) {
    if (role === "witness" && settings.kind === "mirror" && settings.witnesses !== true) continue;
    const key = makeNodeKey(folder, role, settings.name, passphrase.value);
    if (!key.ok) return key;
    call.print(formatVkey(key.value.key));
    for (const log of role === "witness" ? settings.logs : []) {
      const begun = beginState(folder, log, key.value.key);
      if (!begun.ok) return begun;
    }
  }
  const written = writeSettings(folder, settings);
  if (written.ok) call.tell(notice("node-made", { folder, settings: settingsFile }));
  return written;
}

function beginState(folder: string, log: string, own: Parameters<typeof formatVkey>[0]): Done<true> {
  const key = parseVkey(log);
  if (!key.ok) return undone("settings-malformed", { path: folder, reason: log });
  return new WitnessState(folder, own).begin(key.value.name);
}

function addLog(call: NodeCall, folder: string): Done<true> {
  const settings = readSettings(folder, "witness");
  if (!settings.ok) return settings;
  const held = holdFolder(folder);
  if (!held.ok) return held;
  try {
    const passphrase = passphraseOf(call);
    if (!passphrase.ok) return passphrase;
    const { keys: _, trust: _trust, ...plain } = settings.value;
    const key = readNodeKey(folder, "witness", plain.name, passphrase.value);
    if (!key.ok) return key;
    for (const log of listIn(call.values.log)) {
      const begun = beginState(folder, log, key.value.key);
      if (!begun.ok) return begun;
      call.tell(notice("log-added", { log }));
    }
    return writeSettings(folder, { ...plain, logs: [...plain.logs, ...listIn(call.values.log)] });
  } finally {
    held.value.release();
  }
}

/** The verifier keys, for the log's trust policy. */
function tellKeys(call: NodeCall, folder: string): Done<true> {
  const settings = readSettings(folder, call.kind);
  if (!settings.ok) return settings;
  const passphrase = passphraseOf(call);
  if (!passphrase.ok) return passphrase;
  const { name, kind, witnesses } = settings.value;
  const roles = [...(kind === "witness" || witnesses ? (["witness"] as const) : []), ...stateRole(kind)];
  for (const role of roles) {
    const key = readNodeKey(folder, role, name, passphrase.value);
    if (!key.ok) return key;
    call.print(formatVkey(key.value.key));
  }
  return done(true);
}

const stateRole = (kind: NodeKind) => (kind === "mirror" ? (["state"] as const) : []);

function tellEvidence({ kind, print, tell }: NodeCall, folder: string, name?: string): NodeExit {
  const settings = readSettings(folder, kind);
  if (!settings.ok) {
    tell(settings.notice);
    return 3;
  }
  const evidence = new EvidenceFolder(folder);
  if (name === undefined) {
    for (const { file } of evidence.list()) print(file);
    return 0;
  }
  const text = evidence.read(name);
  if (text === undefined) tell(notice("evidence-unreadable", { file: name }));
  else print(text.trimEnd());
  return text === undefined ? 3 : 0;
}

/** Needs the file and the log's key, and no node: 3 says that the log forked. */
function checkEvidence(call: NodeCall, file: string): NodeExit {
  const { values, print, tell } = call;
  const keys = listIn(values.log).map(parseVkey);
  const known = keys.flatMap((key) => (key.ok ? [key.value] : []));
  if (known.length === 0 || known.length < keys.length) return misused(call);
  const evidence = existsSync(file) ? parseEvidence(readFileSync(file, "utf8")) : undefined;
  if (evidence?.ok !== true) {
    tell(notice("evidence-unreadable", { file }));
    return 2;
  }
  const fork = proveFork(evidence.value, known);
  if (!fork.ok) {
    tell(notice("evidence-proves-nothing", { file, reason: fork.refusal.detail ?? fork.refusal.code }));
    return 0;
  }
  const { one, other } = fork.value;
  const params = { origin: one.origin, one: one.size.toString(), other: other.size.toString() };
  tell(notice("evidence-proves", params));
  print(JSON.stringify({ proves: "fork", ...params }));
  return 3;
}

function tellWitness(call: NodeCall, folder: string): NodeExit {
  const passphrase = passphraseOf(call);
  return passphrase.ok ? witnessStatus(folder, passphrase.value, call) : ended(call, passphrase);
}

async function run(call: NodeCall, folder: string): Promise<NodeExit> {
  const passphrase = passphraseOf(call);
  if (!passphrase.ok) return ended(call, passphrase);
  const options = {
    ...{ folder, tell: call.tell },
    ...(passphrase.value === undefined ? {} : { passphrase: passphrase.value }),
  };
  const once = call.values.once === true;
  const node = call.kind === "witness" ? await runWitness(options) : await runMirror({ ...options, once });
  if (!node.ok) {
    call.tell(node.notice);
    return 3;
  }
  if (!once) {
    call.print(`ready ${node.value.url}`);
    await askedToStop();
  }
  await node.value.close();
  return call.kind === "mirror" ? tellAlarms(folder, call.tell) : 0;
}

/** By a signal; or by the end of the process that started it with a channel (the demonstration), however that came. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    if (process.channel !== undefined) process.once("disconnect", () => resolve());
    process.channel?.unref();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
