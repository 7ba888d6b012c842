"""journeymap build: the map it writes, where, and what it leaves alone."""

import errno
import os
import re
import webbrowser
from pathlib import Path

import pytest

from commands import LOOKED_UP, TABLE, WRONG, Run, files_in, write


def test_build_writes_the_map_and_says_what_is_in_it(say: Run, folder: Path) -> None:
    write("life.csv", TABLE)
    said = say("build", "life.csv")
    assert said.code == 0
    assert said.err == ""
    assert re.fullmatch(
        r"life\.csv: 2 stays, 1 leg, 1 era\n"
        r"placed: 2 by the table, 0 by the ledger, 0 by the gazetteer; 0 warnings\n"
        r"maps/life\.html: \d+ KB in \d+\.\d s\. Open it in any browser\.\n",
        said.out,
    )
    assert files_in(folder) == {"life.csv", "maps/life.html"}
    assert Path("maps/life.html").read_bytes().startswith(b"<!doctype html>")


def test_build_alone_builds_data_places_csv(say: Run, folder: Path) -> None:
    write("data/places.csv", TABLE)
    assert say("build").code == 0
    assert files_in(folder) == {"data/places.csv", "maps/places.html"}


def test_o_says_where_the_map_goes(say: Run, folder: Path) -> None:
    write("life.csv", TABLE)
    write("life.toml", 'output = "maps/other.html"')
    assert say("build", "life.csv", "-o", "new/folder/a map").code == 0
    assert say("build", "life.csv", f"--output={folder}/b.html").code == 0
    assert files_in(folder) == {"life.csv", "life.toml", "new/folder/a map", "b.html"}


def test_output_in_the_settings_says_where_the_map_goes(say: Run, folder: Path) -> None:
    write("tables/life.csv", TABLE)
    write("tables/life.toml", 'output = "pages/A life.HTML"')
    said = say("build", "tables/life.csv")
    assert said.code == 0
    assert "pages/A life.HTML: " in said.out
    assert (folder / "pages" / "A life.HTML").is_file()


@pytest.mark.parametrize(
    "output",
    [
        "/tmp/x.html",
        "../x.html",
        "maps/../../x.html",
        "..\\\\x.html",
        "C:x.html",
        "C:\\\\x.html",
        "\\\\\\\\server\\\\share\\\\x.html",
        "maps/life.csv",
        "maps/life",
        "life.htm/",
        ".html",
        "places.csv\\u0000.html\\n.py",
        "~/.bashrc",
        "x" * 300,
        "x" * 5000 + ".html/..",
    ],
)
def test_no_other_output_in_the_settings_is_taken(say: Run, folder: Path, output: str) -> None:
    write("life.csv", TABLE)
    write("life.toml", f'output = "{output}"')
    for command in ("build", "check"):
        said = say(command, "life.csv")
        assert said.code == 1
        assert said.err.startswith("life.toml, output: ")
        assert "is no .html file below this folder." in said.err
    assert files_in(folder) == {"life.csv", "life.toml"}


def test_an_output_name_that_no_disk_can_hold_is_told(say: Run, folder: Path) -> None:
    write("life.csv", TABLE)
    write("life.toml", f'output = "{"x" * 300}.html"')
    said = say("build", "life.csv")
    assert said.code == 1
    assert "cannot be written: File name too long." in said.err
    assert "fault" not in said.err


def test_a_page_that_is_no_map_is_only_replaced_when_it_is_named(say: Run, folder: Path) -> None:
    write("life.csv", TABLE)
    write("life.toml", 'output = "index.html"')
    write("index.html", "<!doctype html><title>My school</title>")
    said = say("build", "life.csv")
    assert said.code == 2
    assert said.err == (
        "journeymap: index.html is there already and no map of ours. "
        "To replace it nevertheless: -o index.html\n"
    )
    assert Path("index.html").read_text() == "<!doctype html><title>My school</title>"
    assert say("build", "life.csv", "-o", "index.html").code == 0
    assert say("build", "life.csv").code == 0


