"""Tables as every spreadsheet saves them: the same stays, each exact, from all of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import sources
from journeymap.edtf import edtf_of_date
from journeymap.errors import InputError, Problem
from journeymap.files import File, Sources
from journeymap.model import Journey
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import build, gather
from journeymap.prose import clean_text
from small_world import SMALL_WORLD
from workbooks import workbook

CORPUS = Path(__file__).parent / "corpus"
JOURNEY = json.loads((CORPUS / "journey.json").read_text("utf-8"))
SAVED = json.loads((CORPUS / "saved.json").read_text("utf-8"))
WORKBOOKS = json.loads((CORPUS / "workbooks.json").read_text("utf-8"))


def of(data: bytes, file: str, encoding: str = "") -> Sources:
    made = sources("")
    return Sources(File(file, data, encoding), None, None, made.picture)


def saved(entry: dict[str, Any]) -> bytes:
    return str(entry["text"]).encode(entry["encoding"])


def told(journey: Journey) -> list[list[Any]]:
    return [
        [
            stay.place,
            stay.site.position.lat,
            stay.site.position.lon,
            edtf_of_date(stay.span.start) if stay.span.start else "",
            edtf_of_date(stay.span.end) if stay.span.end else "",
            stay.title,
        ]
        for stay in journey.stays
    ]


def expected(numbers: list[int]) -> list[list[Any]]:
    return [[*JOURNEY[i][:5], clean_text(JOURNEY[i][5])] for i in numbers]


def read(made: Sources) -> tuple[Journey, tuple[Problem, ...]]:
    gathered = gather(made, world=SMALL_WORLD)
    return gathered.journey, gathered.problems


@pytest.mark.parametrize("entry", SAVED, ids=[entry["program"] for entry in SAVED])
def test_a_table_is_the_same_whatever_saved_it(entry: dict[str, Any]) -> None:
    journey, problems = read(of(saved(entry), entry.get("file", "t.csv")))
    assert told(journey) == expected(entry["stays"])
    assert [problem.row for problem in problems] == [0] * entry.get("said", 0)
    assert all(f"it was read as {entry['encoding']}" in p.message for p in problems)


@pytest.mark.parametrize(
    "entry", [e for e in SAVED if "said" in e], ids=lambda entry: entry["program"]
)
def test_with_its_encoding_said_nothing_is_left_to_say(entry: dict[str, Any]) -> None:
    journey, problems = read(of(saved(entry), "t.csv", entry["encoding"]))
    assert told(journey) == expected(entry["stays"])
    assert problems == ()


@pytest.mark.parametrize("entry", WORKBOOKS, ids=[entry["program"] for entry in WORKBOOKS])
def test_a_workbook_is_the_same_whatever_saved_it(entry: dict[str, Any]) -> None:
    journey, problems = read(of(workbook(entry["recipe"]), "t.xlsx"))
    assert told(journey) == expected([0, 1, 2, 3])
    assert problems == ()


LIBREOFFICE = [
    ("journey.xlsx", "", [0, 1, 2, 3]),
    ("german-utf-8.csv", "", [0, 1, 2, 3]),
    ("french-utf-16.tsv", "", [0, 1, 2, 3]),
    ("german-cp1250.csv", "cp1250", [1]),
    ("german-cp1252.csv", "cp1252", [0, 2]),
    ("turkish-cp1254.csv", "cp1254", [3]),
]
"""What LibreOffice wrote; the encoding that is announced; the stays."""


@pytest.mark.parametrize(("file", "encoding", "stays"), LIBREOFFICE)
def test_a_file_that_libreoffice_wrote_is_read_exactly(
    file: str, encoding: str, stays: list[int]
) -> None:
    journey, problems = read(of((CORPUS / "libreoffice" / file).read_bytes(), file))
    assert told(journey) == expected(stays)
    assert [problem.row for problem in problems] == [0] * bool(encoding)
    assert all(f"it was read as {encoding}" in problem.message for problem in problems)


def test_an_ods_that_libreoffice_wrote_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match=r"LibreOffice spreadsheet \(\.ods\)") as refusal:
        read(of((CORPUS / "libreoffice" / "journey.ods").read_bytes(), "journey.ods"))
    (problem,) = refusal.value.problems
    assert problem.hint == "In LibreOffice: File, Save As, Excel (.xlsx)."


def test_a_workbook_makes_the_same_page_twice_and_again_from_the_page(tmp_path: Path) -> None:
    from journeymap.page.carried import sources_of_page

    made = of(workbook(WORKBOOKS[0]["recipe"]), "t.xlsx")
    page = build(made, world=OFFLINE_WORLD).html
    assert build(made, world=OFFLINE_WORLD).html == page
    inside = sources_of_page(page.encode())
    assert inside is not None
    assert inside.table.data == made.table.data
    assert build(inside, world=OFFLINE_WORLD).html == page
