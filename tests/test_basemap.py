"""The built-in map: true where it is looked at, small, whole, and the same every time."""

import io
import subprocess
import sys
import zlib
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon

from journeymap.basemap import SHARPEST, WORLD, Basemap, deltas, for_journey
from journeymap.basemap.countries import hull_on_land, near, outline
from journeymap.basemap.lines import GRADE_STEPS, Lines, load, save, to_degrees, to_pixels
from journeymap.model import Position

Ring = list[tuple[int, int]]

OSLO, ISTANBUL, SYDNEY = Position(10.75, 59.91), Position(28.98, 41.01), Position(151.21, -33.87)
LIFE = (
    Position(31.99, 46.97),
    Position(30.32, 59.93),
    Position(105.56, 54.10),
    Position(-73.99, 40.73),
    Position(76.95, 43.24),
    ISTANBUL,
    OSLO,
    Position(-99.16, 19.35),
)

LAND_OR_WATER: list[tuple[str, float, float, str]] = [
    ("the head of the Oslofjord", 10.70, 59.89, "water"),
    ("Oslo", 10.75, 59.95, "land"),
    ("Kronstadt on its island", 29.77, 59.995, "land"),
    ("the sea north of Kronstadt", 29.75, 60.06, "water"),
    ("Lake Baikal", 108, 53.5, "water"),
    ("the south-west end of Baikal", 104.5, 51.7, "water"),
    ("Olkhon Island in Baikal", 107.4, 53.15, "land"),
    ("the Caspian Sea", 51, 42, "water"),
    ("Baku on its peninsula", 49.9, 40.42, "land"),
    ("Lake Geneva", 6.5, 46.45, "water"),
    ("Lausanne on Lake Geneva", 6.63, 46.53, "land"),
    ("Lake Constance", 9.4, 47.6, "water"),
    ("Lake Ladoga", 31.5, 60.8, "water"),
    ("Lake Onega", 35.5, 61.7, "water"),
    ("Vänern", 13.0, 58.8, "water"),
    ("Lake Balkhash", 74.2, 46.2, "water"),
    ("Issyk-Kul", 77.2, 42.4, "water"),
    ("Lake Superior", -88, 47.5, "water"),
    ("Lake Michigan", -87, 43.5, "water"),
    ("Lake Victoria", 33, -1, "water"),
    ("Lake Titicaca", -69.4, -15.8, "water"),
    ("Chukotka at 179.5° E", 179.5, 68.5, "land"),
    ("Chukotka at 179.5° W", -179.5, 68.0, "land"),
    ("Wrangel Island east of 180°", -179.5, 71.2, "land"),
    ("Wrangel Island west of 180°", 179.5, 71.1, "land"),
    ("Taveuni in Fiji, east of 180°", -179.97, -16.85, "land"),
    ("the Gulf of Anadyr on 180°", 180, 63.5, "water"),
    ("Büyükada", 29.12, 40.86, "land"),
    ("the Sea of Marmara off Büyükada", 29.1, 40.9, "water"),
    ("Heybeliada", 29.094, 40.876, "land"),
    ("the Bosphorus", 29.07, 41.12, "water"),
    ("Robben Island", 18.366, -33.806, "land"),
    ("Table Bay", 18.40, -33.85, "water"),
    ("Halifax harbour", -63.56, 44.65, "water"),
    ("Halifax", -63.6, 44.65, "land"),
    ("Mykolaiv", 32.0, 46.97, "land"),
    ("the liman below Mykolaiv", 31.95, 46.85, "water"),
    ("Odessa", 30.7, 46.48, "land"),
    ("the sea off Odessa", 30.85, 46.45, "water"),
    ("Tampico", -97.87, 22.25, "land"),
    ("Manhattan", -73.97, 40.78, "land"),
    ("Zanzibar", 39.3, -6.15, "land"),
    ("Saint Helena", -5.7, -15.96, "land"),
]

WATER_OF_A_YEAR: list[tuple[str, float, float, int, str]] = [
    ("the eastern Aral Sea", 60.5, 45.0, 1930, "water"),
    ("the eastern Aral Sea", 60.5, 45.0, 2000, "land"),
    ("the Rybinsk reservoir", 38.19, 58.56, 1940, "land"),
    ("the Rybinsk reservoir", 38.19, 58.56, 2000, "water"),
    ("the Kakhovka reservoir", 34.06, 47.33, 1900, "land"),
    ("the Kakhovka reservoir", 34.06, 47.33, 1990, "water"),
    ("the Kakhovka reservoir", 34.06, 47.33, 2024, "land"),
    ("Lake Volta", 0.07, 7.72, 1960, "land"),
]


