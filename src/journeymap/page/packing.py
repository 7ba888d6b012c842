"""Bytes as text that a page can carry, and back: zlib in base64."""

import base64
import zlib
from collections.abc import Iterator

MAX_BYTES = 64_000_000
PART = 4096
"""Bytes of the longer of two files that are packed together, before the other one's turn: zlib
finds what is alike within 32,768. ``player/save.mjs`` knows it, too."""


def packed(content: bytes | str) -> str:
    """The content, text as UTF-8, deflated and in base64."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def together(first: bytes, second: bytes) -> bytes:
    """Two files that are much alike, part by part: packed, the second takes little room."""
    return b"".join(
        part
        for a, b in _parts(len(first), len(second))
        for part in (first[a.start : a.stop], second[b.start : b.stop])
    )


def first_of(both: bytes, first: int, second: int) -> bytes:
    """The first of two files that were put together, by the lengths of both."""
    if first < 0 or second < 0 or first + second != len(both):
        raise ValueError("not of these lengths")
    parts = _parts(first, second)
    return b"".join(both[a.start + b.start : a.stop + b.start] for a, b in parts)


def _parts(first: int, second: int) -> Iterator[tuple[range, range]]:
    """What of the one and of the other comes next."""
    count = -(-max(first, second) // PART)
    for i in range(count):
        yield (
            range(first * i // count, first * (i + 1) // count),
            range(second * i // count, second * (i + 1) // count),
        )


def unpacked(text: str) -> bytes:
    """What was packed. Raises ValueError where it is damaged or larger than MAX_BYTES."""
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(base64.b64decode(text, validate=True), MAX_BYTES)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if stream.unconsumed_tail or not stream.eof:
        raise ValueError("damaged, or larger than any table")
    return data
