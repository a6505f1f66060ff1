// The log server's front door. It needs Node; everything that only reads and checks stands in the ledger's own.
export { type AuditReport, audit, type VoidEntry } from "./audit.ts";
export type { Damage } from "./check-tree.ts";
export type { DoorRules } from "./door.ts";
export { filesOfNode } from "./files-node.ts";
export { type FsckReport, fsck } from "./fsck.ts";
export { type LogDoor, openDoor } from "./http-node.ts";
export type { Log, LogState } from "./log.ts";
export {
  beginLog,
  type LogPlaces,
  makeLog,
  type OpenedLog,
  openLog,
  policyOf,
  readKey,
  readPolicy,
  withLog,
} from "./log-folder-node.ts";
export { sourceOfPrefixes } from "./right-edge.ts";
export type { Accepted, Next } from "./sequencer.ts";
export { openSignatureThreads } from "./signature-threads-node.ts";
export { checkAside } from "./signatures-node.ts";
export { addressSource, entryAt, type Source } from "./source.ts";
export { copyPublished, recover } from "./take-over.ts";
export { askByHttp } from "./witness-client.ts";
