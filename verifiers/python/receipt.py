"""A receipt: FORMAT.md §14, and §10 for what it opens."""

import base64
import hashlib
import hmac
import re
from collections import namedtuple

import base45
import canonical
import entry as form
import note
import tree
import trust_policy

LONGEST = 65_536
DEEPEST_EXTRA = 18
DEEPEST_RECORD = 16
FIRST_LINE = "c2sp.org/tlog-proof@v1"

Receipt = namedtuple("Receipt", "index proof checkpoint extra")
RECORD_TEXT = re.compile(
    r"biaochi-record/v1\n([0-9a-f]{32})\n(0|[1-9][0-9]*)\n([1-9][0-9]*)\n([A-Za-z0-9+/=]{44}|erased)\n(0|[1-9][0-9]*)\n", re.ASCII
)


def parse_file(data):
    if len(data) > LONGEST:
        raise ValueError("a receipt above its limit")
    head, cut, checkpoint = data.partition(b"\n\n")
    lines = head.decode("utf-8").split("\n")
    if cut == b"" or lines.pop(0) != FIRST_LINE:
        raise ValueError("no receipt: its first line, or no empty line")
    extra = note.unbase64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    if extra == b"":
        raise ValueError("a receipt with an empty extra part")
    if not lines or not lines[0].startswith("index "):
        raise ValueError("no receipt: no index")
    index = note.decimal(lines.pop(0)[6:], tree.LARGEST_SIZE - 1)
    return _checked(Receipt(index, [note.unbase64(line) for line in lines], checkpoint, extra))


def parse_text(text):
    """The text of a QR."""
    if not text.startswith("BC1:") or len(text) > 2 * LONGEST:
        raise ValueError("no receipt: it does not begin with BC1:, or is too long")
    data = base45.decode(text[4:])
    if len(data) < 10 or data[0] != 1:
        raise ValueError("a receipt of another version, or one that ends early")
    index, many, rest = int.from_bytes(data[1:9], "big"), data[9], data[10:]
    proof, rest = [rest[at * 32 : at * 32 + 32] for at in range(many)], rest[32 * many :]
    checkpoint, rest = _counted(rest)
    extra, rest = _counted(rest)
    if rest:
        raise ValueError("bytes are left after the receipt")
    return _checked(Receipt(index, proof, checkpoint, extra or None))


def _counted(data):
    length = int.from_bytes(data[:2], "big")
    if len(data) < 2 + length:
        raise ValueError("a receipt that ends early")
    return data[2 : 2 + length], data[2 + length :]


def _checked(receipt):
    if receipt.index > tree.LARGEST_SIZE - 1 or len(receipt.proof) > tree.LONGEST_PROOF or any(len(each) != 32 for each in receipt.proof):
        raise ValueError("a receipt with an index or a proof that is not allowed")
    return receipt


def parse(data):
    """Either form."""
    if data.startswith(b"BC1:"):
        return parse_text(data.decode("ascii").rstrip("\r\n"))
    return parse_file(data)


is_bytes = form.bytes_of(1, form.LONGEST)
is_hashes = lambda value: isinstance(value, list) and len(value) <= tree.LONGEST_PROOF and all(form.is_hash(each) for each in value)
is_extra = form.fields(
    {"entry": is_bytes},
    {
        "open": form.fields({"k": form.is_hash, "record": lambda value: True}),
        "latest": form.fields({"at": form.is_index, "entry": is_bytes, "index": form.is_index, "of": form.is_index, "path": is_hashes,
                               "proof": is_hashes, "record": lambda value: isinstance(value, str)}),
    },
)


def check(receipt, policy, now=None):
    """What the receipt says, as a dictionary; ValueError says what is wrong."""
    accepted = trust_policy.accept(receipt.checkpoint, policy, now)
    size, root = accepted.checkpoint.size, accepted.checkpoint.root
    if receipt.extra is None:
        raise ValueError("the receipt has no entry")
    extra = canonical.parse_narrow(receipt.extra, DEEPEST_EXTRA)
    if not is_extra(extra):
        raise ValueError("the receipt's extra part is not in its form")
    data = note.unbase64(extra["entry"])
    if not tree.is_included(tree.leaf_hash(data), receipt.index, size, receipt.proof, root):
        raise ValueError("the entry is not in the log at this index")
    entry = form.parse(data)
    said = {"says": "included", "index": receipt.index, "size": size, "origin": accepted.checkpoint.origin,
            "witnesses": accepted.witnesses, "entry": entry}
    current = entry.get("c")
    if "latest" in extra:
        latest = _latest(extra["latest"], receipt.index, entry, size, root)
        current = latest.pop("commitment")
        said.update(latest)
    if "open" in extra:
        said["opens"] = current is not None and _opens(extra["open"], current)
    return said


def _latest(latest, index, entry, size, root):
    data = note.unbase64(latest["entry"])
    hashes = lambda name: [note.unbase64(each) for each in latest[name]]
    if not tree.is_included(tree.leaf_hash(data), latest["index"], size, hashes("path"), root):
        raise ValueError("the snapshot is not in the log")
    snapshot = form.parse(data)
    if snapshot["t"] != "snapshot" or snapshot["size"] != latest["index"]:
        raise ValueError("the entry is no snapshot, or of another place")
    leaf = tree.leaf_hash(latest["record"].encode())
    if not tree.is_included(leaf, latest["at"], latest["of"], hashes("proof"), note.unbase64(snapshot["root"])):
        raise ValueError("the record is not in the snapshot")
    found = RECORD_TEXT.fullmatch(latest["record"])
    if found is None:
        raise ValueError("the record's text is not in its form")
    id_, at, version, commitment, set_by = found.groups()
    if commitment != "erased":
        note.unbase64(commitment)
    for number in (at, version, set_by):
        note.decimal(number, canonical.LARGEST_INTEGER)
    if id_ != entry["id"] or int(at) != index:
        raise ValueError("the snapshot speaks of another record")
    if commitment == "erased":
        says = "erased"
    elif int(version) > 1:
        says = "superseded"
    elif commitment == entry.get("c"):
        says = "latest"
    else:
        raise ValueError("the snapshot has another commitment for version 1")
    return {"says": says, "snapshot": latest["index"], "version": int(version), "setBy": int(set_by),
            "commitment": None if commitment == "erased" else commitment}


def _opens(opening, commitment):
    if not canonical.is_narrow(opening["record"], DEEPEST_RECORD):
        return False
    made = hmac.new(note.unbase64(opening["k"]), canonical.write(opening["record"]), hashlib.sha256).digest()
    return base64.b64encode(made).decode() == commitment
