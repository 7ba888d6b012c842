"""Areas to draw where a source names no spot: a country of today, or the land around several.

Everything is in (lon, lat) degrees, cut at ±180°.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

import numpy as np

from .lines import load, to_degrees

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import LineString, MultiPolygon, STRtree
    from shapely.geometry.base import BaseGeometry

    from journeymap.model import Position

MAIN = 0.05
"""Islands and exclaves below this share of a country's largest part do not widen a hull."""

AROUND_KM = 50.0
"""How far around a point or a line its hull reaches."""

BAYS = 0.5
"""Between a hull that follows every bay, 0, and a convex one, 1: Norway, Sweden and Denmark
without Finland, Serbia, Bulgaria and Romania in one piece."""

KM_PER_DEGREE = 111.2

CRUMB = 0.002
"""Share of the largest piece below which an island or a hole that a hull leaves is dropped."""

STEP_KM = 20
"""How far apart a line is looked at."""

DETAIL = 0.01
"""Degrees: what a hull's outline may be off by."""

SOUTHERN_EDGE = -85.0
"""Degrees: south of it the built-in map has nothing, and the earth has land alone."""


def outline(code: str) -> MultiPolygon | None:
    """The land of the country with this ISO 3166 two-letter code; None if it has none here.

    Neighbours share their borders exactly.
    """
    import shapely
    from shapely import MultiPolygon

    world = _world()
    own = world.polygons[world.codes == code]
    if not len(own):
        return None
    land = _joined(shapely.make_valid(own))
    return MultiPolygon([part for part in shapely.get_parts(land) if part.geom_type == "Polygon"])


def near(code: str, spot: Position, degrees: float) -> bool:
    """Whether a spot lies within so many degrees of a country, or that has no outline here.

    An empty code is that of any country.
    """
    import shapely

    world = _world()
    lat = max(spot.lat, SOUTHERN_EDGE)
    spots = shapely.points([spot.lon - 360, spot.lon, spot.lon + 360], lat)
    found = world.tree.query(spots, predicate="dwithin", distance=degrees)[1]
    if not code:
        return len(found) > 0
    return bool((world.codes[found] == code).any()) or code not in world.codes


def hull_on_land(parts: Sequence[BaseGeometry]) -> MultiPolygon:
    """The parts that have an extent, with all land inside a hull around all parts.

    Around countries the hull follows larger bays of their outline; where points or lines are
    among the parts, each counts as what lies within AROUND_KM of it, and the hull is convex.
    One country is itself. Raises ValueError where there are no parts.
    """
    import shapely

    middle = _middle(parts)
    whole = [_turned(part, middle) for part in parts if part.area > 0]
    if len(whole) == len(parts) == 1:
        return _tidy(whole[0])
    around = [_around(_turned(part, middle)) for part in parts if part.area == 0]
    mains = _joined([_main(part) for part in whole]).simplify(DETAIL)
    core = shapely.union_all([mains, *around]) if around else mains
    hull = core.convex_hull if around else shapely.concave_hull(core, ratio=BAYS)
    own = _without_crumbs(_joined(whole))
    land = shapely.union_all([own, *_land_within(hull, own)])
    return _tidy(hull if land.is_empty else land)


def inland_km(line: LineString) -> float:
    """How far a line runs over land in one go, at most: as fine as STEP_KM."""
    import shapely

    from journeymap.sphere import length_km

    steps = max(2, math.ceil(length_km(line) / STEP_KM))
    points = shapely.line_interpolate_point(line, np.linspace(0, 1, steps + 1), normalized=True)
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    turned = shapely.points((lon + 180) % 360 - 180, lat)
    over = np.zeros(steps + 1, dtype=bool)
    over[_world().tree.query(turned, predicate="within")[0]] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[0], over.astype(int), [0]])))
    longest = max((end - start for start, end in edges.reshape(-1, 2)), default=0)
    return float(length_km(line) * max(0, longest - 1) / steps)


_Shapes: TypeAlias = "NDArray[np.object_]"


class _World(NamedTuple):
    """The polygons of all countries, (n,), whose they are, and an index of where they lie."""

    polygons: _Shapes
    codes: NDArray[np.str_]
    tree: STRtree


