"""The header of a table, as teachers write it."""

import pytest

from conftest import ROOT
from journeymap.columns import columns_of
from journeymap.errors import Problem
from journeymap.headings import column_names
from journeymap.table import Row, Table
from journeymap.vocabulary import languages, vocabulary

# DESIGN §3
# fmt: off
CONTRACT = (
    "place", "today", "country", "lat", "lon", "precision_km", "area", "start", "end", "duration",
    "calendar", "era", "kind", "within", "mode", "via", "move", "bound_for", "title",
    "description", "rank", "image", "image_alt", "image_credit", "source", "certainty", "claims",
    "note", "question", "answer", "person", "alias", "id", "formerly",
)
# fmt: on


def read(*headings: str) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """What is said about a header in row 3."""
    return columns_of(Table("t.csv", Row(3, headings), ()))


def test_the_columns_are_those_of_the_contract() -> None:
    assert sorted(column_names()) == sorted([*CONTRACT, "easy"])


@pytest.mark.parametrize("column", CONTRACT)
@pytest.mark.parametrize(
    "form",
    [str.upper, str.title, lambda c: f"  {c} ", lambda c: c.replace("_", " "), lambda c: c + ":"],
    ids=["upper", "title", "spaced", "without underscore", "colon"],
)
def test_case_spaces_and_punctuation_do_not_matter(column: str, form: type[str]) -> None:
    headings = ["place", form(column)] if column != "place" else [form(column)]
    found, problems = read(*headings)
    assert column in found
    assert problems == ()


SYNONYMS = [
    ("Latitude (N)", "lat"), ("Year", "start"),
    ("coordinates", "lat"), ("Ereignis", "title"), ("What happened", "title"),
    ("latitude", "lat"), ("lng", "lon"), ("longitude", "lon"), ("from", "start"), ("to", "end"),
    ("arrived", "start"), ("left", "end"), ("notes", "description"), ("transport", "mode"),
    ("Start date", "start"), ("END-DATE", "end"), ("Länge", "lon"), ("LANGE", "lon"),
    ("position", "lat"), ("Bitiş", "end"), ("koniec", "end"), ("Название", "title"),
    ("inizio", "start"), ("até", "end"), ("beschrijving", "description"),
    ("Début", "start"), ("начало", "start"), ("Precision (km)", "precision_km"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "column"), SYNONYMS)
def test_an_obvious_synonym_is_the_column(heading: str, column: str) -> None:
    assert read("place", heading) == ({"place": 0, column: 1}, ())


def test_an_unknown_column_of_coordinates_is_told_as_such() -> None:
    rows = (Row(2, ("Oslo", "")), Row(3, ("Bergen", "60.39, 5.32")))
    _, (problem,) = columns_of(Table("t.csv", Row(1, ("place", "whereabouts")), rows))
    assert problem.hint == "It seems to hold coordinates: to use them, call it “coordinates”."
    known = Table("t.csv", Row(1, ("place", "whereabouts", "lat")), (Row(2, ("Oslo", "1 2", "")),))
    assert "kept, but not shown" in columns_of(known)[1][0].hint


def test_of_two_unknown_columns_of_one_name_each_is_looked_at() -> None:
    header = Row(1, ("whereabouts", "place", "whereabouts"))
    _, problems = columns_of(Table("t.csv", header, (Row(2, ("north", "Bergen", "60.39, 5.32")),)))
    assert ["coordinates" in problem.hint for problem in problems] == [False, True]


def test_no_synonym_belongs_to_two_columns() -> None:
    owners: dict[str, str] = {}
    for column, synonyms in vocabulary("columns").items():
        for heading in [column, *map(str, synonyms)]:
            found, _ = read(heading)
            assert owners.setdefault(heading, column) == column
            assert column in found


def test_the_starter_tables_header_is_read_without_a_word() -> None:
    found, problems = read("place", "start", "end", "title", "description")
    assert found == {"place": 0, "start": 1, "end": 2, "title": 3, "description": 4}
    assert problems == ()


# heading | a word of the hint
UNKNOWN = [
    ("descripton", "Did you mean description?"),
    ("longtitude", "Did you mean lon?"),
    ("precisionkm2", "Did you mean precision_km?"),
    ("shoe size", "kept, but not shown"),
    ("#", "kept, but not shown"),
    ("x" * 200_000, "kept, but not shown"),
    ("zq" + "\u0300\u0316" * 100_000, "kept, but not shown"),
]


@pytest.mark.parametrize(("heading", "hint"), UNKNOWN, ids=[u[0][:20] for u in UNKNOWN])
def test_an_unknown_column_is_named_with_the_nearest_known_one(heading: str, hint: str) -> None:
    found, (problem,) = read("place", heading)
    assert found == {"place": 0}
    assert (problem.row, problem.value, problem.severity) == (3, heading, "warning")
    assert hint in problem.hint
    assert len(str(problem)) < 200


def test_a_column_without_a_heading_is_passed_over() -> None:
    assert read("place", "", " ", "start") == ({"place": 0, "start": 3}, ())


def test_a_column_named_twice_is_an_error() -> None:
    for second in ("Place", "PLACE ", "place"):
        _, (problem,) = read("place", second)
        assert problem.severity == "error"
        assert "two columns are the place" in problem.message
    _, (problem,) = read("location", "start", "town")
    assert '"location" and "town"' in problem.message


@pytest.mark.parametrize("headings", [("description", "notes"), ("Notes", "Description")])
def test_a_columns_own_name_beats_a_synonym_and_says_so(headings: tuple[str, str]) -> None:
    found, (problem,) = read("place", *headings)
    assert headings[found["description"] - 1].lower() == "description"
    assert problem.severity == "warning"
    assert problem.value.lower() == "notes"


def test_a_table_without_places_is_refused_with_what_its_header_reads() -> None:
    _, problems = read("naam", "\x1b[31mred", *"x" * 50)
    assert problems[-1].message == "there is no column place."
    assert '"naam"' in problems[-1].hint
    assert "\x1b" not in problems[-1].hint
    assert problems[-1].severity == "error"


def test_a_thousand_unknown_columns_are_all_named() -> None:
    _, problems = read("place", *(f"column {i}" for i in range(999)))
    assert len(problems) == 999


def test_the_languages_are_those_that_have_a_file_of_words() -> None:
    files = (ROOT / "src/journeymap/page/locales").glob("*.json")
    assert sorted(languages()) == sorted(file.stem for file in files)
    assert languages()[0] == "en"
    assert all(read("place", f"title@{code}")[1] == () for code in languages())
