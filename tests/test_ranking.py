"""Which of several places of one name is meant."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.gazetteer.geocoder import Gazetteer
from journeymap.gazetteer.historical import NamedThen
from journeymap.model import Candidate, Place, Position, Query
from journeymap.ranking import CLEAR_SHARE, choose, rank

NEAR = {
    "Amherst, Nova Scotia": Position(-64.2, 45.83),
    "Atlanta": Position(-84.39, 33.75),
    "Barcelona": Position(2.16, 41.39),
    "Bobrynets": Position(32.16, 48.06),
    "Boston": Position(-71.06, 42.36),
    "Chicago": Position(-87.63, 41.88),
    "Constantinople": Position(28.95, 41.01),
    "Halifax, Nova Scotia": Position(-63.57, 44.65),
    "Kraków": Position(19.94, 50.06),
    "London": Position(-0.13, 51.51),
    "Lyon": Position(4.85, 45.75),
    "Madrid": Position(-3.7, 40.42),
    "Mexico City": Position(-99.13, 19.43),
    "Metz": Position(6.18, 49.12),
    "Moscow": Position(37.62, 55.75),
    "New Orleans": Position(-90.07, 29.95),
    "New York": Position(-74.01, 40.71),
    "Odessa": Position(30.73, 46.48),
    "Prague": Position(14.42, 50.09),
    "Rome": Position(12.5, 41.9),
    "Royan": Position(-1.03, 45.62),
    "St Petersburg": Position(30.31, 59.94),
    "Tampa": Position(-82.46, 27.95),
    "Toronto": Position(-79.38, 43.65),
    "York": Position(-1.08, 53.96),
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


# ---------------------------------------------------------------- with the real gazetteer

FAMOUS = [
    ("London", "London", "GB", True),
    ("Paris", "Paris", "FR", True),
    ("Vienna", "Vienna", "AT", True),
    ("Moscow", "Moscow", "RU", True),
    ("New York", "New York City", "US", True),
    ("Odessa", "Odesa", "UA", True),
    ("Kiev", "Kyiv", "UA", True),
    ("Irkutsk", "Irkutsk", "RU", True),
    ("Samara", "Samara", "RU", True),
    ("Geneva", "Geneva", "CH", False),
    ("Zürich", "Zürich", "CH", True),
    ("Zurich", "Zürich", "CH", True),
    ("Zuerich", "Zürich", "CH", True),
    ("Petrograd", "Saint Petersburg", "RU", True),
    ("Leningrad", "Saint Petersburg", "RU", True),
    ("St Petersburg", "Saint Petersburg", "RU", True),
    ("St. Petersburg", "Saint Petersburg", "RU", True),
    ("Saint Petersburg", "Saint Petersburg", "RU", True),
    ("Sankt-Peterburg", "Saint Petersburg", "RU", True),
    ("Constantinople", "Istanbul", "TR", True),
    ("Prinkipo", "Adalar", "TR", True),
    ("Büyükada", "Adalar", "TR", True),
    ("Barbizon", "Barbizon", "FR", True),
    ("Royan", "Royan", "FR", True),
    ("Domène", "Domène", "FR", True),
    ("Tampico", "Tampico", "MX", True),
    ("Coyoacán", "Coyoacán", "MX", True),
    ("Hønefoss", "Hønefoss", "NO", True),
    ("Alma Ata", "Almaty", "KZ", True),
    ("Kristiania", "Oslo", "NO", True),
    ("Brest-Litovsk", "Brest", "BY", True),
    ("Kronstadt", "Kronstadt", "RU", False),
    ("Wein", "Buhodle", "SO", False),  # a small town's eighth name, and Wien misspelt
    ("Nikolayev", "Mykolayiv", "UA", True),
    ("Cambridge", "Cambridge", "GB", False),
    ("Birmingham", "Birmingham", "GB", False),
    ("Athens", "Athens", "GR", False),
    ("Memphis", "Memphis", "US", True),
    ("York", "York", "GB", False),
    ("Valladolid", "Valladolid", "ES", False),
    ("Rhodes", "Ródos", "GR", True),
    ("Cadiz", "Cadiz", "ES", False),  # the namesake in the Philippines is larger, and less known
    ("Halifax", "Halifax", "CA", False),
    ("Venice", "Venice", "IT", False),
    ("Luxembourg", "Luxembourg", "LU", True),
    ("Panama", "Panama City", "PA", True),
    ("Granada", "Granada", "ES", False),  # Spanish for Grenada
    ("England, United States", "England", "US", True),
]


@pytest.mark.parametrize(("toponym", "name", "country", "clear"), FAMOUS)
def test_alone_a_name_means_its_best_known_place(
    gazetteer: Gazetteer, toponym: str, name: str, country: str, *, clear: bool
) -> None:
    query = Query(toponym)
    choice = choose(gazetteer.candidates(query), query=query, neighbours=(), year=None)
    assert choice.best is not None
    assert (choice.best.place.name, choice.best.place.country) == (name, country)
    assert choice.clear is clear


@pytest.mark.parametrize(
    ("toponym", "near", "year", "name", "country"),
    [
        ("Cadiz", ["Madrid", "New York"], 1916, "Cadiz", "ES"),
        ("Cadiz", ["Madrid", "Barcelona"], 1916, "Cadiz", "ES"),
        ("Cadiz", ["Madrid", "New York"], None, "Cadiz", "ES"),
        ("Amherst", ["Halifax, Nova Scotia"], 1917, "Amherst", "CA"),
        ("Amherst", ["Halifax, Nova Scotia", "Halifax, Nova Scotia"], None, "Amherst", "CA"),
        ("Amherst", ["Boston"], None, "Amherst", "US"),
        ("Halifax", ["New York", "Amherst, Nova Scotia"], 1917, "Halifax", "CA"),
        ("Halifax", ["York"], None, "Halifax", "GB"),
        ("Nikolayev", ["Odessa"], 1896, "Mykolayiv", "UA"),
        ("Brest-Litovsk", ["St Petersburg", "Moscow"], 1918, "Brest", "BY"),
        ("Kronstadt", ["St Petersburg"], 1917, "Kronstadt", "RU"),
        ("St Petersburg", ["Moscow"], 1905, "Saint Petersburg", "RU"),
        ("St. Petersburg", ["London", "Moscow"], 1905, "Saint Petersburg", "RU"),
        ("St. Petersburg", ["Tampa"], 1920, "St. Petersburg", "US"),
        ("Cambridge", ["London"], None, "Cambridge", "GB"),
        ("Cambridge", ["Boston"], None, "Cambridge", "US"),
        ("Cambridge", ["Toronto"], None, "Cambridge", "CA"),
        ("Birmingham", ["London"], None, "Birmingham", "GB"),
        ("Birmingham", ["Atlanta"], None, "Birmingham", "US"),
        ("Athens", ["Rome"], None, "Athens", "GR"),
        ("Athens", ["Atlanta"], None, "Athens", "US"),
        ("Memphis", ["New Orleans"], None, "Memphis", "US"),
        ("Paris", ["New York", "Chicago"], None, "Paris", "FR"),
        ("Vienna", ["Kraków", "London"], 1907, "Vienna", "AT"),
        ("Vienna", ["New York", "Chicago"], 1907, "Vienna", "AT"),
        ("Vienne", ["Lyon"], None, "Vienne", "FR"),
        ("Verny", ["Metz"], 1900, "Verny", "FR"),
        ("Verny", ["Moscow"], 1900, "Almaty", "KZ"),
        ("York", ["London"], 1810, "York", "GB"),
        ("York", ["New York"], 1810, "Toronto", "CA"),
        ("Smyrna", ["Constantinople"], 1900, "İzmir", "TR"),
        ("Smyrna", ["Atlanta"], 1900, "Smyrna", "US"),
        ("Berlin", ["Toronto"], 1900, "Kitchener", "CA"),
        ("Berlin", ["Moscow"], 1900, "Berlin", "DE"),
        ("Theresienstadt", ["Prague"], 1942, "Terezín", "CZ"),
        ("Yanovka", ["Bobrynets"], 1879, "Bereslavka", "UA"),
        ("Saint-Palais", ["Royan"], 1933, "Saint-Palais-sur-Mer", "FR"),
    ],
)
def test_the_neighbouring_stays_decide_between_places_of_one_name(
    gazetteer: Gazetteer, toponym: str, near: list[str], year: int | None, name: str, country: str
) -> None:
    query = Query(toponym)
    neighbours = [NEAR[one] for one in near]
    best = rank(gazetteer.candidates(query), query=query, neighbours=neighbours, year=year)[0]
    assert (best.place.name, best.place.country) == (name, country)


@pytest.mark.parametrize(
    ("toponym", "near"),
    [
        ("Valladolid", "Mexico City"),
        ("Amherst", "Halifax, Nova Scotia"),
        ("St. Petersburg", "Tampa"),
    ],
)
def test_what_only_the_neighbours_decided_is_not_clear(
    gazetteer: Gazetteer, toponym: str, near: str
) -> None:
    query = Query(toponym)
    choice = choose(gazetteer.candidates(query), query=query, neighbours=[NEAR[near]], year=None)
    assert not choice.clear
    assert choice.rivals


def test_a_country_makes_the_choice_clear(gazetteer: Gazetteer) -> None:
    query = Query("Amherst", country="CA")
    choice = choose(gazetteer.candidates(query), query=query, neighbours=(), year=None)
    assert choice.best is not None
    assert (choice.best.place.country, choice.clear) == ("CA", True)


def test_a_country_without_such_a_place_is_never_a_clear_choice(gazetteer: Gazetteer) -> None:
    query = Query("Barbizon", country="DE")
    choice = choose(gazetteer.candidates(query), query=query, neighbours=(), year=None)
    assert choice.best is not None
    assert (choice.best.place.country, choice.clear) == ("FR", False)


def test_a_city_and_its_own_quarters_are_no_rivals(gazetteer: Gazetteer) -> None:
    query = Query("Paris", country="FR")
    choice = choose(gazetteer.candidates(query), query=query, neighbours=(), year=None)
    assert (choice.rivals, choice.clear) == ((), True)


# ---------------------------------------------------------------- with made-up places


def _candidate(ident: str, lon: float, people: int = 10_000, score: float = 1.0) -> Candidate:
    place = Place(f"Place {ident}", Position(lon, 0), "XX", people, "test", ident, "none")
    return Candidate(place, "Place", score)


def _order(*candidates: Candidate, neighbours: tuple[Position, ...] = (), year: int = 0) -> str:
    ranked = rank(candidates, query=Query("Place"), neighbours=neighbours, year=year)
    return "".join(one.place.ident for one in ranked)


def test_nothing_found_is_no_choice() -> None:
    choice = choose((), query=Query("Place"), neighbours=(), year=None)
    assert choice == (None, (), False)


def test_one_place_alone_is_clear_wherever_it_lies() -> None:
    choice = choose(
        [_candidate("a", 0)], query=Query("Place"), neighbours=[Position(90, 0)], year=0
    )
    assert choice.best is not None
    assert (choice.best.score, choice.rivals, choice.clear) == (1.0, (), True)


@pytest.mark.parametrize(
    ("people", "score", "country", "clear"),
    [(0, 1.0, "", True), (900, 0.03, "", False), (900, 0.03, "XX", True), (20_000, 0.03, "", True)],
)
def test_a_small_place_is_clear_by_its_own_name_or_in_the_country_asked_for(
    people: int, score: float, country: str, *, clear: bool
) -> None:
    found = [_candidate("a", 0, people=people, score=score)]
    choice = choose(found, query=Query("Place", country=country), neighbours=(), year=None)
    assert choice.clear is clear


def test_of_equally_large_ones_the_better_known_comes_first() -> None:
    known = _candidate("b", 0)
    known = replace(known, place=replace(known.place, other_names=40))
    assert _order(_candidate("a", 0), known) == "ba"


def test_of_equals_the_nearer_comes_first() -> None:
    assert _order(_candidate("a", 20), _candidate("b", 1), neighbours=(Position(0, 0),)) == "ba"


def test_one_near_neighbour_is_enough() -> None:
    between, beside = _candidate("a", 45), _candidate("b", 1)
    assert _order(between, beside, neighbours=(Position(0, 0), Position(90, 0))) == "ba"


def test_of_equally_far_ones_the_better_name_comes_first() -> None:
    assert _order(_candidate("a", 0, score=0.3), _candidate("b", 0, score=1.0)) == "ba"


def test_of_equally_named_ones_the_larger_comes_first() -> None:
    assert _order(_candidate("a", 0, people=10), _candidate("b", 0, people=9000)) == "ba"


def test_an_unknown_population_weighs_little_but_not_nothing() -> None:
    (small,) = [one for one in _ranked_pair() if one.place.ident == "b"]
    assert 0 < small.score < 0.1


def _ranked_pair() -> tuple[Candidate, ...]:
    pair = [_candidate("a", 0), _candidate("b", 0, people=0)]
    return rank(pair, query=Query("Place"), neighbours=(), year=None)


@pytest.mark.parametrize(
    ("year", "order"),
    [(1899, "ba"), (1900, "ab"), (1950, "ab"), (1951, "ba")],
)
def test_a_name_of_the_past_counts_most_in_its_years(year: int, order: str) -> None:
    then = NamedThen(_candidate("a", 0).place, "Place", 0.9, 1900, 1950)
    assert _order(then, _candidate("b", 0, score=0.5), year=year) == order


def test_years_that_nothing_bounds_hold_for_ever() -> None:
    then = NamedThen(_candidate("a", 0).place, "Place", 0.9, None, 1950)
    assert _order(then, _candidate("b", 0, score=0.5), year=-500) == "ab"
    then = replace(then, from_year=1900, to_year=None)
    assert _order(then, _candidate("b", 0, score=0.5), year=3000) == "ab"


# toponym | year | place taken | its country | whether that needs no word
BEFORE_SETTLERS = [
    ("Athens", -400, "Athens", "GR", True),
    ("Ithaca", -700, "Itháki", "GR", False),
    ("Olympia", -400, "Archaía Olympía", "GR", False),
    ("Syracuse", -300, "Siracusa", "IT", True),
    ("Corinth", 51, "Kórinthos", "GR", True),
    ("Philippi", 49, "Fílippoi", "GR", False),
    ("Bethlehem", 1, "Bethlehem", "PS", True),
    ("Philadelphia", 60, "Amman", "JO", False),
    ("Babylon", -331, "Al Hillah", "IQ", True),
    ("Memphis", -331, "Mit Rahina", "EG", True),
    ("Troy", -334, "Tevfikiye", "TR", True),
    ("Nicaea", 325, "Nice", "FR", False),
    ("Boston", 1500, "Boston", "GB", True),
    ("Boston", 1640, "Boston", "US", True),
    ("Springfield", 1400, "Springfield", "GB", True),
    ("Chattanooga", 1400, "Chattanooga", "US", False),
    ("Babylon", 1920, "Babylon", "US", False),
    ("Cuzco", 1450, "Cusco", "PE", True),
]


@pytest.mark.parametrize(("toponym", "year", "name", "country", "clear"), BEFORE_SETTLERS)
def test_no_name_of_settlers_is_meant_before_they_came(
    gazetteer: Gazetteer, toponym: str, year: int, name: str, country: str, *, clear: bool
) -> None:
    query = Query(toponym)
    choice = choose(gazetteer.candidates(query), query=query, neighbours=(), year=year)
    assert choice.best is not None
    assert (choice.best.place.name, choice.best.place.country) == (name, country)
    assert choice.clear is clear


def test_outside_the_country_asked_for_nothing_has_a_share() -> None:
    home = _candidate("a", 0, people=10)
    home = replace(home, place=replace(home.place, country="YY"))
    pair = [_candidate("b", 0, people=9_000_000), home]
    ranked = rank(pair, query=Query("Place", country="YY"), neighbours=(), year=None)
    assert [(one.place.ident, one.score) for one in ranked] == [("a", 1.0), ("b", 0.0)]


def test_a_choice_is_clear_from_nine_tenths_on() -> None:
    rival = _candidate("b", 90, people=500)
    for people, clear in ((9_600, True), (8_400, False)):
        choice = choose(
            [_candidate("a", 0, people=people), rival],
            query=Query("Place"),
            neighbours=(),
            year=None,
        )
        assert choice.clear is clear
        assert [one.place.ident for one in choice.rivals] == ["b"]
    assert CLEAR_SHARE == 0.9


candidates = st.lists(
    st.builds(
        _candidate,
        ident=st.text("abc", min_size=1, max_size=3),
        lon=st.floats(-180, 180),
        people=st.integers(0, 40_000_000),
        score=st.floats(0.001, 1),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.place.ident,
)
positions = st.lists(st.builds(Position, st.floats(-180, 180), st.floats(-90, 90)), max_size=3)


@given(candidates, positions, st.randoms())
def test_the_order_asked_in_changes_nothing(
    found: list[Candidate], neighbours: list[Position], shuffle: Random
) -> None:
    shuffled = list(found)
    shuffle.shuffle(shuffled)
    query = Query("Place")
    assert rank(found, query=query, neighbours=neighbours, year=None) == rank(
        shuffled, query=query, neighbours=neighbours, year=None
    )


@given(candidates, positions)
def test_shares_fall_and_make_one(found: list[Candidate], neighbours: list[Position]) -> None:
    ranked = rank(found, query=Query("Place"), neighbours=neighbours, year=None)
    shares = [one.score for one in ranked]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=1e-5)


# ---------------------------------------------------------------- distance
