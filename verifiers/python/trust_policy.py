"""Whom the reader trusts: FORMAT.md §13 (tlog-policy), and a checkpoint held against it."""

from collections import namedtuple

import note

FUTURE = 600
LIMITS = {"log": 32, "witness": 64, "group": 32}

Policy = namedtuple("Policy", "logs witnesses groups quorum")
Group = namedtuple("Group", "needed members")
Accepted = namedtuple("Accepted", "checkpoint witnesses")


def parse(data):
    if any(byte < 0x20 and byte not in (0x09, 0x0A) or byte == 0x7F for byte in data):
        raise ValueError("a byte that a trust policy does not have")
    if data and not data.endswith(b"\n"):
        raise ValueError("the last line has no end")
    policy = Policy([], {}, {}, [])
    for line in data.decode("latin-1").split("\n"):  # names are octets
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if words and not words[0].startswith("#"):
            _take(policy, words)
    if len(policy.quorum) != 1:
        raise ValueError("exactly one quorum is wanted")
    for kind, many in (("log", policy.logs), ("witness", policy.witnesses), ("group", policy.groups)):
        if len(many) > LIMITS[kind]:
            raise ValueError(f"too many lines of {kind}")
    return policy


def _take(policy, words):
    kind = words[0]
    if kind == "log" and len(words) in (2, 3):
        key = note.parse_key(_text(words[1]))
        if key.type != note.ED25519 or any(other.public == key.public for other in policy.logs):
            raise ValueError("a log's key of another type, or twice")
        policy.logs.append(key)
    elif kind == "witness" and len(words) in (3, 4):
        key = note.parse_key(_text(words[2]))
        if key.type == note.ED25519 or any(other.public == key.public for other in policy.witnesses.values()):
            raise ValueError("a witness's key of another type, or twice")
        _new_name(policy, words[1])
        policy.witnesses[words[1]] = key
    elif kind == "group" and len(words) >= 4:
        _new_name(policy, words[1])
        members = words[3:]
        used = {member for group in policy.groups.values() for member in group.members}
        if len(set(members)) != len(members) or used & set(members) or any(not _is_defined(policy, each) for each in members):
            raise ValueError(f"group {words[1]}: a member that is not defined, or twice")
        needed = {"any": 1, "all": len(members)}.get(words[2])
        policy.groups[words[1]] = Group(needed or note.decimal(words[2], len(members)), members)
        if policy.groups[words[1]].needed < 1:
            raise ValueError(f"group {words[1]}: at least one member is needed")
    elif kind == "quorum" and len(words) == 2:
        if words[1] != "none" and not _is_defined(policy, words[1]):
            raise ValueError("a quorum that is not defined")
        policy.quorum.append(words[1])
    else:
        raise ValueError(f"no line of a trust policy: {' '.join(words)[:80]}")


def _text(octets):
    return octets.encode("latin-1").decode("utf-8", "replace")


def _is_defined(policy, name):
    return name in policy.witnesses or name in policy.groups


def _new_name(policy, name):
    if name == "none" or _is_defined(policy, name):
        raise ValueError(f"the name {name} twice, or none")


def _holds(policy, name, signed):
    if name == "none":
        return True
    if name in policy.witnesses:
        return name in signed
    group = policy.groups[name]
    return sum(_holds(policy, member, signed) for member in group.members) >= group.needed


def accept(data, policy, now=None):
    """The checkpoint of a note that a log of the policy signed and its quorum cosigned; else ValueError."""
    text = note.parse_note(data).text
    checkpoint = note.parse_checkpoint(text)
    logs = [key for key in policy.logs if key.name == checkpoint.origin]
    if not logs:
        raise ValueError(f"the policy does not know the log {checkpoint.origin}")
    _, found = note.open_note(data, [*logs, *policy.witnesses.values()])
    if not any(key in logs for key, _ in found):
        raise ValueError("no signature of the log")
    names = {key: name for name, key in policy.witnesses.items()}
    times = {names[key]: note.cosignature_time(line) for key, line in found if key in names}
    if now is not None and any(time > now + FUTURE for time in times.values()):
        raise ValueError("a cosignature from the future")
    if not _holds(policy, policy.quorum[0], times):
        raise ValueError(f"the quorum does not hold: signed by {', '.join(sorted(times)) or 'no witness'}")
    return Accepted(checkpoint, times)
