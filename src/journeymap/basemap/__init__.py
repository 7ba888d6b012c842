"""The built-in map: land and water of the whole world, as fine as a journey needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from .deltas import encode_flat
from .lines import WORLD, Lines, load
from .thinning import Layer, remoteness

if TYPE_CHECKING:
    from journeymap.model import Position

__all__ = ["WORLD", "Basemap", "for_journey"]

SHARPEST = 0.2
"""No map is finer than this coarseness, however large its budget."""

BYTES_PER_VERTEX = 2.05
"""A first guess; the text itself decides."""

FULL, AIM = 0.92, 0.98
"""A map is left as it is where it takes that share of its budget; one made anew aims between."""

FAR_TOLERANCE = 256.0
"""What a view of the whole world does not show, in pixels of zoom 10: about one of its own."""

FAR_SHARPER = 4
"""So much finer than near by is the land seen from far in what is remote."""

TRIES = 3
"""How often a map that fits is made larger at most."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """Land, lakes and rivers as text that ``deltas`` reads.

    Coordinates are whole pixels of the Web Mercator world at zoom 10, WORLD wide and high,
    cut at x = 0 and x = WORLD. Land and lakes are rings for the even-odd rule, closed without
    repeating their first point: the Caspian Sea and islands in lakes are rings in rings. An
    edge of which both ends have x = 0, or both x = WORLD, is the cut and no coast. Rivers are
    open lines; they run on through lakes, so lakes are drawn over them. ``far`` is the land
    again as a view of the whole world shows it, the first that most readers see.

    ``coarseness`` is about the size of the smallest detail in pixels of a screen that shows
    it together with the nearest stay.
    """

    land: str
    lakes: str
    rivers: str
    far: str
    coarseness: float

    def __len__(self) -> int:
        """How many bytes the text takes."""
        return len(self.land) + len(self.lakes) + len(self.rivers) + len(self.far)


def for_journey(
    positions: Sequence[Position], *, budget_bytes: int = 56_500, year: int = 2000
) -> Basemap:
    """The map for a journey through these positions, in at most that many bytes.

    Reservoirs and the Aral Sea are as they were in that year. The same call gives the same
    text. A small budget gives a coarse map, in the end an empty one. The last few are kept: a
    table that is edited rarely gets other places.
    """
    return _made(tuple(positions), budget_bytes, year)


@lru_cache(maxsize=4)
def _made(positions: tuple[Position, ...], budget_bytes: int, year: int) -> Basemap:
    world = remoteness(positions)
    layers = [
        Layer.of(load("land"), world, closed=True),
        Layer.of(_in_year(load("lakes"), year), world, closed=True),
        Layer.of(load("rivers"), world, closed=False),
    ]
    found = _encoded(layers, _first_guess(layers, budget_bytes))
    for tries in count(1):
        size = len(found)
        settled = size >= FULL * budget_bytes or tries >= TRIES or found.coarseness <= SHARPEST
        if size <= budget_bytes and settled:
            break
        step = size / (AIM * budget_bytes + 1)
        step = max(step, 1.01) if size > budget_bytes else step
        found = _encoded(layers, max(SHARPEST, found.coarseness * step))
    return found


def _encoded(layers: Sequence[Layer], coarseness: float) -> Basemap:
    land, lakes, rivers = (encode_flat(*layer.thinned(coarseness)) for layer in layers)
    far = encode_flat(*layers[0].thinned(coarseness / FAR_SHARPER, least=FAR_TOLERANCE))
    return Basemap(land, lakes, rivers, far, coarseness)


def _in_year(lakes: Lines, year: int) -> Lines:
    """The lakes whose tags, the years since and until which they looked so, fit the year."""
    since, until = lakes.tags.T
    shown = (since <= year) & (year < until)
    kept = shown[lakes.owner]
    return Lines(
        lakes.x[kept], lakes.y[kept], lakes.grade[kept], lakes.lengths[shown], lakes.tags[shown]
    )


def _first_guess(layers: Sequence[Layer], budget_bytes: int) -> float:
    """The coarseness that leaves about as many vertices as the budget has room for."""
    reach = np.concatenate([layer.reach for layer in layers])
    room = int(budget_bytes / BYTES_PER_VERTEX)
    if room >= len(reach):
        return SHARPEST
    return max(SHARPEST, float(-np.partition(-reach, room)[room]))
