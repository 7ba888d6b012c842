"""What the doctor asks about a journey: a row of data for every question."""

from dataclasses import replace

import pytest
from shapely import LineString

from conftest import sources
from journeymap.basemap.countries import inland_km
from journeymap.doctor.cited import anchors
from journeymap.doctor.ways import fastest
from journeymap.errors import InputError
from journeymap.offline import OFFLINE_WORLD
from journeymap.pipeline import build, gather, looked_up
from small_world import SMALL_WORLD

LIFE = 'person = "Ann"\nborn = 1850\ndied = 1900\n[sources.one]\nshort = "The one"\n'
TEXTS = {"one": "She  went to “Paris” – at\nonce.\n\nThe end (1900)And so on."}


def asked(table: str, settings: str = LIFE, *, overland_km: float = 0.0) -> list[str]:
    """All that the doctor says of a table, in the words a user sees."""
    land = replace(SMALL_WORLD, inland_km=lambda line: overland_km * (line.length > 0))
    said = looked_up(gather(sources(table, settings), world=land), TEXTS)
    assert all(problem.severity == "warning" for problem in said)
    return [str(problem) for problem in said]


HEALTHY = [
    "place,start,end\nParis,1870,1875\nVienna,1875,1880\n",
    "place,start,end\nParis,1870-03,1875-05\nVienna,1875-05,1880\n",
    "place,start,end,id,within\nParis,1870,1875,p,\nVienna,1872-03,1872-04,,p\n",
    "place,start,end,person\nParis,1870,1875,Ann\nVienna,1870,1875,Bo\n",
    "place,start,kind\nParis,1901,burial\n",
    "place,start,end,id,within,title\nParis,1870,1880,p,,\nParis,1871,1873,,p,A\nParis,1872-05,1874,,p,B\n",
    "place,start,mode\nParis,1870-05-01,\nVienna,1870-05-02,train\n",
    "place,start\nOdesa,1899\nOdesa,early 1900\n",
    "place,start,calendar\nOdesa,1899-05-03,julian\nOdesa,1899-06-03,gregorian\n",
    "place,start\nOdesa,1899-05-03 OS\nOdesa,6 (18) June 1899\nOdesa,1899-07 NS\n",
    "place,start,source\nParis,1870,one “to 'Paris' - at once” §The end (1900)\n",
    "place,start,source\nParis,1870,one p. 12; two “nowhere”\n",
    "place,start,bound_for\nParis,1870-05-01,\nVienna,1870-05-03,Suva\n",
    "place,start,kind,title\nParis,1870-05-01,event,A\nParis,1870-05-01,event,B\n",
    "place,start,end,claims\nParis,1870-05-01,1870-05-01,one: start=1870-05-04\n",
    "place,start,end,claims\nParis,1870,1875,one: start=1876; one: end=1877\n",
    "place,country,start,mode,via\nHalifax,CA,1870,,\nParis,,1871,boat,45 -60\n",
]


@pytest.mark.parametrize("table", [*HEALTHY])
def test_nothing_is_asked_about_a_table_in_order(table: str) -> None:
    assert asked(table.replace("6 (18) June", "6 June (18 June)"), overland_km=9.0) == []


