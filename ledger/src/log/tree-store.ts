// The log on disk. `<folder>/public` is laid out as tlog-tiles (FORMAT.md §6) and may be served as it lies.
import { type Bytes, sameBytes } from "../bytes.ts";
import { type Checkpoint, parseCheckpoint } from "../checkpoint.ts";
import { type Note, parseNote } from "../note.ts";
import { planConsistency, planInclusion } from "../proof.ts";
import { type Outcome, ok, refuse } from "../refusal.ts";
import { nodeInTile, readBundle, type Tile, tileOf, tilePath, tilesAt, tileWidth } from "../tile.ts";
import { edgeNodes, type Hash, joined, type Node } from "../tree.ts";
import { type Files, put, putAll } from "./files.ts";
import { formatMarker, parseMarker } from "./marker.ts";
import { cleanEnd, readPrefix } from "./right-edge.ts";
import { proofWith, Tail } from "./tail.ts";

export interface Published {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  /** As it lies in the file. */
  readonly bytes: Bytes;
}

export interface StorePlace {
  readonly files: Files;
  readonly folder: string;
  /** Size and root of the last publication, outside the folder and outside its backups. */
  readonly highWater: string;
  readonly origin: string;
}

export const sequencedPath = (folder: string) => `${folder}/sequenced`;
export const publicPath = (folder: string, path: string) => `${folder}/public/${path}`;

export class TreeStore {
  private readonly place: StorePlace;
  private tail: Tail;
  published: Published | undefined;

  private constructor(place: StorePlace, tail: Tail, published: Published | undefined) {
    this.place = place;
    this.tail = tail;
    this.published = published;
  }

  /** A log of no entries. What is there already is never overwritten. */
  static async make(place: StorePlace): Promise<Outcome<true>> {
    const { files, folder, highWater, origin } = place;
    for (const path of [sequencedPath(folder), highWater])
      if ((await files.read(path)) !== undefined) return refuse("log-present", path);
    const marker = formatMarker({ origin, size: 0n, root: Tail.empty.root() });
    await put(files, highWater, marker);
    await put(files, sequencedPath(folder), marker);
    return ok(true);
  }

  /** Reads the end of the log and holds it against its root; what a crash left beyond it is put away. */
  static async open(place: StorePlace): Promise<Outcome<TreeStore>> {
    const { files, folder, origin } = place;
    const bytes = await files.read(sequencedPath(folder));
    if (bytes === undefined) return refuse("log-absent", folder);
    const sequenced = parseMarker(bytes);
    if (sequenced === undefined) return refuse("log-damaged", "sequenced");
    if (sequenced.origin !== origin) return refuse("log-key-wrong", sequenced.origin);
    const tail = await Tail.read(sequenced.size, (tile) => readPrefix(files, folder, tile));
    if (!tail.ok) return tail;
    if (!sameBytes(tail.value.root(), sequenced.root)) return refuse("log-damaged", "sequenced");
    const published = await readPublished(place);
    if (!published.ok) return published;
    const store = new TreeStore(place, tail.value, published.value);
    if (published.value !== undefined) {
      const { size, root } = published.value.checkpoint;
      if (size > store.size) return refuse("log-behind", size.toString());
      if (!sameBytes(await store.rootAt(size), root)) return refuse("log-differs", "checkpoint");
    }
    await cleanEnd(files, folder, tail.value);
    return ok(store);
  }

  get size(): bigint {
    return this.tail.size;
  }

  get origin(): string {
    return this.place.origin;
  }

  root(): Hash {
    return this.tail.root();
  }

  /**
   * One batch; its entries have their indexes when this resolves, and not before. If it throws, nothing has happened, and it
   * may be called again with the same entries.
   *
   *  1. tiles and bundles that are new or wider   crash here: files beyond the log's end, which are written again
   *  2. `sequenced` is renamed                    THE commit: the whole batch is in, or none of it
   *  3. partial tiles that nobody needs any more  crash here: they lie about until their tile is full
   */
  async append(entries: readonly Bytes[]): Promise<void> {
    const { files, folder, origin } = this.place;
    const { tail, written } = this.tail.grow(entries);
    await putAll(
      files,
      written.map(({ path, bytes }) => [publicPath(folder, path), bytes] as const),
    );
    await put(files, sequencedPath(folder), formatMarker({ origin, size: tail.size, root: tail.root() }));
    const before = this.tail.size;
    this.tail = tail;
    await this.tidy(before).catch(() => undefined); // room that is not given back now is given back when the tile is full
  }