@cache
def _world() -> _World:
    import shapely

    stored = load("countries")
    lon, lat = to_degrees(stored.x.astype(float), stored.y.astype(float))
    points = np.stack([lon, lat], axis=1).round(4)
    letters, hole = stored.tags.T
    rings = cast(_Shapes, shapely.linearrings(points, indices=stored.owner))
    polygons = cast(_Shapes, shapely.polygons(rings, indices=np.cumsum(hole == 0) - 1))
    codes = np.array([int(pair).to_bytes(2).decode() for pair in letters[hole == 0]])
    return _World(polygons, codes, shapely.STRtree(polygons))


def _middle(parts: Sequence[BaseGeometry]) -> float:
    """The longitude around which the parts lie, wherever the map is cut."""
    if not parts:
        raise ValueError("a hull needs something to go around")
    angles = np.radians([part.representative_point().x for part in parts])
    return math.degrees(math.atan2(np.sin(angles).sum(), np.cos(angles).sum()))


def _turned(shape: BaseGeometry, middle: float) -> BaseGeometry:
    """The shape with each of its parts within half a turn of the middle: nothing is cut."""
    import shapely
    from shapely.affinity import translate

    pieces = shapely.get_parts(shape)
    turns = [round((middle - piece.representative_point().x) / 360) for piece in pieces]
    moved = [translate(piece, 360 * turn) for piece, turn in zip(pieces, turns, strict=True)]
    return _joined(moved) if shape.area else shapely.union_all(moved)


def _around(shape: BaseGeometry) -> BaseGeometry:
    """What lies within AROUND_KM of a shape, as true as a degree of longitude allows."""
    from shapely.affinity import scale

    middle = shape.centroid
    narrow = max(math.cos(math.radians(middle.y)), 0.05)
    level = scale(shape, xfact=narrow, origin=middle)
    return scale(level.buffer(AROUND_KM / KM_PER_DEGREE), xfact=1 / narrow, origin=middle)


def _joined(parts: Sequence[BaseGeometry] | _Shapes) -> BaseGeometry:
    """The union of parts that touch but do not overlap, ten times as fast as any others'.

    Where land that is cut at ±180° is brought together, an edge may have another point than
    its neighbour's: the parts are then joined as any others.
    """
    import shapely

    try:
        return shapely.coverage_union_all(parts)
    except shapely.GEOSException:
        return shapely.union_all(parts)


def _main(shape: BaseGeometry) -> BaseGeometry:
    """The shape without its small outlying parts."""
    import shapely

    pieces = shapely.get_parts(shape)
    areas = shapely.area(pieces)
    return _joined(pieces[areas >= MAIN * areas.max()])


def _land_within(hull: BaseGeometry, known: BaseGeometry) -> list[BaseGeometry]:
    """What countries have inside the hull, which may reach over ±180°, beside what is known."""
    import shapely
    from shapely.affinity import translate

    world = _world()
    found: list[BaseGeometry] = []
    for turn in (-360, 0, 360):
        at_home = translate(hull, -turn)
        hits = world.polygons[world.tree.query(at_home, predicate="intersects")]
        spots = shapely.point_on_surface(hits)
        others = hits[~shapely.contains(translate(known, -turn), spots)]
        found += [translate(piece, turn) for piece in shapely.intersection(others, at_home)]
    return found


def _tidy(shape: BaseGeometry) -> MultiPolygon:
    """The shape without crumbs, simplified, valid, cut at ±180°."""
    import shapely
    from shapely import MultiPolygon, Polygon
    from shapely.affinity import translate

    home = shapely.box(-180, -90, 180, 90)
    plain: BaseGeometry = _without_crumbs(shape).simplify(DETAIL).buffer(0)
    if not home.contains(plain):
        turned = [translate(plain, turn).intersection(home) for turn in (-360, 0, 360)]
        plain = shapely.union_all(turned)
    pieces = [piece for piece in shapely.get_parts(plain) if piece.geom_type == "Polygon"]
    least = CRUMB * max(piece.area for piece in pieces)
    return MultiPolygon(
        [
            Polygon(
                piece.exterior, [hole for hole in piece.interiors if Polygon(hole).area > least]
            )
            for piece in pieces
            if piece.area > least
        ]
    )


def _without_crumbs(shape: BaseGeometry) -> BaseGeometry:
    import shapely

    pieces = shapely.get_parts(shape)
    areas = shapely.area(pieces)
    return shapely.multipolygons(pieces[areas > CRUMB * areas.max()]) if len(pieces) > 1 else shape
