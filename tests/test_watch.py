"""A table on the disk, and the map that follows it."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from commands import run
from conftest import html_of
from journeymap.preview.watch import Made, Watcher

TABLE = "place,lat,lon,start,title\nAlpha,50,10,1900,First\nBeta,52,13,1901,Second\n"
GOOD = "Alpha,50,10,1900,First\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "life.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@contextmanager
def watched(table: Path) -> Iterator[Callable[[], Made]]:
    """A watcher in a thread; gives a function that waits for its next building."""
    made: Queue[Made] = Queue()
    stop = threading.Event()
    watcher = Watcher(table, made=made.put, encoding="", strict_sources=False)
    thread = threading.Thread(target=watcher.run, args=(stop,))
    thread.start()
    try:
        yield lambda: made.get(timeout=30)
    finally:
        stop.set()
        thread.join()
    assert made.empty()  # nothing was built but what the test waited for


def titles(made: Made) -> list[str]:
    assert made.built is not None, made.problems
    return [stay.title for stay in made.built.gathered.journey.stays]


def replaced(path: Path, text: str) -> None:
    """Saved as careful programs do: written beside, and renamed."""
    beside = path.with_suffix(".tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def overwritten(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def removed_and_written(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("save", [replaced, overwritten, removed_and_written])
def test_every_save_is_built(table: Path, save: Callable[[Path, str], None]) -> None:
    with watched(table) as made:
        assert titles(made()) == ["First", "Second"]
        save(table, TABLE.replace("Second", "Another"))
        assert titles(made()) == ["First", "Another"]
        save(table, TABLE)
        assert titles(made()) == ["First", "Second"]


def test_a_map_is_built_once_where_nothing_changes(table: Path) -> None:
    with watched(table) as made:
        made()
        os.utime(table.parent)  # which is not the table


def test_a_table_of_the_same_length_and_age_is_another_file(table: Path) -> None:
    with watched(table) as made:
        made()
        age = table.stat()
        beside = table.with_suffix(".tmp")
        beside.write_text(TABLE.replace("First", "Third"), encoding="utf-8")
        os.utime(beside, ns=(age.st_atime_ns, age.st_mtime_ns))
        beside.replace(table)
        assert titles(made()) == ["Third", "Second"]


def test_settings_and_ledger_beside_it_are_watched_too(table: Path) -> None:
    overwritten(table, "place,start,title\nVienna,1900,First\n")
    with watched(table) as made:
        assert made().built is not None  # which has written the ledger
        overwritten(table.with_suffix(".toml"), 'title = "A life"\n')
        built = made().built
        assert built is not None
        assert built.gathered.journey.title == "A life"
        ledger = table.with_suffix(".located.csv")
        overwritten(ledger, ledger.read_text("utf-8-sig").replace("48.2", "47.2"))
        moved = made().built
        assert moved is not None
        assert round(moved.gathered.journey.stays[0].site.position.lat, 1) == 47.2


def test_a_picture_that_was_missing_is_waited_for(table: Path) -> None:
    from PIL import Image

    overwritten(table, "place,lat,lon,image,image_alt\nAlpha,1,2,a.png,A\n")
    with watched(table) as made:
        assert made().built is None
        Image.new("RGB", (4, 4)).save(table.parent / "a.png")
        assert made().built is not None


def test_a_fault_is_told_and_the_watch_goes_on(table: Path) -> None:
    with watched(table) as made:
        made()
        overwritten(table, TABLE.replace("1901", "31 June 1843"))
        wrong = made()
        assert wrong.built is None
        assert [problem.row for problem in wrong.problems] == [3]
        overwritten(table, TABLE)
        assert titles(made()) == ["First", "Second"]


def test_a_table_that_is_gone_for_a_moment_is_waited_for(table: Path) -> None:
    with watched(table) as made:
        made()
        table.unlink()
        threading.Event().wait(0.5)
        overwritten(table, TABLE.replace("Second", "Back"))
        assert titles(made()) == ["First", "Back"]


def test_a_table_that_stays_away_is_told(table: Path) -> None:
    with watched(table) as made:
        made()
        table.unlink()
        gone = made()
        assert gone.built is None
        assert "there is no such file" in gone.problems[0].message


def test_an_empty_table_is_not_read_before_something_is_in_it(table: Path) -> None:
    with watched(table) as made:
        made()
        overwritten(table, "")
        threading.Event().wait(0.5)
        overwritten(table, TABLE.replace("Second", "Full"))
        assert titles(made()) == ["First", "Full"]


def test_a_table_that_is_being_written_is_read_when_it_is_whole(table: Path) -> None:
    rows = [f"Place {number},50,10,19{number:02},Title {number}\n" for number in range(40)]
    with watched(table) as made:
        made()
        with table.open("w", encoding="utf-8") as file:
            file.write("place,lat,lon,start,title\n")
            for row in rows:
                file.write(row)
                file.flush()
                threading.Event().wait(0.01)
        assert len(titles(made())) == 40


def test_a_folder_in_the_place_of_the_table_is_told(table: Path) -> None:
    with watched(table) as made:
        made()
        table.unlink()
        table.mkdir()
        assert made().built is None


def test_the_page_is_that_of_a_build(table: Path) -> None:
    with watched(table.rename(table.with_name("places.csv"))) as made:
        built = made().built
    assert built is not None
    assert built.html == html_of(TABLE)


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize(
    "arguments",
    [["life.html"], ["life.csv", "-o", "life.csv"], ["life.csv", "--port", "70000"]],
)
def test_what_cannot_be_watched_is_a_wrong_command(table: Path, arguments: list[str]) -> None:
    (table.parent / "life.html").write_text(html_of(TABLE), encoding="utf-8")
    said = run("watch", *arguments, "--no-open", cwd=table.parent)
    assert said.code == 2
    assert "Traceback" not in said.err
    assert table.read_text("utf-8") == TABLE
