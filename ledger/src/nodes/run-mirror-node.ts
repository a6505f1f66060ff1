// `biaochi mirror`: holds all entries of one log, recomputes what they mean, serves them to others, and says when they changed.

import { worthThreads } from "../log/signature-threads-node.ts";
import { formatNote, type Note } from "../note.ts";
import { formatVkey } from "../note-key.ts";
import { parseTilePath } from "../tile.ts";
import { largestRequest } from "../witness.ts";
import { Alarms, readAlarms } from "./alarms-node.ts";
import { EvidenceFolder } from "./evidence-folder-node.ts";
import { holdFolder, patienceOfNodes } from "./folder-lock-node.ts";
import { LogClient, unpublished } from "./log-client-node.ts";
import { LogWatch } from "./log-watch-node.ts";
import { MirrorCopy } from "./mirror-copy-node.ts";
import { MirrorFold } from "./mirror-fold-node.ts";
import { Mirror, readStatus } from "./mirror-node.ts";
import { readNodeKey } from "./node-keys-node.ts";
import { placeOfDoor, type ReadSettings, readSettings } from "./node-settings-node.ts";
import { type Done, done, notice, type Tell } from "./notice.ts";
import { type Door, openDoor, type Reply } from "./requests-node.ts";
import { SavedState } from "./saved-state-node.ts";
import {
  evidenceReply,
  nowInSeconds,
  openWitnessPart,
  type RunningNode,
  type RunOptions,
  running,
  type WitnessPart,
} from "./witness-node.ts";

export interface RunMirrorOptions extends RunOptions {
  /** Asks the log once and ends. */
  readonly once: boolean;
  /** From so many entries at once on, they are folded with threads. */
  readonly worthThreads?: number;
}

export async function runMirror(options: RunMirrorOptions): Promise<Done<RunningNode>> {
  const { folder, tell } = options;
  const settings = readSettings(folder, "mirror");
  if (!settings.ok) return settings;
  const held = holdFolder(folder, patienceOfNodes);
  if (!held.ok) return held;
  const opened = await openMirror(options, settings.value);
  if (!opened.ok) {
    held.value.release();
    return opened;
  }
  const { mirror, door } = opened.value;
  if (options.once) await mirror.round();
  else mirror.begin();
  return done(running(door, held.value, tell, () => mirror.end()));
}

async function openMirror(options: RunMirrorOptions, settings: ReadSettings) {
  const { folder, passphrase, tell } = options;
  const [[origin = "", keys = []] = []] = [...settings.keys];
  const signer = readNodeKey(folder, "state", settings.name, passphrase);
  if (!signer.ok) return signer;
  const copy = MirrorCopy.open(folder, keys);
  if (!copy.ok) return copy;
  const alarms = new Alarms(folder, tell);
  const evidence = new EvidenceFolder(folder);
  const fold = new MirrorFold(origin, copy.value, (index) => alarms.raise("alarm-snapshot-differs", { index }));
  const client = new LogClient(settings.url ?? "");
  const watch = new LogWatch({ copy: copy.value, client, keys, evidence, alarms, now: nowInSeconds, tell });
  const mirror = new Mirror({
    ...{ folder, settings, keys, copy: copy.value, client, fold, watch, alarms, signer: signer.value, tell },
    ...{ saved: new SavedState(folder, signer.value), worthThreads: options.worthThreads ?? worthThreads },
  });
  raiseForks(evidence, alarms, copy.value);
  const witness = settings.witnesses ? openWitness(folder, settings, passphrase, tell, mirror) : undefined;
  if (witness?.ok === false) return witness;
  const door = await openDoor({
    ...{ ...placeOfDoor(settings), largestBody: largestRequest },
    get: (path) => witness?.value.get(path) ?? mirrorReply(path, mirror, copy.value, evidence),
    post: (path) => witness?.value.post(path),
  } satisfies Door);
  if (!door.ok) return door;
  mirror.url = door.value.url;
  tell(notice("node-listening", { url: door.value.url, key: formatVkey(signer.value.key) }));
  return done({ mirror, door: door.value });
}

