"""Files are read with care: what lies beside a table, its pictures, the words of sources."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import without_privileges
from journeymap import files
from journeymap.errors import InputError
from journeymap.files import ledger_path, plain_name, read_sources, settings_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX file modes, links and signals")


def test_what_lies_beside_a_table_is_read_with_it(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    table.write_bytes(b"place\n")
    assert read_sources(table).settings is None
    assert read_sources(table).ledger is None
    settings_path(table).write_bytes(b"title = 'x'")
    ledger_path(table).write_bytes(b"place,lat,lon")
    sources = read_sources(table)
    assert sources.settings == files.File("life.toml", b"title = 'x'")
    assert sources.ledger == files.File("life.located.csv", b"place,lat,lon")


def test_a_table_that_is_not_there_is_a_problem_with_the_input(tmp_path: Path) -> None:
    for path in (tmp_path / "life.csv", tmp_path / "life.csv" / "below"):
        with pytest.raises(InputError, match="there is no such file"):
            read_sources(path)
    with pytest.raises(InputError, match="is a folder, not a table"):
        read_sources(tmp_path)


def test_a_file_that_cannot_be_read_is_a_problem_with_that_file() -> None:
    with without_privileges() as folder:
        table = folder / "life.csv"
        table.write_bytes(b"place\n")
        settings_path(table).write_bytes(b"")
        settings_path(table).chmod(0)
        with pytest.raises(InputError, match=r"life\.toml: cannot be read: Permission denied\."):
            read_sources(table)
        table.chmod(0)
        with pytest.raises(InputError, match=r"life\.csv: cannot be read: Permission denied\."):
            read_sources(table)


def test_a_folder_in_the_place_of_the_settings_is_a_problem(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    table.write_bytes(b"place\n")
    settings_path(table).mkdir()
    with pytest.raises(InputError, match=r"life\.toml: cannot be read: Is a directory\."):
        read_sources(table)


def test_a_file_without_an_end_is_not_read_to_its_end() -> None:
    with pytest.raises(InputError, match="zero: cannot be read: it is larger than 64,000 kB"):
        read_sources(Path("/dev/zero"))


def test_settings_are_short(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    table.write_bytes(b"place\n")
    settings_path(table).write_bytes(b"#" * (files.MAX_SETTINGS_BYTES + 1))
    with pytest.raises(InputError, match=r"life\.toml: cannot be read: it is larger than 300 kB"):
        read_sources(table)


def test_a_name_is_kept_but_for_what_is_no_name() -> None:
    assert plain_name("Жизнь (2) é.csv") == "Жизнь (2) é.csv"
    assert plain_name("a/b\\c:d\x1b[2J\udcff\u202e.csv") == "a_b_c_d_[2J__.csv"


# ---------------------------------------------------------------- pictures


@pytest.fixture
def album(tmp_path: Path) -> Callable[[str], bytes]:
    """A table's pictures: two in its folder, and much around it that is not for the map."""
    folder = tmp_path / "home"
    (folder / "pictures").mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"a")
    (folder / "pictures" / "b.jpg").write_bytes(b"b")
    (folder / "within.jpg").symlink_to("pictures/b.jpg")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "homework").mkdir()
    (tmp_path / "homework" / "c.jpg").write_bytes(b"secret")
    (folder / "out.jpg").symlink_to("../secret.jpg")
    (folder / "up").symlink_to("..")
    (folder / "loop.jpg").symlink_to("loop.jpg")
    os.mkfifo(folder / "pipe.jpg")
    with (folder / "large.jpg").open("wb") as file:
        file.truncate(files.MAX_PICTURE_BYTES + 1)
    (folder / "places.csv").write_bytes(b"place\n")
    return read_sources(folder / "places.csv").picture


def test_pictures_below_the_table_are_read(album: Callable[[str], bytes]) -> None:
    assert album("a.jpg") == b"a"
    assert album("pictures/b.jpg") == album("./pictures/../pictures/b.jpg") == b"b"
    assert album("within.jpg") == b"b"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../secret.jpg", "it lies outside the table's folder"),
        ("../homework/c.jpg", "it lies outside the table's folder"),
        ("out.jpg", "it lies outside the table's folder"),
        ("up/secret.jpg", "it lies outside the table's folder"),
        ("/etc/passwd", "it lies outside the table's folder"),
        ("\\\\server\\share\\a.jpg", "it lies outside the table's folder"),
        ("C:\\a.jpg", "it lies outside the table's folder"),
        ("C:a.jpg", "it lies outside the table's folder"),
        ("none.jpg", "there is no such file beside the table"),
        ("a.jpg/b.jpg", "Not a directory"),
        ("loop.jpg", "Too many levels of symbolic links"),
        ("x" * 5000, "File name too long"),
        ("pipe.jpg", "it is no picture's file, or larger than 30 MB"),
        ("pictures", "it is no picture's file, or larger than 30 MB"),
        ("large.jpg", "it is no picture's file, or larger than 30 MB"),
        ("https://example.org/a.jpg", "it is a web address: download the picture"),
        ("DATA:image/png;base64,AAAA", "it is a web address: download the picture"),
    ],
)
def test_no_other_file_is_read_as_a_picture(
    album: Callable[[str], bytes], name: str, reason: str
) -> None:
    with pytest.raises(OSError, match=reason) as raised:
        album(name)
    assert len(str(raised.value)) < 100


# ---------------------------------------------------------------- the words of sources


def test_the_words_of_sources_are_read_wherever_they_are(tmp_path: Path) -> None:
    table = tmp_path / "a" / "t.csv"
    table.parent.mkdir()
    (tmp_path / "words.txt").write_bytes("﻿Слова".encode())
    texts, problems = files.read_texts(table, {"one": "../words.txt"})
    assert texts == {"one": "Слова"}
    assert problems == ()


@pytest.mark.parametrize("name", ["none.txt", "folder", "pipe", "x" * 5000, "table.csv/b"])
def test_a_source_without_words_is_a_warning_and_no_wait(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    table = tmp_path / "table.csv"
    table.write_bytes(b"place\n")
    texts, (problem,) = files.read_texts(table, {"one": name})
    assert texts == {}
    assert (problem.file, problem.column) == ("table.toml", "sources.one.text")
    assert problem.severity == "warning"
    assert "cannot be read: there is no such file." in problem.message
