"""The parts of a packed file, unpacked within limits.

What the file says of its own sizes is a claim: a part is never read past it, and a part that
is longer is damaged. Raises InputError.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from .errors import refusal
from .foreign import refuse_what_is_no_workbook

MAX_PARTS = 5_000
MAX_UNPACKED = 120_000_000
MAX_RATIO = 200
"""So many times larger than packed a part may be …"""
SMALL = 5_000_000
"""… if it is larger than this."""

_COPY = "Copy the table alone into a new workbook, or save it as CSV UTF-8."
_AGAIN = "Open it in Excel and save it again, or save it as CSV UTF-8."
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


def is_packed(data: bytes) -> bool:
    """Whether the bytes begin as a packed file does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpacked_parts(data: bytes, file: str, is_wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The wanted parts of a workbook by their names."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _BROKEN as error:
        raise refusal(file, "this workbook is damaged: it cannot be unpacked.", _AGAIN) from error
    if len(infos) > MAX_PARTS:
        raise refusal(file, "this workbook has too many parts.", _COPY)
    names = [info.filename for info in infos]
    refuse_what_is_no_workbook(names, _mimetype(archive, infos), file)
    wanted = [info for info in infos if is_wanted(info.filename)]
    if len({info.filename for info in wanted}) < len(wanted):
        raise refusal(file, "this workbook is damaged: it has a part twice.", _AGAIN)
    if sum(info.file_size for info in wanted) > MAX_UNPACKED or any(map(_is_bomb, wanted)):
        raise refusal(file, "this workbook is too large for a table of places.", _COPY)
    try:
        return {info.filename: _part(archive, info) for info in wanted}
    except _BROKEN as error:
        message = "this workbook is damaged: a part of it cannot be unpacked."
        raise refusal(file, message, _AGAIN) from error


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part's bytes. ``read`` without a number would unpack all there is before it counts."""
    with archive.open(info) as part:
        data = part.read(info.file_size)
        part.read(1)  # at its end the checksum is compared
    return data


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(SMALL, MAX_RATIO * info.compress_size)


def _mimetype(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str:
    """What an OpenDocument file says it is."""
    try:
        first = infos[0]
        is_it = first.filename == "mimetype" and first.file_size < 200
        return _part(archive, first).decode("ascii") if is_it else ""
    except _BROKEN:
        return ""