/** What a crash left between the evidence and its alarm. */
function raiseForks(evidence: EvidenceFolder, alarms: Alarms, copy: MirrorCopy): void {
  const known = new Set(alarms.standing().map(({ params }) => params.file));
  const held = copy.size.toString();
  for (const { file, kind, size } of evidence.list())
    if (kind === "fork" && !known.has(file)) alarms.raise("alarm-forked", { size, held, file });
}

function openWitness(
  folder: string,
  settings: ReadSettings,
  passphrase: string | undefined,
  tell: Tell,
  mirror: Mirror,
): Done<WitnessPart> {
  const cosigner = readNodeKey(folder, "witness", settings.name, passphrase);
  if (!cosigner.ok) return cosigner;
  return openWitnessPart(folder, settings.keys, cosigner.value, tell, {
    mayCosign: (next) => mirror.mayCosign(next),
    onEvidence: (refused) => void mirror.lookInto(refused),
  });
}

const noteReply = (note: Note): Reply => ({
  status: 200,
  headers: { "cache-control": "no-cache" },
  body: formatNote(note),
});

const notPublished: Reply = { status: 404, contentType: "application/json; charset=utf-8", body: unpublished };

/** The log's own addresses (FORMAT.md §6), so that whoever reads the log can read the mirror; and what the mirror says of it. */
function mirrorReply(path: string, mirror: Mirror, copy: MirrorCopy, evidence: EvidenceFolder): Reply | undefined {
  if (path === "/checkpoint") {
    const note = mirror.checkpoint();
    return note === undefined ? notPublished : noteReply(note);
  }
  if (path === "/state") {
    const note = mirror.stateNote();
    return note === undefined ? undefined : noteReply(note);
  }
  if (path === "/status")
    return { status: 200, contentType: "application/json", body: `${JSON.stringify(mirror.status(), undefined, 1)}\n` };
  if (path === "/") return { status: 200, body: statusLines(mirror) };
  const tile = parseTilePath(path.slice(1));
  const bytes = tile.ok ? copy.serve(tile.value) : undefined;
  if (bytes === undefined) return evidenceReply(evidence, path);
  const headers = { "cache-control": "public, max-age=31536000, immutable" };
  return { status: 200, contentType: "application/octet-stream", headers, body: bytes };
}

/** The same for people: a line a figure, alarms first. */
function statusLines(mirror: Mirror): string {
  const { alarms, state, ...rest } = mirror.status();
  const lines = alarms.map(({ code, since, params }) => `ALARM ${code} ${since} ${JSON.stringify(params)}`);
  const told = Object.entries({ ...rest, ...state }).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${[...lines, ...told].join("\n")}\n`;
}

/**
 * For those who watch over the node: 0 only if a mirror runs here and nothing stands against the log. A mirror that does not
 * run would say nothing for ever, so that this counts as an alarm, too.
 */
export function mirrorStatus(folder: string, { print, tell }: { print: (text: string) => void; tell: Tell }): 0 | 3 {
  const settings = readSettings(folder, "mirror");
  if (!settings.ok) {
    tell(settings.notice);
    return 3;
  }
  const lock = holdFolder(folder);
  const status = readStatus(folder);
  if (lock.ok) lock.value.release();
  print(JSON.stringify(status ?? {}, undefined, 1));
  const since = status?.lastAnswer;
  if (lock.ok || status === undefined)
    tell(typeof since === "string" ? notice("status-unknown", { folder, since }) : notice("status-never", { folder }));
  return tellAlarms(folder, tell) === 0 && !lock.ok && status !== undefined ? 0 : 3;
}

/** What stands against the log by what is on disk: the last word of a mirror that ends. */
export function tellAlarms(folder: string, tell: Tell): 0 | 3 {
  const standing = readAlarms(folder).filter(({ until }) => until === undefined);
  for (const { code, params } of standing) tell(notice(code, params));
  tell(notice(standing.length === 0 ? "status-sound" : "status-alarmed", { alarms: standing.length }));
  return standing.length === 0 ? 0 : 3;
}
