"""Points in degrees → shapes in pixels of zoom 10, cut where the world ends."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, Polygon
from shapely.affinity import translate

from basemap.sources import Points
from journeymap.basemap.lines import WORLD, to_pixels

Ring = NDArray[np.int64]
"""(n, 2): whole pixels of zoom 10, the first not repeated at the end."""


def pixels(line: Points) -> Points:
    """The line from degrees to pixels."""
    return np.stack(to_pixels(line[:, 0], line[:, 1]), axis=1)


def unrolled(line: Points) -> Points:
    """The line, in pixels, going on past the edge of the world instead of jumping back."""
    turns = np.round(np.diff(line[:, 0], prepend=line[0, 0]) / WORLD)
    return line - np.stack([WORLD * np.cumsum(turns), np.zeros(len(line))], axis=1)


def at_home(shape: Polygon, *, south: float = WORLD) -> list[Geometry]:
    """The shape, made valid, in pieces that lie from x = 0 to WORLD and above south."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    home = shapely.box(0, 0, WORLD, south)
    pieces = [translate(valid, turn).intersection(home) for turn in (-WORLD, 0, WORLD)]
    return [piece for piece in pieces if not piece.is_empty]


def polygons_of(shapes: Iterable[Geometry]) -> list[Polygon]:
    """All polygons among the shapes and their parts."""
    parts = shapely.get_parts(shapely.get_parts(list(shapes)))
    return [part for part in parts if part.geom_type == "Polygon"]


def rings_of(polygons: Iterable[Polygon]) -> list[Ring]:
    """All rings of the polygons in whole pixels, those without an area left out."""
    outlines = (shapely.get_coordinates(r) for r in shapely.get_rings(list(polygons)))
    rings = [opened(np.rint(outline)).astype(np.int64) for outline in outlines]
    return [ring for ring in rings if len(ring) > 2 and twice_area(ring) != 0]


def twice_area(ring: Ring) -> int:
    x, y = ring.T
    return int(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))


def distinct(line: Points) -> Points:
    """The line without points that repeat the one before."""
    new = np.r_[True, (np.diff(line, axis=0) != 0).any(axis=1)]
    kept: Points = line[new[: len(line)]]
    return kept


def opened(ring: Points) -> Points:
    """The ring without repeated points, the last one equal to the first among them."""
    kept = distinct(ring)
    return kept[:-1] if (kept[0] == kept[-1]).all() else kept
