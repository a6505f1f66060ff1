"""A log as files: FORMAT.md §6."""

import tree

WIDTH = 256
LONGEST_ENTRY = 4_096


def path_of(level, number, width=WIDTH):
    """`level` is 0 … 7 or "entries"."""
    groups = []
    rest = number
    while True:
        groups.insert(0, f"{rest % 1000:03d}")
        rest //= 1000
        if rest == 0:
            break
    joined = "/".join([*("x" + group for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{joined}" + ("" if width == WIDTH else f".p/{width}")


def tiles_of(level, size):
    """(number, width) of every tile of a level of a tree."""
    many = size if level == "entries" else size >> (8 * level)
    for number in range(many // WIDTH):
        yield number, WIDTH
    if many % WIDTH:
        yield many // WIDTH, many % WIDTH


def parse_bundle(data, width):
    """The entries of a bundle of so many; else ValueError."""
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entry = data[at + 2 : at + 2 + length]
        if at + 2 > len(data) or len(entry) != length or not 1 <= length <= LONGEST_ENTRY:
            raise ValueError("a bundle that ends early, or an entry of a length that is not allowed")
        entries.append(entry)
        at += 2 + length
    if len(entries) != width:
        raise ValueError(f"a bundle of {len(entries)} entries where {width} were wanted")
    return entries


def read(folder, level, number, width):
    """A tile; where the full one has replaced a partial one, its prefix."""
    file = folder / path_of(level, number, width)
    if file.exists() or width == WIDTH:
        return file.read_bytes()
    full = (folder / path_of(level, number)).read_bytes()
    if level != "entries":
        return full[: 32 * width]
    return b"".join(len(each).to_bytes(2, "big") + each for each in parse_bundle(full, WIDTH)[:width])


def read_entries(folder, size):
    for number, width in tiles_of("entries", size):
        yield from parse_bundle(read(folder, "entries", number, width), width)


def check_hash_tiles(folder, leaves):
    """Every hash tile of a tree over these leaf hashes, level by level; names the first that differs."""
    level, hashes = 0, leaves
    while hashes:
        for number, width in tiles_of(0, len(hashes)):
            wanted = b"".join(hashes[number * WIDTH : number * WIDTH + width])
            try:
                found = read(folder, level, number, width)
            except OSError:
                raise ValueError(f"{path_of(level, number, width)} is missing") from None
            if found != wanted:
                raise ValueError(f"{path_of(level, number, width)} does not belong to these entries")
        hashes = [tree.root_of(hashes[at : at + WIDTH]) for at in range(0, len(hashes) - WIDTH + 1, WIDTH)]
        level += 1
