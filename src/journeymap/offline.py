"""The world that locating asks, from the package's own data: nothing is loaded before it is
asked for, and nothing is ever asked of a network. What was made is kept: who watches a table
builds it again and again."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .locate import World
from .model import Candidate, Position, Query

if TYPE_CHECKING:
    from shapely import LineString, MultiPolygon
    from shapely.geometry.base import BaseGeometry

    from .gazetteer.geocoder import Gazetteer


@cache
def _gazetteer() -> "Gazetteer":
    from .gazetteer.geocoder import Gazetteer

    return Gazetteer()


def _candidates(query: Query) -> Sequence[Candidate]:
    return _gazetteer().candidates(query)


@lru_cache(maxsize=1024)
def _similar(name: str, country: str) -> Sequence[str]:
    return _gazetteer().similar(name, country)


@cache
def _outline(code: str) -> "MultiPolygon | None":
    from .basemap.countries import outline

    return outline(code)


def _hull(parts: "Sequence[BaseGeometry]") -> "MultiPolygon":
    return _hull_of(tuple(parts))


@lru_cache(maxsize=64)
def _hull_of(parts: "tuple[BaseGeometry, ...]") -> "MultiPolygon":
    from .basemap.countries import hull_on_land

    return hull_on_land(parts)


def _near(code: str, spot: Position, degrees: float) -> bool:
    from .basemap.countries import near

    return near(code, spot, degrees)


def _inland_km(line: "LineString") -> float:
    from .basemap.countries import inland_km

    return inland_km(line)


OFFLINE_WORLD = World(_candidates, _similar, _outline, _hull, _near, _inland_km)
