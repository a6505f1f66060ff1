export { sha256 } from "#primitives";
export {
  figuresOf,
  isEnough,
  type PolicyClass,
  type PolicyDocument,
  policyClasses,
  policyHash,
  type RecordType,
  type Rule,
  recordTypes,
} from "./amendment-policy.ts";
export {
  type Counted,
  countApprovals,
  type Question,
  type Uncounted,
  type UncountedReason,
  uncountedReasons,
} from "./approval.ts";
export { base45, fromBase45 } from "./base45.ts";
export { type Bytes, base64, base64url, fromBase64, fromHex, hex, sameBytes, textOf, utf8 } from "./bytes.ts";
export { fromCanonical, type Json, toCanonical } from "./canonical.ts";
export {
  checkReceipt,
  type Extra,
  formatExtra,
  type LatestProof,
  latestProof,
  parseExtra,
  type ReceiptReport,
  type Standing as ReceiptStanding,
} from "./check-receipt.ts";
export {
  type Checkpoint,
  checkForkProof,
  formatCheckpoint,
  formatPromise,
  formatState,
  isOrigin,
  mostClockSkew,
  openCheckpoint,
  type Promised,
  parseCheckpoint,
  parsePromise,
  parseState,
  type StateStatement,
  signCheckpoint,
} from "./checkpoint.ts";
export { commit, commitmentOf, type Opening, opens } from "./commitment.ts";
export type * from "./entry.ts";
export {
  actStatement,
  amendStatement,
  entryMessage,
  formatEntry,
  parseEntry,
  refTo,
  type Standing,
  vetoStatement,
} from "./entry-bytes.ts";
export { entryTypes, isKeyDocument } from "./entry-form.ts";
export { type Evidence, type Fork, formatEvidence, type Prefix, parseEvidence, proveFork } from "./evidence.ts";
export { Fold, type FoldOptions, foldAll, type Intake } from "./fold.ts";
export {
  formatNote,
  formatNoteLine,
  largestNote,
  mostNoteLines,
  type Note,
  type NoteLine,
  type OpenedLine,
  openNote,
  parseNote,
  parseNoteLine,
  signNote,
} from "./note.ts";
export {
  formatVkey,
  type NoteKey,
  type NoteKeyType,
  type NoteSigner,
  noteKey,
  noteSigner,
  parseVkey,
} from "./note-key.ts";
export {
  type Consistency,
  checkConsistency,
  checkInclusion,
  type Inclusion,
  mostProofHashes,
  type ProofPlan,
  planConsistency,
  planInclusion,
  proofFrom,
} from "./proof.ts";
export {
  formatReceipt,
  largestReceipt,
  parseReceipt,
  type Receipt,
  receiptFromText,
  receiptToText,
} from "./receipt.ts";
export { type Outcome, ok, type Refusal, type RefusalCode, refusalCodes, refuse } from "./refusal.ts";
export {
  approveSheet,
  type Begin,
  beginSheet,
  checkSheet,
  expires,
  finishSheet,
  formatSheet,
  type Hand,
  openingSheet,
  parseSheet,
  type Sheet,
  signSheet,
  statementOf,
} from "./sheet.ts";
export {
  type Algorithm,
  challengeOf,
  isSignedBy,
  type KeyDocument,
  kidOf,
  p256SignatureFromDer,
  type Signature,
  type Use,
} from "./signer.ts";
export { largestIndex, largestSize, parseSize } from "./size.ts";
export { formatRecordLine, parseRecordLine, type RecordLine, SnapshotTree } from "./snapshot-tree.ts";
export type { HeldKey, Proposal, RecordState, State, WaitingRotation } from "./state.ts";
export {
  largestEntry,
  makeBundle,
  makeTile,
  newTiles,
  nodeInTile,
  parseTilePath,
  readBundle,
  readTile,
  type Tile,
  tileHeight,
  tileOf,
  tilePath,
  tilesAt,
  tileWidth,
} from "./tile.ts";
export {
  Edge,
  edgeNodes,
  type Hash,
  hashingWith,
  leafHash,
  type Node,
  nodesOf,
  rootOf,
  type TreeHashing,
  treeHashing,
} from "./tree.ts";
export {
  checkWitnessed,
  isQuorum,
  parseTrustPolicy,
  smallestSafeQuorum,
  type TrustPolicy,
  type Witnessed,
} from "./trust-policy.ts";
export { type Verdict, type VoidReason, voidReasons } from "./verdict.ts";
export {
  type AddCheckpoint,
  answerTo,
  type Decision,
  decideAddCheckpoint,
  formatAddCheckpoint,
  type LastCosigned,
  largestRequest,
  originOf,
  parseAddCheckpoint,
  readAnswer,
  type WitnessAnswer,
  type WitnessView,
} from "./witness.ts";
