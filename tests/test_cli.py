"""The commands: their codes, their words, and what they leave on the disk.

The texts under ``golden/cli`` are exact. ``JOURNEYMAP_GOLDEN=write`` writes them anew; then
read the difference as a teacher would.
"""

import errno
import json
import os
import re
import signal
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from commands import Said, environment, run, start
from conftest import ROOT, TROTSKY
from journeymap import cli, pipeline
from journeymap.errors import Problem
from workbooks import packed, workbook

GOLDEN = Path(__file__).parent / "golden" / "cli"
TABLES = {
    path.stem: path.name.removesuffix(".json")
    for path in (p.with_name(p.name.removesuffix(".json")) for p in sorted(GOLDEN.iterdir()))
    if path.suffix not in (".txt", ".toml") and not path.stem.endswith(".located")
}
"""A table that is wrong in its own way each, by what is wrong with it; ``put`` lays it down."""
MISTAKES = sorted(TABLES)

TABLE = "place,lat,lon,start,title\nOdessa,46.48,30.73,1890,School\nVienna,48.2,16.37,1907,Pravda\n"
LOOKED_UP = "place,country,start\nVienna,Austria,1907\nParis,France,1914\n"
WRONG = "place,country,lat,lon,start\nVienna,Austria,48.2,16.37,31 June 1843\n"

Run = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def say_(*arguments: str | Path) -> Said:
        capsys.readouterr()
        try:
            code = cli.main([*map(str, arguments)])
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return say_


