"""Areas as the player draws them: outlines in pixels of its world, and what must be in view.

A screen that shows an area whole has AREA_PIXELS for it; what is finer than that is left out.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from journeymap.basemap import WORLD
from journeymap.basemap.deltas import encode_flat
from journeymap.basemap.lines import to_pixels
from journeymap.scene import UNITS_PER_DEGREE, Line, Point, SceneArea

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ring = NDArray[np.int64]

AREA_PIXELS = 700

WORTH_SEEING = 0.05
"""A part below this share of the largest, as the Canaries are, need not be in view."""

NAME_SHAPE = 3
"""So many times is the room for an area's name wider than high."""


def area_row(area: SceneArea, at: Point) -> list[Any]:
    """Outline as the text of ``basemap.deltas``, stays, the box of what must be in view, and
    where its name stands.

    ``at`` is where its first stay lies: parts of an area that is cut at ±180° are moved to that
    side. The box is west, north, east, south.
    """
    x = world_points([at])[0, 0]
    rings = [_beside(ring, x) for ring in _outline(area.rings)]
    boxes = np.array([(*ring.min(axis=0), *ring.max(axis=0)) for ring in rings])
    sizes = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    seen = boxes[sizes >= WORTH_SEEING * sizes.max()]
    box = [*seen[:, :2].min(axis=0), *seen[:, 2:].max(axis=0)]
    text = encode_flat(np.concatenate(rings), np.array([len(ring) for ring in rings]))
    name = _place_of_name(rings[sizes.argmax()])
    return [text, list(area.stays), [int(side) for side in box], name]


def _place_of_name(ring: "Ring") -> list[int]:
    """The middle of a ring's box or, where that lies outside or close to the edge, the middle of
    the largest room for a name.
    """
    from shapely import Point, Polygon, maximum_inscribed_circle

    narrow = ring / (NAME_SHAPE, 1)
    middle = Point((narrow.min(axis=0) + narrow.max(axis=0)) / 2)
    within = Polygon(narrow).buffer(0) if len(ring) > 2 else Polygon()
    if not within.is_empty:
        room = maximum_inscribed_circle(within)
        own = middle.distance(within.boundary) if within.contains(middle) else 0
        middle = middle if own > room.length / 2 else Point(room.coords[0])
    return [round(middle.x * NAME_SHAPE), round(middle.y)]


def _outline(rings: Sequence[Line]) -> list["Ring"]:
    """Rings in whole units of the player's world, on a grid as fine as a screen shows."""
    from shapely import LinearRing, MultiLineString, get_coordinates

    whole = MultiLineString([LinearRing(world_points(ring)) for ring in rings])
    west, north, east, south = whole.bounds
    grid = 1 << int(math.log2(max(1, max(east - west, south - north) / AREA_PIXELS)))
    thinned = [get_coordinates(ring.simplify(grid))[:-1] for ring in whole.geoms]
    outlines = [_on_grid(ring, grid) for ring in thinned]
    return [ring for ring in outlines if len(ring) > 2] or [max(outlines, key=len)]


def _on_grid(ring: "NDArray[np.float64]", grid: int) -> "Ring":
    """The ring's points on a grid, none of which repeats the one before it."""
    points: Ring = np.rint(ring / grid).astype(np.int64) * grid
    moved = (np.diff(points, axis=0, prepend=points[:1] - 1) != 0).any(axis=1)
    kept: Ring = points[moved]
    return kept


def _beside(ring: "Ring", x: int) -> "Ring":
    """The ring on the copy of the world on which it is nearest to an x."""
    across = ring[:, 0]
    turns = round((x - (across.min() + across.max()) / 2) / WORLD)
    shift: Ring = np.array([turns * WORLD, 0])
    return ring + shift


def world_points(line: Line | Sequence[Point]) -> "Ring":
    """Points of the scene in whole units of the player's world, (n, 2)."""
    lon, lat = np.array(line, float).T / UNITS_PER_DEGREE
    return np.rint(np.stack(to_pixels(lon, lat), axis=1)).astype(np.int64)
