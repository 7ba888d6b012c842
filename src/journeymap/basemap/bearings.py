"""The quiet names that give a map its bearings: towns as they were called then, and waters."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from journeymap.model import Position
from journeymap.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_TOWNS = 150
OWN_KM = 30.0
"""A town this near to a stay has its name there already."""
NEAR_KM = {1: 6000.0, 2: 1800.0, 3: 700.0}
"""How near to a stay a town of a rank must be to tell where that is."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town of rank 1 (seen from far) to 3. ``former`` are its earlier names, each with the
    last year it was in use, in order; ``founded`` is 0 where it has always been there."""

    name: str
    position: Position
    rank: int
    founded: int
    former: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Water:
    """A sea or a large lake, its name by language, and the zooms between which it is told."""

    names: Mapping[str, str]
    position: Position
    from_zoom: float
    to_zoom: float


@dataclass(frozen=True, slots=True)
class Bearings:
    """What a map is told apart by: towns, the most telling first, and waters."""

    towns: tuple[Town, ...] = ()
    waters: tuple[Water, ...] = ()


def bearings_for(positions: Sequence[Position]) -> Bearings:
    """The bearings for a journey through these positions."""
    return Bearings(towns_near(positions), waters())


def towns_near(positions: Sequence[Position]) -> tuple[Town, ...]:
    """The towns that tell where these positions are, the most telling first."""
    found = []
    for town, km in zip(_towns(), _nearest_km(positions), strict=True):
        if OWN_KM < km < NEAR_KM[town.rank]:
            found.append((town.rank + km / NEAR_KM[town.rank], town))
    found.sort(key=lambda one: one[0])
    return tuple(town for _, town in found[:MOST_TOWNS])


def _nearest_km(positions: Sequence[Position]) -> list[float]:
    """How far each town is from the nearest of the positions; infinitely far from none."""
    if not positions:
        return [math.inf] * len(_towns())
    here = _unit_vectors(positions)
    cosines = (_unit_vectors([town.position for town in _towns()]) @ here.T).max(axis=1)
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
def waters() -> tuple[Water, ...]:
    """All waters that have a name here."""
    return tuple(
        Water(
            {language: row[language] for language in ("en", "de", "fr", "es", "ru")},
            Position(lon=float(row["lon"]), lat=float(row["lat"])),
            float(row["from_zoom"]),
            float(row["to_zoom"]),
        )
        for row in _rows("waters.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