# what is wrong | the table | what is said
ILL = {
    "before birth": (
        "place,start,end\nParis,1840,1845\n",
        'places.csv row 2, column start: "Ann" was not born yet.\n'
        "    Correct the date, or born in the settings.",
    ),
    "after death": (
        "place,start\nParis,1901\n",
        'places.csv row 2, column start: "Ann" was dead by then.\n'
        "    Correct the date, or died in the settings; or write burial under kind.",
    ),
    "on into death": (
        "place,start,end\nParis,1899,1902\n",
        'places.csv row 2, column end: "Ann" was dead by then.\n'
        "    Correct the date, or died in the settings; or write burial under kind.",
    ),
    "from before birth": (
        "place,start,end\nParis,1840,1860\n",
        'places.csv row 2, column start: "Ann" was not born yet.\n'
        "    Correct the date, or born in the settings.",
    ),
    "a claim of another century": (
        "place,start,end,claims\nParis,1870,1875,one: start=1770\n",
        'places.csv row 2, column claims: "Ann" was not born yet.\n'
        "    Correct the date, or born in the settings.",
    ),
    "a claim that turns time round": (
        "place,start,end,claims\nParis,1870,1875,one: end=1869\n",
        'places.csv row 2, column claims: as "one" tells it this stay ends before it begins.\n'
        "    Correct the date; or say when both are, one: start=…; one: end=…",
    ),
    "two places at once": (
        "place,start,end\nParis,1870,1875\nVienna,1872,1874\n",
        'places.csv row 3, column within: on the same days there is "paris-1870" (row 2).\n'
        "    Correct a date; or write paris-1870 under within.",
    ),
    "two persons in two places at once": (
        "place,start,end,person\nParis,1870,1875,Ann; Bo\nVienna,1872,1874,Ann; Bo\n",
        'places.csv row 3, column within: on the same days there is "paris-1870" (row 2).\n'
        "    Correct a date; or write paris-1870 under within.",
    ),
    "a stay that goes on": (
        "place,start,end\nParis,1870,..\nVienna,1880,1890\n",
        'places.csv row 3, column within: on the same days there is "paris-1870" (row 2).\n'
        "    Correct a date; or write paris-1870 under within.",
    ),
    "a bare day": (
        "place,start\nOdesa,3 May 1899\n",
        'places.csv row 2, column start: "3 May 1899" may be Old Style or New Style here.\n'
        "    Write 3 May 1899 OS or 3 May 1899 NS; or fill in calendar.",
    ),
    "a bare month": (
        "place,start,end\nOdesa,1898,1899-05\n",
        'places.csv row 2, column end: "1899-05" may be Old Style or New Style here.\n'
        "    Write 1899-05 OS or 1899-05 NS; or fill in calendar.",
    ),
    "a bare day in an area": (
        "place,area,start\nThere,Serbia,1899-05-03\n",
        'places.csv row 2, column start: "1899-05-03" may be Old Style or New Style here.\n'
        "    Write 1899-05-03 OS or 1899-05-03 NS; or fill in calendar.",
    ),
    "a bare day that is claimed": (
        "place,start,claims\nOdesa,1899,one: start=1899-05-03\n",
        'places.csv row 2, column claims: "1899-05-03" may be Old Style or New Style here.\n'
        "    Write 1899-05-03 OS or 1899-05-03 NS; or fill in calendar.",
    ),
    "told twice by its kind": (
        "place,start,end,kind,title\nParis,1870,1875,prison,A\nParis,1870,1875,prison,B\n",
        'places.csv row 3, column place: row 2 tells the same stay: "A".\n'
        "    Delete one, or say what differs.",
    ),
    "told twice by its title": (
        "place,start,end,kind,title\nParis,1870-05-01,1870-05-01,event,A\n"
        "Paris,1870-05-01,1870-05-01,visit,A\n",
        'places.csv row 3, column place: row 2 tells the same stay: "A".\n'
        "    Delete one, or say what differs.",
    ),
    "words that are not in the text": (
        "place,start,source\nParis,1870,one “to Rome”\n",
        'places.csv row 2, column source: "to Rome" is not in the text of The one.\n'
        "    Copy a few words of the text, or the whole heading after §.",
    ),
    "a section that is not in the text": (
        "place,start,note\nParis,1870,It is so [@one §The end (1901)].\n",
        'places.csv row 2, column note: "The end (1901)" is not in the text of The one.\n'
        "    Copy a few words of the text, or the whole heading after §.",
    ),
    "an ocean in no time": (
        "place,start,end\nVienna,1870-05-01,1870-05-01\nNew York,1870-05-01,\n",
        'places.csv row 3, column start: 6,799 km from "Vienna" in 1 day at most: nobody was '
        "so fast.\n"
        "    At best about 1,000 km a day were possible in 1870. Check the dates, their "
        "calendars, and which place is meant.",
    ),
    "a ship like a train": (
        "place,country,start,end,kind,mode\nHalifax,CA,1870-05-01,1870-05-01,,\n"
        "Sea,,1870-05-01,1870-05-05,passage,ship\nParis,,1870-05-05,,,\n",
        "places.csv row 3, column start: 4,891 km in 5 days at most: nobody was so fast.\n"
        "    By ship about 750 km a day were possible in 1870. Check the dates, their "
        "calendars, and which place is meant.",
    ),
    "before there were any": (
        "place,start,mode\nParis,1870-05-01,\nVienna,1870-06-01,plane\n",
        "places.csv row 3, column mode: nobody went by plane in 1870.\n"
        "    Correct the mode or the date.",
    ),
}  # fmt: skip


# a date | what is said of it
OF_THE_REFORM = [
    ("8 January 1324", "was read as New Style, which began in 1582.\n    Dates before are Old "
     "Style as a rule: write 8 January 1324 OS, or julian under calendar."),
    ("1582-10-14", "was read as New Style, which began in 1582.\n    Dates before are Old "
     "Style as a rule: write 1582-10-14 OS, or julian under calendar."),
    ("1582-10-15", "may be Old Style or New Style here.\n    Write 1582-10-15 OS or "
     "1582-10-15 NS; or fill in calendar."),
]  # fmt: skip


@pytest.mark.parametrize(("date", "said"), OF_THE_REFORM)
def test_before_there_was_a_new_style_a_bare_date_is_asked_to_be_old(date: str, said: str) -> None:
    table = f"place,start\nOdesa,{date}\nOdesa,{date} OS\n"
    assert asked(table, "") == [f'places.csv row 2, column start: "{date}" {said}']


