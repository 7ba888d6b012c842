"""A file is replaced whole or not at all, whatever fails, whenever it dies."""

import contextlib
import errno
import fcntl
import os
import random
import stat
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from commands import run, start, without_privileges
from journeymap.errors import OutputError
from journeymap.files import ledger_path
from journeymap.replacing import replace_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX file modes, links and signals")

OLD = b"the old map\n" * 1000
NEW = b"the new map\n" * 2000


def state(path: Path) -> tuple[bytes, int, int]:
    """What a failed build may not change of a file."""
    status = path.stat()
    return path.read_bytes(), status.st_ino, status.st_mtime_ns


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A map that is there already, alone in its folder."""
    path = tmp_path / "maps" / "life.html"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


# ---------------------------------------------------------------- what is kept


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755, 0o444])
def test_the_mode_of_the_old_file_is_kept(old: Path, mode: int) -> None:
    old.chmod(mode)
    replace_file(old, NEW)
    assert old.read_bytes() == NEW
    assert stat.S_IMODE(old.stat().st_mode) == mode


@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_gets_the_mode_that_new_files_get_here(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        replace_file(tmp_path / "life.html", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "life.html").stat().st_mode) == 0o666 & ~mask


def test_nobody_may_read_an_unfinished_file_who_may_not_read_the_old_one(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.chmod(0o600)
    modes = []
    real = os.write

    def write(handle: int, data: Any) -> int:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return real(handle, data)

    monkeypatch.setattr(os, "write", write)
    replace_file(old, NEW)
    assert modes == [0o600]


def test_a_link_is_followed_and_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "desk" / "life.html"
    link.parent.mkdir()
    link.symlink_to("../maps/life.html")
    replace_file(link, NEW)
    assert link.is_symlink()
    assert old.read_bytes() == NEW
    assert names(link.parent) == names(old.parent) == ["life.html"]


def test_a_link_to_a_file_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "life.html"
    link.symlink_to("new/folder/map.html")
    replace_file(link, NEW)
    assert link.is_symlink()
    assert (tmp_path / "new" / "folder" / "map.html").read_bytes() == NEW


def test_a_link_to_itself_is_refused_and_kept(tmp_path: Path) -> None:
    link = tmp_path / "life.html"
    link.symlink_to("life.html")
    with pytest.raises(OutputError):
        replace_file(link, NEW)
    assert link.is_symlink()


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "life.html"
    replace_file(path, NEW)
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["life.html"]


def test_an_empty_file_is_a_file(old: Path) -> None:
    replace_file(old, b"")
    assert old.read_bytes() == b""


@pytest.mark.parametrize(
    "name", ["x" * 250 + ".html", "[old] *.html", ".html", "карта.html", "é\n"]
)
def test_any_name_can_be_written_that_the_folder_can_hold(tmp_path: Path, name: str) -> None:
    replace_file(tmp_path / name, NEW)
    replace_file(tmp_path / name, OLD)
    assert names(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == OLD


# ---------------------------------------------------------------- what is refused


def test_a_folder_is_not_replaced(old: Path) -> None:
    with pytest.raises(OutputError, match="is a folder; name a file in it"):
        replace_file(old.parent, NEW)
    assert old.read_bytes() == OLD


def test_a_pipe_or_device_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull)):
        with pytest.raises(OutputError, match="is no ordinary file"):
            replace_file(path, NEW)
    assert pipe.is_fifo()
    assert not Path(os.devnull).is_file()


def test_a_folder_cannot_be_made_below_a_file(old: Path) -> None:
    with pytest.raises(OutputError, match="Not a directory"):
        replace_file(old / "life.html", NEW)
    assert old.read_bytes() == OLD


def test_in_a_folder_that_may_not_be_written_the_old_map_stays() -> None:
    with without_privileges() as folder:
        path = folder / "life.html"
        path.write_bytes(OLD)
        before = state(path)
        folder.chmod(0o555)
        with pytest.raises(OutputError, match="cannot be written: Permission denied"):
            replace_file(path, NEW)
        with pytest.raises(OutputError, match="cannot be written: Permission denied"):
            replace_file(folder / "new" / "life.html", NEW)
        assert state(path) == before
        assert names(folder) == ["life.html"]
        folder.chmod(0o755)


def test_a_folder_that_may_be_written_but_not_listed_is_enough() -> None:
    with without_privileges() as folder:
        folder.chmod(0o333)
        replace_file(folder / "life.html", NEW)
        folder.chmod(0o755)
        assert names(folder) == ["life.html"]


# ---------------------------------------------------------------- whatever fails

_CALLS = ("stat", "lstat", "mkdir", "scandir", "open", "write", "fsync", "chmod", "replace")
_AFTERWARDS = ("unlink", "close")


class Faults:
    """Counts what is asked of one folder through ``os`` and raises at the N-th call."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, folder: Path, number: int, fault: BaseException
    ) -> None:
        self.folder, self.number, self.fault = str(folder), number, fault
        self.calls: list[str] = []
        self.handles: set[int] = set()
        for name in _CALLS + _AFTERWARDS:
            monkeypatch.setattr(os, name, self._instead_of(name, getattr(os, name)))
        monkeypatch.setattr(fcntl, "flock", self._instead_of("flock", fcntl.flock))

    def _instead_of(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if not self._touches(args[0]):
                return real(*args, **options)
            self.calls.append(name)
            if len(self.calls) == self.number:
                raise self.fault
            result = real(*args, **options)
            if name == "open":
                self.handles.add(result)
            return result

        return call

    def _touches(self, target: object) -> bool:
        if isinstance(target, int):
            return target in self.handles
        return isinstance(target, str | os.PathLike) and os.fspath(target).startswith(self.folder)

    @property
    def struck(self) -> bool:
        return len(self.calls) >= self.number

    def end_the_process(self) -> None:
        for handle in self.handles:
            with contextlib.suppress(OSError):
                os.close(handle)


_FAULTS = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EIO, "Input/output error"),
    PermissionError(errno.EACCES, "Permission denied"),
    KeyboardInterrupt(),
]


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: type(fault).__name__ + str(fault)[:9])
@pytest.mark.parametrize("exists", [True, False], ids=["replaced", "new"])
def test_whichever_call_fails_no_file_is_torn_lost_or_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, fault: BaseException
) -> None:
    seen: list[str] = []
    for number in range(1, 100):
        folder = tmp_path / str(number) / "maps"
        path = folder / "life.html"
        if exists:
            folder.mkdir(parents=True)
            path.write_bytes(OLD)
            path.chmod(0o640)
            before = state(path)
        with monkeypatch.context() as patched:
            faults = Faults(patched, folder.parent, number, fault)
            failed = _failure(path)
        faults.end_the_process()
        if not faults.struck:
            break
        seen.append(faults.calls[number - 1])
        if failed is OutputError and exists:
            assert state(path) == before, seen
        elif failed is OutputError:
            assert not path.exists(), seen
        elif failed is None:
            assert path.read_bytes() == NEW, seen
        else:
            assert (path.read_bytes() if path.exists() else None) in (
                (OLD, NEW) if exists else (None, NEW)
            ), seen
        replace_file(path, NEW)
        assert names(folder) == ["life.html"], seen
        assert path.read_bytes() == NEW
        assert stat.S_IMODE(path.stat().st_mode) == 0o640 or not exists
    assert {"stat", "open", "write", "fsync", "replace", "flock"} <= set(seen)
    assert "chmod" in seen or not exists


