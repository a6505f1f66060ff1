// A thread of `signature-threads-node.ts`: verifies what it is handed, a handful at a time.
import { parentPort } from "node:worker_threads";
import { KnownKeys } from "./known-keys-node.ts";
import type { Handful, Verified } from "./signature-threads-node.ts";

const keys = new KnownKeys();

parentPort?.on("message", (handful: Handful) => {
  const answer: Verified = { number: handful.number, right: keys.verified(handful) };
  parentPort?.postMessage(answer, [answer.right.buffer]);
});
