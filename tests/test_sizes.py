"""Tables as large as anyone's: they end, and nothing of them is lost.

Nothing is timed: what takes the square of the rows does not end in a test's patience.
"""

from dataclasses import replace

import pytest

from conftest import sources
from journeymap.compose import compose
from journeymap.errors import InputError
from journeymap.files import File
from journeymap.offline import OFFLINE_WORLD
from journeymap.page.listing import body
from journeymap.page.markup import Html
from journeymap.page.wording import Wording
from journeymap.pipeline import build, gather
from small_world import SMALL_WORLD
from workbooks import packed, parts_of, workbook

ROWS = 5_000
MANY = 1_500
PLACES = ("Paris", "Vienna", "Prague", "Suva")


def table(header: str, line: str, count: int = ROWS) -> str:
    """A table of many rows like ``line``, with their number, place, year and month."""
    rows = [
        line.format(i=i, before=max(0, i - 1), place=PLACES[i % 4], y=1000 + i // 12, m=i % 12 + 1)
        for i in range(count)
    ]
    return "\n".join([header, *rows]) + "\n"


def test_five_thousand_rows_become_a_page() -> None:
    text = table("place,start,lat,lon", "P{i},{y}-{m:02d},1.{i},2.{i}")
    built = build(sources(text), world=OFFLINE_WORLD)
    assert len(built.gathered.journey.stays) == ROWS
    assert built.html.count("<li data-stay-id=") == ROWS


def test_five_megabytes_become_a_page() -> None:
    text = table(
        "place,start,description", '{place},{y},"' + "word *em* [a](https://b.c) " * 37 + '"'
    )
    assert len(text) > 5_000_000
    built = build(sources(text), world=SMALL_WORLD)
    assert built.html.count("<li data-stay-id=") == ROWS


def test_a_thousand_blank_columns_are_nothing() -> None:
    text = table("place,start" + 1000 * ",", "Paris,{y}" + 1000 * ",")
    assert len(gather(sources(text), world=SMALL_WORLD).journey.stays) == ROWS


def test_thousands_of_passages_in_a_row_are_one_way() -> None:
    text = table("place,kind", "Sea,passage").replace("\n", "\nParis,\n", 1) + "Suva,\n"
    journey = gather(sources(text), world=SMALL_WORLD).journey
    assert len(journey.stays) == ROWS + 2


# header | a row | how many legs
JOURNEYS = [
    ("place,start", "Paris,1902", 0),
    ("place,start", "{place},1902", MANY - 1),
    ("place,start,person", "{place},1902,P{i}", 0),
    ("place,start,era,kind,mode", "{place},{y},Era {i},kind {i},mode {i}", MANY - 1),
    ("place,start,id,within", "{place},{y},s{i},s{before}", MANY - 1),
    ("place,start,area", "Balkans,1902,Serbia; Bulgaria", 0),
    ("place,start,bound_for", "Paris,1902,Suva", MANY),
    ("place,kind,via", "Sea,passage,Suva; Apia", MANY),
    ("place,start,source,claims", "Paris,1902,source {i} p. 2,doc{i}: absent", 0),
]  # fmt: skip


@pytest.mark.parametrize(("header", "line", "legs"), JOURNEYS, ids=[j[1] for j in JOURNEYS])
def test_a_journey_of_thousands_of_stays_is_told(header: str, line: str, legs: int) -> None:
    text = table(header, line, MANY).replace(",s0,s0\n", ",s0,\n")
    scene = compose(gather(sources(text), world=SMALL_WORLD).journey)
    assert len(scene.stays) == MANY
    assert len(scene.legs) == legs
    html = body(scene, Wording("en"), pictures={}, about=Html(""), map_id="m")
    assert html.count("<li data-stay-id=") == MANY


FAULTY = [
    ("place,start", "Xyzzy {i},1902"),
    ("place,start", "Paris,31 June {y}"),
    ("place,id,within", "Paris,stay{i},stay{i}x"),
    ("place,id", "Paris,same"),
    ("place,lat,lon", "Paris,{i}x,1"),
    ("place,start", "Paris,1902,{i}"),
    ("place,area", "Paris,xyzzy {i}"),
]


@pytest.mark.parametrize(("header", "line"), FAULTY, ids=[f[1] for f in FAULTY])
def test_thousands_of_faults_are_all_told(header: str, line: str) -> None:
    with pytest.raises(InputError) as refusal:
        gather(sources(table(header, line, MANY)), world=SMALL_WORLD)
    assert len(refusal.value.problems) >= MANY - 1


@pytest.mark.parametrize(
    "cell", ["word ", "a;", "(", "*a", "[@a,", "1", "1 ", "\u0300\u0316", "א", "Ã", "Ã¼", "\ufffd"]
)
@pytest.mark.parametrize("column", ["title", "description", "start", "area", "source", "kind"])
def test_a_cell_of_two_hundred_kilobytes_ends_in_a_map_or_in_problems(
    column: str, cell: str
) -> None:
    text = f'place,{column}\nParis,"{cell * (200_000 // len(cell.encode()))}"\n'
    try:
        assert len(gather(sources(text), world=SMALL_WORLD).journey.stays) == 1
    except InputError as refusal:
        assert max(len(str(problem)) for problem in refusal.problems) < 1000


def test_a_long_word_in_a_code_page_is_looked_at_once() -> None:
    data = f'place,title\nParis,"{"a" * 200_000} Übergang"\n'.encode("cp1252")
    made = replace(sources(""), table=File("t.csv", data))
    (said,) = gather(made, world=SMALL_WORLD).problems
    assert 'with "Übergang"' in said.message


def test_a_workbook_of_thousands_of_stays_is_told() -> None:
    rows: list[list[object]] = [["place", "start", "lat", "lon"]]
    rows += [[f"P{i}", {"n": i, "format": "yyyy-mm-dd"}, i / 100, i / 100] for i in range(ROWS)]
    made = replace(
        sources(""), table=File("t.xlsx", workbook({"sheets": [{"name": "S", "rows": rows}]}))
    )
    assert len(gather(made, world=SMALL_WORLD).journey.stays) == ROWS


def test_a_million_blank_rows_of_a_workbook_are_nothing() -> None:
    parts = parts_of({"sheets": [{"name": "S", "rows": [["place"], ["Paris"]]}]})
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    blank = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(3, 1_048_577))
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", blank + "</sheetData>")
    made = replace(sources(""), table=File("t.xlsx", packed(parts)))
    assert len(gather(made, world=SMALL_WORLD).journey.stays) == 1


def test_a_format_made_to_exhaust_the_computer_is_read_in_part() -> None:
    for code in ("[" * 200_000, '"' * 199_999, "m" * 200_000, "hm" * 100_000, "\\" * 200_000):
        rows: list[list[object]] = [["place", "title"], ["Paris", {"n": 1, "format": code}]]
        made = workbook({"sheets": [{"name": "S", "rows": rows}]})
        assert gather(replace(sources(""), table=File("t.xlsx", made)), world=SMALL_WORLD)


def test_a_million_texts_of_a_workbook_are_refused() -> None:
    parts = parts_of({"sheets": [{"name": "S", "rows": [["place"], ["Paris"]]}]})
    texts = "".join(f"<si><t>{i * 7919 % 999_983}</t></si>" for i in range(1_000_001))
    parts["xl/sharedStrings.xml"] = f"<sst>{texts}</sst>"
    with pytest.raises(InputError, match="too much"):
        gather(replace(sources(""), table=File("t.xlsx", packed(parts))), world=SMALL_WORLD)
