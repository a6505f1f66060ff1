// Is what lies on the disk the log; and if not, what can be put right from the rest or from a mirror.
import { type Bytes, sameBytes } from "../bytes.ts";
import type { Checkpoint } from "../checkpoint.ts";
import { parseNote } from "../note.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import { readBundle, tilePath, tilesAt } from "../tile.ts";
import { type Hash, leafHash } from "../tree.ts";
import { checkWitnessed, type TrustPolicy } from "../trust-policy.ts";
import { checkTree, type Damage } from "./check-tree.ts";
import { type Files, folderOf, put } from "./files.ts";
import { parseMarker } from "./marker.ts";
import { beginningOf, sourceOfPrefixes } from "./right-edge.ts";
import { folderSource, type Source } from "./source.ts";
import { publicPath, sequencedPath } from "./tree-store.ts";

export interface FsckReport {
  readonly size: bigint;
  readonly published: bigint;
  readonly damages: readonly Damage[];
  /** What was damaged and is well again. */
  readonly mended: readonly string[];
}

export interface FsckOptions {
  readonly files: Files;
  readonly folder: string;
  readonly policy: TrustPolicy;
  /** Damaged files are put right: tiles from the entries, entries from here if there is such a source. */
  readonly isMending?: boolean;
  readonly mirror?: Source;
}

/** Of a log that nobody writes to. */
export async function fsck(options: FsckOptions): Promise<Outcome<FsckReport>> {
  const { files, folder, policy } = options;
  const found: Damage[] = [];
  const mended: string[] = [];
  const bytes = await files.read(sequencedPath(folder));
  const sequenced = bytes === undefined ? undefined : parseMarker(bytes);
  if (sequenced === undefined) found.push({ path: "sequenced", why: bytes === undefined ? "absent" : "changed" });
  const noteBytes = await files.read(publicPath(folder, "checkpoint"));
  const published = noteBytes === undefined ? undefined : readPublished(noteBytes, policy);
  if (noteBytes !== undefined && published === undefined) found.push({ path: "checkpoint", why: "changed" });
  const trees = [sequenced, published].filter((each) => each !== undefined);
  const [first] = trees;
  if (first === undefined) return refuse("log-damaged", found.map(({ path }) => path).join(" "));
  const source = folderSource(files, `${folder}/public`);
  for (const tree of trees) {
    // The published tree may be smaller: then its last tiles are the beginnings of those that are there now.
    const read = tree === sequenced ? source : sourceOfPrefixes(files, `${folder}/public`);
    const report = await checkTree(read, tree);
    const known = new Set(found.map(({ path }) => path));
    for (const each of report.damages) if (!known.has(each.path)) found.push(each);
    if (options.isMending === true) mended.push(...(await mend(options, report.mended, report.wanted)));
  }
  if (found.length === 0) {
    const { changed, kept } = await olderPartials(files, `${folder}/public`, first.size);
    found.push(...changed);
    if (options.isMending === true) mended.push(...(await mend(options, kept, new Map())));
  }
  const damages = found.filter(({ path }) => !mended.includes(path));
  return ok({ size: first.size, published: published?.size ?? 0n, damages, mended: [...new Set(mended)] });
}

function readPublished(bytes: Bytes, policy: TrustPolicy): Checkpoint | undefined {
  const note = parseNote(bytes);
  const witnessed = note.ok ? checkWitnessed(note.value, policy) : note;
  return witnessed.ok ? witnessed.value.checkpoint : undefined;
}

/** Partial tiles of earlier sizes are beginnings of what is there now. */
async function olderPartials(files: Files, root: string, size: bigint) {
  const changed: Damage[] = [];
  const kept = new Map<string, Bytes>();
  for (const level of ["entries", 0, 1, 2, 3, 4, 5, 6, 7] as const) {
    const { full, partial } = tilesAt(level === "entries" ? 0 : level, size);
    const folder = folderOf(`${root}/${tilePath({ level, index: full, width: 1 })}`);
    for (const name of await files.list(folder)) {
      const width = Number(name);
      if (!Number.isInteger(width) || width < 1 || width > partial) continue;
      const path = tilePath({ level, index: full, width });
      const now = await files.read(`${root}/${tilePath({ level, index: full, width: partial })}`);
      const expected = now === undefined ? undefined : beginningOf({ level, index: full, width }, now, partial);
      const found = await files.read(`${root}/${path}`);
      if (expected === undefined || found === undefined || sameBytes(found, expected)) continue;
      changed.push({ path, why: "changed" });
      kept.set(path, expected);
    }
  }
  return { changed, kept };
}

async function mend(
  { files, folder, mirror }: FsckOptions,
  tiles: ReadonlyMap<string, Bytes>,
  bundles: ReadonlyMap<string, readonly Hash[]>,
): Promise<string[]> {
  const mended: string[] = [];
  for (const [path, bytes] of tiles) {
    await put(files, publicPath(folder, path), bytes);
    mended.push(path);
  }
  for (const [path, leaves] of bundles) {
    const bytes = await mirror?.(path);
    if (bytes === undefined || !hasLeaves(bytes, leaves)) continue;
    await put(files, publicPath(folder, path), bytes);
    mended.push(path);
  }
  return mended;
}

/** Whoever it comes from: these entries and no others have these hashes. */
function hasLeaves(bundle: Bytes, leaves: readonly Hash[]): boolean {
  const entries = readBundle(bundle, leaves.length);
  return entries.ok && entries.value.every((entry, at) => sameBytes(leafHash(entry), leaves[at] ?? new Uint8Array()));
}
