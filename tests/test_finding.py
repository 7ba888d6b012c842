"""The names that stays ask for, and who answers."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from journeymap.errors import SUGGESTED, Problem
from journeymap.finding import Names, find_names, is_placed_by_name, query_of
from journeymap.ledger import Entry, Ledger, key, read_ledger
from journeymap.model import Candidate, Query, UnlocatedStay
from journeymap.settings import Settings
from journeymap.stays import read_stays
from journeymap.table import read_table
from small_world import candidates, similar


def stays_of(table: str) -> tuple[UnlocatedStay, ...]:
    rows, _ = read_table(table.encode(), file="t.csv")
    assert rows is not None
    return read_stays(rows, Settings())[0].stays


def find(table: str, ledger: str = "") -> tuple[Names, tuple[Problem, ...]]:
    """What is found for a table, beside a ledger of place, today, country, lat, lon, name."""
    header = "place,today,country,lat,lon,name\n"
    entries, problems = read_ledger((header + ledger).encode(), file="l.csv")
    assert problems == ()
    return find_names(
        stays_of(table), ledger=entries, candidates=candidates, similar=similar, file="t.csv"
    )


def countries_of(names: Names) -> list[tuple[str, str]]:
    return [(entry.place, entry.found_in) for entry in names.new]


# ---------------------------------------------------------------- what is asked

# table | queries in the order they are asked
ASKED: list[tuple[str, list[Query]]] = [
    ("place\nParis\nVienna\nParis\n", [Query("Paris"), Query("Vienna")]),
    ("place\nParis\n PARIS \n", [Query("Paris")]),
    ("place,country\nParis,France\nParis,FR\n", [Query("Paris", "", "FR")]),
    ("place,country\nParis,\nParis,FR\n", [Query("Paris"), Query("Paris", "", "FR")]),
    ("place,country\nParis,Atlantis\n", [Query("Paris")]),
    ("place,today\nWien,Vienna\n", [Query("Wien", "Vienna")]),
    ("place,lat,lon\nParis,1,2\n", []),
    ("place,area\nBalkans,Serbia; Odesa\n", [Query("Odesa")]),
    ("place,kind\nAtlantic,passage\n", []),
    ("place,via\nParis,Vienna; 1 2; Prague\n", [Query("Paris"), Query("Vienna"), Query("Prague")]),
    ("place,bound_for\nParis,Suva\n", [Query("Paris"), Query("Suva")]),
    ("place,bound_for\nParis,1 2\n", [Query("Paris")]),
    ("place,kind,via\nSea,passage,Suva; Apia\n", [Query("Suva"), Query("Apia")]),
]


@pytest.mark.parametrize(("table", "queries"), ASKED)
def test_every_name_is_asked_for_once(table: str, queries: list[Query]) -> None:
    asked = []

    def listening(query: Query) -> Sequence[Candidate]:
        asked.append(query)
        return candidates(query)

    find_names(stays_of(table), ledger={}, candidates=listening, similar=similar, file="t")
    assert asked == queries


@pytest.mark.parametrize(
    ("table", "by_name"),
    [
        ("place\nParis\n", True),
        ("place,lat,lon\nParis,1,2\n", False),
        ("place,lat,lon\nParis,0,0\n", False),
        ("place,area\nParis,Serbia\n", False),
        ("place,kind\nParis,passage\n", False),
        ("place,kind\nParis,Passage\n", False),
    ],
)
def test_a_stay_with_a_pin_an_area_or_a_passage_is_not_placed_by_its_name(
    table: str, by_name: bool
) -> None:
    (stay,) = stays_of(table)
    assert is_placed_by_name(stay) is by_name


# ---------------------------------------------------------------- who answers


def test_the_ledger_answers_before_the_gazetteer() -> None:
    def never(query: Query) -> Sequence[Candidate]:
        raise AssertionError(query)

    ledger: Ledger = {
        key(Query("Paris", "", "FR")): Entry("Paris", "", "FR", "", "", "1", "2", *[""] * 6)
    }
    names, problems = find_names(
        stays_of("place,country\nPARIS,France\n"),
        ledger=ledger, candidates=never, similar=similar, file="t",
    )  # fmt: skip
    found = names.get(Query("Paris", "", "FR"))
    assert found is not None
    assert (found.said_by, found.entry.lat) == ("ledger", "1")
    assert names.new == ()
    assert problems == ()


def test_what_the_gazetteer_gives_is_new_to_the_ledger_with_all_it_says() -> None:
    names, problems = find("place,today,country\nWien,Vienna,Austria\n")
    assert problems == ()
    assert names.new == (
        Entry(
            place="Wien", today="Vienna", country="AT", name="Vienna", found_in="AT",
            lat="48.20000", lon="16.40000", gazetteer="Small", gazetteer_id="Vienna-AT-16.4",
            licence="CC0", score="1.00", rivals="", reviewed="",
        ),
    )  # fmt: skip
    found = names.get(Query("WIEN", "vienna", "at"))
    assert found is not None
    assert found.said_by == "gazetteer"


def test_new_names_come_in_the_order_they_were_settled_the_surest_first() -> None:
    names, _ = find("place\nHalifax\nVienna\nLondon\nPrague\n")
    assert [entry.place for entry in names.new] == ["Vienna", "Prague", "London", "Halifax"]


def test_a_name_that_is_not_asked_for_is_not_found() -> None:
    names, _ = find("place\nVienna\n", ledger="Paris,,,1,2,Paris\n")
    assert names.get(Query("Paris")) is None


# ---------------------------------------------------------------- which of several

# table | ledger | place and country taken
CHOSEN: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("place\nLondon\n", "", [("London", "GB")]),
    ("place,country\nLondon,Canada\n", "", [("London", "CA")]),
    ("place\nVienna\nHalifax\nPrague\n", "",
     [("Vienna", "AT"), ("Prague", "CZ"), ("Halifax", "GB")]),
    ("place\nNew York\nAmherst\n", "", [("New York", "US"), ("Amherst", "US")]),
    ("place,lat,lon\nShip,44.6,-63.6\nAmherst,,\n", "", [("Amherst", "CA")]),
    ("place,lat,lon\nAmherst,,\nShip,44.6,-63.6\n", "", [("Amherst", "CA")]),
    ("place\nPort\nAmherst\n", "Port,,,44.6,-63.6,Port\n", [("Amherst", "CA")]),
    ("place,via\nVienna,\nParis,Halifax\n", "",
     [("Vienna", "AT"), ("Paris", "FR"), ("Halifax", "GB")]),
    ("place,person,lat,lon\nVienna,a,,\nShip,b,44.6,-63.6\nHalifax,a,,\nPort,b,44.6,-63.5\n"
     "Prague,a,,\n", "", [("Vienna", "AT"), ("Prague", "CZ"), ("Halifax", "GB")]),
    ("place,person,lat,lon\nShip,b,44.6,-63.6\nAmherst,a,,\n", "", [("Amherst", "CA")]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "ledger", "taken"), CHOSEN)
def test_of_several_places_the_neighbours_in_the_journey_decide(
    table: str, ledger: str, taken: list[tuple[str, str]]
) -> None:
    names, _ = find(table, ledger)
    assert countries_of(names) == taken


def test_distances_are_told_from_a_stay_of_the_same_person() -> None:
    ways = "place,person,lat,lon\nVienna,a,48.2,16.4\nShip,b,44.6,-63.6\nSpringfield,"
    for person, near in (("a", "Vienna"), ("b", "Ship"), ("b;a", "Ship"), ("c", "Ship")):
        _, (problem,) = find(f"{ways}{person},,\n")
        assert f"km from {near}) was taken" in problem.message


def test_a_choice_among_several_is_announced_with_the_others() -> None:
    names, (problem,) = find("place\nSpringfield\n")
    assert (problem.row, problem.column, problem.severity) == (2, "place", "warning")
    assert problem.value == "Springfield"
    assert problem.message == (
        '"Springfield" may be several places; '
        "Springfield, United States (170,000 people, 37.2 -93.3) was taken."
    )
    others = (
        "Springfield, US (150,000 people, 42.1 -72.6); Springfield, US (110,000 people, 39.8 -89.6)"
    )
    assert f"Others: {others}." in problem.hint
    assert "country, today, or lat and lon" in problem.hint
    assert names.new[0].rivals == others


def test_rivals_of_one_name_and_country_are_told_apart_by_how_far_they_are_too() -> None:
    _, (problem,) = find("place\nNew York\nSpringfield\n")
    assert "Springfield, US (110,000 people, 39.8 -89.6, 1,326 km from New York)" in (
        problem.message + problem.hint
    )


def test_rivals_in_other_countries_need_no_more_than_their_country() -> None:
    names, _ = find("place\nAmherst\n")
    assert names.new[0].rivals == "Amherst, CA"


def test_a_choice_the_ledger_has_is_not_announced_again() -> None:
    _, problems = find("place\nSpringfield\n", "Springfield,,,39.8,-89.6,Springfield\n")
    assert problems == ()


def test_a_place_of_another_country_than_asked_for_is_announced() -> None:
    names, (problem,) = find("place,country\nParis,Germany\n")
    assert countries_of(names) == [("Paris", "FR")]
    assert "the only one, Paris, France, was taken" in problem.message


# ---------------------------------------------------------------- what is missing

# table | column | value | a word of the hint
MISSING = [
    ("place\nPragve\n", "place", "Pragve", "Did you mean Prague?"),
    ("place,country\nViena,AT\n", "place", "Viena", "Did you mean Vienna?"),
    ("place,country\nViena,FR\n", "place", "Viena", "Fill in the columns today"),
    ("place,today\nWien,Viena\n", "place", "Viena", "Did you mean Vienna?"),
    ("place\nXyzzy\n", "place", "Xyzzy", "columns today (its present name) and country, or lat"),
    (
        'place\n"Prague, Bohemia"\n',
        "place",
        "Prague, Bohemia",
        "Prague alone is known: write only that",
    ),
    ('place\n"Soho, London"\n', "place", "Soho, London", "London is known: write it under today"),
    ('place\n"Soho, Xyz, London"\n', "place", "Soho, Xyz, London", "London is known: write it"),
    ('place\n"Soho, Xyz"\n', "place", "Soho, Xyz", "Fill in the columns today"),
    ('place,today\nCitadel,"Soho, London"\n', "place", "Soho, London", "Correct today"),
    ("place,area\nA,Serbia; Xyzzy\n", "area", "Xyzzy", "Write a country of today, or a place"),
    ("place,via\nParis,Pragve*\n", "via", "Pragve*", "Did you mean Prague?"),
    ("place,via\nParis,Xyzzy\n", "via", "Xyzzy", "Write “lat lon” instead"),
    ("place,bound_for\nParis,Xyzzy\n", "bound_for", "Xyzzy", "Write “lat lon” instead"),
]


@pytest.mark.parametrize(("table", "column", "value", "hint"), MISSING)
def test_a_name_without_a_place_is_an_error_with_names_like_it(
    table: str, column: str, value: str, hint: str
) -> None:
    names, (problem,) = find(table)
    assert (problem.row, problem.column, problem.severity) == (2, column, "error")
    assert problem.value == value
    assert problem.message == f'no place called "{value}" is known.'
    assert hint in problem.hint
    assert names.get(Query(value)) is None


def test_a_missing_name_is_reported_once_in_its_first_row() -> None:
    _, (problem,) = find("place\nParis\nXyzzy\nxyzzy\n")
    assert problem.row == 3


def test_of_many_missing_names_only_the_first_are_looked_after() -> None:
    table = "place\n" + "".join(f'"Prague {i}, Bohemia {i}"\n' for i in range(500))
    asked = []
    looked_up = []

    def looking(query: Query) -> Sequence[Candidate]:
        looked_up.append(query)
        return candidates(query)

    def listening(name: str, country: str) -> Sequence[str]:
        asked.append(name)
        return ["Prague"]

    _, problems = find_names(
        stays_of(table), ledger={}, candidates=looking, similar=listening, file="t"
    )
    assert len(problems) == 500
    assert len(asked) == SUGGESTED
    assert len(looked_up) == 500 + 2 * SUGGESTED  # the name, and each of its two parts


def test_thousands_of_names_are_found_at_once() -> None:
    stay = stays_of("place\nSpringfield\n")[0]
    springfields = candidates(Query("Springfield"))
    stays = [replace(stay, place=f"Springfield {i}", row=i + 2) for i in range(3_000)]

    def several(query: Query) -> Sequence[Candidate]:
        return springfields if int(query.toponym.split()[1]) % 2 else ()

    names, problems = find_names(
        stays, ledger={}, candidates=several, similar=lambda *_: (), file="t"
    )
    assert len(names.new) == 1_500
    assert sum(problem.severity == "error" for problem in problems) == 1_500


def test_the_country_of_a_query_is_a_code() -> None:
    (stay,) = stays_of("place,today,country\nWien,Vienna,Österreich\n")
    assert query_of(stay) == Query("Wien", "Vienna", "AT")
