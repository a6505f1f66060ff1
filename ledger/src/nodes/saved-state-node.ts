// The state of a mirror on its own disk, so that a start folds only what is new. A cache: without it, or with one that is not ours,
// of another tree or of another program, everything is folded again.
import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Bytes, base64, utf8 } from "../bytes.ts";
import { formatNote, openNote, parseNote, signNote } from "../note.ts";
import type { NoteSigner } from "../note-key.ts";
import { syncFolder, writeDurably } from "./durable-node.ts";

/** The tree whose entries were folded. */
export interface FoldedTree {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
}

const chunk = 2 ** 20;

export class SavedState {
  private readonly folder: string;
  private readonly signer: NoteSigner;

  constructor(folder: string, signer: NoteSigner) {
    this.folder = folder;
    this.signer = signer;
  }

  private get notePath(): string {
    return join(this.folder, "folded");
  }

  private dataPath(size: number): string {
    return join(this.folder, `folded.${size}`);
  }

  /**
   *  1. the lines into a file of their own   crash here: a file that no note names
   *  2. the note with their digest           THE commit; it is signed, so that nobody else's state is taken for ours
   *  3. the files before go                  crash here: the next time
   */
  save(tree: FoldedTree, lines: Iterable<string>): void {
    const digest = writeLines(this.dataPath(tree.size), lines);
    syncFolder(this.folder);
    const text = textOf(tree, digest);
    writeDurably(this.notePath, formatNote({ text, lines: [signNote(text, this.signer)] }));
    for (const name of readdirSync(this.folder))
      if (/^folded\.\d+$/.test(name) && name !== `folded.${tree.size}`) rmSync(join(this.folder, name));
  }

  /** The lines, if they are ours, whole, and of a tree that is `rootAt` of its size. */
  read(
    origin: string,
    rootAt: (size: number) => Bytes | undefined,
  ): { size: number; lines: Iterable<string> } | undefined {
    if (!existsSync(this.notePath)) return undefined;
    const note = parseNote(new Uint8Array(readFileSync(this.notePath)));
    if (!note.ok || !openNote(note.value, [this.signer.key]).ok) return undefined;
    const size = Number(note.value.text.split("\n")[2]);
    const root = Number.isSafeInteger(size) ? rootAt(size) : undefined;
    const path = this.dataPath(size);
    if (root === undefined || !existsSync(path)) return undefined;
    const bytes = readFileSync(path);
    const digest = createHash("sha256").update(bytes).digest("base64");
    return note.value.text === textOf({ origin, size, root }, digest) ? { size, lines: linesOf(bytes) } : undefined;
  }
}

/** A first line of its own: what this key signs elsewhere begins with another one (FORMAT.md §12). */
const textOf = ({ origin, size, root }: FoldedTree, digest: string) =>
  `biaochi-folded/v1\n${origin}\n${size}\n${base64(root)}\n${program()}\n${digest}\n`;

let known: string | undefined;

/** Of the sources of the fold: another program may come to another state. */
function program(): string {
  if (known !== undefined) return known;
  const sources = join(import.meta.dirname, "..");
  const digest = createHash("sha256");
  for (const name of readdirSync(sources)
    .filter((each) => /^(?!test-).*(?<!\.test)\.ts$/.test(each))
    .toSorted())
    digest.update(`${name}\0`).update(readFileSync(join(sources, name)));
  known = digest.digest("base64");
  return known;
}

function writeLines(path: string, lines: Iterable<string>): string {
  const digest = createHash("sha256");
  const file = openSync(path, "w", 0o600);
  try {
    let held = "";
    const flush = () => {
      const bytes = utf8(held);
      held = "";
      digest.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
    };
    for (const line of lines) {
      held += `${line}\n`;
      if (held.length > chunk) flush();
    }
    flush();
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return digest.digest("base64");
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    yield bytes.toString("utf8", at, end);
    at = end + 1;
  }
}
