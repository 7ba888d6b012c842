"""Reading what the user has beside a table, and replacing a file so that it is never torn."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import OutputError, UsageError

MAX_PICTURE_BYTES = 30_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file's name, as messages call it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """What a map is made from. ``picture`` gives a picture's bytes by the name in the table.

    ``picture`` raises OSError where the file may not or cannot be read, saying why.
    """

    table: File
    settings: File | None
    ledger: File | None
    picture: Callable[[str], bytes]


def settings_path(table: Path) -> Path:
    return table.with_suffix(".toml")


def ledger_path(table: Path) -> Path:
    return table.with_suffix(".located.csv")


def read_sources(table: Path) -> Sources:
    """The table and what lies beside it. Raises UsageError where there is no such table."""
    return Sources(
        table=_read(table),
        settings=_read_beside(settings_path(table)),
        ledger=_read_beside(ledger_path(table)),
        picture=lambda name: _picture(table.parent, name),
    )


def _read(path: Path) -> File:
    try:
        return File(path.name, path.read_bytes())
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder, not a table.") from error
    except FileNotFoundError as error:
        raise UsageError(f"there is no file {path}.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


def _read_beside(path: Path) -> File | None:
    return _read(path) if path.exists() else None


def _picture(folder: Path, name: str) -> bytes:
    """A picture below the table's folder, and no other file, whatever links there are."""
    if "://" in name or name.lower().startswith("data:"):
        raise OSError("it is a web address: download the picture next to the table")
    home = Path(os.path.realpath(folder))
    path = Path(os.path.realpath(home / name))
    if not path.is_relative_to(home):
        raise OSError("it lies outside the table's folder")
    if not path.is_file():
        raise OSError("there is no such file beside the table")
    if path.stat().st_size > MAX_PICTURE_BYTES:
        raise OSError("it is larger than 30 MB")
    return path.read_bytes()


# ---------------------------------------------------------------- writing


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in place of a file, whole or not at all; what it may be is kept.

    It is written beside, flushed to the disk and renamed. Raises OutputError, and then the
    old file is as it was.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_stray(target)
        with _part_of(target) as (handle, part):
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(_mode_for(target))
            part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.") from error


@contextlib.contextmanager
def _part_of(target: Path) -> Iterator[tuple[int, Path]]:
    """A new empty file beside the target, gone again unless it is renamed."""
    handle, name = tempfile.mkstemp(prefix=_prefix(target), suffix=".part", dir=target.parent)
    part = Path(name)
    _lock(handle)
    try:
        yield handle, part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.close(handle)


def _prefix(target: Path) -> str:
    return f".{target.name}."


def _remove_stray(target: Path) -> None:
    """Remove what a build left that was killed: parts that no living process holds."""
    for stray in target.parent.glob(f"{_prefix(target)}*.part"):
        with contextlib.suppress(OSError):
            handle = os.open(stray, os.O_RDWR)
            try:
                _lock(handle)
                stray.unlink()
            finally:
                os.close(handle)


def _lock(handle: int) -> None:
    """Hold a file for as long as this process lives; OSError where another one holds it."""
    try:
        import fcntl
    except ImportError:  # Windows, which does not let an open file be removed at all
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _mode_for(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file gets here."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
