// A mirror's copy of the log: every entry and every tile, and the largest checkpoint of the log that they were checked against.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Bytes, sameBytes } from "../bytes.ts";
import { type Checkpoint, openCheckpoint } from "../checkpoint.ts";
import { formatNote, type Note, parseNote } from "../note.ts";
import type { NoteKey } from "../note-key.ts";
import { planConsistency, proofFrom } from "../proof.ts";
import { makeTile, newTiles, nodeInTile, readBundle, readTile, tileOf, tilesAt, tileWidth } from "../tile.ts";
import { Edge, edgeNodes, type Hash, joined, leafHash, type Node, treeHashing } from "../tree.ts";
import { makeFolder, writeDurably } from "./durable-node.ts";
import type { LogClient } from "./log-client-node.ts";
import { type Done, done, undone } from "./notice.ts";
import { TileStore } from "./tile-store-node.ts";

export interface HeldTree {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

/** `unlike`: the entries that the log gives do not continue what is held, or do not make the root that it signed. */
export type Extended = "held" | "unlike";

const levels = [0, 1, 2, 3, 4, 5, 6, 7];

export class MirrorCopy {
  private readonly folder: string;
  private readonly store: TileStore;
  private current: HeldTree | undefined;

  private constructor(folder: string) {
    this.folder = folder;
    this.store = new TileStore(folder);
  }

  /** Finishes what was committed and drops what was not (`extend`). Whether it is whole is for `checkCopy` to say. */
  static open(folder: string, keys: readonly NoteKey[]): Done<MirrorCopy> {
    const copy = new MirrorCopy(folder);
    const path = join(folder, "held");
    if (existsSync(path)) {
      const note = parseNote(new Uint8Array(readFileSync(path)));
      const opened = note.ok ? openCheckpoint(note.value, keys) : note;
      if (!note.ok || !opened.ok)
        return undone("mirror-damaged", { path, reason: opened.ok ? "" : opened.refusal.code });
      copy.current = { checkpoint: opened.value, note: note.value };
    }
    copy.settleDrafts();
    return done(copy);
  }

  get held(): HeldTree | undefined {
    return this.current;
  }

  get size(): bigint {
    return this.current?.checkpoint.size ?? 0n;
  }

  /** The bytes that others ask for; nothing beyond the tree that was checked. */
  serve(tile: Parameters<TileStore["read"]>[0]): Bytes | undefined {
    const level = tile.level === "entries" ? 0 : tile.level;
    const { full, partial } = tilesAt(level, this.size);
    const width = tile.index < full ? tileWidth : tile.index === full ? partial : 0;
    return tile.width > width ? undefined : this.store.read(tile);
  }

  /** For a tile whose right bytes are known. */
  mend(tile: Parameters<TileStore["write"]>[0], bytes: Bytes): void {
    this.store.write(tile, bytes);
  }

  /** Entries from one index on, bundle by bundle; throws where the disk lost one. */
  *bundles(from: number, until = Number(this.size)): Generator<readonly Bytes[]> {
    for (let at = from; at < until; ) {
      const index = Math.floor(at / tileWidth);
      const width = Math.min(tileWidth, Number(this.size) - index * tileWidth);
      const bytes = this.store.read({ level: "entries", index: BigInt(index), width });
      const entries = bytes === undefined ? undefined : readBundle(bytes, width);
      if (entries?.ok !== true) throw new Error(`bundle ${index} is not whole`);
      yield entries.value.slice(at - index * tileWidth, until - index * tileWidth);
      at = (index + 1) * tileWidth;
    }
  }

  private node(node: Node): Hash | undefined {
    const tile = this.store.read(tileOf(node, this.size));
    const hash = tile === undefined ? undefined : nodeInTile(node, tile);
    return hash?.ok === true ? hash.value : undefined;
  }

  /** The root that the tree had at an earlier size. */
  rootAt(size: bigint): Hash | undefined {
    const hashes = edgeNodes(size).map((node) => this.node(node));
    return hashes.every((each) => each !== undefined) ? joined(hashes) : undefined;
  }

