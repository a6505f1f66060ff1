"""What the entries of a log amount to so far: FORMAT.md §12."""

import base64
from dataclasses import dataclass, field

import entry as form
import tree


@dataclass
class Record:
    type: str
    id: str
    by: str
    period: str
    index: int
    leaf: bytes
    place: int
    version: int = 1
    commitment: str = ""
    set_by: int = 0
    erased: bool = False

    def text(self):
        return form.record_text(self.id, self.index, self.version, "erased" if self.erased else self.commitment, self.set_by)


@dataclass
class Proposal:
    entry: dict
    index: int
    leaf: bytes
    time: int
    record: Record
    parties: set
    rejected: set = field(default_factory=set)
    closed: bool = False


@dataclass
class Rotation:
    """A key.rotate that waits."""

    entry: dict
    index: int
    leaf: bytes
    due: int
    old: str
    new: form.Key


class State:
    def __init__(self, cuts):
        self.cuts = cuts  # kid → signatures count up to this index
        self.time = 0
        self.policy = None
        self.policy_hash = None
        self.is_closed = False
        self.ids = set()
        self.keys = {}
        self.replaced = set()
        self.organisation = {}  # of a party
        self.records = {}  # by the index of the record's entry
        self.proposals = {}
        self.rotations = []
        self.periods = set()
        self.tree = tree.ChangingTree()

    def counts(self, kid, index):
        return kid in self.keys and kid not in self.replaced and index <= self.cuts.get(kid, index)

    def add_key(self, key):
        self.keys[key.kid] = key
        self.organisation[key.party] = key.org

    def put(self, record):
        self.tree.put(record.place, tree.leaf_hash(record.text()))

    def open_record(self, entry, index, leaf):
        record = Record(entry["t"], entry["id"], entry["by"], entry.get("per"), index, leaf, len(self.tree), 1, entry["c"], index)
        self.records[index] = record
        self.put(record)

    def snapshot_root(self):
        return self.tree.root()

    def told(self):
        """For a person or a comparison."""
        return {
            "time": self.time,
            "policy": base64.b64encode(self.policy_hash).decode() if self.policy_hash else None,
            "closed": self.is_closed,
            "keys": sorted(self.keys),
            "records": [record.text().decode() for record in sorted(self.records.values(), key=lambda each: each.index)],
            "snapshotRoot": base64.b64encode(self.snapshot_root()).decode(),
        }
