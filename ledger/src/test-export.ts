// A log as the folder that is handed to somebody else's software: checkpoint, tiles, bundles. FORMAT.md §6.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Bytes } from "./bytes.ts";
import { utf8 } from "./bytes.ts";
import { signCheckpoint } from "./checkpoint.ts";
import { formatNote, signNote } from "./note.ts";
import { formatVkey, type NoteSigner, noteSigner } from "./note-key.ts";
import { planInclusion, proofFrom } from "./proof.ts";
import { origin } from "./test-log.ts";
import { makeBundle, makeTile, newTiles, tilePath } from "./tile.ts";
import { Edge, type Hash, leafHash, rootOf } from "./tree.ts";

export const logSigner: NoteSigner = noteSigner(origin, "ed25519", new Uint8Array(32).fill(1));
const names = ["org", "discipline", "unit", "third"];
export const witnesses: readonly NoteSigner[] = names.map((name, at) =>
  noteSigner(`w.example.org/${name}`, "cosignature", new Uint8Array(32).fill(20 + at)),
);
export const trustPolicyText = [
  `log ${formatVkey(logSigner.key)}`,
  ...witnesses.map(({ key }, at) => `witness ${names[at]} ${formatVkey(key)}`),
  `group q 3 ${names.join(" ")}`,
  "quorum q\n",
].join("\n");

export const witnessedAt = 1_800_000_000n;

export function publish(leaves: readonly Bytes[], who: readonly NoteSigner[] = witnesses.slice(0, 3)): Bytes {
  const note = signCheckpoint({ origin, size: BigInt(leaves.length), root: rootOf(leaves) }, logSigner);
  return formatNote({ ...note, lines: [...note.lines, ...who.map((each) => signNote(note.text, each, witnessedAt))] });
}

/** Every complete subtree by `level/index`. */
function nodes(leaves: readonly Bytes[]): ReadonlyMap<string, Hash> {
  const kept = new Map<string, Hash>();
  const edge = new Edge();
  for (const leaf of leaves)
    edge.append(leafHash(leaf), ({ level, index }, hash) => kept.set(`${level}/${index}`, hash));
  return kept;
}

function nodeAt(kept: ReadonlyMap<string, Hash>, level: number, index: bigint): Hash {
  const hash = kept.get(`${level}/${index}`);
  if (hash === undefined) throw new Error(`no node ${level}/${index}`);
  return hash;
}

export function proofOf(leaves: readonly Bytes[], index: number): Hash[] {
  const kept = nodes(leaves);
  return proofFrom(planInclusion(BigInt(index), BigInt(leaves.length)), (node) => nodeAt(kept, node.level, node.index));
}

export function exportLog(
  folder: string,
  leaves: readonly Bytes[],
  who: readonly NoteSigner[] = witnesses.slice(0, 3),
): void {
  const kept = nodes(leaves);
  for (const tile of newTiles(0n, BigInt(leaves.length))) {
    const first = tile.index * 256n;
    const numbers = Array.from({ length: tile.width }, (_, at) => first + BigInt(at));
    const { level } = tile;
    const content =
      level === "entries"
        ? makeBundle(numbers.map((at) => leaves[Number(at)] ?? new Uint8Array()))
        : makeTile(numbers.map((at) => nodeAt(kept, level * 8, at)));
    const path = join(folder, tilePath(tile));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  writeFileSync(join(folder, "checkpoint"), publish(leaves, who));
  writeFileSync(join(folder, "trust-policy"), utf8(trustPolicyText));
}