@cache
def finest(year: int) -> Basemap:
    """All facts at full detail."""
    spots = [Position(lon, lat) for _, lon, lat, _ in LAND_OR_WATER]
    spots += [Position(lon, lat) for _, lon, lat, _, _ in WATER_OF_A_YEAR]
    return for_journey(spots, budget_bytes=5_000_000, year=year)


@cache
def decoded(text: str) -> list[Ring]:
    return deltas.decode(text)


def encloses(rings: list[Ring], lon: float, lat: float) -> bool:
    """Whether an odd number of rings go around the spot."""
    x, y = (float(v[0]) for v in to_pixels(np.array([lon]), np.array([lat])))
    crossings = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                crossings += 1
    return crossings % 2 == 1


def ground(shown: Basemap, lon: float, lat: float) -> str:
    dry = encloses(decoded(shown.land), lon, lat) and not encloses(decoded(shown.lakes), lon, lat)
    return "land" if dry else "water"


def vertices_near(shown: Basemap, where: Position, pixels: float) -> int:
    x, y = (float(v[0]) for v in to_pixels(np.array([where.lon]), np.array([where.lat])))
    points = np.concatenate([np.array(ring) for ring in decoded(shown.land)])
    return int(np.count_nonzero(np.hypot(points[:, 0] - x, points[:, 1] - y) < pixels))


# ---------------------------------------------------------------- what is where


@pytest.mark.parametrize(("name", "lon", "lat", "expected"), LAND_OR_WATER)
def test_land_is_land_and_water_water(name: str, lon: float, lat: float, expected: str) -> None:
    assert ground(finest(2000), lon, lat) == expected


@pytest.mark.parametrize(("name", "lon", "lat", "year", "expected"), WATER_OF_A_YEAR)
def test_waters_are_as_they_were(
    name: str, lon: float, lat: float, year: int, expected: str
) -> None:
    assert ground(finest(year), lon, lat) == expected


def test_an_islet_shows_near_a_stay_and_is_left_out_far_from_all() -> None:
    assert ground(for_journey([ISTANBUL]), 29.12, 40.86) == "land"
    assert ground(for_journey([SYDNEY]), 29.12, 40.86) == "water"


def test_the_coast_is_finer_near_the_stays() -> None:
    fine = vertices_near(for_journey([OSLO]), OSLO, 2000)
    assert fine > 5 * vertices_near(for_journey([SYDNEY]), OSLO, 2000) > 0


def test_a_stay_at_the_edge_of_the_map_makes_the_other_edge_fine() -> None:
    taveuni, suva = Position(-179.97, -16.85), Position(178.44, -18.14)
    assert vertices_near(for_journey([taveuni]), suva, 1000) == vertices_near(
        for_journey([taveuni, suva]), suva, 1000
    )


# ---------------------------------------------------------------- what always holds


@pytest.mark.parametrize("budget", [20_000, 60_000, 220_000])
@pytest.mark.parametrize("journey", [LIFE, LIFE[:1], ()], ids=["a life", "one stay", "no stay"])
def test_the_budget_is_kept_and_used(budget: int, journey: tuple[Position, ...]) -> None:
    shown = for_journey(journey, budget_bytes=budget)
    assert len(shown) <= budget
    assert len(shown) > 0.8 * budget or shown.coarseness == SHARPEST


positions = st.builds(Position, st.floats(-180, 180), st.floats(-90, 90))


@settings(max_examples=15, deadline=None)
@given(st.lists(positions, max_size=30), st.integers(0, 100_000))
def test_any_journey_gets_whole_rings_within_its_budget(
    journey: list[Position], budget: int
) -> None:
    shown = for_journey(journey, budget_bytes=budget)
    assert len(shown) <= budget
    for ring in deltas.decode(shown.land) + deltas.decode(shown.lakes):
        assert len(set(ring)) >= 3
    for line in deltas.decode(shown.rivers):
        assert len(set(line)) >= 2


def test_the_same_journey_gives_the_same_text() -> None:
    assert for_journey(LIFE) == for_journey(LIFE)


def test_the_order_of_the_stays_does_not_matter() -> None:
    assert for_journey(LIFE) == for_journey(LIFE[::-1])


