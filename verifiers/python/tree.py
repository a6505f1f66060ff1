"""The tree of FORMAT.md §2 (RFC 6962) and its two proofs."""

import hashlib

EMPTY = hashlib.sha256(b"").digest()
LARGEST_SIZE = 2**63 - 1
LONGEST_PROOF = 63


def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    """The root over leaf hashes."""
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        above = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = above + level[len(above) * 2 :]
    return level[0]


def is_included(leaf, index, size, proof, root):
    if not 0 <= index < size <= LARGEST_SIZE or len(proof) > LONGEST_PROOF:
        return False
    if any(len(each) != 32 for each in (leaf, root, *proof)):
        return False
    f, s, h = index, size - 1, leaf
    for p in proof:
        if s == 0:
            return False
        if f & 1 or f == s:
            h = node_hash(p, h)
            while f & 1 == 0 and f != 0:
                f, s = f >> 1, s >> 1
        else:
            h = node_hash(h, p)
        f, s = f >> 1, s >> 1
    return s == 0 and h == root


def is_consistent(old, old_root, new, new_root, proof):
    if not 0 <= old <= new <= LARGEST_SIZE or new == 0 or len(proof) > LONGEST_PROOF:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0 or not proof or any(len(each) != 32 for each in (old_root, new_root, *proof)):
        return False
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    f, s = old - 1, new - 1
    while f & 1:
        f, s = f >> 1, s >> 1
    h = g = path[0]
    for p in path[1:]:
        if s == 0:
            return False
        if f & 1 or f == s:
            h, g = node_hash(p, h), node_hash(p, g)
            while f & 1 == 0 and f != 0:
                f, s = f >> 1, s >> 1
        else:
            g = node_hash(g, p)
        f, s = f >> 1, s >> 1
    return h == old_root and g == new_root and s == 0


class ChangingTree:
    """A tree whose leaves change in place: its root costs what changed since the last one was asked for."""

    def __init__(self):
        self.levels = [[]]
        self.changed = set()

    def __len__(self):
        return len(self.levels[0])

    def put(self, at, leaf):
        if at == len(self.levels[0]):
            self.levels[0].append(leaf)
        else:
            self.levels[0][at] = leaf
        self.changed.add(at)

    def root(self):
        changed, height = self.changed, 0
        while len(self.levels[height]) > 1:
            below = self.levels[height]
            if height + 1 == len(self.levels):
                self.levels.append([])
            above = self.levels[height + 1]
            parents = {at >> 1 for at in changed if (at | 1) < len(below)}
            for at in sorted(parents):
                node = node_hash(below[2 * at], below[2 * at + 1])
                if at == len(above):
                    above.append(node)
                else:
                    above[at] = node
            changed, height = parents, height + 1
        self.changed = set()
        return self._right_edge()

    def _right_edge(self):
        """Complete subtrees, joined from the smallest on the right."""
        size, root = len(self.levels[0]), None
        if size == 0:
            return EMPTY
        for height in range(size.bit_length()):
            if size >> height & 1:
                subtree = self.levels[height][(size >> height) - 1]
                root = subtree if root is None else node_hash(subtree, root)
        return root
