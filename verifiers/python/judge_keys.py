"""Keys and policies, and the opening and closing of a log: FORMAT.md §12."""

import entry as form
import note
import signer
from approval import holds, organisations, statement_of_act
from state import Rotation
from verdict import Void


def _in_time(entry, time):
    if time > entry["exp"]:
        raise Void("expired")


def _approved(origin, state, index, entry, excluded, rule):
    statement = statement_of_act(origin, entry, entry["exp"])
    return holds(rule["k"], rule, organisations(state, index, entry.get("app", []), statement, excluded))


def open_log(origin, state, index, leaf, entry, time, parties):
    keys = [form.key_of(each) for each in entry["keys"]]
    organisation = {}
    if any(organisation.setdefault(key.party, key.org) != key.org for key in keys):
        raise Void("party-elsewhere")
    for key in keys:
        state.add_key(key)
    state.policy, state.policy_hash = entry["doc"], form.policy_hash(entry["doc"])


def close_log(origin, state, index, leaf, entry, time, parties):
    if entry["size"] != index:
        raise Void("malformed")
    _in_time(entry, time)
    if not _approved(origin, state, index, entry, parties, state.policy["rules"]["log"]):
        raise Void("not-approved")
    state.is_closed = True


def policy(origin, state, index, leaf, entry, time, parties):
    document = entry["doc"]
    if document["n"] != state.policy["n"] + 1 or note.unbase64(document["prev"]) != state.policy_hash:
        raise Void("wrong-succession")
    _in_time(entry, time)
    for each in (state.policy, document):
        if not _approved(origin, state, index, entry, parties, each["rules"]["policy"]):
            raise Void("not-approved")
    state.policy, state.policy_hash = document, form.policy_hash(document)


def add(origin, state, index, leaf, entry, time, parties):
    key = form.key_of(entry["key"])
    if key.kid in state.keys:
        raise Void("key-known")
    if state.organisation.get(key.party, key.org) != key.org:
        raise Void("party-elsewhere")
    _in_time(entry, time)
    if not _approved(origin, state, index, entry, parties | {key.party}, state.policy["rules"]["key"]):
        raise Void("not-approved")
    state.add_key(key)


def rotate(origin, state, index, leaf, entry, time, parties):
    new = form.key_of(entry["key"])
    if not state.counts(entry["old"], index):
        raise Void("no-such-key")
    if new.kid in state.keys:
        raise Void("key-known")
    old = state.keys[entry["old"]]
    if (old.party, old.org, old.use) != (new.party, new.org, new.use):
        raise Void("party-elsewhere")
    _in_time(entry, time)
    by_holder = any(each["k"] in state.keys and state.keys[each["k"]].party == old.party for each in entry["sig"])
    if by_holder:
        _replace(state, old.kid, new)
        return
    rule = state.policy["rules"]["key"]
    if not _approved(origin, state, index, entry, parties | {old.party}, rule):
        raise Void("not-approved")
    state.rotations.append(Rotation(entry, index, leaf, time + rule["notice"], old.kid, new))


def _replace(state, old, new):
    state.replaced.add(old)
    state.add_key(new)


def let_rotations_take_effect(state, index):
    due = [rotation for rotation in state.rotations if state.time >= rotation.due]
    state.rotations = [rotation for rotation in state.rotations if state.time < rotation.due]
    for rotation in due:
        if state.counts(rotation.old, index) and rotation.new.kid not in state.keys:
            _replace(state, rotation.old, rotation.new)


def put_off(origin, state, index, entry, rotation):
    """The holder of the key objects."""
    statement = statement_of_act(origin, entry, rotation.entry["exp"])
    party = state.keys[rotation.old].party
    for approval in entry["app"]:
        key = state.keys.get(approval["k"])
        if key is None or key.party != party or not state.counts(key.kid, index):
            continue
        if signer.verifies(key, approval, statement):
            state.rotations.remove(rotation)
            return
    raise Void("not-approved")


def revoke(origin, state, index, leaf, entry, time, parties):
    if entry["kid"] not in state.keys:
        raise Void("no-such-key")
    if entry["upto"] >= index:
        raise Void("malformed")
    _in_time(entry, time)
    excluded = parties | {state.keys[entry["kid"]].party}
    if not _approved(origin, state, index, entry, excluded, state.policy["rules"]["key"]):
        raise Void("not-approved")
