// Signatures with keys that stay in node:crypto, and checks that run on its threads beside the one that takes entries in.
import { sign, verify } from "node:crypto";
import { publicEd25519 } from "#primitives";
import { type Bytes, fromBase64 } from "../bytes.ts";
import type { Entry } from "../entry.ts";
import { entryMessage } from "../entry-bytes.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import { type NoteSigner, noteKey } from "../note-key.ts";
import { ed25519Key, privateEd25519 } from "../primitives-node.ts";
import { isSoundSignature } from "../sound-point.ts";
import type { State } from "../state.ts";

const plain = (buffer: Uint8Array): Bytes => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** The log's own key, read once. */
export function logSigner(origin: string, seed: Bytes): NoteSigner {
  const privateKey = privateEd25519(seed);
  return {
    key: noteKey(origin, "ed25519", publicEd25519(seed)),
    sign: (text) => plain(sign(null, text, privateKey)),
  };
}

/** At most so many at a time: node has one queue for them and for the disk, and every write would wait behind them. */
const mostAside = 8;
let aside = 0;
const waiting: (() => void)[] = [];

async function verifyAside(pub: string, message: Bytes, signature: Bytes): Promise<boolean> {
  const key = isSoundSignature(signature) ? ed25519Key(fromBase64(pub) ?? new Uint8Array()) : undefined;
  if (key === undefined) return false;
  if (aside >= mostAside) await new Promise<void>((resolve) => waiting.push(resolve));
  else aside += 1;
  return new Promise((resolve, reject) => {
    verify(null, message, key, signature, (error, isRight) => {
      const next = waiting.shift();
      if (next === undefined) aside -= 1;
      else next();
      if (error === null) resolve(isRight);
      else reject(error);
    });
  });
}

/** Whether the signatures in `sig` verify, as far as their keys stand on the log and are Ed25519. What is not told is checked later. */
export async function checkAside(origin: string, entry: Entry, state: State): Promise<CheckedSignatures> {
  const message = entryMessage(origin, entry);
  return Promise.all(
    entry.sig.map(async ({ k, s, a, d }) => {
      const document = state.keys.get(k)?.document;
      if (document?.alg !== "ed25519") return undefined;
      const signature = a === undefined && d === undefined ? fromBase64(s) : undefined;
      return signature !== undefined && verifyAside(document.pub, message, signature);
    }),
  );
}
