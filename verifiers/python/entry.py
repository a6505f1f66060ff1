"""The form of entries: FORMAT.md §7, §9 and §11. A form takes a value and says whether it fits; nothing here knows the log."""

import hashlib
import re
from collections import namedtuple

import canonical
import note

RECORDS = ("target.commit", "progress", "evidence", "score", "result")
CLASSES = (*RECORDS, "erase", "key", "log", "policy")
USES = ("approve", "origin", "recover")
DEEPEST = 6
LONGEST = 4_096
LATEST_TIME = 2**40

Key = namedtuple("Key", "kid alg org party pub rp use")


def text_like(pattern):
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def bytes_of(shortest, longest):
    def fits(value):
        try:
            return isinstance(value, str) and shortest <= len(note.unbase64(value)) <= longest
        except ValueError:
            return False

    return fits


def integer(least, most):
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def ascending(item, fewest, most, by=lambda each: each):
    def fits(value):
        if not isinstance(value, list) or not fewest <= len(value) <= most or not all(item(each) for each in value):
            return False
        return all(by(one) < by(next_) for one, next_ in zip(value, value[1:]))

    return fits


def fields(wanted, optional=None):
    optional = optional or {}

    def fits(value):
        if not isinstance(value, dict) or not set(wanted) <= set(value) <= set(wanted) | set(optional):
            return False
        return all((wanted.get(name) or optional[name])(each) for name, each in value.items())

    return fits


is_id = text_like("[0-9a-f]{32}")
is_hash = bytes_of(32, 32)
is_code = text_like("[a-z0-9.-]{1,32}")
is_index = integer(0, canonical.LARGEST_INTEGER)
is_time = integer(0, LATEST_TIME)
is_ref = fields({"h": is_hash, "i": is_index})
is_organisations = lambda fewest: ascending(is_code, fewest, 16)


def is_signature(value):
    plain = {"k": is_id, "s": bytes_of(1, 256)}
    return fields(plain)(value) or fields({**plain, "a": bytes_of(37, 256), "d": bytes_of(1, 512)})(value)


def signatures(most):
    return ascending(is_signature, 1, most, lambda each: each["k"])


KEY_FORM = {"alg": lambda value: isinstance(value, str), "org": is_code, "party": is_id, "pub": bytes_of(1, 512), "use": ascending(lambda each: each in USES, 1, 3)}
PUBLIC = {"ed25519": 32, "webauthn-ed25519": 32, "webauthn-es256": 65, "sm2-sm3": None, "ca-pkcs7": None, "paper": None}
is_host = text_like("[a-z0-9.-]{1,253}")


def is_key(value):
    if not fields(KEY_FORM, {"rp": is_host})(value) or value["alg"] not in PUBLIC:
        return False
    if value["alg"].startswith("webauthn-") != ("rp" in value):
        return False
    length = PUBLIC[value["alg"]]
    return length is None or len(note.unbase64(value["pub"])) == length


def key_of(value):
    public = note.unbase64(value["pub"])
    kid = hashlib.sha256(b"biaochi-key/v1\n" + value["alg"].encode() + b"\n" + public).hexdigest()[:32]
    return Key(kid, value["alg"], value["org"], value["party"], public, value.get("rp"), tuple(value["use"]))


def is_rule(value):
    late = fields({"k": integer(2, 16), "notice": is_time})
    if not fields({"k": integer(2, 16), "must": is_organisations(0), "notice": is_time, "of": is_organisations(2)}, {"late": late})(value):
        return False
    if value["k"] > len(value["of"]) or not set(value["must"]) <= set(value["of"]):
        return False
    later = value.get("late", value)
    return value["k"] <= later["k"] <= len(value["of"]) and later["notice"] >= value["notice"]


def is_policy(value):
    if not fields({"n": integer(1, canonical.LARGEST_INTEGER), "rules": fields({name: is_rule for name in CLASSES})}, {"prev": is_hash})(value):
        return False
    return ("prev" in value) == (value["n"] != 1)


def is_origin(value):
    return isinstance(value, str) and note.is_origin(value)


is_prev = fields({"origin": is_origin, "root": is_hash, "size": is_index})
is_keys = lambda value: isinstance(value, list) and all(is_key(each) for each in value) and ascending(is_key, 1, 12, lambda each: key_of(each).kid)(value)
is_first_policy = lambda value: is_policy(value) and value["n"] == 1
approvals = signatures(16)

BASE = {"v": lambda value: value == 1 and integer(1, 1)(value), "t": lambda value: isinstance(value, str), "id": is_id, "pol": is_hash,
        "at": lambda value: is_time(value) and value % 60 == 0, "by": is_code, "sig": signatures(8)}
RECORD = ({"c": is_hash}, {"per": is_code})
FORMS = {
    **{name: RECORD for name in RECORDS},
    "amend.propose": ({"ref": is_ref, "ver": integer(1, canonical.LARGEST_INTEGER), "c": is_hash, "why": is_code, "exp": is_time}, {"ev": is_hash}),
    "amend.commit": ({"ref": is_ref, "app": approvals}, {}),
    "amend.reject": ({"ref": is_ref, "why": is_code, "app": approvals}, {}),
    "snapshot": ({"size": is_index, "root": is_hash}, {"closes": ascending(is_code, 1, 16), "sm3": is_hash}),
    "policy": ({"doc": is_policy, "exp": is_time, "app": approvals}, {}),
    "key.add": ({"key": is_key, "exp": is_time, "app": approvals}, {}),
    "key.rotate": ({"old": is_id, "key": is_key, "exp": is_time}, {"app": approvals}),
    "key.revoke": ({"kid": is_id, "upto": integer(-1, canonical.LARGEST_INTEGER), "why": is_code, "exp": is_time, "app": approvals}, {}),
    "erase.notice": ({"ref": is_ref, "basis": is_code, "exp": is_time, "app": approvals}, {}),
    "anchor": ({"kind": is_code, "size": integer(1, canonical.LARGEST_INTEGER), "root": is_hash, "c": is_hash}, {}),
    "log.open": ({"doc": is_first_policy, "keys": is_keys}, {"prev": is_prev}),
    "log.close": ({"size": is_index, "why": is_code, "exp": is_time, "app": approvals}, {}),
}


def parse(data):
    """The entry of leaf data; ValueError where it is not as §7 to §11 say."""
    if not 1 <= len(data) <= LONGEST:
        raise ValueError("an entry of a length that is not allowed")
    value = canonical.parse_narrow(data, DEEPEST)
    if not isinstance(value, dict) or not isinstance(value.get("t"), str) or value["t"] not in FORMS:
        raise ValueError("an entry of no known type")
    wanted, optional = FORMS[value["t"]]
    if not fields({**BASE, **wanted}, optional)(value):
        raise ValueError(f"no {value['t']}: a field is missing, unknown or not in its form")
    return value


def policy_hash(document):
    return hashlib.sha256(canonical.write(document)).digest()


def without(entry, *names):
    return hashlib.sha256(canonical.write({name: each for name, each in entry.items() if name not in names})).digest()


def signed_bytes(entry, origin):
    return b"biaochi-entry/v1\n" + origin.encode() + b"\n" + without(entry, "sig")


def record_text(id_, index, version, commitment, set_by):
    """The data of a record's leaf in a snapshot: §12."""
    return f"biaochi-record/v1\n{id_}\n{index}\n{version}\n{commitment}\n{set_by}\n".encode()
