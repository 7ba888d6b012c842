"""Rows of a table → stays: every column, its default and its faults."""

import csv
import io
import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.edtf import edtf_of_date, edtf_of_span
from journeymap.errors import Problem
from journeymap.model import (
    Citation,
    Claim,
    Emphasis,
    Era,
    Person,
    Picture,
    Plain,
    Position,
    Timespan,
    UnlocatedStay,
    Waypoint,
)
from journeymap.settings import Settings, read_settings
from journeymap.stays import Told, read_stays
from journeymap.table import read_table

SOURCES = "[sources.doc1]\n[sources.doc2]\n"


def read(table: str, settings: str = "") -> tuple[Told, tuple[Problem, ...]]:
    """What a table tells, and what is said about its rows."""
    made, table_problems = read_table(table.encode(), file="t.csv")
    assert made is not None
    settled, settings_problems = read_settings(settings.encode(), file="t.toml")
    assert table_problems == settings_problems == ()
    return read_stays(made, settled)


def told(table: str, settings: str = "") -> Told:
    """What a table without faults tells."""
    journey, problems = read(table, settings)
    assert problems == ()
    return journey


def row(settings: str = SOURCES, **cells: str) -> tuple[UnlocatedStay, tuple[Problem, ...]]:
    """The stay of one row of the table, the second; at Kyiv unless said otherwise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([{"place": "Kyiv", **cells}, {"place": "Kyiv", **cells}.values()])
    journey, problems = read(text.getvalue(), settings)
    (stay,) = journey.stays
    return stay, problems


def stay_of(**cells: str) -> UnlocatedStay:
    """The stay of a row without faults."""
    stay, problems = row(**cells)
    assert problems == ()
    return stay


# ---------------------------------------------------------------- every column

DEFAULTS = UnlocatedStay(
    row=2,
    id="kyiv",
    persons=("",),
    place="Kyiv",
    span=Timespan(None, None),
    era="journey",
    title="Kyiv",
)


def test_a_row_with_nothing_but_a_place_has_defaults_for_all_else() -> None:
    assert stay_of() == DEFAULTS


@pytest.mark.parametrize("column", [f.name for f in fields(UnlocatedStay)])
def test_an_empty_cell_is_as_no_cell(column: str) -> None:
    names = {"persons": "person", "sources": "source", "pinned": "lat", "span": "start",
             "picture": "image", "place_doubtful": "today", "way_sketched": "via",
             "row": "end", "place": "title", "translations": "title@de"}  # fmt: skip
    for blank in ("", "  ", "\t", "\u200b"):
        assert stay_of(**{names.get(column, column): blank}) == DEFAULTS


# column | cell | field | value
READ: list[tuple[str, str, str, object]] = [
    ("place", "Alma Ata", "place", "Alma Ata"),
    ("place", "Alma Ata?", "place", "Alma Ata"),
    ("place", "Alma Ata ?", "place_doubtful", True),
    ("place", "Alma Ata", "place_doubtful", False),
    ("place", "  Kyiv\u202e\x00 ", "place", "Kyiv"),
    ("place", "Ky\niv", "place", "Ky iv"),
    ("place", "{{ 7*7 }}", "place", "{{ 7*7 }}"),
    ("title", "", "title", "Kyiv"),
    ("title", "Birth", "title", "Birth"),
    ("today", "Almaty", "today", "Almaty"),
    ("country", "Kazakhstan", "country", "Kazakhstan"),
    ("precision_km", "10", "precision_km", 10.0),
    ("precision_km", "0.5 km", "precision_km", 0.5),
    ("precision_km", "0,5km", "precision_km", 0.5),
    ("precision_km", "0", "precision_km", 0.0),
    ("precision_km", "0,125", "precision_km", 0.125),
    ("precision_km", "3000", "precision_km", 3000.0),
    ("area", "Serbia; Bulgaria;;Romania ", "area", ("Serbia", "Bulgaria", "Romania")),
    ("area", "Serbia\nBulgaria", "area", ("Serbia", "Bulgaria")),
    ("area", "Serbia; Bulgaria; Serbia", "area", ("Serbia", "Bulgaria")),
    ("era", "", "era", "journey"),
    ("era", "First exile", "era", "first-exile"),
    ("era", "Изгнание", "era", "era"),
    ("kind", "Prison", "kind", "prison"),
    ("kind", "INTERNAL  exile", "kind", "internal exile"),
    ("mode", "Train", "mode", "train"),
    ("move", "fled", "move", "flight"),
    ("move", "Deported", "move", "deportation"),
    ("certainty", "perhaps", "certainty", "possible"),
    ("certainty", "Certain", "certainty", "certain"),
    ("via", "Lviv", "via", (Waypoint("Lviv"),)),
    ("via", "Lviv; 44.6 -63.6", "via",
     (Waypoint("Lviv"), Waypoint("44.6 -63.6", Position(-63.6, 44.6)))),
    ("via", "~Lviv; Brest", "via", (Waypoint("Lviv"), Waypoint("Brest"))),
    ("via", "~ Lviv", "way_sketched", True),
    ("via", "Lviv; ~Brest", "way_sketched", True),
    ("via", "Lviv; Brest", "way_sketched", False),
    ("via", "~; ;Lviv", "via", (Waypoint("Lviv"),)),
    ("bound_for", "New York", "bound_for", Waypoint("New York")),
    ("bound_for", "40.7 -74", "bound_for", Waypoint("40.7 -74", Position(-74, 40.7))),
    ("rank", "", "rank", 2),
    ("rank", "1", "rank", 1),
    ("rank", " 3 ", "rank", 3),
    ("alias", "Lvov", "alias", "Lvov"),
    ("question", "Why?", "question", "Why?"),
    ("answer", "So.", "answer", "So."),
    ("description", "A *b*\n\nC", "description", ((Plain("A "), Emphasis("b")), (Plain("C"),))),
    ("note", "See [@doc1 p. 2]", "note", ((Plain("See "), Citation("doc1", "p. 2")),)),
    ("source", "doc1 §Last exile; doc2", "sources",
     (Citation("doc1", "§Last exile"), Citation("doc2"))),
    ("source", "doc1\ndoc2 p. 12", "sources", (Citation("doc1"), Citation("doc2", "p. 12"))),
    ("source", "Memoirs, vol. 2", "sources", (Citation("", "Memoirs, vol. 2"),)),
    ("person", "Lev", "persons", ("lev",)),
    ("person", "Lev; Natalia; lev", "persons", ("lev", "natalia")),
    ("person", "Лев", "persons", ("Лев",)),
    ("id", "my-id", "id", "my-id"),
    ("id", "a" * 80, "id", "a" * 80),
    ("formerly", "old-1; old-2", "formerly", ("old-1", "old-2")),
    ("formerly", "x" * 70 + "-1902-2", "formerly", ("x" * 70 + "-1902-2",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"), READ, ids=[f"{r[0]}={r[1][:20]!r}" for r in READ]
)
def test_a_cell_says_what_its_column_means(
    column: str, cell: str, field: str, value: object
) -> None:
    stay = stay_of(**{column: cell})
    assert getattr(stay, field) == value


def test_the_coordinates_of_the_row_beat_every_lookup() -> None:
    assert stay_of(lat="0", lon="0").pinned == Position(0, 0)
    assert stay_of(lat="59°56′N", lon="30°20′E").pinned == Position(30 + 20 / 60, 59 + 56 / 60)
    assert stay_of(lat="−33,86", lon="151,21").pinned == Position(151.21, -33.86)


@pytest.mark.parametrize("column", ["lat", "lon"])
@pytest.mark.parametrize("pair", ["59.93, 30.36", "59.93 30.36", "59,93 30,36", "59.93N 30.36E"])
def test_both_coordinates_may_stand_in_one_cell(column: str, pair: str) -> None:
    assert stay_of(**{column: pair}).pinned == Position(30.36, 59.93)


def test_a_picture_has_a_description_and_a_credit() -> None:
    stay = stay_of(image="a/b.jpg", image_alt="A house", image_credit="N.N.")
    assert stay.picture == Picture("a/b.jpg", "A house", "N.N.")


# ---------------------------------------------------------------- dates

# cells | the span in EDTF
SPANS: list[tuple[dict[str, str], str]] = [
    ({"start": "1902-08"}, "1902-08/"),
    ({"start": "1902-08", "end": "1902-08"}, "1902-08/1902-08"),
    ({"start": "1902", "end": ".."}, "1902/.."),
    ({"end": "1902"}, "/1902"),
    ({"start": "1900/1902"}, "1900/1902"),
    ({"start": "1900/1902", "end": "1905"}, "[1900..1902]/1905"),
    ({"start": "1917-01-13", "duration": "10 weeks"}, "1917-01-13/1917-03~"),
    ({"start": "1917-01-13", "end": "1917-03-24", "duration": "10 weeks"}, "1917-01-13/1917-03-24"),
    ({"start": "1879-10-26", "calendar": "julian"}, "1879-11-07/"),
    ({"start": "1879-10-26", "calendar": "Old Style"}, "1879-11-07/"),
    ({"start": "1879-10-26", "calendar": "OS"}, "1879-11-07/"),
    ({"start": "1879-11-07 NS", "calendar": "julian"}, "1879-11-07/"),
    ({"start": "1879-10-26 OS", "calendar": "gregorian"}, "1879-11-07/"),
    ({"start": "1879-10-26"}, "1879-10-26/"),
    ({"duration": "10 weeks"}, "/"),
]


@pytest.mark.parametrize(("cells", "edtf"), SPANS)
def test_start_end_duration_and_calendar_make_the_span(cells: dict[str, str], edtf: str) -> None:
    assert edtf_of_span(stay_of(**cells).span) == edtf


CLAIMS = [
    ("doc1: start=1902", [Claim("doc1", "start", "1902")]),
    ("doc1 : end = c. 1902", [Claim("doc1", "end", "c. 1902")]),
    ("doc1: place=Kraków; doc2: kind=visit",
     [Claim("doc1", "place", "Kraków"), Claim("doc2", "kind", "visit")]),
    ("doc1: end=..", [Claim("doc1", "end", "..")]),
    ("doc1: absent\ndoc2: absent", [Claim("doc1", "absent"), Claim("doc2", "absent")]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "claims"), CLAIMS)
def test_claims_say_what_one_source_says(cell: str, claims: list[Claim]) -> None:
    read_claims = stay_of(claims=cell).claims
    assert [(c.source, c.field, c.value) for c in read_claims] == [
        (c.source, c.field, c.value) for c in claims
    ]
    assert [c.date is not None for c in read_claims] == [
        c.field in ("start", "end") and c.value != ".." for c in claims
    ]


@pytest.mark.parametrize(
    ("cells", "edtf"),
    [
        ({"claims": "doc1: end=1916-03-31"}, "1916-03-31"),
        ({"claims": "doc1: end=1900/1902"}, "[1900..1902]"),
        ({"claims": "doc1: end=1916-03-18", "calendar": "julian"}, "1916-03-31"),
        ({"claims": "doc1: end=1916-03-31 NS", "calendar": "julian"}, "1916-03-31"),
    ],
)
def test_a_claimed_date_is_read_as_the_rows_own_dates_are(cells: dict[str, str], edtf: str) -> None:
    (claim,) = stay_of(**cells).claims
    assert claim.date is not None
    assert edtf_of_date(claim.date) == edtf


# ---------------------------------------------------------------- faults

# cells | column | value | severity | a word of the message | of the hint
FAULTS: list[tuple[dict[str, str], str, str, str, str, str]] = [
    ({"place": "", "title": "x"}, "place", "", "error", "the place is missing", "as the sources"),
    ({"place": "?"}, "place", "?", "error", "the place is missing", "as the sources do"),
    ({"lat": "59.9"}, "lon", "", "error", "there is a lat but no lon", "both, or neither"),
    ({"lon": "30"}, "lat", "", "error", "there is a lon but no lat", "both, or neither"),
    ({"lat": "59,93"}, "lon", "", "error", "there is a lat but no lon", "both, or neither"),
    ({"lat": "59 56"}, "lon", "", "error", "there is a lat but no lon", "both, or neither"),
    ({"lat": "x", "lon": "30"}, "lat", "x", "error", "not degrees", "59.93 or 59°56′03″N"),
    ({"lat": "5", "lon": "nan"}, "lon", "nan", "error", "not degrees", "59.93 or 59°56′03″N"),
    ({"lat": "151.2", "lon": "-33.9"}, "lat", "151.2", "error", "between -90 and 90", "exchanged"),
    ({"lat": "95", "lon": "120"}, "lat", "95", "error", "between -90 and 90", "59.93 or"),
    ({"precision_km": "far"}, "precision_km", "far", "error", "kilometres", "5 or 0.5"),
    ({"precision_km": "-1"}, "precision_km", "-1", "error", "kilometres", "5 or 0.5"),
    ({"precision_km": "3001"}, "precision_km", "3001", "error", "kilometres", "5 or 0.5"),
    ({"precision_km": "1,500"}, "precision_km", "1,500", "error", "thousands", "5 or 0.5"),
    ({"precision_km": "1,500 km"}, "precision_km", "1,500 km", "error", "thousands", "5 or"),
    ({"start": "31 June 1843"}, "start", "31 June 1843", "error", "31 June 1843", "1843-06~"),
    ({"start": "07/11/1879"}, "start", "07/11/1879", "error", "07/11/1879", "1879-07-11"),
    ({"end": "soon"}, "end", "soon", "error", 'the date "soon"', "Write a date like"),
    ({"start": "1903", "end": "1902"}, "end", "1902", "error", "before the beginning", "Exchange"),
    ({"start": "before " * 999}, "start", ("before " * 999).strip(), "error", "read", "longer"),
    ({"duration": "long"}, "duration", "long", "error", "length of time", "10 weeks"),
    ({"start": "1902-01-01", "end": "1902-01-05", "duration": "a year"},
     "duration", "a year", "warning", "longer than the dates allow", "Correct the start"),
    ({"start": "1902", "end": "1910", "duration": "10 weeks"},
     "duration", "10 weeks", "warning", "shorter than the dates allow", "Correct the start"),
    ({"start": "1902/1910", "duration": "10 weeks"},
     "duration", "10 weeks", "warning", "shorter than the dates allow", "Correct the start"),
    ({"calendar": "jewish"}, "calendar", "jewish", "error", "known calendar", "gregorian, julian"),
    ({"certainty": "probabel"}, "certainty", "probabel", "error", "certainty", "mean probabl"),
    ({"kind": "prisen"}, "kind", "prisen", "warning", "not a known kind", "Did you mean prison?"),
    ({"mode": "Zeppelin"}, "mode", "Zeppelin", "warning", "not a known mode", "Known are air"),
    ({"move": "lust"}, "move", "lust", "warning", "not a known move", "Known are deport"),
    ({"via": "Lviv; 95 10"}, "via", "95 10", "error", "not a pair", "like 44.6 -63.6"),
    ({"via": "59,93"}, "via", "59,93", "error", "decimal comma", "like 44.6 -63.6"),
    ({"bound_for": "95 10"}, "bound_for", "95 10", "error", "not a pair", "like 44.6 -63.6"),
    ({"rank": "4"}, "rank", "4", "error", "is not 1, 2 or 3", "1 = in the two-minute"),
    ({"rank": "1.0"}, "rank", "1.0", "error", "is not 1, 2 or 3", "1 = in the two-minute"),
    ({"image": "a.jpg"}, "image_alt", "", "warning", "no description", "for those who cannot"),
    ({"description": "[@doc3 p. 1]"}, "description", "doc3", "warning", "no source", "mean doc"),
    ({"note": "[@zzz]"}, "note", "zzz", "warning", 'no source "zzz"', "under [sources]"),
    ({"source": "dok1 p. 3"}, "source", "dok1", "warning", 'no source "dok1"', "mean doc1"),
    ({"source": "doc1, p. 3"}, "source", "doc1,", "warning", 'no source "doc1,"', "mean doc1"),
    ({"claims": "doc1: end=1902; doc1: end=1903"}, "claims", "doc1: end=1903", "error",
     "two things of end", "Keep one"),
    ({"claims": "doc1 says so"}, "claims", "doc1 says so", "error", "the claim", "end=1916-03"),
    ({"claims": "doc1: until=1902"}, "claims", "doc1: until=1902", "error", "claim", "end="),
    ({"claims": "doc1: end=soon"}, "claims", "soon", "error", 'date "soon"', "Write a date"),
    ({"claims": "doc1: kind=Passage"}, "claims", "doc1: kind=Passage", "error",
     "in all accounts or in none", "Write “doc1: absent”"),
    ({"kind": "passage", "claims": "doc1: kind=visit"}, "claims", "doc1: kind=visit", "error",
     "in all accounts or in none", "a row of its own"),
    ({"claims": "doc9: absent"}, "claims", "doc9", "warning", 'no source "doc9"', "mean doc"),
    ({"id": "My Id!"}, "id", "My Id!", "warning", "cannot stand in a link", "It became my-id;"),
    ({"id": "Київ"}, "id", "Київ", "warning", "cannot stand in a link", "became a new one"),
    ({"formerly": "Old Id"}, "formerly", "Old Id", "warning", "in a link", "It became old-id"),
    ({"formerly": "Київ"}, "formerly", "Київ", "warning", "in a link", "It was left out"),
    ({"within": "nowhere"}, "within", "nowhere", "error", "no stay has the id", "of another row"),
    ({"within": "kyif"}, "within", "kyif", "error", "no stay has the id", "of another row"),
    ({"within": "kyiv"}, "within", "kyiv", "error", "lies within itself", "Leave within empty"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "value", "severity", "message", "hint"),
    FAULTS,
    ids=[f"{f[1]}={f[2][:20]!r}" for f in FAULTS],
)
def test_a_fault_is_named_with_its_row_and_column_and_what_to_type(
    cells: dict[str, str], column: str, value: str, severity: str, message: str, hint: str
) -> None:
    _, (problem,) = row(**cells)
    assert (problem.file, problem.row, problem.column) == ("t.csv", 2, column)
    assert problem.value == value
    assert problem.severity == severity
    assert message in problem.message
    assert hint in problem.hint
    assert len(str(problem)) < 500


# cells with a fault | field | what stands in its place
KEPT: list[tuple[dict[str, str], str, object]] = [
    ({"kind": "Prisen"}, "kind", "prisen"),
    ({"mode": "Zeppelin"}, "mode", "zeppelin"),
    ({"certainty": "x"}, "certainty", "certain"),
    ({"rank": "x"}, "rank", 2),
    ({"lat": "x", "lon": "1"}, "pinned", None),
    ({"start": "x", "end": "1902"}, "span", Timespan(None, None)),
    ({"claims": "x; doc1: absent"}, "claims", (Claim("doc1", "absent"),)),
    ({"source": "dok1 p. 3"}, "sources", (Citation("", "dok1 p. 3"),)),
    ({"id": "Київ"}, "id", "kyiv"),
]


@pytest.mark.parametrize(("cells", "field", "value"), KEPT)
def test_what_cannot_be_read_leaves_the_rest_of_the_row_as_it_is(
    cells: dict[str, str], field: str, value: object
) -> None:
    stay, problems = row(**cells)
    assert len(problems) == 1
    assert getattr(stay, field) == value
    assert stay.place == "Kyiv"


def test_all_faults_of_all_rows_are_told_at_once_and_in_order() -> None:
    _, problems = read("place,start,lat,lon,rank\nA,x,y,z,9\n\nB,1902,,,\n,soon,1,,\n")
    assert {(p.row, p.column) for p in problems} == {
        (2, "start"), (2, "lat"), (2, "lon"), (2, "rank"), (5, "place"), (5, "start"), (5, "lon"),
    }  # fmt: skip
    assert [p.row for p in problems] == sorted(p.row for p in problems)


@pytest.mark.parametrize(
    ("within", "hint"),
    [
        ("Wien", "Did you mean wien-1907 or wien-1912?"),
        ("wien-1914-", "Did you mean wien-1912?"),  # never the row's own
    ],
)
def test_who_writes_no_id_under_within_is_told_the_one_that_may_be_meant(
    within: str, hint: str
) -> None:
    rows = f"Wien,1907,\nWien,1912,\nWien,1914,{within}\n"
    _, (problem,) = read(f"place,start,within\n{rows}")
    assert problem.message == f'no stay has the id "{within}".'
    assert problem.hint == hint


def test_a_header_without_rows_is_an_error() -> None:
    _, (problem,) = read("place,start\n")
    assert (problem.row, problem.severity) == (0, "error")
    assert "no rows" in problem.message


def test_a_table_without_places_tells_nothing() -> None:
    journey, (*_, problem) = read("wer,start\nA,1902\n")
    assert journey.stays == ()
    assert (problem.row, problem.message) == (1, "there is no column place.")


# ---------------------------------------------------------------- ids

# table | ids in playing order
IDS = [
    ("place,start\nAlma Ata,1902\n", ["alma-ata-1902"]),
    ("place,start,end\nKyiv,,1902\n", ["kyiv-1902"]),
    ("place,start\nKyiv,before 1907\n", ["kyiv-1906"]),
    ("place,start\nKyiv,winter 1919/1920\n", ["kyiv-1919"]),
    ("place,start\nKyiv,27 December 1901 OS\n", ["kyiv-1902"]),
    ("place,start\nRome,44 BC\n", ["rome--43"]),
    ("place\nKyiv\n", ["kyiv"]),
    ("place,start\nKyiv,1902\nKyiv,1902\nKyiv,1902\n", ["kyiv-1902", "kyiv-1902-2", "kyiv-1902-3"]),
    ("place,start\nКиїв,1902\n", ["stay-2"]),
    ("place,start\n\n\nКиїв,1902\n北京,1903\n", ["stay-4", "stay-5"]),
    ("place,start\nCoyoacán,1937\n", ["coyoacan-1937"]),
    ("place,start,id\nKyiv,1902,\nKyiv,1902,kyiv-1902\n", ["kyiv-1902-2", "kyiv-1902"]),
    ("place,id\nКиїв,\nLviv,stay-2\n", ["stay-2-2", "stay-2"]),
    ("place,start\nKyiv,1903\nKyiv,1902-02\nKyiv,1902-01\n",
     ["kyiv-1902-2", "kyiv-1902", "kyiv-1903"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "ids"), IDS)
def test_an_id_is_made_of_place_and_earliest_year_and_repeats_count_in_file_order(
    table: str, ids: list[str]
) -> None:
    journey, _ = read(table)
    assert [stay.id for stay in journey.stays] == ids


@given(st.lists(st.tuples(st.text(max_size=8), st.sampled_from(["", "a", "b-1"])), max_size=8))
def test_every_stay_has_an_id_of_its_own_that_can_stand_in_a_link(
    rows: list[tuple[str, str]],
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("place", "id"), *rows])
    table, _ = read_table(text.getvalue().encode(), file="t.csv")
    assert table is not None
    journey, problems = read_stays(table, Settings())
    ids = [stay.id for stay in journey.stays]
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)
    assert len(set(ids)) == len(ids) or any(p.column == "id" for p in problems)


def test_an_id_given_twice_is_an_error_that_names_the_other_row() -> None:
    _, (problem,) = read("place,id\nKyiv,a\nLviv,\nOdesa,a\n")
    assert (problem.row, problem.column, problem.severity) == (4, "id", "error")
    assert 'row 2 has the id "a" too' in problem.message


# table | row | what the old id leads to
OLD_IDS = [
    ("place,id,formerly\nKyiv,a,\nLviv,b,a\n", 3, "leads to row 2 already"),
    ("place,id,formerly\nKyiv,a,b\nLviv,b,\n", 2, "leads to row 3 already"),
    ("place,id,formerly\nKyiv,a,old\nLviv,b,old\n", 3, "leads to row 2 already"),
    ("place,id,formerly\nKyiv,a,b; b\nLviv,b,\n", 2, "leads to row 3 already"),
]


@pytest.mark.parametrize(("table", "number", "message"), OLD_IDS)
def test_an_old_id_that_leads_elsewhere_is_announced_and_not_kept(
    table: str, number: int, message: str
) -> None:
    told, (problem,) = read(table)
    assert (problem.row, problem.column, problem.severity) == (number, "formerly", "warning")
    assert message in problem.message
    assert all(stay.formerly == () for stay in told.stays if stay.row == number)


def test_an_old_id_is_kept_once() -> None:
    told, problems = read("place,id,formerly\nKyiv,a,old; old\n")
    assert (told.stays[0].formerly, problems) == (("old",), ())


# ---------------------------------------------------------------- within

# table | row | severity | message
OUTSIDE = [
    ("place,start,end,id,within\nA,1902,1904,a,\nB,1905,,b,a\n", 3, "warning", "not inside the"),
    ("place,start,end,id,within\nA,1902,1904,a,\nB,1906,1901,b,a\n", 3, "error", "before the"),
    ("place,id,within\nA,a,b\nB,b,a\n", 2, "error", "within itself"),
    ("place,id,within\nA,a,b\nB,b,c\nC,c,b\n", 3, "error", "within itself"),
]


@pytest.mark.parametrize(("table", "number", "severity", "message"), OUTSIDE)
def test_a_stay_that_cannot_lie_within_another_is_named(
    table: str, number: int, severity: str, message: str
) -> None:
    _, problems = read(table)
    named = [p for p in problems if p.row == number]
    assert [p.severity for p in named] == [severity]
    assert message in named[0].message


@pytest.mark.parametrize(
    "dates", ["1902,1904,,", "1902,,1902,", ",,1902,", "1902,1904,1904-12-31,"]
)
def test_a_stay_that_may_lie_within_another_is_not_doubted(dates: str) -> None:
    start, end, inner, _ = dates.split(",")
    told(f"place,start,end,id,within\nA,{start},{end},a,\nB,{inner},,b,a\n")


def test_a_row_that_plays_later_than_the_file_has_it_is_announced() -> None:
    journey, (problem,) = read("place,start\nA,1910\nB,1905\nC,1906\nD,1907\n")
    assert [stay.place for stay in journey.stays] == ["B", "C", "D", "A"]
    assert (problem.row, problem.severity) == (2, "warning")
    assert problem.message == "this row plays after rows below it, as the dates have it."


def test_a_row_that_plays_earlier_than_the_file_has_it_is_announced() -> None:
    journey, problems = read("place,start\nZ,1909\nA,1910\nB,1905\nC,\nD,1912\n")
    assert [stay.place for stay in journey.stays] == ["B", "C", "Z", "A", "D"]
    assert [(p.row, p.column, p.severity) for p in problems] == [
        (4, "start", "warning"), (5, "start", "warning"),
    ]  # fmt: skip
    assert "certainly began earlier" in problems[0].message
    assert "the row above it does" in problems[1].message


# ---------------------------------------------------------------- eras and persons

ERAS = (
    "[eras.Two]\nslot = 1\ntext = 'The second.'\n[eras.Three]\nslot = 3\n[eras.Never]\nslot = 4\n"
)


def test_eras_come_in_order_of_first_use_each_with_a_slot() -> None:
    eras = told("place,era\nA,One\nB,Two\nC,One\nD,Three\nE,Four\n", ERAS).eras
    assert eras == (
        Era("one", "One", 2), Era("two", "Two", 1, "The second."),
        Era("three", "Three", 3), Era("four", "Four", 4),
    )  # fmt: skip


def test_more_eras_than_slots_begin_again() -> None:
    rows = "".join(f"P,Era {i}\n" for i in range(13))
    assert [era.slot for era in told("place,era\n" + rows).eras] == [*range(1, 11), 1, 2, 3]


def test_eras_of_one_slug_are_two() -> None:
    journey = told("place,era\nA,Exile\nB,Exil\u00e9\nC,exile!\nD,Ссылка\nE,亡命\n")
    assert [era.slug for era in journey.eras] == ["exile", "exile-2", "exile-3", "era", "era-2"]
    assert [stay.era for stay in journey.stays] == [era.slug for era in journey.eras]


MAIN = "person = 'Lev Bronstein'\n[persons.natalia]\nname = 'Natalia Sedova'\nborn = 1882\n"

# cell | slugs
NAMED = [
    ("", ("lev-bronstein",)),
    ("Lev Bronstein", ("lev-bronstein",)),
    ("lev  bronstein", ("lev-bronstein",)),
    ("natalia", ("natalia",)),
    ("Natalia", ("natalia",)),
    ("Natalia Sedova", ("natalia",)),
    ("Natalia Sedova; Lev Bronstein", ("natalia", "lev-bronstein")),
    ("Joe", ("joe",)),
]


@pytest.mark.parametrize(("cell", "slugs"), NAMED)
def test_a_person_is_named_by_key_or_name_and_an_empty_cell_is_the_main_one(
    cell: str, slugs: tuple[str, ...]
) -> None:
    journey = told(f"place,person\nA,{cell}\n", MAIN)
    assert journey.stays[0].persons == slugs
    assert [p.slug for p in journey.persons][:2] == ["lev-bronstein", "natalia"]


def test_two_names_are_two_persons_however_alike() -> None:
    journey = told("place,person\nA,Ana\nB,Aña\nC,ANA\nD,Лев\nE,Наталья\n")
    assert [p.name for p in journey.persons] == ["Ana", "Aña", "Лев", "Наталья"]
    assert len({p.slug for p in journey.persons}) == 4


def test_without_any_name_there_is_one_person() -> None:
    assert told("place\nA\n").persons == (Person("", ""),)


# ---------------------------------------------------------------- sizes

BIG = 2_000


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("place,start", "Kyiv,1902"),
        ("place,person", "Kyiv,Nobody {i}"),
        ("place,era", "Kyiv,Эра {i}"),
        ("place,id,within", "Kyiv,s{i},s{j}"),
        ("place,id,formerly", "Kyiv,s{i},t{i}"),
    ],
)
def test_thousands_of_rows_are_read_at_once(header: str, line: str) -> None:
    rows = "".join(line.format(i=i, j=i - 1 if i else "") + "\n" for i in range(BIG))
    journey, _ = read(f"{header}\n{rows}".replace(",s\n", ",\n"))
    assert len(journey.stays) == BIG


def test_of_many_faults_alike_only_the_first_are_looked_after() -> None:
    rows = "".join(f"Kyiv,stay{i},stay{i}x\n" for i in range(500))
    _, problems = read("place,id,within\n" + rows)
    assert len(problems) == 500
    assert "Did you mean" in problems[0].hint
    assert "Did you mean" not in problems[-1].hint
