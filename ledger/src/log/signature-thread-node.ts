// A thread of `signature-threads-node.ts`: verifies what it is handed, a handful at a time.
import { parentPort } from "node:worker_threads";
import { ed25519Key, verifyWith } from "../primitives-node.ts";
import type { Handful, Verified } from "./signature-threads-node.ts";

const keys: ReturnType<typeof ed25519Key>[] = [];

/** The message is the same for all but for its last bytes, the digest. */
function verified({ number, newKeys, mark, places, digests, signatures }: Handful): Verified {
  keys.push(...newKeys.map(ed25519Key));
  const right = new Uint8Array(places.length);
  const message = new Uint8Array(mark.length + 32);
  message.set(mark);
  for (const [at, place] of places.entries()) {
    message.set(digests.subarray(32 * at, 32 * at + 32), mark.length);
    const signature = signatures.subarray(64 * at, 64 * at + 64);
    right[at] = verifyWith(keys[place], message, signature) ? 1 : 0;
  }
  return { number, right };
}

parentPort?.on("message", (handful: Handful) => {
  const answer = verified(handful);
  parentPort?.postMessage(answer, [answer.right.buffer]);
});