  /** That the held tree continues the one of an earlier size. */
  proofFrom(size: bigint): Hash[] {
    const plan = planConsistency(size, this.size);
    return proofFrom(plan, (node) => this.node(node) ?? treeHashing.empty);
  }

  /**
   * Takes the entries up to a checkpoint of the log.
   *
   *  1. entries and tiles into a draft folder   crash here: the next start removes it
   *  2. the new root is compared with the signed one
   *  3. `held` becomes this checkpoint          THE commit
   *  4. the draft's files move to their place   crash here: the next start moves the rest
   *
   * The old entries are ours, so that the signed root proves that the tree was continued, and by which entries.
   */
  async extend(next: HeldTree, client: LogClient): Promise<Done<Extended>> {
    const { size, root } = next.checkpoint;
    const draft = join(this.folder, "draft", size.toString());
    rmSync(draft, { recursive: true, force: true });
    makeFolder(draft);
    const made = await this.draw(size, client, new TileStore(draft));
    if (!made.ok || made.value === undefined || !sameBytes(made.value, root)) {
      rmSync(draft, { recursive: true, force: true });
      return made.ok ? done("unlike") : made;
    }
    const before = this.size;
    writeDurably(join(this.folder, "held"), formatNote(next.note));
    this.current = next;
    this.move(before, size, new TileStore(draft));
    rmSync(draft, { recursive: true, force: true });
    return done("held");
  }

  /** The root over our entries and the log's further ones, or undefined where it gives others in the place of ours. */
  private async draw(size: bigint, client: LogClient, draft: TileStore): Promise<Done<Hash | undefined>> {
    const before = this.size;
    const edge = Edge.at(
      before,
      edgeNodes(before).map((node) => this.node(node) ?? treeHashing.empty),
    );
    const rows = levels.map((level) => this.lastRow(level));
    const keep = ({ level, index }: Node, hash: Hash) => {
      if (level % 8 !== 0) return;
      const row = rows[level / 8];
      row?.push(hash);
      if (row?.length !== tileWidth) return;
      draft.write({ level: level / 8, index: index >> 8n, width: tileWidth }, makeTile(row));
      row.length = 0;
    };
    const wide = BigInt(tileWidth);
    for (let index = before / wide; index * wide < size; index += 1n) {
      const width = Number(size - index * wide < wide ? size - index * wide : wide);
      const tile = { level: "entries" as const, index, width };
      const bundle = await client.tile(tile);
      if (!bundle.ok) return bundle;
      const entries = readBundle(bundle.value, width);
      if (!entries.ok) return undone("log-answer-malformed", { url: `entries ${index}`, reason: entries.refusal.code });
      const known = index === before / wide ? Number(before % wide) : 0;
      const ours = known === 0 ? undefined : this.store.read({ ...tile, width: known });
      if (ours !== undefined && !sameBytes(ours, bundle.value.subarray(0, ours.length))) return done(undefined);
      for (const entry of entries.value.slice(known)) edge.append(leafHash(entry), keep);
      draft.write(tile, bundle.value);
    }
    for (const [level, row] of rows.entries())
      if (row.length > 0) draft.write({ level, index: tilesAt(level, size).full, width: row.length }, makeTile(row));
    return done(edge.root());
  }

  private lastRow(level: number): Hash[] {
    const { full, partial } = tilesAt(level, this.size);
    const tile = partial === 0 ? undefined : this.store.read({ level, index: full, width: partial });
    const row = tile === undefined ? undefined : readTile(tile);
    return row?.ok === true ? [...row.value] : [];
  }

  private move(from: bigint, size: bigint, draft: TileStore): void {
    for (const tile of newTiles(from, size)) this.store.take(tile, draft);
  }

  private settleDrafts(): void {
    const folder = join(this.folder, "draft");
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const draft = join(folder, name);
      if (name === this.size.toString()) this.move(0n, this.size, new TileStore(draft));
      rmSync(draft, { recursive: true, force: true });
    }
  }
}
