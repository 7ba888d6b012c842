"""Great circles, distances and the antimeridian, on a sphere of the earth's mean radius.

The sphere is at most 0.6 % off the ellipsoid in distance and 10 km in a line across an
ocean: less than a pixel at the scale such lines are drawn. Lines are unrolled: a longitude
may pass ±180 so that no two neighbours lie more than half a turn apart.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, MultiLineString
from shapely.affinity import translate

from .model import Position

EARTH_RADIUS_KM = 6371.0088
"""IUGG mean radius R1."""

NUDGE = 1e-6
"""So near to antipodes, 6 m on the earth, no great circle can be told from another."""


def distance_km(a: Position, b: Position) -> float:
    """The great-circle distance (haversine formula)."""
    phi_a, phi_b = math.radians(a.lat), math.radians(b.lat)
    d_phi, d_lambda = phi_b - phi_a, math.radians(b.lon - a.lon)
    h = math.sin(d_phi / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(d_lambda / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


@lru_cache(maxsize=3_000)
def great_circle(a: Position, b: Position, *, step_km: float = 100.0) -> LineString:
    """The shortest line from ``a`` to ``b``, with a point about every ``step_km``.

    Between antipodes every great circle is as short; the one over the north pole is given.
    """
    start, end = _vector(a), _vector(b)
    angle = distance_km(a, b) / EARTH_RADIUS_KM
    steps = max(1, math.ceil(angle * EARTH_RADIUS_KM / step_km))
    if steps == 1:
        return unrolled([(a.lon, a.lat), (b.lon, b.lat)])
    if math.pi - angle < NUDGE:
        end = _slightly_towards_north(end)
    share = np.linspace(0, 1, steps + 1)[:, None]
    # Near antipodes the arc cosine would lose half the figures, and the line its way.
    sine = float(np.linalg.norm(np.cross(start, end)))
    omega = math.atan2(sine, float(start @ end))
    points = (np.sin((1 - share) * omega) * start + np.sin(share * omega) * end) / sine
    lon = np.degrees(np.arctan2(points[:, 1], points[:, 0]))
    lat = np.degrees(np.arctan2(points[:, 2], np.hypot(points[:, 0], points[:, 1])))
    inner = list(zip(lon[1:-1].tolist(), lat[1:-1].tolist(), strict=True))
    return unrolled([(a.lon, a.lat), *inner, (b.lon, b.lat)])


_Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
_Points = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def _vector(p: Position) -> _Vector:
    lon, lat = math.radians(p.lon), math.radians(p.lat)
    return np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])


def _slightly_towards_north(v: _Vector) -> _Vector:
    nudged: _Vector = v + np.array([NUDGE / 1000, 0.0, NUDGE])
    return nudged / float(np.linalg.norm(nudged))


def through(points: Sequence[Position], *, step_km: float = 100.0) -> LineString:
    """Great circles from each point to the next, as one unrolled line."""
    lines = [great_circle(a, b, step_km=step_km) for a, b in pairwise(points)]
    coords = [shapely.get_coordinates(line)[index > 0 :] for index, line in enumerate(lines)]
    return unrolled(np.concatenate(coords))


def unrolled(coords: Sequence[tuple[float, float]] | _Points) -> LineString:
    """The line with whole turns added so that no two neighbours are over 180° apart.

    ``coords`` are (n, 2): longitude and latitude.
    """
    points = np.array(coords, dtype=float)
    points[1:, 0] -= 360.0 * np.cumsum(np.round(np.diff(points[:, 0]) / 360.0))
    return LineString(points)


def split_at_antimeridian(line: LineString) -> MultiLineString:
    """An unrolled line in pieces within ±180°, none of which jumps across the map.

    The latitude of a cut is the line's own there.
    """
    pieces = []
    west, _, east, _ = line.bounds
    for turn in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1):
        window = shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)
        part = line.intersection(window)
        moved = translate(part, xoff=-360.0 * turn)
        pieces += [
            p for p in getattr(moved, "geoms", [moved]) if isinstance(p, LineString) and p.length
        ]
    return MultiLineString(pieces)


def length_km(line: LineString) -> float:
    """The sum of the great-circle distances between the line's points."""
    lon, lat = np.radians(shapely.get_coordinates(line)).T
    across = np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    angles = np.arcsin(np.sqrt(np.minimum(1.0, np.sin(np.diff(lat) / 2) ** 2 + across)))
    return float(2 * EARTH_RADIUS_KM * angles.sum())


def halfway(line: LineString) -> Position:
    """The point half the way along the line, in degrees."""
    middle = line.interpolate(0.5, normalized=True)
    return position(middle.x, middle.y)


def position(lon: float, lat: float) -> Position:
    """The Position of an unrolled longitude."""
    return Position(lon=(lon + 180.0) % 360.0 - 180.0, lat=max(-90.0, min(90.0, lat)))


def circle(center: Position, radius_km: float, *, points: int = 48) -> LineString:
    """All points at that distance, as a closed unrolled line."""
    delta = radius_km / EARTH_RADIUS_KM
    phi = math.radians(center.lat)
    ring = []
    for bearing in np.linspace(0, 2 * math.pi, points + 1):
        lat = math.asin(
            math.sin(phi) * math.cos(delta) + math.cos(phi) * math.sin(delta) * math.cos(bearing)
        )
        east = math.atan2(
            math.sin(bearing) * math.sin(delta) * math.cos(phi),
            math.cos(delta) - math.sin(phi) * math.sin(lat),
        )
        ring.append((center.lon + math.degrees(east), math.degrees(lat)))
    return unrolled(ring)
