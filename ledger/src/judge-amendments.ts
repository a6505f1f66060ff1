// Records, amendments, erasure. FORMAT.md §12.

import { figuresOf, isEnough, isStillPossible } from "./amendment-policy.ts";
import { countApprovals, type Question } from "./approval.ts";
import type { CommitEntry, EraseEntry, ProposeEntry, RecordEntry, Ref, RejectEntry } from "./entry.ts";
import { actStatement, amendStatement, vetoStatement } from "./entry-bytes.ts";
import { isSignedBy } from "./signer.ts";
import type { Proposal, RecordState, State } from "./state.ts";
import { holds, isVoid, type Judgement } from "./verdict.ts";

/** One entry under judgement: where it stands, and what is known about it beyond its fields. */
export interface Case<E> {
  readonly entry: E;
  readonly index: number;
  readonly leaf: string;
  readonly time: number;
  readonly parties: ReadonlySet<string>;
}

export function judgeRecord(state: State, { entry, index, leaf }: Case<RecordEntry>): Judgement {
  return holds(() => {
    const { id, t, by, per, c } = entry;
    const place = state.tree.size;
    const common = { id, t, by, index, leaf, place, version: 1, commitment: c, set: index };
    const record: RecordState = per === undefined ? common : { ...common, per };
    state.records.set(index, record);
    setLine(state, record);
  });
}

function setLine(state: State, record: RecordState): void {
  const { id, index, version, commitment, set, erased } = record;
  state.tree.set(record.place, { id, index, version, commitment, set, isErased: erased !== undefined });
}

function recordAt(state: State, { i, h }: Ref): RecordState | undefined {
  const record = state.records.get(i);
  return record?.leaf === h ? record : undefined;
}

export function judgeProposal(state: State, { entry, index, leaf, time, parties }: Case<ProposeEntry>): Judgement {
  const record = recordAt(state, entry.ref);
  if (record === undefined) return isVoid("no-such-record");
  if (record.erased !== undefined) return isVoid("erased");
  if (record.version !== entry.ver) return isVoid("version-passed");
  if (entry.exp < time) return isVoid("expired");
  return holds(() => {
    state.proposals.set(index, { entry, leaf, time, parties, rejectedBy: new Set(), outcome: "open" });
  });
}

interface Matter {
  readonly proposal: Proposal;
  readonly record: RecordState;
  readonly isLate: boolean;
  readonly question: Question;
}

/** The open proposal that an entry speaks of, and what is to be asked about it. */
function matterOf(state: State, t: "amend.commit" | "amend.reject", ref: Ref): Matter | Judgement {
  const proposal = state.proposals.get(ref.i);
  const record = proposal === undefined ? undefined : state.records.get(proposal.entry.ref.i);
  if (proposal === undefined || record === undefined || proposal.leaf !== ref.h || state.policy === undefined)
    return isVoid("no-such-proposal");
  if (proposal.outcome !== "open") return isVoid("proposal-closed");
  const question: Question = {
    rule: state.policy.document.rules[record.t],
    statement: amendStatement(state.origin, t, { entry: proposal.entry, ref }),
    concerned: proposal.parties,
    unit: record.by,
    rejectedBy: proposal.rejectedBy,
  };
  const isLate = record.per !== undefined && state.closedPeriods.has(record.per);
  return { proposal, record, isLate, question };
}

export function judgeCommit(state: State, { entry, index, time }: Case<CommitEntry>): Judgement {
  const matter = matterOf(state, "amend.commit", entry.ref);
  if (!("proposal" in matter)) return matter;
  const { proposal, record, isLate, question } = matter;
  const { ver, pol, exp, c } = proposal.entry;
  if (record.erased !== undefined) return isVoid("erased");
  if (record.version !== ver) return isVoid("version-passed");
  if (pol !== state.policy?.hash) return isVoid("policy-changed");
  if (time > exp) return isVoid("expired");
  if (time < proposal.time + figuresOf(question.rule, isLate).notice) return isVoid("notice-runs");
  const { organisations, uncounted } = countApprovals(state, index, entry.app, question);
  if (!isEnough(question.rule, organisations, isLate)) return isVoid("not-approved", uncounted);
  return holds(() => {
    proposal.outcome = "committed";
    record.version = ver + 1;
    record.commitment = c;
    record.set = index;
    setLine(state, record);
  }, uncounted);
}

export function judgeReject(state: State, { entry, index }: Case<RejectEntry>): Judgement {
  const waiting = state.waiting.get(entry.ref.i);
  if (waiting?.leaf === entry.ref.h) {
    const statement = vetoStatement(state.origin, entry, waiting.entry);
    const { party } = waiting.entry.key;
    const isVetoed = entry.app.some((veto) => {
      const document = state.keyAt(veto.k, index)?.document;
      return document?.party === party && isSignedBy(document, statement, veto);
    });
    if (!isVetoed) return isVoid("not-approved");
    return holds(() => state.waiting.delete(entry.ref.i));
  }
  const matter = matterOf(state, "amend.reject", entry.ref);
  if (!("proposal" in matter)) return matter;
  const { proposal, record, isLate, question } = matter;
  const { organisations, uncounted } = countApprovals(state, index, entry.app, question);
  if (organisations.size === 0) return isVoid("not-approved", uncounted);
  return holds(() => {
    for (const organisation of organisations) proposal.rejectedBy.add(organisation);
    const lost = new Set([...proposal.rejectedBy, record.by]);
    if (!isStillPossible(question.rule, lost, isLate)) proposal.outcome = "rejected";
  }, uncounted);
}

export function judgeErasure(state: State, { entry, index, time, parties }: Case<EraseEntry>): Judgement {
  const record = recordAt(state, entry.ref);
  if (record === undefined || state.policy === undefined) return isVoid("no-such-record");
  if (record.erased !== undefined) return isVoid("erased");
  if (time > entry.exp) return isVoid("expired");
  const rule = state.policy.document.rules.erase;
  const question = { rule, statement: actStatement(state.origin, entry), concerned: parties, unit: record.by };
  const { organisations, uncounted } = countApprovals(state, index, entry.app, question);
  if (!isEnough(rule, organisations, false)) return isVoid("not-approved", uncounted);
  return holds(() => {
    record.erased = index;
    record.set = index;
    setLine(state, record);
  }, uncounted);
}
