"""Proposals, commits, rejections and notices of erasure: FORMAT.md §12."""

from approval import holds, organisations, rule_for, statement_of_act, statement_of_amendment
from state import Proposal
from verdict import Void
import judge_keys
import note


def _referred(known, ref):
    found = known.get(ref["i"])
    return found if found is not None and found.leaf == note.unbase64(ref["h"]) else None


def propose(origin, state, index, leaf, entry, time, parties):
    record = _referred(state.records, entry["ref"])
    if record is None:
        raise Void("no-such-record")
    _still_at(record, entry["ver"])
    if entry["exp"] < time:
        raise Void("expired")
    state.proposals[index] = Proposal(entry, index, leaf, time, record, parties)


def _still_at(record, version):
    if record.erased:
        raise Void("erased")
    if record.version != version:
        raise Void("version-passed")


def _open_proposal(state, entry):
    proposal = _referred(state.proposals, entry["ref"])
    if proposal is None:
        raise Void("no-such-proposal")
    if proposal.closed:
        raise Void("proposal-closed")
    return proposal


def _approving(origin, state, index, entry, proposal):
    statement = statement_of_amendment(origin, entry["t"], proposal)
    return organisations(state, index, entry["app"], statement, proposal.parties, {proposal.record.by} | proposal.rejected)


def commit(origin, state, index, leaf, entry, time, parties):
    proposal = _open_proposal(state, entry)
    record = proposal.record
    _still_at(record, proposal.entry["ver"])
    if note.unbase64(proposal.entry["pol"]) != state.policy_hash:
        raise Void("policy-changed")
    if time > proposal.entry["exp"]:
        raise Void("expired")
    k, notice, rule = rule_for(state, record)
    if time < proposal.time + notice:
        raise Void("notice-runs")
    if not holds(k, rule, _approving(origin, state, index, entry, proposal)):
        raise Void("not-approved")
    record.version, record.commitment, record.set_by = record.version + 1, proposal.entry["c"], index
    proposal.closed = True
    state.put(record)


def reject(origin, state, index, leaf, entry, time, parties):
    waiting = _referred({rotation.index: rotation for rotation in state.rotations}, entry["ref"])
    if waiting is not None:
        return judge_keys.put_off(origin, state, index, entry, waiting)
    proposal = _open_proposal(state, entry)
    k, _, rule = rule_for(state, proposal.record)
    against = _approving(origin, state, index, entry, proposal) & set(rule["of"])
    if not against:
        raise Void("not-approved")
    proposal.rejected |= against
    if not holds(k, rule, set(rule["of"]) - proposal.rejected - {proposal.record.by}):
        proposal.closed = True


def erase(origin, state, index, leaf, entry, time, parties):
    record = _referred(state.records, entry["ref"])
    if record is None:
        raise Void("no-such-record")
    if record.erased:
        raise Void("erased")
    if time > entry["exp"]:
        raise Void("expired")
    rule = state.policy["rules"]["erase"]
    statement = statement_of_act(origin, entry, entry["exp"])
    if not holds(rule["k"], rule, organisations(state, index, entry["app"], statement, parties, {record.by})):
        raise Void("not-approved")
    record.erased, record.set_by = True, index
    state.put(record)
