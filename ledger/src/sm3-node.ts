// SM3 (GB/T 32905) needs Node: a tree beside the SHA-256 tree, never in its place. SM2 is not here: Node signs ECDSA where
// one asks it for SM2 (FORMAT.md §3 reserves the line).
import { hash } from "node:crypto";
import type { Bytes } from "./bytes.ts";
import { type Hash, hashingWith, type TreeHashing } from "./tree.ts";

export function sm3(bytes: Bytes): Hash {
  const digest = hash("sm3", bytes, "buffer");
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);
}

export const sm3TreeHashing: TreeHashing = hashingWith(sm3);
