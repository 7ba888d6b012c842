"""--encoding: how a table is to be read."""

from pathlib import Path

import pytest

from commands import TABLE, Run, write


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
