"""Replacing a file so that it is never torn: written beside, flushed to the disk, renamed."""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from .errors import OutputError

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

_PART = ".journeymap-"
"""What the name of a file begins with that is not finished yet."""


def create_file(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises OutputError, also where it is."""
    if os.path.lexists(path):
        raise OutputError(f"{path} is there already; it was left as it is.")
    replace_file(path, data)


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in place of a file, whole or not at all; what it may be is kept.

    It is written beside, flushed to the disk and renamed. Raises OutputError, and then the
    old file is as it was.
    """
    try:
        target = _behind_links(path)
        mode = _mode_of(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_strays(target.parent)
        _write_beside(target, data, mode)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error
    _sync_folder(target.parent)


def _behind_links(path: Path) -> Path:
    """The file that a path means, though there may be none yet."""
    try:
        return Path(os.path.realpath(path, strict=True))
    except FileNotFoundError:
        return Path(os.path.realpath(path))


def _mode_of(target: Path) -> int | None:
    """The mode of the file that is to be replaced, None where there is none yet."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise OSError("it is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise OSError("it is no ordinary file")
    return stat.S_IMODE(mode)


def _write_beside(target: Path, data: bytes, mode: int | None) -> None:
    """Write a new file beside the target and rename it. Nobody may read more than before."""
    handle, part = _new_part(target.parent, 0o666 if mode is None else 0o600)
    with open(handle, "wb", buffering=0) as file:  # closes it only once
        try:
            _write_all(handle, data)
            os.fsync(handle)
            if mode is not None:
                part.chmod(mode)
            if os.name == "nt":  # which renames no open file, and lets nobody sweep it away
                file.close()
            part.replace(target)
        except BaseException:
            file.close()
            with contextlib.suppress(OSError):
                part.unlink()
            raise


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _new_part(folder: Path, mode: int) -> tuple[int, Path]:
    """A new empty file, open, that no other build takes for a stray while it is open."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for _ in range(9):
        part = folder / f"{_PART}{secrets.token_hex(6)}"
        handle = os.open(part, flags, mode)
        with contextlib.suppress(OSError):  # not every file system can lock
            _lock(handle)
        if os.path.exists(part):
            return handle, part
        os.close(handle)  # it was swept away before it was locked
    raise OSError("other builds keep sweeping here")


def _remove_strays(folder: Path) -> None:
    """Remove what builds left that were killed: parts that no living process holds."""
    with contextlib.suppress(OSError):
        for stray in folder.glob(f"{_PART}*"):
            with contextlib.suppress(OSError):
                _remove_unheld(stray)


def _remove_unheld(stray: Path) -> None:
    handle = os.open(stray, os.O_RDWR)
    try:
        _lock(handle, wait=False)
        stray.unlink()
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool = True) -> None:
    """Hold a file until it is closed; OSError where another process does and we don't wait."""
    if fcntl is None:  # Windows, which does not let an open file be removed at all
        return
    fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync_folder(folder: Path) -> None:
    """Make a new name last. The file is whole already, so that it fails is no failure."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
