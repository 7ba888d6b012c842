"""journeymap check: everything there is to say of a table, as text and as data."""

import json
import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from commands import LOOKED_UP, TABLE, Run, files_in, write
from conftest import ROOT
from journeymap.errors import Problem

CITED = "place,source\nParis,one “to Rome”\nVienna,\n"
SOURCES = '[sources.one]\nshort = "The one"\ntext = "words.txt"\n'


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


def test_pictures_and_all_other_faults_are_told_at_once(say: Run, folder: Path) -> None:
    write("life.csv", "place,lat,lon,start,image,image_alt\nVienna,48,16,31 June 1843,a.jpg,A\n")
    said = say("check", "life.csv")
    assert "31 June 1843" in said.err
    assert 'the picture "a.jpg" cannot be used: there is no such file' in said.err


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


def test_the_first_life_is_in_order(say: Run) -> None:
    said = say("check", ROOT / "data" / "places.csv")
    assert (said.code, said.err) == (0, "")
    assert sys.version_info >= (3, 11)
