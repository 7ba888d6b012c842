"""Stays in order → the legs between them: who went from where to where, on what line."""

from collections.abc import Sequence
from itertools import pairwise

from shapely import LineString
from shapely.ops import substring

from .model import Area, Crossing, Leg, LegKind, Position, Site, Stay
from .sphere import distance_km, great_circle, length_km, through, unrolled
from .vocabulary import word_class

SAME_SPOT_KM = 0.03
"""Two stays nearer than this have no leg between them."""


def legs_between(stays: Sequence[Stay]) -> tuple[Leg, ...]:
    """All legs, sorted by the stay they lead to, in the order they are gone.

    Each person goes from stay to stay. From a stay within another he returns to that one
    before he goes on, unless it is an area, which he never left. A passage is a leg of its
    own that ends where the next stay is.
    """
    legs: dict[tuple[int, int, str], Leg] = {}
    persons = dict.fromkeys(person for stay in stays for person in stay.persons)
    for person in persons:
        own = [index for index, stay in enumerate(stays) if person in stay.persons]
        first = own[0]
        ways = _passage(stays, first, first) if isinstance(stays[first].site, Crossing) else []
        for origin, index in pairwise(own):
            ways += _approach(stays, origin, index)
        legs.update({(leg.stay, leg.origin, leg.kind): leg for leg in ways})
    for index, stay in enumerate(stays):
        legs.update({(index, index, leg.kind): leg for leg in _unreached(stay, index)})
    return tuple(sorted(legs.values(), key=lambda leg: leg.stay))


def _approach(stays: Sequence[Stay], origin: int, index: int) -> list[Leg]:
    """The legs from a person's last stay to the next: a return to its base, and the move."""
    legs = []
    base = _base_to_return_to(stays, origin, index)
    if base is not None:
        legs += _leg(stays, "return", origin, index, target=base)
        origin = base
    if isinstance(stays[index].site, Crossing):
        return legs + _passage(stays, origin, index)
    if isinstance(stays[origin].site, Crossing):
        return legs  # the passage has led here already
    return legs + _leg(stays, "move", origin, index, target=index)


def _base_to_return_to(stays: Sequence[Stay], origin: int, index: int) -> int | None:
    """The outermost pinned stay that holds ``origin``, up to one that holds the next too."""
    by_id = {stay.id: i for i, stay in enumerate(stays)}
    around_next = [index, *_holders(stays, by_id, index)]
    base = None
    holder = origin
    while holder not in around_next:
        outer = by_id.get(stays[holder].within)
        if outer is None or outer == holder or isinstance(stays[outer].site, Area | Crossing):
            break
        base = holder = outer
    return None if base == index else base


def _holders(stays: Sequence[Stay], by_id: dict[str, int], index: int) -> list[int]:
    """The stays a stay lies within, innermost first."""
    holders: list[int] = []
    while (holder := by_id.get(stays[index].within)) is not None and holder not in holders:
        holders.append(holder)
        index = holder
    return holders


def _leg(stays: Sequence[Stay], kind: LegKind, origin: int, stay: int, *, target: int) -> list[Leg]:
    """The leg from ``origin`` to ``target`` on the way to ``stay``; none within one spot."""
    start, end = stays[origin].site, stays[target].site
    if distance_km(start.position, end.position) < SAME_SPOT_KM:
        return []
    arriving = stays[stay]
    via = [point.position for point in arriving.via if point.position] if kind == "move" else []
    mode = word_class("mode", arriving.mode) if kind == "move" else ""
    line, known = _line([start.position, *via, end.position], mode)
    known = known and not (via and arriving.way_sketched)
    trimmed = _outside(line, start, end)
    if trimmed is None:
        return []
    return [Leg(stay, origin, kind, trimmed, length_km(line), known)]


def _passage(stays: Sequence[Stay], origin: int, index: int) -> list[Leg]:
    """The line of a passage, which ends where the next stay is."""
    stay = stays[index]
    if not isinstance(stay.site, Crossing) or len(stay.site.points) < 2:
        return []
    line, _ = _line(stay.site.points, word_class("mode", stay.mode) or "water")
    trimmed = _outside(line, stays[origin].site, stay.site)
    if trimmed is None:
        return []
    return [Leg(index, origin, "passage", trimmed, length_km(line), not stay.way_sketched)]


def _unreached(stay: Stay, index: int) -> list[Leg]:
    goal = stay.bound_for.position if stay.bound_for else None
    if goal is None or distance_km(stay.site.position, goal) < SAME_SPOT_KM:
        return []
    line = great_circle(stay.site.position, goal)
    return [Leg(index, index, "unreached", line, length_km(line), route_known=False)]


def _line(points: Sequence[Position], mode: str) -> tuple[LineString, bool]:
    """The line through the points, and whether it is the way he went.

    A great circle is honest over open sea and in the air. On land only the points that are
    recorded are: between the two ends of an unrecorded way the line has no others.
    """
    if mode in ("water", "air") or len(points) > 2:
        return through(points), True
    return unrolled([(p.lon, p.lat) for p in points]), False


def _outside(line: LineString, start: Site, end: Site) -> LineString | None:
    """The part of the line outside the areas at its ends; None if nothing is left."""
    first, last = 0.0, line.length
    if isinstance(start, Area):
        first = _crossing(line, start)
    if isinstance(end, Area):
        last = line.length - _crossing(line.reverse(), end)
    if first >= last:
        return None
    part = substring(line, first, last)
    return part if isinstance(part, LineString) and part.length > 0 else None


def _crossing(line: LineString, area: Area) -> float:
    """How far along the line, in degrees, it last leaves an area at its beginning."""
    shared = line.intersection(area.outline.boundary)
    points = getattr(shared, "geoms", [shared])
    return max((line.project(point) for point in points if not point.is_empty), default=0.0)
