"""The command ``locate``, with and without a geocoder, and somebody who answers."""

import json
import os
import pty
import signal
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from commands import environment, run, start
from journeymap.ledger import Entry, read_ledger
from test_online import ODESA, played, sends

TABLE = "place,country,start\nXyzzy-on-Sea,,1900\nVienna,Austria,1901\nQwxyzzyq,,1902\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "life.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def ledger_of(folder: Path) -> dict[str, Entry]:
    entries, problems = read_ledger((folder / "life.located.csv").read_bytes(), file="l.csv")
    assert problems == ()
    return {entry.place: entry for entry in entries.values()}


def test_what_is_found_is_kept_though_something_is_missing(folder: Path) -> None:
    said = run("locate", "life.csv", cwd=folder)
    assert said.code == 1
    assert set(ledger_of(folder)) == {"Vienna"}
    assert said.out == (
        "  row 3: Vienna → Vienna, Austria\n"
        "  row 2: Xyzzy-on-Sea: no place of this name is known\n"
        "  row 4: Qwxyzzyq: no place of this name is known\n"
        "life.located.csv: 1 new place; 1 place known, 0 to look over, 2 not found.\n"
        "Not found: fill in today (the present name) and country, or lat and lon.\n"
        "  Or ask a geocoder: journeymap locate life.csv --online\n"
        "Look them over, correct what is wrong, and write your name under reviewed.\n"
    )


def test_a_geocoder_is_asked_for_what_is_missing_alone(folder: Path) -> None:
    with played(sends(json.dumps([ODESA]))) as server:
        said = run("locate", "life.csv", "--online", "--server", server.url, cwd=folder)
    assert said.code == 0
    assert ["Vienna" in path for path in server.asked] == [False, False]
    entry = ledger_of(folder)["Qwxyzzyq"]
    assert (entry.name, entry.found_in, entry.lat) == ("Odesa", "UA", "46.48430")
    assert (entry.gazetteer, entry.licence) == ("© OpenStreetMap contributors", "ODbL 1.0")


def test_a_geocoder_is_not_asked_where_a_country_lies(folder: Path) -> None:
    (folder / "life.csv").write_text("place,start\nAustria,1900\n", encoding="utf-8")
    with played(sends(json.dumps([ODESA]))) as server:
        said = run("locate", "life.csv", "--online", "--server", server.url, cwd=folder)
    assert server.asked == []
    assert "it is a country, not a spot" in said.out
    assert said.code == 1


def test_what_was_found_online_is_not_asked_again_and_needs_no_network(folder: Path) -> None:
    with played(sends(json.dumps([ODESA]))) as server:
        run("locate", "life.csv", "--online", "--server", server.url, cwd=folder)
        asked = len(server.asked)
        assert run("locate", "life.csv", "--online", "--server", server.url, cwd=folder).code == 0
        assert len(server.asked) == asked
    assert run("build", "life.csv", "--locked", "-o", "life.html", cwd=folder).code == 0


def test_the_page_credits_who_was_asked(folder: Path) -> None:
    run("build", "life.csv", "-o", "life.html", cwd=folder)
    with played(sends(json.dumps([ODESA]))) as server:
        run("locate", "life.csv", "--online", "--server", server.url, cwd=folder)
    run("build", "life.csv", "-o", "life.html", cwd=folder)
    page = (folder / "life.html").read_text("utf-8")
    assert "© OpenStreetMap contributors (ODbL 1.0)" in page


def test_a_service_that_wants_no_more_questions_gets_none_and_loses_nothing(folder: Path) -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        status = 200 if "Xyzzy" in handler.path else 429
        sends(json.dumps([ODESA]), status=status)(handler)

    with played(once) as server:
        said = run("locate", "life.csv", "--online", "--server", server.url, cwd=folder)
    assert said.code == 1
    assert len(server.asked) == 2
    assert set(ledger_of(folder)) == {"Vienna", "Xyzzy-on-Sea"}
    host = server.url.removeprefix("http://")
    assert said.err == (
        f"journeymap: {host}: asks us to stop (429: too many questions); try again later.\n"
        "1 place not found; what was found is kept.\n"
    )


def test_ctrl_c_keeps_what_was_found(folder: Path) -> None:
    interrupted: list[int] = []

    def then_interrupt(handler: BaseHTTPRequestHandler) -> None:
        if "Xyzzy" not in handler.path:
            process.send_signal(signal.SIGINT)
            interrupted.append(process.wait())
        sends(json.dumps([ODESA]))(handler)

    with played(then_interrupt) as server:
        arguments = ["locate", "life.csv", "--online", "--server", server.url]
        process = start(arguments, cwd=folder)
        _, err = process.communicate()
    assert interrupted == [130]
    assert b"Traceback" not in err
    assert set(ledger_of(folder)) == {"Vienna", "Xyzzy-on-Sea"}


@pytest.mark.parametrize(
    "ledger",
    [b"place,lat,lon\nVienna,48,16\nA,north,16\n", b"place,lat,lon\n,1,2\n", b"\xff\xfe",
     b"name\nx\n", b"place,lat,lon\nA,1,2\nA,3,4\n", b"place,lat,lon\n\"A,1,2\n", b"PK\x03\x04"],
)  # fmt: skip
def test_a_damaged_ledger_is_told_and_left_as_it_is(folder: Path, ledger: bytes) -> None:
    (folder / "life.located.csv").write_bytes(ledger)
    with played(sends(json.dumps([ODESA]))) as server:
        said = run("locate", "life.csv", "--online", "--server", server.url, cwd=folder)
    assert said.code == 1
    assert "life.located.csv" in said.err
    assert server.asked == []
    assert (folder / "life.located.csv").read_bytes() == ledger


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_at_a_terminal_it_shows_how_far_it_is(folder: Path) -> None:
    with played(sends(json.dumps([ODESA]))) as server:
        arguments = ["locate", "life.csv", "--online", "--server", server.url]
        shown = typed(folder, b"", *arguments, terminal_kind="xterm")
    assert "Asking the geocoder" in shown
    assert "0 not found" in shown


def test_a_public_service_is_not_asked_without_a_contact(folder: Path) -> None:
    said = run("locate", "life.csv", "--online", cwd=folder)
    assert said.code == 2
    assert "--contact" in said.err
    assert not (folder / "life.located.csv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_at_a_terminal_somebody_chooses(folder: Path) -> None:
    (folder / "life.csv").write_text(
        "place,start\nVienna,1900\nXyzzy,1901\nHalifax,1902\n", encoding="utf-8"
    )
    shown = typed(folder, b"Graz\n1\n44.6 -63.6\n", "locate", "life.csv")
    found = ledger_of(folder)
    assert (found["Xyzzy"].name, found["Xyzzy"].reviewed) == ("Graz", "by hand")
    assert (found["Halifax"].lat, found["Halifax"].lon) == ("44.60000", "-63.60000")
    assert found["Vienna"].reviewed == ""
    assert "0 to look over, 0 not found" in shown


def typed(folder: Path, keys: bytes, *arguments: str, terminal_kind: str = "dumb") -> str:
    """What a command shows at a terminal at which these keys are typed."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover  the command itself
        os.chdir(folder)
        command = [sys.executable, "-m", "journeymap", *arguments]
        os.execve(command[0], command, environment({"TERM": terminal_kind}))
    os.write(terminal, keys)
    shown = b""
    while True:
        try:
            read = os.read(terminal, 4096)
        except OSError:  # the command has ended
            break
        if not read:
            break
        shown += read
    os.close(terminal)
    os.waitpid(pid, 0)
    return shown.decode()
