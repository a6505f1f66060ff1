"""Signed notes, keys, checkpoints and cosignatures: FORMAT.md §3 to §5."""

import base64
import binascii
import hashlib
import re
from collections import namedtuple

import ed25519
import tree

LONGEST_NOTE = 65_536
MOST_LINES = 100
ED25519, COSIGNATURE, SM2 = b"\x01", b"\x04", b"\xffsm2sm3/v1"
KEY_LENGTH = {ED25519: 32, COSIGNATURE: 32, SM2: 65}
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
DECIMAL = re.compile("0|[1-9][0-9]*", re.ASCII)

Key = namedtuple("Key", "name id type public")
Line = namedtuple("Line", "name id signature")
Note = namedtuple("Note", "text lines")
Checkpoint = namedtuple("Checkpoint", "origin size root")


def unbase64(text):
    """Padded base64 with no other bits set; else ValueError."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError("not base64") from None
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the one base64 of these bytes")
    return data


def decimal(text, largest):
    if len(text) > 20 or DECIMAL.fullmatch(text) is None or int(text) > largest:
        raise ValueError(f"not a number up to {largest}: {text[:40]}")
    return int(text)


def is_name(text):
    return 0 < len(text.encode("utf-8", "surrogatepass")) <= 255 and not any(each == "+" or each in SPACES for each in text)


def key_id(name, type_, public):
    return hashlib.sha256(name.encode() + b"\n" + type_ + public).digest()[:4]


def parse_key(text):
    """A verifier key; ValueError where its id is not the computed one or its type is not known."""
    name, _, rest = text.partition("+")
    written_id, _, encoded = rest.partition("+")
    data = unbase64(encoded)
    if not is_name(name) or re.fullmatch("[0-9a-f]{8}", written_id, re.ASCII) is None:
        raise ValueError(f"no verifier key: {text[:80]}")
    for type_, length in KEY_LENGTH.items():
        if data.startswith(type_) and len(data) == len(type_) + length:
            key = Key(name, key_id(name, type_, data[len(type_) :]), type_, data[len(type_) :])
            if key.id.hex() != written_id:
                raise ValueError("the key's id is not the computed one")
            return key
    raise ValueError("a key of an unknown type or length")


def parse_note(data):
    if len(data) > LONGEST_NOTE:
        raise ValueError("a note above its limit")
    if any(byte < 0x20 and byte != 0x0A for byte in data):
        raise ValueError("a control character in a note")
    whole = data.decode("utf-8")
    cut = whole.rfind("\n\n")
    if cut < 0 or not whole.endswith("\n"):
        raise ValueError("no note: no empty line, or no line feed at the end")
    text, written = whole[: cut + 1], whole[cut + 2 :].split("\n")[:-1]
    if not 1 <= len(written) <= MOST_LINES:
        raise ValueError("a note with no signature line, or too many")
    lines = []
    for each in written:
        parts = each.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014" or not is_name(parts[1]):
            raise ValueError("no signature line")
        signature = unbase64(parts[2])
        if len(signature) < 5:
            raise ValueError("a signature line without a signature")
        lines.append(Line(parts[1], signature[:4], signature[4:]))
    return Note(text, lines)


def cosignature_time(line):
    return int.from_bytes(line.signature[:8], "big")


def verifies(key, line, text):
    message, signature = text.encode(), line.signature
    if key.type == COSIGNATURE:
        time = cosignature_time(line)
        if len(signature) != 72 or time < 1:
            return False
        message = b"cosignature/v1\ntime %d\n" % time + message
        signature = signature[8:]
    return ed25519.verify(key.public, message, signature)


def open_note(data, keys):
    """(note, [(key, line)]) of the lines of known keys, each of which must verify."""
    note = parse_note(data)
    known = {(key.name, key.id): key for key in keys if key.type != SM2}
    found = []
    for line in note.lines:
        key = known.get((line.name, line.id))
        if key is None:
            continue
        if any(key == other for other, _ in found):
            raise ValueError(f"a second line of {key.name}")
        if not verifies(key, line, note.text):
            raise ValueError(f"the signature of {key.name} does not verify")
        found.append((key, line))
    if not found:
        raise ValueError("no line of a known key")
    return note, found


def is_origin(text):
    return is_name(text) and not text.startswith(("biaochi-", "cosignature/", "subtree/"))


def parse_checkpoint(text):
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] != "":
        raise ValueError("no checkpoint: three lines are wanted")
    origin, size, root = lines[0], decimal(lines[1], tree.LARGEST_SIZE), unbase64(lines[2])
    if not is_origin(origin) or len(root) != 32 or (size == 0 and root != tree.EMPTY):
        raise ValueError("no checkpoint: its origin or its root")
    return Checkpoint(origin, size, root)