def write(name: str, text: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def put(name: str) -> str:
    """Lay the table of a golden text, and what belongs to it, into this folder.

    What ends in ``.json`` is the recipe of a workbook, or the parts of another packed file.
    """
    for path in GOLDEN.glob(f"{name}.*"):
        if path.suffix == ".json":
            recipe = json.loads(path.read_text("utf-8"))
            write(path.stem, packed(recipe["parts"]) if "parts" in recipe else workbook(recipe))
        elif path.suffix != ".txt":
            write(path.name, path.read_bytes())
    return TABLES[name]


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


# ---------------------------------------------------------------- what users get wrong


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_exactly_these_words(name: str, say: Run, folder: Path) -> None:
    table = put(name)
    said = say("check", table)
    text = f"$ journeymap check {table}\n{said.err}{said.out}exit code {said.code}\n"
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("JOURNEYMAP_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text("utf-8")
    assert len(text.splitlines()) <= 62  # 60 of the command's


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_leaves_the_old_map_as_it_is_or_makes_a_new_one(
    name: str, say: Run, folder: Path
) -> None:
    table = put(name)
    write("out.html", "the old map")
    status = Path("out.html").stat()
    before = files_in(folder)
    said = say("build", table, "-o", "out.html")
    assert "Traceback" not in said.err
    if said.code:
        assert said.code == 1
        assert Path("out.html").read_text() == "the old map"
        after = Path("out.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
        assert files_in(folder) == before
        assert said.out == ""
        assert said.err.splitlines()[-1].endswith("; nothing was written.")


def test_every_golden_text_belongs_to_a_table() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == MISTAKES
    assert len(MISTAKES) >= 15


# ---------------------------------------------------------------- build


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


# ---------------------------------------------------------------- encodings


def test_encoding_says_how_the_table_is_to_be_read(say: Run, folder: Path) -> None:
    write(
        "life.csv", "place,lat,lon,title\nŁódź,51.77,19.46,Fabryka włókiennicza\n".encode("cp1250")
    )
    assert say("build", "life.csv", "--encoding", "cp1250").code == 0
    page = Path("maps/life.html").read_text("utf-8")
    assert "Fabryka włókiennicza" in page
    guessed = say("check", "life.csv")
    assert "this file is not UTF-8; it was read as cp125" in guessed.err


def test_a_page_remembers_how_its_table_is_encoded(say: Run, folder: Path) -> None:
    write(
        "life.csv", "place,lat,lon,title\nŁódź,51.77,19.46,Fabryka włókiennicza\n".encode("cp1250")
    )
    assert say("build", "life.csv", "--encoding", "cp1250", "-o", "old.html").code == 0
    assert say("build", "old.html", "-o", "new.html").code == 0
    assert Path("new.html").read_bytes() == Path("old.html").read_bytes()


@pytest.mark.parametrize("name", ["cp9999", "rot13", "hex", "undefined", "..", "a b"])
def test_an_encoding_that_there_is_not_is_a_wrong_command(
    say: Run, folder: Path, name: str
) -> None:
    write("life.csv", TABLE)
    said = say("check", "life.csv", "--encoding", name)
    assert said.code == 2
    assert f'there is no encoding "{name}"' in said.err


@pytest.mark.parametrize("name", ["punycode", "ascii", "utf-16"])
def test_an_encoding_that_does_not_fit_is_told(say: Run, folder: Path, name: str) -> None:
    write("life.csv", TABLE.replace("School", "Schülerin"))
    said = say("check", "life.csv", "--encoding", name)
    assert said.code == 1
    assert said.err.startswith("life.csv: the")


@pytest.mark.parametrize("command", ["build", "check"])
def test_half_a_letter_which_no_file_can_hold_is_refused(
    command: str, say: Run, folder: Path
) -> None:
    write("life.csv", b"place,lat,lon,title\nVienna,48.2,16.37,+2D0-\n")
    said = say(command, "life.csv", "--encoding", "utf-7")
    assert said.code == 1
    assert "life.csv: the file is not utf-7: there is half a letter in it." in said.err
    write("life.csv", b"place,lat,lon,title\nVienna,48.2,16.37,+2D3cmg-\n")
    assert say(command, "life.csv", "--encoding", "utf-7").code == 0


# ---------------------------------------------------------------- the ledger


def test_places_that_are_looked_up_are_kept_in_the_ledger(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    first = say("build", "life.csv")
    assert "0 by the ledger, 2 by the gazetteer" in first.out
    ledger = Path("life.located.csv")
    assert [line.split(",")[0] for line in ledger.read_text("utf-8-sig").splitlines()] == [
        "place", "Paris", "Vienna",
    ]  # fmt: skip
    status = ledger.stat()
    second = say("build", "life.csv")
    assert "2 by the ledger, 0 by the gazetteer" in second.out
    assert (ledger.stat().st_ino, ledger.stat().st_mtime_ns) == (
        status.st_ino,
        status.st_mtime_ns,
    )


def test_a_build_finds_the_same_page_with_the_ledger_it_wrote(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    say("build", "life.csv", "-o", "first.html")
    say("build", "life.csv", "-o", "second.html")
    assert Path("first.html").read_bytes() == Path("second.html").read_bytes()


def test_what_was_corrected_in_the_ledger_stays_corrected(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    say("locate", "life.csv")
    text = Path("life.located.csv").read_text("utf-8-sig")
    write("life.located.csv", re.sub(r"(?m)^(Paris.*),$", r"\1,me", text))
    write("life.csv", LOOKED_UP + "London,United Kingdom,1902\n")
    assert say("build", "life.csv").code == 0
    lines = Path("life.located.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["place", "London", "Paris", "Vienna"]
    assert lines[2].endswith(",me")


def test_a_ledger_that_somebody_changes_during_a_build_is_not_replaced(
    say: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("life.csv", LOOKED_UP)
    say("build", "life.csv")
    before = Path("maps/life.html").read_bytes()
    write("life.csv", LOOKED_UP + "London,United Kingdom,1902\n")
    real = pipeline.survey

    def slowly(*arguments: Any, **options: Any) -> pipeline.Survey:
        found = real(*arguments, **options)
        write("life.located.csv", "mine")
        return found

    monkeypatch.setattr(pipeline, "survey", slowly)
    for command in ("build", "locate"):
        said = say(command, "life.csv")
        assert said.code == 1
        assert said.err.endswith(
            "journeymap: life.located.csv was changed in the meantime; run this again.\n"
        )
        assert Path("life.located.csv").read_text() == "mine"
        assert Path("maps/life.html").read_bytes() == before
        write("life.located.csv", "place,lat,lon\n")


def test_locked_refuses_what_is_not_in_the_ledger(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    said = say("build", "life.csv", "--locked")
    assert said.code == 1
    assert said.err == (
        'life.located.csv: "Vienna" is not in the ledger, which is locked.\n'
        "    Build once without --locked, look the new row over, and keep the ledger.\n"
        'life.located.csv: "Paris" is not in the ledger, which is locked.\n'
        "    Build once without --locked, look the new row over, and keep the ledger.\n"
        "2 errors; nothing was written.\n"
    )
    assert files_in(folder) == {"life.csv"}
    say("build", "life.csv")
    assert say("build", "life.csv", "--locked").code == 0


def test_locked_and_all_other_faults_are_told_at_once(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP + "Berlin,Germany,31 June 1843\n")
    said = say("build", "life.csv", "--locked")
    assert "is not in the ledger" in said.err
    assert "31 June 1843" in said.err


def test_pictures_and_all_other_faults_are_told_at_once(say: Run, folder: Path) -> None:
    write("life.csv", "place,lat,lon,start,image,image_alt\nVienna,48,16,31 June 1843,a.jpg,A\n")
    said = say("check", "life.csv")
    assert "31 June 1843" in said.err
    assert 'the picture "a.jpg" cannot be used: there is no such file' in said.err


def test_locate_fills_the_ledger_and_shows_what_it_found(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    said = say("locate", "life.csv")
    assert said.code == 0
    assert said.out == (
        "  row 2: Vienna → Vienna, Austria\n"
        "  row 3: Paris → Paris, France\n"
        "life.located.csv: 2 new places; 2 places known, 0 to look over, 0 not found.\n"
        "Look them over, correct what is wrong, and write your name under reviewed.\n"
        "Next: journeymap build life.csv\n"
    )
    assert files_in(folder) == {"life.csv", "life.located.csv"}
    again = say("locate", "life.csv")
    assert again.out == (
        "life.located.csv: nothing new; 2 places known, 0 to look over, 0 not found.\n"
        "Next: journeymap build life.csv\n"
    )
    assert again.code == 0


def test_locate_changes_nothing_where_the_table_has_faults(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP + "Berlin,Germany,31 June 1843\n")
    said = say("locate", "life.csv")
    assert said.code == 1
    assert said.err.endswith("1 error; nothing was written.\n")
    assert files_in(folder) == {"life.csv"}


def test_locate_is_for_tables(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    say("build", "life.csv", "-o", "life.html")
    Path("life.located.csv").unlink()
    assert say("locate", "life.html").code == 2
    assert files_in(folder) == {"life.csv", "life.html"}


# ---------------------------------------------------------------- check


def test_check_writes_nothing(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    said = say("check", "life.csv")
    assert said.code == 0
    assert said.out == "life.csv: nothing to say against it.\n"
    assert said.err == ""
    assert files_in(folder) == {"life.csv"}


def test_check_json_is_a_list_of_problems_and_nothing_else(say: Run, folder: Path) -> None:
    write("life.csv", "place,lat,lon,start,Stimmung\nVienna,48.2,16.37,31 June 1843,fröhlich\n")
    said = say("check", "life.csv", "--json")
    assert said.code == 1
    assert said.err == ""
    problems = json.loads(said.out)
    assert [list(problem) for problem in problems] == 2 * [
        ["file", "row", "column", "value", "message", "hint", "severity"]
    ]
    assert problems[1] == {
        "file": "life.csv",
        "row": 2,
        "column": "start",
        "value": "31 June 1843",
        "message": 'cannot read the date "31 June 1843".',
        "hint": "June 1843 had 30 days. If only the month is known write 1843-06; "
        "if it is a guess, 1843-06~.",
        "severity": "error",
    }
    assert [problem["severity"] for problem in problems] == ["warning", "error"]
    assert [field.name for field in fields(Problem)] == [*problems[0], "heading"]


def test_a_problem_names_the_column_as_the_table_does_and_as_we_do(say: Run, folder: Path) -> None:
    write("life.csv", "Ort;Breite;Länge;von;End\nVienna;48.2;16.37;31 June 1843;1843\n")
    said = say("check", "life.csv")
    assert said.err.startswith("life.csv row 2, column von (start): cannot read")
    assert json.loads(say("check", "life.csv", "--json").out)[0]["column"] == "start"


def test_check_json_of_a_good_table_is_an_empty_list(say: Run, folder: Path) -> None:
    write("life.csv", TABLE)
    said = say("check", "life.csv", "--json")
    assert (said.code, json.loads(said.out), said.err) == (0, [], "")


def test_check_json_tells_all_and_check_the_first_twenty(say: Run, folder: Path) -> None:
    write("life.csv", "place,lat,lon,start\n" + "Vienna,48.2,16.37,31 June 1843\n" * 30)
    assert len(json.loads(say("check", "life.csv", "--json").out)) == 30
    said = say("check", "life.csv")
    assert said.err.count("31 June 1843") == 20
    assert said.err.endswith("\n… and 10 more: journeymap check TABLE --json tells all.\n")
    assert said.out == "life.csv: 30 errors, 0 warnings.\n"


def test_errors_are_shown_before_warnings(say: Run, folder: Path) -> None:
    rows = "".join(f"Vienna,48.2,16.37,1907,zzz{number}\n" for number in range(30))
    write("life.csv", "place,lat,lon,start,kind\n" + rows + "Vienna,48.2,16.37,31 June 1843,\n")
    said = say("check", "life.csv")
    assert said.err.startswith("life.csv row 32, column start: ")
    assert said.out == "life.csv: 1 error, 30 warnings.\n"


def test_no_more_than_sixty_lines_are_said(say: Run, folder: Path) -> None:
    rows = "".join(f"Qxqxqx{number},\n" for number in range(30))
    write("life.csv", "place,start\n" + rows)
    said = say("build", "life.csv")
    assert said.err.endswith("30 errors; nothing was written.\n")
    assert len(said.err.splitlines()) <= 60


def test_what_a_table_says_cannot_command_a_terminal(say: Run, folder: Path) -> None:
    write("life.csv", "place,lat,lon,\x1b[2J\x9b1m\u202e\nVienna,48.2,16.37,x\n")
    write("life.toml", '[sources."\\u001b[2J\\u0007"]\nurl = "\\u001b]0;x"\n"\\u009bk" = 1\n')
    for command in ("check", "build"):
        said = say(command, "life.csv")
        assert said.code == 1
        assert re.findall(r"[^\n -~“”…]", said.err + said.out) == []
    data = json.loads(say("check", "life.csv", "--json").out)
    assert len(data) >= 2


# ---------------------------------------------------------------- wrong commands


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["draw"],
        ["check"],
        ["locate"],
        ["build", "--lock"],
        ["build", "--nothing"],
        ["check", "life.csv", "--locked"],
        ["--debug", "build"],
        ["build", "-o"],
        ["build", "life.csv", "--encoding", "klingon"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_told_and_ends_with_two(
    say: Run, folder: Path, arguments: list[str]
) -> None:
    write("life.csv", TABLE)
    said = say(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err
    assert files_in(folder) == {"life.csv"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "a.csv", "b.csv"],
        ["build", "none.csv"],
        ["build", "none/none.csv"],
        ["build", "life.csv/none.csv"],
        ["build", "."],
        ["build", "folder"],
        ["locate", "none.csv"],
        ["export", "none.csv", "--to", "csv"],
        ["ids", "none.csv"],
        ["build", ""],
        ["build"],
    ],
    ids=" ".join,
)
def test_a_table_that_is_none_is_told_and_ends_with_one(
    say: Run, folder: Path, arguments: list[str]
) -> None:
    write("life.csv", TABLE)
    Path("folder").mkdir()
    said = say(*arguments)
    assert said.code == 1
    assert said.out == ""
    assert re.search(r"there is no such file|is a folder", said.err)
    assert "Traceback" not in said.err
    assert files_in(folder) == {"life.csv"}


def test_a_table_that_is_none_is_told_as_data_too(say: Run, folder: Path) -> None:
    said = say("check", "none.csv", "--json")
    assert said.code == 1
    (problem,) = json.loads(said.out)
    assert (problem["file"], problem["severity"]) == ("none.csv", "error")


def test_the_version_is_told(say: Run) -> None:
    assert re.fullmatch(r"journeymap \d+\.\d+\.\d+\S*\n", say("--version").out)


@pytest.mark.parametrize("command", ["build", "check", "locate"])
def test_every_command_explains_itself(say: Run, command: str) -> None:
    said = say(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: journeymap {command} [-h]")
    assert "--debug" in said.out


def test_what_a_command_does_not_know_is_told_with_the_usage_of_that_command(say: Run) -> None:
    for arguments in (["--lockd"], ["life.csv", "--lockd"]):
        said = say("build", *arguments)
        assert said.code == 2
        assert said.err.startswith("usage: journeymap build [-h]")
        assert said.err.endswith("journeymap build: error: unrecognized arguments: --lockd\n")
    assert say("--lockd").err.startswith("usage: journeymap [-h]")


# ---------------------------------------------------------------- maps as tables


@pytest.fixture
def old_map(say: Run, folder: Path) -> Path:
    write("life.csv", LOOKED_UP)
    write("life.toml", 'title = "A life"\noutput = "maps/of a life.html"')
    assert say("build", "life.csv", "-o", "old-map.html").code == 0
    for name in ("life.csv", "life.toml", "life.located.csv"):
        Path(name).unlink()
    return Path("old-map.html")


def test_a_map_is_exported_as_its_table_is(say: Run, folder: Path) -> None:
    write("life.csv", LOOKED_UP)
    assert say("build", "life.csv", "-o", "map.html").code == 0
    assert say("export", "life.csv", "--to", "csv", "-o", "a.csv").code == 0
    assert say("export", "map.html", "--to", "csv", "-o", "b.csv").code == 0
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    assert b"48.2" in Path("b.csv").read_bytes()


def test_a_map_is_rebuilt_from_itself(say: Run, folder: Path, old_map: Path) -> None:
    said = say("build", old_map, "--locked")
    assert said.code == 0
    assert "2 by the ledger, 0 by the gazetteer" in said.out
    assert Path("maps/of a life.html").read_bytes() == old_map.read_bytes()
    assert files_in(folder) == {"old-map.html", "maps/of a life.html"}


def test_a_map_can_replace_itself(say: Run, folder: Path, old_map: Path) -> None:
    before = old_map.read_bytes()
    assert say("build", old_map, "-o", old_map).code == 0
    assert old_map.read_bytes() == before


def test_a_map_can_be_checked(say: Run, old_map: Path) -> None:
    said = say("check", old_map)
    assert (said.code, said.err) == (0, "")


def test_what_lies_beside_a_map_is_not_taken_for_its_settings(
    say: Run, folder: Path, old_map: Path
) -> None:
    write("old-map.toml", "no TOML at all")
    write("old-map.located.csv", "no ledger")
    assert say("build", old_map, "-o", "new.html").code == 0
    assert Path("new.html").read_bytes() == old_map.read_bytes()
    assert Path("old-map.located.csv").read_text() == "no ledger"


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_a_page_that_is_none_of_ours_is_refused(say: Run, folder: Path, name: str) -> None:
    for content in (b"", b"<!doctype html><p>Hello", b"\xff\xfe\x00", b"place\nVienna\n"):
        write(name, content)
        for command in ("build", "check"):
            said = say(command, name)
            assert said.code == 1
            assert said.err.startswith(
                f"{name}: this is a web page, but no map that carries its table.\n"
            )


def test_no_encoding_of_a_hostile_map_is_believed_to_be_a_module(
    say: Run, folder: Path, old_map: Path
) -> None:
    page = old_map.read_text("utf-8").replace('"deflate":', '"encoding":"os.path","deflate":')
    write("hostile.html", page)
    assert say("build", "hostile.html").code == 1


# ---------------------------------------------------------------- faults


def test_a_fault_of_ours_is_no_traceback_unless_it_is_asked_for(
    say: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("oh")

    write("life.csv", TABLE)
    monkeypatch.setattr(pipeline, "build", broken)
    said = say("build", "life.csv")
    assert said.code == 1
    assert said.err == (
        "journeymap: ZeroDivisionError: oh\n"
        "This is a fault of journeymap, not of your table.\n"
        "Run it again with --debug and report what it prints.\n"
    )
    with pytest.raises(ZeroDivisionError):
        say("build", "life.csv", "--debug")


def test_debug_shows_where_an_error_was_raised(say: Run, folder: Path) -> None:
    write("life.csv", WRONG)
    assert "Traceback" not in say("build", "life.csv").err
    said = say("build", "life.csv", "--debug")
    assert said.code == 1
    assert said.err.startswith("Traceback (most recent call last):\n")
    assert said.err.endswith("1 error; nothing was written.\n")


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


# ---------------------------------------------------------------- real processes


def test_python_m_journeymap_is_the_command(tmp_path: Path) -> None:
    (tmp_path / "life.csv").write_text(WRONG)
    said = run("check", "life.csv", cwd=tmp_path)
    assert said.code == 1
    assert said.out == "life.csv: 1 error, 0 warnings.\n"
    assert said.err.startswith("life.csv row 2, column start: ")


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_ends_with_130_and_one_line(tmp_path: Path) -> None:
    table = tmp_path / "life.csv"
    os.mkfifo(table)  # opened for reading, it waits until somebody writes
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "life.html").write_text("the old map")
    for arguments in (["build", "life.csv"], ["check", "life.csv"], ["locate", "life.csv"]):
        process = start(arguments, cwd=tmp_path)
        with table.open("wb"):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate()
        assert process.returncode == 130
        assert (out, err) == (b"", b"interrupted\n")
    assert (tmp_path / "maps" / "life.html").read_text() == "the old map"
    assert files_in(tmp_path) == {"maps/life.html"}


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_ctrl_c_during_an_import_that_swallows_it_ends_with_130(tmp_path: Path) -> None:
    (tmp_path / "life.csv").write_text(TABLE)
    (tmp_path / "path" / "shapely").mkdir(parents=True)
    (tmp_path / "path" / "shapely" / "__init__.py").write_text(
        "import os\ntry:\n    os.kill(os.getpid(), 2)\n    [0 for _ in range(9**9)]\n"
        "except BaseException:\n    raise ImportError('no NumPy') from None\n"
    )
    path = os.pathsep.join([str(tmp_path / "path"), environment()["PYTHONPATH"]])
    said = run("build", "life.csv", cwd=tmp_path, env={"PYTHONPATH": path})
    assert (said.code, said.out, said.err) == (130, "", "interrupted\n")


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize("count", [30, 3000])
def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path, count: int) -> None:
    (tmp_path / "life.csv").write_text(WRONG + "Vienna,48.2,16.37,31 June 1843\n" * count)
    with start(["check", "life.csv", "--json"], cwd=tmp_path) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_a_terminal_cannot_show_is_no_fault(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "жизнь.csv").write_text("place,start,mood\nМосква,1917,x\n", encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for command in ("build", "check", "locate"):
        said = run(command, "жизнь.csv", cwd=tmp_path, env=env)
        assert said.code == 0
        assert "fault" not in said.err
    said = run("check", "жизнь.csv", "--json", cwd=tmp_path, env=env)
    assert json.loads(said.out)[0]["file"] == "жизнь.csv"


@pytest.mark.skipif(os.name == "nt", reason="names of bytes, as Linux has them")
def test_a_file_name_that_is_no_text_is_no_fault(tmp_path: Path) -> None:
    table = os.fsencode(tmp_path) + b"/\xff\n.csv"
    try:
        Path(os.fsdecode(table)).write_text(TABLE)
    except OSError:
        pytest.skip("this file system has no such names")
    said = run("build", os.fsdecode(b"\xff\n.csv"), "-o", "map.html", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert run("build", "map.html", "-o", "again.html", cwd=tmp_path).code == 0
    assert (tmp_path / "map.html").read_bytes() == (tmp_path / "again.html").read_bytes()


# ---------------------------------------------------------------- what is imported

_HEAVY = {"folium", "branca", "geopy", "shapely", "numpy", "pandas", "requests", "PIL", "jinja2"}


def imported(*arguments: str, cwd: Path) -> set[str]:
    """The packages that a command imports."""
    said = run(*arguments, cwd=cwd, python=["-X", "importtime"])
    assert "Traceback" not in said.err
    modules = re.findall(r"^import time:.*\| +(\S+)$", said.err, re.M)
    assert "journeymap.cli" in modules
    return {module.split(".")[0] for module in modules}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], []])
def test_help_imports_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    assert imported(*arguments, cwd=tmp_path) & _HEAVY == set()


def test_a_table_with_errors_is_told_without_the_map_and_the_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "life.csv").write_text(WRONG)
    for command in ("check", "build"):
        found = imported(command, "life.csv", cwd=tmp_path)
        assert found & {"folium", "branca", "geopy", "pandas", "requests", "PIL"} == set()


def test_a_table_that_is_in_order_is_checked_without_the_map(tmp_path: Path) -> None:
    found = imported("check", str(TROTSKY), cwd=tmp_path)
    assert found & {"folium", "branca", "geopy", "pandas", "requests", "PIL"} == set()


# ---------------------------------------------------------------- the repository's own life


def test_the_first_life_is_in_order(say: Run) -> None:
    said = say("check", ROOT / "data" / "places.csv")
    assert (said.code, said.err) == (0, "")
    assert sys.version_info >= (3, 11)


# ---------------------------------------------------------------- who says so

CITED = "place,source\nParis,one “to Rome”\nVienna,\n"
SOURCES = '[sources.one]\nshort = "The one"\ntext = "words.txt"\n'


def test_check_looks_up_what_is_cited_where_there_are_words(say: Run, folder: Path) -> None:
    write("cited.csv", CITED)
    write("cited.toml", SOURCES)
    write("words.txt", "She went to Paris.")
    said = say("check", "cited.csv")
    assert said.code == 0
    assert '"to Rome" is not in the text of The one.' in said.err
    write("words.txt", "She went to Rome.")
    said = say("check", "cited.csv")
    assert (said.code, said.err) == (0, "")
    Path("words.txt").unlink()
    assert '"words.txt" cannot be read: there is no such file.' in say("check", "cited.csv").err


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_stay_without_a_source_is_refused_on_request(
    command: str, say: Run, folder: Path
) -> None:
    write("cited.csv", CITED)
    write("cited.toml", SOURCES)
    said = say(command, "cited.csv", "--strict-sources")
    assert said.code == 1
    assert 'cited.csv row 3, column source: nobody is named who says so: "Vienna"' in said.err
    write("cited.csv", CITED.replace("Vienna,", "Vienna,A letter"))
    assert say(command, "cited.csv", "--strict-sources").code == 0