@pytest.mark.parametrize("ill", ILL)
def test_what_cannot_be_is_asked_about(ill: str) -> None:
    table, text = ILL[ill]
    assert asked(table) == [text]


def test_a_ship_on_land_is_asked_about() -> None:
    (said,) = asked("place,start,mode\nParis,1870,\nVienna,1871,ship\n", overland_km=900.0)
    assert said == (
        "places.csv row 3, column via: this ship sails 900 km over land.\n"
        "    Give via some points at sea, “lat lon”; or the way up a river as a boat."
    )


def test_a_ship_on_land_is_asked_about_once_whoever_came_aboard_where() -> None:
    table = "place,start,mode,person\nParis,1870,,Ann\nOdesa,1870,,Bo\nVienna,1871,ship,Ann; Bo\n"
    world = replace(SMALL_WORLD, inland_km=lambda line: 100 * line.length)
    (problem,) = gather(sources(table, LIFE), world=world).problems
    assert "sails 1,441 km over land" in problem.message


def test_a_name_of_other_years_is_asked_about() -> None:
    names = LIFE + (
        '[names."Odesa"]\n"../1879" = "Odesa"\n"1880/1889" = "Newtown"\n"1890/.." = "Odesa"\n'
    )
    table = "place,today,start\nOdesa,,1870\nOdesa,,1885\nNewtown,Odesa,1886\nOdesa,,1895\n"
    assert asked(table, names) == [
        'places.csv row 3, column place: it was called "Newtown" then.\n'
        "    Use that name, or correct [names] in the settings."
    ]


def test_only_who_is_strict_about_sources_is_told_of_rows_without() -> None:
    table = "place,source\nParis,one p. 3\nVienna,\n"
    assert gather(sources(table, LIFE), world=SMALL_WORLD).problems == ()
    with pytest.raises(InputError) as caught:
        gather(sources(table, LIFE), world=SMALL_WORLD, strict_sources=True)
    assert str(caught.value) == (
        'places.csv row 3, column source: nobody is named who says so: "Vienna" has no source.\n'
        "    Name a key of [sources] or a work: doc1 p. 12; My Life, ch. 3."
    )


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("“a b” §C d", ("a b", "C d")),
        ('"a", "b"', ("a", "b")),
        ("§First, p. 3 “x”", ("x", "First, p. 3")),
        ("p. 12", ()),
        ("", ()),
    ],
)
def test_words_and_headings_can_be_looked_up(locator: str, found: tuple[str, ...]) -> None:
    assert anchors(locator) == found


@pytest.mark.parametrize(
    ("line", "least", "most"),
    [
        ([(-63.6, 44.6), (-40, 45), (-10, 47)], 0, 60),  # Halifax to the Bay of Biscay
        ([(2.3, 48.9), (37.6, 55.8)], 2300, 2600),  # Paris to Moscow
        ([(170, -20), (190, -20)], 0, 0),  # the Pacific, over ±180°
        ([(170, 67), (190, 67)], 300, 900),  # Chukotka, over ±180°
    ],
)
def test_how_far_a_line_goes_over_land(
    line: list[tuple[float, float]], least: int, most: int
) -> None:
    assert least <= inland_km(LineString(line)) <= most


@pytest.mark.parametrize(
    ("mode", "year", "km"),
    [("ship", 1830, 550), ("ship", 1889, 1150), ("", 1800, 550), ("", 2020, 24000),
     ("train", 1700, 0), ("airship", 1900, 1700)],
)  # fmt: skip
def test_nobody_goes_faster_than_anybody_did(mode: str, year: int, km: int) -> None:
    assert fastest(mode, year) == km


def test_the_first_life_is_in_order() -> None:
    from conftest import TROTSKY
    from journeymap.page.carried import sources_at

    gathered = gather(sources_at(TROTSKY), world=OFFLINE_WORLD, strict_sources=True)
    assert [str(problem) for problem in gathered.problems] == []


def test_events_of_one_base_are_let_alone_and_each_repetition_is_told_once() -> None:
    rows = "".join(f"Paris,x{i},base,1860,1880,T{i},event\n" for i in range(2000))
    table = "place,id,within,start,end,title,kind\nParis,base,,1855,1890,Base,\n" + rows
    assert asked(table) == []
    twice = "place,start,title,kind\n" + "Paris,1860,Same,event\n" * 3
    assert [text.split(":")[1] for text in asked(twice)] == [" row 2 tells the same stay"] * 2


def test_whoever_builds_a_map_is_asked_too() -> None:
    table = "place,start,mode\nParis,1870,\nVienna,1871,ship\n"
    land = replace(SMALL_WORLD, inland_km=lambda _: 900.0)
    said = [str(one) for one in build(sources(table), world=land).gathered.problems]
    assert said == asked(table, overland_km=900.0)
