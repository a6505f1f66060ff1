// Verifier keys and signers of notes. FORMAT.md §3.
import { publicEd25519, sha256, signEd25519, verifyEd25519 } from "#primitives";
import { type Bytes, base64, fromBase64, fromHex, hex, join, sameBytes, utf8 } from "./bytes.ts";
import { type Outcome, ok, refuse } from "./refusal.ts";

export type NoteKeyType = "ed25519" | "cosignature" | "sm2sm3";

/** What makes a line of a note. `sm2sm3` is reserved: such a key is named, and no line of it counts in this version. */
export interface NoteKey {
  readonly name: string;
  readonly id: Bytes;
  readonly type: NoteKeyType;
  readonly publicKey: Bytes;
}

const marks: Record<NoteKeyType, Bytes> = {
  ed25519: Uint8Array.of(1),
  cosignature: Uint8Array.of(4),
  sm2sm3: join(Uint8Array.of(255), utf8("sm2sm3/v1")),
};

const keyLengths: Record<NoteKeyType, number> = { ed25519: 32, cosignature: 32, sm2sm3: 65 };

const unicodeSpace = /\p{White_Space}/u;

export function isKeyName(name: string): boolean {
  return name !== "" && !name.includes("+") && !unicodeSpace.test(name) && utf8(name).length <= 255;
}

export function noteKey(name: string, type: NoteKeyType, publicKey: Bytes): NoteKey {
  const id = sha256(join(utf8(`${name}\n`), marks[type], publicKey)).slice(0, 4);
  return { name, id, type, publicKey };
}

/** `name+hex(id)+base64(type ‖ public key)` */
export function formatVkey({ name, id, type, publicKey }: NoteKey): string {
  return `${name}+${hex(id)}+${base64(join(marks[type], publicKey))}`;
}

export function parseVkey(text: string): Outcome<NoteKey> {
  const [, name = "", idText = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/s.exec(text) ?? [];
  const [id, typed] = [fromHex(idText), fromBase64(encoded)];
  if (!isKeyName(name) || id === undefined || typed === undefined) return refuse("key-malformed", text);
  for (const type of Object.keys(marks) as NoteKeyType[]) {
    const mark = marks[type];
    if (typed.length !== mark.length + keyLengths[type] || !sameBytes(typed.subarray(0, mark.length), mark)) continue;
    const key = noteKey(name, type, typed.slice(mark.length));
    return sameBytes(key.id, id) ? ok(key) : refuse("key-id-wrong", text);
  }
  return refuse("key-malformed", text);
}

/** What a line of this key says about a text: nothing (false), or that it stands, for a cosignature with its time. */
export function checkLine(key: NoteKey, text: Bytes, signature: Bytes): false | { readonly time?: bigint } {
  if (key.type === "ed25519") return verifyEd25519(key.publicKey, text, signature) && {};
  if (key.type === "sm2sm3" || signature.length !== 72) return false;
  const time = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  if (time < 1n) return false;
  return verifyEd25519(key.publicKey, cosigned(text, time), signature.subarray(8)) && { time };
}

/** The bytes that a cosignature covers. FORMAT.md §5. */
export function cosigned(text: Bytes, time: bigint): Bytes {
  return join(utf8(`cosignature/v1\ntime ${time}\n`), text);
}

export interface NoteSigner {
  readonly key: NoteKey;
  /** `time` counts for cosignatures only. */
  readonly sign: (text: Bytes, time: bigint) => Bytes;
}

/** A signer from the 32 bytes of an Ed25519 seed. */
export function noteSigner(name: string, type: "ed25519" | "cosignature", seed: Bytes): NoteSigner {
  const key = noteKey(name, type, publicEd25519(seed));
  if (type === "ed25519") return { key, sign: (text) => signEd25519(seed, text) };
  const sign = (text: Bytes, time: bigint) => {
    const stamp = new Uint8Array(8);
    new DataView(stamp.buffer).setBigUint64(0, time);
    return join(stamp, signEd25519(seed, cosigned(text, time)));
  };
  return { key, sign };
}