def _failure(path: Path) -> type[BaseException] | None:
    """What writing the new map raised, if it did."""
    try:
        replace_file(path, NEW)
    except (OutputError, KeyboardInterrupt) as error:
        return type(error)
    return None


@pytest.mark.parametrize("step", [1, 7, 4096])
def test_what_the_system_writes_in_pieces_is_written_whole(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:step]))
    replace_file(old, NEW)
    assert old.read_bytes() == NEW


def test_a_file_system_that_cannot_lock_can_be_written(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    replace_file(old, NEW)
    assert old.read_bytes() == NEW
    assert names(old.parent) == ["life.html"]


def test_a_part_that_a_living_process_holds_is_left_to_it(old: Path) -> None:
    held, stray = old.parent / ".journeymap-held", old.parent / ".journeymap-stray"
    stray.write_bytes(b"half")
    with held.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        replace_file(old, NEW)
        assert names(old.parent) == [".journeymap-held", "life.html"]
    replace_file(old, NEW)
    assert names(old.parent) == ["life.html"]


def test_many_builds_at_once_all_succeed_and_one_of_them_wins(old: Path) -> None:
    contents = [bytes([65 + writer]) * 50_000 for writer in range(4)]

    def write(content: bytes) -> None:
        for _ in range(60):
            replace_file(old, content)

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, content) for content in contents]
        while any(writer.running() for writer in writers):
            assert old.read_bytes() in (OLD, *contents)
    assert [writer.exception() for writer in writers] == [None] * 4
    assert names(old.parent) == ["life.html"]


