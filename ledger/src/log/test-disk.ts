// A disk in memory that forgets what was not synced, and that stops or fails at a step of one's choice.
import type { Bytes } from "../bytes.ts";
import { type Files, folderOf } from "./files.ts";

interface Inode {
  bytes: Bytes;
  synced: Bytes | undefined;
}

export class Stopped extends Error {}

export class DiskError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** `stop`: the process is gone from this step on, which is thrown; `freeze`: the same, and whoever waits waits for ever. `EIO`, `ENOSPC`: this step, and `times` − 1 after it, fail. */
export interface Fault {
  readonly at: number;
  readonly kind: "stop" | "freeze" | "EIO" | "ENOSPC";
  readonly times?: number;
}

/** Numbers from 0 to 1 that are the same in every run. */
export function chances(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}

export class TestDisk implements Files {
  private names = new Map<string, Inode>();
  private lasting = new Map<string, Inode>();
  steps = 0;
  fault: Fault | undefined;
  private isStopped = false;

  private step(undone: () => void = () => {}): Promise<void> | void {
    if (this.isStopped) return this.gone();
    this.steps += 1;
    const { fault } = this;
    if (fault === undefined || this.steps < fault.at || this.steps >= fault.at + (fault.times ?? 1)) return;
    undone();
    if (fault.kind === "EIO" || fault.kind === "ENOSPC") throw new DiskError(fault.kind);
    this.isStopped = true;
    return this.gone();
  }

  /** The process is gone now, if it was not before: nothing of it reaches the disk any more. */
  freeze(): void {
    this.fault = { at: 0, kind: "freeze" };
    this.isStopped = true;
  }

  private gone(): Promise<void> {
    if (this.fault?.kind === "stop") throw new Stopped();
    return new Promise(() => {});
  }

  async read(path: string): Promise<Bytes | undefined> {
    return this.readNow(path);
  }

  readNow(path: string): Bytes | undefined {
    return this.names.get(path)?.bytes.slice();
  }

  async list(folder: string): Promise<readonly string[]> {
    const below = [...this.names.keys()].filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(below.map((path) => path.slice(folder.length + 1).split("/")[0] ?? ""))];
  }

  async makeFolder(): Promise<void> {
    await this.step();
  }

  async write(path: string, bytes: Bytes): Promise<void> {
    await this.step(() => this.names.set(path, { bytes: bytes.slice(0, bytes.length >> 1), synced: undefined }));
    this.names.set(path, { bytes: bytes.slice(), synced: undefined });
  }

  async sync(path: string): Promise<void> {
    await this.step();
    const inode = this.inode(path);
    inode.synced = inode.bytes;
  }

  async rename(from: string, to: string): Promise<void> {
    await this.step();
    this.names.set(to, this.inode(from));
    this.names.delete(from);
  }

  async syncFolder(folder: string): Promise<void> {
    await this.step();
    for (const path of new Set([...this.names.keys(), ...this.lasting.keys()])) {
      if (folderOf(path) !== folder) continue;
      const inode = this.names.get(path);
      if (inode === undefined) this.lasting.delete(path);
      else this.lasting.set(path, inode);
    }
  }

  async remove(path: string): Promise<void> {
    await this.step();
    for (const name of [...this.names.keys()])
      if (name === path || name.startsWith(`${path}/`)) this.names.delete(name);
  }

  private inode(path: string): Inode {
    const inode = this.names.get(path);
    if (inode === undefined) throw new Error(`${path} does not exist`);
    return inode;
  }

  paths(): string[] {
    return [...this.names.keys()].toSorted();
  }

  /** Damage from outside, or a copy taken: no step of the log's. */
  poke(path: string, bytes: Bytes | undefined): void {
    if (bytes === undefined) this.names.delete(path);
    else this.names.set(path, { bytes, synced: bytes });
  }

  copy(): TestDisk {
    const copy = new TestDisk();
    for (const [path, { bytes }] of this.names) {
      const inode = { bytes: bytes.slice(), synced: bytes };
      copy.names.set(path, inode);
      copy.lasting.set(path, inode);
    }
    return copy;
  }

  /** What is found after the power went: of every name and content that was not synced, the old, the new, or a torn one. */
  afterCrash(chance: () => number): TestDisk {
    const found = new TestDisk();
    for (const path of new Set([...this.names.keys(), ...this.lasting.keys()])) {
      const inode = chance() < 0.5 ? this.names.get(path) : this.lasting.get(path);
      if (inode === undefined) continue;
      const { bytes, synced } = inode;
      const isSafe = synced === bytes;
      const torn = chance() < 0.3 ? (synced ?? new Uint8Array()) : bytes.slice(0, Math.floor(bytes.length * chance()));
      const kept = isSafe || chance() < 0.3 ? bytes : torn;
      const inodeFound = { bytes: kept, synced: kept };
      found.names.set(path, inodeFound);
      found.lasting.set(path, inodeFound);
    }
    return found;
  }
}
