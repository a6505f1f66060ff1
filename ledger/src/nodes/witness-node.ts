// `biaochi witness`: a process that remembers one checkpoint of each log and cosigns what continues it. FORMAT.md §8.
import { formatNote } from "../note.ts";
import { formatVkey, type NoteKey, type NoteSigner } from "../note-key.ts";
import { largestRequest } from "../witness.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { type HeldFolder, holdFolder, patienceOfNodes } from "./folder-lock-node.ts";
import { readNodeKey } from "./node-keys-node.ts";
import { placeOfDoor, type ReadSettings, readSettings } from "./node-settings-node.ts";
import { type Done, done, notice, type Tell } from "./notice.ts";
import { type Door, type OpenDoor, openDoor, type Reply } from "./requests-node.ts";
import { WitnessDesk, type WitnessDeskOptions } from "./witness-desk-node.ts";
import { originName, WitnessState } from "./witness-state-node.ts";

export interface RunningNode {
  readonly url: string;
  close(): Promise<void>;
}

export interface RunOptions {
  readonly folder: string;
  readonly passphrase?: string;
  readonly tell: Tell;
}

export const nowInSeconds = () => BigInt(Math.floor(Date.now() / 1000));

export async function runWitness({ folder, passphrase, tell }: RunOptions): Promise<Done<RunningNode>> {
  const settings = readSettings(folder, "witness");
  if (!settings.ok) return settings;
  const held = holdFolder(folder, patienceOfNodes);
  if (!held.ok) return held;
  const opened = await openWitness(folder, settings.value, passphrase, tell);
  if (!opened.ok) held.value.release();
  return opened.ok ? done(running(opened.value, held.value, tell)) : opened;
}

export function running(door: OpenDoor, held: HeldFolder, tell: Tell, before = async () => {}): RunningNode {
  const close = async () => {
    await before();
    await door.close();
    held.release();
    tell(notice("node-stopped"));
  };
  return { url: door.url, close };
}

async function openWitness(
  folder: string,
  settings: ReadSettings,
  passphrase: string | undefined,
  tell: Tell,
): Promise<Done<OpenDoor>> {
  const cosigner = readNodeKey(folder, "witness", settings.name, passphrase);
  if (!cosigner.ok) return cosigner;
  const part = openWitnessPart(folder, settings.keys, cosigner.value, tell);
  if (!part.ok) return part;
  const { get, post } = part.value;
  const vkey = formatVkey(cosigner.value.key);
  const front: Reply = { status: 200, body: `${[vkey, ...settings.logs].join("\n")}\n` };
  const door: Door = {
    ...{ ...placeOfDoor(settings), largestBody: largestRequest, post },
    get: (path) => (path === "/" ? front : get(path)),
  };
  const open = await openDoor(door);
  if (open.ok) tell(notice("node-listening", { url: open.value.url, key: vkey }));
  return open;
}

export interface WitnessPart {
  readonly get: (path: string) => Reply | undefined;
  readonly post: Door["post"];
  readonly evidence: EvidenceFolder;
}

/**
 * What answers as a witness, of a mirror, too. Without the state of a log that it is to witness there is no start: whoever
 * forgot what they cosigned would cosign a second tree. Their key is retired instead (docs/operations/running-a-witness.md).
 */
export function openWitnessPart(
  folder: string,
  keys: ReadonlyMap<string, readonly NoteKey[]>,
  cosigner: NoteSigner,
  tell: Tell,
  mirror: Pick<WitnessDeskOptions, "mayCosign" | "onEvidence"> = {},
): Done<WitnessPart> {
  const state = new WitnessState(folder, cosigner.key);
  for (const origin of keys.keys()) {
    const read = state.read(origin);
    if (!read.ok) return read;
  }
  const evidence = new EvidenceFolder(folder);
  const keysOf = (origin: string) => keys.get(origin) ?? [];
  const desk = new WitnessDesk({ ...{ keysOf, state, evidence, cosigner, now: nowInSeconds, tell }, ...mirror });
  const origins = new Map([...keys.keys()].map((origin) => [`/${originName(origin)}/checkpoint`, origin]));
  const get = (path: string): Reply | undefined => {
    const origin = origins.get(path);
    const last = origin === undefined ? undefined : state.read(origin);
    if (last?.ok !== true || last.value === undefined) return evidenceReply(evidence, path);
    return { status: 200, headers: { "cache-control": "no-cache" }, body: formatNote(last.value.note) };
  };
  const post: Door["post"] = (path) => (path === "/add-checkpoint" ? (body) => desk.answer(body) : undefined);
  return done({ get, post, evidence });
}

/** Evidence is for everybody: `/evidence` lists it, `/evidence/<name>` is one of it. */
export function evidenceReply(evidence: EvidenceFolder, path: string): Reply | undefined {
  if (path === "/evidence")
    return {
      status: 200,
      body: evidence
        .list()
        .map(({ file }) => `${file}\n`)
        .join(""),
    };
  const text = path.startsWith("/evidence/") ? evidence.read(path.slice("/evidence/".length)) : undefined;
  return text === undefined ? undefined : { status: 200, contentType: "application/json", body: text };
}
