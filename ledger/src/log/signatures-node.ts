// Signatures with keys that stay in node:crypto, and checks that run on its threads beside the one that takes entries in.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { publicEd25519 } from "#primitives";
import { type Bytes, fromBase64, join } from "../bytes.ts";
import type { Entry } from "../entry.ts";
import { entryMessage } from "../entry-bytes.ts";
import type { CheckedSignatures } from "../judge-signatures.ts";
import { type NoteSigner, noteKey } from "../note-key.ts";
import { isSoundPoint, isSoundSignature } from "../sound-point.ts";
import type { State } from "../state.ts";

const plain = (buffer: Uint8Array): Bytes => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const spkiHead = Buffer.from("302a300506032b6570032100", "hex");
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** The log's own key, read once. */
export function logSigner(origin: string, seed: Bytes): NoteSigner {
  const privateKey = createPrivateKey({ key: Buffer.from(join(pkcs8Head, seed)), format: "der", type: "pkcs8" });
  return {
    key: noteKey(origin, "ed25519", publicEd25519(seed)),
    sign: (text) => plain(sign(null, text, privateKey)),
  };
}

const kept = new Map<string, KeyObject>();
const mostKept = 4096;

function keyOf(pub: string): KeyObject | undefined {
  const known = kept.get(pub);
  if (known !== undefined) return known;
  const bytes = fromBase64(pub);
  if (bytes === undefined || !isSoundPoint(bytes)) return undefined;
  if (kept.size >= mostKept) kept.clear();
  const key = createPublicKey({ key: Buffer.from(join(spkiHead, bytes)), format: "der", type: "spki" });
  kept.set(pub, key);
  return key;
}

type Verify = (pub: string, message: Bytes, signature: Bytes) => Promise<boolean>;

/** Checks on node's threads, at most so many at a time: it has one queue for them and for the disk. */
function verifierAside(most: number): Verify {
  let aside = 0;
  const waiting: (() => void)[] = [];
  return async (pub, message, signature) => {
    const key = isSoundSignature(signature) ? keyOf(pub) : undefined;
    if (key === undefined) return false;
    if (aside >= most) await new Promise<void>((resolve) => waiting.push(resolve));
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
  };
}

export type CheckAside = (origin: string, entry: Entry, state: State) => Promise<CheckedSignatures>;

/** Whether the signatures in `sig` verify, as far as their keys stand on the log and are Ed25519. What is not told is checked later. */
function checkBy(verifyAside: Verify): CheckAside {
  return async (origin, entry, state) => {
    const message = entryMessage(origin, entry);
    const checked = new Map<string, boolean>();
    await Promise.all(
      entry.sig.map(async ({ k, s, a, d }) => {
        const document = state.keys.get(k)?.document;
        if (document?.alg !== "ed25519") return;
        const signature = a === undefined && d === undefined ? fromBase64(s) : undefined;
        checked.set(k, signature !== undefined && (await verifyAside(document.pub, message, signature)));
      }),
    );
    return checked;
  };
}

/** For a log that takes entries in: with more of them in the queue, every write to its disk would wait behind them. */
export const checkAside = checkBy(verifierAside(8));

/** For somebody who reads a whole log and writes nothing: the threads have work while verdicts are given. */
export const checkManyAside = checkBy(verifierAside(1024));