@pytest.mark.parametrize(
    "text", ["a" + ".a" * 100_000 + " = 1", "[" + "a." * 100_000 + "a]", "a = " + "[" * 100_000]
)
def test_settings_made_to_exhaust_the_computer_are_a_problem(
    say: Run, folder: Path, text: str
) -> None:
    write("life.csv", TABLE)
    write("life.toml", text)
    said = say("check", "life.csv")
    assert said.code == 1
    assert said.err.startswith("life.toml: ")
    assert len(said.err) < 300


@pytest.mark.parametrize("output", ["life.csv", "life.toml", "life.located.csv", "link.html"])
def test_a_map_never_replaces_what_it_is_made_from(say: Run, folder: Path, output: str) -> None:
    write("life.csv", LOOKED_UP)
    write("life.toml", 'title = "A life"')
    Path("link.html").symlink_to("life.csv")
    said = say("build", "life.csv", "-o", output)
    assert said.code == 2
    assert said.err == (
        f"journeymap: {output} is what the map is made from; write it to another file.\n"
    )
    assert Path("life.csv").read_text() == LOOKED_UP
    assert files_in(folder) == {"life.csv", "life.toml", "link.html"}


def test_open_shows_the_map_in_a_browser(
    say: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def show(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", show)
    write("life.csv", TABLE)
    assert say("build", "life.csv", "-o", "a map.html", "--open").code == 0
    assert opened == [(folder / "a map.html").as_uri()]
    write("life.csv", WRONG)
    assert say("build", "life.csv", "--open").code == 1
    assert len(opened) == 1


def test_warnings_go_to_stderr_and_are_no_failure(say: Run, folder: Path) -> None:
    write("life.csv", TABLE.replace("title", "mood"))
    said = say("build", "life.csv")
    assert said.code == 0
    assert said.err.startswith('warning: life.csv row 1: the column "mood" is not known.\n')
    assert "1 warning\n" in said.out
    assert say("check", "life.csv").code == 0


def test_tiles_are_laid_below_and_unknown_ones_are_a_wrong_command(say: Run, folder: Path) -> None:
    write("life.csv", TABLE)
    assert say("build", "life.csv", "--tiles", "OpenStreetMap.Mapnik").code == 0
    page = (folder / "maps" / "life.html").read_text("utf-8")
    assert page.count("© OpenStreetMap contributors") == 2, "in the about text and on the map"
    assert "Natural Earth" not in re.sub(r"<script.*?</script>", "", page, flags=re.S)
    assert b"https://tile.openstreetmap.org" in Path("maps/life.html").read_bytes()
    before = Path("maps/life.html").read_bytes()
    said = say("build", "life.csv", "--tiles", "Thunderforest.OpenCycleMap")
    assert said.code == 2
    assert "needs a key" in said.err
    said = say("build", "life.csv", "--tiles", "Nobody.Knows")
    assert said.code == 2
    assert "Use a name of xyzservices" in said.err
    assert Path("maps/life.html").read_bytes() == before


@pytest.mark.parametrize("output", ["folder", "life.csv/below.html"])
def test_an_output_that_cannot_be_is_told(say: Run, folder: Path, output: str) -> None:
    write("life.csv", TABLE)
    Path("folder").mkdir()
    said = say("build", "life.csv", "-o", output)
    assert said.code == 1
    assert said.err.startswith(f"journeymap: {output} cannot be written: ")
    assert len(said.err.splitlines()) == 1


def test_a_map_that_cannot_be_written_keeps_the_look_ups(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    Path("folder").mkdir()
    assert say("build", "life.csv", "-o", "folder").code == 1
    assert files_in(folder) == {"life.csv", "life.located.csv"}


def test_a_ledger_that_cannot_be_written_leaves_the_old_map(
    say: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("life.csv", LOOKED_UP)
    write("maps/life.html", "")
    real = os.replace

    def replace(old: str, new: str) -> None:
        if os.fspath(new).endswith(".located.csv"):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)
    said = say("build", "life.csv")
    assert said.code == 1
    assert "life.located.csv cannot be written: No space left on device." in said.err
    assert files_in(folder) == {"life.csv", "maps/life.html"}
    assert Path("maps/life.html").read_bytes() == b""