  /** Partial tiles of full ones go, and those of the last size if that was never published. */
  private async tidy(before: bigint): Promise<void> {
    const { files, folder } = this.place;
    const isPublished = this.published?.checkpoint.size === before;
    for (const level of ["entries", 0, 1, 2, 3, 4, 5, 6, 7] as const) {
      const tileLevel = level === "entries" ? 0 : level;
      const [old, now] = [tilesAt(tileLevel, before), tilesAt(tileLevel, this.size)];
      if (old.partial === 0) continue;
      const path = publicPath(folder, tilePath({ level, index: old.full, width: old.partial }));
      if (now.full > old.full) await files.remove(path.slice(0, path.lastIndexOf("/")));
      else if (now.partial > old.partial && !isPublished) await files.remove(path);
    }
  }

  /**
   * A checkpoint that enough witnesses have signed.
   *
   *  1. `highWater`          crash here: it names a size that the log has; the next publication passes it
   *  2. `public/checkpoint`  THE publication
   */
  async publish(bytes: Bytes): Promise<Published> {
    const { files, folder, highWater } = this.place;
    const published = parsePublished(bytes);
    if (published === undefined) throw new Error("what is to be published is no checkpoint");
    await put(files, highWater, formatMarker(published.checkpoint));
    await put(files, publicPath(folder, "checkpoint"), bytes);
    this.published = published;
    return published;
  }

  /** The high-water mark: nothing where there is none, which is so after a restore. */
  async highWater(): Promise<Outcome<Checkpoint | undefined>> {
    const bytes = await this.place.files.read(this.place.highWater);
    if (bytes === undefined) return ok(undefined);
    const mark = parseMarker(bytes);
    return mark === undefined || mark.origin !== this.origin ? refuse("log-damaged", this.place.highWater) : ok(mark);
  }

  /** A tile or bundle of the log, of any width that some size of it had. */
  async tile(tile: Tile): Promise<Bytes | undefined> {
    return this.tail.partial(tile) ?? (await readPrefix(this.place.files, this.place.folder, tile));
  }

  async entry(index: bigint): Promise<Bytes> {
    const held = this.tail.entry(index);
    if (held !== undefined) return held;
    const tile: Tile = { level: "entries", index: index / 256n, width: tileWidth };
    const bytes = await this.tile(tile);
    const entries = bytes === undefined ? undefined : readBundle(bytes, tileWidth);
    const entry = entries?.ok ? entries.value[Number(index % 256n)] : undefined;
    if (entry === undefined) throw new Error(`${tilePath(tile)} is damaged`);
    return entry;
  }

  /** The first entries, without waiting: for a fold that begins again. */
  *entriesNow(count: bigint): Generator<Bytes> {
    const { files, folder } = this.place;
    const end = count < this.size ? count : this.size;
    for (let at = 0n; at < end; ) {
      const held = this.tail.entry(at);
      if (held !== undefined) {
        yield held;
        at += 1n;
        continue;
      }
      const tile: Tile = { level: "entries", index: at / 256n, width: tileWidth };
      const bytes = files.readNow(publicPath(folder, tilePath(tile)));
      const entries = bytes === undefined ? undefined : readBundle(bytes, tileWidth);
      if (entries?.ok !== true) throw new Error(`${tilePath(tile)} is damaged`);
      for (const entry of entries.value.slice(0, Number(end - at))) yield entry;
      at += BigInt(Math.min(tileWidth, Number(end - at)));
    }
  }

  async rootAt(size: bigint): Promise<Hash> {
    const hashes: Hash[] = [];
    for (const node of edgeNodes(size)) hashes.push(await this.node(node));
    return joined(hashes);
  }

  inclusion(index: bigint, size: bigint): Promise<Hash[]> {
    return proofWith(planInclusion(index, size), (node) => this.node(node));
  }

  consistency(size: bigint, later: bigint): Promise<Hash[]> {
    return proofWith(planConsistency(size, later), (node) => this.node(node));
  }

  private async node(node: Node): Promise<Hash> {
    const tile = tileOf(node, this.size);
    const bytes = await this.tile(tile);
    const hash = bytes === undefined ? undefined : nodeInTile(node, bytes);
    if (hash?.ok !== true) throw new Error(`${tilePath(tile)} is damaged`);
    return hash.value;
  }
}

function parsePublished(bytes: Bytes): Published | undefined {
  const note = parseNote(bytes);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : undefined;
  return note.ok && checkpoint?.ok ? { checkpoint: checkpoint.value, note: note.value, bytes } : undefined;
}

async function readPublished({ files, folder, origin }: StorePlace): Promise<Outcome<Published | undefined>> {
  const bytes = await files.read(publicPath(folder, "checkpoint"));
  if (bytes === undefined) return ok(undefined);
  const published = parsePublished(bytes);
  return published?.checkpoint.origin === origin ? ok(published) : refuse("log-damaged", "checkpoint");
}
