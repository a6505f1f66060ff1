// The published log out of one place into another, every byte checked on the way.
import { sameBytes } from "../bytes.ts";
import { parseNote } from "../note.ts";
import { type Outcome, refuse } from "../refusal.ts";
import { newTiles, tilePath } from "../tile.ts";
import { checkWitnessed, type TrustPolicy, type Witnessed } from "../trust-policy.ts";
import { checkTree } from "./check-tree.ts";
import { type Files, put } from "./files.ts";
import { formatMarker } from "./marker.ts";
import { sourceOfPrefixes } from "./right-edge.ts";
import type { Source } from "./source.ts";
import { publicPath, type StorePlace, sequencedPath, TreeStore } from "./tree-store.ts";

/**
 * Copies what tlog-tiles names, the checkpoint last: a copy that was broken off has none. Refused unless the checkpoint satisfies
 * the policy and every file is what it has to be.
 */
export async function copyPublished(
  source: Source,
  policy: TrustPolicy,
  files: Files,
  target: string,
): Promise<Outcome<Witnessed>> {
  const bytes = await source("checkpoint");
  const note = bytes === undefined ? refuse("not-published", "checkpoint") : parseNote(bytes);
  if (!note.ok) return note;
  const witnessed = checkWitnessed(note.value, policy);
  if (!witnessed.ok || bytes === undefined) return witnessed;
  const { checkpoint } = witnessed.value;
  for (const tile of newTiles(0n, checkpoint.size)) {
    const path = tilePath(tile);
    const found = await source(path);
    if (found === undefined) return refuse("log-damaged", path);
    await put(files, `${target}/${path}`, found);
  }
  const { damages } = await checkTree((path) => files.read(`${target}/${path}`), checkpoint);
  const [first] = damages;
  if (first !== undefined) return refuse("log-damaged", first.path);
  await put(files, `${target}/checkpoint`, bytes);
  return witnessed;
}

/**
 * Brings a log that lost its end, or all of it, back to what was published, from a mirror or an export. Entries that were
 * sequenced and never published are on no mirror: they are lost with the disk, and their submitters hold promises.
 *
 *  1. tiles and bundles of the source           crash here: files beyond the log's end
 *  2. `sequenced`                               the log has the size that was published
 *  3. the high-water mark, `public/checkpoint`  as at a publication
 */
export async function recover(place: StorePlace, source: Source, policy: TrustPolicy): Promise<Outcome<Witnessed>> {
  const { files, folder, origin } = place;
  const held = await TreeStore.open(place);
  const isUsable = held.ok || ["log-absent", "log-behind", "log-damaged"].includes(held.refusal.code);
  if (!isUsable) return held;
  const incoming = `${folder}/incoming`;
  await files.remove(incoming);
  const copied = await copyPublished(source, policy, files, incoming);
  if (!copied.ok) return copied;
  const { checkpoint } = copied.value;
  if (checkpoint.origin !== origin) return refuse("log-key-wrong", checkpoint.origin);
  if (held.ok) {
    if (held.value.size > checkpoint.size) return refuse("log-ahead-of-source", checkpoint.size.toString());
    const isOurs = sameBytes(await rootOfCopy(files, incoming, held.value.size, place), held.value.root());
    if (!isOurs) return refuse("log-differs", held.value.size.toString());
  }
  for (const tile of newTiles(0n, checkpoint.size)) {
    const bytes = await files.read(`${incoming}/${tilePath(tile)}`);
    if (bytes !== undefined) await put(files, publicPath(folder, tilePath(tile)), bytes);
  }
  await put(files, sequencedPath(folder), formatMarker(checkpoint));
  const note = await files.read(`${incoming}/checkpoint`);
  await put(files, place.highWater, formatMarker(checkpoint));
  if (note !== undefined) await put(files, publicPath(folder, "checkpoint"), note);
  await files.remove(incoming);
  return copied;
}

/** What the copy says of an earlier size. */
async function rootOfCopy(files: Files, incoming: string, size: bigint, { origin }: StorePlace) {
  const root = new Uint8Array(32);
  const report = await checkTree(sourceOfPrefixes(files, incoming), { origin, size, root });
  return report.root;
}
