"""Great circles, distances and the antimeridian."""

from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import assume, example, given
from hypothesis import strategies as st

from journeymap.model import Position
from journeymap.sphere import (
    circle,
    distance_km,
    great_circle,
    halfway,
    length_km,
    position,
    split_at_antimeridian,
    through,
    unrolled,
)

positions = st.builds(
    Position,
    lon=st.floats(-180, 180, allow_nan=False),
    lat=st.floats(-89, 89, allow_nan=False),
)


@given(positions, positions)
def test_distance_is_symmetric_and_close_to_the_ellipsoids(a: Position, b: Position) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
    ellipsoid = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon)["s12"] / 1000
    assert distance_km(a, b) == pytest.approx(ellipsoid, rel=0.006, abs=0.001)


@given(positions, positions)
def test_a_great_circle_is_the_same_line_both_ways(a: Position, b: Position) -> None:
    assume(distance_km(a, b) < 19_900)
    there = [position(*c) for c in great_circle(a, b).coords]
    back = [position(*c) for c in great_circle(b, a).coords][::-1]
    assert len(there) == len(back)
    assert all(distance_km(p, q) < 0.01 for p, q in zip(there, back, strict=True))


@given(positions, positions)
def test_a_great_circle_is_as_long_as_the_distance(a: Position, b: Position) -> None:
    assert length_km(great_circle(a, b)) == pytest.approx(distance_km(a, b), rel=1e-4, abs=1e-3)


@given(positions, positions)
def test_every_point_lies_on_the_circle_through_both_ends(a: Position, b: Position) -> None:
    total = distance_km(a, b)
    assume(1 < total < 19_900)
    for lon, lat in great_circle(a, b).coords:
        p = position(lon, lat)
        assert distance_km(a, p) + distance_km(p, b) == pytest.approx(total, abs=0.01)


@given(positions, positions)
def test_no_line_jumps_across_the_map(a: Position, b: Position) -> None:
    lons = [lon for lon, _ in great_circle(a, b).coords]
    assert all(abs(q - p) <= 180 for p, q in pairwise(lons))
    for piece in split_at_antimeridian(great_circle(a, b)).geoms:
        assert all(-180 <= lon <= 180 for lon, _ in piece.coords)
        steps = pairwise(piece.coords)
        assert all(abs(q[0] - p[0]) <= 180 for p, q in steps)


def test_across_the_pacific_the_line_is_cut_once_at_the_antimeridian() -> None:
    vladivostok, san_francisco = Position(131.9, 43.1), Position(-122.4, 37.8)
    line = great_circle(vladivostok, san_francisco)
    assert max(lon for lon, _ in line.coords) == pytest.approx(237.6)
    pieces = split_at_antimeridian(line).geoms
    assert [(round(p.coords[0][0]), round(p.coords[-1][0])) for p in pieces] == [
        (132, 180),
        (-180, -122),
    ]
    assert pieces[0].coords[-1][1] == pytest.approx(pieces[1].coords[0][1])


offsets = st.sampled_from([0.0, 1e-12, -1e-9, 1e-8, -1e-7, 1e-6, 1e-5, -1e-4, 1e-3, 0.1])


@given(positions, offsets, offsets)
@example(Position(20, 10), 0.0, 0.0)
@example(Position(7, 90), 0.0, 0.0)
def test_near_antipodes_a_line_goes_half_round_the_earth_in_even_steps(
    a: Position, north: float, east: float
) -> None:
    b = position(a.lon + 180 + east, -a.lat + north)
    line = [position(*c) for c in great_circle(a, b).coords]
    steps = [distance_km(p, q) for p, q in pairwise(line)]
    assert steps == pytest.approx([distance_km(a, b) / len(steps)] * len(steps), abs=0.1)


def test_between_antipodes_the_line_over_the_north_pole_is_given() -> None:
    line = great_circle(Position(0, 0), Position(180, 0))
    assert max(lat for _, lat in line.coords) > 80


def test_a_line_through_points_passes_each_of_them() -> None:
    stops = [Position(-74.0, 40.7), Position(-63.6, 44.6), Position(-30.0, 55.0), Position(10, 59)]
    coords = set(through(stops).coords)
    assert all((p.lon, p.lat) in coords for p in stops)


def test_longitudes_are_unrolled_in_both_directions() -> None:
    assert [x for x, _ in unrolled([(179, 0), (-179, 0), (179, 0)]).coords] == [179, 181, 179]
    assert [x for x, _ in unrolled([(-179, 0), (179, 0)]).coords] == [-179, -181]


def test_halfway_along_a_line_over_the_antimeridian_is_in_range() -> None:
    assert halfway(unrolled([(170, 10), (-170, 10)])).lon == pytest.approx(-180)


@given(positions.filter(lambda p: abs(p.lat) < 80), st.floats(1, 900))
def test_a_circle_is_everywhere_at_its_radius(center: Position, radius: float) -> None:
    for lon, lat in circle(center, radius).coords:
        assert distance_km(center, position(lon, lat)) == pytest.approx(radius, rel=1e-6)
