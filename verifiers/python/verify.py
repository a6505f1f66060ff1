#!/usr/bin/env python3
"""Checks a receipt or a whole exported log, with the standard library alone.

    python3 verify.py receipt FILE --policy POLICY [--json]
    python3 verify.py log FOLDER [--policy POLICY] [--json]

Ends with 0 if what was shown holds, 1 if it does not, 2 if it could not be read.
"""

import argparse
import base64
import json
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import fold
import note
import receipt
import tiles
import tree
import trust_policy


def moment(seconds):
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        return f"second {seconds}"


def check_receipt(options):
    policy = trust_policy.parse(options.policy.read_bytes())
    said = receipt.check(receipt.parse(options.file.read_bytes()), policy, options.now)
    if options.json:
        return said
    print(f"The entry {said['entry']['t']} stands at index {said['index']} of {said['origin']}, a log of {said['size']} entries.")
    if said["says"] == "latest":
        print(f"It is the latest version as of snapshot {said['snapshot']}.")
    elif said["says"] == "superseded":
        print(f"SUPERSEDED: as of snapshot {said['snapshot']} version {said['version']} counts, set by entry {said['setBy']}.")
    elif said["says"] == "erased":
        print(f"ERASED: as of snapshot {said['snapshot']} the record is erased, by entry {said['setBy']}.")
    else:
        print("Whether it is the latest version the receipt does not say.")
    if "opens" in said:
        print("The record shown is the one committed to." if said["opens"] else "THE RECORD SHOWN IS NOT THE ONE COMMITTED TO.")
    for name, at in sorted(said["witnesses"].items()):
        print(f"Witnessed by {name}, {moment(at)}.")
    return said


def check_log(options):
    data = (options.file / "checkpoint").read_bytes()
    checkpoint = note.parse_checkpoint(note.parse_note(data).text)
    accepted = trust_policy.accept(data, trust_policy.parse(options.policy.read_bytes()), options.now) if options.policy else None
    entries = list(tiles.read_entries(options.file, checkpoint.size))
    leaves = [tree.leaf_hash(entry) for entry in entries]
    if len(entries) != checkpoint.size or tree.root_of(leaves) != checkpoint.root:
        raise ValueError("the entries are not those of the checkpoint")
    tiles.check_hash_tiles(options.file, leaves)
    state, verdicts = fold.fold(checkpoint.origin, entries)
    said = {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": base64.b64encode(checkpoint.root).decode(),
        "witnesses": accepted.witnesses if accepted else None,
        "verdicts": verdicts,
        "state": state.told(),
    }
    if options.json:
        return said
    print(f"{checkpoint.origin}: {checkpoint.size} entries, the root and every tile fit.")
    print("No trust policy was given: who signed was not checked." if accepted is None else f"Witnessed by {', '.join(sorted(accepted.witnesses)) or 'nobody'}.")
    for index, verdict in enumerate(verdicts):
        if verdict != "valid":
            print(f"entry {index} is void: {verdict}")
    print(f"{len(state.records)} records; snapshot root {said['state']['snapshotRoot']}")
    return said


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("receipt", "log"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--policy", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--now", type=int, default=int(time.time()), help="seconds since 1970; the clock if absent")
    options = parser.parse_args(arguments)
    if options.what == "receipt" and options.policy is None:
        parser.error("a receipt is held against a trust policy: --policy FILE")
    return options


def main(arguments):
    options = options_of(arguments)
    try:
        said = {"receipt": check_receipt, "log": check_log}[options.what](options)
    except OSError as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    except ValueError as error:
        if options.json:
            print(json.dumps({"says": "refused", "why": str(error)}))
        else:
            print(f"REFUSED: {error}")
        return 1
    if options.json:
        print(json.dumps(said))
    is_bad = options.what == "log" and "snapshot-differs" in said["verdicts"] or said.get("opens") is False
    return 1 if is_bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
