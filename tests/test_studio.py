"""The studio's workings: what is dropped, what is made of it, what is chosen."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import ROOT, SMALL, html_of
from journeymap.ledger import read_ledger
from journeymap.model import Query
from journeymap.preview.board import Board
from journeymap.preview.server import Reply, Request
from journeymap.preview.studio import Studio

NAMES = "place,start,title\nVienna,1900,First\nSpringfield,1901,Second\nParis,1902,Third\n"


class Opened:
    """A studio that runs, and what its page would do."""

    def __init__(self) -> None:
        self.board = Board()
        self.studio = Studio(self.board)
        self.thread = threading.Thread(target=self.studio.run)
        self.thread.start()

    def drop(self, name: str, data: str | bytes) -> Reply:
        body = data.encode() if isinstance(data, str) else data
        return self.studio.posts["/drop"](Request({"name": name}, body))

    def built(self) -> Any:
        """Build, and what is shown then."""
        before = self.board.shown.version
        self.studio.posts["/build"](Request())
        return self.board.after(before, 30).facts

    def choose(self, **letter: object) -> Any:
        before = self.board.shown.version
        reply = self.studio.posts["/choose"](Request({}, json.dumps(letter).encode()))
        assert reply.status == 200, reply.body
        return self.board.after(before, 30).facts

    def get(self, path: str, **query: str) -> Reply:
        return self.studio.routes[path](Request(query))


@pytest.fixture
def opened() -> Iterator[Opened]:
    one = Opened()
    yield one
    one.studio.posts["/quit"](Request()).then()
    one.thread.join(30)
    assert not one.thread.is_alive()


def place(facts: Any, name: str) -> Any:
    return next(one for one in facts["places"] if one["name"] == name)


def test_a_table_becomes_a_map(opened: Opened) -> None:
    opened.drop("places.csv", SMALL)
    facts = opened.built()
    assert (facts["file"], facts["errors"]) == ("places.csv", 0)
    saved = opened.get("/save/map")
    assert saved.save_as == "places.html"
    assert saved.body.decode() == html_of(SMALL)


def test_what_another_spreadsheet_saved_is_told_with_what_to_do(opened: Opened) -> None:
    data = (ROOT / "tests/corpus/libreoffice/journey.ods").read_bytes()
    assert opened.drop("life.ods", data).status == 200
    (problem,) = opened.built()["problems"]
    assert problem["message"] == "this is a LibreOffice spreadsheet (.ods)."
    assert problem["hint"] == "In LibreOffice: File, Save As, Excel (.xlsx)."


def test_a_problem_knows_its_cell(opened: Opened) -> None:
    opened.drop("life.csv", SMALL.replace("1905,", "31 June 1843,"))
    facts = opened.built()
    (problem,) = facts["problems"]
    assert (problem["row"], facts["header"][problem["cell"]]) == (5, "start")
    row = next(row for row in facts["rows"] if row["number"] == 5)
    assert row["cells"][problem["cell"]] == "31 June 1843"
    assert opened.get("/save/map").status == 404


def test_the_last_good_map_stays(opened: Opened) -> None:
    opened.drop("life.csv", SMALL)
    opened.built()
    before = opened.board.shown.page
    opened.drop("life.csv", SMALL.replace("1905,", "31 June 1843,"))
    assert opened.built()["errors"] == 1
    assert opened.board.shown.page == before


def test_another_tables_map_is_not_shown_for_this_one(opened: Opened) -> None:
    opened.drop("life.csv", SMALL)
    opened.built()
    opened.drop("other.csv", SMALL.replace("1905,", "31 June 1843,"))
    assert opened.built()["errors"] == 1
    assert opened.get("/save/map").status == 404


def test_what_is_no_table_at_all_is_told(opened: Opened) -> None:
    opened.drop("life.csv", b"\xd0\xcf\x11\xe0")
    assert "old Excel workbook" in opened.built()["problems"][0]["message"]


def test_what_lies_beside_a_table_is_found_by_its_name(opened: Opened) -> None:
    from io import BytesIO

    from PIL import Image

    png = BytesIO()
    Image.new("RGB", (4, 4)).save(png, "PNG")
    table = "place,lat,lon,image,image_alt\nAlpha,1,2,pictures\\a.png,A\n"
    opened.drop("life.csv", table)
    assert "drop the picture" in opened.built()["problems"][0]["message"]
    opened.drop("a.png", png.getvalue())
    opened.drop("life.toml", 'title = "A life"')
    opened.drop("other.toml", 'title = "Another"')
    assert opened.built()["errors"] == 0
    page = opened.board.shown.page.decode()
    assert "<title>A life</title>" in page
    assert "data:image/jpeg" in page


def test_an_excel_workbook_is_a_table(opened: Opened) -> None:
    from datetime import datetime
    from io import BytesIO

    import xlsxwriter

    data = BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["place", "lat", "lon", "start", "title"])
    sheet.write_row(1, 0, ["Alpha", 50, 10])
    sheet.write_datetime(1, 3, datetime(1901, 8, 3), book.add_format({"num_format": "d.m.yyyy"}))  # noqa: DTZ001
    sheet.write_row(2, 0, ["Beta", 52, 13, "31 June 1843", "Second"])
    book.close()
    opened.drop("life.xlsx", data.getvalue())
    facts = opened.built()
    (problem,) = facts["problems"]
    assert (problem["row"], facts["header"][problem["cell"]]) == (3, "start")
    assert facts["rows"][0]["cells"][3] == "1901-08-03"
    assert facts["encoding"] is None


def test_letters_can_be_read_in_another_way(opened: Opened) -> None:
    table = "place,lat,lon,start,title\nŁódź,51.8,19.5,1900,Księżyc\n"
    opened.drop("life.csv", table.encode("cp1250"))
    facts = opened.built()
    assert facts["encoding"] == ""
    before = opened.board.shown.version
    assert opened.studio.posts["/encoding"](Request({"name": "cp1250"})).status == 200
    facts = opened.board.after(before, 30).facts
    assert facts["encoding"] == "cp1250"
    assert facts["rows"][0]["cells"][0] == "Łódź"
    opened.drop("other.csv", table)
    assert opened.built()["encoding"] is None  # which is UTF-8
    assert opened.studio.posts["/encoding"](Request({"name": "rot13"})).status == 400


def test_an_old_map_is_a_table_too(opened: Opened) -> None:
    opened.drop("old.html", html_of(SMALL))
    assert opened.built()["errors"] == 0
    assert opened.board.shown.page_version == 1


def test_doubtful_places_come_with_what_may_be_meant(opened: Opened) -> None:
    opened.drop("life.csv", NAMES)
    one = place(opened.built(), "Springfield")
    assert one["doubt"] == "several places may be meant"
    assert len(one["options"]) > 5
    assert (one["before"]["name"], one["after"]["name"]) == ("Vienna", "Paris")
    assert one["options"][0]["country"] == "United States"


def test_what_is_chosen_is_in_the_map_and_in_the_ledger(opened: Opened) -> None:
    opened.drop("life.csv", NAMES)
    one = place(opened.built(), "Springfield")
    option = one["options"][3]
    after = place(opened.choose(key=one["key"], ident=option["ident"]), "Springfield")
    assert (after["state"], after["doubt"]) == ("reviewed", "")
    assert round(after["found"]["lat"], 3) == round(option["lat"], 3)
    saved = opened.get("/save/ledger")
    assert saved.save_as == "life.located.csv"
    entries, problems = read_ledger(saved.body, file="l.csv")
    assert problems == ()
    entry = entries[Query("springfield")]
    assert (entry.reviewed, entry.gazetteer_id) == ("by hand", option["ident"][1])


def test_a_missing_place_is_found_by_another_name_or_by_a_spot(opened: Opened) -> None:
    opened.drop("life.csv", NAMES.replace("Vienna", "Xyzzy").replace("Paris", "Plugh"))
    facts = opened.built()
    assert facts["errors"] == 2
    key = place(facts, "Xyzzy")["key"]
    found = json.loads(opened.get("/candidates", key=json.dumps(key), name="Graz").body)
    facts = opened.choose(key=key, ident=found[0]["ident"], name="Graz")
    assert place(facts, "Xyzzy")["found"]["name"] == "Graz"
    facts = opened.choose(key=place(facts, "Plugh")["key"], lat=48.9, lon=2.4)
    assert facts["errors"] == 0
    assert opened.board.shown.page_version == 1


def test_what_was_found_can_be_signed_off_as_it_is(opened: Opened) -> None:
    opened.drop("life.csv", NAMES)
    one = place(opened.built(), "Springfield")
    after = place(opened.choose(key=one["key"]), "Springfield")
    assert (after["state"], after["found"]) == ("reviewed", one["found"])


def test_a_ledger_that_is_dropped_with_its_table_is_kept(opened: Opened) -> None:
    opened.drop("life.csv", NAMES)
    one = place(opened.built(), "Springfield")
    opened.choose(key=one["key"], lat=1, lon=2)
    ledger = opened.get("/save/ledger").body
    again = Opened()
    again.drop("life.located.csv", ledger)
    again.drop("life.csv", NAMES)
    found = place(again.built(), "Springfield")
    again.studio.posts["/quit"](Request()).then()
    again.thread.join(30)
    assert (found["state"], found["found"]["lat"]) == ("reviewed", 1)


@pytest.mark.parametrize(
    "letter",
    [b"", b"[]", b"{}", b'{"key": 1}', b'{"key": ["Nowhere", "", ""]}', b"\xff", b"[" * 9_000,
     b'{"key": ["Springfield", "", ""], "ident": ["x", "y"]}',
     b'{"key": ["Springfield", "", ""], "ident": 7}',
     b'{"key": ["Springfield", "", ""], "lat": 91, "lon": 0}',
     b'{"key": ["Springfield", "", ""], "lat": NaN, "lon": 0}',
     b'{"key": ["Springfield", "", ""], "lat": "x", "lon": 0}',
     b'{"key": ["Springfield", "", "", ""], "lat": 1, "lon": 1}'],
)  # fmt: skip
def test_a_choice_that_is_none_is_refused(opened: Opened, letter: bytes) -> None:
    opened.drop("life.csv", NAMES)
    opened.built()
    ledger = opened.get("/save/ledger").body
    assert opened.studio.posts["/choose"](Request({}, letter)).status == 400
    assert opened.get("/save/ledger").body == ledger


def test_a_ledger_with_faults_is_not_written_over(opened: Opened) -> None:
    ledger = b"place,lat,lon\r\nVienna,48.2,north\r\n"
    opened.drop("life.located.csv", ledger)
    opened.drop("life.csv", NAMES)
    one = place(opened.built(), "Springfield")
    letter = json.dumps({"key": one["key"], "lat": 1, "lon": 2}).encode()
    assert opened.studio.posts["/choose"](Request({}, letter)).status == 400
    assert opened.get("/save/ledger").body == ledger


@pytest.mark.parametrize("name", ["", "life", "x.exe", "x.svg", "..", "life.csv.zip"])
def test_what_belongs_to_no_map_is_not_taken(opened: Opened, name: str) -> None:
    assert opened.drop(name, "x").status == 400


@pytest.mark.parametrize("name", ["../../life.csv", "C:\\x\\life.csv", "/etc/life.csv"])
def test_a_name_is_never_a_path(opened: Opened, name: str) -> None:
    assert opened.drop(name, SMALL).status == 200
    shown = opened.built()["file"]
    assert "/" not in shown
    assert "\\" not in shown
    assert "/" not in opened.get("/save/map").save_as


def test_too_many_files_are_refused(opened: Opened) -> None:
    for number in range(300):
        assert opened.drop(f"{number}.png", "x").status == 200
    assert opened.drop("one-more.png", "x").status == 400


def test_of_a_long_table_the_rows_with_problems_are_shown(opened: Opened) -> None:
    rows = [f"Place {n},1,2,{'31 June 1843' if n == 900 else 1900}\n" for n in range(1_000)]
    opened.drop("life.csv", "place,lat,lon,start\n" + "".join(rows))
    facts = opened.built()
    assert len(facts["rows"]) == 300
    assert facts["hidden"] == 700
    assert facts["problems"][0]["row"] in {row["number"] for row in facts["rows"]}
