"""Which vertices of the built-in map a journey needs: fine near its stays, coarse far off.

What lies at a distance from all stays is seen at a zoom that shows that distance on half a
screen. So the tolerance, the size of the smallest detail kept, grows with the distance:

    tolerance = max(FINEST, coarseness x remoteness)            pixels of zoom 10
    remoteness = NEAR + ((distance - HOME) / STRETCH) ** GROWTH

``coarseness`` is then about the size of that detail in pixels of such a screen, and the one
number that is turned to meet a budget. A vertex stays when its grade is above the tolerance
where it lies; as every vertex is judged by itself, the detail changes without a seam.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .lines import GRADE_STEPS, WORLD, Lines, to_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from journeymap.model import Position

FINEST = 2.0
"""The data has no smaller details."""

HOME = 2500.0
"""Around a stay everything is as fine as at the stay: half a screen at zoom 8."""

NEAR, STRETCH, GROWTH = 2.0, 167.0, 0.8
"""At ten times HOME a pixel of the screen is 40 of zoom 10. Growth is below 1, for readers
zoom in on what is far away as well."""

CELL_BITS = 10
CELLS = WORLD >> CELL_BITS
"""Remoteness is known for CELLS x CELLS squares of 1,024 pixels."""

Flat = tuple["NDArray[np.int64]", "NDArray[np.int64]"]
"""Points (n, 2) and the length of each line among them."""


def remoteness(positions: Sequence[Position]) -> NDArray[np.float32]:
    """The remoteness of every cell of the world, by row and column."""
    centre = (np.arange(CELLS) + 0.5) * (1 << CELL_BITS)
    nearest = np.full((CELLS, CELLS), np.inf)
    x, y = to_pixels(
        np.array([p.lon for p in positions], float), np.array([p.lat for p in positions], float)
    )
    rows = np.minimum(y.astype(int) >> CELL_BITS, CELLS - 1)
    for row in np.unique(rows):
        across = np.abs(centre[:, None] - x[rows == row])
        across = np.minimum(across, WORLD - across).min(axis=1)
        np.minimum(nearest, across**2 + (centre[:, None] - centre[row]) ** 2, out=nearest)
    nearest = np.minimum(np.sqrt(nearest), WORLD / 2)
    growth = (np.maximum(nearest - HOME, 0) / STRETCH) ** GROWTH
    return np.asarray(NEAR + growth, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Lines about to be thinned for a journey.

    ``reach`` is the coarseness up to which each vertex stays; ``remote`` its remoteness.
    """

    lines: Lines
    closed: bool
    remote: NDArray[np.float32]
    reach: NDArray[np.float32]

    @classmethod
    def of(cls, lines: Lines, world: NDArray[np.float32], *, closed: bool) -> Layer:
        cell = (lines.y >> CELL_BITS) * CELLS
        cell += np.minimum(lines.x >> CELL_BITS, CELLS - 1)
        remote = world.reshape(-1)[cell]
        size = np.exp2(np.arange(256) / GRADE_STEPS).astype(np.float32)
        return cls(lines, closed, remote, size[lines.grade] / remote)

    def thinned(self, coarseness: float, *, least: float = FINEST) -> Flat:
        """The vertices that stay, on a grid as fine as the tolerance where they lie.

        The tolerance is nowhere below ``least``.

        Rings and lines that would have no extent are left out; no point repeats the one
        before it.
        """
        kept = np.flatnonzero(self.reach >= np.maximum(coarseness, least / self.remote))
        owner = self.lines.owner[kept]
        points = np.stack([self.lines.x[kept], self.lines.y[kept]], axis=1).astype(np.int64)
        tolerance = np.maximum(least, coarseness * self.remote[kept])
        bits = np.floor(np.log2(tolerance)).astype(np.int64)[:, None]
        half = (1 << bits) >> 1
        on_cut = np.isin(points[:, 0], (0, WORLD))[:, None]
        points = np.where(on_cut, points, ((points + half) >> bits) << bits)
        return _with_extent(points, owner, closed=self.closed)


def _with_extent(points: NDArray[np.int64], owner: NDArray[np.int64], *, closed: bool) -> Flat:
    """Without repeated points, and without rings that enclose nothing or lines of one point."""
    moved = np.ones(len(points), bool)
    moved[1:] = (np.diff(points, axis=0) != 0).any(axis=1) | (np.diff(owner) != 0)
    points, owner = points[moved], owner[moved]
    lengths = np.bincount(owner)
    starts = np.cumsum(lengths) - lengths
    if closed:
        following = np.arange(1, len(points) + 1)
        ends = lengths > 0
        following[(starts + lengths - 1)[ends]] = starts[ends]
        x, y = points.T
        turn = x * y[following] - y * x[following]
        extent = np.bincount(owner, weights=turn) != 0
    else:
        extent = lengths > 1
    return points[extent[owner]], lengths[extent]
