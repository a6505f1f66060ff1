// A log over HTTP for tests, that can do what no log should: fork, rewrite, shrink, fall silent.
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { utf8 } from "../bytes.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { formatNote, type Note } from "../note.ts";
import { formatVkey, type NoteKey, noteSigner } from "../note-key.ts";
import { planConsistency, proofFrom } from "../proof.ts";
import { origin } from "../test-log.ts";
import { makeBundle, makeTile, parseTilePath, type Tile } from "../tile.ts";
import { Edge, type Hash, leafHash, treeHashing } from "../tree.ts";
import { formatAddCheckpoint, readAnswer } from "../witness.ts";

export const logSigner = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
export const logVkey = formatVkey(logSigner.key);

/** Leaves with their tree at every size. */
export class Branch {
  readonly leaves: readonly Uint8Array[];
  private readonly nodes = new Map<string, Hash>();
  private readonly roots: Hash[];

  constructor(leaves: readonly Uint8Array[]) {
    this.leaves = leaves;
    const edge = new Edge();
    this.roots = [edge.root()];
    for (const leaf of leaves) {
      edge.append(leafHash(leaf), ({ level, index }, hash) => this.nodes.set(`${level}/${index}`, hash));
      this.roots.push(edge.root());
    }
  }

  get size() {
    return this.leaves.length;
  }

  root(size = this.size): Hash {
    return this.roots[size] ?? treeHashing.empty;
  }

  note(size = this.size): Note {
    return signCheckpoint({ origin, size: BigInt(size), root: this.root(size) }, logSigner);
  }

  proof(old: number, size = this.size): Hash[] {
    if (old === 0 || old === size) return [];
    return proofFrom(planConsistency(BigInt(old), BigInt(size)), ({ level, index }) => this.hash(level, index));
  }

  request(old: number, size = this.size): Uint8Array {
    return formatAddCheckpoint({ old: BigInt(old), proof: this.proof(old, size), note: this.note(size) });
  }

  private hash(level: number, index: bigint): Hash {
    return this.nodes.get(`${level}/${index}`) ?? treeHashing.empty;
  }

  tile({ level, index, width }: Tile): Uint8Array | undefined {
    const begin = Number(index) * 256;
    if (level === "entries") {
      const entries = this.leaves.slice(begin, begin + width);
      return entries.length === width ? makeBundle(entries) : undefined;
    }
    const names = Array.from({ length: width }, (_, at) => `${8 * level}/${begin + at}`);
    const hashes = names.map((name) => this.nodes.get(name)).filter((each) => each !== undefined);
    return hashes.length === width ? makeTile(hashes) : undefined;
  }
}

export interface AskedWitness {
  readonly url: string;
  readonly key: NoteKey;
}

/** A sequencer with as much honesty as a test gives it. */
export class ServedLog {
  branch: Branch;
  published: Note | undefined;
  isSilent = false;
  /** Spoils what is served, path by path. */
  spoil: (path: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes;
  /** A path that never ends, and what was sent of it; a path that leads elsewhere. */
  endless: string | undefined;
  sent = 0;
  elsewhere: { readonly path: string; readonly url: string } | undefined;
  /** Partial tiles are gone once their full one is there. */
  hasPruned = false;
  readonly asked: string[] = [];
  private readonly sizes = new Map<string, bigint>(); // last cosigned by each witness, as the log remembers
  private server: Server | undefined;

  constructor(branch: Branch) {
    this.branch = branch;
  }

  async open(port = 0): Promise<string> {
    this.server = createServer((request, response) => {
      const path = (request.url ?? "/").slice(1);
      this.asked.push(path);
      if (path === this.elsewhere?.path) {
        response.writeHead(302, { location: this.elsewhere.url });
        response.end();
        return;
      }
      if (path === this.endless) {
        this.pour(response);
        return;
      }
      const bytes = this.isSilent ? undefined : this.answer(path);
      response.writeHead(bytes === undefined ? (this.isSilent ? 503 : 404) : 200);
      response.end(bytes === undefined ? "" : this.spoil(path, bytes));
    });
    await new Promise<void>((open) => this.server?.listen(port, "127.0.0.1", open));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((closed) => this.server?.close(closed));
  }

  /** Bytes without end, up to what no reader should take. */
  private pour(response: ServerResponse): void {
    const chunk = Buffer.alloc(65_536, 65);
    const more = () => {
      if (response.destroyed || this.sent > 64_000_000) return response.end();
      this.sent += chunk.length;
      return response.write(chunk) ? setImmediate(more) : response.once("drain", more);
    };
    more();
  }

  private answer(path: string): Uint8Array | undefined {
    if (path === "checkpoint") return this.published && formatNote(this.published);
    const tile = parseTilePath(path);
    if (!tile.ok) return undefined;
    const isFull = this.branch.tile({ ...tile.value, width: 256 }) !== undefined;
    return this.hasPruned && isFull && tile.value.width < 256 ? undefined : this.branch.tile(tile.value);
  }

  publish(size = this.branch.size): void {
    this.published = this.branch.note(size);
  }

  /** Asks the witnesses, and publishes with k cosignatures or not at all. Says how many cosigned. */
  async seek(witnesses: readonly AskedWitness[], k: number): Promise<number> {
    const note = this.branch.note();
    const lines = [...note.lines];
    await Promise.all(
      witnesses.map(async ({ url, key }) => {
        for (let attempt = 0; attempt < 2; attempt += 1) {
          const old = this.sizes.get(key.name) ?? 0n;
          if (old > BigInt(this.branch.size)) return;
          const answer = await post(url, this.branch.request(Number(old)));
          const read = answer === undefined ? undefined : readAnswer(answer, note, key);
          if (read?.ok) {
            lines.push(...read.value);
            this.sizes.set(key.name, BigInt(this.branch.size));
            return;
          }
          if (read?.refusal.code !== "witness-behind") return;
          this.sizes.set(key.name, BigInt(read.refusal.detail ?? 0));
        }
      }),
    );
    const count = lines.length - note.lines.length;
    if (count >= k) this.published = { text: note.text, lines };
    return count;
  }
}

export async function post(url: string, body: Uint8Array | string) {
  try {
    const answer = await fetch(`${url}/add-checkpoint`, {
      method: "POST",
      body: typeof body === "string" ? body : Buffer.from(body),
    });
    return {
      status: answer.status,
      contentType: answer.headers.get("content-type") ?? "",
      body: await answer.text(),
    };
  } catch {
    return undefined; // nobody is there, or nobody any more
  }
}

export const plainLeaves = (count: number, from = Number.POSITIVE_INFINITY) =>
  Array.from({ length: count }, (_, at) => utf8(`${at < from ? "a" : "b"}${at}`));
