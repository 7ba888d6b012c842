"""The reviewed record of what was located."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.errors import Problem
from journeymap.ledger import Entry, Ledger, key, read_ledger, write_ledger
from journeymap.model import Position, Query
from journeymap.prose import clean_text

ALMATY = Entry(
    place="Alma Ata", today="Almaty", country="KZ", name="Almaty", found_in="KZ",
    lat="43.25249", lon="76.91150", gazetteer="GeoNames", gazetteer_id="1526384",
    licence="CC BY 4.0", score="1.00", rivals="Almaty, RU", reviewed="N.N., 2024",
)  # fmt: skip
SYDNEY = replace(ALMATY, place="Sydney", today="", country="", lat="-33.86785", lon="151.20732")
HEADER = b"place,today,country,name,found_in,lat,lon,gazetteer,gazetteer_id,licence,score,rivals"


def entries_of(data: bytes) -> Ledger:
    """The entries of a ledger without faults."""
    entries, problems = read_ledger(data, file="t.located.csv")
    assert problems == ()
    return entries


def fault_of(data: bytes) -> Problem:
    """The one thing that is said about a ledger."""
    _, (problem,) = read_ledger(data, file="t.located.csv")
    assert problem.severity == "error"
    return problem


# ---------------------------------------------------------------- writing

_texts = st.text(max_size=12).map(clean_text)
_risky = st.text(st.sampled_from("'=+-@1.a\",;"), min_size=1, max_size=6)
_cells = st.one_of(_texts, _risky)
_entries = st.builds(
    replace, st.just(ALMATY), place=_cells.filter(bool), today=_cells, country=_cells,
    name=_cells, rivals=_cells, reviewed=_cells,
    lat=st.floats(-90, 90).map("{:.5f}".format), lon=st.floats(-180, 180).map("{:.5f}".format),
)  # fmt: skip


@given(st.lists(_entries, max_size=6, unique_by=lambda entry: key(entry.query)))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    data = write_ledger(entries)
    again = entries_of(data)
    assert again == {key(entry.query): entry for entry in entries}
    assert write_ledger(again.values()) == data


@given(st.lists(_entries, max_size=6))
def test_no_cell_is_a_formula_to_a_spreadsheet(entries: list[Entry]) -> None:
    rows = csv.reader(io.StringIO(write_ledger(entries).decode("utf-8-sig"), newline=""))
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "@", "\t", "\r"))
        assert not cell.startswith(("+", "-")) or cell[1:].replace(".", "", 1).isdecimal()


def test_negative_degrees_stay_numbers() -> None:
    assert b",-33.86785,151.20732," in write_ledger([SYDNEY])


def test_rows_are_sorted_by_place_and_marked_as_utf_8() -> None:
    names = ["Zürich", "alma ata", "Ödön", "Alma Ata", "Киев"]
    data = write_ledger(replace(SYDNEY, place=name) for name in names)
    assert data.startswith(b"\xef\xbb\xbfplace,today,country,name,")
    places = [line.split(",")[0] for line in data.decode("utf-8-sig").splitlines()[1:]]
    assert places == ["Киев", "Alma Ata", "alma ata", "Ödön", "Zürich"]
    assert data.endswith(b"\r\n")


def test_the_order_of_the_entries_does_not_matter() -> None:
    assert write_ledger([ALMATY, SYDNEY]) == write_ledger([SYDNEY, ALMATY])


# ---------------------------------------------------------------- reading

WRITTEN = write_ledger([ALMATY, SYDNEY]).decode("utf-8-sig")
SAVED = [
    ("as it was written", write_ledger([ALMATY, SYDNEY])),
    ("without a mark", WRITTEN.encode()),
    ("as UTF-16", WRITTEN.encode("utf-16")),
    ("with line feeds", WRITTEN.replace("\r\n", "\n").encode()),
    ("with blank rows", WRITTEN.replace("\r\n", "\r\n,,,,,,,,,,,,\r\n").encode()),
]


@pytest.mark.parametrize("data", [s[1] for s in SAVED], ids=[s[0] for s in SAVED])
def test_a_ledger_is_read_however_it_was_saved(data: bytes) -> None:
    assert list(entries_of(data).values()) == [ALMATY, SYDNEY]


def test_a_ledger_saved_with_semicolons_and_decimal_commas_is_read() -> None:
    text = b"place;today;country;lat;lon;reviewed\r\nAlma Ata;;KZ;43,25249;76,9115;ja\r\n"
    (entry,) = entries_of(text).values()
    assert entry.position == Position(76.9115, 43.25249)
    assert entry.reviewed == "ja"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", HEADER, b"LAT, Lon ,PLACE\n"])
def test_a_ledger_without_rows_has_no_entries(data: bytes) -> None:
    assert entries_of(data) == {}


def test_columns_may_stand_in_any_order_and_be_few() -> None:
    (entry,) = entries_of(b"LON,LAT,Place\n30.5,50.4,Kyiv\n").values()
    assert entry == Entry("Kyiv", "", "", "", "", "50.4", "30.5", *[""] * 6)
    assert entry.query == Query("Kyiv")


def test_a_query_is_compared_without_case_and_spaces() -> None:
    entries = entries_of(b"place,today,country,lat,lon\n  ALMA  ata ,almaty,kz,1,2\n")
    assert key(Query("Alma Ata", "Almaty", "KZ")) in entries
    assert key(Query("Alma Ata", "Almaty")) not in entries
    assert key(Query("Alma-Ata", "Almaty", "KZ")) not in entries


# ledger | row | column | a word of the message | of the hint
FAULTS = [
    (b"place,lat,lon\n,1,2\n", 2, "place", "the place is missing", "Delete the row"),
    (b"place,lat,lon\nA,1,2\n\nB,x,2\n", 4, "lat", '"x 2": not degrees', "Correct it, or delete"),
    (b"place,lat,lon\nA,1,\n", 2, "lat", "not degrees", "Correct it, or delete"),
    (b"place,lat,lon\nA,91,2\n", 2, "lat", "between -90 and 90", "Correct it, or delete"),
    (b"place,lat,lon\nA,nan,2\n", 2, "lat", "not degrees", "Correct it, or delete"),
    (b"place,lat,lon\nA,1,2\nB,1,2\na,3,4\n", 4, "place", "an earlier row", "one of the two"),
    (b"place,lat\nA,1\n", 1, "lon", "there is no column lon", "Its first row is place,today"),
    (b"A,1,2\n", 1, "place", "there is no column place", "or delete the file"),
    (b"place,lat,lon\nA,1\n", 2, "", "the row has 2 cells", "missing commas"),
    (b'place,lat,lon\n"A,1,2\n', 2, "", "quotation marks", "written"),
    (b"\xd0\xcf\x11\xe0", 0, "", "old Excel", "Save it"),
    (b"<!doctype html>", 0, "", "web page", "Comma-separated"),
]


@pytest.mark.parametrize(("data", "row", "column", "message", "hint"), FAULTS)
def test_a_damaged_ledger_is_named_with_its_row(
    data: bytes, row: int, column: str, message: str, hint: str
) -> None:
    problem = fault_of(data)
    assert (problem.file, problem.row, problem.column) == ("t.located.csv", row, column)
    assert message in problem.message
    assert hint in problem.hint


def test_a_fault_leaves_the_other_entries() -> None:
    entries, problems = read_ledger(b"place,lat,lon\nA,x,2\nB,1,2\nC,,\n", file="t")
    assert [entry.place for entry in entries.values()] == ["B"]
    assert [problem.row for problem in problems] == [2, 4]


@given(st.one_of(st.binary(max_size=120), st.text(max_size=80).map(str.encode)))
def test_any_bytes_are_a_ledger_or_named_faults(data: bytes) -> None:
    for body in (data, b"place,lat,lon\n" + data):
        entries, problems = read_ledger(body, file="t")
        assert all(isinstance(entry.position, Position) for entry in entries.values())
        assert all(problem.message for problem in problems)
