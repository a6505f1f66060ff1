"""The fold over the entries: which are valid, and what they amount to. FORMAT.md §12."""

import entry as form
import judge_amendments
import judge_keys
import signer
import tree
from approval import holds
from state import State
from verdict import Void

BACKWARDS = 600


def fold(origin, entries):
    """(state, verdicts): for every entry "valid" or the reason why it is void. `entries` is a list of leaf data."""
    parsed = [_parse(data) for data in entries]
    cuts, settled = {}, set()
    while True:
        state, verdicts, reaches_back = _once(origin, entries, parsed, cuts, settled)
        if not reaches_back:
            return state, verdicts


def _parse(data):
    try:
        return form.parse(data)
    except ValueError:
        return None


def _once(origin, entries, parsed, cuts, settled):
    state, verdicts = State(cuts), []
    for index, (data, entry) in enumerate(zip(entries, parsed)):
        judge_keys.let_rotations_take_effect(state, index)
        try:
            _judge(origin, state, index, tree.leaf_hash(data), entry, settled)
            verdicts.append("valid")
        except Void as void:
            verdicts.append(void.reason)
            continue
        state.time = max(state.time, entry["at"])
        state.ids.add(entry["id"])
        if entry["t"] == "key.revoke" and index not in settled:
            settled.add(index)
            if entry["upto"] < cuts.get(entry["kid"], index):
                cuts[entry["kid"]] = entry["upto"]
                return state, verdicts, True
    return state, verdicts, False


def _judge(origin, state, index, leaf, entry, settled):
    if entry is None:
        raise Void("malformed")
    if index in settled:
        return
    _judge_place(state, index, entry)
    parties = _judge_signatures(origin, state, index, entry)
    time = max(state.time, entry["at"])
    JUDGES[entry["t"]](origin, state, index, leaf, entry, time, parties)


def _judge_place(state, index, entry):
    is_open = entry["t"] == "log.open"
    if not is_open and state.policy is None:
        raise Void("not-open")
    if is_open and index > 0:
        raise Void("already-open")
    if state.is_closed:
        raise Void("closed")
    if entry["id"] in state.ids:
        raise Void("id-taken")
    if entry["at"] < state.time - BACKWARDS:
        raise Void("time-runs-back")
    in_force = form.policy_hash(entry["doc"]) if is_open else state.policy_hash
    if form.note.unbase64(entry["pol"]) != in_force:
        raise Void("policy-not-in-force")


def _judge_signatures(origin, state, index, entry):
    """The parties that signed the entry."""
    type_, message = entry["t"], form.signed_bytes(entry, origin)
    own = {key.kid: key for key in map(form.key_of, entry["keys"])} if type_ == "log.open" else {}
    new = form.key_of(entry["key"]) if "key" in entry else None
    old = state.keys.get(entry.get("old"))
    holder = old.party if old is not None else None
    signers = []
    for signature in entry["sig"]:
        kid = signature["k"]
        is_new = new is not None and kid == new.kid
        key = new if is_new else own.get(kid) or state.keys.get(kid)
        if key is None or not (is_new or kid in own or state.counts(kid, index)):
            raise Void("signature")
        is_free = is_new or type_ == "log.open" or (type_ == "key.rotate" and key.party == holder)
        if not is_free and ("origin" not in key.use or key.org != entry["by"]):
            raise Void("signature")
        if not signer.verifies(key, signature, message):
            raise Void("signature")
        signers.append(key)
    parties = {key.party for key in signers}
    if type_ in form.RECORDS and len(parties) < 2:
        raise Void("too-few-signatures")
    if type_ == "log.open":
        rule = entry["doc"]["rules"]["policy"]
        if not holds(rule["k"], rule, {key.org for key in signers if "approve" in key.use}):
            raise Void("too-few-signatures")
    if new is not None and not any(key.kid == new.kid for key in signers):
        raise Void("too-few-signatures")
    return parties


def _record(origin, state, index, leaf, entry, time, parties):
    state.open_record(entry, index, leaf)


def _snapshot(origin, state, index, leaf, entry, time, parties):
    if entry["size"] != index or form.note.unbase64(entry["root"]) != state.snapshot_root():
        raise Void("snapshot-differs")
    state.periods.update(entry.get("closes", []))


def _anchor(origin, state, index, leaf, entry, time, parties):
    """Nothing of it is in the state."""


JUDGES = {
    **{name: _record for name in form.RECORDS},
    "amend.propose": judge_amendments.propose,
    "amend.commit": judge_amendments.commit,
    "amend.reject": judge_amendments.reject,
    "erase.notice": judge_amendments.erase,
    "snapshot": _snapshot,
    "anchor": _anchor,
    "log.open": judge_keys.open_log,
    "log.close": judge_keys.close_log,
    "policy": judge_keys.policy,
    "key.add": judge_keys.add,
    "key.rotate": judge_keys.rotate,
    "key.revoke": judge_keys.revoke,
}
