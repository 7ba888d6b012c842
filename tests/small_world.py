"""A world of a few places and square countries, for tests that ask a world."""

import difflib
from collections.abc import Sequence

from shapely import LineString, MultiPolygon, Point, box, get_parts, union_all
from shapely.geometry.base import BaseGeometry

from journeymap.errors import Problem
from journeymap.ledger import Ledger
from journeymap.locate import Located, World, locate
from journeymap.model import Candidate, Place, Position, Query
from journeymap.settings import Settings
from journeymap.stays import read_stays
from journeymap.table import read_table

# name | country | longitude | latitude | population
_PLACES = [
    ("London", "GB", -0.1, 51.5, 9_000_000),
    ("London", "CA", -81.2, 43.0, 400_000),
    ("Paris", "FR", 2.4, 48.9, 2_000_000),
    ("Vienna", "AT", 16.4, 48.2, 1_900_000),
    ("Prague", "CZ", 14.4, 50.1, 1_300_000),
    ("Odesa", "UA", 30.7, 46.5, 1_000_000),
    ("Halifax", "CA", -63.6, 44.6, 400_000),
    ("Halifax", "GB", -1.9, 53.7, 90_000),
    ("New York", "US", -74.0, 40.7, 8_000_000),
    ("Amherst", "CA", -64.2, 45.8, 9_000),
    ("Amherst", "US", -72.5, 42.4, 40_000),
    ("Beverly", "US", -70.9, 42.6, 41_000),
    ("Beverley", "GB", -0.4, 53.8, 30_000),
    ("Suva", "FJ", 178.4, -18.1, 90_000),
    ("Apia", "WS", -171.8, -13.8, 40_000),
    ("Springfield", "US", -89.6, 39.8, 110_000),
    ("Springfield", "US", -93.3, 37.2, 170_000),
    ("Springfield", "US", -72.6, 42.1, 150_000),
]

SQUARES = {
    "RS": box(19, 42, 23, 46),
    "BG": box(22, 41, 28, 44),
    "UA": box(22, 44, 40, 52),
    "FJ": union_all([box(177, -19, 180, -16), box(-180, -19, -179, -16)]),
    "CZ": box(12, 48.6, 19, 51),
}


def place(name: str, country: str = "") -> Place:
    """A place of this world."""
    return next(one for one in _places() if one.name == name and country in ("", one.country))


def _places() -> list[Place]:
    return [
        Place(
            name, Position(lon, lat), country, population, "Small", f"{name}-{country}-{lon}", "CC0"
        )
        for name, country, lon, lat, population in _PLACES
    ]


def candidates(query: Query) -> Sequence[Candidate]:
    """The places of a name, or of the present one."""
    names = {name.casefold() for name in (query.toponym, query.today) if name}
    return [
        Candidate(one, one.name, 1.0 if query.country in ("", one.country) else 0.001)
        for one in _places()
        if one.name.casefold() in names
    ]


def similar(name: str, country: str) -> Sequence[str]:
    names = [one.name for one in _places() if country in ("", one.country)]
    return difflib.get_close_matches(name, dict.fromkeys(names), n=3)


def outline(code: str) -> MultiPolygon | None:
    square = SQUARES.get(code)
    return None if square is None else MultiPolygon(list(get_parts(square)))


def hull(parts: Sequence[BaseGeometry]) -> MultiPolygon:
    around = [part.buffer(0.5) if part.area == 0 else part for part in parts]
    return MultiPolygon(list(get_parts(union_all(around))))


def near(code: str, spot: Position, degrees: float) -> bool:
    """Of land alone nothing is known here: every spot is near some."""
    square = SQUARES.get(code)
    return square is None or square.distance(Point(spot.lon, spot.lat)) <= degrees


def inland_km(line: LineString) -> float:
    """Here every way by sea is one."""
    return 0.0


SMALL_WORLD = World(candidates, similar, outline, hull, near, inland_km)


def located(
    table: str, *, ledger: Ledger | None = None, world: World = SMALL_WORLD
) -> tuple[Located, tuple[Problem, ...]]:
    """The stays of a table with their sites, and what is said about their places."""
    rows, _ = read_table(table.encode(), file="t.csv")
    assert rows is not None
    told, problems = read_stays(rows, Settings())
    assert not [problem for problem in problems if problem.severity == "error"]
    return locate(told.stays, ledger=ledger or {}, world=world, file="t.csv")