@pytest.mark.parametrize("layer", ["land", "lakes", "rivers"])
def test_no_line_jumps_across_the_world(layer: str) -> None:
    lines = deltas.decode(getattr(for_journey(LIFE), layer))
    for line in lines:
        points = np.array(line if layer == "rivers" else [*line, line[0]])
        assert points.min() >= 0
        assert points.max() <= WORLD
        assert np.abs(np.diff(points, axis=0)).max(initial=0) < WORLD / 32


def test_the_halves_of_chukotka_and_of_wrangel_island_meet_at_the_cut() -> None:
    land = for_journey([Position(178.0, 69.0)]).land
    points = np.array([p for ring in deltas.decode(land) for p in ring])
    north = points[points[:, 1] < WORLD / 2]
    west, east = (sorted(north[north[:, 0] == x, 1]) for x in (0, WORLD))
    assert len(west) == len(east) == 4
    assert np.abs(np.array(west) - np.array(east)).max() <= 4


@pytest.mark.parametrize("pixels", [8, 32, 128])
def test_a_coast_cut_at_any_importance_does_not_cross_itself(pixels: int) -> None:
    land = load("land")
    kept = land.grade >= GRADE_STEPS * np.log2(pixels)
    points = np.stack([land.x[kept], land.y[kept]], axis=1)
    rings = np.split(points, np.cumsum(np.bincount(land.owner[kept]))[:-1])
    crossed = [ring for ring in rings if len(ring) > 3 and not Polygon(ring).is_valid]
    assert len(crossed) <= len(rings) / 1000


def test_building_the_map_imports_nothing_heavy() -> None:
    code = (
        "import sys; from journeymap.basemap import for_journey;"
        "from journeymap.model import Position; for_journey([Position(0, 0)]);"
        "print(*{'shapely', 'pandas', 'folium', 'geopy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


# ---------------------------------------------------------------- the files


def test_the_data_is_small_and_described() -> None:
    package = resources.files("journeymap.basemap")
    files = list(package.joinpath("data").iterdir())
    readme = package.joinpath("README.md").read_text("utf-8")
    data = [file.read_bytes() for file in files]
    assert sum(len(one) for one in data) < 4_000_000  # on the disk
    assert sum(len(zlib.compress(one)) for one in data) < 3_000_000  # in what is downloaded
    assert all(file.name in readme for file in files)


def line_file(xs: list[int], lengths: list[int]) -> Lines:
    x = np.array(xs, np.int32)
    return Lines(x, x, x.astype(np.uint8), np.array(lengths, np.int32), np.zeros((2, 0), np.int32))


def test_the_same_lines_make_the_same_file() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    save(first, line_file([1, 2, 200_000, 200_001], [2, 2]))
    save(second, line_file([1, 2, 200_000, 200_001], [2, 2]))
    assert first.getvalue() == second.getvalue()


def test_neighbours_too_far_apart_for_the_file_are_refused() -> None:
    with pytest.raises(ValueError, match="too far apart"):
        save(io.BytesIO(), line_file([1, 2, 200_000, 200_001], [1, 3]))


@given(st.floats(-180, 180), st.floats(-85, 85))
def test_pixels_and_degrees_are_inverse(lon: float, lat: float) -> None:
    back = to_degrees(*to_pixels(np.array([lon]), np.array([lat])))
    assert np.allclose([axis[0] for axis in back], [lon, lat])


# ---------------------------------------------------------------- countries and hulls


def land_of(*codes: str) -> list[MultiPolygon]:
    found = [outline(code) for code in codes]
    assert all(found)
    return [shape for shape in found if shape]


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("RS", 20.46, 44.82),
        ("BG", 23.32, 42.70),
        ("RO", 26.10, 44.43),
        ("RU", 37.62, 55.75),
        ("RU", -175, 67),
        ("UA", 34.1, 45.0),
        ("XK", 21.17, 42.66),
        ("CY", 33.36, 35.25),
        ("FJ", 178.44, -17.9),
        ("US", -156.5, 20.8),
        ("GF", -53, 4),
        ("SJ", 16, 78.5),
        ("SM", 12.46, 43.94),
    ],
)
def test_a_country_lies_where_it_lies(code: str, lon: float, lat: float) -> None:
    (land,) = land_of(code)
    assert land.is_valid
    assert land.contains(Point(lon, lat)) or land.distance(Point(lon, lat)) < 0.01


