"""What there is to look over: new, ambiguous, suspicious, missing, and what somebody chose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from journeymap.choosing import Answer, ask_about, heading, lines_of
from journeymap.errors import SUGGESTED
from journeymap.finding import find_names
from journeymap.ledger import read_ledger
from journeymap.model import Candidate, Position, Query
from journeymap.review import BY_HAND, Review, review
from small_world import SMALL_WORLD, candidates, place, similar
from test_finding import find, stays_of

HEADER = "place,today,country,lat,lon,name,found_in,reviewed\n"


def reviews(table: str, ledger: str = "") -> tuple[Review, ...]:
    """The reviews of a table; a ledger row is place, today, country, lat, lon, name."""
    names, _ = find(table, ledger)
    return review(stays_of(table), names, SMALL_WORLD)


def test_a_name_of_one_place_is_new_and_in_no_doubt() -> None:
    (one,) = reviews("place\nParis\n")
    assert (one.state, one.doubt, one.rows) == ("new", "", (2,))
    assert one.entry is not None
    assert one.entry.found_in == "FR"


def test_a_name_in_several_rows_is_reviewed_once() -> None:
    first, second = reviews("place\nParis\nVienna\n paris\n")
    assert first.rows == (2, 4)
    assert second.rows == (3,)


def test_a_name_the_ledger_has_is_known() -> None:
    (one,) = reviews("place\nParis\n", "Paris,,,48.9,2.4,Paris\n")
    assert one.state == "known"


def test_several_places_of_a_name_are_options_with_their_distances() -> None:
    _, one, _ = reviews("place\nVienna\nSpringfield\nParis\n")
    assert one.doubt == "several places may be meant"
    assert len(one.options) == 3
    assert [option.is_taken for option in one.options].count(True) == 1
    assert all(6_000 < (option.before_km or 0) < 8_500 for option in one.options)
    assert all((option.after_km or 0) < (option.before_km or 0) for option in one.options)


def test_the_first_and_the_last_stay_have_one_neighbour() -> None:
    first, last = reviews("place\nLondon\nParis\n")
    assert first.context.before == ()
    assert [one.name for one in first.context.after] == ["Paris"]
    assert last.options[0].after_km is None


def test_the_neighbours_are_those_of_the_same_persons() -> None:
    table = "place,person,lat,lon\nVienna,a,48,16\nHalifax,b,44,-63\nSpringfield,{},,\n"
    table += "Port,b,44,-64\nPrague,a,50,14\n"
    for person, before, after in (
        ("a", ["Vienna"], ["Prague"]),
        ("b", ["Halifax"], ["Port"]),
        ("a;b", ["Halifax"], ["Port"]),
        ("c", ["Halifax"], ["Port"]),
    ):
        (one,) = reviews(table.format(person))
        assert [near.name for near in one.context.before] == before
        assert [near.name for near in one.context.after] == after


def test_of_more_missing_names_than_are_shown_those_spelt_alike_are_not_looked_for() -> None:
    table = "place\n" + "".join(f"Viena {number}\n" for number in range(2 * SUGGESTED))
    asked: list[str] = []

    def alike(name: str, country: str) -> Sequence[str]:
        asked.append(name)
        return similar(name, country)

    names, _ = find(table)
    found = review(stays_of(table), names, replace(SMALL_WORLD, similar=alike))
    assert (len(found), len(asked)) == (2 * SUGGESTED, SUGGESTED)


def test_a_place_outside_the_country_asked_for_is_doubtful() -> None:
    (one,) = reviews("place,country\nVienna,France\n")
    assert one.doubt == "it does not lie in France, which was asked for"


# a table of which the second row is looked over | a part of its doubt | what may be meant
OFF_THE_WAY = [
    ("place\nVienna\nSuva\nPrague\n", "off the way from Vienna to Prague", ()),
    ("place\nLondon\nBeverly\nLondon\n", "off the way from London", ("Beverley, United Kingdom",)),
    ("place\nLondon\nBeverly\nParis\n", "off the way from London to Paris",
     ("Beverley, United Kingdom",)),
    ("place\nAmherst\nBeverly\nNew York\n", "", ()),
    ("place\nLondon\nOdesa\nLondon\n", "", ()),  # far, but nothing spelt like it is nearer
    ("place,country\nVienna,\nSuva,Fiji\nPrague,\n", "", ()),
    ("place,today\nVienna,\nPort,Suva\nPrague,\n", "", ()),
    ("place\nVienna\n\"Suva, Fiji\"\nPrague\n", "no place", ()),
    ("place,lat,lon\nVienna,,\nNadi,-17.8,177.4\nPrague,,\n", "", ()),
    ("place,person\nVienna,A\nSuva,B\nPrague,A\n", "", ()),
]  # fmt: skip


@pytest.mark.parametrize(("table", "doubt", "meant"), OFF_THE_WAY)
def test_a_name_alone_that_lies_far_off_the_way_is_doubtful(
    table: str, doubt: str, meant: tuple[str, ...]
) -> None:
    one = next((one for one in reviews(table) if 3 in one.rows), None)
    said = ("", ()) if one is None else (one.doubt, one.near)
    assert bool(said[0]) == bool(doubt)
    assert doubt in said[0]
    assert said[1] == meant


def test_a_far_place_is_in_no_doubt_where_the_journey_goes_on_from_there() -> None:
    table = "place\nVienna\nSuva\nApia\n"
    assert [one.doubt for one in reviews(table)] == ["", "", ""]


def test_what_is_signed_off_is_not_questioned_again() -> None:
    ledger = HEADER + "Springfield,,,39.8,-89.6,Springfield,US,NN\n"
    entries, _ = read_ledger(ledger.encode(), file="l.csv")
    stays = stays_of("place\nSpringfield\n")
    names, _ = find_names(
        stays, ledger=entries, candidates=candidates, similar=similar, file="t.csv"
    )
    (one,) = review(stays, names, SMALL_WORLD)
    assert (one.state, one.doubt, one.options) == ("reviewed", "", ())


def test_a_missing_name_comes_with_names_like_it() -> None:
    (one,) = reviews("place\nVienne\n")
    assert (one.state, one.entry, one.near) == ("missing", None, ("Vienna",))


def test_the_only_place_by_another_name_is_told_as_that() -> None:
    small = replace(place("Vienna"), name="Hormoz", population=0)

    def by_another_name(query: Query) -> Sequence[Candidate]:
        return [Candidate(small, query.toponym, 0.5)]

    world = replace(SMALL_WORLD, candidates=by_another_name)
    stays = stays_of("place\nHormuz\n")
    names, _ = find_names(
        stays, ledger={}, candidates=by_another_name, similar=similar, file="t.csv"
    )
    (one,) = review(stays, names, world)
    assert one.doubt == "it is known only as another name of Hormoz"


def test_a_name_of_settlers_before_they_came_is_told_as_that() -> None:
    plymouth = replace(place("Vienna"), name="Plymouth", country="US")

    def by_its_name(query: Query) -> Sequence[Candidate]:
        return [Candidate(plymouth, query.toponym, 1.0)]

    world = replace(SMALL_WORLD, candidates=by_its_name)
    stays = stays_of("place,start\nPlymouth,1400\n")
    names, (problem,) = find_names(
        stays, ledger={}, candidates=by_its_name, similar=similar, file="t.csv"
    )
    assert problem.message == (
        '"Plymouth" is known only as Plymouth, United States, which was not called so yet.'
    )
    (one,) = review(stays, names, world)
    assert one.doubt == "it was not called so yet"


def test_a_country_is_no_missing_spot() -> None:
    (one,) = reviews("place\nAustria\n")
    assert (one.state, one.near) == ("missing", ())
    assert one.doubt == "it is a country, not a spot"


def test_a_changed_row_is_looked_up_anew_and_the_others_are_not() -> None:
    ledger = "Paris,,,48.9,2.4,Paris\nVienna,,,48.2,16.4,Vienna\n"
    states = [one.state for one in reviews("place,country\nParis,France\nVienna,\n", ledger)]
    assert states == ["new", "known"]


# ---------------------------------------------------------------- at a terminal


def answer_to(table: str, *typed: str, row: int = 2) -> tuple[Answer, list[str]]:
    """What comes of typing these lines when the name of a row is asked about."""
    (one,) = (one for one in reviews(table) if row in one.rows)
    lines: Iterator[str] = iter(typed)
    shown: list[str] = []

    def read(question: str) -> str:
        shown.append(question)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return ask_about(one, candidates, read, shown.append), shown


def test_a_number_takes_that_place_and_signs_it_off() -> None:
    answer, _ = answer_to("place\nHalifax\n", "2")
    assert answer.entry is not None
    assert answer.entry.found_in == "GB"
    assert answer.entry.rivals == "Halifax, CA"
    assert answer.entry.reviewed == BY_HAND


def test_degrees_are_taken_as_they_are() -> None:
    answer, _ = answer_to("place,country\nNowhere,Ukraine\n", "46.5 30.7")
    assert answer.entry is not None
    assert answer.entry.position == Position(30.7, 46.5)
    assert (answer.entry.place, answer.entry.country) == ("Nowhere", "UA")


def test_another_name_is_looked_up_for_the_one_in_the_table() -> None:
    answer, shown = answer_to("place\nVienne\n", "Vienna", "1")
    assert answer.entry is not None
    assert (answer.entry.place, answer.entry.name) == ("Vienne", "Vienna")
    assert any("Vienna, Austria" in line for line in shown)


@pytest.mark.parametrize(("typed", "is_last"), [("", False), ("q", True)])
def test_enter_leaves_it_and_q_ends_it(typed: str, is_last: bool) -> None:
    answer, _ = answer_to("place\nHalifax\n", typed)
    assert answer == Answer(None, is_last=is_last)


def test_the_end_of_what_is_typed_ends_it() -> None:
    assert answer_to("place\nHalifax\n")[0] == Answer(None, is_last=True)


@pytest.mark.parametrize("typed", ["0", "3", "99", "Xyzzy", "91 200", "²"])
def test_what_is_no_answer_is_asked_again(typed: str) -> None:
    answer, shown = answer_to("place\nHalifax\n", typed, "1")
    assert answer.entry is not None
    assert len(shown) == 3


def test_an_option_shows_country_people_and_distances() -> None:
    _, one = reviews("place\nLondon\nHalifax\n")
    assert heading(one) == "  row 3: Halifax → Halifax, United Kingdom: several places may be meant"
    assert lines_of(one.options, one) == [
        "   * 1  Halifax, United Kingdom  53.7 -1.9        90,000 people  273 km from London",
        "     2  Halifax, Canada          44.6 -63.6      400,000 people  4,631 km from London",
    ]
