"""journeymap locate, and the ledger that it and build keep."""

import re
from pathlib import Path
from typing import Any

import pytest

from commands import LOOKED_UP, Run, files_in, write
from journeymap import pipeline


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
