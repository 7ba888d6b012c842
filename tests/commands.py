"""The command, in a process of its own or in this one, and tables to give it.

It is the package's that the tests import, no other.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import journeymap

TABLE = "place,lat,lon,start,title\nOdessa,46.48,30.73,1890,School\nVienna,48.2,16.37,1907,Pravda\n"
LOOKED_UP = "place,country,start\nVienna,Austria,1907\nParis,France,1914\n"
WRONG = "place,country,lat,lon,start\nVienna,Austria,48.2,16.37,31 June 1843\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]
"""Runs a command in this process: the fixture ``say``."""


def write(name: str, text: str | bytes) -> Path:
    """Lay a file into the folder worked in."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def files_in(folder: Path) -> set[str]:
    """The names of all files below a folder, from there."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    package = Path(journeymap.__file__).resolve().parents[1]
    return {**os.environ, "PYTHONPATH": str(package), **(changes or {})}


def start(
    arguments: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    python: Sequence[str] = (),
    **options: Any,
) -> "subprocess.Popen[bytes]":
    """Begin ``python -m journeymap`` with these arguments in a folder."""
    return subprocess.Popen(
        [sys.executable, *python, "-m", "journeymap", *map(str, arguments)],
        cwd=cwd,
        env=environment(env),
        stdin=subprocess.DEVNULL,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        **options,
    )


def run(*arguments: str | Path, cwd: Path, **options: Any) -> Said:
    """Run it to its end."""
    process = start(arguments, cwd=cwd, **options)
    out, err = process.communicate()
    return Said(process.returncode, (out or b"").decode(), err.decode())


@contextlib.contextmanager
def without_privileges() -> Iterator[Path]:
    """An own folder, as a user for whom the modes of files count, as they do not for root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
            try:
                yield folder
            finally:
                os.seteuid(0)
        else:
            yield folder
