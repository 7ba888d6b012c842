"""Reading what the user has: the table, what lies beside it, and nothing else."""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from .errors import InputError, Problem, quoted, refusal

MAX_BYTES = 64_000_000
"""No table, page or ledger is larger."""

MAX_SETTINGS_BYTES = 300_000

MAX_PICTURE_BYTES = 30_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file's name, as messages call it, its bytes, and how its text is encoded, if that
    was said."""

    name: str
    data: bytes
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a map is made from. ``picture`` gives a picture's bytes by the name in the table.

    ``picture`` raises OSError where the file may not or cannot be read, saying why. A map
    made from an older map ``is_page``: its pictures have been prepared already.
    """

    table: File
    settings: File | None
    ledger: File | None
    picture: Callable[[str], bytes]
    is_page: bool = False


def settings_path(table: Path) -> Path:
    return table.with_suffix(".toml")


def ledger_path(table: Path) -> Path:
    return table.with_suffix(".located.csv")


def read_sources(table: Path) -> Sources:
    """The table and what lies beside it.

    Raises InputError where there is no such table, or a file cannot be read.
    """
    if os.path.isdir(table):
        raise refusal(str(table), "this is a folder, not a table.")
    found = read_file(table)
    if found is None:
        raise refusal(str(table), "there is no such file.")
    return Sources(
        table=found,
        settings=read_file(settings_path(table), MAX_SETTINGS_BYTES),
        ledger=read_file(ledger_path(table)),
        picture=lambda name: _picture(table.parent, name),
    )


def is_same(path: Path, other: Path) -> bool:
    """Whether two paths mean one file, whatever links there are and whether it exists yet."""
    return os.path.realpath(path) == os.path.realpath(other) or (
        os.path.exists(path) and os.path.exists(other) and os.path.samefile(path, other)
    )


def read_texts(table: Path, names: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The words of sources, by their keys, and a warning for each file that has none.

    ``names`` are paths as the settings have them, from the table's folder.
    """
    texts: dict[str, str] = {}
    problems = []
    for key, name in names.items():
        path = table.parent / name
        try:
            # A device or a pipe would be waited for.
            found = read_file(path) if os.path.isfile(path) else None
            reason = "there is no such file"
        except InputError as error:
            found, reason = None, error.problems[0].message.rstrip(".")
        if found is not None:
            texts[key] = found.data.decode("utf-8-sig", errors="replace")
        else:
            where = f"sources.{key}.text"
            message = f"{quoted(name)} cannot be read: {reason}."
            hint = "Its citations were not looked up."
            problems.append(
                Problem(settings_path(table).name, 0, where, name, message, hint, "warning")
            )
    return texts, tuple(problems)


def read_file(path: Path, limit: int = MAX_BYTES) -> File | None:
    """The file, or None where there is none. Raises InputError where it cannot be read."""
    name = plain_name(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError([_unreadable(name, error.strerror or str(error))]) from error
    if len(data) > limit:
        raise InputError([_unreadable(name, f"it is larger than {limit // 1000:,} kB")])
    return File(name, data)


def _unreadable(name: str, reason: str) -> Problem:
    return Problem(name, 0, "", "", f"cannot be read: {reason}.")


def plain_name(name: str) -> str:
    """The name such that every system may show it, and none takes it for a path."""
    return "".join(c if c.isprintable() and c not in "/\\:" else "_" for c in name)


@dataclass(frozen=True, slots=True)
class Trace:
    """By what a file is told from the one that was there before."""

    modified_ns: int
    size: int
    number: int


def trace_of(path: Path) -> Trace | None:
    """The trace of a file, None where there is none or it hides."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Trace(status.st_mtime_ns, status.st_size, status.st_ino)


def can_be_read(path: Path) -> bool:
    """Whether there is something in the file that may be read: another program may lock it."""
    try:
        with path.open("rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def picture_path(folder: Path, name: str) -> Path:
    """Where a picture lies: below the table's folder. Raises OSError where it does not."""
    if "://" in name or name.lower().startswith("data:"):
        raise OSError("it is a web address: download the picture next to the table")
    if PureWindowsPath(name).drive:  # of \\server\name Windows would ask the network
        raise OSError("it lies outside the table's folder")
    home = Path(os.path.realpath(folder))
    path = Path(os.path.realpath(home / name))
    if not path.is_relative_to(home):
        raise OSError("it lies outside the table's folder")
    return path


def _picture(folder: Path, name: str) -> bytes:
    """A picture below the table's folder, and no other file, whatever links there are."""
    path = picture_path(folder, name)
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_PICTURE_BYTES:
            return path.read_bytes()
    except FileNotFoundError as error:
        raise OSError("there is no such file beside the table") from error
    except OSError as error:  # whose own text names the folders of this computer
        raise OSError(error.strerror or "it cannot be read") from error
    raise OSError("it is no picture's file, or larger than 30 MB")
