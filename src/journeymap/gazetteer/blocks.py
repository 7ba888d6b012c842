"""Sorted names with numbers beside them, in compressed blocks: the gazetteer's file format.

    file    MAGIC, length of the index (u32), the index, the blocks one after another
    index   zlib of lines: key of the block's first name, TAB, length of the block in bytes
    block   zlib of the names joined by line feeds, NUL, one column after another
    column  one u32 per name, as four planes of bytes: all lowest bytes, then all second ones …

Integers are little-endian. Rows are sorted by ``(fold(name), numbers)`` and every block but the
last holds ROWS_PER_BLOCK of them: a name is found by its key, and a row by its number, in one
block. Planes make equal high bytes neighbours, which zlib then shortens to nothing.
"""

import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from journeymap.errors import DamagedFileError
from journeymap.gazetteer.fold import fold

MAGIC = b"JMNAMES1"
ROWS_PER_BLOCK = 512
BLOCKS_KEPT = 64
_HEADER = struct.Struct("<8sI")


class Row(NamedTuple):
    """A name and the numbers beside it, one from each column."""

    name: str
    numbers: tuple[int, ...]


class Block(NamedTuple):
    """Up to ROWS_PER_BLOCK rows: their keys, their names, and the planes of their columns."""

    keys: list[str]
    names: list[str]
    planes: bytes

    def row(self, place: int) -> Row:
        """The row at this place in the block; each of its numbers has a byte in every plane."""
        count = len(self.names)
        size = 4 * count
        ends = range(size, len(self.planes) + 1, size)
        quads = (self.planes[end - size + place : end : count] for end in ends)
        return Row(self.names[place], tuple(int.from_bytes(quad, "little") for quad in quads))


def pack(rows: Sequence[Row]) -> bytes:
    """The file that holds these rows, sorted: the same rows in any order give equal bytes.

    Raises ValueError for a name with a line feed or a NUL in it.
    """
    if any("\n" in row.name or "\0" in row.name for row in rows):
        raise ValueError("a name may not contain a line feed or a NUL")
    keyed = sorted((fold(row.name), row.numbers, row.name) for row in rows)
    index, blocks = [], []
    for start in range(0, len(keyed), ROWS_PER_BLOCK):
        part = keyed[start : start + ROWS_PER_BLOCK]
        text = "\n".join(name for _, _, name in part).encode()
        columns = zip(*(numbers for _, numbers, _ in part), strict=True)
        blocks.append(zlib.compress(text + b"\0" + b"".join(map(_planes, columns)), 9))
        index.append(f"{part[0][0]}\t{len(blocks[-1])}")
    packed_index = zlib.compress("\n".join(index).encode(), 9)
    return _HEADER.pack(MAGIC, len(packed_index)) + packed_index + b"".join(blocks)


def _planes(column: Sequence[int]) -> bytes:
    raw = struct.pack(f"<{len(column)}I", *column)
    return b"".join(raw[plane::4] for plane in range(4))


def _unpack(data: bytes) -> Block:
    text, planes = zlib.decompress(data).split(b"\0", 1)
    names = text.decode()
    return Block(fold(names).split("\n"), names.split("\n"), planes)


class NameFile:
    """A packed file, read block by block. ``label`` names it in messages.

    Every part carries zlib's checksum: what was damaged raises DamagedFileError when it is
    read, and is never taken for data.
    """

    def __init__(self, data: bytes, label: str) -> None:
        self._data, self._label = data, label
        try:
            magic, length = _HEADER.unpack_from(data)
            blocks_start = _HEADER.size + length
            index = zlib.decompress(data[_HEADER.size : blocks_start]).decode()
            entries = [line.split("\t") for line in index.split("\n")]
            sizes = [int(size) for _, size in entries]
        except (struct.error, zlib.error, ValueError) as error:
            raise self._damaged("its index") from error
        self._bounds = tuple(pairwise(accumulate(sizes, initial=blocks_start)))
        if magic != MAGIC or self._bounds[-1][1] != len(data):
            raise self._damaged("its length or its beginning")
        self._first_keys = [key for key, _ in entries]
        self._block = lru_cache(BLOCKS_KEPT)(self._read_block)

    def named(self, key: str) -> Iterator[int]:
        """The number of every row whose name folds to ``key``."""
        first = max(bisect_left(self._first_keys, key) - 1, 0)
        for number in range(first, bisect_right(self._first_keys, key)):
            keys = self._block(number).keys
            start = number * ROWS_PER_BLOCK
            yield from range(start + bisect_left(keys, key), start + bisect_right(keys, key))

    def row(self, number: int) -> Row:
        """The row of this number, counted over all blocks from 0."""
        block, place = divmod(number, ROWS_PER_BLOCK)
        return self._block(block).row(place)

    def keys_from(self, prefix: str) -> Iterator[tuple[int, list[str]]]:
        """All keys that begin with ``prefix``, in order, in runs: a row's number, the keys on."""
        first = max(bisect_left(self._first_keys, prefix) - 1, 0)
        last = bisect_right(self._first_keys, prefix, key=lambda key: key[: len(prefix)])
        for number in range(first, last):
            keys = self._block(number).keys
            start = bisect_left(keys, prefix)
            end = bisect_right(keys, prefix, key=lambda key: key[: len(prefix)])
            yield number * ROWS_PER_BLOCK + start, keys[start:end]

    def _read_block(self, number: int) -> Block:
        start, end = self._bounds[number]
        try:
            return _unpack(self._data[start:end])
        except (struct.error, zlib.error, ValueError) as error:
            raise self._damaged(f"block {number}") from error

    def _damaged(self, part: str) -> DamagedFileError:
        return DamagedFileError(f"{self._label}: {part} is damaged; install journeymap again")
