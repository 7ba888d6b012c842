"""Bytes as text that a page can carry, and back: zlib in base64."""

import base64
import zlib

MAX_BYTES = 64_000_000


def packed(content: bytes | str) -> str:
    """The content, text as UTF-8, deflated and in base64."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


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
