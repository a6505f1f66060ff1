#!/usr/bin/env python3
"""Runs the vectors of others, `python3 vectors.py FOLDER` (vectors/ledger): a line per file, and 1 where one disagrees."""

import base64
import hashlib
import json
import sys
from pathlib import Path

import canonical
import ed25519
import note
import receipt
import tiles
import tree



def unb64(text):
    return base64.b64decode(text)


def load(folder, name):
    return json.loads((folder / name).read_text("utf-8"))


def inclusion(folder):
    for case in load(folder, "merkle-inclusion.json")["cases"]:
        proof = [unb64(each) for each in case["proof"] or []]
        ok = tree.is_included(unb64(case["leafHash"]), case["leafIdx"], case["treeSize"], proof, unb64(case["root"]))
        yield ok != case["wantErr"] or (not ok and case["treeSize"] == 0) or (not ok and len(unb64(case["root"])) != 32), case["name"]


def consistency(folder):
    for case in load(folder, "merkle-consistency.json")["cases"]:
        proof = [unb64(each) for each in case["proof"] or []]
        ok = tree.is_consistent(case["size1"], unb64(case["root1"]), case["size2"], unb64(case["root2"]), proof)
        yield ok != case["wantErr"] or (not ok and case["size1"] == 0), case["name"]


def reference_tree(folder):
    case = load(folder, "rfc6962-ct-reference-8leaf.json")
    leaves = [tree.leaf_hash(bytes.fromhex(each)) for each in case["leaves_hex"]]
    yield tree.root_of([]).hex() == case["empty_root"], "empty"
    changing = tree.ChangingTree()
    for size, root in enumerate(case["roots_by_size"], 1):
        changing.put(size - 1, leaves[size - 1])
        yield tree.root_of(leaves[:size]).hex() == root == changing.root().hex(), f"root of {size}"
    roots = [bytes.fromhex(each) for each in case["roots_by_size"]]
    for each in case["inclusion"]:
        at, size = each["leaf_1based"] - 1, each["tree_size"]
        if size > 0:
            yield tree.is_included(leaves[at], at, size, [bytes.fromhex(hash_) for hash_ in each["path"]], roots[size - 1]), f"{at} in {size}"


def golden_log(folder):
    keys = load(folder, "tessera-testdata-keys.json")
    key, log = note.parse_key(keys["vkey"]), folder / "tessera-log"
    for size in range(1, 16):
        file = log / f"checkpoint.{size}"
        if not file.exists():
            continue
        opened, _ = note.open_note(file.read_bytes(), [key])
        checkpoint = note.parse_checkpoint(opened.text)
        entries = list(tiles.read_entries(log, checkpoint.size))
        leaves = [tree.leaf_hash(entry) for entry in entries]
        tiles.check_hash_tiles(log, leaves)
        yield entries == [leaf.encode() for leaf in keys["leaves_utf8"][:size]] and tree.root_of(leaves) == checkpoint.root, f"size {size}"


def refuses(act, *arguments):
    try:
        act(*arguments)
    except ValueError:
        return True
    return False


def go_notes(folder):
    case = load(folder, "signed-note-go-sumdb.json")
    keys = [note.parse_key(each) for each in case["vkeys"]]
    for name, wanted in (("signed_by_peter", 1), ("signed_by_both", 2)):
        opened, found = note.open_note(case[name].encode(), keys)
        yield opened.text == case["text"] and len(found) == wanted, name
    for each in case["malformed"]:
        yield refuses(note.open_note, each.encode("utf-8", "surrogatepass"), keys), f"malformed {each[-30:]!r}"
    for each in case["bad_vkeys"]:
        yield refuses(note.parse_key, each), each


def specification(folder):
    case = load(folder, "c2sp-spec-examples.json")
    key = note.parse_key(case["signed_note"]["vkey"])
    yield len(note.open_note(case["signed_note"]["note"].encode(), [key])[1]) == 1, "signed note"
    cosigned = note.parse_note(case["checkpoint_with_cosignature_parse_only"].encode())
    yield note.parse_checkpoint(cosigned.text).size == 20852163, "checkpoint"
    time = note.cosignature_time(cosigned.lines[1])
    yield f"cosignature/v1\ntime {time}\n{cosigned.text}" == case["cosignature_v1_signed_message"], "cosignature"
    for number, path in case["tile_index_path"].items():
        yield tiles.path_of(0, int(number)) == f"tile/0/{path}", path
    tiles_ = lambda level, size: list(tiles.tiles_of(level, size))
    wanted = case["tree_70000_tiles"]
    yield tiles_(0, 70000)[-1] == (wanted["level0_full"], wanted["level0_partial_width"]), "70000, level 0"
    yield tiles_(1, 70000)[-1] == (wanted["level1_full"], wanted["level1_partial_width"]), "70000, level 1"
    yield tiles_(2, 70000) == [(0, wanted["level2_partial_width"])] and tiles_(3, 70000) == [], "70000, level 2"
    yield tiles_(0, 256) == [(0, 256)] and tiles_(1, 256) == [(0, 1)], "256"