def test_france_without_what_has_a_code_of_its_own_is_in_europe() -> None:
    (france,) = land_of("FR")
    assert france.bounds[0] > -6
    assert france.bounds[2] < 10


def test_neighbours_share_their_border() -> None:
    serbia, bulgaria = land_of("RS", "BG")
    assert serbia.intersection(bulgaria).area == 0
    assert shapely.shared_paths(serbia.boundary, bulgaria.boundary).length > 1


@pytest.mark.parametrize("code", ["", "SU", "rs", "ZZ", "Serbia"])
def test_what_is_no_country_of_today_has_no_outline(code: str) -> None:
    assert outline(code) is None


HULLS = [
    ("the Balkans hold Sofia", ("RS", "BG", "RO"), (), (23.32, 42.70), True),
    ("the Balkans do not hold Zagreb", ("RS", "BG", "RO"), (), (15.98, 45.81), False),
    ("Scandinavia ends at Finland", ("NO", "SE", "DK"), (), (26, 63), False),
    ("France and Germany go around Kent", ("FR", "DE"), (), (0.9, 51.2), False),
    ("France and Germany hold Luxembourg", ("FR", "DE"), (), (6.1, 49.7), True),
    ("the Urals, by three towns", (), ((60.6, 56.84), (56.25, 58), (61.4, 55.16)), (59, 57), True),
    ("land around one town", (), ((60.6, 56.84),), (60.9, 56.9), True),
    ("and no farther", (), ((60.6, 56.84),), (62, 56.84), False),
    ("no sea in the Gulf of Finland", (), ((24.9, 60.2), (24.7, 59.4)), (24.8, 59.8), False),
    ("its shores", (), ((24.9, 60.2), (24.7, 59.4)), (24.8, 60.35), True),
    ("Chukotka across 180°", (), ((178.5, 67), (-178.5, 67)), (179.5, 67.2), True),
    ("and beyond", (), ((178.5, 67), (-178.5, 67)), (-179.5, 67.2), True),
    ("and nothing on the other side", (), ((178.5, 67), (-178.5, 67)), (0, 67), False),
    ("a hull in mid-ocean is itself", (), ((-150, -30),), (-150, -30), True),
]


# code, "" for any | longitude | latitude | whether that is near
NEAR = [
    ("AQ", 0, -90, True),
    ("", 180, -90, True),
    ("", -45, -87, True),
    ("NO", 0, -90, False),
    ("", 0, 90, False),
    ("FJ", -179.9, -16.8, True),
    ("FJ", 179.9, -16.8, True),
    ("", 0, 0, False),
]


@pytest.mark.parametrize(("code", "lon", "lat", "is_near"), NEAR)
def test_a_spot_is_near_a_country_also_at_the_edges_of_the_map(
    code: str, lon: float, lat: float, is_near: bool
) -> None:
    assert near(code, Position(lon=lon, lat=lat), 1.0) is is_near


@pytest.mark.parametrize(("name", "codes", "points", "spot", "inside"), HULLS)
def test_a_hull_holds_the_land_between_its_parts(
    name: str,
    codes: tuple[str, ...],
    points: tuple[tuple[float, float], ...],
    spot: tuple[float, float],
    inside: bool,
) -> None:
    hull = hull_on_land([*land_of(*codes), *(Point(p) for p in points)])
    assert hull.is_valid
    assert hull.contains(Point(spot)) is inside


@pytest.mark.parametrize(
    "codes", [("RU", "UA"), ("RU", "PL", "FI"), ("FJ", "TO"), ("RU", "US"), ("RU", "MN", "CN")]
)
def test_a_country_on_both_sides_of_180_degrees_is_joined_with_others(codes: str) -> None:
    hull = hull_on_land(land_of(*codes))
    assert hull.is_valid
    assert hull.area > 0.9 * sum(land.area for land in land_of(*codes))


def test_one_country_is_its_own_hull() -> None:
    (serbia,) = land_of("RS")
    assert hull_on_land([serbia]).symmetric_difference(serbia).area < 0.05 * serbia.area


def test_a_hull_needs_parts() -> None:
    with pytest.raises(ValueError, match="needs something"):
        hull_on_land([])


def kilometres_across(shape: NDArray[np.float64]) -> float:
    return float((shape[3] - shape[1]) * 111.2)


def test_a_hull_reaches_fifty_kilometres_around_a_place() -> None:
    town = hull_on_land([Point(60.6, 56.84)])
    assert kilometres_across(np.array(town.bounds)) == pytest.approx(100, abs=3)
