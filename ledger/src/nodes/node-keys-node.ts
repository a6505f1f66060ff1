// The two keys of a node: A cosigns as plain C2SP witness, B signs what a mirror says of the state. One key has one role.
import { join } from "node:path";
import { type NoteSigner, noteSigner } from "../note-key.ts";
import { makeKeyFile, readKeyFile } from "./key-file-node.ts";
import { type Done, done } from "./notice.ts";

export type KeyRole = "witness" | "state";

const types = { witness: "cosignature", state: "ed25519" } as const;

/** The state key has a name of its own, so that no line of one key can be looked up under the other. */
const nameOf = (role: KeyRole, name: string) => (role === "witness" ? name : `${name}/state`);
const fileOf = (folder: string, role: KeyRole) => join(folder, `${role}.key`);

export function makeNodeKey(folder: string, role: KeyRole, name: string, passphrase?: string): Done<NoteSigner> {
  const made = makeKeyFile(fileOf(folder, role), passphrase);
  return made.ok ? done(noteSigner(nameOf(role, name), types[role], made.value)) : made;
}

export function readNodeKey(folder: string, role: KeyRole, name: string, passphrase?: string): Done<NoteSigner> {
  const read = readKeyFile(fileOf(folder, role), passphrase);
  return read.ok ? done(noteSigner(nameOf(role, name), types[role], read.value)) : read;
}
