// Refused requests on disk: one file each, named by what it is about, so that the same thing twice is one file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { sha256 } from "#primitives";
import { hex, utf8 } from "../bytes.ts";
import { type Checkpoint, parseCheckpoint } from "../checkpoint.ts";
import { type Evidence, formatEvidence, parseEvidence, proveFork } from "../evidence.ts";
import type { NoteKey } from "../note-key.ts";
import type { Outcome } from "../refusal.ts";
import { makeFolder, reasonOf, writeDurably } from "./durable-node.ts";
import { type Notice, notice } from "./notice.ts";

/** Requests that prove nothing by themselves can be made by anybody who has seen the log's checkpoints. */
const mostUnproven = 1000;
/** Every proven fork cost the log a signature; more of them say nothing more. */
const mostForks = 1000;

export interface KeptEvidence {
  readonly file: string;
  readonly kind: "fork" | "unproven";
  /** Of the tree that was refused. */
  readonly size: string;
}

export class EvidenceFolder {
  private readonly folder: string;
  private readonly counts: Record<KeptEvidence["kind"], number>;

  constructor(nodeFolder: string) {
    this.folder = join(nodeFolder, "evidence");
    makeFolder(this.folder);
    const kept = this.list();
    const forks = kept.filter(({ kind }) => kind === "fork").length;
    this.counts = { fork: forks, unproven: kept.length - forks };
  }

  /** Durable when it returns. What could not be kept is told; the answer to the request does not depend on it. */
  keep(evidence: Evidence, keys: readonly NoteKey[]): Notice | undefined {
    const file = this.nameOf(evidence, keys);
    const read = parseCheckpoint(evidence.refused.text);
    if (file === undefined || !read.ok) return undefined;
    const kind = kindOf(file);
    const params = { origin: read.value.origin, size: read.value.size.toString(), kind, file };
    const path = join(this.folder, file);
    if (existsSync(path)) return undefined;
    if (this.counts[kind] >= (kind === "fork" ? mostForks : mostUnproven))
      return notice("evidence-not-kept", { ...params, reason: `${this.counts[kind]} files` });
    try {
      writeDurably(path, utf8(formatEvidence(evidence)));
    } catch (error) {
      return notice("evidence-not-kept", { ...params, reason: reasonOf(error) });
    }
    this.counts[kind] += 1;
    return notice("evidence-kept", params);
  }

  list(): readonly KeptEvidence[] {
    return readdirSync(this.folder)
      .filter((name) => /^(?:fork|unproven)-.*\.json$/.test(name))
      .toSorted()
      .map((file) => ({ file, kind: kindOf(file), size: file.split("-")[2] ?? "" }));
  }

  /** Says what it proves, and of what; undefined where nothing was signed. */
  nameOf(evidence: Evidence, keys: readonly NoteKey[]): string | undefined {
    const read = parseCheckpoint(evidence.refused.text);
    return read.ok
      ? nameOf(proveFork(evidence, keys).ok ? "fork" : "unproven", read.value, evidence.refused.text)
      : undefined;
  }

  /** As it is handed to others; only names that `list` gives. */
  read(name: string): string | undefined {
    if (name !== basename(name) || !this.list().some(({ file }) => file === name)) return undefined;
    return readFileSync(join(this.folder, name), "utf8");
  }

  open(name: string): Outcome<Evidence> {
    return parseEvidence(this.read(name) ?? "");
  }
}

function kindOf(file: string): KeptEvidence["kind"] {
  return file.startsWith("fork-") ? "fork" : "unproven";
}

function nameOf(kind: string, { origin, size }: Checkpoint, text: string): string {
  const short = (of: string) => hex(sha256(utf8(of)).subarray(0, 8));
  return `${kind}-${short(origin)}-${size}-${short(text)}.json`;
}
