"""Areas as the player draws them: outlines in pixels of its world, and what must be in view.

A screen that shows an area whole has AREA_PIXELS for it; what is finer than that is left out.
"""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np

from journeymap.basemap import WORLD
from journeymap.basemap.deltas import encode
from journeymap.scene import UNITS_PER_DEGREE, Line, Point, SceneArea

AREA_PIXELS = 700

WORTH_SEEING = 0.05
"""A part below this share of the largest, as the Canaries are, need not be in view."""

NAME_SHAPE = 3
"""So many times is the room for an area's name wider than high."""

Ring = list[tuple[int, int]]


def area_row(area: SceneArea, at: Point) -> list[Any]:
    """Outline as the text of ``basemap.deltas``, stays, the box of what must be in view, and
    where its name stands.

    ``at`` is where its first stay lies: parts of an area that is cut at ±180° are moved to that
    side. The box is west, north, east, south.
    """
    rings = [_beside(ring, world_point(at)[0]) for ring in _outline(area.rings)]
    boxes = [(*ring.min(axis=0), *ring.max(axis=0)) for ring in map(np.array, rings)]
    sizes = [(east - west) * (south - north) for west, north, east, south in boxes]
    seen = np.array(
        [b for b, size in zip(boxes, sizes, strict=True) if size >= WORTH_SEEING * max(sizes)]
    )
    box = [*seen[:, :2].min(axis=0), *seen[:, 2:].max(axis=0)]
    largest = rings[sizes.index(max(sizes))]
    return [encode(rings), list(area.stays), [int(side) for side in box], _place_of_name(largest)]


def _place_of_name(ring: Ring) -> list[int]:
    """The middle of a ring's box or, where that lies outside or close to the edge, the middle of
    the largest room for a name.
    """
    from shapely import Point, Polygon, maximum_inscribed_circle

    across, down = zip(*((x / NAME_SHAPE, y) for x, y in ring), strict=True)
    middle = Point((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
    within = Polygon(zip(across, down, strict=True)).buffer(0) if len(ring) > 2 else Polygon()
    if not within.is_empty:
        room = maximum_inscribed_circle(within)
        own = middle.distance(within.boundary) if within.contains(middle) else 0
        middle = middle if own > room.length / 2 else Point(room.coords[0])
    return [round(middle.x * NAME_SHAPE), round(middle.y)]


def _outline(rings: Sequence[Line]) -> list[Ring]:
    """Rings in whole units of the player's world, on a grid as fine as a screen shows."""
    from shapely import LinearRing, MultiLineString, get_coordinates

    whole = MultiLineString([LinearRing([world_point(point) for point in ring]) for ring in rings])
    west, north, east, south = whole.bounds
    grid = 1 << int(math.log2(max(1, max(east - west, south - north) / AREA_PIXELS)))
    thinned = [get_coordinates(ring.simplify(grid))[:-1] for ring in whole.geoms]
    outlines = [_on_grid(ring.tolist(), grid) for ring in thinned]
    return [ring for ring in outlines if len(ring) > 2] or [max(outlines, key=len)]


def _on_grid(ring: Sequence[Sequence[float]], grid: int) -> Ring:
    """The ring's points on a grid, none of which repeats the one before it."""
    points = [(round(x / grid) * grid, round(y / grid) * grid) for x, y in ring]
    return [point for point, _ in groupby(points)]


def _beside(ring: Ring, x: float) -> Ring:
    """The ring on the copy of the world on which it is nearest to an x."""
    across = [point[0] for point in ring]
    shift = round((x - (min(across) + max(across)) / 2) / WORLD) * WORLD
    return [(px + shift, py) for px, py in ring]


def world_point(point: Point) -> tuple[int, int]:
    """A point of the scene in whole units of the player's world; poles are drawn at 85°."""
    lon, lat = (value / UNITS_PER_DEGREE for value in point)
    phi = math.radians(max(-85.0, min(85.0, lat)))
    y = 0.5 - math.asinh(math.tan(phi)) / (2 * math.pi)
    return round((lon / 360 + 0.5) * WORLD), round(y * WORLD)
