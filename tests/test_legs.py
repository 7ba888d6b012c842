"""The legs between stays: who went from where to where, on what line."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from journeymap.legs import legs_between
from journeymap.model import Leg, Stay
from journeymap.sphere import distance_km, position
from small_world import SQUARES, located, outline

At = tuple[float, float]

PARIS, VIENNA, PRAGUE, ODESA = (2.4, 48.9), (16.4, 48.2), (14.4, 50.1), (30.7, 46.5)
SUVA, APIA, HALIFAX = (178.4, -18.1), (-171.8, -13.8), (-1.9, 53.7)


def stays_of(table: str) -> tuple[Stay, ...]:
    found, problems = located(table)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return found.stays


def legs_of(table: str) -> tuple[Leg, ...]:
    return legs_between(stays_of(table))


def told(legs: tuple[Leg, ...]) -> list[tuple[str, int, int]]:
    return [(leg.kind, leg.origin, leg.stay) for leg in legs]


def ends(leg: Leg) -> tuple[At, At]:
    """Where a leg begins and ends, rolled up again."""
    first, last = (position(*leg.line.coords[i]) for i in (0, -1))
    return (round(first.lon, 6), round(first.lat, 6)), (round(last.lon, 6), round(last.lat, 6))


# ---------------------------------------------------------------- moves, and returns to a base

# rows of place, id, within | legs as kind, origin, stay
GONE: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("Paris,,\n", []),
    ("Paris,,\nVienna,,\nPrague,,\n", [("move", 0, 1), ("move", 1, 2)]),
    ("Paris,,\nParis,,\nVienna,,\n", [("move", 1, 2)]),
    # an event at the base is no leg
    ("Vienna,v,\nVienna,,v\nParis,,\n", [("move", 0, 2)]),
    # out and back, and on
    ("Vienna,v,\nPrague,,v\nParis,,\n", [("move", 0, 1), ("return", 1, 2), ("move", 0, 2)]),
    # from trip to trip by way of the base
    ("Vienna,v,\nPrague,,v\nParis,,v\nOdesa,,\n",
     [("move", 0, 1), ("return", 1, 2), ("move", 0, 2), ("return", 2, 3), ("move", 0, 3)]),
    # a trip within a trip
    ("Vienna,v,\nParis,p,v\nPrague,,p\nOdesa,,v\nSuva,,\n",
     [("move", 0, 1), ("move", 1, 2), ("return", 2, 3), ("move", 0, 3),
      ("return", 3, 4), ("move", 0, 4)]),
    # back at the base itself
    ("Vienna,v,\nPrague,,v\nVienna,,\n", [("move", 0, 1), ("return", 1, 2)]),
    ("Vienna,v,\nPrague,,v\nVienna,,v\n", [("move", 0, 1), ("return", 1, 2)]),
    # a base he has never been at
    ("Prague,,v\nParis,,\nVienna,v,\n", [("move", 0, 1), ("move", 1, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "legs"), GONE)
def test_from_a_stay_within_another_he_returns_to_it_before_he_goes_on(
    rows: str, legs: list[tuple[str, int, int]]
) -> None:
    assert told(legs_of("place,id,within\n" + rows)) == legs


def test_a_return_ends_at_the_base_and_the_move_begins_there() -> None:
    _, back, on = legs_of("place,id,within\nVienna,v,\nPrague,,v\nParis,,\n")
    assert ends(back) == (PRAGUE, VIENNA)
    assert ends(on) == (VIENNA, PARIS)
    assert not back.route_known


def test_stays_a_few_steps_apart_have_no_leg() -> None:
    assert legs_of("place,lat,lon\nA,48.2,16.4\nB,48.2002,16.4\n") == ()
    assert len(legs_of("place,lat,lon\nA,48.2,16.4\nB,48.201,16.4\n")) == 1


# ---------------------------------------------------------------- the line

# the row of arrival: mode, via | points of the line, route known
LINES: list[tuple[str, int | None, bool]] = [
    (",", 2, False),
    ("train,", 2, False),
    ("camel,", 2, False),
    ("ship,", None, True),
    ("air,", None, True),
    ("train,Vienna", None, True),
    (",Vienna; 1 2", None, True),
    ("train,~Vienna", None, False),
    ("ship,~Vienna", None, False),
    (",Vienna; ~Prague", None, False),
]


@pytest.mark.parametrize(("cells", "points", "known"), LINES)
def test_only_what_is_recorded_or_over_open_sea_is_drawn_as_known(
    cells: str, points: int | None, known: bool
) -> None:
    (leg,) = legs_of(f"place,mode,via\nParis,,\nOdesa,{cells}\n")
    assert leg.route_known is known
    assert len(leg.line.coords) == points or (points is None and len(leg.line.coords) > 10)
    assert ends(leg) == (PARIS, ODESA)


def test_a_way_goes_through_its_points_in_their_order() -> None:
    (leg,) = legs_of("place,via\nParis,\nOdesa,Vienna; Prague\n")
    coords = [(round(x, 6), round(y, 6)) for x, y in leg.line.coords]
    assert coords.index(PARIS) < coords.index(VIENNA) < coords.index(PRAGUE) < coords.index(ODESA)
    assert leg.km == pytest.approx(sum(map(_km, [PARIS, VIENNA, PRAGUE], [VIENNA, PRAGUE, ODESA])))


def test_a_round_trip_through_other_places_is_gone() -> None:
    (leg,) = legs_of("place,via\nVienna,\nVienna,Prague; Paris\n")
    assert ends(leg) == (VIENNA, VIENNA)
    assert leg.km == pytest.approx(sum(map(_km, [VIENNA, PRAGUE, PARIS], [PRAGUE, PARIS, VIENNA])))
    assert legs_of("place,via\nVienna,\nVienna,Vienna\n") == ()


@pytest.mark.parametrize("mode", ["", "ship"])
@pytest.mark.parametrize("table", ["Suva,\nApia,", "Apia,\nSuva,"])
def test_no_line_jumps_across_the_antimeridian(table: str, mode: str) -> None:
    (leg,) = legs_of(f"place,mode\n{table}{mode}\n")
    longitudes = [x for x, _ in leg.line.coords]
    assert all(abs(a - b) < 180 for a, b in pairwise(longitudes))
    assert abs(longitudes[-1] - longitudes[0]) == pytest.approx(9.8)
    assert leg.km == pytest.approx(_km(SUVA, APIA), rel=0.01)


# ---------------------------------------------------------------- areas


def _edge_distance(leg: Leg, code: str, index: int) -> float:
    land = outline(code)
    assert land is not None
    here = position(*leg.line.coords[index])
    return land.boundary.distance(Point(here.lon, here.lat))


def test_a_line_stops_at_the_edge_of_an_area_and_starts_there() -> None:
    into, out = legs_of("place,area\nParis,\nSomewhere,Serbia\nOdesa,\n")
    assert ends(into)[0] == PARIS
    assert _edge_distance(into, "RS", -1) < 1e-9
    assert _edge_distance(out, "RS", 0) < 1e-9
    assert ends(out)[1] == ODESA
    for leg in (into, out):
        assert leg.line.intersection(SQUARES["RS"]).length < 1e-9


def test_from_area_to_area_the_line_lies_between_them() -> None:
    (leg,) = legs_of("place,area\nA,Serbia\nB,Czechia\n")
    assert _edge_distance(leg, "RS", 0) < 1e-9
    assert _edge_distance(leg, "CZ", -1) < 1e-9


def test_within_an_area_there_is_no_leg_and_no_return_to_it() -> None:
    assert legs_of("place,area,id,within\nA,Czechia,a,\nPrague,,,a\n") == ()
    legs = legs_of("place,area,id,within\nA,Czechia,a,\nPrague,,,a\nParis,,,\n")
    assert told(legs) == [("move", 1, 2)]


@pytest.mark.parametrize(
    "table", ["place,area\nApia,\nIsles,Fiji\n", "place,area\nIsles,Fiji\nApia,\n"]
)
def test_a_line_stops_at_the_edge_of_an_area_beyond_the_antimeridian(table: str) -> None:
    (leg,) = legs_of(table)
    into = ends(leg)[0] == APIA
    assert _edge_distance(leg, "FJ", -1 if into else 0) < 1e-9
    assert leg.line.length < 10


def test_an_area_on_the_other_side_of_the_antimeridian_alone_is_seen() -> None:
    (leg,) = legs_of("place,area\nApia,\nAround,Suva\n")
    end = position(*leg.line.coords[-1])
    assert Point(end.lon, end.lat).distance(Point(SUVA)) == pytest.approx(0.5, abs=0.01)


def test_a_line_along_the_edge_of_an_area_is_drawn() -> None:
    (leg,) = legs_of("place,lat,lon,area\nA,44,10,\nB,,,Serbia\n")
    assert ends(leg) == ((10, 44), (19, 44))
    along = legs_of("place,lat,lon,area\nA,42,10,\nB,,,Serbia\nC,42,30,\n")
    assert len(along) == 2


def test_where_a_line_begins_and_ends_in_one_area_there_is_none() -> None:
    assert legs_of("place,area\nA,Serbia\nPrague,\nB,Czechia\n")[1:] == ()
    assert legs_of("place,area\nA,Serbia; Bulgaria\nB,Serbia\n") == ()
    assert legs_of("place,area\nA,Serbia\nB,Serbia; Bulgaria\n") == ()


# ---------------------------------------------------------------- passages

# rows of place, kind, id, within, via, area | legs
PASSED: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("Paris,,,,,\nSea,passage,,,,\nSuva,,,,,\n", [("passage", 0, 1)]),
    ("Sea,passage,,,Vienna,\nSuva,,,,,\n", [("passage", 0, 0)]),
    ("Paris,,,,,\nSea,passage,,,Vienna,\n", [("passage", 0, 1)]),
    ("Paris,,,,,\nSea,passage,,,Vienna,\nSea,passage,,,Odesa,\nSuva,,,,,\n",
     [("passage", 0, 1), ("passage", 1, 2)]),
    ("Paris,,,,,\nSea,passage,,,,\nParis,,,,,\n", []),
    # from a trip back to the base, then on board
    ("Vienna,,v,,,\nPrague,,,v,,\nSea,passage,,,,\nSuva,,,,,\n",
     [("move", 0, 1), ("return", 1, 2), ("passage", 0, 2)]),
    # a passage that is itself a part of a longer stay
    ("Vienna,,v,,,\nSea,passage,,v,,\nPrague,,,v,,\nParis,,,,,\n",
     [("passage", 0, 1), ("return", 2, 3), ("move", 0, 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "legs"), PASSED)
def test_a_passage_is_a_leg_of_its_own_that_ends_where_the_next_stay_is(
    rows: str, legs: list[tuple[str, int, int]]
) -> None:
    assert told(legs_of("place,kind,id,within,via,area\n" + rows)) == legs


def test_consecutive_passages_make_one_line_without_a_gap() -> None:
    rows = "Paris,,\nSea,passage,Vienna\nSea,passage,Odesa\nSuva,,\nPrague,,\n"
    first, second, after = legs_of("place,kind,via\n" + rows)
    assert ends(first) == (PARIS, VIENNA)
    assert ends(second) == (VIENNA, SUVA)
    assert ends(after) == (SUVA, PRAGUE)


def test_a_passage_begins_at_the_base_he_has_returned_to() -> None:
    rows = "Vienna,,v,\nPrague,,,v\nSea,passage,,\nSuva,,,\n"
    *_, back, passage = legs_of("place,kind,id,within\n" + rows)
    assert ends(back) == (PRAGUE, VIENNA)
    assert ends(passage) == (VIENNA, SUVA)


# mode and via of a passage | whether its way is known, whether it is a great circle
PASSAGES = [
    ("ship,", True, True),
    ("air,", True, True),
    (",Vienna", True, True),
    ("train,Vienna", True, True),
    (",~Vienna", False, True),
    ("ship,~Vienna", False, True),
    (",", False, True),
    ("train,", False, False),
]


@pytest.mark.parametrize(("cells", "known", "curved"), PASSAGES)
def test_the_way_of_a_passage_is_known_over_sea_in_the_air_and_by_its_points(
    cells: str, known: bool, curved: bool
) -> None:
    (leg,) = legs_of(f"place,kind,mode,via\nParis,,,\nOn,passage,{cells}\nOdesa,,,\n")
    assert (leg.route_known, len(leg.line.coords) > 10) == (known, curved)


def test_of_two_passages_the_first_leads_to_where_the_second_is_known_to_pass() -> None:
    rows = "Paris,,\nSea,passage,\nSea,passage,Odesa\nSuva,,\n"
    first, second = legs_of("place,kind,via\n" + rows)
    assert ends(first) == (PARIS, ODESA)
    assert ends(second) == (ODESA, SUVA)


def test_a_passage_stops_at_the_edge_of_the_areas_at_its_ends() -> None:
    (leg,) = legs_of("place,kind,area\nA,,Serbia\nSea,passage,\nB,,Czechia\n")
    assert _edge_distance(leg, "RS", 0) < 1e-9
    assert _edge_distance(leg, "CZ", -1) < 1e-9


# ---------------------------------------------------------------- never reached


def test_a_destination_never_reached_has_a_leg_of_its_own_that_nobody_goes_on_from() -> None:
    legs = legs_of("place,bound_for\nParis,Suva\nVienna,\n")
    assert told(legs) == [("unreached", 0, 0), ("move", 0, 1)]
    assert ends(legs[0]) == (PARIS, SUVA)
    assert ends(legs[1]) == (PARIS, VIENNA)
    assert not legs[0].route_known


def test_bound_for_where_he_is_is_nothing() -> None:
    assert legs_of("place,bound_for\nParis,Paris\n") == ()


def test_a_destination_never_reached_is_drawn_from_the_edge_of_an_area() -> None:
    (leg,) = legs_of("place,area,bound_for\nA,Serbia,Paris\n")
    assert _edge_distance(leg, "RS", 0) < 1e-9
    assert ends(leg)[1] == PARIS
    assert legs_of("place,area,bound_for\nA,Czechia,Prague\n") == ()


# ---------------------------------------------------------------- several persons

# rows of place, person, kind | legs
TOGETHER: list[tuple[str, list[tuple[str, int, int]]]] = [
    ("Paris,A,\nVienna,B,\nPrague,A,\nOdesa,B,\n", [("move", 0, 2), ("move", 1, 3)]),
    # together: one leg; meeting: one each
    ("Paris,A; B,\nVienna,A; B,\n", [("move", 0, 1)]),
    ("Paris,A,\nVienna,B,\nPrague,A; B,\n", [("move", 0, 2), ("move", 1, 2)]),
    # parting
    ("Paris,A; B,\nVienna,A,\nPrague,B,\n", [("move", 0, 1), ("move", 0, 2)]),
    # on one ship from two places, and from it to two places
    ("Paris,A,\nVienna,B,\nSea,A; B,passage\nSuva,A,\nApia,B,\n",
     [("passage", 0, 2), ("passage", 1, 2), ("move", 2, 4)]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "legs"), TOGETHER)
def test_each_person_goes_from_stay_to_stay(rows: str, legs: list[tuple[str, int, int]]) -> None:
    assert told(legs_of("place,person,kind\n" + rows)) == legs


def test_a_leg_says_who_went_it() -> None:
    rows = "Paris,A; B,\nVienna,A,\nPrague,A; B,\nSuva,A; B,\n"
    legs = legs_of("place,person,kind\n" + rows)
    assert [(leg.origin, leg.stay, leg.persons) for leg in legs] == [
        (0, 1, ("a",)), (1, 2, ("a",)), (0, 2, ("b",)), (2, 3, ("a", "b")),
    ]  # fmt: skip


def test_nobody_returns_to_a_base_of_somebody_else() -> None:
    rows = "Paris,A,a,\nVienna,B,,\nPrague,B,,a\nOdesa,B,,\n"
    assert told(legs_of("place,person,id,within\n" + rows)) == [("move", 1, 2), ("move", 2, 3)]
    rows = "Paris,A,a,\nVienna,A; B,,a\nPrague,B,,\n"
    assert told(legs_of("place,person,id,within\n" + rows)) == [("move", 0, 1), ("move", 1, 2)]


def test_nobody_is_carried_off_by_another_ones_passage() -> None:
    rows = "Paris,A,\nVienna,B,\nSea,A; B,passage\nSuva,A,\nApia,B,\n"
    first, second, on = legs_of("place,person,kind\n" + rows)
    assert ends(first) == (PARIS, SUVA)
    assert ends(second) == (VIENNA, SUVA)
    assert ends(on) == (SUVA, APIA)


# ---------------------------------------------------------------- anything

_names = st.sampled_from(["Paris", "Vienna", "Prague", "Suva", "Apia", "Odesa"])
_rows = st.tuples(
    _names, st.sampled_from(["", "", "passage"]), st.sampled_from(["", "", "Serbia", "Fiji"]),
    st.sampled_from(["", "Vienna", "~Apia; Paris"]), st.sampled_from(["", "", "Suva"]),
    st.sampled_from(["", "B", "A; B"]), st.sampled_from(["", "ship", "train"]),
    st.integers(0, 5),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_rows, min_size=1, max_size=6))
def test_every_leg_is_a_line_that_joins_stays_of_one_person(
    rows: list[tuple[str, str, str, str, str, str, str, int]],
) -> None:
    table = "place,kind,area,via,bound_for,person,mode,within,id\n"
    for index, (*cells, base) in enumerate(rows):
        table += ",".join([*cells, str(base) if base < index else "", str(index)]) + "\n"
    stays = located(table)[0].stays
    legs = legs_between(stays)
    assert [leg.stay for leg in legs] == sorted(leg.stay for leg in legs)
    gone = {(leg.stay, leg.origin, leg.kind, person) for leg in legs for person in leg.persons}
    assert len(gone) == sum(len(leg.persons) for leg in legs)
    for leg in legs:
        assert isinstance(leg.line, LineString)
        assert leg.line.length > 0
        assert leg.km > 0
        both = set(stays[leg.stay].persons) & set(stays[leg.origin].persons)
        assert leg.persons
        assert set(leg.persons) <= both
        assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(leg.line.coords))


@pytest.mark.parametrize(
    "line", ["Paris,,s{i},{within}", "{place},,s{i},", "{place},P{i},s{i},", "{place},,s{i},{base}"]
)
def test_thousands_of_stays_have_legs_at_once(line: str) -> None:
    rows = "".join(
        line.format(
            i=i,
            place=("Paris", "Vienna")[i % 2],
            within=f"s{i - 1}" if i else "",
            base="s0" if i else "",
        )
        + "\n"
        for i in range(2_000)
    )
    assert len(legs_of("place,person,id,within\n" + rows)) <= 4_000


def _km(a: At, b: At) -> float:
    return distance_km(position(*a), position(*b))