# ---------------------------------------------------------------- whole builds that are stopped

_HEADER = "place,lat,lon,start,title\n"
_TABLES = (
    _HEADER + "Odessa,46.48,30.73,1890,One\nVienna,,,1907,Two\n",
    _HEADER + "Odessa,46.48,30.73,1890,Three\nParis,,,1914,Four\n",
)


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    """Two tables that need a look-up each and share one map."""
    paths = [tmp_path / "first.csv", tmp_path / "second.csv"]
    for path, text in zip(paths, _TABLES, strict=True):
        path.write_text(text)
    return paths


def start_build(table: Path, **options: Any) -> "subprocess.Popen[bytes]":
    return start(["build", table.name, "-o", "maps/life.html"], cwd=table.parent, **options)


def built(table: Path) -> bytes:
    """The map of a table, built to its end."""
    said = run("build", table.name, "-o", "maps/life.html", cwd=table.parent)
    assert said.code == 0, said.err
    return (table.parent / "maps" / "life.html").read_bytes()


def test_killed_at_any_moment_a_build_leaves_the_old_map_or_the_new_one(
    tables: list[Path],
) -> None:
    started = time.perf_counter()
    pages = [built(table) for table in tables]
    ledgers = [ledger_path(table).read_bytes() for table in tables]
    length_s = (time.perf_counter() - started) / 2
    folder, chance = tables[0].parent, random.Random(25)
    map_ = folder / "maps" / "life.html"
    moments = {"while writing": 0, "before": 0, "after": 0}
    for number in range(int(os.environ.get("JOURNEYMAP_KILLS", "25"))):
        table = tables[number % 2]
        ledger_path(table).unlink(missing_ok=True)
        before = map_.read_bytes()
        assert before in pages
        process = start_build(table)
        if chance.random() < 0.4:
            time.sleep(chance.random() * 1.1 * length_s)
        else:
            _wait_for_a_part(process, folder)
            time.sleep(chance.random() * 0.004)
        process.kill()
        process.communicate()
        strays = _parts(folder)
        moments[
            "while writing" if strays else "before" if map_.read_bytes() == before else "after"
        ] += 1
        assert map_.read_bytes() in (before, pages[number % 2])
        ledger = ledger_path(table)
        assert not ledger.exists() or ledger.read_bytes() == ledgers[number % 2]
    print(moments)
    assert [built(table) for table in tables] == pages
    assert names(folder / "maps") == ["life.html"]
    assert names(folder) == [
        "first.csv", "first.located.csv", "maps", "second.csv", "second.located.csv",
    ]  # fmt: skip


def _parts(folder: Path) -> list[Path]:
    return [*folder.glob(".journeymap-*"), *folder.glob("maps/.journeymap-*")]


def _wait_for_a_part(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    known = set(_parts(folder))
    while process.poll() is None and not set(_parts(folder)) - known:
        pass


def test_two_builds_of_one_map_at_once_leave_one_of_the_two(tables: list[Path]) -> None:
    pages = [built(table) for table in tables]
    for _ in range(3):
        for table in tables:
            ledger_path(table).unlink()
        processes = [start_build(table) for table in tables]
        for process in processes:
            assert process.communicate()[1] == b""
            assert process.returncode == 0
        assert (tables[0].parent / "maps" / "life.html").read_bytes() in pages
        assert names(tables[0].parent / "maps") == ["life.html"]


def test_on_a_full_disk_the_old_map_and_the_ledger_stay(tables: list[Path]) -> None:
    import resource

    table = tables[0]
    built(table)
    map_ = table.parent / "maps" / "life.html"
    before, ledger = state(map_), state(ledger_path(table))
    table.write_text(_TABLES[1])
    limit = 100_000
    process = start_build(
        table, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    _, errors = process.communicate()
    assert process.returncode == 1
    assert b"maps/life.html cannot be written: File too large." in errors
    assert b"Traceback" not in errors
    assert state(map_) == before
    assert _parts(table.parent) == []
    assert ledger[0] != b""