def sigsum(folder):
    """Cosignatures of witnesses that run in public."""
    case = load(folder, "sigsum-proof-real.json")
    public = {hashlib.sha256(bytes.fromhex(words[-1])).hexdigest(): bytes.fromhex(words[-1])
              for words in (line.split() for line in case["policy"].splitlines()) if words[:1] == ["witness"]}
    log = bytes.fromhex(case["policy"].split()[1])
    said = [line.partition("=") for line in case["proof"].splitlines()]
    one = {name: value for name, _, value in said}
    body = f"sigsum.org/v1/tree/{hashlib.sha256(log).hexdigest()}\n{one['size']}\n{base64.b64encode(bytes.fromhex(one['root_hash'])).decode()}\n"
    yield ed25519.verify(log, body.encode(), bytes.fromhex(one["signature"])), "log"
    for name, _, value in said:
        witness, _, rest = value.partition(" ")
        if name == "cosignature" and witness in public:
            time, signature = rest.split(" ")
            message = f"cosignature/v1\ntime {time}\n{body}".encode()
            yield ed25519.verify(public[witness], message, bytes.fromhex(signature)), witness


def transcript(folder):
    case = load(folder, "witness-transcript-sigsum.json")
    log, public = note.parse_key(case["log_vkey"]), unb64(case["witness_ed25519_pub_base64"])
    for step in case["steps"]:
        if step["status"] != 200:
            continue
        _, _, checkpoint = step["request"].partition("\n\n")
        name = step["response"].split(" ")[1]
        witness = note.Key(name, note.key_id(name, note.COSIGNATURE, public), note.COSIGNATURE, public)
        _, found = note.open_note((checkpoint + step["response"]).encode(), [log, witness])
        yield len(found) == 2, step["name"]


def jcs(folder):
    for file in sorted((folder / "jcs/input").iterdir()):
        yield canonical.write(canonical.parse(file.read_bytes())) == (folder / "jcs/output" / file.name).read_bytes().rstrip(b"\n"), file.name
    for file in sorted((folder / "jcs/outhex").iterdir()):
        source = (folder / "jcs/input" / file.name).with_suffix(".json").read_bytes()
        yield canonical.write(canonical.parse(source)) == bytes.fromhex(file.read_text()), file.name


def wycheproof(folder):
    for group in load(folder, "wycheproof-ed25519.json")["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            ok = ed25519.verify(public, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            yield ok == (case["result"] == "valid"), f"{case['tcId']} {case['comment']}"


def cctv(folder):
    """FORMAT.md §3: without cofactor, no small order, one spelling."""
    unwanted = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
    for case in load(folder, "cctv-ed25519.json"):
        ok = ed25519.verify(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))
        yield ok == (not unwanted & set(case["flags"] or [])), str(case["number"])


def proofs(folder):
    for number, case in enumerate(load(folder, "tlog-proof-format.json")["cases"]):
        hashes = [hashlib.sha256(each.encode()).digest() for each in case["hash_inputs_utf8"]]
        text = case["template"]
        for at, hash_ in enumerate(hashes, 1):
            text = text.replace(f"<b64 h{at}>", base64.b64encode(hash_).decode())
        extra = case["extra_utf8"].encode() if "extra_utf8" in case else None
        text = text.replace("<b64 extra>", base64.b64encode(extra or b"").decode())
        yield receipt.parse_file(text.encode()) == receipt.Receipt(case["index"], hashes, case["checkpoint"].encode(), extra), str(number)


def sm3(folder):
    if "sm3" not in hashlib.algorithms_available:
        return
    for case in load(folder, "sm2-sm3-gbt.json")["sm3"]:
        yield hashlib.new("sm3", case["msg_utf8"].encode()).hexdigest() == case["digest"], case["msg_utf8"]


ALL = (inclusion, consistency, reference_tree, golden_log, go_notes, specification, sigsum, transcript, jcs, wycheproof, cctv, proofs, sm3)


def main(folder):
    wrong = 0
    for run in ALL:
        cases = list(run(folder))
        against = [name for agrees, name in cases if not agrees]
        wrong += len(against)
        print(f"{run.__name__}: {len(cases) - len(against)} of {len(cases)} agree" + "".join(f"\n  against: {name}" for name in against))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
