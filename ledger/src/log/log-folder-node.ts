// The log in a folder of this machine: its key, its policy, its door's rules, its lock.
import { readFile, writeFile } from "node:fs/promises";
import { publicEd25519, randomBytes } from "#primitives";
import { type Bytes, base64, fromBase64, hex, textOf } from "../bytes.ts";
import { isOrigin } from "../checkpoint.ts";
import { takeLock } from "../lock-node.ts";
import { formatVkey, type NoteSigner, noteKey } from "../note-key.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import { parseTrustPolicy, type TrustPolicy } from "../trust-policy.ts";
import { type DoorRules, usualRules } from "./door.ts";
import { filesOfNode } from "./files-node.ts";
import { Log, type LogOptions } from "./log.ts";
import { openSignatureThreads, worthThreads } from "./signature-threads-node.ts";
import { checkAside, logSigner } from "./signatures-node.ts";
import { type StorePlace, TreeStore } from "./tree-store.ts";
import { askByHttp } from "./witness-client.ts";

export interface LogPlaces {
  readonly folder: string;
  /** The log's private key; neither this nor the high-water mark is part of a backup. */
  readonly key: string;
  readonly highWater: string;
}

const policyPath = ({ folder }: LogPlaces) => `${folder}/policy`;
const rulesPath = ({ folder }: LogPlaces) => `${folder}/door.json`;

const placeOf = ({ folder, highWater }: LogPlaces, origin: string): StorePlace => ({
  ...{ files: filesOfNode, folder, highWater, origin },
});

/** As Go's note package writes a key: `PRIVATE+KEY+<name>+<id>+<01 ‖ seed>`. */
function formatKey(origin: string, seed: Bytes): string {
  const { id } = noteKey(origin, "ed25519", publicEd25519(seed));
  return `PRIVATE+KEY+${origin}+${hex(id)}+${base64(Uint8Array.from([1, ...seed]))}\n`;
}

function parseKey(text: string): NoteSigner | undefined {
  const [, origin = "", id = "", encoded = ""] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)\n?$/.exec(text) ?? [];
  const typed = fromBase64(encoded);
  if (!isOrigin(origin) || typed?.length !== 33 || typed[0] !== 1) return undefined;
  const signer = logSigner(origin, typed.slice(1));
  return hex(signer.key.id) === id ? signer : undefined;
}

const isThere = async ({ folder }: LogPlaces) => (await filesOfNode.read(`${folder}/sequenced`)) !== undefined;

/** Makes a key, unless there is one already, and a log without entries. What exists is never overwritten. */
export async function makeLog(places: LogPlaces, origin: string): Promise<Outcome<NoteSigner>> {
  if (!isOrigin(origin)) return refuse("key-malformed", origin);
  const before = await readKey(places);
  if (!before.ok && before.refusal.code === "log-key-absent") return before; // a log that was restored has its own key
  await filesOfNode.makeFolder(places.folder);
  const written = formatKey(origin, randomBytes(32));
  await writeFile(places.key, written, { mode: 0o600, flag: "wx", flush: true }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
  const signer = await readKey(places);
  if (!signer.ok) return signer;
  if (signer.value.key.name !== origin) return refuse("log-key-wrong", signer.value.key.name);
  const made = await TreeStore.make(placeOf(places, origin));
  if (!made.ok) return made;
  await writeFile(rulesPath(places), `${JSON.stringify(usualRules, null, 2)}\n`, { flag: "wx" }).catch(() => undefined);
  await writeFile(policyPath(places), `log ${formatVkey(signer.value.key)}\n`, { flag: "wx" }).catch(() => undefined);
  return signer;
}

export async function readKey(places: LogPlaces): Promise<Outcome<NoteSigner>> {
  const { key } = places;
  const text = await readFile(key, "utf8").catch(() => undefined);
  if (text === undefined) return (await isThere(places)) ? refuse("log-key-absent", key) : refuse("log-absent", key);
  const signer = parseKey(text);
  return signer === undefined ? refuse("key-malformed", key) : ok(signer);
}

export async function readPolicy(path: string): Promise<Outcome<TrustPolicy>> {
  const bytes = await filesOfNode.read(path);
  return bytes === undefined ? refuse("source-unreadable", path) : parseTrustPolicy(bytes);
}

export const policyOf = (places: LogPlaces): Promise<Outcome<TrustPolicy>> => readPolicy(policyPath(places));

async function readRules(places: LogPlaces): Promise<Outcome<DoorRules>> {
  const bytes = await filesOfNode.read(rulesPath(places));
  if (bytes === undefined) return ok(usualRules);
  try {
    const read: unknown = JSON.parse(textOf(bytes) ?? "");
    return isRules(read) ? ok(read) : refuse("text-malformed", rulesPath(places));
  } catch {
    return refuse("text-malformed", rulesPath(places)); // the parser has no other way to say it
  }
}

function isRules(value: unknown): value is DoorRules {
  if (typeof value !== "object" || value === null) return false;
  const { snapshotBy, mostOpenProposals, mostAttempts } = value as Record<string, unknown>;
  const isNames = Array.isArray(snapshotBy) && snapshotBy.every((each) => typeof each === "string");
  return isNames && Number.isInteger(mostOpenProposals) && Number.isInteger(mostAttempts);
}

/** The first entry: the policy of amendments and the first keys, signed by those whose keys they are. */
export async function beginLog(places: LogPlaces, first: Bytes): Promise<Outcome<true>> {
  return withLog(places, (place) => Log.begin(place, first, checkAside, Date.now()));
}

/** Anything that must not happen beside a running log: checking what lies there, putting it right, recovering it. */
export async function withLog<T>(
  places: LogPlaces,
  work: (place: StorePlace) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const signer = await readKey(places);
  if (!signer.ok) return signer;
  await filesOfNode.makeFolder(places.folder);
  const lock = takeLock(places.folder);
  if (lock === undefined) return refuse("log-locked", places.folder);
  try {
    return await work(placeOf(places, signer.value.key.name));
  } finally {
    lock.release();
  }
}

export interface OpenedLog {
  readonly log: Log;
  close(): Promise<void>;
}

const witnessPatience = 5000;

export async function openLog(places: LogPlaces, options: Partial<LogOptions> = {}): Promise<Outcome<OpenedLog>> {
  const signer = await readKey(places);
  if (!signer.ok) return signer;
  const [policy, rules] = [await policyOf(places), await readRules(places)];
  if (!policy.ok) return policy;
  if (!rules.ok) return rules;
  const place = placeOf(places, signer.value.key.name);
  if (!(await isThere(places))) return refuse("log-absent", places.folder);
  const lock = takeLock(places.folder);
  if (lock === undefined) return refuse("log-locked", places.folder);
  const threads = { from: worthThreads, open: openSignatureThreads };
  const own = { place, signer: signer.value, policy: policy.value, rules: rules.value, checkAside, threads };
  const log = await Log.open({ ...own, ask: askByHttp(witnessPatience), now: () => Date.now(), ...options });
  if (!log.ok) {
    lock.release();
    return log;
  }
  const close = async () => {
    await log.value.close();
    lock.release();
  };
  return ok({ log: log.value, close });
}
