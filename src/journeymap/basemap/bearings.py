"""The quiet names that give a map its bearings: towns as they were called then, and what
nature made: seas, rivers, regions."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np

from journeymap.model import Position
from journeymap.sphere import EARTH_RADIUS_KM
from journeymap.vocabulary import languages

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_TOWNS = 260
NAMED_FROM = 500
"""Before that year no town had the name told here, and none is told."""
TODAY = 3000
"""A year in which every town has the name it has now."""
OWN_KM = 30.0
"""A town this near to a stay has its name there already."""
NEAR_KM = {1: 6000.0, 2: 1800.0, 3: 700.0, 4: 260.0}
"""How near to a stay a town of a rank must be to tell where that is."""

Kind = Literal["sea", "river", "region"]
REACH_KM: Mapping[Kind, float] = {"sea": 3500.0, "river": 1500.0, "region": 3000.0}
"""How near to a stay what nature made must be, unless it is told from far."""
FAR_ZOOM = 3.5
RANK_COUNTS = 0.12
"""What a rank is worth against the share of its distance: near to a stay small towns tell."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town of rank 1 (seen from far) to 4. ``former`` are its earlier names, each with the
    last year it was in use, in order; ``founded`` is 0 where it has always been there."""

    name: str
    position: Position
    rank: int
    founded: int
    former: tuple[tuple[int, str], ...]

    def during(self, first: int, last: int) -> Town:
        """The town as those years know it: without what it was called before or after them."""
        former = [(year, name) for year, name in self.former if year >= first]
        within = [(year, name) for year, name in former if year < last]
        name = former[len(within)][1] if len(former) > len(within) else self.name
        founded = self.founded if self.founded > first else 0
        return replace(self, name=name, former=tuple(within), founded=founded)


@dataclass(frozen=True, slots=True)
class Feature:
    """What nature made: a sea or a large lake, a river, a region.

    It has its name by language, and the zooms between which that is told. ``angle`` is a
    river's direction there, in degrees clockwise from the east.
    """

    kind: Kind
    names: Mapping[str, str]
    position: Position
    from_zoom: float
    to_zoom: float
    angle: int = 0


@dataclass(frozen=True, slots=True)
class Bearings:
    """What a map is told apart by: towns, the most telling first, and what nature made."""

    towns: tuple[Town, ...] = ()
    features: tuple[Feature, ...] = ()


def bearings_for(positions: Sequence[Position], years: tuple[int, int] | None) -> Bearings:
    """The bearings for a journey through these positions, from the first year to the last.

    One without years has the towns of today.
    """
    return Bearings(towns_near(positions, years or (TODAY, TODAY)), features_near(positions))


def towns_near(positions: Sequence[Position], years: tuple[int, int]) -> tuple[Town, ...]:
    """The towns of those years that tell where these positions are, the most telling first."""
    first, last = years
    towns = [town for town in _towns() if town.founded <= last] if last >= NAMED_FROM else []
    found = []
    for town, km in zip(towns, _nearest_km([t.position for t in towns], positions), strict=True):
        if OWN_KM < km < NEAR_KM[town.rank]:
            found.append((RANK_COUNTS * town.rank + km / NEAR_KM[town.rank], town))
    found.sort(key=lambda one: one[0])
    return tuple(town.during(first, last) for _, town in found[:MOST_TOWNS])


def features_near(positions: Sequence[Position]) -> tuple[Feature, ...]:
    """The seas, rivers and regions that tell where these positions are."""
    found = _features()
    away = _nearest_km([one.position for one in found], positions)
    return tuple(
        one
        for one, km in zip(found, away, strict=True)
        if km <= REACH_KM[one.kind] or (one.kind == "sea" and one.from_zoom < FAR_ZOOM)
    )


def _nearest_km(spots: Sequence[Position], positions: Sequence[Position]) -> list[float]:
    """How far each spot is from the nearest of the positions; infinitely far from none."""
    if not positions or not spots:
        return [math.inf] * len(spots)
    here = _unit_vectors(positions)
    cosines = (_unit_vectors(spots) @ here.T).max(axis=1)
    angles: list[float] = np.arccos(np.clip(cosines, -1, 1)).tolist()
    return [EARTH_RADIUS_KM * angle for angle in angles]


def _unit_vectors(positions: Sequence[Position]) -> NDArray[np.float64]:
    """The positions as points of the unit sphere, (n, 3)."""
    lon, lat = np.radians([(p.lon, p.lat) for p in positions]).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


@cache
def _towns() -> tuple[Town, ...]:
    return tuple(
        Town(
            row["name"],
            Position(lon=float(row["lon"]), lat=float(row["lat"])),
            int(row["rank"]),
            int(row["founded"] or 0),
            tuple(_former(name) for name in row["former"].split(";") if name),
        )
        for row in _rows("towns.csv")
    )


def _former(text: str) -> tuple[int, str]:
    year, _, name = text.partition(":")
    return int(year), name


@cache
def _features() -> tuple[Feature, ...]:
    """All that has a name here; what has more room than others comes first."""
    tables: tuple[tuple[str, Kind], ...] = (
        ("waters.csv", "sea"),
        ("regions.csv", "region"),
        ("rivers.csv", "river"),
    )
    return tuple(
        Feature(
            kind,
            {language: row.get(language) or row["en"] for language in languages()},
            Position(lon=float(row["lon"]), lat=float(row["lat"])),
            float(row["from_zoom"]),
            float(row["to_zoom"]),
            int(row.get("angle") or 0),
        )
        for table, kind in tables
        for row in _rows(table)
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
